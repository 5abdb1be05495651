//! Drawing rows as a task.

use super::features::Features;
use super::functions::{BasisKind, DegreeKind};
use super::laws::{Order, SampleMethod, draw};
use super::norm_bounds::NormBounds;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Error, Matrix, NoProgress, Run, Task, Vector};

/// Draws few rows of a matrix of features, with weights, such that a weighted least-squares fit to these rows is nearly as good
/// as the fit to all: for labels that are dear. Rows that matter more are drawn more often, and all laws but `uniform` and
/// `leverage` prefer rows that complement each other. Each law is drawn exactly; `SampleMethod` states them.
///
/// After Nouy, Michel: Weighted least-squares approximation with determinantal point processes and generalized volume
/// sampling, arXiv:2312.14057, 2023; Dereziński, Warmuth: Reverse iterative volume sampling for linear regression, Journal of
/// Machine Learning Research 19, 2018; Dereziński, Warmuth, Hsu: Unbiased estimators for random design regression, Journal of
/// Machine Learning Research 23, 2022.
///
/// @param problem The features and the law.
/// @param options Their `seed` chooses the sample.
///
/// @example
/// ```ts
/// const matrix = Array.from({ length: 100 }, (_, t) => [1, t, t * t]);
/// const { rows, weights } = await weightedSample({ matrix, method: 'volumeRescaled', size: 8 });
/// ```
#[derive(JsonSchema)]
pub struct WeightedSample;

/// Rows of features, and how to draw some of them. What is drawn depends on the run's seed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WeightedSampleProblem {
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

impl WeightedSampleProblem {
    /// The features, and what is to be drawn of them.
    pub(crate) fn split(self) -> (Features, Order) {
        let Self { method, size, repeats, stabilized, matrix, points, basis, degree, degree_kind } = self;
        let features = Features { matrix, points, basis, degree, degree_kind };
        (features, Order { method, size, repeats, stabilized })
    }
}

/// The rows that were drawn.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WeightedSampleSolution {
    /// The drawn rows, counted from 0: a set in ascending order (with `repeatedDpp` one set after the other), or with `leverage`
    /// and `volumeRescaled` a sequence in the order of the draws. Only within a set is no row drawn twice.
    pub rows: Vector<i32>,
    /// The weight of each drawn row in a fit. Weighted sums over the drawn rows stand for sums over all rows; by all laws but
    /// `volume` they are so in expectation.
    pub weights: Vector,
    /// The leverage score of each drawn row.
    pub scores: Vector,
    /// The numerical rank of the features.
    pub rank: u32,
    /// What the weighted rows make of norms.
    pub norm_bounds: NormBounds,
    /// Whether `normBounds` are from 1/2 to 3/2.
    pub stabilized: bool,
    /// How often rows were drawn: once, but for stabilized samples.
    pub attempts: u32,
}

impl Task for WeightedSample {
    const NAME: &'static str = "sketch.weightedSample";
    type Problem = WeightedSampleProblem;
    type Solution = WeightedSampleSolution;
    type Progress = NoProgress;

    fn solve(problem: WeightedSampleProblem, run: &Run) -> Result<WeightedSampleSolution, Error> {
        let (features, order) = problem.split();
        let drawn = draw(features, &order, run)?;
        let (rank, scores, sample) = (drawn.basis.rank as u32, drawn.scores, drawn.sample);
        Ok(WeightedSampleSolution {
            scores: sample.rows.iter().map(|&row| scores[row]).collect::<Vec<_>>().into(),
            rows: sample.rows.iter().map(|&row| row as i32).collect::<Vec<_>>().into(),
            weights: sample.weights.into(),
            rank,
            norm_bounds: sample.norm_bounds,
            stabilized: sample.norm_bounds.are_stable(),
            attempts: sample.attempts,
        })
    }
}
