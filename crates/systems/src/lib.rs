//! Sparse linear systems in memory: factorizations and preconditioners shared by several families.
//!
//! | module | contents |
//! |---|---|
//! | [`symmetric`] | checks of symmetric matrices, and products |
//! | [`cholesky`] | sparse Cholesky factorization |
//! | [`lu`] | sparse and banded LU factorization with partial pivoting |
//! | [`scalar`] | real and complex entries |
//! | [`scaling`] | equilibration by powers of two |
//! | [`incomplete`] | incomplete factorizations and symmetric over-relaxation as preconditioners |
//! | [`lanczos`] | eigenvalues of largest modulus of an operator |
//! | [`lobpcg`] | smallest eigenvalues of an operator with a preconditioner |
//! | [`multigrid`] | a multigrid cycle as a preconditioner |

pub mod cholesky;
pub mod incomplete;
pub mod lanczos;
pub mod lobpcg;
pub mod lu;
pub mod multigrid;
pub mod scalar;
pub mod scaling;
pub mod symmetric;

/// Sorts a row of a sparse matrix by columns. The sort is stable. A function of its own, because each instance of a
/// sort takes a few kilobytes in WebAssembly.
pub fn sort_row(row: &mut [(u32, f64)]) {
    row.sort_by_key(|&(column, _)| column);
}
