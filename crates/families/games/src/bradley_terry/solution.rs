//! The output of `bradleyTerry`. All numbers are finite.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;

/// The termination status of a fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BradleyTerryStatus {
    /// The gradient is within the tolerance.
    Converged,
    /// The iteration limit was reached.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// No step decreased the loss, because of rounding.
    Stalled,
    /// The likelihood has no maximum: without regularization some strengths diverge. Without features the strengths are
    /// then valid within each of `components`, with mean 0. Unconnected groups alone do not cause this status; see
    /// `connectedGroups`.
    Unbounded,
}

/// Estimated strengths of items.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BradleyTerrySolution {
    /// The termination status.
    pub status: BradleyTerryStatus,
    /// The strengths, with mean 0; for unconnected items, with mean 0 in each connected group.
    pub strengths: Vector,
    /// The coefficients of the features, if given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coefficients: Option<Vector>,
    /// The standard error of each strength, or of each coefficient with features, from the observed information. For
    /// the logistic loss.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_errors: Option<Vector>,
    /// The log-likelihood of the votes; with `components`, of the votes within them.
    pub log_likelihood: f64,
    /// The largest absolute entry of the gradient of the regularized loss.
    pub gradient_norm: f64,
    /// The item indices, the best first. With `connectedGroups` one group follows another, and the order of items of
    /// different groups has no meaning.
    pub ranking: Vector<i32>,
    /// The policy with the strengths as rewards, if `policy` was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<Vector>,
    /// If there is no maximum: the groups in which each item has beaten every other, directly or through others. No
    /// item ever lost to one of a later group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub components: Option<Vec<Vector<i32>>>,
    /// The groups of items connected by votes, if there are several and neither features nor regularization relate
    /// their items. They are in descending order of size, with items never compared last. Strengths have mean 0 in
    /// each.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connected_groups: Option<Vec<Vector<i32>>>,
    /// The number of Newton steps.
    pub iterations: u32,
}

/// The progress of a fit.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BradleyTerryProgress {
    /// The number of Newton steps.
    pub iterations: u32,
    /// The largest absolute entry of the gradient.
    pub gradient_norm: f64,
}
