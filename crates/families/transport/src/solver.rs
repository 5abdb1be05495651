//! The state of one solve: its limits, its work so far, and memory shared by the steps.

use crate::backends::passes;
use crate::instance::Instance;
use crate::kept::Keep;
use crate::marginal::NEGLIGIBLE;
use crate::passes::Passes;
use crate::potentials::Potentials;
use crate::precision::{Fall, is_near_floor};
use crate::problem::Method;
use crate::solution::{HistoryRecord, Iterations, Phase, SinkhornNewtonProgress};
use crate::sums::{BeforeSweep, Evaluation, MarginalErrors};
use superlinear_interface::{Advance, Ending, Error, Run};

/// With sweeps alone, a level above the last ends after this many, whatever its error: it only serves as a start. They
/// achieve much if the plan is dense, and almost nothing otherwise.
const MAX_COARSE_SWEEPS: u32 = 100;

/// The limits and the goal of a solve.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The requested marginal error.
    pub tolerance: f64,
    /// The maximum number of sweeps and Newton steps.
    pub max_iterations: u32,
    /// The maximum number of plan entries in memory.
    pub max_plan_entries: usize,
}

/// The result of a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Sweeps alone reduced the error to the goal.
    Swept,
    /// Newton's method reduced the error to the goal, and the solver's `here` evaluates the point.
    Solved,
    /// No further step helps, or the step limit is reached.
    Stuck,
}

/// Reasons for early termination.
#[derive(Debug)]
pub(crate) enum Stop {
    /// There is no solution.
    Failed(Error),
    /// A limit was reached; the best point so far is the solution.
    Limited(Ending),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// The points with an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Evaluated {
    /// The current point.
    Here,
    /// The trial point.
    There,
}

/// The state of one solve.
pub(crate) struct Solver<'p> {
    pub instance: &'p Instance,
    pub run: &'p Run,
    pub limits: Limits,
    pub passes: Box<dyn Passes<'p> + 'p>,
    pub iterations: Iterations,
    pub history: Option<Vec<HistoryRecord>>,
    /// The best point found at the requested regularization, with its error.
    best: Option<(f64, Potentials)>,
    /// The evaluations of the current point and of a trial point.
    pub here: Evaluation,
    pub there: Evaluation,
    /// The point at which the passes kept the large entries of the plan. Memory for two sets would be too much.
    pub entries_at: Evaluated,
    /// Whether the descent is in careful mode; see [`crate::levels`].
    pub is_careful: bool,
    /// Points that keep less than this fraction of their mass are frozen in Newton steps.
    pub negligible: f64,
}

impl<'p> Solver<'p> {
    pub(crate) fn new(instance: &'p Instance, run: &'p Run, limits: Limits, with_history: bool) -> Result<Self, Error> {
        Ok(Self {
            instance,
            run,
            limits,
            passes: passes(instance, run)?,
            iterations: Iterations::default(),
            history: with_history.then(Vec::new),
            best: None,
            here: Evaluation::default(),
            there: Evaluation::default(),
            entries_at: Evaluated::Here,
            is_careful: false,
            negligible: NEGLIGIBLE,
        })
    }

    /// Takes, counts and records one sweep.
    pub(crate) fn sweep(&mut self, point: &mut Potentials, level: f64) -> Result<BeforeSweep, Stop> {
        self.ensure_within_limits()?;
        let value = if self.history.is_some() { self.instance.value(point) } else { 0.0 };
        let before = self.passes.sweep(point, level)?;
        self.iterations.sinkhorn += 1;
        self.remember(point, level, before.errors);
        self.record(Phase::Sweep, level, before.errors.total, value - level * (before.mass - 1.0), 0);
        Ok(before)
    }

    /// Solves from `point`, either a warm start or a cold one with each source potential at its minimum cost. `point`
    /// is the best one found on return.
    pub fn solve(&mut self, point: &mut Potentials, is_warm: bool, method: Method) -> Result<Ending, Error> {
        let attempt = match method {
            Method::Auto => self.solve_auto(point, is_warm),
            Method::Sinkhorn => self.solve_by_sweeps(point),
        };
        let status = match attempt {
            Ok(status) => status,
            Err(Stop::Limited(status)) => status,
            Err(Stop::Failed(error)) => return Err(error),
        };
        if status == Ending::Converged {
            // Newton steps froze the points with a negligible fraction of their mass.
            if self.instance.has_negligible(point) {
                self.passes.sweep(point, self.instance.regularization)?;
            }
        } else {
            match self.best.take() {
                Some((_, best)) => *point = best,
                // Out of time before any work: the start has to do.
                None if self.iterations.sinkhorn + self.iterations.newton == 0 => {}
                // A point of a coarser level is useless at this one until a sweep corrects its sums.
                None => {
                    self.passes.sweep(point, self.instance.regularization)?;
                }
            }
        }
        Ok(status)
    }

    fn solve_auto(&mut self, point: &mut Potentials, is_warm: bool) -> Result<Ending, Stop> {
        if !is_warm {
            return self.descend(point, self.cold_level());
        }
        let level = self.instance.regularization;
        self.evaluate_here(point, level, Keep::NOTHING)?;
        let error = self.here.errors.error();
        if error <= self.limits.tolerance {
            return Ok(Ending::Converged);
        }
        self.descend(point, (level * error).min(self.cold_level()))
    }

    /// Plain Sinkhorn iteration at the requested regularization.
    fn solve_by_sweeps(&mut self, point: &mut Potentials) -> Result<Ending, Stop> {
        let level = self.instance.regularization;
        self.evaluate_here(point, level, Keep::NOTHING)?;
        if self.here.errors.error() <= self.limits.tolerance {
            return Ok(Ending::Converged);
        }
        self.sweep_on(point, level, self.limits.tolerance)?;
        Ok(Ending::Converged)
    }

    /// Sweeps until the error is at most `goal`, or up to a maximum number of sweeps at an intermediate level.
    pub(crate) fn sweep_on(&mut self, point: &mut Potentials, level: f64, goal: f64) -> Result<Outcome, Stop> {
        let is_last = level == self.instance.regularization;
        let mut fall = Fall::since(0);
        for sweep in 0.. {
            let error = self.sweep(point, level)?.errors.error();
            if sweep > 0 && error <= goal || !is_last && sweep == MAX_COARSE_SWEEPS {
                break;
            }
            if fall.has_ended(error, sweep) && self.is_at_precision_floor() {
                return Err(Stop::Limited(Ending::Stalled));
            }
        }
        Ok(Outcome::Swept)
    }

    /// Evaluates the current point.
    pub(crate) fn evaluate_here(&mut self, point: &Potentials, level: f64, keep: Keep) -> Result<(), Error> {
        self.entries_at = Evaluated::Here;
        self.passes.evaluate(point, level, keep, &mut self.here)
    }

    /// Evaluates a trial point.
    pub(crate) fn evaluate_there(&mut self, point: &Potentials, level: f64, keep: Keep) -> Result<(), Error> {
        self.entries_at = Evaluated::There;
        self.passes.evaluate(point, level, keep, &mut self.there)
    }

    /// Makes the trial point the current one.
    pub(crate) fn accept(&mut self) {
        std::mem::swap(&mut self.here, &mut self.there);
        self.entries_at = match self.entries_at {
            Evaluated::There => Evaluated::Here,
            Evaluated::Here => Evaluated::There,
        };
    }

    /// Stores the point if it is the best so far at the requested regularization.
    pub(crate) fn remember(&mut self, point: &Potentials, level: f64, errors: MarginalErrors) {
        let error = errors.error();
        let is_better = error.is_finite() && self.best.as_ref().is_none_or(|(lowest, _)| error < *lowest);
        if level == self.instance.regularization && is_better {
            self.best = Some((error, point.clone()));
        }
    }

    /// Returns whether the best error is near the smallest one that rounding of the exponents allows.
    pub(crate) fn is_at_precision_floor(&self) -> bool {
        self.best.as_ref().is_some_and(|(error, point)| is_near_floor(*error, self.instance.precision_floor(point)))
    }

    /// Returns whether the tolerance is below the precision floor at the best point.
    pub(crate) fn is_tolerance_below_floor(&self) -> bool {
        self.best.as_ref().is_some_and(|(_, point)| self.limits.tolerance < self.instance.precision_floor(point))
    }

    /// The dual objective at a point with a plan of this mass.
    pub(crate) fn dual_value(&self, point: &Potentials, level: f64, mass: f64) -> f64 {
        self.instance.value(point) - level * (mass - 1.0)
    }

    /// Stops before another iteration if a limit is reached.
    pub(crate) fn ensure_within_limits(&self) -> Result<(), Stop> {
        if self.iterations.sinkhorn + self.iterations.newton >= self.limits.max_iterations {
            return Err(Stop::Limited(Ending::IterationLimit));
        }
        self.ensure_within_time()
    }

    /// Stops if the time is up.
    pub(crate) fn ensure_within_time(&self) -> Result<(), Stop> {
        if self.run.is_out_of_time()? { Err(Stop::Limited(Ending::TimeLimit)) } else { Ok(()) }
    }

    /// Records an iteration and reports progress.
    pub(crate) fn record(&mut self, phase: Phase, level: f64, marginal_error: f64, dual_value: f64, entries: usize) {
        // Far from the solution exponentials overflow, but records must be finite.
        let (marginal_error, dual_value) = (marginal_error.min(f64::MAX), dual_value.max(f64::MIN));
        if let Some(history) = &mut self.history {
            history.push(HistoryRecord { level, phase, marginal_error, dual_value, entries });
        }
        let iterations = self.iterations;
        let steps = iterations.sinkhorn + iterations.newton;
        let advance =
            Advance::certificate(marginal_error, self.goal(level)).or_budget(steps, self.limits.max_iterations);
        self.run.progress(advance, || SinkhornNewtonProgress { phase, level, iterations, marginal_error });
    }
}
