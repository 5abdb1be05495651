//! What the caller gets. Every number in it is finite.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;

/// How the fit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BradleyTerryStatus {
    /// The gradient is as small as was asked for.
    Converged,
    /// The steps were used up.
    IterationLimit,
    /// The time was used up.
    TimeLimit,
    /// No step makes the loss smaller, since rounding allows no more progress.
    Stalled,
    /// No strengths are the likeliest: without regularization some move apart without end. Without features the strengths are then right
    /// within each of `components`, with the mean 0. Groups that no votes connect do not make it so: see `connectedGroups`.
    Unbounded,
}

/// The strengths.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BradleyTerrySolution {
    /// How the fit ended.
    pub status: BradleyTerryStatus,
    /// The strengths, with the mean 0; of items that no votes connect, in each connected group.
    pub strengths: Vector,
    /// The coefficients of the features, where there are some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coefficients: Option<Vector>,
    /// The standard error of each strength, or where there are features of each coefficient, by the observed information; for the logistic
    /// loss.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_errors: Option<Vector>,
    /// The logarithm of the votes' probability under the strengths; where there are `components`, of those within them.
    pub log_likelihood: f64,
    /// The largest absolute entry of the gradient of the loss, with its regularization.
    pub gradient_norm: f64,
    /// The numbers of the items, the best first. Where there are `connectedGroups`, one group comes after the other, and the order of two
    /// items of different groups means nothing.
    pub ranking: Vector<i32>,
    /// The policy whose rewards the strengths are, where `policy` was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<Vector>,
    /// The groups of items within which each has beaten each, by way of others, where there is no maximum: no item ever lost to one of a
    /// later group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub components: Option<Vec<Vector<i32>>>,
    /// The groups of items that votes connect, where there are several and neither features nor regularization compare their items: the
    /// largest first, and items that nobody compared last. Strengths have the mean 0 in each.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connected_groups: Option<Vec<Vector<i32>>>,
    /// The number of Newton steps.
    pub iterations: u32,
}

/// How far a fit has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BradleyTerryProgress {
    /// The number of Newton steps.
    pub iterations: u32,
    /// The largest absolute entry of the gradient.
    pub gradient_norm: f64,
}
