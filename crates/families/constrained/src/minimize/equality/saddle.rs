//! Escape from stationary points that are not minima.

use super::Equality;
use crate::minimize::curvature::NegativeCurvature;
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::vectors::dot;

impl Equality {
    /// Moves along a direction of negative curvature to a point with a smaller merit function. Returns false if there
    /// is none.
    pub(super) async fn leave_saddle(&mut self) -> bool {
        let hessian = self.data.functions.hessian(&self.current).await;
        let Self { data, newton, current, merit, .. } = self;
        let matrix = Entries { pattern: &data.functions.hessian_pattern, values: &hessian };
        let system = data.system(current, &hessian);
        let Some(negative) = NegativeCurvature::find(newton, system, matrix, |_| false, data.run.seed()) else {
            return false;
        };
        let bend = matrix.symmetric_times(&negative.direction);
        // The penalty on the gradient must not hide the curvature: it takes at most half of the decrease.
        merit.gradient_penalty = merit.gradient_penalty.min(-0.5 * negative.curvature / dot(&bend, &bend));

        let start = merit.value(&current.values, &current.multipliers, &current.gradient);
        let (x, multipliers) = (current.x.clone(), current.multipliers.clone());
        for trial in negative.trials(&x) {
            if self.attempt(trial.x, multipliers.clone(), start + 0.5 * trial.decrease).await.is_ok() {
                return true;
            }
        }
        false
    }
}
