//! Escape from stationary points that are not minima, along a direction of negative curvature of the Lagrangian in the
//! null space of the active constraints.

use super::Interior;
use super::form::Pair;
use crate::minimize::functions::{Values, all_finite};
use crate::minimize::iterate::Iterate;
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{dot, largest, norm};

/// The fraction of the decrease predicted by the curvature that a step must achieve.
const SUFFICIENT_DECREASE: f64 = 0.1;

/// Steps start at the size of the point and are halved at most this often.
const MOST_HALVINGS: u32 = 40;

/// Scaled multipliers above this mark strongly active bounds.
pub(super) const STRONG_MULTIPLIER: f64 = 1e-8;

/// The penalty on violations, as a multiple of the largest multiplier, so that leaving the constraints does not pay.
const PENALTY_PER_MULTIPLIER: f64 = 2.0;

impl Interior {
    /// Moves from `reached` to a point with a smaller objective plus penalized violation. Returns false if no direction
    /// of negative curvature leads there.
    pub(super) async fn leave_saddle(&mut self) -> bool {
        let at = self.reached.at.clone();
        let hessian = self.functions.hessian(&at).await;
        let Some((direction, curvature)) = self.negative_curvature(&hessian) else { return false };
        let penalty = PENALTY_PER_MULTIPLIER * largest(&at.multipliers).max(1.0);
        let merit = |form: &super::Form, values: &Values| {
            values.objective + penalty * form.excess(values).iter().map(|excess| excess.abs()).sum::<f64>()
        };
        let start = merit(&self.form, &at.values);
        let mut length = norm(&at.x).max(1.0);
        for _ in 0..MOST_HALVINGS {
            let bound = start + SUFFICIENT_DECREASE * 0.5 * length * length * curvature;
            for signed in [length, -length] {
                let moved: Vec<_> = at.x.iter().zip(&direction).map(|(x, d)| x + signed * d).collect();
                let x = self.form.inside(&moved);
                let values = self.functions.values(&x).await;
                if values.are_finite() && merit(&self.form, &values) <= bound && self.enter_beside(&at, x, values).await
                {
                    return true;
                }
            }
            length *= 0.5;
        }
        false
    }

    /// Restarts the search from a point close to a saddle.
    async fn enter_beside(&mut self, saddle: &Iterate, x: Vec<f64>, values: Values) -> bool {
        let derivatives = self.functions.derivatives(&x, &values).await;
        if !derivatives.are_finite() {
            return false;
        }
        self.point.at = Iterate { x, values, derivatives, hessian: None, ..saddle.clone() };
        self.barrier = self.problem.initial_barrier;
        self.tried = None;
        self.judge_anew();
        self.enter_restored(super::start::FIRST_PUSH).await
    }

    /// A unit direction of negative curvature in the null space of the strongly active constraints, and its curvature.
    fn negative_curvature(&mut self, hessian: &[f64]) -> Option<(Vec<f64>, f64)> {
        if !all_finite(hessian) {
            return None;
        }
        let (n, is_strong) = (self.form.variables, self.strongly_active());
        let reduced = self.reduced(hessian, &self.reached.at.derivatives, &is_strong[..n], &is_strong[n..]);
        let mut random = Stream::new(self.run.seed(), 0);
        let start = is_strong[..n].iter().map(|is_held| if *is_held { 0.0 } else { random.normal() }).collect();
        let direction = self.newton.least_curved_direction(reduced.system(&self.functions), start)?;
        let matrix = Entries { pattern: &self.functions.hessian_pattern, values: hessian };
        let curvature = dot(&direction, &matrix.symmetric_times(&direction));
        (curvature < 0.0).then_some((direction, curvature))
    }

    /// The strongly active primal variables of `reached`: those with equal bounds or a multiplier that is not small.
    pub(super) fn strongly_active(&self) -> Vec<bool> {
        let Self { form, reached, .. } = self;
        let is_strong = |pair: &Pair, k: usize| form.multiplier(pair, k).abs() > STRONG_MULTIPLIER;
        (0..form.len()).map(|k| form.ends.are_equal(k) || is_strong(reached, k)).collect()
    }
}
