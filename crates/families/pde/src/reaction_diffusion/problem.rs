//! The problem of `reactionDiffusion`.

use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{NumberOrVector, Vector};

/// Species that react and diffuse on a box: `∂u/∂t = D Δu + R(u)` for each of them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReactionDiffusionProblem {
    /// The number of cells of the grid along each axis: `[x]`, `[y, x]` or `[z, y, x]`. Fields are stored with x fastest.
    pub points: Vector<i32>,
    /// The lengths of the box along the axes, in the order of `points`. Default: ones.
    pub lengths: Option<Vector>,
    /// The condition at the boundaries, for all axes or for each.
    #[serde(default)]
    pub boundary: ClosedBoundaries,
    /// The species: one for `logistic`, two for other reactions, any number for `none`.
    pub species: Vec<Species>,
    /// The reaction.
    pub reaction: Reaction,
    /// The final time, above 0.
    pub final_time: f64,
    /// The largest time step, above 0: equal steps lead from one snapshot to the next. Default: steps chosen by
    /// `tolerance`.
    pub time_step: Option<f64>,
    /// The tolerance on the relative error of a species in each step, if `timeStep` is absent; above 0 and below 1.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The times of snapshots, ascending, above 0 and at most `finalTime`. Default: the final time.
    pub snapshots: Option<Vector>,
}

fn default_tolerance() -> f64 {
    1e-4
}

/// A species.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Species {
    /// The diffusion coefficient, at least 0.
    pub diffusion: f64,
    /// The concentration at the start: a number, or a number for each cell; not negative.
    pub initial: NumberOrVector,
}

/// The condition at both boundaries of an axis of a closed system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ClosedBoundary {
    /// No flux.
    #[default]
    Neumann,
    /// The function continues periodically.
    Periodic,
}

/// The conditions of the axes of a closed system.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "must be `neumann` or `periodic`, or a list of one of them for each axis")]
pub enum ClosedBoundaries {
    /// The same for all axes.
    Same(ClosedBoundary),
    /// One for each axis, in the order of `points`.
    Each(Vec<ClosedBoundary>),
}

impl Default for ClosedBoundaries {
    fn default() -> Self {
        Self::Same(ClosedBoundary::default())
    }
}

/// A reaction, with its rates. All parameters are at least 0 and default to 1.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reaction {
    /// The kind.
    pub kind: ReactionKind,
    /// Of `logistic` and `schnakenberg`: the rate.
    pub rate: Option<f64>,
    /// Of `logistic`: the capacity, above 0.
    pub capacity: Option<f64>,
    /// Of `grayScott`: the feed rate.
    pub feed: Option<f64>,
    /// Of `grayScott`: the kill rate.
    pub kill: Option<f64>,
    /// Of `schnakenberg` and `brusselator`: the supply of the first species.
    pub a: Option<f64>,
    /// Of `schnakenberg`: the supply of the second species; of `brusselator`: the rate of its production.
    pub b: Option<f64>,
    /// Of `lotkaVolterra`: the growth rate of the prey.
    pub growth: Option<f64>,
    /// Of `lotkaVolterra`: the rate at which predators eat.
    pub predation: Option<f64>,
    /// Of `lotkaVolterra`: the growth rate of predators by prey.
    pub efficiency: Option<f64>,
    /// Of `lotkaVolterra`: the death rate of predators.
    pub death: Option<f64>,
}

/// Reactions of the species `u` and `v`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ReactionKind {
    /// None: the species diffuse.
    None,
    /// `rate u (1 - u / capacity)`.
    Logistic,
    /// `feed (1 - u) - u v²` and `u v² - (feed + kill) v`.
    GrayScott,
    /// `rate (a - u + u² v)` and `rate (b - u² v)`.
    Schnakenberg,
    /// `a - (b + 1) u + u² v` and `b u - u² v`.
    Brusselator,
    /// `growth u - predation u v` and `efficiency u v - death v`.
    LotkaVolterra,
}
