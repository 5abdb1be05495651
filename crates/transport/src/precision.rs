//! How small an error rounding allows, and when an iteration has stalled there.

/// Solvers aim a little below the tolerance, so that rounding on the way to the last measurement does not matter.
pub(crate) const AIM: f64 = 0.99;

/// Half the distance from 1 to the next double.
const UNIT_ROUNDOFF: f64 = 0.5 * f64::EPSILON;

/// Errors within this factor of the precision floor are as good as any: the floor is the rounding of one exponent, and
/// an error has that of many. From 50 to 200 nothing changes in `npm run bench:constants -- transport`.
const NEAR_FLOOR: f64 = 100.0;

/// An error has fallen where it is below this part of what it was. With 0.45 and with 0.95 nothing changes in
/// `npm run bench:constants -- transport`.
pub(crate) const NOTICEABLE_FALL: f64 = 0.9;

/// An error that has not fallen in this many iterations does not fall any more. With 25 and with 100 nothing changes in
/// `npm run bench:constants -- transport`.
const PATIENCE: u32 = 50;

/// About the smallest marginal error that can be reached: exponents (f + g - C) / L carry the rounding of their `terms`, which
/// are of this size together.
pub(crate) fn precision_floor(terms: f64, level: f64) -> f64 {
    UNIT_ROUNDOFF * (1.0 + terms / level)
}

/// True where rounding leaves the plan's entries no digit: whatever its sums were found to be, elsewhere they are others.
pub(crate) fn is_meaningless(floor: f64) -> bool {
    floor >= 1.0
}

/// True where no iteration can be counted on to make the error smaller.
pub(crate) fn is_near_floor(error: f64, floor: f64) -> bool {
    error <= NEAR_FLOOR * floor
}

/// Watches how the error falls.
pub(crate) struct Fall {
    /// The last error that was noticeably below the one before, and in which iteration that was.
    pub error: f64,
    iteration: u32,
}

impl Fall {
    /// Begins before any error is known.
    pub fn since(iteration: u32) -> Self {
        Self { error: f64::INFINITY, iteration }
    }

    /// Takes in an iteration's error; true where the error has not fallen for long.
    pub fn has_ended(&mut self, error: f64, iteration: u32) -> bool {
        if error < NOTICEABLE_FALL * self.error {
            *self = Self { error, iteration };
        }
        iteration - self.iteration > PATIENCE
    }
}
