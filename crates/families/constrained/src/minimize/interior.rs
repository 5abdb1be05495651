//! The primal-dual interior point method, for problems with bounds and inequalities.
//!
//! Each iteration takes a Newton step on the KKT conditions of a barrier problem, limited by a filter line search,
//! while the barrier parameter μ decreases to zero. A second phase treats the estimated active set as equations and
//! takes plain Newton steps on them. It finishes most runs with full accuracy, and starts warm ones.
//!
//! Source: Wächter, Biegler, On the Implementation of an Interior-Point Filter Line-Search Algorithm for Large-Scale
//! Nonlinear Programming, Math. Program. 106, 2006. The active-set phase, the soft restoration step, the restoration
//! phase and the test for unboundedness are not from this paper.

mod acceptance;
mod active_set;
mod augmented;
mod current;
mod direction;
mod filter;
mod point;
mod progress;
mod report;
mod restoration;
mod saddle;
mod search;
mod start;
mod unboundedness;

use super::data::Data;
use super::info::Info;
use super::iterate::PrimalDual;
use super::method::{self, Method};
use super::residuals::KktResiduals;
use super::scaling::renewed_scale;
use super::solution::{MinimizeSolution, MinimizeStatus, Phase, SecondOrder};
use acceptance::Acceptance;
use active_set::{AT_A_SOLUTION, FINISH, LAST_RESORT};
use current::Current;
use direction::Kkt;
use restoration::MAX_RESTORATIONS;
use start::is_warm;
use superlinear_interface::Error;

/// The state of a run, for iterates (x, s) strictly within their relaxed bounds.
pub(super) struct Interior {
    /// The problem.
    data: Data,
    /// The current iterate.
    current: Current,
    /// The linear systems of the steps.
    kkt: Kkt,
    /// The criteria that accept steps and phases.
    acceptance: Acceptance,
    /// The progress of the run.
    info: Info<PrimalDual>,
}

impl Interior {
    /// Iterates from `reached`, whose active set is presumably known.
    async fn resume(&mut self) -> Result<MinimizeStatus, Error> {
        match self.warm_up().await? {
            Some(status) => Ok(status),
            None => self.iterate().await,
        }
    }

    /// Algorithm A of the source: decreases μ, and takes steps on the barrier problem or restores feasibility.
    async fn iterate(&mut self) -> Result<MinimizeStatus, Error> {
        self.record(0.0, Phase::Interior);
        self.complete_start().await?;
        loop {
            if self.is_solved() {
                self.polish().await?;
                if let Some(status) = self.status_at_solution().await? {
                    return Ok(status);
                }
            }
            if let Some(status) = self.limit_reached()? {
                return Ok(status);
            }
            if self.lowers_barrier()
                && self.finishes().await?
                && let Some(status) = self.status_at_solution().await?
            {
                return Ok(status);
            }
            if let Some(status) = self.limit_reached()? {
                return Ok(status);
            }
            if self.info.is_search_spent() {
                return Ok(MinimizeStatus::LineSearchFailed);
            }
            if let Some(status) = method::advance(self).await? {
                return Ok(status);
            }
        }
    }

    /// Gains the last digits at a solution.
    async fn polish(&mut self) -> Result<(), Error> {
        if self.data.problem.finish {
            self.newton_on_active_set(self.current.reached.clone(), &AT_A_SOLUTION).await?;
        }
        Ok(())
    }

    /// Leaves a stationary point that is not a minimum, if the problem requires one. Returns a status if the run
    /// terminates here.
    async fn status_at_solution(&mut self) -> Result<Option<MinimizeStatus>, Error> {
        if !self.data.problem.require_minimum {
            return Ok(Some(MinimizeStatus::Converged));
        }
        if let Some(status) = self.limit_reached()? {
            return Ok(Some(status));
        }
        let solution = self.current.reached.clone();
        let leaves = self.leave_saddle().await;
        // A limit may have cut the test short.
        let is_out_of_time = self.data.run.is_out_of_time()?;
        if leaves {
            self.info.iterations += 1;
            self.record(0.0, Phase::Interior);
            return Ok(None);
        }
        self.current.reached = solution;
        Ok(Some(if is_out_of_time { MinimizeStatus::TimeLimit } else { MinimizeStatus::Converged }))
    }

    fn is_solved(&self) -> bool {
        self.data.is_solution(&self.data.form.residuals(&self.current.reached))
    }

    /// Decreases μ for as long as its barrier problem is solved accurately enough. Returns whether μ changed.
    fn lowers_barrier(&mut self) -> bool {
        let before = self.current.barrier;
        while self.current.is_barrier_problem_solved(&self.data) {
            self.lower_barrier();
        }
        self.current.barrier < before
    }

    fn lower_barrier(&mut self) {
        self.current.lower_barrier(&self.data.problem);
        self.acceptance.start_barrier_problem();
    }

    /// Tries the active-set phase, unless the estimated active set is that of the last attempt. Returns whether it
    /// converged.
    async fn finishes(&mut self) -> Result<bool, Error> {
        if !self.data.problem.finish || self.data.functions.is_hessian_model() {
            return Ok(false);
        }
        let kept = self.current.reached.clone();
        if !self.acceptance.is_new_active_set(self.data.form.active_set(&kept)) {
            return Ok(false);
        }
        let is_solved = self.newton_on_active_set(kept.clone(), &FINISH).await?;
        if !is_solved {
            self.current.reached = kept;
        }
        Ok(is_solved)
    }

    /// Determines the status when no step is accepted: the active-set phase is a last resort, then the best iterate may
    /// be acceptable.
    async fn stalled(&mut self) -> Result<MinimizeStatus, Error> {
        if self.newton_on_active_set(self.current.reached.clone(), &LAST_RESORT).await? {
            return Ok(MinimizeStatus::Converged);
        }
        let Some(best) = self.info.acceptable() else { return Ok(MinimizeStatus::LineSearchFailed) };
        self.current.reached = best.clone();
        Ok(MinimizeStatus::Acceptable)
    }
}

impl Method for Interior {
    async fn iterate_from_start(&mut self) -> Result<MinimizeStatus, Error> {
        if is_warm(&self.data.problem) { self.resume().await } else { self.iterate().await }
    }

    fn renews_scale(&mut self) -> bool {
        let Self { data, current, kkt, acceptance, info } = self;
        let (reached, scale) = (&mut current.reached, data.functions.scale.objective);
        let Some(renewed) = renewed_scale(&data.problem, &data.functions.scale, &reached.at.derivatives.gradient)
        else {
            return false;
        };
        let (kept, ratio) = ((reached.clone(), scale), renewed / scale);
        data.functions.rescale_objective(renewed, &mut reached.at);
        reached.bound_multipliers.iter_mut().for_each(|multiplier| *multiplier *= ratio);
        let residuals = data.form.residuals(reached);
        if data.is_solution(&residuals) {
            info.forget_best();
            return false;
        }
        info.search_beyond(kept, residuals.residual, reached.at.values.objective / renewed);
        acceptance.rescale(ratio);
        kkt.newton.last_hessian_shift *= ratio;
        true
    }

    async fn iterate_from_solution(&mut self) -> Result<MinimizeStatus, Error> {
        self.resume().await
    }

    fn returns_to_kept(&mut self, status: MinimizeStatus) -> bool {
        let Some((solution, scale)) = self.info.kept_after(status) else { return false };
        (self.current.reached, self.data.functions.scale.objective) = (solution, scale);
        true
    }

    fn limit_reached(&self) -> Result<Option<MinimizeStatus>, Error> {
        self.data.limit_reached(self.info.iterations, &self.current.reached.at.values)
    }

    fn needs_restoration(&self) -> bool {
        self.info.restorations < MAX_RESTORATIONS && self.acceptance.progress.is_lost()
    }

    async fn step(&mut self) -> Result<Option<f64>, Error> {
        self.current.remember();
        Ok(self.barrier_step().await)
    }

    async fn arrive(&mut self, step_size: f64) -> Option<MinimizeStatus> {
        self.record(step_size, Phase::Interior);
        let has_fallen = self.current.point.at.values.objective < self.current.previous_objective;
        (has_fallen && self.is_unbounded().await).then_some(MinimizeStatus::Unbounded)
    }

    async fn restore(&mut self) -> Result<Option<MinimizeStatus>, Error> {
        self.restore_feasibility().await
    }

    fn interrupt(&mut self) {
        self.info.interrupt();
    }

    async fn second_order(&mut self, status: MinimizeStatus) -> SecondOrder {
        self.examine(status).await
    }

    fn solution(self, status: MinimizeStatus, second_order: SecondOrder) -> MinimizeSolution {
        self.into_solution(status, second_order)
    }
}

impl Data {
    /// Whether an iterate with these residuals meets the tolerances.
    fn is_solution(&self, residuals: &KktResiduals) -> bool {
        residuals.residual <= self.problem.tolerance && residuals.violation <= self.problem.constraint_tolerance
    }
}
