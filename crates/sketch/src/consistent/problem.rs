//! What the caller gives to `solveConsistent`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Vector};

/// A consistent system of linear equations, `A x = b`: of its solutions, the one nearest to `initial` is wanted.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SolveConsistentProblem {
    /// The matrix `A`: tall, square or wide, of any rank.
    pub matrix: AnyMatrix,
    /// The right side `b`, as long as the matrix has rows.
    pub right_side: Vector,
    /// Which combinations of the equations each iteration satisfies.
    #[serde(default)]
    pub method: ProjectionMethod,
    /// How many equations are in a block, or combinations of them in a sketch, at least 1; `row` always takes one. Default: 64,
    /// or as many as the matrix has rows.
    pub block_size: Option<u32>,
    /// How much of the last step is added to the next one, from 0 and below 1. Some, about 0.5, makes ill-conditioned systems
    /// converge in half of the iterations; too much makes any diverge. `sweeps` has a better acceleration and does not take it.
    #[serde(default)]
    pub momentum: f64,
    /// Where to start, as long as the matrix has columns. Default: zero, from which the iteration goes to the shortest
    /// solution.
    pub initial: Option<Vector>,
    /// The norm of the residual that is asked for, relative to `|A| |x| + |b|` with the Frobenius norm of `A`: the size of the
    /// changes to `A` and `b` for which the returned point would be exact. Below 1; what is less than rounding is taken for
    /// rounding.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The most iterations, at least 1. Default: 1000 sweeps, or as many as take as many equations as there are 1000 times.
    pub max_iterations: Option<u32>,
    /// Whether to record the residual each time that it is looked at.
    #[serde(default)]
    pub history: bool,
}

fn default_tolerance() -> f64 {
    1e-10
}

/// Which combinations of the equations an iteration satisfies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ProjectionMethod {
    /// All blocks of equations in turn, of a random partition, and back again, accelerated by conjugate gradients: by far the
    /// fewest readings of the matrix. Each block's decomposition is kept.
    #[default]
    Sweeps,
    /// One block of equations, of a random partition whose blocks are taken in random order, all of them before one comes
    /// again.
    BlockRow,
    /// One equation, drawn with a probability in proportion to the square of its row's norm: Kaczmarz's method.
    Row,
    /// As many combinations as `blockSize` says by a new Gaussian sketch of all equations. This and the following read the whole
    /// matrix in each iteration.
    Gaussian,
    /// By a new subsampled randomised Hadamard transform.
    Srht,
    /// By a new count sketch.
    CountSketch,
    /// By a new sparse sign sketch.
    SparseSign,
}
