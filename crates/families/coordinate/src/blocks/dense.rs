//! Small symmetric matrices of blocks.

use faer::linalg::solvers::Solve;
use faer::{Mat, Side};

/// The regularization of a matrix that is not positive definite, relative to the mean diagonal entry.
const SHIFT: f64 = 1e-12;

/// The solution of `H d = -g`, or the minimum-norm least-squares solution if H is singular.
pub(super) fn newton_direction(hessian: &Mat<f64>, gradient: &[f64]) -> Vec<f64> {
    let size = gradient.len();
    let right_side = Mat::from_fn(size, 1, |i, _| -gradient[i]);
    if let Ok(factor) = hessian.llt(Side::Lower) {
        return columns_of(factor.solve(&right_side));
    }
    let trace: f64 = (0..size).map(|i| hessian[(i, i)]).sum();
    let mut shifted = hessian.clone();
    (0..size).for_each(|i| shifted[(i, i)] += SHIFT * trace / size as f64);
    if let Ok(factor) = shifted.llt(Side::Lower) {
        return columns_of(factor.solve(&right_side));
    }
    pseudo_solution(hessian, &right_side)
}

fn pseudo_solution(hessian: &Mat<f64>, right_side: &Mat<f64>) -> Vec<f64> {
    let size = hessian.nrows();
    let Ok(decomposition) = hessian.self_adjoint_eigen(Side::Lower) else { return vec![0.0; size] };
    let (values, vectors) = (decomposition.S(), decomposition.U());
    let largest = (0..size).map(|i| values[i].abs()).fold(0.0, f64::max);
    let mut solution = vec![0.0; size];
    for i in (0..size).filter(|&i| values[i] > size as f64 * f64::EPSILON * largest) {
        let share: f64 = (0..size).map(|row| vectors[(row, i)] * right_side[(row, 0)]).sum::<f64>() / values[i];
        (0..size).for_each(|row| solution[row] += share * vectors[(row, i)]);
    }
    solution
}

fn columns_of(solution: Mat<f64>) -> Vec<f64> {
    solution.col_as_slice(0).to_vec()
}

/// The largest eigenvalue of a positive semidefinite matrix; 0 for an empty one.
pub(super) fn largest_eigenvalue(matrix: &Mat<f64>) -> f64 {
    if matrix.nrows() == 1 {
        return matrix[(0, 0)];
    }
    let values = matrix.self_adjoint_eigenvalues(Side::Lower).unwrap_or_default();
    values.last().copied().unwrap_or(0.0).max(0.0)
}

/// `d'Hd`.
pub(super) fn curvature_along(matrix: &Mat<f64>, d: &[f64]) -> f64 {
    (0..d.len()).map(|i| d[i] * (0..d.len()).map(|j| matrix[(i, j)] * d[j]).sum::<f64>()).sum()
}
