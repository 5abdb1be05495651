//! What the caller gives to `solveGraphQuadratic`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{SparseMatrix, VectorOrMatrix};

/// A quadratic on a graph: the `x` that minimises `x'Ax/2 - b'x`, which solves `A x = b`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GraphQuadraticProblem {
    /// The matrix `A`: sparse, symmetric with both triangles stored, and positive definite.
    pub matrix: SparseMatrix,
    /// The right side `b`, as long as the matrix has rows; or several, as the columns of a matrix.
    pub right_side: VectorOrMatrix,
    /// The point to start from, in the form of `rightSide`. Default: zeros.
    pub initial: Option<VectorOrMatrix>,
    /// How to solve it.
    #[serde(default)]
    pub method: GraphMethod,
    /// The norm of `b - A x` that is asked for, relative to that of `b`; above 0 and below 1.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The most iterations for each right side, at least 1. Default: 10 000.
    pub max_iterations: Option<u32>,
}

pub(crate) fn default_tolerance() -> f64 {
    1e-8
}

/// How to solve a quadratic on a graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum GraphMethod {
    /// Eliminates leaves and chains exactly where there are many, and then chooses among the first four below by the size of the
    /// rest, by how fast neighbourhoods grow and a few iterations of `cg` converge, and by how much a decomposition would cost.
    #[default]
    Auto,
    /// A sparse Cholesky decomposition in an order of approximate minimum degree: for small or nearly planar graphs and many right
    /// sides.
    Cholesky,
    /// Conjugate gradients with an algebraic multigrid cycle: for large graphs with few labels, whose matrices are
    /// ill-conditioned.
    Amg,
    /// Conjugate gradients by message passing: one forest is eliminated exactly, and another one preconditions the rest. Where two
    /// forests do not cover the graph, a sweep over all of them preconditions.
    ForestCg,
    /// Conjugate gradients with Jacobi's preconditioner.
    Cg,
    /// Block descent over the forests of a partition in turn, each solved exactly: for study; many times slower.
    ForestBcd,
    /// Block descent over forests that are chosen anew in each iteration from where the gradient is largest: for study.
    GreedyForestBcd,
}
