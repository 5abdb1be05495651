//! Least squares from few labels: only the labels of sampled rows are read, or requested.

use super::fit::fit;
use super::laws::{Drawn, SampleMethod, draw};
use super::norm_bounds::NormBounds;
use super::weighted_sample::WeightedSampleProblem;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use superlinear_interface::{Dialogue, Error, Lengths, NoProgress, Oracle, Run, Task, Vector, check};

/// Least squares from few labels: as a task, and as a dialogue that requests the labels of the sampled rows from the
/// caller.
#[derive(JsonSchema)]
pub struct SampledLstsq;

/// A least-squares problem to be solved with few labels: rows of features are sampled, and coefficients are fitted to
/// their labels. The sample depends on the run's seed; it equals that of `weightedSample` for the same features.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SampledLstsqProblem {
    /// The labels of all rows. Only those of the sampled rows are used.
    pub right_side: Vector,
    /// The features and the sample.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub sample: WeightedSampleProblem,
}

/// The fit to the sampled rows.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SampledLstsqSolution {
    /// The coefficients, one per feature. If the features are dependent, they have minimum norm among the best fits to
    /// the sampled rows; if the sampled rows do not determine them, they have the smallest values on all rows.
    pub solution: Vector,
    /// The sampled rows, counted from 0; see `weightedSample`.
    pub rows: Vector<i32>,
    /// The weight of each sampled row in the fit.
    pub weights: Vector,
    /// The label of each sampled row.
    pub labels: Vector,
    /// The number of labels read: the number of distinct sampled rows.
    pub evaluations: u32,
    /// The square root of the weighted sum of the squared residuals of the sampled rows. It underestimates the error on
    /// other rows, because the fit minimizes it; with no more rows than features it is zero.
    pub residual_norm: f64,
    /// An estimate of the sum of squared residuals of all rows, from fits that leave out a part of the sampled ones.
    /// Its expectation is that of the sum for a fit with one draw less (one repetition less with `repeatedDpp`). For
    /// `uniform` and `volume`, which draw no row twice, the rows of that fit count like the others. Single estimates
    /// have a large variance. Absent if nothing can be left out: with `dpp`, with no more rows than features, and if
    /// the remaining rows would not determine the fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss_estimate: Option<f64>,
    /// The numerical rank of the features.
    pub rank: u32,
    /// The distortion of norms by the weighted rows.
    pub norm_bounds: NormBounds,
    /// Whether `normBounds` are from 1/2 to 3/2.
    pub stabilized: bool,
    /// The number of attempts: one except for stabilized samples.
    pub attempts: u32,
}

impl Task for SampledLstsq {
    const NAME: &'static str = "sketch.sampledLstsq";
    type Problem = SampledLstsqProblem;
    type Solution = SampledLstsqSolution;
    type Progress = NoProgress;

    fn solve(problem: SampledLstsqProblem, run: &Run) -> Result<SampledLstsqSolution, Error> {
        let SampledLstsqProblem { right_side, sample } = problem;
        let (features, order) = sample.split();
        check_labels(&right_side, features.rows())?;
        let drawn = draw(features, &order, run)?;
        let labels = drawn.sample.rows.iter().map(|&row| right_side[row]).collect();
        solution(&drawn, labels, order.method, run)
    }
}

impl Dialogue for SampledLstsq {
    const NAME: &'static str = <Self as Task>::NAME;
    const QUESTIONS: &'static [&'static str] = &["rightSide"];
    type Problem = WeightedSampleProblem;
    type Solution = SampledLstsqSolution;

    fn lengths(_: &WeightedSampleProblem) -> Result<Vec<Lengths>, Error> {
        Ok(vec![Lengths { point: 1, answer: 1 }])
    }

    async fn solve(problem: WeightedSampleProblem, oracle: Oracle, run: Run) -> Result<SampledLstsqSolution, Error> {
        let (features, order) = problem.split();
        let drawn = draw(features, &order, &run)?;
        let mut known = BTreeMap::new();
        for &row in &drawn.sample.rows {
            if let Entry::Vacant(label) = known.entry(row) {
                label.insert(ask(&oracle, row).await?);
            }
        }
        let labels = drawn.sample.rows.iter().map(|row| known[row]).collect();
        solution(&drawn, labels, order.method, &run)
    }
}

/// The caller's label of a row.
async fn ask(oracle: &Oracle, row: usize) -> Result<f64, Error> {
    let mut answer = [0.0];
    oracle.ask(0, &[row as f64], &mut answer).await;
    let [label] = answer;
    if label.is_finite() {
        return Ok(label);
    }
    let label = check::short(label);
    Err(Error::invalid("rightSide", format!("must return a finite number, returned {label} for row {row}")))
}

/// Returns an error unless there is one finite label for each of the `rows`.
fn check_labels(labels: &[f64], rows: Option<usize>) -> Result<(), Error> {
    if let Some(rows) = rows {
        check::length("rightSide", labels.len(), rows, "there are rows")?;
    }
    check::numbers("rightSide", labels, check::FINITE)
}

/// The caller's solution: the fit to `labels`, one per sampled row.
fn solution(drawn: &Drawn, labels: Vec<f64>, method: SampleMethod, run: &Run) -> Result<SampledLstsqSolution, Error> {
    let fit = fit(drawn, &labels, method, run)?;
    let sample = &drawn.sample;
    let mut different = sample.rows.clone();
    different.sort_unstable();
    different.dedup();
    Ok(SampledLstsqSolution {
        solution: fit.solution.into(),
        rows: sample.rows.iter().map(|&row| row as i32).collect::<Vec<_>>().into(),
        weights: sample.weights.clone().into(),
        labels: labels.into(),
        evaluations: different.len() as u32,
        residual_norm: fit.residual_norm,
        loss_estimate: fit.loss_estimate,
        rank: drawn.basis.rank as u32,
        norm_bounds: sample.norm_bounds,
        stabilized: sample.norm_bounds.are_stable(),
        attempts: sample.attempts,
    })
}
