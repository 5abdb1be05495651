//! The progress monitor that triggers the restoration phase.

/// A step length below the first counts as short, and below the second if a violation does not decrease. This many
/// consecutive short steps mean no progress.
const SHORT_STEP: f64 = 1e-3;
const SHORT_STEP_WITHOUT_GAIN: f64 = 0.05;
const MAX_SHORT_STEPS: u32 = 8;

/// A violation above this is no rounding error.
const VIOLATION: f64 = 1e-6;

/// The restoration phase starts after this many consecutive steps at a stationary point of the violation.
const MAX_STATIONARY_STEPS: u32 = 3;

/// Counts of consecutive unproductive steps.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Progress {
    short: u32,
    stationary: u32,
    /// Consecutive steps at rounding level.
    pub tiny: u32,
}

impl Progress {
    /// Records a step of length `size` and the violations before and after it.
    pub fn note(&mut self, size: f64, (before, after): (f64, f64), is_stationary: bool) {
        let gains_nothing = before > VIOLATION && after >= before;
        let is_short = size < SHORT_STEP || gains_nothing && size < SHORT_STEP_WITHOUT_GAIN;
        self.short = if is_short { self.short + 1 } else { 0 };
        self.stationary = if is_stationary { self.stationary + 1 } else { 0 };
    }

    /// Whether the search makes no progress.
    pub fn is_lost(&self) -> bool {
        self.short >= MAX_SHORT_STEPS || self.stationary >= MAX_STATIONARY_STEPS
    }
}
