//! Observations drawn at random, and the problem of those alone, whose solution is a good start: what it costs to come from far
//! away is then paid for few observations, and all of them are read a few times only.

use super::problem::LogisticProblem;
use superlinear_interface::{Matrix, Run};
use superlinear_numerics::random::Stream;

/// The part of the observations that a start is made of: their problem is off by four times as much as chance is in all.
const OBSERVATIONS_PER_DRAWN: usize = 16;

/// With fewer drawn observations for each coefficient, chance would decide on too much of the start.
const LEAST_DRAWN_PER_COEFFICIENT: usize = 8;

/// The random numbers for a start; those for Hessians come of the streams from 0 on.
const START_STREAM: u64 = u64::MAX;

/// A number of `count` things at random, in their order (Knuth, The Art of Computer Programming 2, algorithm 3.4.2S).
pub(super) fn draw(wanted: usize, count: usize, mut random: Stream) -> Vec<usize> {
    let mut drawn = Vec::with_capacity(wanted);
    for i in 0..count {
        if random.uniform() * ((count - i) as f64) < (wanted - drawn.len()) as f64 {
            drawn.push(i);
        }
    }
    drawn
}

/// The problem of a part of the observations, to be solved for a start; `None` where there are too few.
pub(super) fn of_part(problem: &LogisticProblem, run: &Run) -> Option<LogisticProblem> {
    let Matrix { rows, columns, .. } = problem.features;
    let wanted = rows / OBSERVATIONS_PER_DRAWN;
    if wanted < LEAST_DRAWN_PER_COEFFICIENT * columns {
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
        // More digits would be those of chance.
        tolerance: problem.tolerance.sqrt(),
        constraint_tolerance: problem.constraint_tolerance.sqrt(),
        max_iterations: problem.max_iterations,
        ..LogisticProblem::new(Matrix::new(wanted, columns, features), labels.into())
    })
}
