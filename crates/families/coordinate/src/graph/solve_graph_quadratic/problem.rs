//! The problem of `solveGraphQuadratic`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{SparseMatrix, VectorOrMatrix};

/// A quadratic on a graph: the solution `x` minimizes `x'Ax/2 - b'x`, and solves `A x = b`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GraphQuadraticProblem {
    /// The matrix `A`: sparse, symmetric with both triangles stored, and positive definite.
    pub matrix: SparseMatrix,
    /// The right side `b`, with an entry for each row of the matrix, or several right sides as the columns of a matrix.
    pub right_side: VectorOrMatrix,
    /// The starting point, in the form of `rightSide`. Default: zeros.
    pub initial: Option<VectorOrMatrix>,
    /// The solver.
    #[serde(default)]
    pub method: GraphMethod,
    /// The tolerance: the norm of `b - A x` divided by the norm of `b`; above 0 and below 1.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The maximum number of iterations for each right side, at least 1. Default: 10 000.
    pub max_iterations: Option<u32>,
}

pub(crate) fn default_tolerance() -> f64 {
    1e-8
}

/// The solver for a quadratic on a graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum GraphMethod {
    /// Eliminates leaves and chains exactly if there are many. Then chooses among the first four methods below by the
    /// size of the rest, the growth of neighborhoods, the convergence of a few iterations of `cg`, and the cost of a
    /// factorization.
    #[default]
    Auto,
    /// A sparse Cholesky factorization with approximate minimum degree ordering: for small or nearly planar graphs, and
    /// for many right sides.
    Cholesky,
    /// Conjugate gradients with an algebraic multigrid cycle: for large graphs with few labels, which have
    /// ill-conditioned matrices.
    Amg,
    /// Conjugate gradients by message passing: one forest is eliminated exactly, and another preconditions the rest. If
    /// two forests do not cover the graph, a sweep over all forests is the preconditioner.
    ForestCg,
    /// Conjugate gradients with Jacobi preconditioning.
    Cg,
    /// Block descent that cycles over the forests of a partition and solves each exactly: for study; many times slower.
    ForestBcd,
    /// Block descent over forests grown in each iteration from the largest gradient entries: for study.
    GreedyForestBcd,
}
