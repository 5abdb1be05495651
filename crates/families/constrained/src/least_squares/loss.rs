//! Loss functions for robust least squares.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The loss function ρ: the objective is half the sum of `lossScale² ρ((r / lossScale)²)`. All losses are quadratic for
/// small residuals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Loss {
    /// Squares: ρ(z) = z.
    #[default]
    Linear,
    /// Linear in |r| beyond the scale: ρ(z) = 2√z − 1 there.
    Huber,
    /// Linear in |r| for large residuals, with a smooth transition: ρ(z) = 2(√(1 + z) − 1).
    SoftL1,
    /// Logarithmic in |r|: ρ(z) = ln(1 + z). Distant outliers have almost no influence, and there may be several
    /// minima.
    Cauchy,
}

/// A loss at one residual; `z` is its square divided by the squared scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LossAt {
    /// ρ.
    pub value: f64,
    /// ρ', the weight of the residual's square in the gradient.
    pub slope: f64,
    /// ρ' + 2zρ'', its weight in the curvature.
    pub curvature: f64,
}

impl Loss {
    /// The loss and its derivatives at `z`.
    pub(super) fn at(self, z: f64) -> LossAt {
        let root = (1.0 + z).sqrt();
        let (value, slope, curvature) = match self {
            Self::Linear => (z, 1.0, 1.0),
            Self::Huber if z <= 1.0 => (z, 1.0, 1.0),
            Self::Huber => (2.0 * z.sqrt() - 1.0, 1.0 / z.sqrt(), 0.0),
            Self::SoftL1 => (2.0 * z / (root + 1.0), 1.0 / root, 1.0 / (root * (1.0 + z))),
            Self::Cauchy => (z.ln_1p(), 1.0 / (1.0 + z), (1.0 - z) / ((1.0 + z) * (1.0 + z))),
        };
        LossAt { value, slope, curvature }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_and_curvatures_are_those_of_the_values() {
        for loss in [Loss::Linear, Loss::Huber, Loss::SoftL1, Loss::Cauchy] {
            for z in [0.01_f64, 0.3, 0.9, 1.5, 7.0, 400.0] {
                let h = 1e-5 * z;
                let [above, at, below] = [z + h, z, z - h].map(|z| loss.at(z));
                let slope = (above.value - below.value) / (2.0 * h);
                let bend = (above.slope - below.slope) / (2.0 * h);
                assert!((at.slope - slope).abs() < 1e-8, "{loss:?} at {z}");
                assert!((at.curvature - (at.slope + 2.0 * z * bend)).abs() < 1e-8, "{loss:?} at {z}");
            }
            assert_eq!(loss.at(0.0), LossAt { value: 0.0, slope: 1.0, curvature: 1.0 });
        }
    }
}
