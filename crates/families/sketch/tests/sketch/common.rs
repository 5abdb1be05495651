//! Utilities of the tests and the example: random problems, and a run.

use faer::Mat;
use superlinear_interface::testing;
use superlinear_interface::{AnyMatrix, Matrix, Run, RunOptions, VectorOrMatrix};
use superlinear_numerics::random::Stream;
use superlinear_sketch::lstsq::problem::{LstsqMethod, LstsqProblem};

/// A run with this number of threads and this seed.
pub fn run_with(threads: u32, seed: u64) -> Run {
    let options = RunOptions { threads: Some(threads), seed, ..RunOptions::default() };
    testing::timed(&options)
}

/// A `rows` x `columns` matrix of normal numbers.
pub fn normal(rows: usize, columns: usize, seed: u64) -> Mat<f64> {
    let mut stream = Stream::new(seed, 0);
    Mat::from_fn(rows, columns, |_, _| stream.normal())
}

/// A matrix with singular values from 1 down to 1 / `condition`, in equal ratios, and random singular vectors.
pub fn conditioned(rows: usize, columns: usize, condition: f64, seed: u64) -> Mat<f64> {
    let left = normal(rows, columns, seed).qr().compute_thin_Q();
    let right = normal(columns, columns, seed + 1).qr().compute_thin_Q();
    let value = |j: usize| condition.powf(-(j as f64) / (columns.max(2) - 1) as f64);
    let scaled = Mat::from_fn(columns, columns, |i, j| value(i) * right[(j, i)]);
    left * scaled
}

/// A matrix as an argument.
pub fn dense(matrix: &Mat<f64>) -> AnyMatrix {
    let (rows, columns) = (matrix.nrows(), matrix.ncols());
    let entries = (0..rows).flat_map(|i| (0..columns).map(move |j| matrix[(i, j)])).collect();
    AnyMatrix::Dense(Matrix::new(rows, columns, entries))
}

/// A problem with defaults for all but these.
pub fn problem(matrix: AnyMatrix, right_side: Vec<f64>, method: LstsqMethod) -> LstsqProblem {
    LstsqProblem {
        matrix,
        right_side: VectorOrMatrix::Vector(right_side.into()),
        weights: None,
        ridge: 0.0,
        method,
        tolerance: None,
        rank_tolerance: None,
        max_iterations: 20,
        residual: false,
    }
}
