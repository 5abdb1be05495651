//! The caller's problem for `solveConsistent`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Vector};

/// A consistent system of linear equations, `A x = b`, to be solved for the solution nearest to `initial`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SolveConsistentProblem {
    /// The matrix `A`: tall, square or wide, of any rank.
    pub matrix: AnyMatrix,
    /// The right-hand side `b`, with one entry per row of the matrix.
    pub right_side: Vector,
    /// The combinations of equations satisfied by each iteration.
    #[serde(default)]
    pub method: ProjectionMethod,
    /// The number of equations in a block, or of their combinations in a sketch, at least 1; `row` always takes one.
    /// Default: 64, or the number of rows of the matrix if that is less.
    pub block_size: Option<u32>,
    /// The fraction of the last step added to the next one, at least 0 and below 1. About 0.5 halves the iterations for
    /// ill-conditioned systems; too much causes divergence for any system. Not for `sweeps`, which has a better
    /// acceleration.
    #[serde(default)]
    pub momentum: f64,
    /// The initial point, with one entry per column of the matrix. Default: zero, from which the iteration converges to
    /// the minimum-norm solution.
    pub initial: Option<Vector>,
    /// The requested norm of the residual, relative to `|A| |x| + |b|` with the Frobenius norm of `A`: the size of the
    /// changes to `A` and `b` for which the returned point would be exact. Below 1; values below rounding error count
    /// as rounding error.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The maximum number of iterations, at least 1. Default: 1000 sweeps, or as many iterations as use each equation
    /// 1000 times on average.
    pub max_iterations: Option<u32>,
    /// Whether to return a record of each evaluation of the residual.
    #[serde(default)]
    pub history: bool,
}

fn default_tolerance() -> f64 {
    1e-10
}

/// The combinations of equations satisfied by an iteration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ProjectionMethod {
    /// All blocks of a random partition of the equations, forward and backward, accelerated by conjugate gradients: by
    /// far the fewest passes over the matrix. Each block's factorization is stored.
    #[default]
    Sweeps,
    /// One block of a random partition of the equations. Blocks are taken in random order, all of them before one is
    /// repeated.
    BlockRow,
    /// One equation, sampled with a probability proportional to its row's squared norm: Kaczmarz's method.
    Row,
    /// `blockSize` combinations by a new Gaussian sketch of all equations. This and the following methods read the
    /// whole matrix in each iteration.
    Gaussian,
    /// By a new subsampled randomized Hadamard transform.
    Srht,
    /// By a new count sketch.
    CountSketch,
    /// By a new sparse sign sketch.
    SparseSign,
}
