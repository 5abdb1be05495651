//! Methods, tolerances, limits and rules of events.

/// The method of integration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Dormand–Prince 5(4).
    DormandPrince5,
    /// Dormand–Prince 8(5,3).
    DormandPrince8,
    /// Radau IIA of order 5.
    Radau,
}

/// The rule of an event.
#[derive(Clone, Debug, Default)]
pub struct EventRule {
    /// Times of the event, in the order of travel; otherwise it has a function.
    pub times: Option<Vec<f64>>,
    /// The direction in which the function passes zero: 1 rising, -1 falling, 0 both.
    pub direction: i8,
    /// The occurrence that ends the integration, from 1.
    pub terminal: Option<u32>,
    /// Whether the state changes.
    pub changes: bool,
}

/// Options of an integration.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The method; `None` chooses, and switches between explicit and implicit methods.
    pub method: Option<Method>,
    /// The relative tolerance.
    pub tolerance: f64,
    /// The absolute tolerance of each unknown.
    pub absolute: Vec<f64>,
    /// The diagonal of the mass matrix. Zeros are algebraic equations.
    pub mass: Option<Vec<f64>>,
    /// The size of the first step.
    pub first_step: Option<f64>,
    /// The maximum size of a step.
    pub largest_step: f64,
    /// The maximum number of steps.
    pub max_steps: u32,
    /// The relative rate of change at which the state counts as steady.
    pub steady: Option<f64>,
    /// The rules of the events.
    pub events: Vec<EventRule>,
    /// The part of the whole run that this integration is, for its progress: from and to fractions of it.
    pub part: [f64; 2],
}

impl Settings {
    /// The root mean square of an error between two states, in units of the tolerance.
    pub(crate) fn error_norm(&self, error: &[f64], y: &[f64], end: &[f64]) -> f64 {
        let mut sum = 0.0;
        for (i, error) in error.iter().enumerate() {
            let scaled = error / (self.absolute[i] + self.tolerance * y[i].abs().max(end[i].abs()));
            sum += scaled * scaled;
        }
        (sum / error.len() as f64).sqrt()
    }

    /// Turns values of the field into rates of change. Those of algebraic unknowns stay residuals.
    pub(crate) fn divide_by_mass(&self, field: &mut [f64]) {
        for (value, mass) in field.iter_mut().zip(self.mass.iter().flatten()).filter(|(_, mass)| **mass != 0.0) {
            *value /= mass;
        }
    }

    /// The norm of `x` in units of the tolerance at `y`.
    pub(crate) fn norm(&self, x: &[f64], y: &[f64]) -> f64 {
        self.error_norm(x, y, y)
    }
}
