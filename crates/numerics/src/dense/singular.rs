//! Singular values of small matrices by one-sided Jacobi rotations. Each value has high relative accuracy, whatever the
//! largest is, and the code is short: the one for large matrices takes some 40 kB in a page.
//!
//! Source: Hestenes, J. SIAM 6, 1958; accuracy: Demmel, Veselić, SIAM J. Matrix Anal. Appl. 13, 1992.

use crate::vectors::{dot, norm};
use faer::Mat;
use superlinear_interface::{Error, Run};

/// The limit on sweeps over all pairs of columns; six or eight are usual.
const MAX_SWEEPS: u32 = 40;

/// A singular value decomposition U S V'.
pub struct Singular {
    /// The singular values in descending order, one per column.
    pub values: Vec<f64>,
    /// U S, the matrix times V.
    pub left: Mat<f64>,
    /// V.
    pub right: Mat<f64>,
}

impl Singular {
    /// Decomposes a finite matrix with any number of rows. Takes cubic time in the number of columns, so at most a few
    /// hundred are practical. Fails if the caller cancels.
    pub fn new(mut matrix: Mat<f64>, run: &Run) -> Result<Self, Error> {
        let columns = matrix.ncols();
        let mut right = Mat::identity(columns, columns);
        let threshold = f64::EPSILON * matrix.nrows().max(1) as f64;
        for _ in 0..MAX_SWEEPS {
            let mut is_done = true;
            for p in 0..columns {
                run.ensure_wanted()?;
                for q in p + 1..columns {
                    if let Some(rotation) = rotation(&matrix, p, q, threshold) {
                        rotate(&mut matrix, p, q, rotation);
                        rotate(&mut right, p, q, rotation);
                        is_done = false;
                    }
                }
            }
            if is_done {
                break;
            }
        }
        let values: Vec<_> = (0..columns).map(|j| norm(matrix.col_as_slice(j))).collect();
        let mut order: Vec<_> = (0..columns).collect();
        order.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
        let sorted = |of: &Mat<f64>| Mat::from_fn(of.nrows(), columns, |i, j| of[(i, order[j])]);
        Ok(Self { values: order.iter().map(|&j| values[j]).collect(), left: sorted(&matrix), right: sorted(&right) })
    }
}

/// Cosine and sine of the rotation that makes two columns orthogonal; `None` if they already are, to rounding.
fn rotation(matrix: &Mat<f64>, p: usize, q: usize, threshold: f64) -> Option<(f64, f64)> {
    let (first, second) = (matrix.col_as_slice(p), matrix.col_as_slice(q));
    let (a, b, c) = (dot(first, first), dot(second, second), dot(first, second));
    if c.abs() <= threshold * (a * b).sqrt() {
        return None;
    }
    let zeta = (b - a) / (2.0 * c);
    let tangent = zeta.signum() / (zeta.abs() + zeta.hypot(1.0));
    let cosine = 1.0 / tangent.hypot(1.0);
    Some((cosine, cosine * tangent))
}

fn rotate(matrix: &mut Mat<f64>, p: usize, q: usize, (cosine, sine): (f64, f64)) {
    for i in 0..matrix.nrows() {
        let (x, y) = (matrix[(i, p)], matrix[(i, q)]);
        matrix[(i, p)] = cosine * x - sine * y;
        matrix[(i, q)] = sine * x + cosine * y;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_interface::{RunOptions, testing};

    /// A pseudorandom matrix.
    fn matrix(rows: usize, columns: usize) -> Mat<f64> {
        Mat::from_fn(rows, columns, |i, j| ((7 * i + 13 * j + i * j) as f64).cos())
    }

    fn decompose(matrix: &Mat<f64>) -> Singular {
        Singular::new(matrix.clone(), &testing::untimed(&RunOptions::default())).expect("nobody cancels")
    }

    #[test]
    fn values_are_those_of_the_other_decomposition() {
        for (rows, columns) in [(1, 1), (5, 3), (20, 20), (3, 7), (40, 25), (4, 0)] {
            let matrix = matrix(rows, columns);
            let Singular { values, left, right } = decompose(&matrix);
            assert_eq!((values.len(), right.nrows()), (columns, columns));
            if columns > 0 {
                let expected: Vec<_> =
                    matrix.svd().expect("it converges").S().column_vector().iter().copied().collect();
                for (k, value) in values.iter().enumerate() {
                    let expected = expected.get(k).copied().unwrap_or(0.0);
                    assert!((value - expected).abs() < 1e-13 * values[0], "{value} against {expected}");
                }
            }
            let (back, gram) = (&left * right.transpose() - &matrix, right.transpose() * &right);
            assert!(back.norm_max() < 1e-13);
            assert!((gram - Mat::<f64>::identity(columns, columns)).norm_max() < 1e-13);
        }
    }

    #[test]
    fn small_values_have_digits_of_their_own() {
        // Columns of very different norms: the small value has high relative accuracy.
        let scaled =
            Mat::from_fn(4, 2, |i, j| [1.0, 1e-200][j] * [[1.0, 1.0], [1.0, -1.0], [1.0, 2.0], [1.0, 0.0]][i][j]);
        let values = decompose(&scaled).values;
        assert!((values[0] - 2.0).abs() < 1e-15);
        // The norm of the second column without its component along the first, (1, -1, 2, 0) minus its mean 1/2: √5.
        assert!((values[1] / (5e-200_f64.sqrt() * 1e-100) - 1.0).abs() < 1e-14, "{}", values[1]);
        assert_eq!(decompose(&Mat::zeros(3, 2)).values, [0.0, 0.0]);
    }
}
