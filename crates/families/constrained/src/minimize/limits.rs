//! Termination without convergence: the run's limits and unboundedness.

use super::problem::MinimizeProblem;
use super::solution::MinimizeStatus;
use superlinear_interface::{Error, Run};

/// A residual that is acceptable if no step improves it: Ipopt's `acceptable_tol`.
pub(super) const ACCEPTABLE_RESIDUAL: f64 = 1e-6;

/// A feasible objective below this counts as unbounded below.
pub(super) const UNBOUNDED_OBJECTIVE: f64 = -1e20;

/// The state of a run, in the caller's units.
pub(super) struct Reached {
    pub iterations: u32,
    pub objective: f64,
    /// The largest violation of a constraint.
    pub violation: f64,
}

impl Reached {
    /// The status, if a limit is reached or the objective counts as unbounded below.
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
