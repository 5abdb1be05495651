//! Whether the search gets anywhere: one that runs after a minimum at infinity, or along a valley of rounding, makes steps without
//! end that gain next to nothing.

use super::ACCEPTABLE_RESIDUAL;
use crate::minimize::iterate::Iterate;
use crate::minimize::merit::Merit;

/// The search creeps where the least residual has not even halved over this many steps, and is acceptable already, or the steps
/// together lower the merit function by less than one of them promised by its slope, on average. Newton steps of ordinary problems
/// gain a half of what they promise and shortened ones an eighth or so, in whatever units; and a residual that takes longer to
/// halve would take thousands of iterations to its tolerance.
const CREEPING_STEPS: u32 = 100;

/// What was promised and what was gained since some point.
pub(super) struct Pace {
    from: Iterate,
    /// The least residual that was seen until then, and until now.
    least_before: f64,
    least: f64,
    /// The steps since then, and what their slopes promised in all.
    steps: u32,
    promised: f64,
}

impl Pace {
    /// From this point on.
    pub fn new(from: &Iterate) -> Self {
        let least = from.kkt_residual();
        Self { from: from.clone(), least_before: least, least, steps: 0, promised: 0.0 }
    }

    /// Takes note of a residual.
    pub fn note(&mut self, residual: f64) {
        self.least = self.least.min(residual);
    }

    /// Takes note of a step along which the merit function falls by this slope.
    pub fn promise(&mut self, fall: f64) {
        self.steps += 1;
        self.promised += fall;
    }

    /// Whether the search, which is at `current`, creeps; `None` but for once in a while.
    pub fn is_creeping(&mut self, current: &Iterate, merit: &Merit) -> Option<bool> {
        if self.steps < CREEPING_STEPS {
            return None;
        }
        let value = |iterate: &Iterate| merit.value(&iterate.values, &iterate.multipliers, &iterate.gradient);
        let gained = value(&self.from) - value(current);
        let has_halved = self.least <= 0.5 * self.least_before;
        let is_enough = self.least <= ACCEPTABLE_RESIDUAL;
        let is_creeping = !has_halved && (is_enough || gained < self.promised / f64::from(self.steps));
        *self = Self { least_before: self.least, least: self.least, ..Self::new(current) };
        Some(is_creeping)
    }
}
