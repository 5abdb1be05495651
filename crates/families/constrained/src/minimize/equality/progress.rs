//! The progress monitor. A search for a minimum at infinity, or along a valley at rounding level, would otherwise take
//! steps forever with almost no gain.

use crate::minimize::data::ACCEPTABLE_RESIDUAL;
use crate::minimize::iterate::Iterate;
use crate::minimize::merit::Merit;

/// Progress is tested over this many steps. The search stagnates if the smallest residual did not halve and is either
/// acceptable already, or the total decrease of the merit function is below the average predicted decrease of one step.
/// Newton steps of ordinary problems gain half of the prediction, shortened ones about an eighth, in any units; a
/// residual that halves more slowly would take thousands of iterations to its tolerance.
const STAGNANT_STEPS: u32 = 100;

/// A step length up to the first counts as short; this many consecutive short steps mean no progress, mostly because
/// extreme penalties confine the search to the curved constraints. With 5 the iterations of
/// `npm run bench:constants -- constrained` are 1.4 % fewer, but some runs that would have recovered take up to twice
/// as many; with 20 they are 3.5 % more. Halving or doubling the length changes them by less than 1 %.
const SHORT_STEP: f64 = 1.0 / 32.0;
const MAX_SHORT_STEPS: u32 = 10;

/// The restoration phase starts after this many consecutive iterations at a stationary point of the violation. With 1,
/// solvable problems would be reported as locally infeasible; with 3 and with 10, the runs of this crate's tests are
/// the same.
const MAX_STATIONARY_ITERATIONS: u32 = 3;

/// Limit on consecutive restarts of the merit function when progress is very slow. Of 1036 runs of this crate's
/// problems, from up to thirty times as far away, 48 are very slow: with restarts 33 of them converge, most in a
/// hundred more iterations; without, 26, in 3000.
const MAX_RENEWALS: u32 = 3;

/// Predicted and actual progress since a reference iterate.
pub(super) struct Progress {
    from: Iterate,
    /// The smallest residual up to the reference, and up to now.
    min_residual_before: f64,
    min_residual: f64,
    /// The steps since the reference, and their total predicted decrease.
    steps: u32,
    predicted: f64,
    /// Consecutive short steps.
    short_steps: u32,
    /// Consecutive iterations at a stationary point of the violation.
    pub stationary_iterations: u32,
    /// Consecutive restarts of the merit function.
    renewals: u32,
}

/// The conclusion from the progress.
pub(super) enum Advice {
    GoOn,
    /// The search stagnates: restart the merit function.
    Renew,
    /// Restarts do not help either.
    Stop,
}

impl Progress {
    /// Starts at this reference.
    pub fn new(from: &Iterate) -> Self {
        let min_residual = from.kkt_residual();
        Self {
            from: from.clone(),
            min_residual_before: min_residual,
            min_residual,
            steps: 0,
            predicted: 0.0,
            short_steps: 0,
            stationary_iterations: 0,
            renewals: 0,
        }
    }

    /// Starts again at another reference, after something other than a step.
    pub fn restart(&mut self, from: &Iterate) {
        let Self { stationary_iterations, renewals, .. } = *self;
        *self = Self { stationary_iterations, renewals, ..Self::new(from) };
    }

    /// Records an iterate's residual, and whether its violation is stationary.
    pub fn note(&mut self, residual: f64, is_stationary: bool) {
        self.min_residual = self.min_residual.min(residual);
        self.stationary_iterations = if is_stationary { self.stationary_iterations + 1 } else { 0 };
    }

    /// Records the length of a step and its predicted decrease.
    pub fn note_step(&mut self, size: f64, predicted: f64) {
        self.steps += 1;
        self.predicted += predicted;
        self.short_steps = if size <= SHORT_STEP { self.short_steps + 1 } else { 0 };
    }

    pub fn has_only_short_steps(&self) -> bool {
        self.short_steps >= MAX_SHORT_STEPS
    }

    pub fn is_stationary(&self) -> bool {
        self.stationary_iterations >= MAX_STATIONARY_ITERATIONS
    }

    /// Tests for stagnation once in a hundred steps.
    pub fn examine(&mut self, current: &Iterate, merit: &Merit) -> Advice {
        if self.steps < STAGNANT_STEPS {
            return Advice::GoOn;
        }
        let is_stagnant = self.is_stagnant(current, merit);
        let Self { min_residual, short_steps, stationary_iterations, renewals, .. } = *self;
        *self = Self {
            min_residual_before: min_residual,
            min_residual,
            short_steps,
            stationary_iterations,
            renewals: if is_stagnant { renewals + 1 } else { 0 },
            ..Self::new(current)
        };
        match is_stagnant {
            false => Advice::GoOn,
            true if renewals == MAX_RENEWALS => Advice::Stop,
            true => Advice::Renew,
        }
    }

    fn is_stagnant(&self, current: &Iterate, merit: &Merit) -> bool {
        let value = |iterate: &Iterate| merit.value(&iterate.values, &iterate.multipliers, &iterate.gradient);
        let gained = value(&self.from) - value(current);
        let has_halved = self.min_residual <= 0.5 * self.min_residual_before;
        let is_enough = self.min_residual <= ACCEPTABLE_RESIDUAL;
        !has_halved && (is_enough || gained < self.predicted / f64::from(self.steps))
    }
}
