//! The problem statement.

use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, Vector, VectorOrAnyMatrix};

/// Minimizes `x'Px / 2 + q'x` subject to `lower <= x <= upper` and `constraintLower <= Ax <= constraintUpper` for a
/// positive semidefinite P: a convex quadratic program, or without P a linear program.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuadraticProgramProblem {
    /// The program and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub program: QuadraticProgramData<Vector>,
}

/// The fields of one program, or of several with the same matrices. `Numbers` holds the vector of one program, or a row
/// for each of several.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuadraticProgramData<Numbers> {
    /// P: a symmetric matrix, dense or sparse, or the vector of its diagonal. Entries above the diagonal are zero or
    /// mirror those below. Default: zeros, which give a linear program.
    pub hessian: Option<VectorOrAnyMatrix>,
    /// q, one number per variable.
    pub linear: Numbers,
    /// A, dense or sparse: one row per constraint, one column per variable. Default: no rows.
    pub constraint_matrix: Option<AnyMatrix>,
    /// Lower bounds of the rows' products with x; -1e20 and below, including -∞, mean none. Equal bounds make the row
    /// an equation. Default: none.
    pub constraint_lower: Option<Numbers>,
    /// Upper bounds of the rows' products with x; 1e20 and above, including ∞, mean none. Default: none.
    pub constraint_upper: Option<Numbers>,
    /// Lower bounds of the variables; -1e20 and below, including -∞, mean none. Default: none.
    pub lower: Option<Numbers>,
    /// Upper bounds of the variables; 1e20 and above, including ∞, mean none. Equal bounds fix the variable. Default:
    /// none.
    pub upper: Option<Numbers>,
    /// The largest residuals and duality gap of a solution, relative to the larger of 1 and the size of their terms:
    /// the primal residual to the largest product of a row, the dual residual to the largest entry of Px, q and A'λ,
    /// the gap to the larger of |x'Px| and |q'x|. Solutions are usually as accurate as rounding permits.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The iteration limit.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// The starting point. Together with multipliers, which indicate the active bounds, it leads to a nearby solution
    /// in a step or two. Default: zeros if there are initial multipliers.
    pub initial: Option<Vector>,
    /// Initial multipliers of the rows. Default: zeros if another initial value is given.
    pub initial_multipliers: Option<Vector>,
    /// Initial multipliers of the bounds. Default: zeros if another initial value is given.
    pub initial_bound_multipliers: Option<Vector>,
}

fn default_tolerance() -> f64 {
    1e-9
}

fn default_max_iterations() -> u32 {
    100
}

impl<Numbers> QuadraticProgramData<Numbers> {
    /// Programs with this objective, no bounds or rows, and defaults for everything else.
    pub fn new(hessian: Option<VectorOrAnyMatrix>, linear: Numbers) -> Self {
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
