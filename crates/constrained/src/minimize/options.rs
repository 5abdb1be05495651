//! How the linear systems are solved, how exactly, and which merit function judges the steps.

use crate::minimize::problem::{HessianApproximation, MinimizeProblem};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::Error;

/// What solves the linear systems of the Newton steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
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
    Countsketch,
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

/// How exactly inner solvers that are not `ldl` solve the systems.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Accuracy {
    /// To a relative residual of the square root of the right side's norm, and at most 0.1, so that the steps converge
    /// superlinearly (Dembo, Eisenstat, Steihaug, SIAM J. Numer. Anal. 19, 1982). Ten and up to a thousand times better where
    /// the merit function would not fall.
    #[default]
    Adaptive,
    /// As the paper does, by bounds of norms and condition numbers, which is nearly exact; its changes of the penalties are
    /// taken over with it. To reproduce the paper with, on small problems.
    Paper,
}

/// The function that steps must make smaller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MeritFunction {
    /// The exact augmented Lagrangian. It is smooth, and its minima are the solutions, multipliers included.
    #[default]
    Eal,
    /// The objective and the sum of the constraints' absolute values, times a penalty. Cheaper to try, since it needs no
    /// derivatives, but with kinks, and blind to the multipliers.
    L1,
}

/// The most momentum: more hardly ever converges.
const MOST_MOMENTUM: f64 = 0.9;

/// Inner steps for one system unless the caller says otherwise.
const MOST_SKETCH_STEPS: u32 = 100_000;
const MOST_KRYLOV_STEPS: u32 = 1000;

impl MinimizeProblem {
    /// The preconditioner of the inner solver.
    pub(crate) fn preconditioner(&self) -> Preconditioner {
        let usual = if self.inner == Inner::Sketch { Preconditioner::None } else { Preconditioner::Constraint };
        self.inner_options.preconditioner.unwrap_or(usual)
    }

    /// The most inner steps for one system.
    pub(crate) fn max_inner_steps(&self) -> u32 {
        let usual = if self.inner == Inner::Sketch { MOST_SKETCH_STEPS } else { MOST_KRYLOV_STEPS };
        self.inner_options.max_steps.unwrap_or(usual)
    }

    /// Whether the Hessian is never made, because the inner solver takes products with it: the caller's, or the model's.
    pub(crate) fn has_only_products(&self) -> bool {
        if self.hessian_approximation == HessianApproximation::LimitedMemory {
            return true;
        }
        let takes_products = matches!(self.inner, Inner::Minres | Inner::Gmres);
        takes_products && self.hessian_product && !self.hessian && self.preconditioner() == Preconditioner::Constraint
    }

    pub(super) fn check_inner(&self) -> Result<(), Error> {
        let InnerOptions { tolerance, restart, size, momentum, max_steps, .. } = self.inner_options;
        let order = self.variables() + self.constraint_count;
        let is_possible = match self.inner {
            Inner::Ldl => self.inner_options.preconditioner.is_none(),
            Inner::Minres => self.preconditioner() == Preconditioner::Constraint,
            Inner::Gmres => self.preconditioner() != Preconditioner::None,
            Inner::Sketch => true,
        };
        let refuse = |key: &str, what: String| Err(Error::invalid(format!("innerOptions.{key}"), what));
        if !is_possible {
            return refuse("preconditioner", "must be one that goes with the inner solver".to_owned());
        }
        if let Some(tolerance) = tolerance
            && !(tolerance > 0.0 && tolerance < 1.0)
        {
            return refuse("tolerance", format!("must be above 0 and below 1, got {tolerance}"));
        }
        for (key, value) in [("restart", Some(restart)), ("maxSteps", max_steps), ("size", size)] {
            if value == Some(0) {
                return refuse(key, "must be at least 1, got 0".to_owned());
            }
        }
        if let Some(size) = size
            && size as usize > order
        {
            return refuse("size", format!("must be at most the {order} variables and constraints, got {size}"));
        }
        if !(0.0..=MOST_MOMENTUM).contains(&momentum) {
            return refuse("momentum", format!("must be from 0 to {MOST_MOMENTUM}, got {momentum}"));
        }
        self.check_products()
    }

    /// What needs the entries of the Hessian.
    fn check_products(&self) -> Result<(), Error> {
        let is_limited = self.hessian_approximation == HessianApproximation::LimitedMemory;
        let takes_products = matches!(self.inner, Inner::Ldl | Inner::Minres | Inner::Gmres)
            && self.preconditioner() == Preconditioner::Constraint;
        if is_limited && !takes_products {
            return Err(Error::invalid(
                "hessianApproximation",
                "must not be limitedMemory with sketch or a lagged preconditioner, which need the Hessian itself",
            ));
        }
        let needs_hessian = "needs the Hessian itself, and minres and gmres take only products with it here: give \
            `hessian`, or leave `hessianProduct` out";
        if self.has_only_products() && self.require_minimum {
            return Err(Error::invalid("requireMinimum", needs_hessian));
        }
        if self.has_only_products() && self.accuracy == Accuracy::Paper {
            return Err(Error::invalid("accuracy", format!("paper {needs_hessian}")));
        }
        Ok(())
    }
}
