//! The problem of `minimizeEnergy`.

use crate::fields::Field;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_expression::{Named, OrFunction, Replaceable};
use superlinear_interface::{Error, NumberOrVector, Vector, check};

/// The energy of a function `u` on a box: the integral of a density of `u` and its gradient, minus the integral of
/// `f u`, with given values on the boundary.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MinimizeEnergyProblem {
    /// The density: a kind of density of the gradient, or a scalar function as data. The inputs of a function are among
    /// the number `u`, the vector `p` with the derivatives along x, y and z, the vector `x` with these coordinates, and
    /// parameters. Its derivatives are exact.
    pub density: OrFunction<Density>,
    /// The parameters of a density that is a function, by name.
    #[serde(default)]
    pub parameters: Named,
    /// The grid, the data and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: EnergyOptions,
}

/// The grid, the data and the options of a minimizer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EnergyOptions {
    /// The number of unknowns along each axis: `[x]`, `[y, x]` or `[z, y, x]`. Fields are stored with x fastest.
    pub points: Vector<i32>,
    /// The lengths of the box along the axes, in the order of `points`. Default: ones.
    pub lengths: Option<Vector>,
    /// The density as a function of the value.
    #[serde(default)]
    pub potential: Potential,
    /// The modulus λ of a density of your own, above 0, if you know it: the density is convex in the value and the gradient
    /// `p`, and stays so without `λ |p|² / 2`. It gives bounds on errors.
    pub strong_convexity: Option<f64>,
    /// The source `f`: a number, a number for each point, or a function of `x`, `y` and `z`. With the two boundary points
    /// added along each axis, it includes the boundary, where it adds a constant to the energy.
    #[serde(default = "zero")]
    pub right_side: Field,
    /// The values on the boundary: a number, a number for each point with the two boundary points added along each axis,
    /// or a function of `x`, `y` and `z`; only the boundary is read.
    #[serde(default = "zero")]
    pub boundary_values: Field,
    /// The starting point: a number, a number for each point, or a function of `x`, `y` and `z`. Default: the minimizer on
    /// every second point if there are at least 31 points along each axis and all these numbers are odd; otherwise the
    /// interpolation of the boundary values by a harmonic function.
    pub initial: Option<Field>,
    /// The method.
    #[serde(default)]
    pub method: EnergyMethod,
    /// The tolerance on the dual norm of the derivative, relative to the norm of the flux; above 0 and below 1.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The maximum number of iterations, at least 1. Default: 100 of `newton`, 2000 of `sobolev`.
    pub max_iterations: Option<u32>,
    /// The step size of `sobolev`, above 0. Default: 2 / (λ + Λ) for curvatures known to lie between λ and Λ; otherwise a
    /// line search.
    pub step_size: Option<f64>,
    /// Whether to return a record of each iteration.
    #[serde(default)]
    pub history: bool,
}

fn zero() -> Field {
    Field::Data(NumberOrVector::Number(0.0))
}

fn default_tolerance() -> f64 {
    1e-8
}

/// A density of the gradient `p`, with `s` its squared length.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Density {
    /// The kind.
    pub kind: DensityKind,
    /// The factor of `area`, above 0. Default: 1.
    pub strength: Option<f64>,
    /// The exponent of `power`, above 1.
    pub exponent: Option<f64>,
    /// The smoothing δ of `power`, at least 0, and above 0 for exponents below 2. Default: 0.01 for exponents below 2,
    /// otherwise 0.
    pub smoothing: Option<f64>,
    /// The factor of `quadratic`, above 0. Default: 1.
    pub coefficient: Option<f64>,
    /// λ of the added density `λ s / 2`, at least 0.
    #[serde(default)]
    pub ridge: f64,
}

/// Densities of the gradient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum DensityKind {
    /// The area of the graph of `u`: `strength sqrt(1 + s)`.
    Area,
    /// `(δ² + s)^(exponent / 2) / exponent`, the energy of the p-Laplacian.
    Power,
    /// `coefficient s / 2`.
    Quadratic,
}

/// A density of the value `u`.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Potential {
    /// The kind.
    #[serde(default)]
    pub kind: PotentialKind,
    /// The factor, at least 0. Default: 1.
    pub weight: Option<f64>,
}

/// Densities of the value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PotentialKind {
    /// None.
    #[default]
    None,
    /// `weight u² / 2`.
    Quadratic,
    /// `weight ln cosh u`.
    LogCosh,
    /// `weight (u² - 1)² / 4`, which is not convex.
    DoubleWell,
}

/// The method of `minimizeEnergy`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum EnergyMethod {
    /// Newton's method with preconditioned conjugate gradients.
    #[default]
    Newton,
    /// Gradient descent in the Sobolev space H¹ (Marwah and others 2022).
    Sobolev,
}

impl Replaceable for Density {
    const DESCRIPTION: &'static str = "a kind of density";
}

impl Density {
    /// Refuses parameters out of range, and those of another kind.
    pub(super) fn check(&self) -> Result<(), Error> {
        check::number("density.ridge", self.ridge, check::NOT_NEGATIVE)?;
        let parameters = [
            ("strength", self.strength, DensityKind::Area),
            ("exponent", self.exponent, DensityKind::Power),
            ("smoothing", self.smoothing, DensityKind::Power),
            ("coefficient", self.coefficient, DensityKind::Quadratic),
        ];
        for (name, value, kind) in parameters {
            if value.is_some() && kind != self.kind {
                return Err(Error::invalid(format!("density.{name}"), "must not be given for this kind"));
            }
        }
        check::optional("density.strength", self.strength, check::POSITIVE)?;
        check::optional("density.coefficient", self.coefficient, check::POSITIVE)?;
        if self.kind != DensityKind::Power {
            return Ok(());
        }
        let exponent = self.exponent.ok_or_else(|| Error::invalid("density.exponent", "is missing"))?;
        check::number(
            "density.exponent",
            exponent,
            (std::ops::Bound::Excluded(1.0), std::ops::Bound::Included(MAX_EXPONENT)),
        )?;
        let range = if exponent < 2.0 { check::POSITIVE } else { check::NOT_NEGATIVE };
        check::optional("density.smoothing", self.smoothing, range)
    }
}

/// Larger exponents overflow for moderate gradients.
const MAX_EXPONENT: f64 = 100.0;
