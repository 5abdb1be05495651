//! Sampling of rows as a task.

use super::features::Features;
use super::functions::{BasisKind, DegreeKind};
use super::laws::{Order, SampleMethod, draw};
use super::norm_bounds::NormBounds;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Error, Matrix, NoProgress, Run, Task, Vector};

/// Samples few rows of a matrix of features, with weights, such that a weighted least-squares fit to these rows is
/// nearly as good as the fit to all: for expensive labels. Rows of high leverage are drawn more often, and all
/// distributions except `uniform` and `leverage` prefer rows that complement each other. Samples follow the
/// distributions exactly; they are defined in `SampleMethod`.
///
/// After Nouy, Michel: Weighted least-squares approximation with determinantal point processes and generalized volume
/// sampling, arXiv:2312.14057, 2023; Dereziński, Warmuth: Reverse iterative volume sampling for linear regression,
/// Journal of Machine Learning Research 19, 2018; Dereziński, Warmuth, Hsu: Unbiased estimators for random design
/// regression, Journal of Machine Learning Research 23, 2022.
///
/// @param problem The features and the distribution.
/// @param options Their `seed` determines the sample.
///
/// @example
/// ```ts
/// const matrix = Array.from({ length: 100 }, (_, t) => [1, t, t * t]);
/// const { rows, weights } = await weightedSample({ matrix, method: 'volumeRescaled', size: 8 });
/// ```
#[derive(JsonSchema)]
pub struct WeightedSample;

/// Rows of features, and the sample to draw from them. It depends on the run's seed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WeightedSampleProblem {
    /// The distribution of the sample.
    pub method: SampleMethod,
    /// The number of rows to sample: from the number of features to the number of rows. Not needed if the method
    /// determines it.
    pub size: Option<u32>,
    /// The number of sets for the method `repeatedDpp`.
    pub repeats: Option<u32>,
    /// Samples again until `normBounds` are from 1/2 to 3/2. Only for the method `leverage`: the distribution is then
    /// that of independent draws under this condition. If a hundred samples fail, the nearest one is returned.
    #[serde(default)]
    pub stabilized: bool,
    /// The features, one row per possible label. Give either this or `points`, `basis` and `degree`.
    pub matrix: Option<AnyMatrix>,
    /// Points with possible labels, one per row, with coordinates from -1 to 1. Their features are functions, see
    /// `basis`.
    pub points: Option<Matrix>,
    /// The functions of each coordinate; features are their products.
    pub basis: Option<BasisKind>,
    /// The maximum degree of these products.
    pub degree: Option<u32>,
    /// Whether `degree` bounds the sum of a product's degrees or each of them.
    #[serde(default)]
    pub degree_kind: DegreeKind,
}

impl WeightedSampleProblem {
    /// The features, and the requested sample.
    pub(crate) fn split(self) -> (Features, Order) {
        let Self { method, size, repeats, stabilized, matrix, points, basis, degree, degree_kind } = self;
        let features = Features { matrix, points, basis, degree, degree_kind };
        (features, Order { method, size, repeats, stabilized })
    }
}

/// A sample of rows.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WeightedSampleSolution {
    /// The sampled rows, counted from 0: a set in ascending order (with `repeatedDpp` one set after the other), or with
    /// `leverage` and `volumeRescaled` a sequence in the order of the draws. Rows are distinct only within a set.
    pub rows: Vector<i32>,
    /// The weight of each sampled row in a fit. Weighted sums over the sampled rows estimate sums over all rows; the
    /// estimates are unbiased for all distributions except `volume`.
    pub weights: Vector,
    /// The leverage score of each sampled row.
    pub scores: Vector,
    /// The numerical rank of the features.
    pub rank: u32,
    /// The distortion of norms by the weighted rows.
    pub norm_bounds: NormBounds,
    /// Whether `normBounds` are from 1/2 to 3/2.
    pub stabilized: bool,
    /// The number of attempts: one except for stabilized samples.
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
