//! The current iterate, the barrier parameter, and its decrease.

use super::point::{Barrier, Point};
use crate::minimize::data::Data;
use crate::minimize::iterate::PrimalDual;
use crate::minimize::problem::MinimizeProblem;
use superlinear_numerics::vectors::norm;

/// μ decreases once the residual of the barrier problem is at most this multiple of μ. Ipopt's `barrier_tol_factor` is
/// 10; with 30, fewer iterations are spent on intermediate barrier problems.
const BARRIER_RESIDUAL: f64 = 30.0;

/// The next μ is the smaller of this fraction and this power of μ (Ipopt's `mu_linear_decrease_factor` and
/// `mu_superlinear_decrease_power`), and at least this fraction of the tolerance.
const BARRIER_DECAY: f64 = 0.2;
const BARRIER_POWER: f64 = 1.5;
const MIN_BARRIER_PER_TOLERANCE: f64 = 1.0 / 11.0;

/// The current iterate.
pub(super) struct Current {
    /// The iterate of the barrier problem.
    pub point: Point,
    /// The barrier parameter μ.
    pub barrier: f64,
    /// The latest primal-dual iterate that was examined; after convergence, the solution.
    pub reached: PrimalDual,
    /// The variables and the objective before the last step.
    pub previous: Vec<f64>,
    pub previous_objective: f64,
}

impl Current {
    /// Remembers the point before a step.
    pub fn remember(&mut self) {
        self.previous.clone_from(&self.point.at.x);
        self.previous_objective = self.point.at.values.objective;
    }

    /// Moves to a point, and updates `reached`.
    pub fn move_to(&mut self, point: Point, data: &Data) {
        self.point = point;
        self.update_reached(data);
    }

    /// Makes the iterate of the barrier problem the latest one.
    pub fn update_reached(&mut self, data: &Data) {
        self.reached = self.point.primal_dual(data);
    }

    /// The constraint residuals c(x) - s.
    pub fn gaps(&self, data: &Data) -> Vec<f64> {
        self.point.gaps(&data.form)
    }

    /// The norm of the constraint residuals.
    pub fn gap(&self, data: &Data) -> f64 {
        norm(&self.gaps(data))
    }

    /// E_μ, the scaled residual of the barrier problem.
    pub fn residual(&self, data: &Data) -> f64 {
        self.point.residual(&data.form, self.barrier)
    }

    pub fn barrier_function<'a>(&self, data: &'a Data) -> Barrier<'a> {
        Barrier { form: &data.form, weight: self.barrier }
    }

    pub fn is_barrier_minimal(&self, problem: &MinimizeProblem) -> bool {
        self.barrier <= min_barrier(problem)
    }

    /// Whether the barrier problem is solved accurately enough to decrease μ.
    pub fn is_barrier_problem_solved(&self, data: &Data) -> bool {
        !self.is_barrier_minimal(&data.problem) && self.residual(data) <= BARRIER_RESIDUAL * self.barrier
    }

    pub fn lower_barrier(&mut self, problem: &MinimizeProblem) {
        let next = (BARRIER_DECAY * self.barrier).min(self.barrier.powf(BARRIER_POWER));
        self.barrier = next.max(min_barrier(problem));
    }
}

fn min_barrier(problem: &MinimizeProblem) -> f64 {
    MIN_BARRIER_PER_TOLERANCE * problem.tolerance
}
