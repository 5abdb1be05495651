//! Parts of the line searches: step lengths, and the condition of sufficient decrease.

/// Step lengths from `first`, halved down to `min`.
pub(super) fn backtracking(first: f64, min: f64) -> impl Iterator<Item = f64> {
    std::iter::successors(Some(first), |size| Some(0.5 * size)).take_while(move |size| *size >= min)
}

/// The condition of sufficient decrease of Armijo along a step, with a tolerance for rounding.
#[derive(Clone, Copy)]
pub(super) struct SufficientDecrease {
    /// The function at the start.
    pub start: f64,
    /// Its directional derivative.
    pub slope: f64,
    /// The required fraction of the decrease that the derivative predicts.
    pub fraction: f64,
}

impl SufficientDecrease {
    /// The largest acceptable value at step length `size`.
    pub fn bound(self, size: f64) -> f64 {
        self.start + self.fraction * size * self.slope + noise(self.start)
    }
}

/// The rounding level of a function close to `value`.
fn noise(value: f64) -> f64 {
    10.0 * f64::EPSILON * value.abs().max(1.0)
}
