//! A unit for tiny right sides. Solutions are linear in the right side, so that it may be taken near 1, where products with a matrix that is
//! tiny itself do not vanish.

use superlinear_interface::{Matrix, VectorOrMatrix};
use superlinear_numerics::vectors::largest;

/// Right sides with a larger entry are left alone: their products with matrices of the same size are far from underflow.
const SMALLEST: f64 = 1e-100;

/// The power of two that the largest entry is counted in where all are tiny; 1 where there is none to be counted in another.
pub(crate) fn unit_of(entries: &[f64]) -> f64 {
    let largest = largest(entries);
    // Not of NaN either, which is refused later.
    if !(largest > 0.0 && largest < SMALLEST) {
        return 1.0;
    }
    // The exponent's bits alone; denormal numbers have none.
    f64::from_bits(largest.max(f64::MIN_POSITIVE).to_bits() & f64::INFINITY.to_bits())
}

/// Vectors multiplied by a number.
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
