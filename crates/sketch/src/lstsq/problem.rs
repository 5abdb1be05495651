//! What the caller gives.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Vector, VectorOrMatrix};

/// A linear least-squares problem: the `x` that minimises the norm of `A x - b`, and where there are several, the shortest of
/// them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "LstsqProblem")]
pub struct LstsqProblem<M = AnyMatrix> {
    /// The matrix `A`: tall, square or wide.
    pub matrix: M,
    /// The right side `b`, as long as the matrix has rows; or several, as the columns of a matrix.
    pub right_side: VectorOrMatrix,
    /// A weight for each row, zero or positive: the sum of `weights[i] * (A x - b)[i]^2` is minimised. Default: all 1.
    pub weights: Option<Vector>,
    /// Adds `ridge * |x|^2` to what is minimised; zero or positive.
    #[serde(default)]
    pub ridge: f64,
    /// How the problem is solved.
    #[serde(default)]
    pub method: LstsqMethod,
    /// The backward error that is asked for: the answer is exact for a matrix that differs from the given one by no more
    /// than this, relative to its Frobenius norm, columns scaled to equal norms. Refinement stops there. Default: all that rounding allows, mostly a few
    /// units of 1e-16, and 1e-14 at least.
    pub tolerance: Option<f64>,
    /// Singular values below this, relative to the largest, count as zero. They are those of the matrix with columns scaled
    /// to equal norms, so that units of measurement do not decide. Default: what rounding leaves in doubt counts as zero, which
    /// is a column of which less than 1e-15 of the matrix's Frobenius norm is independent of others.
    pub rank_tolerance: Option<f64>,
    /// The most refinements of the solution, at least 1.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Whether the result has the residual `b - A x` (before weighting), which takes another pass and the memory of `rightSide`.
    #[serde(default)]
    pub residual: bool,
}

fn default_max_iterations() -> u32 {
    20
}

/// How a least-squares problem is solved. All end with the same refinement and the same certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LstsqMethod {
    /// `qr` for small problems; where the condition number is below about 1e6, the Gram matrix alone; where it is not, `qr` with fewer
    /// than 32 rows a column, and `gram` with more. `iterative` for sparse matrices with at least 16 rows a column.
    #[default]
    Auto,
    /// A sample of the rows, or a sketch where the sample is not like the whole, gives a change of variables that makes its columns
    /// nearly orthonormal; their exact Gram matrix corrects the rest. One reading of the matrix at the speed of matrix products, and
    /// one for each refinement.
    Gram,
    /// The sketch's change of variables as the preconditioner of conjugate gradients: one reading of the matrix for each
    /// of some thirty iterations, and little arithmetic.
    Iterative,
    /// Householder's QR decomposition of the whole matrix.
    Qr,
    /// Its singular value decomposition.
    Svd,
}
