//! Maps after a step: bounds, and soft thresholds, the proximal map of absolute values.

/// A map of the parameters after a step.
pub trait Map {
    /// Maps a point after a step of size `rate` times `scale(k)` along the negative gradient in entry `k`.
    fn apply(&self, rate: f64, scale: &dyn Fn(usize) -> f64, point: &mut [f64]);
}

/// No map.
impl Map for () {
    fn apply(&self, _: f64, _: &dyn Fn(usize) -> f64, _: &mut [f64]) {}
}

/// Bounds and weights of absolute values, by entry; an empty vector means none.
#[derive(Clone, Debug, Default)]
pub struct Maps {
    /// The lower bounds.
    pub lower: Vec<f64>,
    /// The upper bounds.
    pub upper: Vec<f64>,
    /// The weights of absolute values.
    pub l1: Vec<f64>,
}

impl Map for Maps {
    fn apply(&self, rate: f64, scale: &dyn Fn(usize) -> f64, point: &mut [f64]) {
        for (k, (x, weight)) in point.iter_mut().zip(&self.l1).enumerate() {
            if *weight > 0.0 {
                let size = x.abs() - rate * scale(k) * weight;
                *x = if size > 0.0 { size.copysign(*x) } else { 0.0 };
            }
        }
        self.project(point);
    }
}

impl Maps {
    /// Moves each entry to the nearest number within its bounds.
    pub fn project(&self, point: &mut [f64]) {
        point.iter_mut().zip(&self.lower).for_each(|(x, lower)| *x = x.max(*lower));
        point.iter_mut().zip(&self.upper).for_each(|(x, upper)| *x = x.min(*upper));
    }

    /// The weighted sum of absolute values.
    pub fn value(&self, point: &[f64]) -> f64 {
        point.iter().zip(&self.l1).map(|(x, weight)| weight * x.abs()).sum()
    }

    /// The subgradient of smallest norm of the objective with weighted absolute values and bounds, given the gradient
    /// of its smooth part. It is zero at a minimum of a convex objective.
    pub fn subgradient(&self, point: &[f64], gradient: &[f64]) -> Vec<f64> {
        let entry = |(k, (&x, &slope)): (usize, (&f64, &f64))| {
            let weight = self.l1.get(k).copied().unwrap_or(0.0);
            let (is_lowest, is_highest) = (self.lower.get(k) == Some(&x), self.upper.get(k) == Some(&x));
            // The subdifferential at this entry is an interval.
            let (mut lowest, mut highest) = (slope - weight, slope + weight);
            if x > 0.0 {
                lowest = slope + weight;
            } else if x < 0.0 {
                highest = slope - weight;
            }
            if is_lowest {
                lowest = f64::NEG_INFINITY;
            }
            if is_highest {
                highest = f64::INFINITY;
            }
            if slope.is_nan() { slope } else { 0.0_f64.max(lowest).min(highest) }
        };
        point.iter().zip(gradient).enumerate().map(entry).collect()
    }
}
