//! Equilibration of symmetric matrices.

use super::Symmetric;
use crate::vectors::larger;

/// The number of scaling passes. Each roughly halves the logarithms of the largest entries.
const SCALINGS: u32 = 4;

/// Scaling factors of rows and columns that bring the largest entry of each close to 1, by repeated square roots of the
/// largest entries.
///
/// Source: Ruiz, A Scaling Algorithm to Equilibrate Both Rows and Columns Norms in Matrices, RAL-TR-2001-034.
pub fn equilibrating_scales(matrix: &impl Symmetric) -> Vec<f64> {
    scales_of(matrix.order(), &entries_of(matrix))
}

/// The entries of the lower triangle. Code that uses them is independent of the matrix type, and compiled only once.
pub(super) fn entries_of(matrix: &impl Symmetric) -> Vec<(usize, usize, f64)> {
    let mut entries = Vec::new();
    matrix.lower_triangle().for_each(|entry| entries.push(entry));
    entries
}

/// [`equilibrating_scales`] for a matrix of this order with these entries.
pub(super) fn scales_of(order: usize, entries: &[(usize, usize, f64)]) -> Vec<f64> {
    let mut scales = vec![1.0; order];
    for _ in 0..SCALINGS {
        let mut largest = vec![0.0; order];
        for &(i, j, value) in entries {
            let scaled = f64::abs(scales[i] * value * scales[j]);
            largest[i] = larger(largest[i], scaled);
            largest[j] = larger(largest[j], scaled);
        }
        for (scale, largest) in scales.iter_mut().zip(largest) {
            if largest > 0.0 {
                *scale /= largest.sqrt();
            }
        }
    }
    scales
}
