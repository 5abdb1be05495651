//! Bounds of variables and constraints, and options restricted to equality constraints.

use super::{CONSTRAINTS, MinimizeProblem, VARIABLES};
use crate::bounds::Bounds;
use crate::inner::options::Inner;
use crate::minimize::options::MeritFunction;
use superlinear_interface::{Error, check};

impl MinimizeProblem {
    /// Whether all constraints are equations, the default without bounds of the constraints.
    pub(super) fn are_all_equations(&self) -> bool {
        self.constraint_lower.is_none() && self.constraint_upper.is_none()
    }

    pub(super) fn check_equations(&self, count: usize) -> Result<(), Error> {
        let n = self.variables();
        if count <= n {
            return Ok(());
        }
        let message = format!(
            "must be no more than the {n} variables, got {count}: so many equations have no solution in general"
        );
        Err(Error::invalid("constraintCount", message))
    }

    pub(super) fn check_bounds(&self) -> Result<(), Error> {
        let (n, m) = (self.variables(), self.equations());
        Bounds::check(("lower", self.lower.as_deref()), ("upper", self.upper.as_deref()), n, VARIABLES)?;
        let (lower, upper) = (self.constraint_lower.as_deref(), self.constraint_upper.as_deref());
        Bounds::check(("constraintLower", lower), ("constraintUpper", upper), m, CONSTRAINTS)?;
        if self.are_all_equations() {
            return Ok(());
        }
        let ranges = self.ranges();
        self.check_equations((0..m).filter(|&i| ranges.are_equal(i)).count())
    }

    pub(crate) fn bounds(&self) -> Bounds {
        Bounds::of(self.lower.as_deref(), self.upper.as_deref(), self.variables())
    }

    /// The bounds of the constraint values.
    pub(crate) fn ranges(&self) -> Bounds {
        let m = self.equations();
        match (self.constraint_lower.as_deref(), self.constraint_upper.as_deref()) {
            (None, None) => Bounds { lower: vec![0.0; m], upper: vec![0.0; m] },
            (lower, upper) => Bounds::of(lower, upper, m),
        }
    }

    /// Whether there are bounds or inequalities.
    pub(crate) fn has_inequalities(&self) -> bool {
        let (bounds, ranges) = (self.bounds(), self.ranges());
        (0..self.variables()).any(|j| !bounds.are_infinite(j)) || (0..self.equations()).any(|i| !ranges.are_equal(i))
    }

    /// Whether the interior point method solves the problem.
    pub(crate) fn needs_barrier(&self) -> bool {
        self.merit == Some(MeritFunction::Filter) || self.has_inequalities()
    }

    /// Checks options of the interior point method. With bounds or inequalities, refuses options meant for equality
    /// constraints alone.
    pub(super) fn check_inequalities(&self) -> Result<(), Error> {
        if let Some(multipliers) = &self.initial_bound_multipliers {
            check::finite_vector("initialBoundMultipliers", multipliers, self.variables(), VARIABLES)?;
        }
        check::number("initialBarrier", self.initial_barrier, check::POSITIVE)?;
        if !self.needs_barrier() {
            return Ok(());
        }
        let under_equations = |name: &str, value: &str| {
            Err(Error::invalid(
                name,
                format!("must not be {value} with bounds, inequalities or a filter: it goes with equations only"),
            ))
        };
        match (self.merit, self.inner) {
            (Some(MeritFunction::L1), _) => under_equations("merit", "l1"),
            (_, Inner::Minres) => under_equations("inner", "minres"),
            (_, Inner::Gmres) => under_equations("inner", "gmres"),
            (_, Inner::Sketch) => under_equations("inner", "sketch"),
            _ => Ok(()),
        }
    }
}
