//! The estimate of the backward error by which a solution is certified.

use crate::basis::Basis;
use faer::Mat;
use superlinear_numerics::dense::{cholesky, gram, solve_transposed_triangle};
use superlinear_numerics::vectors::{add_scaled, dot, norm};

/// The most that rounding in the squares of R may be, in units of the least singular value of M, where M is had from R. Where it is
/// had from the pseudo-inverse because of that, it is less than one such unit for condition numbers up to 1e14.
const LITTLE_ROUNDING: f64 = 1e-3;

/// Estimates the backward error of x with residual r and gradient g = A' r, relative to the Frobenius norm of A:
/// |(|x|^2 A'A + |r|^2 I)^(-1/2) g| / |A|. For matrices alone (not right sides) perturbed, it is within a factor
/// (sqrt(5) - 1)/2 to 1 of the true one. A is taken with its columns scaled to norms near 1, so that a large column does not
/// hide what is wrong in a small one. Where a bound that takes no decomposition is below `enough`, it is the estimate.
///
/// Source: Karlson and Waldén, Estimation of optimal backward perturbation bounds for the linear least squares problem, BIT 37,
/// 1997; Gratton, Jiránek, Titley-Peloquin, On the accuracy of the Karlson-Waldén estimate, SIAM J. Matrix Anal. Appl. 33,
/// 2012.
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
    // Divided by the residual's norm, so that squares and small residuals do no harm.
    let ratio = length / residual;
    let weighted: Vec<f64> = gradient.iter().zip(&basis.scales).map(|(slope, scale)| slope * scale).collect();
    // Replacing A by A + r x'/|x|^2 makes the residual vanish.
    let bound = if length > 0.0 { residual / length } else { f64::INFINITY };
    let bound = bound.min(norm(&weighted) / residual).min(norm_by_root(basis, ratio, &weighted, gradient) / residual);
    if bound <= enough * scale {
        return bound / scale;
    }
    let estimate = norm_over_root_of_sum(basis, ratio, &weighted) / residual;
    // NaN, where there is one, is not to be hidden by a bound.
    if estimate > bound { bound / scale } else { estimate / scale }
}

/// An upper bound of [`norm_over_root_of_sum`], whose square is the least that |v - R' c|^2 + |c / `ratio`|^2 can be: that of the c
/// which would make the first vanish in exact arithmetic.
fn norm_by_root(basis: &Basis, ratio: f64, vector: &[f64], gradient: &[f64]) -> f64 {
    let mut step = basis.push_forward(&basis.pull_back(gradient));
    step.iter_mut().zip(&basis.scales).for_each(|(entry, scale)| *entry /= scale);
    let mut factors = vec![0.0; basis.root.nrows()];
    step.iter().enumerate().for_each(|(j, &step)| add_scaled(&mut factors, step, basis.root.col_as_slice(j)));
    let rest = vector.iter().enumerate().map(|(j, entry)| entry - dot(basis.root.col_as_slice(j), &factors));
    norm(&rest.collect::<Vec<_>>()).hypot(norm(&factors) / ratio)
}

/// |M^-1 v| for M M' = `ratio`^2 R'R + I, where v is `vector`, and R the root of a basis.
///
/// By the Cholesky decomposition of M M', or by that of `ratio`^2 I + B'B for the pseudo-inverse B of R: for what R sees of v, |M^-1 v|
/// is the same of it and B' v. The product of the condition numbers of the two is at most the square of R's: that of one is R's at
/// most. Infinite where neither is positive.
fn norm_over_root_of_sum(basis: &Basis, ratio: f64, vector: &[f64]) -> f64 {
    let rounding = |norm: f64| f64::EPSILON * norm * norm;
    if rounding(ratio * basis.root.norm_l2()) < LITTLE_ROUNDING
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
