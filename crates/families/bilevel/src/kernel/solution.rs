//! The output of `tuneKernel`. All numbers are finite.

use super::model::KernelModel;
use crate::outer::OuterRecord;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector, VectorOrMatrix};

/// A tuned kernel ridge model.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TuneKernelSolution {
    /// The termination status. `converged` means that the projected gradient is within the tolerance.
    pub status: Ending,
    /// The mean subtracted from each feature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature_means: Option<Vector>,
    /// The divisor of each centered feature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature_scales: Option<Vector>,
    /// The length scale of each scaled feature, or one for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length_scales: Option<Vector>,
    /// The weights of given kernels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<Vector>,
    /// The ridge λ: nλ is added to the diagonal of the kernel matrix of n samples.
    pub ridge: f64,
    /// The coefficient of each sample; one column per output if there are several.
    pub dual_coefficients: VectorOrMatrix,
    /// The constant term of each output.
    pub offset: Vector,
    /// Half the mean square of the leave-one-out errors.
    pub leave_one_out_loss: f64,
    /// The leave-one-out errors, response minus prediction, in the form of the response.
    pub leave_one_out_residuals: VectorOrMatrix,
    /// The log-density of the responses under a Gaussian process with maximum-likelihood scale.
    pub log_marginal_likelihood: f64,
    /// The model for `predictKernel`.
    pub model: KernelModel,
    /// The minimized criterion.
    pub objective: f64,
    /// The gradient of the criterion with respect to the logarithms of the squared inverse length scales or of the
    /// weights, and last of the ridge.
    pub gradient: Vector,
    /// The largest absolute entry of the gradient projected onto the bounds. The bounds are e^-2 and e^6 for length
    /// scales, e^-12 and e^4 for weights, 1e-14 / n and e^3 for the ridge, with given kernels in units of the mean
    /// diagonal entry of their sum.
    pub projected_gradient: f64,
    /// The parameters at their lower bounds, such as `lengthScales[0]`, `weights[1]` or `ridge`: smaller values may be
    /// better. A ridge at its lower bound means that the kernel explains the responses up to rounding.
    pub at_lower: Vec<String>,
    /// The parameters at their upper bounds. A length scale there means that the feature is irrelevant, or acts
    /// linearly.
    pub at_upper: Vec<String>,
    /// Bound on the error of the gradient due to inexact inner solutions.
    pub hypergradient_error: f64,
    /// The largest absolute residual of the linear system of the dual coefficients.
    pub inner_residual: f64,
    /// The number of outer iterations.
    pub iterations: u32,
    /// The number of evaluations of the objective.
    pub evaluations: u32,
    /// A record of each iteration, if `history` was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<OuterRecord>>,
}
