//! The estimate of the backward error by which a solution is certified.

use super::basis::Basis;
use faer::{Col, Mat};
use superlinear_numerics::vectors::norm;

/// Estimates the backward error of x with residual r and gradient g = A' r, relative to the Frobenius norm of A:
/// |(|x|^2 A'A + |r|^2 I)^(-1/2) g| / |A|, by a QR decomposition of the two blocks beneath one another. For matrices alone
/// (not right sides) perturbed, it is within a factor (sqrt(5) - 1)/2 to 1 of the true one. A is taken with its columns
/// scaled to norms near 1, so that a large column does not hide what is wrong in a small one.
///
/// Source: Karlson and Waldén, Estimation of optimal backward perturbation bounds for the linear least squares problem, BIT 37,
/// 1997; Gratton, Jiránek, Titley-Peloquin, On the accuracy of the Karlson-Waldén estimate, SIAM J. Matrix Anal. Appl. 33,
/// 2012.
pub(crate) fn backward_error(basis: &Basis, solution: &[f64], residual_square: f64, gradient: &[f64]) -> f64 {
    let root = &basis.root;
    let scaled: Vec<f64> = solution.iter().zip(&basis.scales).map(|(x, scale)| x / scale).collect();
    let (length, residual) = (norm(&scaled), residual_square.sqrt());
    let scale = root.norm_l2();
    if residual == 0.0 || scale == 0.0 {
        return 0.0;
    }
    let (height, columns) = (root.nrows(), root.ncols());
    // Divided by the residual's norm, so that squares and small residuals do no harm.
    let ratio = length / residual;
    let stack = Mat::from_fn(height + columns, columns, |i, j| match i.checked_sub(height) {
        None => ratio * root[(i, j)],
        Some(i) => f64::from(u8::from(i == j)),
    });
    let qr = stack.col_piv_qr();
    let mut weighted = qr.P() * Col::from_fn(columns, |j| basis.scales[j] * gradient[j]);
    qr.thin_R().transpose().solve_lower_triangular_in_place(weighted.as_mut().as_mat_mut());
    let estimate = weighted.norm_l2() / residual;
    // Replacing A by A + r x'/|x|^2 makes the residual vanish.
    let bound = if length > 0.0 { residual / length } else { f64::INFINITY };
    estimate.min(bound) / scale
}
