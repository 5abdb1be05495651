//! The problem of `poisson`.

use crate::boundary::Boundaries;
use crate::fields::Field;
use crate::sides::BoundaryValues;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::Vector;

/// The Poisson equation `-Δu + c u = f` on a box.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PoissonProblem {
    /// The number of unknowns along each axis: `[x]`, `[y, x]` or `[z, y, x]`. Fields are stored with x fastest. Their
    /// product is at most 200 000 000.
    pub points: Vector<i32>,
    /// The lengths of the box along the axes, in the order of `points`; from 1e-30 to 1e30. Default: ones.
    pub lengths: Option<Vector>,
    /// The right side `f`: a number, a number for each point, or a function of `x`, `y` and `z`. With the two boundary
    /// points added along `dirichlet` axes it gives order 4 its values there, which otherwise follow by cubic
    /// extrapolation.
    pub right_side: Field,
    /// The condition at the boundaries, for all axes or for each.
    #[serde(default)]
    pub boundary: Boundaries,
    /// Values at the sides: of the solution on `dirichlet` axes, of its outward derivative on `neumann` axes.
    pub boundary_values: Option<BoundaryValues>,
    /// The constant `c`, from 0 to 1e100.
    #[serde(default)]
    pub reaction: f64,
    /// The order of the difference equations: 2, second differences; or 4, the compact scheme on 3, 9 or 19 points, for
    /// smooth solutions and without `neumann` axes. Default: 4, or 2 if an axis is `neumann`.
    pub order: Option<u32>,
}
