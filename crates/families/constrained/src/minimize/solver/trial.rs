//! The line search: halves the step until the merit function decreases sufficiently, with one second-order correction
//! of the full step.

use super::Solver;
use crate::minimize::functions::all_finite;
use crate::minimize::iterate::Iterate;
use crate::minimize::merit::noise;
use crate::minimize::newton::Step;
use superlinear_numerics::vectors::norm;

/// The smallest step length. Below it the search has failed.
pub(super) const LEAST_STEP_SIZE: f64 = 1e-8;

impl Solver {
    /// Line search along `step`, given the merit function's directional derivative. Returns the step length; `None` if
    /// none is accepted.
    pub(super) async fn search(&mut self, hessian: &[f64], step: &Step, descent: f64) -> Option<f64> {
        let start = self.merit.value(&self.current.values, &self.current.multipliers, &self.current.gradient);
        let slack = noise(start);
        let mut size = 1.0;
        while size >= LEAST_STEP_SIZE {
            let bound = start + size * self.problem.sufficient_decrease * descent + slack;
            let (x, multipliers) = self.moved(&step.variables, step, size);
            let constraints = match self.attempt(x, multipliers, bound).await {
                Ok(()) => return Some(size),
                Err(constraints) => constraints,
            };
            if size == 1.0 && !constraints.is_empty() && all_finite(&constraints) {
                let corrected = self.corrected(hessian, step, &constraints);
                let (x, multipliers) = self.moved(&corrected, step, 1.0);
                if self.attempt(x, multipliers, bound).await.is_ok() {
                    return Some(size);
                }
            }
            size *= 0.5;
        }
        None
    }

    /// Current point and multipliers plus `size` times a step.
    fn moved(&self, variables: &[f64], step: &Step, size: f64) -> (Vec<f64>, Vec<f64>) {
        let along = |from: &[f64], by: &[f64]| from.iter().zip(by).map(|(from, by)| from + size * by).collect();
        (along(&self.current.x, variables), along(&self.current.multipliers, &step.multipliers))
    }

    /// The second-order correction: the step plus a correction of the violation `constraints` at its end, caused by
    /// curvature.
    fn corrected(&self, hessian: &[f64], step: &Step, constraints: &[f64]) -> Vec<f64> {
        let correction = match &self.inexact {
            Some(inexact) => inexact.normal_step(constraints),
            None => self.newton.solve(self.system(hessian), &vec![0.0; step.variables.len()], constraints).variables,
        };
        step.variables.iter().zip(&correction).map(|(step, correction)| step + correction).collect()
    }

    /// Moves to a point if the merit function there is at most `bound` and all values are finite; else stays and
    /// returns the constraint values there. Derivatives are evaluated only if the function values alone do not rule out
    /// acceptance.
    pub(super) async fn attempt(&mut self, x: Vec<f64>, multipliers: Vec<f64>, bound: f64) -> Result<(), Vec<f64>> {
        let values = self.functions.values(&x).await;
        if !values.are_finite() || self.merit.lower_bound(&values, &multipliers) > bound {
            return Err(values.constraints);
        }
        let derivatives = self.functions.derivatives(&x, &values).await;
        let gradient = self.functions.lagrangian_gradient(&derivatives, &multipliers);
        if !derivatives.are_finite() || self.merit.value(&values, &multipliers, &gradient) > bound {
            return Err(values.constraints);
        }
        let previous = std::mem::replace(
            &mut self.current,
            Iterate { x, values, derivatives, multipliers, gradient, hessian: None },
        );
        self.renew_multipliers(norm(&previous.gradient));
        if self.complete(&previous).await {
            return Ok(());
        }
        let refused = std::mem::replace(&mut self.current, previous);
        Err(refused.values.constraints)
    }

    /// Evaluates the Hessian at the current point, after a step from `previous`, unless it is a solution. Returns false
    /// if it is not finite.
    pub(super) async fn complete(&mut self, previous: &Iterate) -> bool {
        if self.is_solution(&self.current) {
            return true;
        }
        let hessian = self.functions.hessian_after(previous, &self.current).await;
        let is_finite = all_finite(&hessian);
        self.current.hessian = Some(hessian);
        is_finite
    }
}
