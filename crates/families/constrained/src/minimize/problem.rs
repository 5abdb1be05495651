//! The problem statement and its validation.

mod bounds;

use super::options::{Accuracy, MeritFunction};
use crate::inner::options::{Inner, InnerOptions, Preconditioner};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::{Bound, Deref, DerefMut, RangeInclusive};
use superlinear_interface::{Error, Matrix, Vector, check};
use superlinear_numerics::pattern::{Pattern, Structure};

/// Minimizes `objective` over `lower` ≤ x ≤ `upper` with `constraints` between `constraintLower` and `constraintUpper`,
/// from a starting point. Both are smooth functions of a vector and need not be convex; the result is a local minimum.
/// Derivatives not provided are estimated by finite differences.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MinimizeProblem {
    /// The starting point; its length is the number of variables. Clipped to the bounds before any evaluation.
    pub initial: Vector,
    /// The number of values of `constraints`. At most as many of them as there are variables may be equations.
    #[serde(default)]
    pub constraint_count: u32,
    /// Whether `constraints` is provided.
    #[serde(default)]
    pub constraints: bool,
    /// Whether the gradient is provided.
    #[serde(default)]
    pub gradient: bool,
    /// Whether the Jacobian is provided.
    #[serde(default)]
    pub jacobian: bool,
    /// Whether the Hessian is provided.
    #[serde(default)]
    pub hessian: bool,
    /// Whether products with the Hessian are provided.
    #[serde(default)]
    pub hessian_product: bool,
    /// The sparsity structure of the Jacobian; `jacobian` then returns the values of these entries in this order.
    /// Without it, the Jacobian is dense: `constraintCount` rows, one after another.
    pub jacobian_structure: Option<Structure>,
    /// The sparsity structure of the lower triangle of the Hessian of the Lagrangian; `hessian` then returns the values
    /// of these entries in this order. Without it, the Hessian is dense: all rows, one after another; only the lower
    /// triangle is read.
    pub hessian_structure: Option<Structure>,
    /// The approximation of the Hessian of the Lagrangian if neither it nor its products are provided.
    #[serde(default)]
    pub hessian_approximation: HessianApproximation,
    /// The bounds and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: MinimizeOptions,
}

/// The bounds and the options of a problem, whether its functions are evaluated by the caller or data.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MinimizeOptions {
    /// Lower bounds of the variables; -1e20 and below, including `-Infinity`, mean none. Functions are never evaluated
    /// below them. Equal bounds fix a variable. Default: none.
    pub lower: Option<Vector>,
    /// Upper bounds of the variables; 1e20 and above, including `Infinity`, mean none. Functions are never evaluated
    /// above them. Default: none.
    pub upper: Option<Vector>,
    /// Lower bounds of the constraints; `-Infinity` for none. Default: without `constraintUpper`, zeros, which makes
    /// the constraints equations; else `-Infinity`.
    pub constraint_lower: Option<Vector>,
    /// Upper bounds of the constraints; `Infinity` for none. Equal bounds make a constraint an equation. Default:
    /// without `constraintLower`, zeros; else `Infinity`.
    pub constraint_upper: Option<Vector>,
    /// Initial multipliers of the constraints, nonnegative at active upper bounds and nonpositive at active lower
    /// bounds. Together with `initialBoundMultipliers`, if there are bounds, they give a warm start: the active set
    /// they indicate is tried first. Default: the multipliers with the smallest gradient of the Lagrangian at the
    /// start.
    pub initial_multipliers: Option<Vector>,
    /// Initial multipliers of the bounds, nonnegative at active upper bounds and nonpositive at active lower bounds.
    pub initial_bound_multipliers: Option<Vector>,
    /// The symmetric initial matrix of `bfgs`, as in a solution's `warmStart`; only its lower triangle is read.
    /// Default: a multiple of the identity.
    pub initial_hessian: Option<Matrix>,
    /// The scaling of objective and constraints.
    pub scaling: Scaling,
    /// The scale factor of the objective, from 1e-150 to 1e150, in place of the one chosen by `scaling`.
    pub objective_scale: Option<f64>,
    /// The scale factor of each constraint, from 1e-150 to 1e150, in place of those chosen by `scaling`.
    pub constraint_scales: Option<Vector>,
    /// The largest `kktResidual` of a solution, relative to the objective's size at the start as set by `scaling`.
    pub tolerance: f64,
    /// The largest `constraintViolation` of a solution, in the units of the constraints.
    pub constraint_tolerance: f64,
    /// The iteration limit.
    pub max_iterations: u32,
    /// The fraction of the decrease predicted by the directional derivative that a step must achieve, above 0 and below
    /// 1/2.
    pub sufficient_decrease: f64,
    /// Do not stop at a saddle point or a maximum that satisfies the first-order conditions; follow a direction of
    /// negative curvature away from it.
    pub require_minimum: bool,
    /// The solver of the linear systems of the steps.
    pub inner: Inner,
    /// Options of inner solvers other than `ldl`.
    pub inner_options: InnerOptions,
    /// The accuracy of inner solvers other than `ldl`.
    pub accuracy: Accuracy,
    /// The criterion that accepts steps. Default: `eal` under equations alone, else `filter`.
    pub merit: Option<MeritFunction>,
    /// The initial barrier parameter for bounds and inequalities.
    pub initial_barrier: f64,
    /// Whether to try Newton steps with the estimated active bounds and inequalities as equations from time to time.
    /// This usually ends the search early and puts variables exactly on their bounds.
    pub finish: bool,
    /// Whether the solution contains a record of each iteration.
    pub history: bool,
}

impl Default for MinimizeOptions {
    fn default() -> Self {
        Self {
            lower: None,
            upper: None,
            constraint_lower: None,
            constraint_upper: None,
            initial_multipliers: None,
            initial_bound_multipliers: None,
            initial_hessian: None,
            scaling: Scaling::default(),
            objective_scale: None,
            constraint_scales: None,
            tolerance: default_tolerance(),
            constraint_tolerance: default_tolerance(),
            max_iterations: default_max_iterations(),
            sufficient_decrease: 1e-4,
            require_minimum: false,
            inner: Inner::default(),
            inner_options: InnerOptions::default(),
            accuracy: Accuracy::default(),
            merit: None,
            initial_barrier: 0.01,
            finish: true,
            history: false,
        }
    }
}

/// The options read as fields of the problem.
impl Deref for MinimizeProblem {
    type Target = MinimizeOptions;

    fn deref(&self) -> &MinimizeOptions {
        &self.options
    }
}

impl DerefMut for MinimizeProblem {
    fn deref_mut(&mut self) -> &mut MinimizeOptions {
        &mut self.options
    }
}

pub(crate) fn default_tolerance() -> f64 {
    1e-8
}

pub(crate) fn default_max_iterations() -> u32 {
    3000
}

/// The approximation of a Hessian that is not provided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum HessianApproximation {
    /// By differences of the gradient of the Lagrangian, one per variable, or fewer if `hessianStructure` allows
    /// several columns per difference.
    #[default]
    FiniteDifferences,
    /// By Broyden-Fletcher-Goldfarb-Shanno updates with Powell's damping: one more gradient and Jacobian per iteration,
    /// and more iterations. Dense, for up to 500 variables.
    Bfgs,
    /// By the updates of `bfgs` from the last ten steps only, for any number of variables. Under equations alone the
    /// linear systems are then solved by `gmres`, even if `inner` is `ldl`, in about twenty iterations at most.
    LimitedMemory,
}

/// The scaling of objective and constraints. The method and the tolerances apply to the scaled functions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Scaling {
    /// Scales gradients with entries above 100 at the start down to 100; at a solution, recomputes the factor of the
    /// objective from the gradient there. If a gradient and its change over a distance of the point's size are both
    /// below 0.01, scales up until one of them is 1.
    #[default]
    Gradient,
    /// No scaling.
    None,
}

/// Limit on the variables for dense quasi-Newton updates.
const MAX_BFGS_VARIABLES: usize = 500;

/// Scale factors: scaled values neither overflow nor vanish.
const SCALES: RangeInclusive<f64> = 1e-150..=1e150;

/// Limit on the entries of a matrix without a structure: 4096 by 4096.
const MAX_DENSE_ENTRIES: usize = 1 << 24;

impl MinimizeProblem {
    pub(crate) fn variables(&self) -> usize {
        self.initial.len()
    }

    /// Refuses an invalid problem before any function is evaluated.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.check_start()?;
        self.check_sizes()?;
        self.check_functions()?;
        self.check_bounds()?;
        self.check_warm_start()?;
        self.check_inequalities()?;
        self.check_inner()?;
        self.check_options()
    }

    fn check_start(&self) -> Result<(), Error> {
        check::not_empty("initial", self.variables())?;
        check::numbers("initial", &self.initial, check::FINITE)?;
        if self.are_all_equations() { self.check_equations(self.equations()) } else { Ok(()) }
    }

    /// Checks the size of matrices without a structure, which store all their entries.
    fn check_sizes(&self) -> Result<(), Error> {
        let (n, m) = (self.variables(), self.equations());
        for (name, entries, structure) in [
            ("jacobianStructure", n.saturating_mul(m), &self.jacobian_structure),
            ("hessianStructure", n.saturating_mul(n), &self.hessian_structure),
        ] {
            let is_made = name != "hessianStructure" || !self.has_only_products();
            if structure.is_none() && is_made && entries > MAX_DENSE_ENTRIES {
                return Err(Error::invalid(
                    name,
                    format!("must be given for a matrix of more than {MAX_DENSE_ENTRIES} entries"),
                ));
            }
        }
        Ok(())
    }

    fn check_functions(&self) -> Result<(), Error> {
        let m = self.equations();
        if m > 0 && !self.constraints {
            return Err(Error::invalid("constraints", format!("must be a function, since constraintCount is {m}")));
        }
        if m == 0 && self.constraints {
            return Err(Error::invalid("constraintCount", "must be the number of constraints, at least 1"));
        }
        if self.jacobian && m == 0 {
            return Err(Error::invalid("jacobian", "must not be there without constraints"));
        }
        let is_bfgs = self.hessian_approximation == HessianApproximation::Bfgs;
        let is_model = is_bfgs || self.hessian_approximation == HessianApproximation::LimitedMemory;
        if is_model && self.require_minimum {
            return Err(Error::invalid(
                "requireMinimum",
                "must not be set with bfgs or limitedMemory, which do not see curvature downwards",
            ));
        }
        if is_model && (self.hessian || self.hessian_product) {
            return Err(Error::invalid("hessianApproximation", "must not be there where the Hessian is given"));
        }
        if is_model && self.hessian_structure.is_some() {
            return Err(Error::invalid(
                "hessianStructure",
                "must not be there with bfgs or limitedMemory, which make dense matrices",
            ));
        }
        if is_bfgs && self.variables() > MAX_BFGS_VARIABLES {
            return Err(Error::invalid(
                "hessianApproximation",
                format!("must not be bfgs for more than {MAX_BFGS_VARIABLES} variables"),
            ));
        }
        Ok(())
    }

    /// The number of constraints.
    pub(crate) fn equations(&self) -> usize {
        self.constraint_count as usize
    }

    fn check_warm_start(&self) -> Result<(), Error> {
        let m = self.equations();
        if let Some(multipliers) = &self.initial_multipliers {
            check::finite_vector("initialMultipliers", multipliers, m, CONSTRAINTS)?;
        }
        self.check_initial_hessian()?;
        check::optional("objectiveScale", self.objective_scale, SCALES)?;
        if let Some(scales) = &self.constraint_scales {
            check::length("constraintScales", scales.len(), m, CONSTRAINTS)?;
            check::numbers("constraintScales", scales, SCALES)?;
        }
        Ok(())
    }

    fn check_initial_hessian(&self) -> Result<(), Error> {
        let Some(matrix) = &self.initial_hessian else { return Ok(()) };
        if self.hessian_approximation != HessianApproximation::Bfgs {
            return Err(Error::invalid("initialHessian", "must be there with bfgs only, which starts from it"));
        }
        check::length("initialHessian", matrix.rows, self.variables(), VARIABLES)?;
        check::columns("initialHessian", matrix.columns, self.variables(), VARIABLES)?;
        check::matrix("initialHessian", matrix, check::FINITE)
    }

    fn check_inner(&self) -> Result<(), Error> {
        let order = self.variables() + self.equations();
        self.inner_options.check(self.inner, order).map_err(|error| error.within("innerOptions"))?;
        self.check_products()
    }

    /// Refuses options that need the entries of the Hessian if only products exist.
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

    fn check_options(&self) -> Result<(), Error> {
        check::number("tolerance", self.tolerance, check::POSITIVE)?;
        check::number("constraintTolerance", self.constraint_tolerance, check::POSITIVE)?;
        check::number("sufficientDecrease", self.sufficient_decrease, (Bound::Excluded(0.0), Bound::Excluded(0.5)))
    }

    pub(crate) fn preconditioner(&self) -> Preconditioner {
        self.inner_options.preconditioner_of(self.inner)
    }

    /// Whether the Hessian is never assembled because the inner solver uses products with it, from the caller or the
    /// quasi-Newton model.
    pub(crate) fn has_only_products(&self) -> bool {
        if self.hessian_approximation == HessianApproximation::LimitedMemory {
            return true;
        }
        let takes_products = matches!(self.inner, Inner::Minres | Inner::Gmres);
        takes_products && self.hessian_product && !self.hessian && self.preconditioner() == Preconditioner::Constraint
    }

    pub(crate) fn jacobian_pattern(&self) -> Result<Pattern, Error> {
        let (n, m) = (self.variables(), self.equations());
        match &self.jacobian_structure {
            None => Ok(Pattern::dense(m, n)),
            Some(structure) => Pattern::sparse(m, n, &structure.rows, &structure.columns)
                .map_err(|error| error.within("jacobianStructure")),
        }
    }

    pub(crate) fn hessian_pattern(&self) -> Result<Pattern, Error> {
        let n = self.variables();
        match &self.hessian_structure {
            _ if self.has_only_products() => Ok(Pattern::diagonal(n)),
            None => Ok(Pattern::lower_triangle(n)),
            Some(structure) => Pattern::sparse(n, n, &structure.rows, &structure.columns)
                .and_then(Pattern::ensure_lower_triangle)
                .map_err(|error| error.within("hessianStructure")),
        }
    }
}

/// Ends of the messages about wrong lengths of vectors.
const VARIABLES: &str = "there are variables";
const CONSTRAINTS: &str = "there are constraints";
