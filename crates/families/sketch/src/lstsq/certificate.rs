//! The backward error estimate that certifies a solution.

use crate::basis::Basis;
use faer::Mat;
use superlinear_numerics::dense::{cholesky, gram, solve_transposed_triangle};
use superlinear_numerics::vectors::{add_scaled, dot, norm};

/// Limit on the rounding error of the squares of R, in units of the smallest singular value of M, for computing M from
/// R. Above it M is computed from the pseudo-inverse, with an error below one such unit for condition numbers up to
/// 1e14.
const LITTLE_ROUNDING: f64 = 1e-3;

/// Estimates the backward error of x with residual r and gradient g = A' r, relative to the Frobenius norm of A:
/// `|(|x|^2 A'A + |r|^2 I)^(-1/2) g| / |A|`. For perturbations of the matrix alone (not right-hand sides), the ratio to
/// the true one is between (sqrt(5) - 1)/2 and 1. The columns of A are scaled to norms near 1, so that a large column
/// does not hide the error of a small one. A bound without a factorization replaces the estimate if it is below
/// `enough`.
///
/// Source: Karlson and Waldén, Estimation of optimal backward perturbation bounds for the linear least squares problem,
/// BIT 37, 1997; Gratton, Jiránek, Titley-Peloquin, On the accuracy of the Karlson-Waldén estimate, SIAM J. Matrix
/// Anal. Appl. 33, 2012.
pub(crate) fn backward_error(
    basis: &Basis,
    solution: &[f64],
    residual_square: f64,
    gradient: &[f64],
    enough: f64,
) -> f64 {
    let root = &basis.root;
    let scaled: Vec<f64> = solution.iter().zip(&basis.scales).map(|(x, scale)| x / scale).collect();
    let (length, residual) = (norm(&scaled), residual_square.sqrt());
    let scale = root.norm_l2();
    if residual == 0.0 || scale == 0.0 {
        return 0.0;
    }
    // Divided by the residual's norm, to avoid squares of extreme numbers and small residuals.
    let ratio = length / residual;
    let weighted: Vec<f64> = gradient.iter().zip(&basis.scales).map(|(slope, scale)| slope * scale).collect();
    // The perturbation A + r x'/|x|^2 makes the residual vanish.
    let bound = if length > 0.0 { residual / length } else { f64::INFINITY };
    let bound = bound.min(norm(&weighted) / residual).min(norm_by_root(basis, ratio, &weighted, gradient) / residual);
    if bound <= enough * scale {
        return bound / scale;
    }
    let estimate = norm_over_root_of_sum(basis, ratio, &weighted) / residual;
    // A bound must not hide NaN.
    if estimate > bound { bound / scale } else { estimate / scale }
}

/// An upper bound on [`norm_over_root_of_sum`]. Its square is the minimum of |v - R' c|^2 + |c / `ratio`|^2 over c; the
/// bound uses the c that makes the first term vanish in exact arithmetic.
fn norm_by_root(basis: &Basis, ratio: f64, vector: &[f64], gradient: &[f64]) -> f64 {
    let mut step = basis.push_forward(&basis.pull_back(gradient));
    step.iter_mut().zip(&basis.scales).for_each(|(entry, scale)| *entry /= scale);
    let mut factors = vec![0.0; basis.root.nrows()];
    step.iter().enumerate().for_each(|(j, &step)| add_scaled(&mut factors, step, basis.root.col_as_slice(j)));
    let rest = vector.iter().enumerate().map(|(j, entry)| entry - dot(basis.root.col_as_slice(j), &factors));
    norm(&rest.collect::<Vec<_>>()).hypot(norm(&factors) / ratio)
}

/// |M^-1 v| for M M' = `ratio`^2 R'R + I, where v is `vector` and R the root of a basis.
///
/// Computed from the Cholesky factorization of M M', or of `ratio`^2 I + B'B for the pseudo-inverse B of R: for the row
/// space component of v, |M^-1 v| is the same for it and B' v. The product of the condition numbers of the two is at
/// most the square of R's, so one of them is at most R's. Infinite if neither matrix is positive definite.
fn norm_over_root_of_sum(basis: &Basis, ratio: f64, vector: &[f64]) -> f64 {
    let rounding = |norm: f64| f64::EPSILON * norm * norm;
    // The columns of a wide matrix's pseudo-inverse are orthogonal, so B'B is accurate, and far smaller than R'R.
    let is_wide = basis.root.nrows() < basis.root.ncols();
    if !is_wide
        && rounding(ratio * basis.root.norm_l2()) < LITTLE_ROUNDING
        && let Some(root) = cholesky(with_squares(basis.gram().clone(), ratio, 1.0))
    {
        return norm_by_triangle(&root, vector.to_vec());
    }
    let (inverse, unseen) = basis.pseudoinverse(vector);
    if let Some(root) = cholesky(with_squares(gram(&inverse, basis.is_triangular), 1.0, ratio)) {
        let seen = (0..inverse.ncols()).map(|k| dot(inverse.col_as_slice(k), vector)).collect();
        return norm_by_triangle(&root, seen).hypot(norm(&unseen));
    }
    f64::INFINITY
}

/// |R^-T v|.
fn norm_by_triangle(triangle: &Mat<f64>, mut vector: Vec<f64>) -> f64 {
    solve_transposed_triangle(triangle, &mut vector);
    norm(&vector)
}

/// `gram` times the square of `factor`, with the square of `shift` added to the diagonal.
fn with_squares(mut gram: Mat<f64>, factor: f64, shift: f64) -> Mat<f64> {
    for j in 0..gram.ncols() {
        let column = gram.col_as_slice_mut(j);
        column.iter_mut().for_each(|entry| *entry *= factor * factor);
        column[j] += shift * shift;
    }
    gram
}
