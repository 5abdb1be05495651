//! Losses of single samples, for methods that read one row after another: value, slope, and the conjugate for the dual
//! problem. Beside the smooth losses of [`Loss`](crate::Loss) there are losses with corners.

use superlinear_numerics::simd::{Arithmetic, Unfused};

/// The loss of a sample with the response `y` and the linear predictor `z`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SampleLoss {
    /// `(y - z)^2 / 2`.
    Squared,
    /// `(y - z)^2 / 2` up to this threshold of `|y - z|`, and linear beyond it.
    Huber(f64),
    /// `ln(1 + exp(-y z))`, for a `y` of -1 or 1.
    Logistic,
    /// `exp(z) - y z`.
    Poisson,
    /// `max(0, 1 - y z)`, for a `y` of -1 or 1.
    Hinge,
    /// `max(0, 1 - y z)^2 / 2`, for a `y` of -1 or 1.
    SquaredHinge,
    /// The quantile of this level, in (0, 1): `level` times `y - z` where positive, `level - 1` times where negative.
    Quantile(f64),
    /// `max(0, |y - z| - insensitivity)`.
    EpsilonInsensitive(f64),
}

impl SampleLoss {
    /// Whether the response is -1 or 1.
    pub fn is_of_classes(self) -> bool {
        matches!(self, Self::Logistic | Self::Hinge | Self::SquaredHinge)
    }

    /// The value.
    #[inline]
    pub fn value(self, z: f64, y: f64) -> f64 {
        let r = y - z;
        match self {
            Self::Squared => 0.5 * r * r,
            Self::Huber(threshold) if r.abs() <= threshold => 0.5 * r * r,
            Self::Huber(threshold) => threshold * (r.abs() - 0.5 * threshold),
            Self::Logistic => logistic(y * z).0,
            Self::Poisson => libm::exp(z) - y * z,
            Self::Hinge => (1.0 - y * z).max(0.0),
            Self::SquaredHinge => 0.5 * (1.0 - y * z).max(0.0).powi(2),
            Self::Quantile(level) => (level * r).max((level - 1.0) * r),
            Self::EpsilonInsensitive(insensitivity) => (r.abs() - insensitivity).max(0.0),
        }
    }

    /// The derivative along `z`; at a corner 0 if it is a subgradient, as everywhere except in `hinge`.
    #[inline]
    pub fn slope(self, z: f64, y: f64) -> f64 {
        let r = y - z;
        match self {
            Self::Squared => -r,
            Self::Huber(threshold) => -r.clamp(-threshold, threshold),
            Self::Logistic => -y * logistic(y * z).1,
            Self::Poisson => libm::exp(z) - y,
            Self::Hinge => {
                if y * z < 1.0 {
                    -y
                } else {
                    0.0
                }
            }
            Self::SquaredHinge => -y * (1.0 - y * z).max(0.0),
            Self::Quantile(level) => match r {
                0.0 => 0.0,
                r if r > 0.0 => -level,
                _ => 1.0 - level,
            },
            Self::EpsilonInsensitive(insensitivity) if r.abs() <= insensitivity => 0.0,
            Self::EpsilonInsensitive(_) => -r.signum(),
        }
    }

    /// Value and slope at once.
    #[inline]
    pub fn at(self, z: f64, y: f64) -> (f64, f64) {
        if self != Self::Logistic {
            return (self.value(z, y), self.slope(z, y));
        }
        let (value, size) = logistic(y * z);
        (value, -y * size)
    }

    /// An upper bound of the second derivative: 1 for losses with corners, whose slopes are at most 1, and for `poisson`
    /// that at the response.
    pub fn curvature(self, y: f64) -> f64 {
        match self {
            Self::Logistic => 0.25,
            Self::Poisson => y.max(1.0),
            _ => 1.0,
        }
    }

    /// The conjugate at `-theta`, for a `theta` between 0 and minus a slope of the loss.
    pub fn conjugate(self, theta: f64, y: f64) -> f64 {
        match self {
            Self::Squared | Self::Huber(_) => theta * (0.5 * theta - y),
            Self::Logistic => entropy(theta * y) + entropy(1.0 - theta * y),
            Self::Poisson => entropy(y - theta) - (y - theta).max(0.0),
            Self::Hinge | Self::Quantile(_) => -theta * y,
            Self::SquaredHinge => -theta * y + 0.5 * theta * theta,
            Self::EpsilonInsensitive(insensitivity) => insensitivity * theta.abs() - theta * y,
        }
    }
}

/// The logistic loss at a margin, and the size of its slope. Without fused operations, so with the same bits on every
/// platform.
#[inline(always)]
fn logistic(margin: f64) -> (f64, f64) {
    let power = Unfused.exp(-margin.abs());
    let share = if margin > 0.0 { power } else { 1.0 };
    ((-margin).max(0.0) + Unfused.log1p(power), share / (1.0 + power))
}

/// The multinomial loss `ln(sum over k of exp(z_k)) - z_class`. Its slopes take the place of the predictors.
pub fn multinomial(z: &mut [f64], class: usize) -> f64 {
    let own = z[class];
    let largest = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    z.iter_mut().for_each(|z| *z = libm::exp(*z - largest));
    let total: f64 = z.iter().sum();
    z.iter_mut().for_each(|z| *z /= total);
    z[class] -= 1.0;
    libm::log(total) + (largest - own)
}

/// x ln x, continued by 0.
fn entropy(x: f64) -> f64 {
    if x > 0.0 { x * libm::log(x) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{SampleLoss, multinomial};

    const LOSSES: [SampleLoss; 8] = [
        SampleLoss::Squared,
        SampleLoss::Huber(0.6),
        SampleLoss::Logistic,
        SampleLoss::Poisson,
        SampleLoss::Hinge,
        SampleLoss::SquaredHinge,
        SampleLoss::Quantile(0.3),
        SampleLoss::EpsilonInsensitive(0.2),
    ];

    #[test]
    fn slopes_are_differences_of_values() {
        for loss in LOSSES {
            for (z, y) in [(0.3, 1.0), (-1.7, 1.0), (2.4, 1.0), (0.55, 1.0)] {
                let difference = (loss.value(z + 1e-6, y) - loss.value(z - 1e-6, y)) / 2e-6;
                assert!((loss.slope(z, y) - difference).abs() < 1e-8, "{loss:?} at {z}");
            }
        }
    }

    #[test]
    fn slopes_of_the_multinomial_loss_are_differences_of_values() {
        for class in 0..3 {
            let mut slopes = [0.3, -1.2, 700.0];
            let value = multinomial(&mut slopes, class);
            assert!(value >= 0.0 && value.is_finite());
            assert!(slopes.iter().sum::<f64>().abs() < 1e-15);
            let at = |k: usize, step: f64| {
                let mut z = [0.3, -1.2, 0.9];
                z[k] += step;
                (multinomial(&mut z, class), z[k])
            };
            for k in 0..3 {
                let difference = (at(k, 1e-6).0 - at(k, -1e-6).0) / 2e-6;
                assert!((at(k, 0.0).1 - difference).abs() < 1e-8, "{k} of {class}");
            }
        }
    }

    /// Fenchel and Young: value plus conjugate is at least the product, with equality at the slope.
    #[test]
    fn conjugates_meet_values_at_slopes() {
        for loss in LOSSES {
            for (z, y) in [(0.3, 1.0), (-1.7, 1.0), (2.4, 1.0), (0.55, 1.0)] {
                let theta = -loss.slope(z, y);
                let excess = |z: f64, theta: f64| loss.value(z, y) + loss.conjugate(theta, y) + theta * z;
                assert!(excess(z, theta).abs() < 1e-14, "{loss:?} at {z}: {}", excess(z, theta));
                for other in [-3.0, -0.2, 0.9, 1.5] {
                    assert!(excess(other, 0.6 * theta) >= -1e-15, "{loss:?} at {other}");
                }
            }
        }
    }
}
