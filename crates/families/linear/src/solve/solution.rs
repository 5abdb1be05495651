//! The solution of `solve`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::VectorOrMatrix;

/// The solution of a linear system.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolveSolution {
    /// The reason for termination; for several right sides the first one other than `converged`.
    pub status: SolveStatus,
    /// The solution `x`, in the form of `rightSide`.
    pub solution: VectorOrMatrix,
    /// The norm of `b - A x` divided by the norm of `b`, computed from the returned `x`; 0 if `b` is 0. For several
    /// right sides the largest.
    pub relative_residual: f64,
    /// The normwise relative backward error, `|b - A x| / (|A| |x| + |b|)` in the maximum norm, computed from the
    /// returned `x`: `x` solves a system with `A` and `b` changed by at most this fraction. For several right sides the
    /// largest.
    pub backward_error: f64,
    /// The number of iterations, for several right sides the largest; 0 for direct methods. An iteration of `bicgstab`
    /// takes two products with the matrix, of other methods one.
    pub iterations: u32,
    /// The method used.
    pub method: SolveRoute,
    /// The preconditioner used; `none` for direct methods.
    pub preconditioner: UsedPreconditioner,
    /// An estimate of the condition number in the 1-norm, from below and rarely by more than a factor of 3. Absent
    /// unless requested, and for iterative methods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<f64>,
    /// The numbers of positive, negative and zero eigenvalues. Only for `ldl`; absent unless it converged or found zero
    /// eigenvalues.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inertia: Option<InertiaCounts>,
    /// The number of entries in the factors. Only for direct methods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub factor_entries: Option<u32>,
    /// A record of each iteration; absent unless requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<SolveProgress>>,
}

/// Reasons for termination of `solve`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SolveStatus {
    /// The relative residual is at most `tolerance`, or the right side and the solution are 0. Direct methods also
    /// converge with a `backwardError` of at most 4 times the rounding unit times the square root of the number of
    /// rows, because rounding then prevents a smaller residual.
    Converged,
    /// The iteration limit was reached.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// Rounding or static pivoting prevents further progress. `backwardError` shows the accuracy reached.
    Stalled,
    /// The matrix is singular to working precision: a pivot of the equilibrated matrix is at rounding level, or the
    /// solution is as large as only such matrices have. The solution is 0.
    Singular,
    /// The method does not apply: a pivot of Cholesky or a curvature of `cg` is not positive, or the recurrence of an
    /// iterative method cannot continue. The solution is 0 or the last iterate.
    Breakdown,
}

/// The method that solved a linear system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SolveRoute {
    /// Cholesky factorization.
    Cholesky,
    /// LDL' factorization.
    Ldl,
    /// LU factorization.
    Lu,
    /// Conjugate gradients.
    Cg,
    /// MINRES.
    Minres,
    /// GMRES.
    Gmres,
    /// BiCGSTAB.
    Bicgstab,
}

/// The preconditioner of an iterative method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum UsedPreconditioner {
    /// None.
    None,
    /// Division by the diagonal.
    Jacobi,
    /// Symmetric successive over-relaxation.
    Ssor,
    /// Incomplete Cholesky factorization.
    IncompleteCholesky,
    /// Incomplete LU factorization.
    IncompleteLu,
    /// Algebraic multigrid.
    Amg,
}

/// The numbers of eigenvalues by sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InertiaCounts {
    /// Positive eigenvalues.
    pub positive: u32,
    /// Negative eigenvalues.
    pub negative: u32,
    /// Eigenvalues that are zero to rounding.
    pub zero: u32,
}

/// The progress of a solve.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolveProgress {
    /// The index of the current right side, from 0.
    pub column: u32,
    /// The number of iterations for it so far.
    pub iterations: u32,
    /// The relative residual, as updated by recurrence.
    pub relative_residual: f64,
}
