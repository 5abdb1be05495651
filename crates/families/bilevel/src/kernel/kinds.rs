//! Kinds of kernels, length scales and criteria.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A kernel of two feature vectors a and b. Its distance r = √Σ((a_j - b_j) / ℓ_j)² is in units of the length scales ℓ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum KernelShape {
    /// exp(-r² / 2), for infinitely differentiable functions.
    #[default]
    Gaussian,
    /// exp(-r), for continuous functions with kinks.
    Matern12,
    /// (1 + √3 r) exp(-√3 r), for once differentiable functions.
    Matern32,
    /// (1 + √5 r + 5r² / 3) exp(-√5 r), for twice differentiable functions.
    Matern52,
    /// Σ a_j b_j / ℓ_j², for linear functions with one penalty per coefficient.
    Linear,
}

/// The features that share a length scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LengthScales {
    /// One length scale per feature.
    #[default]
    Feature,
    /// One length scale for all features.
    Shared,
}

/// The constant term of predictions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum KernelIntercept {
    /// Fitted together with the kernel and unpenalized, also for the training parts of the criteria.
    #[default]
    Fitted,
    /// The mean of the response.
    Mean,
    /// 0.
    None,
}

/// The minimized criterion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum KernelCriterion {
    /// The negative log-density of the responses under a Gaussian process with maximum-likelihood scale, per value: ½
    /// ln(yᵀα / n) + ln det A / (2n). A fitted constant is integrated out: n - 1 replaces n, and det A times the sum of
    /// A⁻¹ replaces det A.
    #[default]
    MarginalLikelihood,
    /// Half the mean square of the leave-one-out errors, in closed form.
    LeaveOneOut,
    /// Half the mean square of the errors on held-out samples, by `folds`.
    Folds,
}
