//! What solves the linear systems, and its options.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, check};

/// What solves the linear systems of the Newton steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Inner {
    /// A decomposition, dense up to 400 variables and constraints together, else sparse. It tells the inertia.
    #[default]
    Ldl,
    /// MINRES, preconditioned by the Hessian's diagonal and the constraints. Takes `hessianProduct` as it is, so that no
    /// Hessian is ever made.
    Minres,
    /// GMRES with restarts, preconditioned from the right by the constraints and the Hessian's diagonal, or by an earlier
    /// decomposition. Takes `hessianProduct` as it is, except with the latter.
    Gmres,
    /// Projections onto random combinations of the equations, as in the paper. They need as many steps as the square of the
    /// condition number says: for teaching, for tests, and for well-conditioned systems.
    Sketch,
}

/// By what an inner solver's system is made easier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Preconditioner {
    /// By nothing; for `sketch`.
    None,
    /// By the same system with a diagonal in the place of the Hessian.
    Constraint,
    /// By the decomposition of an earlier iteration's system, made anew when it no longer serves; for `gmres` and `sketch`.
    Lagged,
}

/// The combinations of equations that sketching projects onto.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SketchKind {
    /// One combination with normal weights.
    Gaussian,
    /// One equation (Kaczmarz's method).
    #[default]
    Row,
    /// `size` combinations with normal weights.
    BlockGaussian,
    /// `size` equations.
    BlockRow,
    /// `size` combinations, in which each equation comes once, with a random sign.
    CountSketch,
}

/// Options of the inner solvers that are not `ldl`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct InnerOptions {
    /// The preconditioner. Default: `none` for `sketch`, `constraint` for the others.
    pub preconditioner: Option<Preconditioner>,
    /// A fixed residual, relative to the right side, below 1, to which the systems are solved. The steps then converge only
    /// linearly. Default: as `accuracy` says.
    pub tolerance: Option<f64>,
    /// The most inner steps for one system, after which it is handed over to `ldl`, if there is a Hessian. Default: 100 000
    /// for `sketch`, 1000 for the others.
    pub max_steps: Option<u32>,
    /// The iterations of `gmres` after which it starts anew, at least 1.
    pub restart: u32,
    /// The combinations that `sketch` makes.
    pub kind: SketchKind,
    /// How many combinations a block of `sketch` has, from 1 to the variables and constraints together. Default: half of
    /// these.
    pub size: Option<u32>,
    /// Draw `row`s with equal probabilities, as the paper does, instead of by the squares of their norms.
    pub uniform: bool,
    /// How much of the last step `sketch` adds to the next one, from 0 to 0.9.
    pub momentum: f64,
}

impl Default for InnerOptions {
    fn default() -> Self {
        Self {
            preconditioner: None,
            tolerance: None,
            max_steps: None,
            restart: 50,
            kind: SketchKind::default(),
            size: None,
            uniform: false,
            momentum: 0.0,
        }
    }
}

/// The most momentum: more hardly ever converges.
const MOST_MOMENTUM: f64 = 0.9;

/// Inner steps for one system unless the caller says otherwise.
const MOST_SKETCH_STEPS: u32 = 100_000;
const MOST_KRYLOV_STEPS: u32 = 1000;

impl InnerOptions {
    /// The preconditioner that `inner` has.
    pub(crate) fn preconditioner_of(&self, inner: Inner) -> Preconditioner {
        let usual = if inner == Inner::Sketch { Preconditioner::None } else { Preconditioner::Constraint };
        self.preconditioner.unwrap_or(usual)
    }

    /// The most steps of `inner` for one system.
    pub(crate) fn max_steps_of(&self, inner: Inner) -> u32 {
        self.max_steps.unwrap_or(if inner == Inner::Sketch { MOST_SKETCH_STEPS } else { MOST_KRYLOV_STEPS })
    }

    /// Refuses what does not go with `inner` and systems of this order.
    pub(crate) fn check(&self, inner: Inner, order: usize) -> Result<(), Error> {
        let preconditioner = self.preconditioner_of(inner);
        let is_possible = match inner {
            Inner::Ldl => self.preconditioner.is_none(),
            Inner::Minres => preconditioner == Preconditioner::Constraint,
            Inner::Gmres => preconditioner != Preconditioner::None,
            Inner::Sketch => true,
        };
        if !is_possible {
            return Err(Error::invalid("preconditioner", "must be one that goes with the inner solver"));
        }
        check::optional("tolerance", self.tolerance, check::FRACTION)?;
        check::at_least_one("restart", Some(self.restart))?;
        check::at_least_one("maxSteps", self.max_steps)?;
        self.size.map_or(Ok(()), |size| check::count("size", size as usize, 1..=order))?;
        check::number("momentum", self.momentum, 0.0..=MOST_MOMENTUM)
    }
}
