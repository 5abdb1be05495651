//! Kernel ridge models, as needed for predictions.

use super::kinds::{KernelIntercept, KernelShape};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Matrix, Vector, VectorOrMatrix};

/// A fitted model, input of `predictKernel`. A prediction is the offset plus the kernel between a new sample and the
/// training samples times the dual coefficients.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KernelModel {
    /// The kernel, if it is a function of features.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kernel: Option<KernelShape>,
    /// The features of the training samples, if the kernel is a function of features.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matrix: Option<Matrix>,
    /// The mean subtracted from each feature, if the kernel is a function of features.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature_means: Option<Vector>,
    /// The divisor of each centered feature, if the kernel is a function of features.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature_scales: Option<Vector>,
    /// The length scale of each scaled feature, or one for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length_scales: Option<Vector>,
    /// The weights of given kernels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<Vector>,
    /// The coefficient of each training sample; one column per output if there are several.
    pub dual_coefficients: VectorOrMatrix,
    /// The constant term of each output.
    pub offset: Vector,
    /// The kind of constant term.
    pub intercept: KernelIntercept,
    /// The ridge λ.
    pub ridge: f64,
    /// The maximum-likelihood variance of the Gaussian process: the variance of the function at a kernel value of 1.
    pub process_variance: f64,
}

/// The `model` of a solution of `tuneKernel`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GivenKernelModel {
    /// The kernel, if it is a function of features.
    pub kernel: Option<KernelShape>,
    /// The features of the training samples, if the kernel is a function of features.
    pub matrix: Option<Matrix>,
    /// The mean subtracted from each feature. Default: zeros.
    pub feature_means: Option<Vector>,
    /// The divisor of each centered feature. Default: ones.
    pub feature_scales: Option<Vector>,
    /// The length scale of each scaled feature, or one for all.
    pub length_scales: Option<Vector>,
    /// The weights of given kernels.
    pub weights: Option<Vector>,
    /// The coefficient of each training sample; one column per output if there are several.
    pub dual_coefficients: VectorOrMatrix,
    /// The constant term of each output.
    pub offset: Vector,
    /// The kind of constant term. Default: fitted.
    #[serde(default)]
    pub intercept: KernelIntercept,
    /// The ridge λ, for variances.
    pub ridge: Option<f64>,
    /// The variance of the Gaussian process, for variances.
    pub process_variance: Option<f64>,
}
