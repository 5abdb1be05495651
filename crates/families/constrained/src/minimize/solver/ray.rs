//! The test for unboundedness along straight lines, as with linear objectives under linear constraints. The length of
//! Newton steps is limited by the regularization of H; they would reach rounding level before they come far enough.

use super::Solver;
use crate::minimize::iterate::Iterate;
use crate::minimize::limits::UNBOUNDED_OBJECTIVE;
use superlinear_numerics::vectors::norm;

/// A step of at least this multiple of max(1, |start|) is followed. With 1 and with 4 nothing changes in
/// `npm run bench:constants -- constrained`.
const LEAST_GROWTH: f64 = 2.0;

/// The ratio between successive steps along the line, and their number: enough for any slope above 1e-20.
const GROWTH: f64 = 10.0;
const MOST_STEPS: u32 = 45;

impl Solver {
    /// Extrapolates the last step, which came from `start`, while the objective decreases at feasible points. If the
    /// objective counts as unbounded below, moves there and returns true.
    pub(super) async fn runs_along_ray(&mut self, start: &[f64]) -> bool {
        let Iterate { x, values, .. } = &self.current;
        let direction: Vec<_> = x.iter().zip(start).map(|(x, start)| x - start).collect();
        let is_long = norm(&direction) >= LEAST_GROWTH * norm(start).max(1.0);
        let holds = self.violation(&self.current) <= self.problem.constraint_tolerance;
        if !(is_long && holds && self.newton.shifts.hessian > 0.0) {
            return false;
        }
        let (from, mut lowest, mut length) = (x.clone(), values.objective, 1.0);
        for _ in 0..MOST_STEPS {
            let x: Vec<_> = from.iter().zip(&direction).map(|(x, along)| x + length * along).collect();
            let values = self.functions.values(&x).await;
            let holds = self.functions.violation(&values) <= self.problem.constraint_tolerance;
            if !(values.are_finite() && values.objective < lowest && holds) {
                return false;
            }
            lowest = values.objective;
            if values.objective / self.functions.scale.objective < UNBOUNDED_OBJECTIVE {
                let derivatives = self.functions.derivatives(&x, &values).await;
                if !derivatives.are_finite() {
                    return false;
                }
                let multipliers = self.current.multipliers.clone();
                let gradient = self.functions.lagrangian_gradient(&derivatives, &multipliers);
                self.current = Iterate { x, values, derivatives, multipliers, gradient, hessian: None };
                return true;
            }
            length *= GROWTH;
        }
        false
    }
}
