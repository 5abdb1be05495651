//! Iteration records and the solution.

use super::Interior;
use super::form::{Distance, Pair};
use crate::minimize::solution::{
    MinimizeRecord, MinimizeSolution, MinimizeStatus, Phase, SecondOrder, Statistics, WarmStart,
};

impl Interior {
    /// Updates the best iterate and reports `reached`.
    pub(super) fn record(&mut self, step_size: f64, phase: Phase) {
        let distance = self.form.distance(&self.reached);
        if self.best.as_ref().is_none_or(|(_, best)| self.rank(&distance) <= self.rank(best)) {
            self.best = Some((self.reached.clone(), distance));
        }
        if let Some(kept) = &mut self.kept {
            kept.note(distance.residual, self.reached.at.values.objective);
        }
        self.recorded_iterations = self.iterations;
        let shifts = self.newton.shifts;
        let active = self.form.active(&self.reached);
        let count = |active: &[i32]| active.iter().filter(|end| **end != 0).count() as u32;
        let n = self.form.variables;
        let objective_scale = self.functions.scale.objective;
        let record = MinimizeRecord {
            iteration: self.iterations,
            objective: self.reached.at.values.objective / objective_scale,
            constraint_violation: distance.violation,
            dual_residual: distance.dual / objective_scale,
            kkt_residual: distance.residual,
            step_size,
            hessian_shift: shifts.hessian,
            constraint_shift: shifts.constraints,
            constraint_penalty: self.merit.map_or(0.0, |merit| merit.constraint_penalty),
            gradient_penalty: self.merit.map_or(0.0, |merit| merit.gradient_penalty),
            inner_steps: 0,
            is_restoration: phase == Phase::Restoration,
            phase,
            barrier: self.barrier,
            active_bounds: count(&active[..n]),
            active_constraints: count(&active[n..]),
        };
        record.tell(&self.problem, &self.run);
        if self.problem.history {
            self.history.push(record);
        }
    }

    /// The order of iterates: feasible within the tolerance first, then the smaller residual.
    fn rank(&self, distance: &Distance) -> (bool, f64) {
        (distance.violation > self.problem.constraint_tolerance, distance.residual)
    }

    /// Completes a solution: multipliers of fixed variables, and the second-order test, which needs one more Hessian.
    pub async fn look_around(&mut self, status: MinimizeStatus) -> SecondOrder {
        if status != MinimizeStatus::Converged {
            return SecondOrder::Unexamined;
        }
        self.find_multipliers_of_fixed().await;
        if !self.functions.is_hessian_true() {
            return SecondOrder::Unexamined;
        }
        let n = self.form.variables;
        let hessian = self.functions.hessian(&self.reached.at).await;
        let is_strong = self.strongly_active();
        let reduced = self.reduced(&hessian, &self.reached.at.derivatives, &is_strong[..n], &is_strong[n..]);
        let is_minimum = self.newton.is_minimum(reduced.system(&self.functions), self.functions.is_hessian_exact());
        SecondOrder::of(is_minimum, &self.run)
    }

    /// Sets the multipliers of fixed variables to cancel their entries of the gradient, if the caller provides these.
    async fn find_multipliers_of_fixed(&mut self) {
        let is_fixed = |j: &usize| self.functions.bounds.are_equal(*j);
        let fixed: Vec<_> = (0..self.form.variables).filter(is_fixed).collect();
        if fixed.is_empty() || !self.functions.are_gradients_exact() {
            return;
        }
        let Pair { at, .. } = &self.reached;
        let derivatives = self.functions.unmasked_derivatives(&at.x, &at.values).await;
        let gradient = self.functions.lagrangian_gradient(&derivatives, &at.multipliers);
        for j in fixed {
            self.reached.bounds[j] = if gradient[j].is_finite() { -gradient[j] } else { 0.0 };
            self.reached.at.gradient[j] = -self.reached.bounds[j];
        }
    }

    /// The solution, given the final status.
    pub fn solution(mut self, status: MinimizeStatus, second_order: SecondOrder) -> MinimizeSolution {
        use MinimizeStatus::{Acceptable, Converged, LocallyInfeasible, Unbounded};
        let warm_start = self.warm_start();
        if !matches!(status, Acceptable | Converged | LocallyInfeasible | Unbounded)
            && let Some((best, _)) = self.best.take()
        {
            self.reached = best;
        }
        let (n, pair) = (self.form.variables, &self.reached);
        let distance = self.form.distance(pair);
        let mut active = self.form.active(pair);
        let active_constraints = active.split_off(n);
        let scale = &self.functions.scale;
        let excess = self.form.excess(&pair.at.values);
        let pairs = excess.iter().zip(&pair.at.multipliers);
        let slack = pairs.fold(0.0, |sum, (excess, multiplier)| sum + (excess * multiplier).abs());
        MinimizeSolution {
            status,
            iterations: self.iterations,
            solution: pair.at.x.clone().into(),
            objective: pair.at.values.objective / scale.objective,
            multipliers: scale.unscaled(&pair.at.multipliers).into(),
            bound_multipliers: self.unscaled_bounds().into(),
            active_bounds: active.into(),
            active_constraints: active_constraints.into(),
            constraint_violation: distance.violation,
            dual_residual: distance.dual / scale.objective,
            complementarity: distance.complementarity / scale.objective,
            kkt_residual: distance.residual,
            objective_slack: slack / scale.objective,
            second_order,
            ray: self.ray.map(Into::into),
            evaluations: self.functions.evaluations,
            statistics: Statistics {
                factorizations: self.newton.factorizations,
                inner_steps: 0,
                inner_fallbacks: 0,
                restorations: self.restorations,
                active_set_steps: self.active_set_steps,
            },
            warm_start,
            history: self.problem.history.then_some(self.history),
        }
    }

    /// The multipliers of the bounds, in the caller's units.
    fn unscaled_bounds(&self) -> Vec<f64> {
        self.reached.bounds.iter().map(|multiplier| multiplier / self.functions.scale.objective).collect()
    }

    fn warm_start(&self) -> WarmStart {
        let at = &self.reached.at;
        let scale = &self.functions.scale;
        WarmStart {
            initial: at.x.clone().into(),
            initial_multipliers: scale.unscaled(&at.multipliers).into(),
            initial_bound_multipliers: Some(self.unscaled_bounds().into()),
            initial_hessian: self.functions.bfgs_matrix(),
            objective_scale: scale.objective,
            constraint_scales: scale.constraints.clone().into(),
        }
    }
}
