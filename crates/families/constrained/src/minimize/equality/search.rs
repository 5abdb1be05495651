//! The line search: halves the step until the merit function decreases sufficiently, with one second-order correction
//! of the full step.

use super::{Descent, Equality};
use crate::minimize::functions::all_finite;
use crate::minimize::iterate::Iterate;
use crate::minimize::line_search::{SufficientDecrease, backtracking};
use crate::minimize::newton::Step;
use superlinear_numerics::vectors::{norm, sum_with};

/// The smallest step length. Below it the search has failed.
pub(super) const MIN_STEP_SIZE: f64 = 1e-8;

impl Equality {
    /// Line search along a step. Returns the step length; `None` if none is accepted.
    pub(super) async fn search(&mut self, hessian: &[f64], descent: &Descent) -> Option<f64> {
        let Descent { step, slope } = descent;
        let decrease = SufficientDecrease {
            start: self.merit.value(&self.current.values, &self.current.multipliers, &self.current.gradient),
            slope: *slope,
            fraction: self.data.problem.sufficient_decrease,
        };
        for size in backtracking(1.0, MIN_STEP_SIZE) {
            let bound = decrease.bound(size);
            let (x, multipliers) = self.moved(&step.variables, step, size);
            let has_moved = match self.attempt(x, multipliers, bound).await {
                Err(constraints) if size == 1.0 && !constraints.is_empty() && all_finite(&constraints) => {
                    let corrected = self.corrected(hessian, step, &constraints);
                    let (x, multipliers) = self.moved(&corrected, step, 1.0);
                    self.attempt(x, multipliers, bound).await.is_ok()
                }
                attempt => attempt.is_ok(),
            };
            if has_moved {
                self.progress.note_step(size, -slope);
                return Some(size);
            }
        }
        None
    }

    /// Current point and multipliers plus `size` times a step.
    fn moved(&self, variables: &[f64], step: &Step, size: f64) -> (Vec<f64>, Vec<f64>) {
        let Iterate { x, multipliers, .. } = &self.current;
        (sum_with(x, size, variables), sum_with(multipliers, size, &step.multipliers))
    }

    /// The second-order correction: the step plus a correction of the violation `constraints` at its end, caused by
    /// curvature.
    fn corrected(&self, hessian: &[f64], step: &Step, constraints: &[f64]) -> Vec<f64> {
        let correction = match &self.inexact {
            Some(inexact) => inexact.normal_step(constraints),
            None => {
                let system = self.data.system(&self.current, hessian);
                self.newton.solve(system, &vec![0.0; step.variables.len()], constraints).variables
            }
        };
        sum_with(&step.variables, 1.0, &correction)
    }

    /// Moves to a point if the merit function there is at most `bound` and all values are finite; else stays and
    /// returns the constraint values there. Derivatives are evaluated only if the function values alone do not rule out
    /// acceptance.
    pub(super) async fn attempt(&mut self, x: Vec<f64>, multipliers: Vec<f64>, bound: f64) -> Result<(), Vec<f64>> {
        let values = self.data.functions.values(&x).await;
        let constraints = values.constraints.clone();
        if !values.are_finite() || self.merit.lower_bound(&values, &multipliers) > bound {
            return Err(constraints);
        }
        let Some(next) = self.data.iterate(x, values, multipliers).await else { return Err(constraints) };
        if self.merit.value(&next.values, &next.multipliers, &next.gradient) > bound {
            return Err(constraints);
        }
        let previous = std::mem::replace(&mut self.current, next);
        self.renew_multipliers(norm(&previous.gradient));
        if self.complete(&previous).await {
            return Ok(());
        }
        self.current = previous;
        Err(constraints)
    }

    /// Evaluates the Hessian at the current point, after a step from `previous`, unless it is a solution. Returns false
    /// if it is not finite.
    pub(super) async fn complete(&mut self, previous: &Iterate) -> bool {
        if self.is_solved() {
            return true;
        }
        let hessian = self.data.functions.hessian_after(previous, &self.current).await;
        let is_finite = all_finite(&hessian);
        self.current.hessian = Some(hessian);
        is_finite
    }
}
