//! The output of `variationalInequality`. All numbers are finite.

use super::problem::VariationalInequalityMethod;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;

/// The termination status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum VariationalInequalityStatus {
    /// The natural residual is within the tolerance.
    Converged,
    /// The limit on evaluations was reached.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// The residual of the best point decreased by less than 1 % in the last fifth of the evaluations, at least 10 000.
    Stalled,
    /// No point of the set satisfies the constraints. The multipliers λ prove it: λ'(Cz − upper) is positive for all z
    /// in the set. The returned point has nearly minimal violation.
    Infeasible,
    /// The search did not converge, and the map is not monotone. Only tested for affine maps given as data, with at
    /// most 1000 variables.
    NotMonotone,
}

/// The best point found.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct VariationalInequalitySolution {
    /// The termination status.
    pub status: VariationalInequalityStatus,
    /// The point, a member of the set.
    pub solution: Vector,
    /// The norm of z − P(z − F(z) / s), times s, where P projects onto the set and s is `scale`. With constraints z is
    /// followed by the multipliers λ ≥ 0, and the map is (F(z) + C'λ, upper − C z).
    pub natural_residual: f64,
    /// The unit s of the map per unit of its variables: `lipschitz` if given. Otherwise the smaller of two difference
    /// quotients of the map over a short step, at the start and at the solution.
    pub scale: f64,
    /// The maximum of ⟨F(z), z − u⟩ over u in the set, if it is bounded and there are no constraints. For a monotone
    /// map it bounds ⟨F(u), z − u⟩, and for a saddle function the duality gap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<f64>,
    /// The multipliers of the constraints, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multipliers: Option<Vector>,
    /// The number of evaluations of the map, including finite differences.
    pub evaluations: u32,
    /// The number of components evaluated.
    pub component_evaluations: f64,
    /// The number of Newton steps.
    pub newton_steps: u32,
    /// The number of times that the anchor moved.
    pub restarts: u32,
    /// The method used.
    pub method: VariationalInequalityMethod,
    /// The residual after each evaluation, if `history` was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<VariationalInequalityRecord>>,
}

/// The progress of a search.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct VariationalInequalityRecord {
    /// The number of evaluations of the map.
    pub evaluations: u32,
    /// The number of evaluations of components.
    pub component_evaluations: f64,
    /// The natural residual of the last evaluated point.
    pub natural_residual: f64,
}
