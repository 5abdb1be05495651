//! Probabilities, draws and weights from scores, as a task.
//!
//! Source: Lu, Hu, Yang, Sun, Mei, Tan, Song, PA&DA: Jointly Sampling Path and Data for Consistent NAS, CVPR 2023, with the
//! weights that keep gradients unbiased.

use crate::draws::{Draws, default_mixing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Effort, Error, NoProgress, Run, Task, Vector, check};
use superlinear_numerics::random::Stream;

/// Importance sampling: probabilities from scores, such as norms of gradients, with seeded draws and the weights that keep
/// means over the drawn items unbiased.
#[derive(JsonSchema)]
pub struct SamplingProbabilities;

/// Scores, and the number of draws.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SamplingProbabilitiesProblem {
    /// The score of each item, nonnegative. The variance of a weighted draw is smallest if it is proportional to the norm
    /// of the item's gradient. If all scores are zero, probabilities are uniform.
    pub scores: Vector,
    /// Choice points, such as the layers of a network with several operations each. A path has an option at each of them;
    /// each draw has a path.
    #[serde(default)]
    pub choices: Vec<ChoicePoint>,
    /// The fraction of the probabilities that is proportional to scores; the rest is uniform. With less than 1, weights
    /// are at most 1/(1 - `mixing`).
    #[serde(default = "default_mixing")]
    pub mixing: f64,
    /// The number of draws, with replacement, at most 100 million.
    #[serde(default)]
    pub count: u32,
}

/// A point with several options.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChoicePoint {
    /// The score of each option, as for items.
    pub scores: Vector,
}

/// Probabilities and draws.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SamplingProbabilitiesSolution {
    /// The probability of each item.
    pub probabilities: Vector,
    /// The drawn items.
    pub draws: Vector<i32>,
    /// The weight of each draw: the mean of weighted values over the draws is an unbiased estimate of the mean over all
    /// items and paths.
    pub weights: Vector,
    /// The probability of each option at each choice point.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choice_probabilities: Vec<Vector>,
    /// The option of each draw at each choice point.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choice_draws: Vec<Vector<i32>>,
    /// The mean square of weighted scores of items relative to that of uniform draws.
    pub variance_ratio: f64,
}

/// The largest number of draws. They and their weights take 1.2 GB.
const MAX_COUNT: usize = 100_000_000;

/// The operations of a draw, about.
const OPERATIONS_PER_DRAW: usize = 64;

impl Task for SamplingProbabilities {
    const NAME: &'static str = "stochastic.samplingProbabilities";
    type Problem = SamplingProbabilitiesProblem;
    type Solution = SamplingProbabilitiesSolution;
    type Progress = NoProgress;

    fn solve(problem: SamplingProbabilitiesProblem, run: &Run) -> Result<SamplingProbabilitiesSolution, Error> {
        let SamplingProbabilitiesProblem { scores, choices, mixing, count } = problem;
        check::number("mixing", mixing, 0.0..=1.0)?;
        check_scores("scores", &scores)?;
        for (k, point) in choices.iter().enumerate() {
            check_scores(&format!("choices[{k}].scores"), &point.scores)?;
        }
        check::count("count", count as usize, 0..=MAX_COUNT)?;
        run.ensure_memory("count", [2 + choices.len(), count as usize])?;
        let mut effort = Effort::new(run, "draw all items");
        let mut weights = vec![1.0; count as usize];
        let mut draw_all = |items: &Draws, stream: u64| {
            let mut stream = Stream::new(run.seed(), stream);
            let draw = |weight: &mut f64| {
                effort.spend(OPERATIONS_PER_DRAW)?;
                let index = items.draw(&mut stream);
                *weight *= items.weight(index);
                Ok(index as i32)
            };
            weights.iter_mut().map(draw).collect::<Result<Vec<_>, Error>>()
        };
        let items = Draws::new(scores.to_vec(), mixing);
        let draws = draw_all(&items, 0)?;
        let (mut choice_probabilities, mut choice_draws) = (Vec::new(), Vec::new());
        for (point, stream) in choices.iter().zip(1..) {
            let options = Draws::new(point.scores.to_vec(), mixing);
            choice_draws.push(draw_all(&options, stream)?.into());
            choice_probabilities.push(probabilities(&options));
        }
        Ok(SamplingProbabilitiesSolution {
            probabilities: probabilities(&items),
            draws: draws.into(),
            weights: weights.into(),
            choice_probabilities,
            choice_draws,
            variance_ratio: items.variance_ratio(),
        })
    }
}

/// Refuses scores without probabilities.
fn check_scores(path: &str, scores: &[f64]) -> Result<(), Error> {
    check::not_empty(path, scores.len())?;
    check::numbers(path, scores, check::NOT_NEGATIVE)?;
    if scores.iter().sum::<f64>().is_finite() { Ok(()) } else { Err(Error::invalid(path, "must have a finite sum")) }
}

fn probabilities(items: &Draws) -> Vector {
    (0..items.count()).map(|index| items.probability(index)).collect::<Vec<_>>().into()
}
