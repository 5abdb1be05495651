//! The precision floor of the error, and the detection of stalling there.

/// Solvers aim slightly below the tolerance, as a reserve for rounding before the final measurement.
pub(crate) const AIM: f64 = 0.99;

/// Half the distance from 1 to the next double.
const UNIT_ROUNDOFF: f64 = 0.5 * f64::EPSILON;

/// Errors within this factor of the precision floor cannot be improved: the floor is the rounding error of one
/// exponent, and an error accumulates many. From 50 to 200 nothing changes in `npm run bench:constants -- transport`.
const NEAR_FLOOR: f64 = 100.0;

/// Ratio of errors that counts as a decrease. With 0.45 and with 0.95 nothing changes in
/// `npm run bench:constants -- transport`.
pub(crate) const NOTICEABLE_FALL: f64 = 0.9;

/// Number of iterations without a decrease of the error after which it counts as stalled. With 25 and with 100 nothing
/// changes in `npm run bench:constants -- transport`.
const PATIENCE: u32 = 50;

/// An estimate of the smallest attainable marginal error: exponents (f + g - C) / L have the rounding error of their
/// terms, of total magnitude `terms`.
pub(crate) fn precision_floor(terms: f64, level: f64) -> f64 {
    UNIT_ROUNDOFF * (1.0 + terms / level)
}

/// Returns whether rounding leaves no correct digit in the plan's entries. Computed sums are then not reproducible.
pub(crate) fn is_meaningless(floor: f64) -> bool {
    floor >= 1.0
}

/// Returns whether the error is too close to the floor for further iterations to reduce it reliably.
pub(crate) fn is_near_floor(error: f64, floor: f64) -> bool {
    error <= NEAR_FLOOR * floor
}

/// Monitors the decrease of the error.
pub(crate) struct Fall {
    /// The last error that was a noticeable decrease, and its iteration.
    pub error: f64,
    iteration: u32,
}

impl Fall {
    /// Starts before the first error.
    pub(crate) fn since(iteration: u32) -> Self {
        Self { error: f64::INFINITY, iteration }
    }

    /// Adds an iteration's error. Returns whether the error has stalled.
    pub(crate) fn has_ended(&mut self, error: f64, iteration: u32) -> bool {
        if error < NOTICEABLE_FALL * self.error {
            *self = Self { error, iteration };
        }
        iteration - self.iteration > PATIENCE
    }
}
