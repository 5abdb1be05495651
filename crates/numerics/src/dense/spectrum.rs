//! Eigenvalues of symmetric matrices, and solutions from them.

use crate::vectors::{add_scaled, dot};
use faer::{Mat, Side};

/// The eigenvalues of a symmetric matrix in ascending order. Only the lower triangle is read. Empty if they do not
/// converge.
pub fn symmetric_eigenvalues(matrix: &Mat<f64>) -> Vec<f64> {
    matrix.self_adjoint_eigenvalues(Side::Lower).unwrap_or_default()
}

/// The eigenvalues of a symmetric matrix in ascending order, and its eigenvectors as columns. Only the lower triangle
/// is read. `None` if they do not converge.
pub fn symmetric_eigen(matrix: &Mat<f64>) -> Option<(Vec<f64>, Mat<f64>)> {
    let decomposition = matrix.self_adjoint_eigen(Side::Lower).ok()?;
    Some((decomposition.S().column_vector().iter().copied().collect(), decomposition.U().to_owned()))
}

/// The minimum-norm solution of a positive semidefinite system. Eigenvalues at rounding level count as zero.
pub fn semidefinite_solve(matrix: &Mat<f64>, right_side: &[f64]) -> Vec<f64> {
    let size = right_side.len();
    let Ok(decomposition) = matrix.self_adjoint_eigen(Side::Lower) else { return vec![0.0; size] };
    let (vectors, values) = (decomposition.U(), decomposition.S().column_vector());
    let most = values.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
    let mut solution = vec![0.0; size];
    for (k, &value) in values.iter().enumerate().filter(|(_, value)| **value > f64::EPSILON * size as f64 * most) {
        let vector: Vec<_> = vectors.col(k).iter().copied().collect();
        add_scaled(&mut solution, dot(&vector, right_side) / value, &vector);
    }
    solution
}
