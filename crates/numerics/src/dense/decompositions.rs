//! Decompositions by singular values, QR and Cholesky.

use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::cholesky::llt::factor;
use faer::linalg::solvers::{ColPivQr, Svd};
use faer::{Mat, MatMut, MatRef, Par};

/// The singular values of a matrix, descending; `None` where they do not converge.
pub fn singular_values(matrix: MatRef<'_, f64>) -> Option<Vec<f64>> {
    matrix.singular_values().ok()
}

/// The singular value decomposition U S V' of a matrix, U and V square; `None` where it does not converge.
pub fn svd(matrix: MatRef<'_, f64>) -> Option<Svd<f64>> {
    matrix.svd().ok()
}

/// The singular value decomposition U S V' of a matrix, U and V with a column for each singular value; `None` where it does not
/// converge.
pub fn thin_svd(matrix: MatRef<'_, f64>) -> Option<Svd<f64>> {
    matrix.thin_svd().ok()
}

/// A matrix as Q R. Q has as many columns, and R as many rows, as the lesser side of the matrix is long.
pub struct Qr {
    /// Q, whose columns are orthonormal.
    pub q: Mat<f64>,
    /// R, which is upper triangular.
    pub r: Mat<f64>,
}

/// The QR decomposition of a matrix by reflections.
pub fn qr(matrix: MatRef<'_, f64>) -> Qr {
    let decomposition = matrix.qr();
    Qr { q: decomposition.compute_thin_Q(), r: decomposition.thin_R().to_owned() }
}

/// The QR decomposition of a matrix whose columns are exchanged: next is always the one of which most is left.
pub fn pivoted_qr(matrix: MatRef<'_, f64>) -> ColPivQr<f64> {
    matrix.col_piv_qr()
}

/// The columns of Q of such a decomposition, as many as the lesser side of the matrix is long.
pub fn orthonormal_columns(decomposition: &ColPivQr<f64>) -> Mat<f64> {
    decomposition.compute_thin_Q()
}

/// Writes L, where the symmetric matrix is L L', into the lower triangle, which is all that is read. What is above the diagonal
/// afterwards means nothing. `None` where rounding leaves a pivot that is not positive.
pub fn cholesky_in_place(matrix: MatMut<'_, f64>) -> Option<()> {
    let scratch = factor::cholesky_in_place_scratch::<f64>(matrix.ncols(), Par::Seq, Default::default());
    let mut memory = MemBuffer::new(scratch);
    let stack = MemStack::new(&mut memory);
    factor::cholesky_in_place(matrix, Default::default(), Par::Seq, stack, Default::default()).ok().map(drop)
}
