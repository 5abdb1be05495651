//! A small problem in the place of a large one: some rows, drawn at random. It costs next to nothing, and is like the whole
//! where no few rows matter more than all others; where it is not, what is made of the whole shows that.

use super::system::System;
use faer::Mat;
use superlinear_interface::Run;
use superlinear_numerics::random::Stream;

/// The run's random stream that rows are drawn by; the sketch has another.
const STREAM: u64 = 1;

/// `count` rows of [A, b], weighted, the ridge apart: one of each of as many parts of the rows, so scaled that their Gram matrix
/// has that of the whole for its mean.
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
