//! The progress monitor. A search for a minimum at infinity, or along a valley at rounding level, would otherwise take
//! steps forever with almost no gain.

use crate::minimize::iterate::Iterate;
use crate::minimize::limits::ACCEPTABLE_RESIDUAL;
use crate::minimize::merit::Merit;

/// Progress is tested over this many steps. The search stagnates if the smallest residual did not halve and is either
/// acceptable already, or the total decrease of the merit function is below the average predicted decrease of one step.
/// Newton steps of ordinary problems gain half of the prediction, shortened ones about an eighth, in any units; a
/// residual that halves more slowly would take thousands of iterations to its tolerance.
const CREEPING_STEPS: u32 = 100;

/// A step length up to the first counts as short; this many consecutive short steps mean no progress, mostly because
/// extreme penalties confine the search to the curved constraints. With 5 the iterations of
/// `npm run bench:constants -- constrained` are 1.4 % fewer, but some runs that would have recovered take up to twice
/// as many; with 20 they are 3.5 % more. Halving or doubling the length changes them by less than 1 %.
const SHORT_STEP: f64 = 1.0 / 32.0;
const MOST_SHORT_STEPS: u32 = 10;

/// Predicted and actual progress since a reference iterate.
pub(super) struct Pace {
    from: Iterate,
    /// The smallest residual up to the reference, and up to now.
    least_before: f64,
    least: f64,
    /// The steps since the reference, and their total predicted decrease.
    steps: u32,
    promised: f64,
    /// Consecutive short steps.
    short_steps: u32,
}

impl Pace {
    /// Starts at this reference.
    pub fn new(from: &Iterate) -> Self {
        let least = from.kkt_residual();
        Self { from: from.clone(), least_before: least, least, steps: 0, promised: 0.0, short_steps: 0 }
    }

    /// Records a residual.
    pub fn note(&mut self, residual: f64) {
        self.least = self.least.min(residual);
    }

    /// Records the predicted decrease of a step.
    pub fn promise(&mut self, fall: f64) {
        self.steps += 1;
        self.promised += fall;
    }

    /// Records a step length.
    pub fn note_size(&mut self, size: f64) {
        self.short_steps = if size <= SHORT_STEP { self.short_steps + 1 } else { 0 };
    }

    pub fn has_only_short_steps(&self) -> bool {
        self.short_steps >= MOST_SHORT_STEPS
    }

    /// Whether the search stagnates; `None` between tests.
    pub fn is_creeping(&mut self, current: &Iterate, merit: &Merit) -> Option<bool> {
        if self.steps < CREEPING_STEPS {
            return None;
        }
        let value = |iterate: &Iterate| merit.value(&iterate.values, &iterate.multipliers, &iterate.gradient);
        let gained = value(&self.from) - value(current);
        let has_halved = self.least <= 0.5 * self.least_before;
        let is_enough = self.least <= ACCEPTABLE_RESIDUAL;
        let is_creeping = !has_halved && (is_enough || gained < self.promised / f64::from(self.steps));
        let (least, short_steps) = (self.least, self.short_steps);
        *self = Self { least_before: least, least, short_steps, ..Self::new(current) };
        Some(is_creeping)
    }
}
