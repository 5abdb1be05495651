//! Escape from stationary points that are not minima.

use super::Interior;
use super::current::Current;
use super::start::FIRST_PUSH;
use crate::minimize::curvature::NegativeCurvature;
use crate::minimize::data::Data;
use crate::minimize::form::Form;
use crate::minimize::functions::Values;
use crate::minimize::iterate::Iterate;
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::vectors::largest;

/// Scaled multipliers above this mark strongly active bounds.
const STRONG_MULTIPLIER: f64 = 1e-8;

/// The penalty on violations, as a multiple of the largest multiplier, so that leaving the constraints does not pay.
const PENALTY_PER_MULTIPLIER: f64 = 2.0;

impl Interior {
    /// Moves from `reached` to a point with a smaller objective plus penalized violation. Returns false if no direction
    /// of negative curvature leads there.
    pub(super) async fn leave_saddle(&mut self) -> bool {
        let at = self.current.reached.at.clone();
        let hessian = self.data.functions.hessian(&at).await;
        let Some(negative) = self.negative_curvature(&hessian) else { return false };
        let penalty = PENALTY_PER_MULTIPLIER * largest(&at.multipliers).max(1.0);
        let merit = |form: &Form, values: &Values| {
            values.objective + penalty * form.excess(values).iter().map(|excess| excess.abs()).sum::<f64>()
        };
        let start = merit(&self.data.form, &at.values);
        for trial in negative.trials(&at.x) {
            let x = self.data.form.project(&trial.x);
            let values = self.data.functions.values(&x).await;
            let is_lower = values.are_finite() && merit(&self.data.form, &values) <= start + trial.decrease;
            if is_lower && self.enter_beside(&at, x, values).await {
                return true;
            }
        }
        false
    }

    /// Restarts the search from a point close to a saddle.
    async fn enter_beside(&mut self, saddle: &Iterate, x: Vec<f64>, values: Values) -> bool {
        let derivatives = self.data.functions.derivatives(&x, &values).await;
        if !derivatives.are_finite() {
            return false;
        }
        self.current.point.at = Iterate { x, values, derivatives, hessian: None, ..saddle.clone() };
        self.current.barrier = self.data.problem.initial_barrier;
        self.acceptance.restart(&self.data.problem);
        self.enter_restored(FIRST_PUSH).await
    }

    /// A direction of negative curvature in the null space of the strongly active constraints.
    fn negative_curvature(&mut self, hessian: &[f64]) -> Option<NegativeCurvature> {
        let Self { data, current, kkt, .. } = self;
        let is_strong = current.strongly_active(data);
        let reduced = data.reduced_system(hessian, &current.reached.at.derivatives, &is_strong);
        let matrix = Entries { pattern: &data.functions.hessian_pattern, values: hessian };
        let system = reduced.system(&data.functions);
        NegativeCurvature::find(&mut kkt.newton, system, matrix, |j| is_strong[j], data.run.seed())
    }
}

impl Current {
    /// The strongly active primal variables of `reached`: those with equal bounds or a multiplier that is not small.
    pub fn strongly_active(&self, Data { form, .. }: &Data) -> Vec<bool> {
        let is_strong = |k: usize| form.multiplier(&self.reached, k).abs() > STRONG_MULTIPLIER;
        (0..form.len()).map(|k| form.bounds.are_equal(k) || is_strong(k)).collect()
    }
}
