//! What the caller gives.

use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, Vector, VectorOrAnyMatrix};

/// Find the least `x'Px / 2 + q'x` with `lower <= x <= upper` and `constraintLower <= Ax <= constraintUpper`, for a positive
/// semidefinite P: a convex quadratic program, or without P a linear one.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuadraticProgramProblem {
    /// P: a symmetric matrix, dense or sparse, or the vector of its diagonal. What is above the diagonal is zero or the mirror
    /// image of what is below. Default: zeros, which make a linear program.
    pub hessian: Option<VectorOrAnyMatrix>,
    /// q, a number for each variable.
    pub linear: Vector,
    /// A, dense or sparse: a row for each constraint, a column for each variable. Default: no rows.
    pub constraint_matrix: Option<AnyMatrix>,
    /// What each row's product with the variables is at least; -∞, or -1e20 and below, for no bound. Where both ends are equal, the row is an
    /// equation. Default: no bounds.
    pub constraint_lower: Option<Vector>,
    /// What each row's product with the variables is at most; ∞, or 1e20 and above, for no bound. Default: no bounds.
    pub constraint_upper: Option<Vector>,
    /// What each variable is at least; -∞, or -1e20 and below, for no bound. Default: no bounds.
    pub lower: Option<Vector>,
    /// What each variable is at most; ∞, or 1e20 and above, for no bound. Where both bounds are equal, the variable is fixed. Default: no bounds.
    pub upper: Option<Vector>,
    /// What the residuals and the duality gap of a solution are at most, each over the larger of 1 and the size of what it is the
    /// difference of: the primal residual over the largest product of a row, the dual one over the largest entry of Px, q and
    /// A'λ, the gap over the larger of |x'Px| and |q'x|. Mostly they are as small as rounding allows.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The most iterations.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Where to start. With multipliers, which say what ends are active, a solution nearby is found in a step or two. Default:
    /// zeros where there are multipliers.
    pub initial: Option<Vector>,
    /// The multipliers of the rows to start with. Default: zeros where one of the others is there.
    pub initial_multipliers: Option<Vector>,
    /// The multipliers of the bounds to start with. Default: zeros where one of the others is there.
    pub initial_bound_multipliers: Option<Vector>,
}

pub(super) fn default_tolerance() -> f64 {
    1e-9
}

pub(super) fn default_max_iterations() -> u32 {
    100
}

impl QuadraticProgramProblem {
    /// The problem of this objective without bounds or rows, with the default of all else.
    pub fn new(hessian: Option<VectorOrAnyMatrix>, linear: Vector) -> Self {
        Self {
            hessian,
            linear,
            constraint_matrix: None,
            constraint_lower: None,
            constraint_upper: None,
            lower: None,
            upper: None,
            tolerance: default_tolerance(),
            max_iterations: default_max_iterations(),
            initial: None,
            initial_multipliers: None,
            initial_bound_multipliers: None,
        }
    }
}
