//! The estimate of the backward error by which a solution is certified.

use super::basis::Basis;
use faer::{Col, Mat};
use superlinear_numerics::dense::{solve_transposed_triangle, triangle};
use superlinear_numerics::vectors::norm;

/// The relative error that rounding may make in an estimate.
const ROUNDING: f64 = 1e-3;

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
    // Divided by the residual's norm, so that squares and small residuals do no harm.
    let ratio = length / residual;
    let weighted = Col::from_fn(root.ncols(), |j| basis.scales[j] * gradient[j]);
    let estimate = norm_over_root_of_sum(root, ratio, weighted) / residual;
    // Replacing A by A + r x'/|x|^2 makes the residual vanish.
    let bound = if length > 0.0 { residual / length } else { f64::INFINITY };
    estimate.min(bound) / scale
}

/// |M^-1 v| for M M' = `ratio`^2 `root`' `root` + I, by a QR decomposition of the two blocks with their rows in turns: of a triangle
/// and the identity, columns then are short where they are first.
fn norm_over_root_of_sum(root: &Mat<f64>, ratio: f64, vector: Col<f64>) -> f64 {
    let (height, columns) = (root.nrows(), root.ncols());
    let mut stack = Mat::zeros(2 * height.max(columns), columns);
    for j in 0..columns {
        let column = stack.col_as_slice_mut(j);
        column.iter_mut().step_by(2).zip(root.col_as_slice(j)).for_each(|(entry, root)| *entry = ratio * root);
        column[2 * j + 1] = 1.0;
    }
    // Rounding changes the norm by about a unit for each column, relatively, times the norm of the stack, of which no singular
    // value is below 1; by less where columns are exchanged.
    let (root, vector) = if ratio * root.norm_l2() * columns as f64 * f64::EPSILON < ROUNDING {
        (triangle(stack.as_ref()), vector)
    } else {
        let qr = stack.col_piv_qr();
        (qr.thin_R().to_owned(), qr.P() * vector)
    };
    let mut vector: Vec<f64> = vector.iter().copied().collect();
    solve_transposed_triangle(&root, &mut vector);
    norm(&vector)
}
