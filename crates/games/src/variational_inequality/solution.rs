//! What the caller gets. Every number in it is finite.

use super::problem::VariationalInequalityMethod;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;

/// How the search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum VariationalInequalityStatus {
    /// The natural residual of the point is as small as was asked for.
    Converged,
    /// The evaluations were used up.
    IterationLimit,
    /// The time was used up.
    TimeLimit,
    /// The residual of the best point did not fall by a hundredth in the last fifth of the evaluations, at least 10 000 of them.
    Stalled,
    /// The constraints leave no point of the set. The multipliers λ prove it: λ'(Cz − upper) is positive for all z of the set. The point
    /// violates the constraints about as little as can be.
    Infeasible,
    /// It has not converged, and the map, which is data and affine, of at most 1000 variables, is not monotone.
    NotMonotone,
}

/// The best point that was found.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct VariationalInequalitySolution {
    /// How the search ended.
    pub status: VariationalInequalityStatus,
    /// The point, which is in the set.
    pub solution: Vector,
    /// How far the point z is from being a solution: the length of z − P(z − F(z) / s), times s, where P projects onto the set and s is
    /// `scale`. With constraints z has the multipliers λ ≥ 0 after it, and the map is (F(z) + C'λ, upper − C z).
    pub natural_residual: f64,
    /// The unit s of the map for each unit of its variables: the ratio of a small change of the map to that of the point at the start, or
    /// where it was called a solution, whichever is smaller. Where `lipschitz` is given, it is that.
    pub scale: f64,
    /// The largest ⟨F(z), z − u⟩ of a point u of the set, where that is bounded and there are no constraints. Of a monotone map it bounds
    /// what ⟨F(u), z − u⟩ can be, and for a saddle function the duality gap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<f64>,
    /// The multipliers of the constraints, where there are some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multipliers: Option<Vector>,
    /// How often the map was evaluated, for differences too.
    pub evaluations: u32,
    /// How many components were evaluated.
    pub component_evaluations: f64,
    /// How many Newton steps were taken.
    pub newton_steps: u32,
    /// How often the anchor was moved.
    pub restarts: u32,
    /// The method that was used.
    pub method: VariationalInequalityMethod,
    /// The residual after each evaluation, where `history` was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<VariationalInequalityRecord>>,
}

/// How far a search has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct VariationalInequalityRecord {
    /// The number of evaluations of the map.
    pub evaluations: u32,
    /// The number of evaluations of components.
    pub component_evaluations: f64,
    /// The natural residual of the point evaluated last.
    pub natural_residual: f64,
}
