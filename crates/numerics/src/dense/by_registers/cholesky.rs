//! Cholesky's decomposition and the inverse of triangles, a panel of columns at a time.

use super::{Group, Panels, Registers, WIDTH};
use faer::Mat;

/// See [`super::super::cholesky`].
pub(in super::super) fn cholesky(gram: &Mat<f64>) -> Option<Mat<f64>> {
    let size = gram.ncols();
    let mut root = Panels::zeros(size, size);
    for first in (0..size).step_by(WIDTH) {
        let end = size.min(first + WIDTH);
        let (before, panel) = root.entries.split_at_mut(first / WIDTH * size);
        for k in 0..end {
            let column = if k < first { &before[k / WIDTH * size..] } else { &*panel };
            let mut part = Registers::zeros();
            for (factors, row) in column[..k].iter().zip(&*panel) {
                part = part.plus(factors[k % WIDTH], Registers::of(row));
            }
            let part = part.numbers();
            let row: Group =
                std::array::from_fn(|j| if first + j < size { gram[(first + j, k)] - part[j] } else { 0.0 });
            let pivot = if k < first { column[k][k % WIDTH] } else { row[k % WIDTH].sqrt() };
            if !(pivot > 0.0 && pivot.is_finite()) {
                return None;
            }
            panel[k] = row.map(|entry| entry / pivot);
        }
    }
    Some(root.upper_part(size, size))
}

/// See [`super::super::inverse_of_triangle`].
pub(in super::super) fn inverse_of_triangle(triangle: &Mat<f64>) -> Mat<f64> {
    let size = triangle.ncols();
    let mut inverse = Panels::of_matrix(Mat::identity(size, size).as_ref());
    for (j, panel) in inverse.entries.chunks_exact_mut(size).enumerate() {
        for k in (0..size.min((j + 1) * WIDTH)).rev() {
            let column = triangle.col_as_slice(k);
            let row = panel[k].map(|entry| entry / column[k]);
            panel[k] = row;
            let row = Registers::of(&row);
            for (entries, factor) in panel[..k].iter_mut().zip(column) {
                *entries = Registers::of(entries).plus(-factor, row).numbers();
            }
        }
    }
    inverse.upper_part(size, size)
}
