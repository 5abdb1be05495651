//! What the caller gives.

mod ends;

use super::options::{Accuracy, MeritFunction};
use crate::inner::options::{Inner, InnerOptions, Preconditioner};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Bound;
use superlinear_interface::{Error, Matrix, Vector, check};
use superlinear_numerics::pattern::Pattern;

/// Minimise `objective` between `lower` and `upper`, where `constraints` are between `constraintLower` and `constraintUpper`, from a
/// starting point on. Both are smooth functions of a vector; nothing need be convex, so that what is found is a local minimum. What
/// is not given of their derivatives is found by differences.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MinimizeProblem {
    /// Where to start; as long as there are variables. It is moved between the bounds before any function is asked.
    pub initial: Vector,
    /// How many numbers `constraints` gives. No more of them than there are variables may be equations.
    #[serde(default)]
    pub constraint_count: u32,
    /// Whether the constraints are given.
    #[serde(default)]
    pub constraints: bool,
    /// Whether the gradient is given.
    #[serde(default)]
    pub gradient: bool,
    /// Whether the Jacobian is given.
    #[serde(default)]
    pub jacobian: bool,
    /// Whether the Hessian is given.
    #[serde(default)]
    pub hessian: bool,
    /// Whether products with the Hessian are given.
    #[serde(default)]
    pub hessian_product: bool,
    /// Where the Jacobian has entries that are not always zero; `jacobian` then gives these, in this order. Without it, the
    /// Jacobian is dense: `constraintCount` rows, one after another.
    pub jacobian_structure: Option<Structure>,
    /// Where the lower triangle of the Hessian of the Lagrangian has entries that are not always zero; `hessian` then gives
    /// these, in this order. Without it, the Hessian is dense: all its rows, one after another, of which only the lower
    /// triangle is read.
    pub hessian_structure: Option<Structure>,
    /// How the Hessian of the Lagrangian is approximated where neither it nor its products are given.
    #[serde(default)]
    pub hessian_approximation: HessianApproximation,
    /// Lower bounds of the variables; `-Infinity`, and -1e20 and below, mean none. No function is asked at points below them. Variables whose bounds are
    /// equal are fixed. Default: none.
    pub lower: Option<Vector>,
    /// Upper bounds of the variables; `Infinity`, and 1e20 and above, mean none. No function is asked at points above them. Default: none.
    pub upper: Option<Vector>,
    /// The least values that the constraints may have; `-Infinity` where any will do. Default: without `constraintUpper`, zeros,
    /// so that the constraints are equations; else `-Infinity`.
    pub constraint_lower: Option<Vector>,
    /// The largest values that the constraints may have; `Infinity` where any will do. A constraint for which both are equal is an
    /// equation. Default: without `constraintLower`, zeros; else `Infinity`.
    pub constraint_upper: Option<Vector>,
    /// Multipliers of the constraints to start with, not negative where `constraintUpper` holds a constraint back, not positive
    /// where `constraintLower` does. With those of the bounds, where there are any, they make a warm start: the bounds and
    /// inequalities that they say to hold are tried first. Default: those that make the gradient of the Lagrangian at the start
    /// smallest.
    pub initial_multipliers: Option<Vector>,
    /// Multipliers of the bounds to start with, not negative where `upper` holds a variable back, not positive where `lower` does.
    pub initial_bound_multipliers: Option<Vector>,
    /// The symmetric matrix that `bfgs` starts from, of which the lower triangle is read, as a solution's `warmStart` has it.
    /// Default: a multiple of the identity.
    pub initial_hessian: Option<Matrix>,
    /// How objective and constraints are scaled.
    #[serde(default)]
    pub scaling: Scaling,
    /// The positive factor of the objective, instead of the one that `scaling` finds.
    pub objective_scale: Option<f64>,
    /// The positive factor of each constraint, instead of those that `scaling` finds.
    pub constraint_scales: Option<Vector>,
    /// The `kktResidual` at which a point counts as a solution: relative to the objective's size at the start, by `scaling`.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The `constraintViolation`, in the units of the constraints, that a solution must not exceed.
    #[serde(default = "default_tolerance")]
    pub constraint_tolerance: f64,
    /// The most iterations.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// The part of the decrease predicted by the slope that a step must achieve, above 0 and below 1/2.
    #[serde(default = "default_sufficient_decrease")]
    pub sufficient_decrease: f64,
    /// Do not stop at a saddle point or a maximum that satisfies the first-order conditions, but follow a direction of
    /// negative curvature away from it.
    #[serde(default)]
    pub require_minimum: bool,
    /// What solves the linear systems of the steps.
    #[serde(default)]
    pub inner: Inner,
    /// Options of the inner solvers that are not `ldl`.
    #[serde(default)]
    pub inner_options: InnerOptions,
    /// How exactly those inner solvers solve.
    #[serde(default)]
    pub accuracy: Accuracy,
    /// What tells whether a step leads nearer to a solution. Default: `eal` under equations alone, else `filter`.
    pub merit: Option<MeritFunction>,
    /// The first weight of the barrier before bounds and inequalities.
    #[serde(default = "default_initial_barrier")]
    pub initial_barrier: f64,
    /// Whether the bounds and inequalities that seem to hold are tried as equations time and again, which mostly ends the search
    /// early and puts variables exactly on their bounds.
    #[serde(default = "default_finish")]
    pub finish: bool,
    /// Whether the solution has a record of each iteration.
    #[serde(default)]
    pub history: bool,
}

pub(crate) fn default_tolerance() -> f64 {
    1e-8
}

pub(crate) fn default_max_iterations() -> u32 {
    3000
}

pub(crate) fn default_initial_barrier() -> f64 {
    0.01
}

pub(crate) fn default_finish() -> bool {
    true
}

pub(crate) fn default_sufficient_decrease() -> f64 {
    1e-4
}

/// The places of a sparse matrix's entries: entry `k` is in row `rows[k]` and column `columns[k]`, both from 0 on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Structure {
    /// The row of each entry.
    pub rows: Vector<i32>,
    /// The column of each entry.
    pub columns: Vector<i32>,
}

/// How a Hessian that is not given is approximated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum HessianApproximation {
    /// By differences of the gradient of the Lagrangian, which are as many as there are variables, or fewer where
    /// `hessianStructure` lets several be taken at once.
    #[default]
    FiniteDifferences,
    /// By the updates of Broyden, Fletcher, Goldfarb and Shanno, with Powell's damping: one more gradient and Jacobian an
    /// iteration, and more iterations. Dense, for up to 500 variables.
    Bfgs,
    /// By the updates of `bfgs` from the last ten steps only, for any number of variables. Under equations alone the linear
    /// systems are then solved by `gmres`, also where `inner` is `ldl`, in some twenty steps at most.
    LimitedMemory,
}

/// How objective and constraints are scaled: the tolerances and the method see them so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Scaling {
    /// Down to gradients whose largest entries are 100 at the start, where they are larger; at a solution the factor of the objective is
    /// found anew, as its gradient is there. Up where a gradient, and its change over the size of the point, are less than 0.01: until
    /// one of both is 1.
    #[default]
    Gradient,
    /// Not at all.
    None,
}

/// The most variables for which dense quasi-Newton updates are made.
const MOST_BFGS_VARIABLES: usize = 500;

/// The most entries of a matrix without a structure: 4096 rows of as many.
const MOST_DENSE_ENTRIES: usize = 1 << 24;

impl MinimizeProblem {
    /// The number of variables.
    pub(crate) fn variables(&self) -> usize {
        self.initial.len()
    }

    /// Refuses a problem that cannot be started, before any question is asked.
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

    /// Matrices without a structure are stored with all of their entries.
    fn check_sizes(&self) -> Result<(), Error> {
        let (n, m) = (self.variables(), self.equations());
        for (name, entries, structure) in [
            ("jacobianStructure", n.saturating_mul(m), &self.jacobian_structure),
            ("hessianStructure", n.saturating_mul(n), &self.hessian_structure),
        ] {
            let is_made = name != "hessianStructure" || !self.has_only_products();
            if structure.is_none() && is_made && entries > MOST_DENSE_ENTRIES {
                return Err(Error::invalid(
                    name,
                    format!("must be given for a matrix of more than {MOST_DENSE_ENTRIES} entries"),
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
        if is_bfgs && self.variables() > MOST_BFGS_VARIABLES {
            return Err(Error::invalid(
                "hessianApproximation",
                format!("must not be bfgs for more than {MOST_BFGS_VARIABLES} variables"),
            ));
        }
        Ok(())
    }

    /// How many numbers the constraints give.
    pub(crate) fn equations(&self) -> usize {
        self.constraint_count as usize
    }

    fn check_warm_start(&self) -> Result<(), Error> {
        let m = self.equations();
        if let Some(multipliers) = &self.initial_multipliers {
            check::finite_vector("initialMultipliers", multipliers, m, CONSTRAINTS)?;
        }
        self.check_initial_hessian()?;
        check::optional("objectiveScale", self.objective_scale, check::POSITIVE)?;
        if let Some(scales) = &self.constraint_scales {
            check::length("constraintScales", scales.len(), m, CONSTRAINTS)?;
            check::numbers("constraintScales", scales, check::POSITIVE)?;
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

    fn check_options(&self) -> Result<(), Error> {
        check::number("tolerance", self.tolerance, check::POSITIVE)?;
        check::number("constraintTolerance", self.constraint_tolerance, check::POSITIVE)?;
        check::number("sufficientDecrease", self.sufficient_decrease, (Bound::Excluded(0.0), Bound::Excluded(0.5)))
    }

    /// The preconditioner of the inner solver.
    pub(crate) fn preconditioner(&self) -> Preconditioner {
        self.inner_options.preconditioner_of(self.inner)
    }

    /// Whether the Hessian is never made, because the inner solver takes products with it: the caller's, or the
    /// model's.
    pub(crate) fn has_only_products(&self) -> bool {
        if self.hessian_approximation == HessianApproximation::LimitedMemory {
            return true;
        }
        let takes_products = matches!(self.inner, Inner::Minres | Inner::Gmres);
        takes_products && self.hessian_product && !self.hessian && self.preconditioner() == Preconditioner::Constraint
    }

    /// Where the Jacobian has entries.
    pub(crate) fn jacobian_pattern(&self) -> Result<Pattern, Error> {
        let (n, m) = (self.variables(), self.equations());
        match &self.jacobian_structure {
            None => Ok(Pattern::dense(m, n)),
            Some(structure) => Pattern::sparse(m, n, &structure.rows, &structure.columns)
                .map_err(|error| error.within("jacobianStructure")),
        }
    }

    /// Where the lower triangle of the Hessian has entries.
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

/// What vectors of bounds and multipliers are as long as.
const VARIABLES: &str = "there are variables";
const CONSTRAINTS: &str = "there are constraints";
