//! Objectives without a lower bound along straight lines: linear ones under linear constraints, above all. Newton steps are
//! as long as the shift of H lets them be, and would come to rounding before they came far enough.

use super::Solver;
use crate::minimize::iterate::Iterate;
use crate::minimize::limits::UNBOUNDED_OBJECTIVE;
use superlinear_numerics::vectors::norm;

/// A step at least this many times as long as its start, or as 1, is followed. With 1 and with 4 nothing changes in
/// `npm run bench:constants -- constrained`.
const LEAST_GROWTH: f64 = 2.0;

/// The steps along the line, each this many times as long as the one before: far enough for any slope above 1e-20.
const GROWTH: f64 = 10.0;
const MOST_STEPS: u32 = 45;

impl Solver {
    /// Follows the last step, which came from `start`, in a straight line for as long as the objective falls and the
    /// constraints hold. Moves to where the objective is taken to have no lower bound; stays, and returns false, where the line
    /// does not lead there.
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
