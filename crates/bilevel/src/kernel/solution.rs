//! What the caller gets. Every number in it is finite.

use super::model::KernelModel;
use crate::outer::OuterRecord;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector, VectorOrMatrix};

/// A tuned kernel ridge model.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TuneKernelSolution {
    /// How the descent ended. `converged`: the projected gradient is as small as was asked for.
    pub status: Ending,
    /// What was taken off each feature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature_means: Option<Vector>,
    /// What the rest of each feature was divided by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature_scales: Option<Vector>,
    /// The length scale of each scaled feature, or one for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length_scales: Option<Vector>,
    /// The weights of given kernels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<Vector>,
    /// The ridge λ: nλ is added to the diagonal of the kernel's matrix of n samples.
    pub ridge: f64,
    /// The coefficient of each sample; of several outputs one column each.
    pub dual_coefficients: VectorOrMatrix,
    /// The constant of each output, which predictions begin with.
    pub offset: Vector,
    /// Half the mean square of the errors where each sample is left out in turn.
    pub leave_one_out_loss: f64,
    /// Those errors, the response less the prediction, in the form of the response.
    pub leave_one_out_residuals: VectorOrMatrix,
    /// The logarithm of the responses' density as a Gaussian process, of the likeliest scale.
    pub log_marginal_likelihood: f64,
    /// What `predictKernel` takes.
    pub model: KernelModel,
    /// What was minimised.
    pub objective: f64,
    /// Its gradient by the logarithms of the squared inverse length scales, or of the weights, and last of the ridge.
    pub gradient: Vector,
    /// The largest entry of the gradient projected onto the bounds: of length scales e^-2 and e^6, of weights e^-12 and e^4, of the
    /// ridge 1e-14 / n and e^3, with given kernels in units of the mean entry on the diagonals of their sum.
    pub projected_gradient: f64,
    /// The parameters that ended at their lower bounds, such as `lengthScales[0]`, `weights[1]` or `ridge`: smaller ones may be better. A ridge
    /// at its lower bound means that the kernel explains the responses but for rounding.
    pub at_lower: Vec<String>,
    /// The parameters that ended at their upper bounds: a length scale there means a feature that does not matter, or one that matters
    /// linearly.
    pub at_upper: Vec<String>,
    /// How far the gradient may be off, for what the inner problems are not solved exactly.
    pub hypergradient_error: f64,
    /// The largest entry of the residual of the linear system of the dual coefficients.
    pub inner_residual: f64,
    /// The number of outer steps.
    pub iterations: u32,
    /// How often the objective was evaluated.
    pub evaluations: u32,
    /// What each outer step came to, where `history` was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<OuterRecord>>,
}
