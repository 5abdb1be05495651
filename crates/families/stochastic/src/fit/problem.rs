//! The problem of a fit.

use crate::settings::LearningFields;
use crate::settings::default_true;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Labels, NumberOrVector, Vector, VectorOrMatrix};

/// The update rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum FitMethod {
    /// `adagrad`.
    #[default]
    Auto,
    /// Gradient descent.
    Sgd,
    /// Each coefficient has the rate divided by the root of the sum of its squared derivatives.
    Adagrad,
    /// Follow the regularized leader, with penalties `l1` and `l2` of its own on sums over all steps.
    Ftrl,
    /// `adagrad` in units of each feature's largest entry so far, for features of any scale.
    NormalizedAdaptive,
    /// For `logistic` without a penalty, all rows in each step: the mean gradient divided by the mean probability of the
    /// wrong class. Finds a separating hyperplane in few steps.
    Normalized,
    /// For `logistic` without a penalty, all rows in each step: gradient descent with a constant, also large, rate.
    Gradient,
    /// For `logistic` without a penalty, all rows in each step: the mean of the misclassified rows.
    Perceptron,
}

/// The order of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Sampling {
    /// All rows in a new order each epoch: blocks of 256 rows are shuffled, and the rows inside.
    #[default]
    Shuffle,
    /// Draws with replacement.
    Uniform,
    /// The given order.
    Cyclic,
    /// Draws with probabilities proportional to the norms of rows, with unbiased weights.
    Lipschitz,
    /// Draws with probabilities that follow the norms of the rows' gradients as last seen, with unbiased weights.
    GradientNorm,
}

/// The coefficients that are returned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum FitAverage {
    /// Those of the last step.
    #[default]
    None,
    /// The mean of those at equally spaced steps in the second half of the budget.
    Polyak,
    /// The same with weights that decrease by a factor of 0.999 for each step back.
    Exponential,
}

/// Starting coefficients. A solution has these fields.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FitStart {
    /// The coefficient of each feature; for `multinomial`, a matrix with a column for each class.
    pub coefficients: VectorOrMatrix,
    /// The intercept, or one for each class. Default: 0.
    pub intercept: Option<NumberOrVector>,
}

/// A linear model of many rows: the coefficients `w` and the intercept `b` minimize the weighted mean loss of the
/// predictor `X w + b` plus a penalty on `w`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FitProblem {
    /// The feature matrix `X`: a row for each sample, a column for each feature. It is read in place.
    pub matrix: AnyMatrix,
    /// The response `y` of each sample: a number, zero or positive for `poisson`; for `logistic`, `hinge` and
    /// `squaredHinge` one of two classes, as a number, a string or a boolean, the positive class sorting last; for
    /// `multinomial` any class.
    pub response: Labels,
    /// The loss, the penalty, and the step sizes.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub learning: LearningFields,
    /// The update rule.
    #[serde(default)]
    pub method: FitMethod,
    /// The number of rows in each step, at least 1; the last step of an epoch has the rows that are left. Not for
    /// `normalizedAdaptive`, and not for methods with all rows in each step.
    #[serde(default = "default_batch_size")]
    pub batch_size: u32,
    /// The number of passes over the rows, positive, counted from the first one also after a `checkpoint`. Default: 10; for
    /// `normalized`, `gradient` and `perceptron` `maxIterations` 10000.
    pub epochs: Option<f64>,
    /// The number of steps, instead of `epochs`.
    pub max_iterations: Option<u32>,
    /// The order of rows. Not for methods with all rows in each step.
    #[serde(default)]
    pub sampling: Sampling,
    /// The coefficients that are returned: the last ones, or an average. Averages vary less where gradients are noisy, and
    /// have fewer zeros. A learning rate that is left out is chosen when the average begins, at the latest. Not for methods
    /// with all rows in each step.
    #[serde(default)]
    pub average: FitAverage,
    /// A weight for each sample in the mean loss, zero or positive. Default: all 1.
    pub sample_weights: Option<Vector>,
    /// An offset added to the linear predictor of each sample; for `multinomial`, a matrix with a column for each class.
    pub offset: Option<VectorOrMatrix>,
    /// `lambda` relative to the smallest one for which all coefficients are zero, instead of `lambda`; zero or positive. For
    /// `l2`, relative to 1000 times the largest derivative at zero, as in `coordinate.fit`.
    pub lambda_ratio: Option<f64>,
    /// The lower bound of each feature's coefficient: zero, negative or minus infinity. Bounds are for `sgd` and `adagrad`,
    /// and not for `groupL2`.
    pub lower: Option<Vector>,
    /// The upper bound of each feature's coefficient: zero, positive or infinity.
    pub upper: Option<Vector>,
    /// Whether coefficients must be nonnegative, as with `lower` all 0.
    #[serde(default)]
    pub positive: bool,
    /// The fraction of rows, drawn at random, whose loss is measured after each epoch; up to 0.5. They are not learned from.
    pub validation_fraction: Option<f64>,
    /// Rows for validation, instead of a fraction.
    pub validation_matrix: Option<AnyMatrix>,
    /// Their responses.
    pub validation_response: Option<Labels>,
    /// The number of epochs without a smaller validation loss before the fit ends, at least 1; for rows for validation.
    /// Default: 5.
    pub patience: Option<u32>,
    /// The relative gap at which the fit ends, looked at after 1, 2, 4, 8, … epochs; without a penalty, the norm of the
    /// gradient relative to that at the start. Default: none, the budget of epochs is spent.
    pub tolerance: Option<f64>,
    /// Whether to compute objective, gap and gradient of the result, by one more pass.
    #[serde(default = "default_true")]
    pub certificate: bool,
    /// The starting point. Default: zero.
    pub initial: Option<FitStart>,
    /// The `checkpoint` of an earlier result for the same problem, to continue with the same bits as without interruption;
    /// `epochs` may be larger, except for `sgd` and with an `average`.
    pub checkpoint: Option<Vector<u8>>,
    /// A name for each column of `matrix`, for the solution.
    pub feature_names: Option<Vec<String>>,
}

impl FitProblem {
    /// A problem with these rows and settings, and defaults otherwise.
    pub fn new(matrix: AnyMatrix, response: Labels, learning: LearningFields) -> Self {
        Self {
            matrix,
            response,
            learning,
            method: FitMethod::default(),
            batch_size: default_batch_size(),
            epochs: None,
            max_iterations: None,
            sampling: Sampling::default(),
            average: FitAverage::default(),
            sample_weights: None,
            offset: None,
            lambda_ratio: None,
            lower: None,
            upper: None,
            positive: false,
            validation_fraction: None,
            validation_matrix: None,
            validation_response: None,
            patience: None,
            tolerance: None,
            certificate: true,
            initial: None,
            checkpoint: None,
            feature_names: None,
        }
    }
}

fn default_batch_size() -> u32 {
    1
}
