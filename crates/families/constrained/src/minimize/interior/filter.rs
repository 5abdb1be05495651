//! The filter: a list of pairs (violation, barrier function). A new point must improve one of the two compared with
//! every pair.
//!
//! Source: Fletcher, Leyffer, Math. Program. 91, 2002; for barrier functions and the constants, Wächter, Biegler, Math.
//! Program. 106, 2006.

/// The required reduction, in the violation or in the barrier function, as a fraction of the violation.
const MARGIN: f64 = 1e-5;

/// A violation above the first factor times max(1, initial violation) is never acceptable. Below the second, the
/// barrier function alone may decide.
const LARGEST_VIOLATION: f64 = 1e4;
const SMALL_VIOLATION: f64 = 1e-4;

/// The exponents of the switching condition: the barrier function alone decides if its predicted decrease to the first
/// power exceeds the violation to the second.
const SLOPE_POWER: f64 = 2.3;
const VIOLATION_POWER: f64 = 1.1;

/// The fraction of the predicted decrease that is then required: Ipopt's `eta_phi`.
const SUFFICIENT_DECREASE: f64 = 1e-8;

/// Relative differences of the barrier function below this are noise.
const NOISE: f64 = 1e-12;

/// The violation and the barrier function at a point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    pub violation: f64,
    pub value: f64,
}

/// A trial step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// The measure at its start.
    pub start: Measure,
    /// The barrier function's directional derivative.
    pub slope: f64,
    /// Its length.
    pub size: f64,
}

/// The pairs that later points must improve on.
pub(super) struct Filter {
    entries: Vec<Measure>,
    largest_violation: f64,
    small_violation: f64,
}

impl Filter {
    /// An empty filter for a search with this initial violation.
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

    /// The type of the step by which `trial` is acceptable; `None` if it is rejected.
    pub fn test(&self, trial: Measure, step: Step) -> Option<Decision> {
        let Step { start, slope, size } = step;
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

    /// Records an accepted step. Adds `start` to the filter, unless the barrier function alone decided.
    pub fn note(&mut self, start: Measure, decision: Decision) {
        if decision == Decision::ForEither {
            self.entries.push(start);
        }
    }
}

/// The type of an accepted step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// f-type: the barrier function decreased sufficiently.
    ForValue,
    /// h-type: the violation or the barrier function improved.
    ForEither,
}

/// Whether `trial` has a sufficiently smaller violation or value than `than`.
fn improves(trial: Measure, than: Measure, noise: f64) -> bool {
    trial.violation <= (1.0 - MARGIN) * than.violation || trial.value <= than.value - MARGIN * than.violation + noise
}
