//! The choice of the inner solver, and its options.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, check};

/// The solver of the linear systems of the Newton steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Inner {
    /// LDL' factorization, dense up to 400 variables and constraints together, sparse beyond. Computes the inertia.
    #[default]
    Ldl,
    /// MINRES, preconditioned by the Hessian's diagonal and the constraints. Uses `hessianProduct` directly, without a
    /// Hessian matrix.
    Minres,
    /// Restarted GMRES, right-preconditioned by the constraints and the Hessian's diagonal, or by an earlier
    /// factorization. Uses `hessianProduct` directly, except with the latter.
    Gmres,
    /// Projections onto random combinations of the equations, as in the paper. The number of steps is proportional to
    /// the square of the condition number: for teaching, tests, and well-conditioned systems.
    Sketch,
}

/// The preconditioner of an inner solver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Preconditioner {
    /// No preconditioner; for `sketch`.
    None,
    /// The same system with a diagonal in place of the Hessian.
    Constraint,
    /// The factorization of an earlier iteration's system, renewed when it becomes ineffective; for `gmres` and
    /// `sketch`.
    Lagged,
}

/// The combinations of equations used by `sketch`.
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
    /// `size` combinations; each equation enters one of them, with a random sign.
    CountSketch,
}

/// Options of inner solvers other than `ldl`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct InnerOptions {
    /// The preconditioner. Default: `none` for `sketch`, `constraint` for the others.
    pub preconditioner: Option<Preconditioner>,
    /// A fixed relative residual below 1 for all solves. The steps then converge only linearly. Default: determined by
    /// `accuracy`.
    pub tolerance: Option<f64>,
    /// Limit on the inner iterations for one system. Beyond it, `ldl` takes over if there is a Hessian. Default:
    /// 100 000 for `sketch`, 1000 for the others.
    pub max_steps: Option<u32>,
    /// The iterations of `gmres` between restarts, at least 1.
    pub restart: u32,
    /// The kind of combinations used by `sketch`.
    pub kind: SketchKind,
    /// The number of combinations per block of `sketch`, from 1 to the number of variables and constraints. Default:
    /// half of that.
    pub size: Option<u32>,
    /// Whether `row` draws rows with equal probabilities, as in the paper, instead of proportional to their squared
    /// norms.
    pub uniform: bool,
    /// The fraction of the last step that `sketch` adds to the next one, from 0 to 0.9.
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

/// Upper limit of the momentum. Larger values hardly ever converge.
const MAX_MOMENTUM: f64 = 0.9;

/// Default limits on the inner iterations for one system.
const MAX_SKETCH_STEPS: u32 = 100_000;
const MAX_KRYLOV_STEPS: u32 = 1000;

impl InnerOptions {
    /// The preconditioner used with `inner`.
    pub(crate) fn preconditioner_of(&self, inner: Inner) -> Preconditioner {
        let usual = if inner == Inner::Sketch { Preconditioner::None } else { Preconditioner::Constraint };
        self.preconditioner.unwrap_or(usual)
    }

    /// The limit on the iterations of `inner` for one system.
    pub(crate) fn max_steps_of(&self, inner: Inner) -> u32 {
        self.max_steps.unwrap_or(if inner == Inner::Sketch { MAX_SKETCH_STEPS } else { MAX_KRYLOV_STEPS })
    }

    /// Refuses options incompatible with `inner` or with systems of this order.
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
        check::number("momentum", self.momentum, 0.0..=MAX_MOMENTUM)
    }
}
