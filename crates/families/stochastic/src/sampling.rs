//! Probabilities, draws and weights from scores, as a task.
//!
//! Source: Lu, Hu, Yang, Sun, Mei, Tan, Song, PA&DA: Jointly Sampling Path and Data for Consistent NAS, CVPR 2023, with the
//! weights that keep gradients unbiased.

use crate::draws::Draws;
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
    /// The fraction of the probabilities that is proportional to scores; the rest is uniform. With less than 1, weights
    /// are at most 1/(1 - `mixing`).
    #[serde(default = "default_mixing")]
    pub mixing: f64,
    /// The number of draws, with replacement, at most 100 million.
    #[serde(default)]
    pub count: u32,
}

fn default_mixing() -> f64 {
    0.8
}

/// Probabilities and draws.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SamplingProbabilitiesSolution {
    /// The probability of each item.
    pub probabilities: Vector,
    /// The drawn items.
    pub draws: Vector<i32>,
    /// The weight of each draw: the mean of weighted values over the draws is an unbiased estimate of the mean over all.
    pub weights: Vector,
    /// The mean square of weighted scores relative to that of uniform draws.
    pub variance_ratio: f64,
}

impl Task for SamplingProbabilities {
    const NAME: &'static str = "stochastic.samplingProbabilities";
    type Problem = SamplingProbabilitiesProblem;
    type Solution = SamplingProbabilitiesSolution;
    type Progress = NoProgress;

    fn solve(problem: SamplingProbabilitiesProblem, run: &Run) -> Result<SamplingProbabilitiesSolution, Error> {
        let SamplingProbabilitiesProblem { scores, mixing, count } = problem;
        check::number("mixing", mixing, 0.0..=1.0)?;
        check::not_empty("scores", scores.len())?;
        check::numbers("scores", &scores, check::NOT_NEGATIVE)?;
        if !scores.iter().sum::<f64>().is_finite() {
            return Err(Error::invalid("scores", "must have a finite sum"));
        }
        check::count("count", count as usize, 0..=MAX_COUNT)?;
        run.ensure_memory("count", [2, count as usize])?;
        let items = Draws::new(scores.to_vec(), mixing);
        let mut effort = Effort::new(run, "draw all items");
        let mut stream = Stream::new(run.seed(), 0);
        let (mut draws, mut weights) = (Vec::new(), Vec::new());
        for _ in 0..count {
            effort.spend(COST)?;
            let index = items.draw(&mut stream);
            draws.push(index as i32);
            weights.push(items.weight(index));
        }
        let probabilities: Vec<_> = (0..items.count()).map(|index| items.probability(index)).collect();
        Ok(SamplingProbabilitiesSolution {
            probabilities: probabilities.into(),
            draws: draws.into(),
            weights: weights.into(),
            variance_ratio: items.variance_ratio(),
        })
    }
}

/// The largest number of draws. They and their weights take 1.2 GB.
const MAX_COUNT: usize = 100_000_000;

/// The operations of a draw, about.
const COST: usize = 64;
