//! The fields common to all problems of generalized linear models, and the problem of a fit.

use super::response::Response;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, NumberOrVector, Vector, VectorOrMatrix};
use superlinear_losses::LossKind;

pub use superlinear_penalties::PenaltyKind;

/// The fields common to all problems.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ModelFields {
    /// The feature matrix `X`: a row for each sample, a column for each feature.
    pub matrix: AnyMatrix,
    /// The memory layout of `matrix`. Columns are read in place; rows are copied once.
    #[serde(default)]
    pub layout: Layout,
    /// The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for
    /// `multiSquared` a matrix with a column for each output. For `logistic` and `multinomial` the class, as a
    /// number, a string or a boolean. For `logistic`, the positive class is the one that sorts last.
    pub response: Response,
    /// A name for each column of `matrix`. The solution then names the features with nonzero coefficients, and
    /// `predict` and `score` can check that they get the same features.
    pub feature_names: Option<Vec<String>>,
    /// The loss function.
    #[serde(default)]
    pub loss: LossKind,
    /// The largest absolute residual treated as quadratic in `huber`; larger ones are linear.
    #[serde(default = "default_threshold")]
    pub huber_threshold: f64,
    /// The penalty added to the mean loss.
    #[serde(default)]
    pub penalty: PenaltyKind,
    /// The weight of the `l1` part in `elasticNet`, from 0 to 1; the rest is the weight of half the squared
    /// coefficients. In `sparseGroup` the weight of the `l1` part relative to the group part.
    #[serde(default = "default_ratio")]
    pub l1_ratio: f64,
    /// The multiple of `lambda` beyond which `mcp` (above 1) and `scad` (above 2) are constant. Default: 3 and
    /// 3.7.
    pub concavity: Option<f64>,
    /// The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for
    /// `multiSquared` and `multinomial`: each feature's coefficients for all outputs form a group. Required
    /// otherwise.
    pub groups: Option<Vector<i32>>,
    /// A factor for the penalty of each group, zero or positive. Default: the square root of its number of
    /// coefficients.
    pub group_weights: Option<Vector>,
    /// A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
    pub penalty_factors: Option<Vector>,
    /// Whether the model has an intercept. It is never penalized.
    #[serde(default = "default_true")]
    pub intercept: bool,
    /// A weight for each sample in the mean loss, zero or positive. Default: all 1.
    pub sample_weights: Option<Vector>,
    /// An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for
    /// each.
    pub offset: Option<VectorOrMatrix>,
    /// The lower bound of each feature's coefficient: zero, negative or minus infinity.
    pub lower: Option<Vector>,
    /// The upper bound of each feature's coefficient: zero, positive or infinity.
    pub upper: Option<Vector>,
    /// Whether coefficients must be nonnegative, as with `lower` all 0.
    #[serde(default)]
    pub positive: bool,
    /// Whether features are scaled to standard deviation 1 (root mean square 1 without an intercept) before
    /// they are penalized. Coefficients and bounds refer to the features as given.
    #[serde(default)]
    pub standardize: bool,
}

/// The memory layout of a matrix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Layout {
    /// By rows: entry `(i, j)` of a dense matrix is `data[i * columns + j]`; a sparse matrix has compressed rows (CSR).
    #[default]
    RowMajor,
    /// By columns: entry `(i, j)` of a dense matrix is `data[j * rows + i]`; in a sparse matrix, `indptr` holds the
    /// start of each column and `indices` are rows (CSC).
    ColumnMajor,
}

/// The stopping criterion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Criterion {
    /// The duality gap, relative to the excess loss of the null model (without penalized features) over the smallest
    /// possible loss, 0 except for `poisson`. `kktResidual` replaces it if there is no usable gap: for nonconvex
    /// penalties, if that excess is only rounding (as for constant counts), and if `lambda` is 0 or below 1e-9 times
    /// the derivatives of the loss at the null model.
    #[default]
    DualityGap,
    /// The violation of the optimality conditions, relative to the largest derivative at the null model.
    KktResidual,
}

/// Starting coefficients. A solution has these fields.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ModelStart {
    /// The coefficients: a number for each feature, or a matrix with a column for each output or class.
    pub coefficients: VectorOrMatrix,
    /// The intercept, or one for each output or class. Default: 0.
    pub intercept: Option<NumberOrVector>,
}

/// A generalized linear model: the coefficients `w` and the intercept `b` minimize the weighted mean loss of the
/// predictor `X w + b` plus a penalty on `w`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FitProblem {
    /// The model.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub model: ModelFields,
    /// The strength of the penalty, zero or positive. Exactly one of `lambda` and `lambdaRatio` must be given,
    /// except for the penalty `none`.
    pub lambda: Option<f64>,
    /// The strength relative to the smallest one that makes all penalized coefficients zero; zero or positive.
    pub lambda_ratio: Option<f64>,
    /// The tolerance of the stopping criterion: see `criterion`.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The stopping criterion: `tolerance` bounds it.
    #[serde(default)]
    pub criterion: Criterion,
    /// The maximum number of iterations, at least 1. Each makes one pass over the whole matrix.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// The starting point. Default: zero.
    pub initial: Option<ModelStart>,
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
