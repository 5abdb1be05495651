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

/// What is minimised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum KernelCriterion {
    /// The negative logarithm of the responses' density as a Gaussian process for each number, its scale the likeliest: ½ ln(yᵀα / n) +
    /// ln det A / (2n).
    #[default]
    MarginalLikelihood,
    /// Half the mean square of the errors where each sample is left out in turn, in closed form.
    LeaveOneOut,
    /// Half the mean square of the errors of what is held out, by `folds`.
    Folds,
}
