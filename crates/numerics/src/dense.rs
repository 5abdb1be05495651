//! Products of dense row-major blocks, and factorizations of these blocks and of their Gram matrices.
//!
//! In WebAssembly, products use loops of our own, which reach nine tenths of the speed possible with registers of two
//! numbers; faer reached a third. Factorizations are faer's. Its functions are generic, so every crate that calls them
//! compiles everything below them. The functions here are not generic, and families share the compiled code.

#[cfg(not(target_arch = "wasm32"))]
mod by_faer;
#[cfg(target_arch = "wasm32")]
mod by_registers;
mod decompositions;
pub(crate) mod panels;
mod singular;
mod spectrum;
mod triangle;
mod views;

use crate::parallel::Parallelism;
use crate::vectors::{add_scaled, dot};
#[cfg(not(target_arch = "wasm32"))]
use by_faer as selected;
#[cfg(target_arch = "wasm32")]
use by_registers as selected;
use faer::linalg::solvers::{PartialPivLu, Solve};
use faer::linalg::triangular_inverse::invert_upper_triangular;
use faer::{Mat, MatMut, MatRef, Par};
use std::ops::RangeInclusive;

pub use decompositions::{Qr, cholesky_in_place, orthonormal_columns, pivoted_qr, qr, singular_values, svd, thin_svd};
pub use panels::cholesky_in_time;
pub use singular::Singular;
pub use spectrum::{Spectrum, general_eigen, semidefinite_solve, symmetric_eigen, symmetric_eigenvalues};
pub use views::{multiply, solve_lower_triangle, solve_upper_triangle};

/// Adds the Gram matrix of the columns of `rows` to the lower triangle of `gram`. Entries above the diagonal are
/// undefined afterwards.
pub fn add_gram(rows: &[f64], gram: &mut Mat<f64>) {
    selected::add_gram(rows, gram);
}

/// Writes the product of `rows` with `transform` into `products`. Set `is_triangular` if `transform` is upper
/// triangular.
pub fn write_product(rows: &[f64], transform: MatRef<'_, f64>, is_triangular: bool, products: &mut [f64]) {
    selected::write_product(rows, transform, is_triangular, products);
}

/// Adds the product of the leading columns of rows of width `width` with `factors` to the columns of `sums`, of equal
/// width, from `place` on.
pub fn add_product(rows: &[f64], width: usize, factors: MatRef<'_, f64>, place: usize, sums: &mut [f64]) {
    selected::add_product(rows, width, factors, place, sums);
}

/// The triangular factor of a QR factorization, with as many rows as the smaller dimension of `matrix`. Dependent
/// columns leave pivots at rounding level, or zeros.
pub fn triangle(mut matrix: Mat<f64>, parallelism: Parallelism) -> Mat<f64> {
    triangle::triangularize(matrix.as_mut(), parallelism);
    Mat::from_fn(matrix.nrows().min(matrix.ncols()), matrix.ncols(), |i, j| if i <= j { matrix[(i, j)] } else { 0.0 })
}

/// The machine epsilon of [`add_rough_gram`].
pub const ROUGH_EPSILON: f64 = selected::ROUGH_EPSILON;

/// Adds the Gram matrix like [`add_gram`], but in single precision in WebAssembly, whose registers hold only two
/// doubles. The entries and their squares must be in its range. On other targets, double precision takes hardly longer
/// than reading the rows.
pub fn add_rough_gram(rows: &[f64], gram: &mut Mat<f64>) {
    selected::add_rough_gram(rows, gram);
}

/// Adds the product of the transpose of `left` with `right` to `sum`. The dimensions of `sum` determine their widths.
pub fn add_transposed_product(left: &[f64], right: &[f64], sum: &mut Mat<f64>) {
    selected::add_transposed_product(left, right, sum);
}

/// The upper triangular factor R, R' R = `gram`. Only the lower triangle is read. `None` if rounding leaves a
/// nonpositive pivot.
pub fn cholesky(mut gram: Mat<f64>) -> Option<Mat<f64>> {
    cholesky_in_place(gram.as_mut())?;
    Some(transpose_of_lower(&gram))
}

/// Columns per tile of a transposition: a cache line of numbers.
const TILE: usize = 8;

/// The transpose of a lower triangle, tile by tile. Entry by entry it takes as long as factorizing a hundred columns.
fn transpose_of_lower(lower: &Mat<f64>) -> Mat<f64> {
    let size = lower.ncols();
    let mut upper = Mat::zeros(size, size);
    for first in (0..size).step_by(TILE) {
        for j in first..size {
            let column = upper.col_as_slice_mut(j);
            (first..size.min(first + TILE).min(j + 1)).for_each(|i| column[i] = lower[(j, i)]);
        }
    }
    upper
}

/// The triangular factor of a symmetric matrix plus the smallest sufficient multiple of the identity, and that
/// multiple. Tries 0, then `scale` times the first of `shifts`, growing tenfold up to the last, until [`cholesky`]
/// succeeds and `is_sound` accepts.
pub fn shifted_cholesky(
    matrix: &Mat<f64>,
    scale: f64,
    shifts: RangeInclusive<f64>,
    is_sound: impl Fn(&Mat<f64>, f64) -> bool,
) -> Option<(Mat<f64>, f64)> {
    let mut relative = 0.0;
    while relative <= *shifts.end() {
        let shift = relative * scale;
        let mut shifted = matrix.clone();
        (0..matrix.ncols()).for_each(|k| shifted[(k, k)] += shift);
        if let Some(root) = cholesky(shifted).filter(|root| is_sound(root, shift)) {
            return Some((root, shift));
        }
        relative = shifts.start().max(SHIFT_GROWTH * relative);
    }
    None
}

/// The factor between successive shifts. A larger one takes fewer attempts, but overshoots the smallest sufficient
/// shift.
const SHIFT_GROWTH: f64 = 10.0;

/// The lower triangle of the Gram matrix of the columns of `matrix`. Set `is_triangular` if `matrix` is upper
/// triangular. Entries above the diagonal are undefined.
pub fn gram(matrix: &Mat<f64>, is_triangular: bool) -> Mat<f64> {
    if is_triangular {
        return selected::gram_of_triangle(matrix);
    }
    let mut gram = Mat::zeros(matrix.ncols(), matrix.ncols());
    add_gram(&rows_of(matrix), &mut gram);
    gram
}

/// The product of two upper triangular matrices.
pub fn product_of_triangles(left: &Mat<f64>, right: &Mat<f64>) -> Mat<f64> {
    let size = right.ncols();
    let mut product = vec![0.0; size * size];
    write_product(&rows_of(left), right.as_ref(), true, &mut product);
    MatRef::from_row_major_slice(&product, size, size).to_owned()
}

/// The entries of a matrix in row-major order.
fn rows_of(matrix: &Mat<f64>) -> Vec<f64> {
    matrix.row_iter().flat_map(|row| row.iter().copied()).collect()
}

/// Solves R' x = `vector` in place, for an upper triangular R.
pub fn solve_transposed_triangle(triangle: &Mat<f64>, vector: &mut [f64]) {
    for k in 0..vector.len() {
        let column = triangle.col_as_slice(k);
        vector[k] = (vector[k] - dot(&column[..k], &vector[..k])) / column[k];
    }
}

/// Solves R' R x = `vector` in place, for an upper triangular R.
pub fn solve_by_root(root: &Mat<f64>, vector: &mut [f64]) {
    solve_transposed_triangle(root, vector);
    for k in (0..vector.len()).rev() {
        let column = root.col_as_slice(k);
        vector[k] /= column[k];
        let (before, from_here) = vector.split_at_mut(k);
        add_scaled(before, -from_here[0], &column[..k]);
    }
}

/// The inverse of an upper triangular matrix; not finite if it is singular.
pub fn inverse_of_triangle(triangle: &Mat<f64>) -> Mat<f64> {
    let mut inverse = Mat::zeros(triangle.nrows(), triangle.ncols());
    invert_upper_triangular(inverse.as_mut(), triangle.as_ref(), Par::Seq);
    inverse
}

/// Solves a square linear system; `None` if the solution is not finite, because the matrix is singular or nearly so.
pub fn solve(matrix: &Mat<f64>, right_side: &[f64]) -> Option<Vec<f64>> {
    Lu::new(matrix).solve(right_side)
}

/// The LU factorization of a square matrix with partial pivoting.
pub struct Lu(PartialPivLu<f64>);

impl Lu {
    /// Factorizes any square matrix.
    pub fn new(matrix: &Mat<f64>) -> Self {
        Self(matrix.partial_piv_lu())
    }

    /// Solves a system; `None` if the solution is not finite.
    pub fn solve(&self, right_side: &[f64]) -> Option<Vec<f64>> {
        let mut solution = Mat::from_fn(right_side.len(), 1, |i, _| right_side[i]);
        self.0.solve_in_place(solution.as_mut());
        let solution = solution.col_as_slice(0).to_vec();
        solution.iter().all(|entry| entry.is_finite()).then_some(solution)
    }

    /// Replaces a right side by the solution, which is not finite if the matrix is singular.
    pub fn solve_in_place(&self, values: &mut [f64]) {
        let rows = values.len();
        self.0.solve_in_place(MatMut::from_column_major_slice_mut(values, rows, 1));
    }

    /// Replaces a right side by the solution of the transposed system.
    pub fn solve_transposed_in_place(&self, values: &mut [f64]) {
        let rows = values.len();
        self.0.solve_transpose_in_place(MatMut::from_column_major_slice_mut(values, rows, 1));
    }

    /// The smallest magnitude of a pivot.
    pub fn smallest_pivot(&self) -> f64 {
        let diagonal = self.0.U().diagonal().column_vector();
        diagonal.iter().fold(f64::INFINITY, |smallest, entry| smallest.min(entry.abs()))
    }

    /// Returns whether the determinant is negative.
    pub fn has_negative_determinant(&self) -> bool {
        let diagonal = self.0.U().diagonal().column_vector();
        let negative = diagonal.iter().filter(|entry| **entry < 0.0).count();
        (negative + self.0.P().arrays().0.len() - cycles(self.0.P().arrays().0)) % 2 == 1
    }
}

/// The number of cycles of a permutation.
fn cycles(permutation: &[usize]) -> usize {
    let mut is_seen = vec![false; permutation.len()];
    let mut count = 0;
    for start in 0..permutation.len() {
        count += usize::from(!is_seen[start]);
        let mut place = start;
        while !is_seen[place] {
            is_seen[place] = true;
            place = permutation[place];
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn determinants_have_their_signs() {
        for (rows, is_negative) in [([[0.0, 1.0], [1.0, 0.0]], true), ([[0.0, -1.0], [1.0, 0.0]], false)] {
            let matrix = Mat::from_fn(2, 2, |i, j| rows[i][j]);
            assert_eq!(Lu::new(&matrix).has_negative_determinant(), is_negative);
        }
        let matrix = Mat::from_fn(3, 3, |i, j| [[0.0, 2.0, 1.0], [1.0, 0.0, 1.0], [3.0, 1.0, 0.0]][i][j]);
        assert!(!Lu::new(&matrix).has_negative_determinant());
        let solution = solve(&matrix, &[4.0, 2.0, 5.0]).expect("regular");
        let product: Vec<_> = (0..3).map(|i| (0..3).map(|j| matrix[(i, j)] * solution[j]).sum::<f64>()).collect();
        assert!(product.iter().zip([4.0, 2.0, 5.0]).all(|(found, expected)| (found - expected).abs() < 1e-14));
        assert_eq!(solve(&Mat::zeros(2, 2), &[1.0, 0.0]), None);
    }
}
