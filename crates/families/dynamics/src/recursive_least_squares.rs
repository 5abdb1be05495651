//! Regression on a stream of rows: coefficients that minimize exponentially weighted squared errors after each row.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `factor` | the triangular factor of the normal equations, updated by rotations |
//! | `stream` | the rows of inputs and outputs, given or as lags of a series |

mod factor;
pub mod problem;
pub mod solution;
mod stream;

use crate::series::MAX_VALUE;
use factor::Factor;
use problem::{RecursiveLeastSquaresProblem, RecursiveLeastSquaresState, StreamState};
use schemars::JsonSchema;
use solution::{RecursiveLeastSquaresSolution, StreamStatus};
use stream::Stream;
use superlinear_interface::{Error, Matrix, NoProgress, Run, Task, check};

/// Predicts each row of a stream by linear regression on the rows before it, with exponential forgetting. The
/// coefficients minimize the weighted sum of squared errors exactly after each row: a triangular factor of the normal
/// equations is updated by rotations. `state` continues a stream with the same bits as one call for all rows.
///
/// Give `inputs` and `outputs`, or a `series` whose rows are predicted from the `order` rows before.
///
/// @example
/// ```ts
/// const { coefficients, predictions, state } = await recursiveLeastSquares({
///   inputs: [[1], [2], [3], [4]],
///   outputs: [2, 4, 6, 8],
///   forgetting: 0.98,
/// });
/// ```
#[derive(JsonSchema)]
pub struct RecursiveLeastSquares;

/// The smallest ridge.
const MIN_RIDGE: f64 = 1e-50;

/// The ratio to the first diagonal entry below which forgetting of an input without new information stops. The inverse
/// of its square is the growth of the variance of a coefficient.
const MIN_DIAGONAL: f64 = 1e-6;

/// The smallest forgetting factor: squares of the scaled factor do not underflow.
const MIN_FORGETTING: f64 = 1e-6;

/// The number of rows between two looks at the clock.
const ROWS_PER_POLL: usize = 64;

impl Task for RecursiveLeastSquares {
    const NAME: &'static str = "dynamics.recursiveLeastSquares";
    type Problem = RecursiveLeastSquaresProblem;
    type Solution = RecursiveLeastSquaresSolution;
    type Progress = NoProgress;

    fn solve(problem: RecursiveLeastSquaresProblem, run: &Run) -> Result<RecursiveLeastSquaresSolution, Error> {
        check::number("forgetting", problem.forgetting, MIN_FORGETTING..=1.0)?;
        check::optional("ridge", problem.ridge, MIN_RIDGE..=MAX_VALUE)?;
        let stream = Stream::new(&problem, run)?;
        let mut factor = Factor::new(&problem, &stream, run)?;
        let (rows, outputs) = (stream.rows(), stream.outputs());
        run.ensure_memory(stream.path(), [rows, 2 * outputs])?;
        let mut predictions = Vec::with_capacity(rows * outputs);
        let mut errors = Vec::with_capacity(rows * outputs);
        let mut row = vec![0.0; stream.inputs() + outputs];
        let mut status = StreamStatus::Finished;
        let mut done = 0;
        while done < rows {
            if done % ROWS_PER_POLL == 0 && run.is_out_of_time()? {
                status = StreamStatus::TimeLimit;
                break;
            }
            stream.read(done, &mut row);
            factor.predict(&row, &mut predictions);
            let predicted = &predictions[done * outputs..];
            errors.extend(row[stream.inputs()..].iter().zip(predicted).map(|(value, predicted)| value - predicted));
            factor.update(&mut row);
            done += 1;
        }
        let coefficients = factor.coefficients();
        if !predictions.iter().chain(&errors).chain(&coefficients).all(|value| value.is_finite()) {
            return Err(Error::invalid(stream.path(), "has rows whose sizes differ beyond the range of numbers"));
        }
        let inputs = stream.inputs();
        let kept = inputs - usize::from(problem.intercept);
        let slopes = (0..outputs).flat_map(|k| coefficients[k * inputs..k * inputs + kept].iter().copied()).collect();
        Ok(RecursiveLeastSquaresSolution {
            status,
            coefficients: Matrix::new(outputs, kept, slopes),
            intercept: problem
                .intercept
                .then(|| (0..outputs).map(|k| coefficients[k * inputs + kept]).collect::<Vec<_>>().into()),
            predictions: stream.in_form_of_outputs(predictions),
            errors: stream.in_form_of_outputs(errors),
            windups: factor.windups(),
            state: StreamState(RecursiveLeastSquaresState { recent: stream.recent_after(done), ..factor.into_state() }),
        })
    }
}
