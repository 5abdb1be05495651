//! A kernel ridge model: what predictions need.

use super::kinds::{KernelIntercept, KernelShape};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Matrix, Vector, VectorOrMatrix};

/// What `predictKernel` takes. A prediction is the offset plus the kernel between a new sample and the training samples
/// times the dual coefficients.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KernelModel {
    /// The kernel, where it is one of features.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kernel: Option<KernelShape>,
    /// The features of the training samples, where the kernel is one of features.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matrix: Option<Matrix>,
    /// What is taken off each feature, where the kernel is one of features.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature_means: Option<Vector>,
    /// What the rest of each feature is divided by, where the kernel is one of features.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature_scales: Option<Vector>,
    /// The length scale of each scaled feature, or one for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length_scales: Option<Vector>,
    /// The weights of given kernels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<Vector>,
    /// The coefficient of each training sample; of several outputs one column each.
    pub dual_coefficients: VectorOrMatrix,
    /// What is added to each output.
    pub offset: Vector,
    /// How that was found.
    pub intercept: KernelIntercept,
    /// The ridge λ.
    pub ridge: f64,
    /// The variance of the Gaussian process that makes the responses likeliest: of the function where the kernel is 1.
    pub process_variance: f64,
}

/// The `model` of a solution of `tuneKernel`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GivenKernelModel {
    /// The kernel, where it is one of features.
    pub kernel: Option<KernelShape>,
    /// The features of the training samples, where the kernel is one of features.
    pub matrix: Option<Matrix>,
    /// What is taken off each feature. Default: zeros.
    pub feature_means: Option<Vector>,
    /// What the rest of each feature is divided by. Default: ones.
    pub feature_scales: Option<Vector>,
    /// The length scale of each scaled feature, or one for all.
    pub length_scales: Option<Vector>,
    /// The weights of given kernels.
    pub weights: Option<Vector>,
    /// The coefficient of each training sample; of several outputs one column each.
    pub dual_coefficients: VectorOrMatrix,
    /// What is added to each output.
    pub offset: Vector,
    /// How that was found. Default: fitted.
    #[serde(default)]
    pub intercept: KernelIntercept,
    /// The ridge λ, for variances.
    pub ridge: Option<f64>,
    /// The variance of the Gaussian process, for variances.
    pub process_variance: Option<f64>,
}
