//! Dense products by faer.

use faer::linalg::matmul::triangular::{BlockStructure, matmul};
use faer::{Accum, Mat, MatMut, MatRef, Par};

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

/// See [`super::add_product`].
pub(super) fn add_product(rows: &[f64], width: usize, factors: MatRef<'_, f64>, place: usize, sums: &mut [f64]) {
    let height = rows.len() / width;
    let rows = MatRef::from_row_major_slice(rows, height, width).subcols(0, factors.nrows());
    let sums = MatMut::from_row_major_slice_mut(sums, height, width).subcols_mut(place, factors.ncols());
    faer::linalg::matmul::matmul(sums, Accum::Add, rows, factors, 1.0, Par::Seq);
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

/// [`super::gram`] for an upper triangular matrix.
pub(super) fn gram_of_triangle(triangle: &Mat<f64>) -> Mat<f64> {
    let mut gram = Mat::zeros(triangle.ncols(), triangle.ncols());
    matmul(
        gram.as_mut(),
        BlockStructure::TriangularLower,
        Accum::Replace,
        triangle.transpose(),
        BlockStructure::TriangularLower,
        triangle.as_ref(),
        BlockStructure::TriangularUpper,
        1.0,
        Par::Seq,
    );
    gram
}
