//! Dense products by faer.

use faer::linalg::matmul::triangular::{BlockStructure, matmul};
use faer::linalg::triangular_inverse::invert_upper_triangular;
use faer::{Accum, Mat, MatMut, MatRef, Par, Side};

/// See [`super::add_gram`].
pub(super) fn add_gram(rows: &[f64], gram: &mut Mat<f64>) {
    let width = gram.ncols();
    let rows = MatRef::from_row_major_slice(rows, rows.len() / width, width);
    matmul(
        gram.as_mut(),
        BlockStructure::TriangularLower,
        Accum::Add,
        rows.transpose(),
        BlockStructure::Rectangular,
        rows,
        BlockStructure::Rectangular,
        1.0,
        Par::Seq,
    );
}

/// See [`super::write_product`].
pub(super) fn write_product(rows: &[f64], transform: MatRef<'_, f64>, is_triangular: bool, products: &mut [f64]) {
    let height = rows.len() / transform.nrows();
    matmul(
        MatMut::from_row_major_slice_mut(products, height, transform.ncols()),
        BlockStructure::Rectangular,
        Accum::Replace,
        MatRef::from_row_major_slice(rows, height, transform.nrows()),
        BlockStructure::Rectangular,
        transform,
        if is_triangular { BlockStructure::TriangularUpper } else { BlockStructure::Rectangular },
        1.0,
        Par::Seq,
    );
}

/// See [`super::triangle`].
pub(super) fn triangle(matrix: MatRef<'_, f64>) -> Mat<f64> {
    matrix.qr().thin_R().to_owned()
}

pub(super) const ROUGH_EPSILON: f64 = f64::EPSILON;

/// See [`super::add_rough_gram`].
pub(super) fn add_rough_gram(rows: &[f64], gram: &mut Mat<f64>) {
    add_gram(rows, gram);
}

/// See [`super::add_transposed_product`].
pub(super) fn add_transposed_product(left: &[f64], right: &[f64], sum: &mut Mat<f64>) {
    let height = left.len() / sum.nrows();
    let left = MatRef::from_row_major_slice(left, height, sum.nrows());
    let right = MatRef::from_row_major_slice(right, height, sum.ncols());
    faer::linalg::matmul::matmul(sum.as_mut(), Accum::Add, left.transpose(), right, 1.0, Par::Seq);
}

/// See [`super::cholesky`].
pub(super) fn cholesky(gram: &Mat<f64>) -> Option<Mat<f64>> {
    Some(gram.llt(Side::Lower).ok()?.L().transpose().to_owned())
}

/// See [`super::inverse_of_triangle`].
pub(super) fn inverse_of_triangle(triangle: &Mat<f64>) -> Mat<f64> {
    let mut inverse = Mat::zeros(triangle.nrows(), triangle.ncols());
    invert_upper_triangular(inverse.as_mut(), triangle.as_ref(), Par::Seq);
    inverse
}
