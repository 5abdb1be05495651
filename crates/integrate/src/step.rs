//! A step between two states.

/// A state: unknowns and sensitivities, at a time.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub t: f64,
    pub y: Vec<f64>,
    /// The derivative, of the unknowns at least.
    pub slope: Vec<f64>,
}

impl State {
    pub fn at(t: f64, y: Vec<f64>) -> Self {
        Self { t, slope: vec![0.0; y.len()], y }
    }
}

/// The outcome of a trial step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trial {
    pub is_accepted: bool,
    /// The factor of the next step size.
    pub factor: f64,
}

impl Trial {
    pub fn rejected(factor: f64) -> Self {
        Self { is_accepted: false, factor }
    }
}

/// Whether all numbers are finite and of a size that further steps can have.
pub(crate) fn are_usable(values: &[f64]) -> bool {
    values.iter().all(|value| value.abs() < MAX_SIZE)
}

/// The size at which a state counts as beyond a singularity.
const MAX_SIZE: f64 = 1e300;

/// The factor of the step size after numbers that are not finite.
pub(crate) const AFTER_OVERFLOW: f64 = 0.25;
