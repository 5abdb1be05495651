//! What the caller gives to `lsqr` and `lsmr`.

use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, Matrix, Vector};

/// A least-squares problem for an iterative method: the `x` that minimises `|A x - b|^2 + ridge |x|^2`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "KrylovProblem")]
pub struct KrylovProblem<M = AnyMatrix> {
    /// The matrix `A`: tall, square or wide.
    pub matrix: M,
    /// The right side `b`, as long as the matrix has rows.
    pub right_side: Vector,
    /// The factor of `|x|^2` in what is minimised; zero or positive.
    #[serde(default)]
    pub ridge: f64,
    /// The relative size of changes to `A` and `b` for which the returned point would be exact: the iteration stops once the
    /// residual is at most this times `|A| |x| + |b|`, or the residual of the normal equations at most this times `|A|`
    /// times the residual. Below 1; what is less than rounding is taken for rounding.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// Stop once the estimated condition number of `A` (with `ridge`, preconditioned) exceeds this; at least 1. Where it is
    /// large the iterates grow in directions that the data say nothing about, and stopping keeps them small.
    #[serde(default = "default_condition_limit")]
    pub condition_limit: f64,
    /// The most iterations, each one product with `A` and one with its transpose; at least 1. Default: four times as many as
    /// there are columns, and 100 at least.
    pub max_iterations: Option<u32>,
    /// Where to start, as long as the matrix has columns. From zero, which is the default, the iteration goes to the shortest
    /// of several minimisers.
    pub initial: Option<Vector>,
    /// An upper triangular matrix `R`, of which only that triangle is read: the iteration works on `A R^-1`, which should be
    /// better conditioned than `A`. The factor `R` of a sketch of `A` is such a one.
    pub preconditioner: Option<Matrix>,
    /// Whether to record every iteration.
    #[serde(default)]
    pub history: bool,
}

fn default_tolerance() -> f64 {
    1e-10
}

fn default_condition_limit() -> f64 {
    1e12
}
