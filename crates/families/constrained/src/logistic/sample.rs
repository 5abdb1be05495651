//! Random samples of the observations, and the problem restricted to a sample. Its solution is a good start: the
//! iterations from far away then cost few observations, and all of them are read only a few times.

use super::problem::LogisticProblem;
use superlinear_interface::{Matrix, Run};
use superlinear_numerics::random::Stream;

/// Observations per sampled observation for a start. A sixteenth of the data has four times the sampling error.
const OBSERVATIONS_PER_DRAWN: usize = 16;

/// With fewer sampled observations per coefficient, sampling error would dominate the start.
const MIN_DRAWN_PER_COEFFICIENT: usize = 8;

/// The random stream for a start; those for Hessians count from 0.
const START_STREAM: u64 = u64::MAX;

/// Draws `wanted` of `count` indices, in ascending order (Knuth, The Art of Computer Programming 2, algorithm 3.4.2S).
pub(super) fn draw(wanted: usize, count: usize, mut random: Stream) -> Vec<usize> {
    let mut drawn = Vec::with_capacity(wanted);
    for i in 0..count {
        if random.uniform() * ((count - i) as f64) < (wanted - drawn.len()) as f64 {
            drawn.push(i);
        }
    }
    drawn
}

/// The problem for a sample of the observations, solved for a start; `None` if there are too few.
pub(super) fn of_part(problem: &LogisticProblem, run: &Run) -> Option<LogisticProblem> {
    let Matrix { rows, columns, .. } = problem.features;
    let wanted = rows / OBSERVATIONS_PER_DRAWN;
    if wanted < MIN_DRAWN_PER_COEFFICIENT * columns {
        return None;
    }
    let drawn = draw(wanted, rows, Stream::new(run.seed(), START_STREAM));
    let mut features = Vec::with_capacity(wanted * columns);
    drawn.iter().for_each(|&i| features.extend_from_slice(problem.features.row(i)));
    let labels: Vec<_> = drawn.iter().map(|&i| problem.checked_labels()[i]).collect();
    Some(LogisticProblem {
        constraint_matrix: problem.constraint_matrix.clone(),
        constraint_values: problem.constraint_values.clone(),
        radius: problem.radius,
        ridge: problem.ridge,
        // More digits would be sampling noise.
        tolerance: problem.tolerance.sqrt(),
        constraint_tolerance: problem.constraint_tolerance.sqrt(),
        max_iterations: problem.max_iterations,
        ..LogisticProblem::new(Matrix::new(wanted, columns, features), labels.into())
    })
}
