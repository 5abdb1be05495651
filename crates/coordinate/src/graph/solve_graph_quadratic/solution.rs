//! What the caller gets of `solveGraphQuadratic`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector, VectorOrMatrix};

/// The minimum of a quadratic on a graph.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GraphQuadraticSolution {
    /// `converged` where the residual is as small as was asked for, `stalled` where it no longer falls: rounding forbids what was
    /// asked for.
    pub status: Ending,
    /// The point `x`, in the form of `rightSide`.
    pub solution: VectorOrMatrix,
    /// The norm of `b - A x` over that of `b`, computed from this point; of several right sides the largest. 0 where `b` is.
    pub relative_residual: f64,
    /// `x'Ax/2 - b'x` of each right side.
    pub objectives: Vector,
    /// The iterations done, of several right sides the most; 0 for elimination.
    pub iterations: u32,
    /// How it was solved.
    pub method: GraphRoute,
    /// How many variables were eliminated one by one as leaves or links of chains, before the rest was solved.
    pub eliminated: u32,
}

/// How a quadratic on a graph was solved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum GraphRoute {
    /// By elimination of leaves and chains alone.
    Elimination,
    /// By a sparse Cholesky decomposition.
    Cholesky,
    /// By conjugate gradients with a multigrid cycle.
    Amg,
    /// By conjugate gradients with forests.
    ForestCg,
    /// By conjugate gradients with Jacobi's preconditioner.
    Cg,
    /// By block descent over the forests of a partition.
    ForestBcd,
    /// By block descent over forests chosen anew.
    GreedyForestBcd,
}

/// How far a solve has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GraphProgress {
    /// The right side that is being solved for, from 0.
    pub column: u32,
    /// The iterations done for it.
    pub iterations: u32,
}
