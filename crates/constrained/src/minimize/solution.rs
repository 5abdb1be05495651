//! What the caller gets. Every number in it is finite.

use super::problem::MinimizeProblem;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Advance, Matrix, Run, Vector};

/// The point that was found, and how good it is; all of it is measured on the returned point.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeSolution {
    /// Why the solver stopped. Only `converged` promises that `kktResidual` is at most `tolerance` and
    /// `constraintViolation` at most `constraintTolerance`.
    pub status: MinimizeStatus,
    /// The number of iterations, those of restorations included.
    pub iterations: u32,
    /// The point `x`.
    pub solution: Vector,
    /// The objective there.
    pub objective: f64,
    /// The multipliers `λ`, one for each constraint: the gradient of `objective + λ' constraints`, and the multipliers of the bounds,
    /// add up to zero at a solution. `λ[i]` is not negative where `constraintUpper` holds constraint `i` back, not positive where
    /// `constraintLower` does. So `-λ[i]` is the rate at which the least objective grows with the value that constraint `i` is to
    /// have, or with the end that holds it back.
    pub multipliers: Vector,
    /// The multipliers of the bounds, one for each variable: not negative where `upper` holds it back, not positive where `lower`
    /// does. Those of fixed variables are 0 where their derivatives are not given.
    pub bound_multipliers: Vector,
    /// Which bound holds each variable back: -1 `lower`, 1 `upper`, 2 both, which are equal; 0 where none does. It does where the
    /// variable is nearer to it than the absolute value of the multiplier, both as scaled.
    pub active_bounds: Vector<i32>,
    /// Which end holds each constraint back: -1 `constraintLower`, 1 `constraintUpper`, 2 for an equation; 0 where none does.
    pub active_constraints: Vector<i32>,
    /// By how much the constraints violate their ends at most; bounds are never violated.
    pub constraint_violation: f64,
    /// The largest absolute entry of the gradient of `objective + λ' constraints` and the multipliers of the bounds.
    pub dual_residual: f64,
    /// The largest product of a multiplier's absolute value and the distance that is left to the end that its sign names.
    pub complementarity: f64,
    /// What `tolerance` is compared with: the largest of these three, as scaled; of them `dualResidual` also by
    /// `max(1, mean |multiplier| / 100)`, and `complementarity` by the same, where equations do not count.
    pub kkt_residual: f64,
    /// The sum of the products of each constraint's violation and its multiplier's absolute value: of the order of what the objective
    /// gains by the violation.
    pub objective_slack: f64,
    /// Whether the curvature at the point shows it to be a minimum.
    pub second_order: SecondOrder,
    /// Where the status is `unbounded`, and it was seen by following a ray from the point: the direction of that, of length 1. Along it
    /// the objective falls below -1e20 and the constraints hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ray: Option<Vector>,
    /// How often each function was asked for.
    pub evaluations: Evaluations,
    /// What the linear algebra took.
    pub statistics: Statistics,
    /// What a later run may go on from: keys of a problem. They are of the last point of the search, which is the solution where
    /// it is one, so that such a run stops there at once; where the search was ended early, `solution` is the best of its points,
    /// and such a run takes it up where it was left.
    pub warm_start: WarmStart,
    /// One record for each iteration, where `history` was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<MinimizeRecord>>,
}

/// Why the solver stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MinimizeStatus {
    /// The conditions of first order hold within the tolerances, in the scale of the problem: of the start, and of the solution unless
    /// nothing was gained by that.
    Converged,
    /// Steps improve the point no more, or hardly, as with functions or differences that are not exact enough; the `kktResidual`
    /// is at most 1e-6.
    Acceptable,
    /// The violation of the constraints has a local minimum at the point, at which it is not zero: neither slope nor negative curvature
    /// leads to a smaller one.
    LocallyInfeasible,
    /// The iterations were used up.
    IterationLimit,
    /// The time was used up.
    TimeLimit,
    /// The search has all but come to a standstill: over and over, a hundred steps gained less than one of them promised. So it
    /// is where a minimum is approached without end, as at infinity.
    Stalled,
    /// No step along the last direction improves the point.
    LineSearchFailed,
    /// The search for a point with a smaller violation of the constraints came to no end.
    RestorationFailed,
    /// No shift of the Hessian makes the linear system regular.
    Singular,
    /// The objective is below -1e20 where the constraints hold, or falls so far along `ray`.
    Unbounded,
}

/// What the curvature at a point says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SecondOrder {
    /// The Hessian of the Lagrangian is positive definite along the constraints, whose gradients are independent: with the
    /// conditions of first order, this proves a strict local minimum. Of bounds and inequalities those count that hold something
    /// back with a multiplier that is not small.
    Sufficient,
    /// It is not, by more than its errors: the point may be a minimum all the same, or a saddle point or a maximum.
    Insufficient,
    /// It was not looked at: the point is no solution, no time was left, or the Hessian is not known (with `bfgs`,
    /// `limitedMemory`, and products alone).
    Unexamined,
}

impl SecondOrder {
    /// That of a solution at which the curvature is that of a minimum or not; the latter means nothing where the run was stopped.
    pub(super) fn of(is_minimum: bool, run: &Run) -> Self {
        match is_minimum {
            true => Self::Sufficient,
            false if run.watch().is_over() => Self::Unexamined,
            false => Self::Insufficient,
        }
    }
}

/// How often each of the caller's functions was asked for, differences included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Evaluations {
    /// Of the objective.
    pub objective: u32,
    /// Of the constraints.
    pub constraints: u32,
    /// Of the gradient.
    pub gradient: u32,
    /// Of the Jacobian.
    pub jacobian: u32,
    /// Of the Hessian.
    pub hessian: u32,
    /// Of products with the Hessian.
    pub hessian_product: u32,
}

/// What the linear algebra took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Statistics {
    /// Factorisations of matrices.
    pub factorizations: u32,
    /// Steps of the inner solver, where it is not `ldl`.
    pub inner_steps: u32,
    /// How often `ldl` had to take over from it.
    pub inner_fallbacks: u32,
    /// How often the constraints alone were worked on, since no step improved both.
    pub restorations: u32,
    /// Steps with the bounds and inequalities that seemed to hold as equations.
    pub active_set_steps: u32,
}

/// What a later run may start from, under the names that a problem has for it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WarmStart {
    /// The point.
    pub initial: Vector,
    /// The multipliers of the constraints.
    pub initial_multipliers: Vector,
    /// The multipliers of the bounds, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_bound_multipliers: Option<Vector>,
    /// The matrix of `bfgs`, where that made steps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_hessian: Option<Matrix>,
    /// The factor of the objective.
    pub objective_scale: f64,
    /// The factors of the constraints.
    pub constraint_scales: Vector,
}

/// How far the method has come: one iteration's point, and the step to it. Also what `onProgress` hears.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeRecord {
    /// The number of the iteration; 0 for the start.
    pub iteration: u32,
    /// The objective.
    pub objective: f64,
    /// By how much the constraints violate their ends at most.
    pub constraint_violation: f64,
    /// The largest absolute entry of the gradient of the Lagrangian.
    pub dual_residual: f64,
    /// What `tolerance` is compared with.
    pub kkt_residual: f64,
    /// The part of the Newton step that was taken; 0 at the start and in restorations.
    pub step_size: f64,
    /// What was added to the diagonal of the Hessian.
    pub hessian_shift: f64,
    /// What was subtracted from the diagonal of the constraints' block, which is zero.
    pub constraint_shift: f64,
    /// The merit function's penalty of the constraints.
    pub constraint_penalty: f64,
    /// The merit function's penalty of the Lagrangian's gradient.
    pub gradient_penalty: f64,
    /// Steps of the inner solver, where it is not `ldl`.
    pub inner_steps: u32,
    /// Whether this iteration worked on the constraints alone.
    pub is_restoration: bool,
    /// What this iteration was a step of.
    pub phase: Phase,
    /// The weight of the barrier before bounds and inequalities; 0 where there is none.
    pub barrier: f64,
    /// How many variables bounds hold back.
    pub active_bounds: u32,
    /// How many constraints are held back, equations included.
    pub active_constraints: u32,
}

impl MinimizeRecord {
    /// Tells the caller of it.
    pub(super) fn tell(&self, problem: &MinimizeProblem, run: &Run) {
        let MinimizeProblem { tolerance, constraint_tolerance, max_iterations, .. } = *problem;
        let excess = (self.kkt_residual / tolerance).max(self.constraint_violation / constraint_tolerance);
        run.progress(Advance::certificate(excess, 1.0).or_budget(self.iteration, max_iterations), || self.clone());
    }
}

/// How `activeBounds` and `activeConstraints` tell equal ends.
pub(super) const EQUAL_ENDS: i32 = 2;

/// What an iteration is a step of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Phase {
    /// Newton's method under equations.
    Newton,
    /// Newton's method with the bounds and inequalities that seem to hold as equations.
    ActiveSet,
    /// The interior point method.
    Interior,
    /// Work on the constraints alone.
    Restoration,
}
