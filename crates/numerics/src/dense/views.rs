//! Products of submatrices, and triangular systems.

use faer::linalg::matmul::matmul;
use faer::linalg::triangular_solve::{solve_lower_triangular_in_place, solve_upper_triangular_in_place};
use faer::{Accum, MatMut, MatRef, Par};

/// Adds `factor` times the product of two matrices to `target`, or replaces `target` by it.
pub fn multiply(target: MatMut<'_, f64>, accum: Accum, left: MatRef<'_, f64>, right: MatRef<'_, f64>, factor: f64) {
    matmul(target, accum, left, right, factor, Par::Seq);
}

/// Solves L X = `right_sides` in place, for a lower triangular L. Entries above its diagonal are not read.
pub fn solve_lower_triangle(lower: MatRef<'_, f64>, right_sides: MatMut<'_, f64>) {
    solve_lower_triangular_in_place(lower, right_sides, Par::Seq);
}

/// Solves R X = `right_sides` in place, for an upper triangular R. Entries below its diagonal are not read.
pub fn solve_upper_triangle(upper: MatRef<'_, f64>, right_sides: MatMut<'_, f64>) {
    solve_upper_triangular_in_place(upper, right_sides, Par::Seq);
}
