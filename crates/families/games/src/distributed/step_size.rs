//! The step size rule: steps grow from snapshot to snapshot until they prove too long.

/// Steps are too long if a snapshot's residual exceeds the best one by this factor. Random compression makes residuals
/// rise by less during convergence.
const DIVERGED: f64 = 3.0;

/// Steps are also too long after this many snapshots without a new best one: at the limit of stability residuals
/// oscillate without growing. Far fewer than the 1000 rounds after which a run counts as stalled.
const MAX_WITHOUT_GAIN: u32 = 50;

/// The growth of the step size at each successful snapshot.
const GROWTH: f64 = 1.2;

/// The upper bound on later step sizes after a failure, as a fraction of the step size that was too long. The failed
/// step size itself is halved.
const BOUND: f64 = 0.7;

/// The step size and its bound.
pub(super) struct StepSize {
    pub step: f64,
    longest: f64,
    without_gain: u32,
    pub backtracks: u32,
}

impl StepSize {
    pub(crate) fn new(step: f64) -> Self {
        Self { step, longest: f64::INFINITY, without_gain: 0, backtracks: 0 }
    }

    /// Updates the step size for a snapshot with this residual. Returns whether steps were too long.
    pub(crate) fn is_too_long(&mut self, residual: f64, best: f64) -> bool {
        self.without_gain = if residual < best { 0 } else { self.without_gain + 1 };
        let is_too_long = residual.is_nan() || residual > DIVERGED * best || self.without_gain == MAX_WITHOUT_GAIN;
        if is_too_long {
            self.without_gain = 0;
            self.longest = BOUND * self.step;
            self.step *= 0.5;
            self.backtracks += 1;
        } else {
            self.step = (GROWTH * self.step).min(self.longest);
        }
        is_too_long
    }
}
