//! A kernel ridge model: what predictions need.

use super::kinds::KernelShape;
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
    /// The length scale of each feature, or one for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length_scales: Option<Vector>,
    /// The weights of given kernels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<Vector>,
    /// The coefficient of each training sample; of several outputs one column each.
    pub dual_coefficients: VectorOrMatrix,
    /// What is added to each output.
    pub offset: Vector,
}

/// The `model` of a solution of `tuneKernel`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GivenKernelModel {
    /// The kernel, where it is one of features.
    pub kernel: Option<KernelShape>,
    /// The features of the training samples, where the kernel is one of features.
    pub matrix: Option<Matrix>,
    /// The length scale of each feature, or one for all.
    pub length_scales: Option<Vector>,
    /// The weights of given kernels.
    pub weights: Option<Vector>,
    /// The coefficient of each training sample; of several outputs one column each.
    pub dual_coefficients: VectorOrMatrix,
    /// What is added to each output.
    pub offset: Vector,
}
