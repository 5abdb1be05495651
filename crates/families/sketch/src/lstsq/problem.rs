//! The caller's problem.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Vector, VectorOrMatrix};

/// A linear least-squares problem: the `x` that minimizes the norm of `A x - b`, with minimum norm if there are
/// several.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "LstsqProblem")]
pub struct LstsqProblem<M = AnyMatrix> {
    /// The matrix `A`: tall, square or wide.
    pub matrix: M,
    /// The right-hand side `b`, with one entry per row of the matrix; or several, as the columns of a matrix.
    pub right_side: VectorOrMatrix,
    /// A weight for each row, zero or positive: the sum of `weights[i] * (A x - b)[i]^2` is minimized. Default: all 1.
    pub weights: Option<Vector>,
    /// Adds `ridge * |x|^2` to the objective; zero or positive.
    #[serde(default)]
    pub ridge: f64,
    /// The solution method.
    #[serde(default)]
    pub method: LstsqMethod,
    /// The requested backward error: the solution is exact for a matrix that differs from the given one by at most
    /// this, relative to its Frobenius norm, with columns scaled to equal norms. Refinement stops there. Default: the
    /// limit of rounding, mostly a few units of 1e-16; `converged` then requires at most 1e-14.
    pub tolerance: Option<f64>,
    /// Singular values below this, relative to the largest, count as zero. They are those of the matrix with columns
    /// scaled to equal norms, so that units of measurement do not matter. Default: dependence up to rounding counts as
    /// zero, that is, if the component of a column independent of the others is below 1e-15 of the matrix's Frobenius
    /// norm.
    pub rank_tolerance: Option<f64>,
    /// The maximum number of refinements of the solution, at least 1.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Whether to return the residual `b - A x` (before weighting). It takes another pass and the memory of
    /// `rightSide`.
    #[serde(default)]
    pub residual: bool,
}

fn default_max_iterations() -> u32 {
    20
}

/// Solution methods for least-squares problems. All end with the same refinement and the same certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LstsqMethod {
    /// `qr` for small problems; the Gram matrix alone for condition numbers below about 1e6; otherwise `qr` with fewer
    /// than 32 rows per column, and `gram` with more. `iterative` for sparse matrices with at least 16 rows per column.
    #[default]
    Auto,
    /// A sample of the rows, or a sketch if the sample is not representative, gives a change of variables that makes
    /// the columns nearly orthonormal; their exact Gram matrix corrects the rest. Takes one pass over the matrix at the
    /// speed of matrix products, and one per refinement.
    Gram,
    /// The sketch's change of variables preconditions conjugate gradients: one pass over the matrix for each of some
    /// thirty iterations, with few operations.
    Iterative,
    /// Householder QR factorization of the full matrix.
    Qr,
    /// Its singular value decomposition.
    Svd,
}
