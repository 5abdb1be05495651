//! Equal sizes of the rows and columns of a symmetric matrix.

use super::Symmetric;

/// How often rows and columns are scaled.
const SCALINGS: u32 = 4;

/// Factors of rows and columns that bring the largest entry of each near 1: the square roots of the largest entries, a
/// few times over.
///
/// Source: Ruiz, A Scaling Algorithm to Equilibrate Both Rows and Columns Norms in Matrices, RAL-TR-2001-034.
pub fn equilibrating_scales(matrix: &impl Symmetric) -> Vec<f64> {
    let mut scales = vec![1.0; matrix.order()];
    for _ in 0..SCALINGS {
        let mut largest = vec![0.0; matrix.order()];
        for (i, j, value) in matrix.lower_triangle() {
            let scaled = f64::abs(scales[i] * value * scales[j]);
            largest[i] = f64::max(largest[i], scaled);
            largest[j] = f64::max(largest[j], scaled);
        }
        for (scale, largest) in scales.iter_mut().zip(largest) {
            if largest > 0.0 {
                *scale /= largest.sqrt();
            }
        }
    }
    scales
}
