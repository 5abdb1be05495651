//! Kinds of kernels, of their length scales and of criteria.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A kernel of two rows of features a and b, with the distance r = √Σ((a_j - b_j) / ℓ_j)² in length scales ℓ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum KernelShape {
    /// exp(-r² / 2): functions with all derivatives.
    #[default]
    Gaussian,
    /// exp(-r): continuous functions with kinks.
    Matern12,
    /// (1 + √3 r) exp(-√3 r): functions with one derivative.
    Matern32,
    /// (1 + √5 r + 5r² / 3) exp(-√5 r): functions with two derivatives.
    Matern52,
    /// Σ a_j b_j / ℓ_j²: linear functions, whose coefficients are penalised each in its own measure.
    Linear,
}

/// For which features length scales are one and the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LengthScales {
    /// For none: each has its own.
    #[default]
    Feature,
    /// For all.
    Shared,
}

/// The constant of predictions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum KernelIntercept {
    /// Fitted together with the kernel, without a penalty; also where samples are left out.
    #[default]
    Fitted,
    /// The mean of the response.
    Mean,
    /// 0.
    None,
}

/// What is minimised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum KernelCriterion {
    /// The negative logarithm of the responses' density as a Gaussian process for each number, its scale the likeliest: ½ ln(yᵀα / n) +
    /// ln det A / (2n). With a fitted constant, which is integrated out, n - 1 is in the place of n, and det A times the sum of A⁻¹ in
    /// that of det A.
    #[default]
    MarginalLikelihood,
    /// Half the mean square of the errors where each sample is left out in turn, in closed form.
    LeaveOneOut,
    /// Half the mean square of the errors of what is held out, by `folds`.
    Folds,
}
