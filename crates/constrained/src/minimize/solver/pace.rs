//! Whether the search gets anywhere: one that runs after a minimum at infinity, or along a valley of rounding, makes steps without
//! end that gain next to nothing.

use crate::minimize::iterate::Iterate;
use crate::minimize::limits::ACCEPTABLE_RESIDUAL;
use crate::minimize::merit::Merit;

/// The search creeps where the least residual has not even halved over this many steps, and is acceptable already, or the steps
/// together lower the merit function by less than one of them promised by its slope, on average. Newton steps of ordinary problems
/// gain a half of what they promise and shortened ones an eighth or so, in whatever units; and a residual that takes longer to
/// halve would take thousands of iterations to its tolerance.
const CREEPING_STEPS: u32 = 100;

/// Steps of at most this part of Newton's are short ones, and this many of them in a row lead nowhere: mostly the merit function
/// has grown penalties so large that it only lets the search creep along the constraints' curves. With 5 the iterations of
/// `npm run bench:constants -- constrained` are 1.4 % fewer, but some runs that would have got away take up to twice as many; with
/// 20 they are 3.5 % more. Half or double the size change them by less than 1 %.
const SHORT_STEP: f64 = 1.0 / 32.0;
const MOST_SHORT_STEPS: u32 = 10;

/// What was promised and what was gained since some point.
pub(super) struct Pace {
    from: Iterate,
    /// The least residual that was seen until then, and until now.
    least_before: f64,
    least: f64,
    /// The steps since then, and what their slopes promised in all.
    steps: u32,
    promised: f64,
    /// The short steps in a row.
    short_steps: u32,
}

impl Pace {
    /// From this point on.
    pub fn new(from: &Iterate) -> Self {
        let least = from.kkt_residual();
        Self { from: from.clone(), least_before: least, least, steps: 0, promised: 0.0, short_steps: 0 }
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

    /// Takes note of how much of Newton's step was made.
    pub fn note_size(&mut self, size: f64) {
        self.short_steps = if size <= SHORT_STEP { self.short_steps + 1 } else { 0 };
    }

    /// Whether the last steps all were short.
    pub fn has_only_short_steps(&self) -> bool {
        self.short_steps >= MOST_SHORT_STEPS
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
        let (least, short_steps) = (self.least, self.short_steps);
        *self = Self { least_before: least, least, short_steps, ..Self::new(current) };
        Some(is_creeping)
    }
}
