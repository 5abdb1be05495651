//! The filter: pairs of a violation and a value of the barrier function of which later points must improve one.
//!
//! Source: Fletcher, Leyffer, Math. Program. 91, 2002; for barrier functions, Wächter, Biegler, Math. Program. 106, 2006, whose
//! constants these are.

/// What part of the violation must be gained, in it or in the barrier function.
const MARGIN: f64 = 1e-5;

/// No violation larger than this many times the first one, or 1, is ever acceptable; and only where it is smaller than this part of
/// that the barrier function decides alone.
const LARGEST_VIOLATION: f64 = 1e4;
const SMALL_VIOLATION: f64 = 1e-4;

/// The barrier function decides where what its slope promises, to this power, is more than the violation, to that power.
const SLOPE_POWER: f64 = 2.3;
const VIOLATION_POWER: f64 = 1.1;

/// The share of what the slope promises that must be gained there.
const SUFFICIENT_DECREASE: f64 = 1e-8;

/// Differences of the barrier function below this part of it are noise.
const NOISE: f64 = 1e-12;

/// A violation, and the value of the barrier function with it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    pub violation: f64,
    pub value: f64,
}

/// What a step must improve.
pub(super) struct Filter {
    entries: Vec<Measure>,
    largest_violation: f64,
    small_violation: f64,
}

impl Filter {
    /// Empty, for a search that starts with this violation.
    pub fn new(violation: f64) -> Self {
        let size = violation.max(1.0);
        Self {
            entries: Vec::new(),
            largest_violation: LARGEST_VIOLATION * size,
            small_violation: SMALL_VIOLATION * size,
        }
    }

    pub fn clear(&mut self) {
        self.entries.clear();
    }

    /// Why `trial` is acceptable after a step of the size `size` from `start`, along which the barrier function has the slope
    /// `slope`; `None` where it is not.
    pub fn judge(&self, trial: Measure, start: Measure, slope: f64, size: f64) -> Option<Decision> {
        let noise = NOISE * start.value.abs();
        let is_new =
            trial.violation <= self.largest_violation && self.entries.iter().all(|entry| improves(trial, *entry, 0.0));
        if !(is_new && trial.value.is_finite()) {
            return None;
        }
        let is_for_value = start.violation <= self.small_violation
            && slope < 0.0
            && size * (-slope).powf(SLOPE_POWER) > start.violation.powf(VIOLATION_POWER);
        if is_for_value {
            let is_lower = trial.value <= start.value + SUFFICIENT_DECREASE * size * slope + noise;
            return is_lower.then_some(Decision::ForValue);
        }
        improves(trial, start, noise).then_some(Decision::ForEither)
    }

    /// Takes note of a step from `start` that was made: later points must be better, unless the barrier function decided alone.
    pub fn note(&mut self, start: Measure, decision: Decision) {
        if decision == Decision::ForEither {
            self.entries.push(start);
        }
    }
}

/// What decided for a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// The barrier function alone.
    ForValue,
    /// The violation, or the barrier function.
    ForEither,
}

/// Whether a measure has a smaller violation or a smaller value than another one.
fn improves(trial: Measure, than: Measure, noise: f64) -> bool {
    trial.violation <= (1.0 - MARGIN) * than.violation || trial.value <= than.value - MARGIN * than.violation + noise
}
