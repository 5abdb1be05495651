//! The problem of `eigenvalues`.

use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, Vector};

/// The eigenvalue problem `A x = λ B x` with a diagonal `B`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EigenvaluesProblem {
    /// The square matrix `A`: dense, of any kind, or sparse and symmetric.
    pub matrix: AnyMatrix,
    /// The diagonal of `B`, with entries from 1e-50 to 1e50. Default: ones.
    pub mass_diagonal: Option<Vector>,
    /// The number of eigenvalues, at least 1 and at most the number of rows; of a sparse matrix at most 200. Default: all
    /// of a dense matrix, and 6 of a sparse one. If it separates two conjugate eigenvalues, both are returned.
    pub count: Option<u32>,
    /// The part of the spectrum. Default: `smallest` for symmetric matrices, and `largest` for others.
    pub which: Option<Which>,
    /// The number for `nearest`.
    #[serde(default)]
    pub shift: f64,
    /// The method.
    #[serde(default)]
    pub method: EigenvaluesMethod,
    /// The tolerance on `residuals`, relative to the maximum norm of `A` and the 2-norm of the eigenvector; above 0 and
    /// below 1.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The maximum number of iterations, at least 1.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Whether to return eigenvectors.
    #[serde(default = "default_vectors")]
    pub vectors: bool,
}

fn default_tolerance() -> f64 {
    1e-10
}

fn default_max_iterations() -> u32 {
    10_000
}

fn default_vectors() -> bool {
    true
}

/// A part of the spectrum. The eigenvalues of matrices that are not symmetric are ordered by their modulus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Which {
    /// The smallest eigenvalues.
    Smallest,
    /// The largest eigenvalues.
    Largest,
    /// The eigenvalues nearest to `shift`.
    Nearest,
}

/// The method for eigenvalues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum EigenvaluesMethod {
    /// All eigenvalues by a dense decomposition for dense matrices, and for sparse ones with at most 300 rows; otherwise
    /// `shiftInvert`, or `lobpcg` if the factor would have more than 30 million entries.
    #[default]
    Auto,
    /// Lanczos iterations with the inverse of a shifted matrix, for symmetric matrices. The inertia of two factorizations
    /// proves that no eigenvalue was missed.
    ShiftInvert,
    /// The locally optimal block preconditioned conjugate gradient method, for symmetric matrices and the smallest or
    /// largest eigenvalues. Needs no factorization; it cannot prove that no eigenvalue was missed.
    Lobpcg,
}
