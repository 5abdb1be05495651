//! The primal-dual interior point method, for problems with bounds and inequalities.
//!
//! Each iteration takes a Newton step on the KKT conditions of a barrier problem, limited by a filter line search,
//! while the barrier parameter μ decreases to zero. A second phase treats the estimated active set as equations and
//! takes plain Newton steps on them. It finishes most runs with full accuracy, and starts warm ones.
//!
//! Source: Wächter, Biegler, On the Implementation of an Interior-Point Filter Line-Search Algorithm for Large-Scale
//! Nonlinear Programming, Math. Program. 106, 2006. The active-set phase, the soft restoration step, the restoration
//! phase and the test for unboundedness are not from this paper.

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

/// μ decreases once the residual of the barrier problem is at most this multiple of μ. Ipopt's `barrier_tol_factor` is
/// 10; with 30, fewer iterations are spent on intermediate barrier problems.
const BARRIER_RESIDUAL: f64 = 30.0;

/// The next μ is the smaller of this fraction and this power of μ (Ipopt's `mu_linear_decrease_factor` and
/// `mu_superlinear_decrease_power`), and at least this fraction of the tolerance.
const BARRIER_DECAY: f64 = 0.2;
const BARRIER_POWER: f64 = 1.5;
const LEAST_BARRIER_PER_TOLERANCE: f64 = 1.0 / 11.0;

/// Limit on the restoration phases of a run. Decreasing μ in place of a phase counts too.
const MOST_RESTORATIONS: u32 = 10;

/// The state of a run.
pub(super) struct Interior {
    problem: MinimizeProblem,
    run: Run,
    functions: Functions,
    newton: Newton,
    form: Form,
    point: Point,
    /// The barrier parameter μ.
    barrier: f64,
    filter: Filter,
    /// Accepts steps in place of the filter, if the problem asks for a merit function.
    merit: Option<Merit>,
    pace: Pace,
    /// The initial point and the previous one. The unboundedness test extrapolates from both.
    first: Vec<f64>,
    previous: Vec<f64>,
    /// The last Newton step, if it was too long to be trusted.
    long_step: Option<Vec<f64>>,
    /// The active set of the last attempt at the active-set phase.
    tried: Option<Vec<bool>>,
    /// The latest primal-dual iterate that was examined; after convergence, the solution.
    reached: Pair,
    /// The best iterate so far: feasible before infeasible, then the smallest residual.
    best: Option<(Pair, Distance)>,
    /// A direction along which the objective is unbounded below, once found.
    ray: Option<Vec<f64>>,
    /// A solution and its objective scale, kept during the search for a better one.
    kept: Option<Kept<(Pair, f64)>>,
    iterations: u32,
    recorded_iterations: u32,
    restorations: u32,
    steepest: Steepest,
    active_set_steps: u32,
    history: Vec<MinimizeRecord>,
}

impl Interior {
    /// Iterates to termination. A solution under the scale of a steep start is then improved under its own scale while
    /// that makes progress.
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

    /// Switches to the objective scale of a start at the current solution. Returns false if the point is a solution
    /// under that scale too.
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

    /// Iterates from `reached`, whose active set is presumably known.
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
            // A failed step of a cancelled run is no property of the problem.
            self.run.ensure_wanted()?;
            if let Some(size) = size {
                self.record(size, Phase::Interior);
                if self.point.at.values.objective < before && self.runs_along_ray().await {
                    return Ok(MinimizeStatus::Unbounded);
                }
            } else {
                self.iterations -= 1;
                // An interrupted factorization is no property of the problem either.
                if let Some(status) = self.limit_reached()? {
                    return Ok(status);
                }
                if let Some(status) = self.restore().await? {
                    return Ok(status);
                }
            }
        }
    }

    /// Leaves a stationary point that is not a minimum, if the problem requires one. Returns whether the run continues.
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

    /// The status if the time limit passed during an iteration. The interrupted iteration is not counted.
    pub fn status_when_late(&mut self) -> MinimizeStatus {
        self.iterations = self.recorded_iterations;
        MinimizeStatus::TimeLimit
    }

    /// Checks the limits of the run and unboundedness.
    fn limit_reached(&self) -> Result<Option<MinimizeStatus>, Error> {
        let values = &self.reached.at.values;
        let reached = Reached {
            iterations: self.iterations,
            objective: values.objective / self.functions.scale.objective,
            violation: self.form.violation(values),
        };
        reached.limit(&self.problem, &self.run)
    }

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

    /// Decreases μ for as long as its barrier problem is solved accurately enough. Returns whether μ changed.
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
        // Penalty parameters tuned to the previous barrier problem need not suit this one.
        self.merit.iter_mut().for_each(Merit::renew);
    }

    /// Resets the filter or the merit function, after the iterate was moved by something other than a step.
    fn judge_anew(&mut self) {
        self.filter.clear();
        if self.merit.is_some() {
            self.merit = Some(Merit::start(MeritFunction::Eal, self.problem.accuracy));
        }
    }

    /// Tries the active-set phase, unless the estimated active set is that of the last attempt. Returns whether it
    /// converged.
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

    /// Determines the status when no step is accepted: the active-set phase is a last resort, then the best iterate may
    /// be acceptable.
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

    /// The norm of the constraint residuals c(x) - s.
    fn gap(&self) -> f64 {
        norm(&self.point.gaps(&self.form))
    }
}
