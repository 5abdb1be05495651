//! Least squares from few labels: rows are drawn, and their labels alone are looked at, or asked for.

use super::fit::fit;
use super::functions::{BasisKind, DegreeKind};
use super::laws::{Drawn, SampleMethod, draw};
use super::norm_bounds::NormBounds;
use super::weighted_sample::WeightedSampleProblem;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use superlinear_interface::{
    AnyMatrix, Dialogue, Error, Lengths, Matrix, NoProgress, Oracle, Run, Task, Vector, check,
};

/// Least squares from few labels: as a task, and as a dialogue, in which the caller is asked for the labels of the drawn rows.
#[derive(JsonSchema)]
pub struct SampledLstsq;

/// A least-squares problem of which few labels are to be used: rows of features are drawn, and coefficients are fitted to
/// their labels. What is drawn depends on the run's seed; it is what `weightedSample` draws of the same features.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SampledLstsqProblem {
    /// The labels of all rows, of which those of the drawn rows are used.
    pub right_side: Vector,
    /// The law by which rows are drawn.
    pub method: SampleMethod,
    /// How many rows to draw: from the number of features to the number of rows. Not needed where the method tells.
    pub size: Option<u32>,
    /// How many sets to draw by the method `repeatedDpp`.
    pub repeats: Option<u32>,
    /// Draws again until `normBounds` are from 1/2 to 3/2. Only for the method `leverage`, whose law is then the one of
    /// independent draws under this condition. Of a hundred samples without it, the nearest to it is returned.
    #[serde(default)]
    pub stabilized: bool,
    /// The features, a row for each place where a label could be had. Give either this or `points`, `basis` and `degree`.
    pub matrix: Option<AnyMatrix>,
    /// Points, one a row, with coordinates from -1 to 1: the places where a label could be had. Their features are
    /// functions, see `basis`.
    pub points: Option<Matrix>,
    /// The functions of each coordinate, of which products are taken.
    pub basis: Option<BasisKind>,
    /// The largest degree of these products.
    pub degree: Option<u32>,
    /// Whether `degree` bounds the sum of a product's degrees or each of them.
    #[serde(default)]
    pub degree_kind: DegreeKind,
}

/// The fit to the drawn rows.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SampledLstsqSolution {
    /// The coefficients, one for each feature: the shortest of those that fit the drawn rows best where the features are
    /// dependent, and those of the smallest values on all rows where the drawn ones do not determine them.
    pub solution: Vector,
    /// The drawn rows, counted from 0; see `weightedSample`.
    pub rows: Vector<i32>,
    /// The weight of each drawn row in the fit.
    pub weights: Vector,
    /// The label of each drawn row.
    pub labels: Vector,
    /// How many labels were looked at: as many as there are different rows among the drawn ones.
    pub evaluations: u32,
    /// The root of the weighted sum of the squares of the residuals of the drawn rows. As the fit was made for them, it says
    /// too little of the other rows; with no more rows than features it is zero.
    pub residual_norm: f64,
    /// An estimate of the sum of the squares of the residuals of all rows, from fits that leave out a part of the drawn ones.
    /// Its expectation is that of the sum for a fit with one draw less (one repetition less with `repeatedDpp`), where for
    /// `uniform` and `volume`, which draw no row twice, the rows of that fit count like the others. Single estimates scatter.
    /// Absent where there is nothing to leave out: with `dpp`, with no more rows than features, and where the rest would not
    /// determine the fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss_estimate: Option<f64>,
    /// The numerical rank of the features.
    pub rank: u32,
    /// What the weighted rows make of norms.
    pub norm_bounds: NormBounds,
    /// Whether `normBounds` are from 1/2 to 3/2.
    pub stabilized: bool,
    /// How often rows were drawn: once, but for stabilized samples.
    pub attempts: u32,
}

impl SampledLstsqProblem {
    /// The labels, and what is to be drawn.
    fn split(self) -> (Vector, WeightedSampleProblem) {
        let Self { right_side, method, size, repeats, stabilized, matrix, points, basis, degree, degree_kind } = self;
        let sample =
            WeightedSampleProblem { method, size, repeats, stabilized, matrix, points, basis, degree, degree_kind };
        (right_side, sample)
    }
}

impl Task for SampledLstsq {
    const NAME: &'static str = "sketch.sampledLstsq";
    type Problem = SampledLstsqProblem;
    type Solution = SampledLstsqSolution;
    type Progress = NoProgress;

    fn solve(problem: SampledLstsqProblem, run: &Run) -> Result<SampledLstsqSolution, Error> {
        let (right_side, problem) = problem.split();
        let (features, order) = problem.split();
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

/// Refuses labels that are not one for each of the `rows`, or not finite.
fn check_labels(labels: &[f64], rows: Option<usize>) -> Result<(), Error> {
    if let Some(rows) = rows {
        check::length("rightSide", labels.len(), rows, "there are rows")?;
    }
    check::numbers("rightSide", labels, check::FINITE)
}

/// The caller's solution: the fit to `labels`, one for each drawn row.
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
