//! Weights of training samples, by the gradient of the loss on a few trusted samples. Wrong labels get weights near 0.
//!
//! Source: Ren, Zeng, Yang, Urtasun, Learning to Reweight Examples for Robust Deep Learning, ICML 2018, for the
//! problem. Here the inner problem is solved, and the weights are tuned by exact hypergradients.
//!
//! | module | contents |
//! |---|---|
//! | `problem`, `solution` | input and output |
//! | `objective` | the loss of the trusted samples as a function of the weights' log-odds |

mod objective;
mod problem;
mod solution;

#[cfg(test)]
mod tests;

use crate::linear::fitted::Fitted;
use crate::outer::{FIRST_ACCURACY, Found, OuterRecord, Scale, Settings, descend};
use objective::Objective;
use problem::CleanSamplesProblem;
use schemars::JsonSchema;
use solution::CleanSamplesSolution;
use superlinear_interface::{Ending, Error, Run, Task};

/// Weights training samples between 0 and 1 so that a linear model fitted to them minimizes the loss on a few trusted
/// samples. Samples with wrong labels get small weights.
///
/// @example
/// ```ts
/// const matrix = Array.from({ length: 40 }, (_, i) => [Math.sin(i), Math.cos(i)]);
/// const right = matrix.map(([first = 0]) => (first > 0 ? 1 : -1));
/// const { suspects } = await cleanSamples({
///   loss: 'logistic',
///   matrix: matrix.slice(0, 30),
///   response: right.slice(0, 30).map((label, i) => (i % 7 === 3 ? -label : label)),
///   trustedMatrix: matrix.slice(30),
///   trustedResponse: right.slice(30),
/// });
/// ```
#[derive(JsonSchema)]
pub struct CleanSamples;

/// Bound on the absolute log-odds: weights stay within 0.0003 and 0.9997.
const LARGEST_LOG_ODDS: f64 = 8.0;

/// The largest change of the log-odds in a step, before lengthening.
const LONGEST_STEP: f64 = 2.0;

impl Task for CleanSamples {
    const NAME: &'static str = "bilevel.cleanSamples";
    type Problem = CleanSamplesProblem;
    type Solution = CleanSamplesSolution;
    type Progress = OuterRecord;

    fn solve(problem: CleanSamplesProblem, run: &Run) -> Result<CleanSamplesSolution, Error> {
        let (response, trusted) = problem.check()?;
        let mut objective = Objective::new(&problem, &response, trusted, run)?;
        let (found, ending) = tune(&mut objective, &problem, run)?;
        CleanSamplesSolution::new(&problem, response.classes, &objective, found, ending)
    }
}

fn tune(
    objective: &mut Objective<'_>,
    problem: &CleanSamplesProblem,
    run: &Run,
) -> Result<(Found<Fitted>, Ending), Error> {
    let samples = problem.response.len();
    let log_odds = |weight: f64| (weight / (1.0 - weight)).ln().clamp(-LARGEST_LOG_ODDS, LARGEST_LOG_ODDS);
    let initial = match problem.initial.as_ref().map(|initial| initial.as_slice()) {
        None => vec![0.0; samples],
        Some([weight]) => vec![log_odds(*weight); samples],
        Some(weights) => weights.iter().map(|weight| log_odds(*weight)).collect(),
    };
    let settings = Settings {
        initial,
        lower: vec![-LARGEST_LOG_ODDS; samples],
        upper: vec![LARGEST_LOG_ODDS; samples],
        tolerance: problem.tolerance,
        // The effect of one sample on the loss is inversely proportional to the number of samples.
        scale: Scale::Fixed(objective.loss_without_features(run)? / samples as f64),
        max_iterations: problem.max_iterations,
        accuracy: if problem.max_iterations == 0 { objective::EXACT } else { FIRST_ACCURACY },
        longest_step: Some(LONGEST_STEP),
        direction: problem.direction,
        history: problem.history,
    };
    descend(objective, &settings, run)
}
