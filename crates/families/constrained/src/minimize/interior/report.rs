//! Iteration records, the second-order test, and the solution.

use super::Interior;
use crate::minimize::iterate::PrimalDual;
use crate::minimize::report::Outcome;
use crate::minimize::solution::{MinimizeRecord, MinimizeSolution, MinimizeStatus, Phase, SecondOrder, Statistics};

impl Interior {
    /// Updates the best iterate and reports `reached`.
    pub(super) fn record(&mut self, step_size: f64, phase: Phase) {
        let Self { data, current, kkt, acceptance, info } = self;
        let reached = &current.reached;
        let active = data.form.active(reached);
        let count = |active: &[i32]| active.iter().filter(|code| **code != 0).count() as u32;
        let n = data.form.variables;
        let record = MinimizeRecord {
            step_size,
            hessian_shift: kkt.newton.shifts.hessian,
            constraint_shift: kkt.newton.shifts.constraints,
            constraint_penalty: acceptance.merit.map_or(0.0, |merit| merit.constraint_penalty),
            gradient_penalty: acceptance.merit.map_or(0.0, |merit| merit.gradient_penalty),
            is_restoration: phase == Phase::Restoration,
            phase,
            barrier: current.barrier,
            active_bounds: count(&active[..n]),
            active_constraints: count(&active[n..]),
            ..info.measured(data, &reached.at, &data.form.residuals(reached))
        };
        info.record(data, reached, record);
    }

    /// Completes a solution: multipliers of fixed variables, and the second-order test, which needs one more Hessian.
    pub(super) async fn examine(&mut self, status: MinimizeStatus) -> SecondOrder {
        if status != MinimizeStatus::Converged {
            return SecondOrder::Unexamined;
        }
        self.find_multipliers_of_fixed().await;
        if !self.data.functions.is_hessian_true() {
            return SecondOrder::Unexamined;
        }
        let hessian = self.data.functions.hessian(&self.current.reached.at).await;
        let is_strong = self.current.strongly_active(&self.data);
        let reduced = self.data.reduced_system(&hessian, &self.current.reached.at.derivatives, &is_strong);
        let functions = &self.data.functions;
        let is_minimum = self.kkt.newton.is_minimum(reduced.system(functions), functions.is_hessian_exact());
        SecondOrder::of(is_minimum, &self.data.run)
    }

    /// Sets the multipliers of fixed variables to cancel their entries of the gradient, if the caller provides these.
    async fn find_multipliers_of_fixed(&mut self) {
        let (functions, form) = (&mut self.data.functions, &self.data.form);
        let fixed: Vec<_> = (0..form.variables).filter(|j| form.bounds.are_equal(*j)).collect();
        if fixed.is_empty() || !functions.are_gradients_exact() {
            return;
        }
        let PrimalDual { at, bound_multipliers } = &mut self.current.reached;
        let derivatives = functions.unmasked_derivatives(&at.x, &at.values).await;
        let gradient = functions.lagrangian_gradient(&derivatives, &at.multipliers);
        for j in fixed {
            bound_multipliers[j] = if gradient[j].is_finite() { -gradient[j] } else { 0.0 };
            at.gradient[j] = -bound_multipliers[j];
        }
    }

    /// The solution, given the final status.
    pub(super) fn into_solution(self, status: MinimizeStatus, second_order: SecondOrder) -> MinimizeSolution {
        use MinimizeStatus::{Acceptable, Converged, LocallyInfeasible, Unbounded};
        let Self { data, current, kkt, mut info, .. } = self;
        let last = current.reached;
        let warm_start = data.warm_start(&last.at, Some(&last.bound_multipliers));
        let is_last = matches!(status, Acceptable | Converged | LocallyInfeasible | Unbounded);
        let best = if is_last { None } else { info.take_best() };
        let iterate = best.unwrap_or(last);
        let statistics = Statistics {
            factorizations: kkt.newton.factorizations,
            restorations: info.restorations,
            active_set_steps: info.active_set_steps,
            ..Statistics::default()
        };
        let residuals = data.form.residuals(&iterate);
        Outcome { status, second_order, iterate, residuals, statistics, warm_start }.solution(data, info)
    }
}
