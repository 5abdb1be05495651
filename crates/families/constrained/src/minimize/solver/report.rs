//! Iteration records and the solution.

use super::Solver;
use super::inexact::{Counts, Inexact};
use crate::minimize::iterate::Iterate;
use crate::minimize::newton::{Shifts, System};
use crate::minimize::solution::{
    EQUAL_ENDS, MinimizeRecord, MinimizeSolution, MinimizeStatus, Phase, SecondOrder, Statistics, WarmStart,
};
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::vectors::largest;

impl Solver {
    /// Updates the best iterate and the progress monitors, and reports the current iterate.
    pub fn record(&mut self, step_size: f64, is_restoration: bool) {
        self.steepest.note(self.functions.jacobian(&self.current.derivatives));
        let is_stationary = self.is_violation_stationary();
        self.stationary_iterations = if is_stationary { self.stationary_iterations + 1 } else { 0 };
        if self.rank(&self.current) <= self.rank(&self.best) {
            self.best = self.current.clone();
        }
        self.pace.note(self.current.kkt_residual());
        if let Some(kept) = &mut self.kept {
            kept.note(self.current.kkt_residual(), self.current.values.objective);
        }
        self.recorded_iterations = self.iterations;
        self.recorded_counts = self.inexact.as_ref().map(Inexact::counts);
        let Shifts { hessian, constraints } = self.newton.shifts;
        let new_inner_steps = self.newton.new_inner_steps();
        let record = MinimizeRecord {
            iteration: self.iterations,
            objective: self.current.values.objective / self.functions.scale.objective,
            constraint_violation: self.violation(&self.current),
            dual_residual: largest(&self.current.gradient) / self.functions.scale.objective,
            kkt_residual: self.current.kkt_residual(),
            step_size,
            hessian_shift: hessian,
            constraint_shift: constraints,
            constraint_penalty: self.merit.constraint_penalty,
            gradient_penalty: self.merit.gradient_penalty,
            inner_steps: self.inexact.as_ref().map_or(new_inner_steps, |inexact| inexact.last_steps),
            is_restoration,
            phase: if is_restoration { Phase::Restoration } else { Phase::Newton },
            barrier: 0.0,
            active_bounds: 0,
            active_constraints: self.functions.constraints() as u32,
        };
        record.tell(&self.problem, &self.run);
        if self.problem.history {
            self.history.push(record);
        }
    }

    /// The order of iterates: feasible within the tolerance first, then the smaller residual, which includes the
    /// violation.
    fn rank(&self, iterate: &Iterate) -> (bool, f64) {
        (self.violation(iterate) > self.problem.constraint_tolerance, iterate.kkt_residual())
    }

    /// The solution, given the final status.
    pub fn solution(mut self, status: MinimizeStatus, second_order: SecondOrder) -> MinimizeSolution {
        use MinimizeStatus::{Acceptable, Converged, IterationLimit, LocallyInfeasible, TimeLimit, Unbounded};
        let warm_start = self.warm_start();
        // Without constraints the objective decreases in every iteration, so the last iterate is the best.
        let is_descent = self.functions.constraints() == 0 && matches!(status, IterationLimit | TimeLimit);
        if !is_descent && !matches!(status, Acceptable | Converged | LocallyInfeasible | Unbounded) {
            std::mem::swap(&mut self.current, &mut self.best);
        }
        let objective_scale = self.functions.scale.objective;
        let Iterate { x, values, multipliers, gradient, .. } = &self.current;
        let unscaled = self.functions.scale.unscaled(multipliers);
        let slack =
            values.constraints.iter().zip(multipliers).fold(0.0, |sum, (c, multiplier)| sum + (c * multiplier).abs());
        MinimizeSolution {
            status,
            iterations: self.iterations,
            solution: x.clone().into(),
            objective: values.objective / objective_scale,
            multipliers: unscaled.into(),
            bound_multipliers: vec![0.0; x.len()].into(),
            active_bounds: vec![0; x.len()].into(),
            active_constraints: vec![EQUAL_ENDS; multipliers.len()].into(),
            constraint_violation: self.violation(&self.current),
            dual_residual: largest(gradient) / objective_scale,
            complementarity: 0.0,
            kkt_residual: self.current.kkt_residual(),
            objective_slack: slack / objective_scale,
            second_order,
            ray: None,
            evaluations: self.functions.evaluations,
            statistics: self.statistics(),
            warm_start,
            history: self.problem.history.then_some(self.history),
        }
    }

    fn warm_start(&self) -> WarmStart {
        let Iterate { x, multipliers, .. } = &self.current;
        let scale = &self.functions.scale;
        WarmStart {
            initial: x.clone().into(),
            initial_multipliers: scale.unscaled(multipliers).into(),
            initial_bound_multipliers: None,
            initial_hessian: self.functions.bfgs_matrix(),
            objective_scale: scale.objective,
            constraint_scales: scale.constraints.clone().into(),
        }
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
            restorations: self.restorations,
            active_set_steps: 0,
        }
    }

    /// Runs the second-order test at a solution, which needs one more Hessian.
    pub async fn second_order(&mut self, status: MinimizeStatus) -> SecondOrder {
        if status != MinimizeStatus::Converged || !self.functions.is_hessian_true() {
            return SecondOrder::Unexamined;
        }
        let hessian = self.functions.hessian(&self.current).await;
        let system = System {
            hessian: Entries { pattern: &self.functions.hessian_pattern, values: &hessian },
            jacobian: self.functions.jacobian(&self.current.derivatives),
            diagonals: None,
            terms: &[],
        };
        let is_minimum = self.newton.is_minimum(system, self.functions.is_hessian_exact());
        SecondOrder::of(is_minimum, &self.run)
    }
}
