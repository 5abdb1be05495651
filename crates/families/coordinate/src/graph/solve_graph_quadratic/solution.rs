//! The solution of `solveGraphQuadratic`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector, VectorOrMatrix};

/// The minimum of a quadratic on a graph.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GraphQuadraticSolution {
    /// `converged` if the residual is within `tolerance`, `stalled` if rounding prevents that.
    pub status: Ending,
    /// The minimizer `x`, in the form of `rightSide`.
    pub solution: VectorOrMatrix,
    /// The norm of `b - A x` divided by the norm of `b`, computed from the solution; for several right sides the
    /// maximum. 0 if `b` is 0.
    pub relative_residual: f64,
    /// `x'Ax/2 - b'x` for each right side.
    pub objectives: Vector,
    /// The number of iterations, for several right sides the maximum; 0 for elimination.
    pub iterations: u32,
    /// The method used.
    pub method: GraphRoute,
    /// The number of variables eliminated as leaves or links of chains before the rest was solved.
    pub eliminated: u32,
}

/// The method that solved a quadratic on a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum GraphRoute {
    /// Elimination of leaves and chains alone.
    Elimination,
    /// A sparse Cholesky factorization.
    Cholesky,
    /// Conjugate gradients with a multigrid cycle.
    Amg,
    /// Conjugate gradients with forests.
    ForestCg,
    /// Conjugate gradients with Jacobi preconditioning.
    Cg,
    /// Block descent over the forests of a partition.
    ForestBcd,
    /// Block descent over forests chosen in each iteration.
    GreedyForestBcd,
}

/// The progress of a solve.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GraphProgress {
    /// The index of the current right side, from 0.
    pub column: u32,
    /// The number of iterations for it so far.
    pub iterations: u32,
}
