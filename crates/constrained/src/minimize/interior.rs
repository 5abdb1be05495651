//! The primal-dual interior point method, for bounds and inequalities: Newton steps on the conditions of a barrier problem, whose
//! weight μ falls to zero, with a filter line search; and Newton steps with the bounds and inequalities that seem to hold as
//! equations, which end most runs and serve as warm start.
//!
//! Source: Wächter, Biegler, On the Implementation of an Interior-Point Filter Line-Search Algorithm for Large-Scale Nonlinear
//! Programming, Math. Program. 106, 2006. Other are the finish and the warm start, the soft step, the restoration and the ray test.

mod active_set;
mod augmented;
mod filter;
mod form;
mod pace;
mod point;
mod ray;
mod report;
mod restoration;
mod saddle;
mod search;
mod start;
mod step;

use super::functions::Functions;
use super::limits::{ACCEPTABLE_RESIDUAL, Reached};
use super::merit::Merit;
use super::newton::Newton;
use super::options::MeritFunction;
use super::problem::MinimizeProblem;
use super::restoring::Steepest;
use super::scaling::{Kept, renewed_scale};
use super::solution::{MinimizeRecord, MinimizeStatus, Phase};
use active_set::{AT_A_SOLUTION, FINISH, LAST_RESORT};
use filter::Filter;
use form::{Distance, Form, Pair};
use pace::Pace;
use point::{Barrier, Point};
use start::is_warm;
use superlinear_interface::{Error, Run};
use superlinear_numerics::vectors::norm;

/// The barrier's weight falls where the residual of its problem is at most this many times the weight. Ipopt's `barrier_tol_factor` is
/// 10; with 30 fewer iterations are spent on problems that are soon left.
const BARRIER_RESIDUAL: f64 = 30.0;

/// How the weight falls: to this part of it, or this power of it, whichever is less (Ipopt's `mu_linear_decrease_factor` and
/// `mu_superlinear_decrease_power`); and to no less than this part of the tolerance.
const BARRIER_DECAY: f64 = 0.2;
const BARRIER_POWER: f64 = 1.5;
const LEAST_BARRIER_PER_TOLERANCE: f64 = 1.0 / 11.0;

/// The restorations that one run may need.
const MOST_RESTORATIONS: u32 = 10;

/// A run in progress.
pub(super) struct Interior {
    problem: MinimizeProblem,
    run: Run,
    functions: Functions,
    newton: Newton,
    form: Form,
    point: Point,
    /// μ.
    barrier: f64,
    filter: Filter,
    /// What judges steps in place of the filter, where the caller wants it.
    merit: Option<Merit>,
    pace: Pace,
    /// The first point, and the one before the last step: rays may lead on from them.
    first: Vec<f64>,
    previous: Vec<f64>,
    /// Newton's last step, where that was too long to be trusted.
    long_step: Option<Vec<f64>>,
    /// What seemed to be active when Newton's method was last tried with it.
    tried: Option<Vec<bool>>,
    /// What the run has come to: a solution, or the pair that was looked at last.
    reached: Pair,
    /// The pair of the smallest residual so far, among those that hold the constraints where there are any.
    best: Option<(Pair, Distance)>,
    /// The direction along which the objective has no lower bound, once one was found.
    ray: Option<Vec<f64>>,
    /// A solution with the scale that it has, where a better one is looked for.
    kept: Option<Kept<(Pair, f64)>>,
    iterations: u32,
    recorded_iterations: u32,
    restorations: u32,
    steepest: Steepest,
    active_set_steps: u32,
    history: Vec<MinimizeRecord>,
}

impl Interior {
    /// Iterates until there is a status. A solution by the scale of a steep start is improved by its own for as long as that gains
    /// anything.
    pub async fn run_to_end(&mut self) -> Result<MinimizeStatus, Error> {
        use MinimizeStatus::{Converged, IterationLimit, TimeLimit, Unbounded};
        let mut status = if is_warm(&self.problem) { self.resume().await? } else { self.iterate().await? };
        while status == Converged && self.renews_scale() {
            status = self.resume().await?;
        }
        if let Some(kept) = self.kept.take()
            && !matches!(status, Converged | IterationLimit | TimeLimit | Unbounded)
        {
            (self.reached, self.functions.scale.objective) = kept.solution;
            return Ok(Converged);
        }
        Ok(status)
    }

    /// Takes on the scale that a start at the solution that was reached would have. False where it is a solution by that, too.
    fn renews_scale(&mut self) -> bool {
        let scale = &self.functions.scale;
        let gradient = &self.reached.at.derivatives.gradient;
        let Some(renewed) = renewed_scale(&self.problem, scale, gradient) else { return false };
        let (kept, ratio) = ((self.reached.clone(), scale.objective), renewed / scale.objective);
        self.functions.rescale_objective(renewed, &mut self.reached.at);
        self.reached.bounds.iter_mut().for_each(|multiplier| *multiplier *= ratio);
        self.best = None;
        let distance = self.form.distance(&self.reached);
        if self.is_solution(&distance) {
            return false;
        }
        self.kept = Some(Kept::new(kept, distance.residual, self.reached.at.values.objective));
        self.pace = Pace::default();
        self.filter.clear();
        self.merit.iter_mut().for_each(|merit| merit.rescale(ratio));
        self.newton.last_hessian_shift *= ratio;
        true
    }

    /// Iterates from the pair that was reached, at which the active set seems to be known.
    async fn resume(&mut self) -> Result<MinimizeStatus, Error> {
        match self.warm_up().await? {
            Some(status) => Ok(status),
            None => self.iterate().await,
        }
    }

    async fn iterate(&mut self) -> Result<MinimizeStatus, Error> {
        self.record(0.0, Phase::Interior);
        self.complete_start().await?;
        loop {
            if self.is_solved() {
                if self.problem.finish {
                    self.newton_on_active_set(self.reached.clone(), &AT_A_SOLUTION).await?;
                }
                if !self.leaves_for_minimum().await? {
                    return Ok(MinimizeStatus::Converged);
                }
            }
            if let Some(status) = self.limit_reached()? {
                return Ok(status);
            }
            if self.lower_barrier() && self.finishes().await? && !self.leaves_for_minimum().await? {
                return Ok(MinimizeStatus::Converged);
            }
            if let Some(status) = self.limit_reached()? {
                return Ok(status);
            }
            if self.kept.as_ref().is_some_and(Kept::is_spent) {
                return Ok(MinimizeStatus::LineSearchFailed);
            }
            self.iterations += 1;
            let before = self.point.at.values.objective;
            self.previous.clone_from(&self.point.at.x);
            let size = if self.needs_restoration() { None } else { self.step().await };
            // What a cancelled run has left undone says nothing of the problem.
            self.run.ensure_wanted()?;
            if let Some(size) = size {
                self.record(size, Phase::Interior);
                if self.point.at.values.objective < before && self.runs_along_ray().await {
                    return Ok(MinimizeStatus::Unbounded);
                }
            } else {
                self.iterations -= 1;
                // A decomposition that was stopped says nothing of the problem either.
                if let Some(status) = self.limit_reached()? {
                    return Ok(status);
                }
                if let Some(status) = self.restore().await? {
                    return Ok(status);
                }
            }
        }
    }

    /// Whether a minimum is required, the solution is none, and another point was found to go on from.
    async fn leaves_for_minimum(&mut self) -> Result<bool, Error> {
        if !self.problem.require_minimum || self.iterations >= self.problem.max_iterations {
            return Ok(false);
        }
        let solution = self.reached.clone();
        let leaves = self.leave_saddle().await;
        self.run.ensure_wanted()?;
        if leaves {
            self.iterations += 1;
            self.record(0.0, Phase::Interior);
        } else {
            self.reached = solution;
        }
        Ok(leaves)
    }

    /// The status where the time limit passed in the midst of an iteration, which then does not count.
    pub fn status_when_late(&mut self) -> MinimizeStatus {
        self.iterations = self.recorded_iterations;
        MinimizeStatus::TimeLimit
    }

    /// Whether a limit of the run is reached, or the objective has none.
    fn limit_reached(&self) -> Result<Option<MinimizeStatus>, Error> {
        let values = &self.reached.at.values;
        let reached = Reached {
            iterations: self.iterations,
            objective: values.objective / self.functions.scale.objective,
            violation: self.form.violation(values),
        };
        reached.limit(&self.problem, &self.run)
    }

    /// Whether the pair that was reached is a solution.
    fn is_solved(&self) -> bool {
        self.is_solution(&self.form.distance(&self.reached))
    }

    fn is_solution(&self, distance: &Distance) -> bool {
        distance.residual <= self.problem.tolerance && distance.violation <= self.problem.constraint_tolerance
    }

    fn barrier_function(&self) -> Barrier<'_> {
        Barrier { form: &self.form, weight: self.barrier }
    }

    fn least_barrier(&self) -> f64 {
        LEAST_BARRIER_PER_TOLERANCE * self.problem.tolerance
    }

    /// Lowers the weight of the barrier for as long as its problem is nearly solved; false where it is not.
    fn lower_barrier(&mut self) -> bool {
        let before = self.barrier;
        while self.barrier > self.least_barrier()
            && self.point.residual(&self.form, self.barrier) <= BARRIER_RESIDUAL * self.barrier
        {
            self.lower_barrier_once();
        }
        self.barrier < before
    }

    fn lower_barrier_once(&mut self) {
        let next = (BARRIER_DECAY * self.barrier).min(self.barrier.powf(BARRIER_POWER));
        self.barrier = next.max(self.least_barrier());
        self.filter.clear();
        // Penalties that served another barrier need not serve this one.
        self.merit.iter_mut().for_each(Merit::renew);
    }

    /// Forgets how steps were judged so far, at a point that is not reached by one.
    fn judge_anew(&mut self) {
        self.filter.clear();
        if self.merit.is_some() {
            self.merit = Some(Merit::start(MeritFunction::Eal, self.problem.accuracy));
        }
    }

    /// Tries Newton's method with what seems to be active, unless that was tried last. A solution is then what is reached.
    async fn finishes(&mut self) -> Result<bool, Error> {
        if !self.problem.finish || self.functions.is_hessian_model() {
            return Ok(false);
        }
        let seeming = self.form.seeming_active(&self.reached);
        if self.tried.as_ref() == Some(&seeming) {
            return Ok(false);
        }
        self.tried = Some(seeming);
        let kept = self.reached.clone();
        let is_solved = self.newton_on_active_set(kept.clone(), &FINISH).await?;
        if !is_solved {
            self.reached = kept;
        }
        Ok(is_solved)
    }

    /// What it means that no step improves the point.
    async fn stalled(&mut self) -> Result<MinimizeStatus, Error> {
        if self.newton_on_active_set(self.reached.clone(), &LAST_RESORT).await? {
            return Ok(MinimizeStatus::Converged);
        }
        match &self.best {
            Some((pair, distance)) if distance.residual.max(distance.violation) <= ACCEPTABLE_RESIDUAL => {
                self.reached = pair.clone();
                Ok(MinimizeStatus::Acceptable)
            }
            _ => Ok(MinimizeStatus::LineSearchFailed),
        }
    }

    /// The norm of what the constraints differ from their slacks.
    fn gap(&self) -> f64 {
        norm(&self.point.gaps(&self.form))
    }
}
