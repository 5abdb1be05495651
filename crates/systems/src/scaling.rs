//! Equilibration by powers of two, which is free of rounding errors: the largest entries of rows and columns become
//! about 1, and pivots can be compared with rounding errors.
//!
//! Source: Ruiz, A Scaling Algorithm to Equilibrate Both Rows and Columns Norms in Matrices, RAL-TR-2001-034.

/// The maximum number of scaling passes. Each roughly halves the logarithms of the largest entries, which are at most
/// 1074: the last ones are about 1.
const MAX_PASSES: u32 = 10;

/// Factors of rows and columns, each a power of two.
#[derive(Clone, Debug)]
pub struct Scales {
    /// The factors of the rows.
    pub rows: Vec<f64>,
    /// The factors of the columns.
    pub columns: Vec<f64>,
}

impl Scales {
    /// The factors for a square matrix of this order. `for_each_entry` visits row, column and value of each entry. The
    /// factors of rows and columns of a symmetric matrix are equal.
    pub fn new(order: usize, for_each_entry: impl Fn(&mut dyn FnMut(usize, usize, f64))) -> Self {
        let (mut rows, mut columns) = (vec![0.0_f64; order], vec![0.0_f64; order]);
        for _ in 0..MAX_PASSES {
            let (mut of_rows, mut of_columns) = (vec![f64::NEG_INFINITY; order], vec![f64::NEG_INFINITY; order]);
            for_each_entry(&mut |i, j, value| {
                // Exponents, because the products of very small or large numbers leave the range.
                let size = exponent(value) + rows[i] + columns[j];
                of_rows[i] = of_rows[i].max(size);
                of_columns[j] = of_columns[j].max(size);
            });
            let mut largest = 0.0_f64;
            for (scales, sizes) in [(&mut rows, of_rows), (&mut columns, of_columns)] {
                for (scale, size) in scales.iter_mut().zip(sizes).filter(|(_, size)| size.is_finite()) {
                    largest = largest.max(size.abs());
                    *scale -= 0.5 * size;
                }
            }
            if largest <= 1.0 {
                break;
            }
        }
        let powers = |exponents: Vec<f64>| {
            exponents.iter().map(|e| f64::powi(2.0, e.round().clamp(-1000.0, 1000.0) as i32)).collect()
        };
        Self { rows: powers(rows), columns: powers(columns) }
    }
}

/// The binary exponent of a number; minus infinity for 0.
fn exponent(value: f64) -> f64 {
    if value == 0.0 {
        return f64::NEG_INFINITY;
    }
    let biased = (value.to_bits() >> 52) & 0x7ff;
    // Subnormal numbers have no exponent of their own.
    if biased == 0 { value.abs().log2().floor() } else { biased as f64 - 1023.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_entries_become_about_one() {
        let entries = [(0, 0, 1e200), (0, 1, 3.0), (1, 0, 1e-7), (1, 1, -2e-150), (2, 2, 5e-320)];
        let scales = Scales::new(4, |visit| entries.iter().for_each(|&(i, j, value)| visit(i, j, value)));
        let scaled = |(i, j, value): (usize, usize, f64)| (value * scales.rows[i] * scales.columns[j]).abs();
        assert!(entries.iter().all(|&entry| scaled(entry) < 4.0));
        assert!((0..3).all(|i| entries.iter().any(|&entry| entry.0 == i && scaled(entry) > 0.1)), "{scales:?}");
        assert_eq!((scales.rows[3], scales.columns[3]), (1.0, 1.0));
    }
}
