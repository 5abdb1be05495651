//! Kernel ridge regression of many samples: a blocked Cholesky factorization for each ridge, so that cancellation takes
//! effect quickly. (For few samples with several targets, one eigendecomposition takes less time.)

use crate::kernel_ridge::Fit;
use faer::{Accum, Mat, MatMut};
use superlinear_interface::{Code, Error, Run};
use superlinear_numerics::dense::{cholesky_in_place, multiply, solve_lower_triangle, solve_upper_triangle};
use superlinear_numerics::parallel::Parallelism;

/// The number of columns of a block: with 4000 samples a block takes a tenth of a second.
const BLOCK: usize = 64;

/// The growth factor of the ridge as long as rounding prevents a Cholesky factorization.
const RIDGE_GROWTH: f64 = 10.0;

/// A model, with the factor for predictions.
pub(crate) struct Ridge {
    /// The model.
    pub fit: Fit,
    /// The lower triangular L with L L' = K + ridge I.
    factor: Mat<f64>,
}

impl Ridge {
    /// Fits a target. The ridge is at least the rounding error of the kernel matrix. Only the lower triangle of the
    /// matrix is read.
    pub(crate) fn new(kernel: &Mat<f64>, target: &[f64], ridge: f64, run: &Run) -> Result<Self, Error> {
        let count = target.len();
        let mut ridge = ridge.max(norm(kernel) * f64::EPSILON * count as f64);
        while ridge.is_finite() {
            let Some(factor) = factor(kernel, ridge, run)? else {
                ridge *= RIDGE_GROWTH;
                continue;
            };
            let mut coefficients = target.to_vec();
            let column = MatMut::from_column_major_slice_mut(&mut coefficients, count, 1);
            solve_lower_triangle(factor.as_ref(), column);
            let column = MatMut::from_column_major_slice_mut(&mut coefficients, count, 1);
            solve_upper_triangle(factor.transpose(), column);
            let diagonal = diagonal_of_inverse(&factor, run)?;
            let left_out =
                coefficients.iter().zip(&diagonal).map(|(coefficient, diagonal)| coefficient / diagonal).collect();
            return Ok(Self { fit: Fit { coefficients, left_out, ridge }, factor });
        }
        Err(Error::new(Code::NumericalBreakdown, "the kernel's matrix has no Cholesky factor in floating point"))
    }

    /// The fit with the smallest leave-one-out error among these ridges, the first one if several are equal. The first
    /// ridge is always fitted; further ones only until the time limit. Panics without ridges.
    pub(crate) fn best(
        kernel: &Mat<f64>,
        target: &[f64],
        ridges: impl IntoIterator<Item = f64>,
        run: &Run,
    ) -> Result<Self, Error> {
        let mut best: Option<Self> = None;
        for ridge in ridges {
            if best.is_some() && run.is_out_of_time()? {
                break;
            }
            let model = Self::new(kernel, target, ridge, run)?;
            if best.as_ref().is_none_or(|best| model.fit.error() < best.fit.error()) {
                best = Some(model);
            }
        }
        Ok(best.expect("there is a ridge"))
    }

    /// v' (K + ridge I)⁻¹ v for each vector v.
    pub(crate) fn inverse_forms(&self, vectors: &[Vec<f64>]) -> Vec<f64> {
        let of_some = |vectors: &[Vec<f64>]| {
            let mut columns = Mat::from_fn(self.factor.nrows(), vectors.len(), |i, j| vectors[j][i]);
            solve_lower_triangle(self.factor.as_ref(), columns.as_mut());
            squares(&columns)
        };
        vectors.chunks(BLOCK).flat_map(of_some).collect()
    }
}

/// The Frobenius norm, an upper bound of the eigenvalues. Only the lower triangle of the matrix is read.
fn norm(matrix: &Mat<f64>) -> f64 {
    let column = |j: usize| -> f64 {
        let below: f64 = matrix.col_as_slice(j)[j + 1..].iter().map(|entry| entry * entry).sum();
        2.0 * below + matrix[(j, j)].powi(2)
    };
    (0..matrix.ncols()).map(column).sum::<f64>().sqrt()
}

/// The lower triangular L with L L' = `matrix` + `ridge` I; entries above the diagonal are undefined. `None` if
/// rounding makes a pivot nonpositive.
fn factor(matrix: &Mat<f64>, ridge: f64, run: &Run) -> Result<Option<Mat<f64>>, Error> {
    let size = matrix.ncols();
    let mut factor = matrix.clone();
    (0..size).for_each(|k| factor[(k, k)] += ridge);
    for start in (0..size).step_by(BLOCK) {
        run.ensure_wanted()?;
        let width = BLOCK.min(size - start);
        let (done, mut rest) = factor.as_mut().split_at_col_mut(start);
        let done = done.as_ref().subrows(start, size - start);
        let mut panel = rest.as_mut().submatrix_mut(start, 0, size - start, width);
        multiply(panel.as_mut(), Accum::Add, done, done.subrows(0, width).transpose(), -1.0);
        let (mut corner, below) = panel.split_at_row_mut(width);
        if cholesky_in_place(corner.as_mut()).is_none() {
            return Ok(None);
        }
        solve_lower_triangle(corner.as_ref(), below.transpose_mut());
    }
    Ok(Some(factor))
}

/// The diagonal of the inverse of L L': the squared lengths of the columns of L⁻¹.
fn diagonal_of_inverse(factor: &Mat<f64>, run: &Run) -> Result<Vec<f64>, Error> {
    let size = factor.ncols();
    let cancellation = run.cancellation();
    let starts: Vec<usize> = (0..size).step_by(BLOCK).collect();
    let of_block = |_, &start: &usize| -> Result<Vec<f64>, Error> {
        cancellation.ensure_wanted()?;
        let (rows, width) = (size - start, BLOCK.min(size - start));
        let mut columns = Mat::<f64>::from_fn(rows, width, |i, j| if i == j { 1.0 } else { 0.0 });
        let triangle = factor.as_ref().submatrix(start, start, rows, rows);
        solve_lower_triangle(triangle, columns.as_mut());
        Ok(squares(&columns))
    };
    let blocks: Result<Vec<Vec<f64>>, Error> = Parallelism::of(run).map(&starts, of_block).into_iter().collect();
    Ok(blocks?.concat())
}

/// The squared length of each column.
fn squares(columns: &Mat<f64>) -> Vec<f64> {
    (0..columns.ncols()).map(|j| columns.col_as_slice(j).iter().map(|entry| entry * entry).sum()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel_ridge::KernelRidge;
    use std::sync::Arc;
    use superlinear_interface::{Host, RunOptions, testing};
    use superlinear_numerics::random::Stream;

    #[test]
    fn models_are_those_of_an_eigendecomposition() {
        // More than two blocks.
        let count = 150;
        let mut random = Stream::new(3, 0);
        let places: Vec<f64> = (0..count).map(|_| random.uniform()).collect();
        let target: Vec<f64> = (0..count).map(|_| random.normal()).collect();
        let kernel = Mat::from_fn(count, count, |i, j| (-4.0 * (places[i] - places[j]).abs()).exp());
        let run = testing::untimed(&RunOptions::default());
        let decomposition = KernelRidge::new(&kernel).expect("it is finite");
        for ridge in [1e-4, 0.1, 10.0] {
            let expected = decomposition.fit(&target, ridge);
            let model = Ridge::new(&kernel, &target, ridge, &run).expect("it is definite");
            let near = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 1e-9 * (1.0 + b.abs()));
            assert!(near(&model.fit.coefficients, &expected.coefficients));
            assert!(near(&model.fit.left_out, &expected.left_out));
            // For a row of the matrix, the form is close to its diagonal entry.
            let row: Vec<f64> = (0..count).map(|j| kernel[(3, j)]).collect();
            let without_ridge = model.inverse_forms(&vec![row; 2]);
            assert!(without_ridge[1] > 0.0 && without_ridge[1] < 1.0 && without_ridge[0] == without_ridge[1]);
        }
        let ridges = [0.1, 10.0, 1e-4];
        let best = Ridge::best(&kernel, &target, ridges, &run).expect("it is definite");
        assert_eq!(best.fit.ridge, decomposition.best_fit(&target, ridges.into_iter()).ridge);
    }

    #[test]
    fn a_matrix_without_a_factor_gets_a_larger_ridge() {
        let kernel = Mat::from_fn(100, 100, |_, _| 1.0);
        let run = testing::untimed(&RunOptions::default());
        let model = Ridge::new(&kernel, &[1.0; 100], 0.0, &run).expect("it has one with a ridge");
        assert!(model.fit.ridge > 0.0 && model.fit.ridge < 1e-6);
        assert!(model.fit.coefficients.iter().all(|coefficient| coefficient.is_finite()));
    }

    struct Cancelled;

    impl Host for Cancelled {
        fn now(&self) -> f64 {
            0.0
        }

        fn is_cancelled(&self) -> bool {
            true
        }
    }

    #[test]
    fn whoever_cancels_does_not_wait() {
        let run = Run::new(&RunOptions::default(), Arc::new(Cancelled)).expect("options in range");
        assert!(Ridge::new(&Mat::identity(10, 10), &[1.0; 10], 0.1, &run).is_err());
    }
}
