//! Singular value, QR and Cholesky factorizations.

use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::cholesky::llt::factor;
use faer::linalg::solvers::{ColPivQr, Svd};
use faer::{Mat, MatMut, MatRef, Par};

/// The singular values of a matrix in descending order; `None` if the iteration does not converge.
pub fn singular_values(matrix: MatRef<'_, f64>) -> Option<Vec<f64>> {
    matrix.singular_values().ok()
}

/// The singular value decomposition U S V' of a matrix, with square U and V; `None` if it does not converge.
pub fn svd(matrix: MatRef<'_, f64>) -> Option<Svd<f64>> {
    matrix.svd().ok()
}

/// The thin singular value decomposition U S V' of a matrix, with one column of U and V per singular value; `None` if
/// it does not converge.
pub fn thin_svd(matrix: MatRef<'_, f64>) -> Option<Svd<f64>> {
    matrix.thin_svd().ok()
}

/// The thin QR factorization of a matrix. The number of columns of Q and of rows of R is the smaller dimension of the
/// matrix.
pub struct Qr {
    /// Q, with orthonormal columns.
    pub q: Mat<f64>,
    /// R, upper triangular.
    pub r: Mat<f64>,
}

/// The QR factorization of a matrix by Householder reflections.
pub fn qr(matrix: MatRef<'_, f64>) -> Qr {
    let decomposition = matrix.qr();
    Qr { q: decomposition.compute_thin_Q(), r: decomposition.thin_R().to_owned() }
}

/// The QR factorization with column pivoting.
pub fn pivoted_qr(matrix: MatRef<'_, f64>) -> ColPivQr<f64> {
    matrix.col_piv_qr()
}

/// The columns of Q of a pivoted factorization, as many as the smaller dimension of the matrix.
pub fn orthonormal_columns(decomposition: &ColPivQr<f64>) -> Mat<f64> {
    decomposition.compute_thin_Q()
}

/// Replaces the lower triangle of a symmetric matrix by L, with L L' equal to the matrix. Only the lower triangle is
/// read, and entries above the diagonal are undefined afterwards. `None` if rounding leaves a nonpositive pivot.
pub fn cholesky_in_place(matrix: MatMut<'_, f64>) -> Option<()> {
    let scratch = factor::cholesky_in_place_scratch::<f64>(matrix.ncols(), Par::Seq, Default::default());
    let mut memory = MemBuffer::new(scratch);
    let stack = MemStack::new(&mut memory);
    factor::cholesky_in_place(matrix, Default::default(), Par::Seq, stack, Default::default()).ok().map(drop)
}
