//! The length of steps: longer from snapshot to snapshot, until they turn out to be too long.

/// Steps are too long where a snapshot's residual is more than this many times the best one's. Random entries make residuals rise by
/// less on their way down.
const DIVERGED: f64 = 3.0;

/// Steps become longer by this factor at each snapshot that is none of those,
const GROWTH: f64 = 1.2;

/// are halved at one that is, and never again longer than this part of those that were too long.
const BOUND: f64 = 0.7;

/// The length of steps.
pub(super) struct Pace {
    pub step: f64,
    longest: f64,
    pub backtracks: u32,
}

impl Pace {
    pub fn new(step: f64) -> Self {
        Self { step, longest: f64::INFINITY, backtracks: 0 }
    }

    /// Whether steps turn out to be too long where a snapshot has this residual. They are shorter then, and may else be longer.
    pub fn is_too_long(&mut self, residual: f64, best: f64) -> bool {
        let is_too_long = residual.is_nan() || residual > DIVERGED * best;
        if is_too_long {
            self.longest = BOUND * self.step;
            self.step *= 0.5;
            self.backtracks += 1;
        } else {
            self.step = (GROWTH * self.step).min(self.longest);
        }
        is_too_long
    }
}
