//! The caller's problem for `lsqr` and `lsmr`.

use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, Matrix, Vector};

/// A least-squares problem for an iterative method: the `x` that minimizes `|A x - b|^2 + ridge |x|^2`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "KrylovProblem")]
pub struct KrylovProblem<M = AnyMatrix> {
    /// The matrix `A`: tall, square or wide.
    pub matrix: M,
    /// The right-hand side `b`, with one entry per row of the matrix.
    pub right_side: Vector,
    /// The coefficient of `|x|^2` in the objective; zero or positive.
    #[serde(default)]
    pub ridge: f64,
    /// The relative size of changes to `A` and `b` for which the returned point would be exact: the iteration stops
    /// once the residual is at most this times `|A| |x| + |b|`, or the residual of the normal equations at most this
    /// times `|A|` times the residual. Below 1; values below rounding error count as rounding error.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// Stops once the estimated condition number of `A` (with `ridge`, preconditioned) exceeds this; at least 1. If it
    /// is large the iterates grow in directions that the data do not determine, and stopping keeps them small.
    #[serde(default = "default_condition_limit")]
    pub condition_limit: f64,
    /// The maximum number of iterations, each one product with `A` and one with its transpose; at least 1. Default:
    /// four times the number of columns, and at least 100.
    pub max_iterations: Option<u32>,
    /// The initial point, with one entry per column of the matrix. From zero, the default, the iteration converges to
    /// the minimizer of minimum norm.
    pub initial: Option<Vector>,
    /// An upper triangular matrix `R`; entries below the diagonal are ignored. The iteration works on `A R^-1`, which
    /// should be better conditioned than `A`. A suitable choice is the factor `R` of a sketch of `A`.
    pub preconditioner: Option<Matrix>,
    /// Whether to return a record of each iteration.
    #[serde(default)]
    pub history: bool,
}

fn default_tolerance() -> f64 {
    1e-10
}

fn default_condition_limit() -> f64 {
    1e12
}
