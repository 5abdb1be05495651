//! The solution of a run.

use super::data::Data;
use super::info::Info;
use super::iterate::{Iterate, PrimalDual};
use super::residuals::KktResiduals;
use super::solution::{MinimizeSolution, MinimizeStatus, SecondOrder, Statistics, WarmStart};

/// The outcome of a method.
pub(super) struct Outcome {
    pub status: MinimizeStatus,
    pub second_order: SecondOrder,
    pub iterate: PrimalDual,
    pub residuals: KktResiduals,
    pub statistics: Statistics,
    pub warm_start: WarmStart,
}

impl Outcome {
    /// The solution, in the caller's units.
    pub fn solution<I>(self, data: Data, info: Info<I>) -> MinimizeSolution {
        let Self { status, second_order, iterate, residuals, statistics, warm_start } = self;
        let Data { problem, functions, form, .. } = data;
        let scale = &functions.scale;
        let mut active = form.active(&iterate);
        let active_constraints = active.split_off(form.variables);
        let PrimalDual { at, bound_multipliers } = iterate;
        let excess = form.excess(&at.values);
        let products = excess.iter().zip(&at.multipliers);
        let slack = products.fold(0.0, |sum, (excess, multiplier)| sum + (excess * multiplier).abs());
        MinimizeSolution {
            status,
            iterations: info.iterations,
            objective: at.values.objective / scale.objective,
            multipliers: scale.unscaled(&at.multipliers).into(),
            bound_multipliers: unscaled(&bound_multipliers, scale.objective).into(),
            active_bounds: active.into(),
            active_constraints: active_constraints.into(),
            constraint_violation: residuals.violation,
            dual_residual: residuals.dual / scale.objective,
            complementarity: residuals.complementarity / scale.objective,
            kkt_residual: residuals.residual,
            objective_slack: slack / scale.objective,
            second_order,
            ray: info.unbounded_direction.map(Into::into),
            evaluations: functions.evaluations,
            statistics,
            warm_start,
            history: problem.history.then_some(info.history),
            solution: at.x.into(),
        }
    }
}

impl Data {
    /// The starting values for a later run from an iterate; `bound_multipliers` if the method has any.
    pub fn warm_start(&self, at: &Iterate, bound_multipliers: Option<&[f64]>) -> WarmStart {
        let scale = &self.functions.scale;
        WarmStart {
            initial: at.x.clone().into(),
            initial_multipliers: scale.unscaled(&at.multipliers).into(),
            initial_bound_multipliers: bound_multipliers.map(|given| unscaled(given, scale.objective).into()),
            initial_hessian: self.functions.bfgs_matrix(),
            objective_scale: scale.objective,
            constraint_scales: scale.constraints.clone().into(),
        }
    }
}

/// Multipliers of the bounds, in the caller's units.
fn unscaled(multipliers: &[f64], scale: f64) -> Vec<f64> {
    multipliers.iter().map(|multiplier| multiplier / scale).collect()
}
