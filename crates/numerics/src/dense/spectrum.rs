//! Eigenvalues of dense matrices, and solutions from those of symmetric ones.

use crate::vectors::{add_scaled, dot};
use faer::diag::Diag;
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::evd::{ComputeEigenvectors, evd_real, evd_scratch};
use faer::prelude::default;
use faer::{Mat, Par, Side};

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

/// The eigenvalues of a matrix of any kind. Conjugate ones stand side by side.
#[derive(Clone, Debug)]
pub struct Spectrum {
    /// The real parts.
    pub real: Vec<f64>,
    /// The imaginary parts.
    pub imaginary: Vec<f64>,
    /// The eigenvectors as columns. The first column of two conjugate eigenvalues is the real part of the eigenvector of
    /// the first one, and the second column its imaginary part.
    pub vectors: Mat<f64>,
}

/// The eigenvalues and eigenvectors of a square matrix of any kind. `None` if they do not converge.
pub fn general_eigen(matrix: &Mat<f64>) -> Option<Spectrum> {
    let order = matrix.nrows();
    let (mut real, mut imaginary, mut vectors) = (Diag::zeros(order), Diag::zeros(order), Mat::zeros(order, order));
    let (left, right) = (ComputeEigenvectors::No, ComputeEigenvectors::Yes);
    let mut memory = MemBuffer::new(evd_scratch::<f64>(order, left, right, Par::Seq, default()));
    evd_real(
        matrix.as_ref(),
        real.as_mut(),
        imaginary.as_mut(),
        None,
        Some(vectors.as_mut()),
        Par::Seq,
        MemStack::new(&mut memory),
        default(),
    )
    .ok()?;
    let numbers = |diagonal: &Diag<f64>| diagonal.column_vector().iter().copied().collect();
    Some(Spectrum { real: numbers(&real), imaginary: numbers(&imaginary), vectors })
}
