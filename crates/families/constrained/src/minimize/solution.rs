//! The solution. All its numbers are finite.

use super::problem::{MinimizeOptions, MinimizeProblem};
use super::residuals::KktResiduals;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Advance, Matrix, Run, Vector};

/// A point and its quality. All measures are evaluated at the returned point.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeSolution {
    /// The termination status. Only `converged` guarantees a `kktResidual` of at most `tolerance` and a
    /// `constraintViolation` of at most `constraintTolerance`.
    pub status: MinimizeStatus,
    /// The number of iterations, including those of restoration phases.
    pub iterations: u32,
    /// The point `x`.
    pub solution: Vector,
    /// The objective at `solution`.
    pub objective: f64,
    /// The Lagrange multipliers `λ`, one per constraint. At a solution, the gradient of `objective + λ' constraints`
    /// and the multipliers of the bounds sum to zero. `λ[i]` is nonnegative if `constraintUpper[i]` is active and
    /// nonpositive if `constraintLower[i]` is. `-λ[i]` is the derivative of the minimum with respect to the active
    /// bound, or the required value, of constraint `i`.
    pub multipliers: Vector,
    /// The multipliers of the bounds, one per variable: nonnegative at active upper bounds, nonpositive at active lower
    /// bounds. Zero for fixed variables if their derivatives are not provided.
    pub bound_multipliers: Vector,
    /// The active bound of each variable: -1 for `lower`, 1 for `upper`, 2 if both are equal, 0 if none is active. A
    /// bound is active if the scaled distance to it is less than the absolute value of its scaled multiplier.
    pub active_bounds: Vector<i32>,
    /// The active bound of each constraint: -1 for `constraintLower`, 1 for `constraintUpper`, 2 for an equation, 0 if
    /// none is active.
    pub active_constraints: Vector<i32>,
    /// The largest violation of a constraint. Bounds of variables are never violated.
    pub constraint_violation: f64,
    /// The largest absolute entry of the gradient of `objective + λ' constraints` plus the multipliers of the bounds.
    pub dual_residual: f64,
    /// The largest product of a multiplier's absolute value and the distance to the bound indicated by its sign.
    pub complementarity: f64,
    /// The residual compared with `tolerance`: the maximum of the scaled `constraintViolation`, `dualResidual` and
    /// `complementarity`. `dualResidual` is also divided by `max(1, mean |multiplier| / 100)`, `complementarity` by the
    /// same expression without the multipliers of equations.
    pub kkt_residual: f64,
    /// The sum over all constraints of violation times absolute multiplier: an estimate of the decrease in the
    /// objective due to the violation.
    pub objective_slack: f64,
    /// Whether the curvature at the point proves a minimum.
    pub second_order: SecondOrder,
    /// A direction of unboundedness, of length 1, if the status is `unbounded` and was found by following a ray from
    /// the point. Along it the objective falls below -1e20 and the constraints hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ray: Option<Vector>,
    /// Evaluations of each function.
    pub evaluations: Evaluations,
    /// Counts of the linear algebra and of special phases.
    pub statistics: Statistics,
    /// The starting values for a later run: keys of a problem. They describe the last iterate. If it is the solution, a
    /// run from it stops at once; if the search stopped early, `solution` is the best iterate instead, and a run from
    /// here continues the search.
    pub warm_start: WarmStart,
    /// One record per iteration, if `history` was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<MinimizeRecord>>,
}

/// The termination status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MinimizeStatus {
    /// The first-order conditions hold within the tolerances, under the scaling from the start, and under the scaling
    /// from the solution too unless the search under it made no progress.
    Converged,
    /// Steps no longer improve the point, or hardly, as with inexact functions or differences. The `kktResidual` is at
    /// most 1e-6.
    Acceptable,
    /// The violation of the constraints has a nonzero local minimum at the point: neither its gradient nor negative
    /// curvature leads to a smaller violation.
    LocallyInfeasible,
    /// The iteration limit was reached.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// The search makes almost no progress: repeatedly, a hundred steps gained less than one of them predicted. Typical
    /// of a minimum at infinity.
    Stalled,
    /// No step along the last search direction improves the point.
    LineSearchFailed,
    /// The restoration phase did not converge.
    RestorationFailed,
    /// No regularization of the Hessian makes the linear system nonsingular.
    Singular,
    /// The objective is below -1e20 at a feasible point, or falls below it along `ray`.
    Unbounded,
}

/// The result of the second-order test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SecondOrder {
    /// The Hessian of the Lagrangian is positive definite on the null space of the active constraints, and their
    /// gradients are independent. With the first-order conditions this proves a strict local minimum. Active bounds and
    /// inequalities count only if their multiplier is not small.
    Sufficient,
    /// The Hessian is not positive definite there by more than its errors. The point may still be a minimum, or a
    /// saddle point or a maximum.
    Insufficient,
    /// The curvature was not examined: the point is no solution, no time was left, or the Hessian is unknown (with
    /// `bfgs`, `limitedMemory`, or products alone).
    Unexamined,
}

impl SecondOrder {
    /// The result at a solution. A failed test means nothing if the run was stopped.
    pub(super) fn of(is_minimum: bool, run: &Run) -> Self {
        match is_minimum {
            true => Self::Sufficient,
            false if run.watch().is_over() => Self::Unexamined,
            false => Self::Insufficient,
        }
    }
}

/// Evaluations of each user function, including those for differences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Evaluations {
    /// Evaluations of the objective.
    pub objective: u32,
    /// Evaluations of the constraints.
    pub constraints: u32,
    /// Evaluations of the gradient.
    pub gradient: u32,
    /// Evaluations of the Jacobian.
    pub jacobian: u32,
    /// Evaluations of the Hessian.
    pub hessian: u32,
    /// Products with the Hessian.
    pub hessian_product: u32,
}

/// Counts of the linear algebra and of special phases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Statistics {
    /// Matrix factorizations.
    pub factorizations: u32,
    /// Iterations of the inner solver, if it is not `ldl`.
    pub inner_steps: u32,
    /// Fallbacks from the inner solver to `ldl`.
    pub inner_fallbacks: u32,
    /// Restoration phases, which reduce the violation because no step was accepted.
    pub restorations: u32,
    /// Newton steps of the active-set phase, with the estimated active bounds and inequalities as equations.
    pub active_set_steps: u32,
}

/// The starting values for a later run, named as in a problem.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WarmStart {
    /// The last iterate.
    pub initial: Vector,
    /// The multipliers of the constraints.
    pub initial_multipliers: Vector,
    /// The multipliers of the bounds, if there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_bound_multipliers: Option<Vector>,
    /// The matrix of `bfgs`, if it made steps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_hessian: Option<Matrix>,
    /// The scale factor of the objective.
    pub objective_scale: f64,
    /// The scale factors of the constraints.
    pub constraint_scales: Vector,
}

/// One iteration: its point and the step that led there. Passed to `onProgress`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeRecord {
    /// The iteration number; 0 for the start.
    pub iteration: u32,
    /// The objective.
    pub objective: f64,
    /// The largest violation of a constraint.
    pub constraint_violation: f64,
    /// The largest absolute entry of the gradient of the Lagrangian.
    pub dual_residual: f64,
    /// The residual compared with `tolerance`.
    pub kkt_residual: f64,
    /// The step length as a fraction of the Newton step; 0 at the start and in restoration phases.
    pub step_size: f64,
    /// The regularization added to the diagonal of the Hessian.
    pub hessian_shift: f64,
    /// The regularization subtracted from the diagonal of the constraint block, otherwise zero.
    pub constraint_shift: f64,
    /// The merit function's penalty on the constraints.
    pub constraint_penalty: f64,
    /// The merit function's penalty on the gradient of the Lagrangian.
    pub gradient_penalty: f64,
    /// Iterations of the inner solver, if it is not `ldl`.
    pub inner_steps: u32,
    /// Whether this iteration belongs to a restoration phase.
    pub is_restoration: bool,
    /// The phase of this iteration.
    pub phase: Phase,
    /// The barrier parameter; 0 if there is none.
    pub barrier: f64,
    /// The number of variables at active bounds.
    pub active_bounds: u32,
    /// The number of active constraints, including equations.
    pub active_constraints: u32,
}

impl MinimizeRecord {
    /// A record without a step, with an objective and residuals in the caller's units.
    pub(super) fn new(iteration: u32, objective: f64, residuals: KktResiduals) -> Self {
        Self {
            iteration,
            objective,
            constraint_violation: residuals.violation,
            dual_residual: residuals.dual,
            kkt_residual: residuals.residual,
            step_size: 0.0,
            hessian_shift: 0.0,
            constraint_shift: 0.0,
            constraint_penalty: 0.0,
            gradient_penalty: 0.0,
            inner_steps: 0,
            is_restoration: false,
            phase: Phase::Newton,
            barrier: 0.0,
            active_bounds: 0,
            active_constraints: 0,
        }
    }

    /// Reports the record to the caller.
    pub(super) fn report(&self, problem: &MinimizeProblem, run: &Run) {
        let MinimizeOptions { tolerance, constraint_tolerance, max_iterations, .. } = problem.options;
        let excess = (self.kkt_residual / tolerance).max(self.constraint_violation / constraint_tolerance);
        run.progress(Advance::certificate(excess, 1.0).or_budget(self.iteration, max_iterations), || self.clone());
    }
}

/// The value of `activeBounds` and `activeConstraints` for equal bounds.
pub(super) const EQUAL_BOUNDS: i32 = 2;

/// The phase of an iteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Phase {
    /// Newton's method under equality constraints.
    Newton,
    /// Newton's method with the estimated active bounds and inequalities as equations.
    ActiveSet,
    /// The interior point method.
    Interior,
    /// The restoration phase.
    Restoration,
}
