//! Iteration records, the second-order test, and the solution.

use super::Equality;
use super::inexact::{Counts, Inexact};
use crate::minimize::iterate::PrimalDual;
use crate::minimize::report::Outcome;
use crate::minimize::restoration::is_violation_stationary;
use crate::minimize::solution::{MinimizeRecord, MinimizeSolution, MinimizeStatus, Phase, SecondOrder, Statistics};

impl Equality {
    /// Updates the best iterate and the progress monitors, and reports the current iterate.
    pub(super) fn record(&mut self, step_size: f64, phase: Phase) {
        let Self { data, current, newton, inexact, merit, progress, steepest, info, .. } = self;
        let residuals = data.form.equality_residuals(current);
        progress.note(residuals.residual, is_violation_stationary(data, current, steepest));
        self.recorded_counts = inexact.as_ref().map(Inexact::counts);
        let new_inner_steps = newton.new_inner_steps();
        let record = MinimizeRecord {
            step_size,
            hessian_shift: newton.shifts.hessian,
            constraint_shift: newton.shifts.constraints,
            constraint_penalty: merit.constraint_penalty,
            gradient_penalty: merit.gradient_penalty,
            inner_steps: inexact.as_ref().map_or(new_inner_steps, |inexact| inexact.last_steps),
            is_restoration: phase == Phase::Restoration,
            phase,
            active_constraints: data.functions.constraints() as u32,
            ..info.measured(data, current, &residuals)
        };
        info.record(data, current, record);
    }

    /// Runs the second-order test at a solution, which needs one more Hessian.
    pub(super) async fn examine(&mut self, status: MinimizeStatus) -> SecondOrder {
        let Self { data, current, newton, .. } = self;
        if status != MinimizeStatus::Converged || !data.functions.is_hessian_true() {
            return SecondOrder::Unexamined;
        }
        let hessian = data.functions.hessian(current).await;
        let is_minimum = newton.is_minimum(data.system(current, &hessian), data.functions.is_hessian_exact());
        SecondOrder::of(is_minimum, &data.run)
    }

    /// The solution, given the final status.
    pub(super) fn into_solution(mut self, status: MinimizeStatus, second_order: SecondOrder) -> MinimizeSolution {
        use MinimizeStatus::{Acceptable, Converged, IterationLimit, LocallyInfeasible, TimeLimit, Unbounded};
        let warm_start = self.data.warm_start(&self.current, None);
        let statistics = self.statistics();
        // Without constraints the objective decreases in every iteration, so the last iterate is the best.
        let is_descent = self.data.functions.constraints() == 0 && matches!(status, IterationLimit | TimeLimit);
        let is_last = is_descent || matches!(status, Acceptable | Converged | LocallyInfeasible | Unbounded);
        let best = if is_last { None } else { self.info.take_best() };
        let at = best.unwrap_or(self.current);
        let residuals = self.data.form.equality_residuals(&at);
        let iterate = PrimalDual { bound_multipliers: vec![0.0; at.x.len()], at };
        Outcome { status, second_order, iterate, residuals, statistics, warm_start }.solution(self.data, self.info)
    }

    /// The counts of the linear algebra. For an interrupted inner solver, up to the last record.
    fn statistics(&self) -> Statistics {
        let counts = self.inexact.as_ref().map(Inexact::counts).or(self.recorded_counts);
        let Counts { factorizations, steps, fallbacks } =
            counts.unwrap_or(Counts { factorizations: 0, steps: self.newton.inner_steps(), fallbacks: 0 });
        Statistics {
            factorizations: self.newton.factorizations + factorizations,
            inner_steps: steps,
            inner_fallbacks: fallbacks,
            restorations: self.info.restorations,
            ..Statistics::default()
        }
    }
}
