//! The problem of `diffusion`.

use crate::fields::Field;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{NumberOrVector, Vector};

/// The equation `-∇·(a ∇u) + c u = f` on cells.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DiffusionProblem {
    /// The equation and the solver.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub equation: DiffusionEquation,
    /// The starting point, a number for each cell. Default: zeros.
    pub initial: Option<Vector>,
    /// Whether to return the fluxes through all faces.
    #[serde(default)]
    pub fluxes: bool,
}

/// Fields of diffusion equations.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DiffusionEquation {
    /// The number of cells along each axis: `[x]` or `[y, x]`. Fields are stored with x fastest.
    pub points: Vector<i32>,
    /// The lengths of the box along the axes, in the order of `points`; from 1e-30 to 1e30. Default: ones.
    pub lengths: Option<Vector>,
    /// The coefficient `a`, from 1e-100 to 1e100: a number, a number for each cell, a function of `x` and `y`, or
    /// one of these for each direction.
    /// Between cells it is the harmonic mean, which is exact for layers of materials.
    #[serde(default = "one")]
    pub coefficient: Coefficient,
    /// The reaction `c`, from 0 to 1e100: a number, a number for each cell, or a function of `x` and `y`.
    #[serde(default = "zero")]
    pub reaction: Field,
    /// The right side `f`: a number, a number for each cell, or a function of `x` and `y`.
    pub right_side: Field,
    /// The conditions at the sides.
    #[serde(default)]
    pub boundary: DiffusionBoundary,
    /// The tolerance on the relative residual of linear systems; above 0 and below 1.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The points relaxed together in multigrid.
    #[serde(default)]
    pub lines: LineChoice,
    /// The maximum number of iterations for a linear system, at least 1.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
}

fn one() -> Coefficient {
    Coefficient::Same(Field::Data(NumberOrVector::Number(1.0)))
}

fn zero() -> Field {
    Field::Data(NumberOrVector::Number(0.0))
}

fn default_tolerance() -> f64 {
    1e-10
}

fn default_max_iterations() -> u32 {
    200
}

/// A coefficient, the same in all directions or one for each.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "must be a number, a list of numbers, a function, or an object with x and y")]
pub enum Coefficient {
    /// The same in all directions.
    Same(Field),
    /// One for each direction.
    Each(DirectedCoefficient),
}

/// The coefficients of the directions.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DirectedCoefficient {
    /// The coefficient of the derivative in x.
    pub x: Field,
    /// The coefficient of the derivative in y.
    pub y: Field,
}

/// The conditions at the sides of a rectangle. An interval has the first two.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DiffusionBoundary {
    /// At x = 0. Default: `dirichlet` with value 0.
    pub left: Option<SideCondition>,
    /// At the largest x. Default: `dirichlet` with value 0.
    pub right: Option<SideCondition>,
    /// At y = 0. Default: `dirichlet` with value 0.
    pub bottom: Option<SideCondition>,
    /// At the largest y. Default: `dirichlet` with value 0.
    pub top: Option<SideCondition>,
}

/// The condition at a side.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SideCondition {
    /// The kind of the condition.
    pub kind: SideKind,
    /// The value on the right of the condition: a number, a number for each cell of the side, or a function of
    /// `x` and `y`.
    #[serde(default = "zero")]
    pub value: Field,
    /// The weight of `robin`, from 0 to 1e100: a number, a number for each cell of the side, or a function of `x` and
    /// `y`. Default: 1.
    pub weight: Option<Field>,
}

/// A kind of condition, with `∂ₙ` for the outward derivative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SideKind {
    /// `u = value`.
    Dirichlet,
    /// `a ∂ₙu = value`: the flux into the box.
    Neumann,
    /// `a ∂ₙu + weight u = value`: exchange with the surroundings.
    Robin,
}

/// The choice of the points relaxed together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LineChoice {
    /// Lines if neighbors in one direction are coupled five times as strongly as in the other for half of the cells, and
    /// only lines along it if it is the same in 95 % of the cells.
    #[default]
    Auto,
    /// Single points.
    Points,
    /// Lines in both directions.
    Lines,
}
