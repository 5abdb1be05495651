//! Whether the search gets anywhere, or work on the constraints alone is called for.

/// Steps of at most this part of Newton's are short; so are longer ones, up to the other part, where there is a violation and it does
/// not fall. This many in a row lead nowhere.
const SHORT_STEP: f64 = 1e-3;
const SHORT_STEP_WITHOUT_GAIN: f64 = 0.05;
const MOST_SHORT_STEPS: u32 = 8;

/// A violation that is no rounding.
const VIOLATION: f64 = 1e-6;

/// After this number of iterations in a row at which the violation cannot be seen to fall, the constraints alone are worked on.
const MOST_STATIONARY_STEPS: u32 = 3;

/// What the last steps were like.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pace {
    short: u32,
    stationary: u32,
    /// Steps in a row that are no more than rounding.
    pub tiny: u32,
}

impl Pace {
    /// Takes note of a step of the size `size` that changed the violation.
    pub fn note(&mut self, size: f64, (before, after): (f64, f64), is_stationary: bool) {
        let gains_nothing = before > VIOLATION && after >= before;
        let is_short = size < SHORT_STEP || gains_nothing && size < SHORT_STEP_WITHOUT_GAIN;
        self.short = if is_short { self.short + 1 } else { 0 };
        self.stationary = if is_stationary { self.stationary + 1 } else { 0 };
    }

    /// Whether the steps lead nowhere.
    pub fn is_lost(&self) -> bool {
        self.short >= MOST_SHORT_STEPS || self.stationary >= MOST_STATIONARY_STEPS
    }
}
