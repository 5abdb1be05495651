//! What the caller gives: the fields that all problems of generalised linear models share stand here once.

use super::response::Response;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, NumberOrVector, VectorOrMatrix};
use superlinear_losses::LossKind;

pub use superlinear_penalties::PenaltyKind;

/// Declares a problem: the shared fields, and after them its own.
macro_rules! model_problem {
    ($(#[$about:meta])* $name:ident { $($own:tt)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, serde::Deserialize, schemars::JsonSchema)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            /// The matrix `X` of features: a row for each sample, a column for each feature.
            pub matrix: superlinear_interface::AnyMatrix,
            /// How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.
            #[serde(default)]
            pub layout: $crate::models::problem::Layout,
            /// The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for `multiSquared`
            /// a matrix with a column for each output. For `logistic` and `multinomial` the class, as a number, a string or a boolean;
            /// of the two for `logistic`, the one that sorts last is the positive one.
            pub response: $crate::models::response::Response,
            /// What the features are called, a name for each column of `matrix`. The solution then names those with a coefficient,
            /// and `predict` and `score` can tell whether they get the same ones.
            pub feature_names: Option<Vec<String>>,
            /// The loss that measures how far the model is from the response.
            #[serde(default)]
            pub loss: superlinear_losses::LossKind,
            /// Residuals up to this count squared in `huber`, larger ones linearly.
            #[serde(default = "crate::models::problem::default_threshold")]
            pub huber_threshold: f64,
            /// The penalty that is added to the mean loss.
            #[serde(default)]
            pub penalty: $crate::models::problem::PenaltyKind,
            /// The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In
            /// `sparseGroup` the share of the `l1` part, the rest being that of the groups.
            #[serde(default = "crate::models::problem::default_ratio")]
            pub l1_ratio: f64,
            /// Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.
            pub concavity: Option<f64>,
            /// The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for
            /// `multiSquared` and `multinomial`: each feature's coefficients for all outputs are a group. Otherwise it must be given.
            pub groups: Option<superlinear_interface::Vector<i32>>,
            /// A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.
            pub group_weights: Option<superlinear_interface::Vector>,
            /// A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
            pub penalty_factors: Option<superlinear_interface::Vector>,
            /// Whether the model has an intercept, which is never penalised.
            #[serde(default = "crate::models::problem::default_true")]
            pub intercept: bool,
            /// A weight for each sample, zero or positive, in the mean loss. Default: all 1.
            pub sample_weights: Option<superlinear_interface::Vector>,
            /// Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
            pub offset: Option<superlinear_interface::VectorOrMatrix>,
            /// The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.
            pub lower: Option<superlinear_interface::Vector>,
            /// The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.
            pub upper: Option<superlinear_interface::Vector>,
            /// Whether coefficients must not be negative, as with `lower` all 0.
            #[serde(default)]
            pub positive: bool,
            /// Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they
            /// are penalised. Coefficients and bounds are those of the features as given.
            #[serde(default)]
            pub standardize: bool,
            $($own)*
        }

        impl $name {
            /// The shared fields.
            pub(in crate::models) fn model(&self) -> $crate::models::problem::ModelFields<'_> {
                $crate::models::problem::ModelFields {
                    matrix: &self.matrix,
                    layout: self.layout,
                    response: &self.response,
                    feature_names: self.feature_names.as_deref(),
                    loss: self.loss,
                    huber_threshold: self.huber_threshold,
                    penalty: self.penalty,
                    l1_ratio: self.l1_ratio,
                    concavity: self.concavity,
                    groups: self.groups.as_deref(),
                    group_weights: self.group_weights.as_deref(),
                    penalty_factors: self.penalty_factors.as_deref(),
                    intercept: self.intercept,
                    sample_weights: self.sample_weights.as_deref(),
                    offset: self.offset.as_ref(),
                    lower: self.lower.as_deref(),
                    upper: self.upper.as_deref(),
                    positive: self.positive,
                    standardize: self.standardize,
                }
            }
        }
    };
}
pub(super) use model_problem;

/// The fields that all problems share, borrowed.
#[derive(Clone, Copy)]
pub(super) struct ModelFields<'a> {
    pub matrix: &'a AnyMatrix,
    pub layout: Layout,
    pub response: &'a Response,
    pub feature_names: Option<&'a [String]>,
    pub loss: LossKind,
    pub huber_threshold: f64,
    pub penalty: PenaltyKind,
    pub l1_ratio: f64,
    pub concavity: Option<f64>,
    pub groups: Option<&'a [i32]>,
    pub group_weights: Option<&'a [f64]>,
    pub penalty_factors: Option<&'a [f64]>,
    pub intercept: bool,
    pub sample_weights: Option<&'a [f64]>,
    pub offset: Option<&'a VectorOrMatrix>,
    pub lower: Option<&'a [f64]>,
    pub upper: Option<&'a [f64]>,
    pub positive: bool,
    pub standardize: bool,
}

/// How the entries of a matrix lie in memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Layout {
    /// Row by row: entry `(i, j)` of a dense matrix at `data[i * columns + j]`; a sparse one by compressed rows.
    #[default]
    RowMajor,
    /// Column by column: entry `(i, j)` of a dense matrix at `data[j * rows + i]`; of a sparse one, `indptr` tells where
    /// each column begins and `indices` are rows (CSC).
    ColumnMajor,
}

/// What ends the iteration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Criterion {
    /// The duality gap, relative to how far the objective of the model without penalised features is above the least value
    /// of the loss, which is 0 but for `poisson`; where there is no gap, as `kktResidual`: for penalties that are not convex, where that distance is rounding only, as
    /// for counts that are all the same, and where `lambda` is 0 or less than 1e-9 of the slopes of the loss there.
    #[default]
    DualityGap,
    /// The violation of the optimality conditions, relative to the largest slope at that model.
    KktResidual,
}

/// Coefficients to start from; a solution has them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ModelStart {
    /// The coefficients, a number for each feature, or a matrix with a column for each output or class.
    pub coefficients: VectorOrMatrix,
    /// The intercept, or one for each output or class. Default: 0.
    pub intercept: Option<NumberOrVector>,
}

model_problem! {
    /// A generalised linear model: the coefficients `w` and the intercept `b` that minimise the weighted mean loss of the
    /// predictor `X w + b`, plus a penalty on `w`.
    FitProblem {
        /// The strength of the penalty, zero or positive. This or `lambdaRatio` must be given, but for the penalty `none`.
        pub lambda: Option<f64>,
        /// The strength as a share of the smallest one that makes all penalised coefficients zero; zero or positive.
        pub lambda_ratio: Option<f64>,
        /// How exact the solution is to be: see `criterion`.
        #[serde(default = "default_tolerance")]
        pub tolerance: f64,
        /// What `tolerance` bounds.
        #[serde(default)]
        pub criterion: Criterion,
        /// The most iterations, at least 1, each with one pass over the whole matrix.
        #[serde(default = "default_max_iterations")]
        pub max_iterations: u32,
        /// Where to start. Default: at zero.
        pub initial: Option<ModelStart>,
    }
}

pub(super) fn default_tolerance() -> f64 {
    1e-6
}

pub(super) fn default_max_iterations() -> u32 {
    100
}

pub(super) fn default_threshold() -> f64 {
    1.35
}

pub(super) fn default_ratio() -> f64 {
    0.5
}

pub(super) fn default_true() -> bool {
    true
}
