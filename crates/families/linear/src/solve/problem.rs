//! The problem of `solve`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, VectorOrMatrix};

/// A linear system `A x = b`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SolveProblem {
    /// The square matrix `A`, dense or sparse.
    pub matrix: AnyMatrix,
    /// The right side `b`, with an entry for each row of the matrix, or several right sides as the columns of a matrix.
    pub right_side: VectorOrMatrix,
    /// The starting point of iterative methods, in the form of `rightSide`. Default: zeros.
    pub initial: Option<VectorOrMatrix>,
    /// Whether to estimate the condition number; only direct methods do.
    #[serde(default)]
    pub estimate_condition: bool,
    /// Whether to return a record of each iteration.
    #[serde(default)]
    pub history: bool,
    /// The method and its limits.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub settings: Settings,
}

/// The method for a matrix, and its limits for each right side.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Settings {
    /// The method.
    #[serde(default)]
    pub method: SolveMethod,
    /// The preconditioner of an iterative method. If `method` is `auto`, a preconditioner other than `auto` selects an
    /// iterative method.
    #[serde(default)]
    pub preconditioner: Preconditioner,
    /// The relaxation of `ssor`; above 0 and below 2. 1 gives symmetric Gauss–Seidel sweeps.
    #[serde(default = "default_relaxation")]
    pub relaxation: f64,
    /// The tolerance on the relative residual, the norm of `b - A x` divided by the norm of `b`; above 0 and below 1.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The maximum number of iterations for each right side, at least 1. Default: ten times the number of rows, and at
    /// most 10 000.
    pub max_iterations: Option<u32>,
    /// The number of iterations of `gmres` before a restart, at least 1. Memory grows with it: one vector for each.
    #[serde(default = "default_restart")]
    pub restart: u32,
    /// A known property of the matrix, which is then not tested. By default symmetry is tested, and definiteness found
    /// out by a factorization.
    pub structure: Option<Structure>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            method: SolveMethod::Auto,
            preconditioner: Preconditioner::Auto,
            relaxation: default_relaxation(),
            tolerance: default_tolerance(),
            max_iterations: None,
            restart: default_restart(),
            structure: None,
        }
    }
}

pub(crate) fn default_tolerance() -> f64 {
    1e-10
}

pub(crate) fn default_relaxation() -> f64 {
    1.5
}

pub(crate) fn default_restart() -> u32 {
    50
}

/// The method for a linear system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SolveMethod {
    /// Chooses by the form, symmetry and signs of the matrix and by the cost of a factorization, and goes on to another
    /// method if one fails. See the guide for the rules.
    #[default]
    Auto,
    /// Cholesky factorization, for symmetric positive definite matrices.
    Cholesky,
    /// LDL' factorization, for symmetric matrices: with Bunch–Kaufman pivoting up to 400 rows or if `matrix` is dense;
    /// otherwise sparse with a diagonal D and static pivoting, which suits positive definite and saddle-point matrices.
    Ldl,
    /// LU factorization with partial pivoting, for any matrix.
    Lu,
    /// Conjugate gradients, for symmetric positive definite matrices.
    Cg,
    /// MINRES, for symmetric matrices.
    Minres,
    /// GMRES with restarts, for any matrix.
    Gmres,
    /// BiCGSTAB, for any matrix, with less memory than `gmres`.
    Bicgstab,
}

/// A preconditioner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Preconditioner {
    /// For `cg`, `amg` if the matrix has more than 2000 rows, no positive entries off the diagonal and no negative row
    /// sums, else `incompleteCholesky`, or `jacobi` if that fails; for `minres`, `jacobi`; for `gmres` and `bicgstab`,
    /// `incompleteLu`.
    #[default]
    Auto,
    /// No preconditioner.
    None,
    /// Division by the absolute values of the diagonal.
    Jacobi,
    /// Symmetric successive over-relaxation with `relaxation`, for `cg`, `gmres` and `bicgstab`.
    Ssor,
    /// Incomplete Cholesky factorization on the pattern of the matrix, for `cg`.
    IncompleteCholesky,
    /// Incomplete LU factorization on the pattern of the matrix, for `gmres` and `bicgstab`.
    IncompleteLu,
    /// An algebraic multigrid cycle, for `cg`: classical for sparse matrices whose entries jump and have no positive ones
    /// off the diagonal, otherwise by smoothed aggregation.
    Amg,
}

impl Preconditioner {
    /// The name in problems.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::None => "none",
            Self::Jacobi => "jacobi",
            Self::Ssor => "ssor",
            Self::IncompleteCholesky => "incompleteCholesky",
            Self::IncompleteLu => "incompleteLu",
            Self::Amg => "amg",
        }
    }
}

/// A property of a matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Structure {
    /// The matrix is symmetric.
    Symmetric,
    /// The matrix is symmetric and positive definite.
    PositiveDefinite,
    /// The matrix is treated as unsymmetric.
    General,
}
