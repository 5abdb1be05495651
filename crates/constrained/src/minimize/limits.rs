//! Where a run ends that has not converged: at its limits, or since its objective has none.

use super::problem::MinimizeProblem;
use super::solution::MinimizeStatus;
use superlinear_interface::{Error, Run};

/// A residual that is acceptable where no step improves it: Ipopt's `acceptable_tol`.
pub(super) const ACCEPTABLE_RESIDUAL: f64 = 1e-6;

/// An objective below this where the constraints hold is taken to have no lower bound.
pub(super) const UNBOUNDED_OBJECTIVE: f64 = -1e20;

/// Where a run is, in the caller's units.
pub(super) struct Reached {
    pub iterations: u32,
    pub objective: f64,
    /// The largest violation of a constraint.
    pub violation: f64,
}

impl Reached {
    /// The status where a limit of the run is reached, or the objective has none.
    pub fn limit(&self, problem: &MinimizeProblem, run: &Run) -> Result<Option<MinimizeStatus>, Error> {
        if run.is_out_of_time()? {
            return Ok(Some(MinimizeStatus::TimeLimit));
        }
        if self.iterations >= problem.max_iterations {
            return Ok(Some(MinimizeStatus::IterationLimit));
        }
        let is_unbounded = self.objective < UNBOUNDED_OBJECTIVE && self.violation <= problem.constraint_tolerance;
        Ok(is_unbounded.then_some(MinimizeStatus::Unbounded))
    }
}
