//! Scaling of tiny right-hand sides. Solutions are linear in the right-hand side, so it may be scaled to near 1, where
//! products with a tiny matrix do not underflow.

use superlinear_interface::{Matrix, VectorOrMatrix};
use superlinear_numerics::vectors::largest;

/// Right-hand sides with a larger entry are not scaled: their products with matrices of the same size are far from
/// underflow.
const SMALLEST: f64 = 1e-100;

/// The unit of the entries if all are tiny, as a power of two near the largest; otherwise 1.
pub(crate) fn unit_of(entries: &[f64]) -> f64 {
    let largest = largest(entries);
    // Also for NaN, which is rejected later.
    if !(largest > 0.0 && largest < SMALLEST) {
        return 1.0;
    }
    // Keeps only the exponent bits; subnormal numbers have none.
    f64::from_bits(largest.max(f64::MIN_POSITIVE).to_bits() & f64::INFINITY.to_bits())
}

/// The vectors multiplied by a number.
pub(crate) fn scaled(vectors: &VectorOrMatrix, factor: f64) -> VectorOrMatrix {
    let entries: Vec<f64> = vectors.entries().iter().map(|entry| factor * entry).collect();
    match vectors {
        VectorOrMatrix::Vector(_) => VectorOrMatrix::Vector(entries.into()),
        VectorOrMatrix::Matrix(matrix) => VectorOrMatrix::Matrix(Matrix::new(matrix.rows, matrix.columns, entries)),
    }
}

#[cfg(test)]
mod tests {
    use super::unit_of;

    #[test]
    fn units_are_powers_of_two_that_bring_tiny_numbers_near_one() {
        for entries in [[1e-170, 0.0], [-3e-300, 1e-301], [5e-324, 0.0], [2.0f64.powi(-1030), 0.0]] {
            let unit = unit_of(&entries);
            assert_eq!(unit.to_bits() & 0xf_ffff_ffff_ffff, 0);
            assert!((1.0 / unit).is_finite() && entries[0].abs() / unit < 2.0);
            assert!(entries[0].abs() / unit >= 1.0 || unit == f64::MIN_POSITIVE);
        }
        assert_eq!([unit_of(&[0.0]), unit_of(&[1e-99, 0.0]), unit_of(&[-7.0])], [1.0; 3]);
    }
}
