//! The problem of `reactionDiffusion`.

use crate::fields::Field;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_expression::function::Function;
use superlinear_expression::{Named, OrFunction};
use superlinear_interface::{Error, Vector, check};

/// Species that react and diffuse on a box: `∂u/∂t = D Δu + R(u)` for each of them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReactionDiffusionProblem {
    /// The reaction.
    pub reaction: Reaction,
    /// The parameters of functions of the reaction, by name.
    #[serde(default)]
    pub parameters: Named,
    /// The grid, the species and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: ReactionOptions,
}

/// The grid, the species and the options of an evolution.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReactionOptions {
    /// The number of cells of the grid along each axis: `[x]`, `[y, x]` or `[z, y, x]`. Fields are stored with x fastest.
    pub points: Vector<i32>,
    /// The lengths of the box along the axes, in the order of `points`. Default: ones.
    pub lengths: Option<Vector>,
    /// The condition at the boundaries, for all axes or for each.
    #[serde(default)]
    pub boundary: ClosedBoundaries,
    /// The species: one for `logistic`, two for other kinds of reactions, any number for `none` and functions.
    pub species: Vec<Species>,
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

/// The largest number of species.
const MAX_SPECIES: usize = 100;

impl ReactionOptions {
    /// Refuses too few and too many species.
    pub(super) fn check_species(&self) -> Result<(), Error> {
        check::entries("species", self.species.len(), 1..=MAX_SPECIES)
    }
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
    /// The concentration at the start: a number, a number for each cell, or a function of `x`, `y` and `z`; not negative
    /// unless the reaction is a `rate`.
    pub initial: Field,
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

/// A reaction: a kind with its parameters, which are at least 0 and default to 1; or functions as data of the vector `u`
/// of the concentrations at a point, with an entry for each species, and of parameters. Functions are `production` and
/// `destruction`, which keep concentrations positive, or `rate`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reaction {
    /// The kind; absent for functions.
    pub kind: Option<ReactionKind>,
    /// Of `logistic` and `schnakenberg`: the rate. Without a kind, a function: the rate of change of each species, of any
    /// sign. Its step, by Heun's method, does not keep concentrations positive.
    pub rate: Option<OrFunction<f64>>,
    /// A function: the production of each species, at least 0. The rate of change of a species is its production minus its
    /// destruction times its concentration.
    pub production: Option<Function>,
    /// A function: the destruction of each species, relative to its concentration, at least 0.
    pub destruction: Option<Function>,
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
