//! A small problem of randomly sampled rows instead of a large one. It costs almost nothing, and is representative
//! unless a few rows matter more than all others; if it is not, computations with the full matrix detect it.

use super::system::System;
use faer::Mat;
use superlinear_interface::Run;
use superlinear_numerics::random::Stream;

/// The stream of the run's random numbers for rows; the sketch has another.
const STREAM: u64 = 1;

/// `count` rows of [A, b], weighted, without the ridge: one of each of as many parts of the rows, scaled so that the
/// expectation of their Gram matrix is that of the full matrix.
pub(super) fn sample(system: &System, count: usize, run: &Run) -> Mat<f64> {
    let (operand, rows) = (system.operand(), system.table.rows());
    let (columns, scale) = (operand.columns(), (rows as f64 / count as f64).sqrt());
    let mut stream = Stream::new(run.seed(), STREAM);
    let mut row = vec![0.0; columns];
    let mut sample = Mat::zeros(count, columns);
    for k in 0..count {
        let (first, end) = (k * rows / count, (k + 1) * rows / count);
        let i = first + stream.below((end - first) as u32) as usize;
        operand.read_panel(i..i + 1, 0..columns, columns, &mut row);
        row.iter().enumerate().for_each(|(j, entry)| sample[(k, j)] = scale * entry);
    }
    sample
}
