//! Gradient descent in the Sobolev space H¹: u ← u − η (1 − Δ)⁻¹ E'(u).
//!
//! Source: Marwah, Lipton, Lu, Risteski, Neural network approximations of PDEs beyond linearity: a representational
//! perspective, arXiv 2210.12101, 2022.

use super::density::Order;
use super::energy::Evaluation;
use super::iterate::{Iterate, Minimizer};
use super::solution::EnergyStatus;
use superlinear_interface::Error;
use superlinear_numerics::vectors::{add_scaled, dot};

/// The least decrease accepted by the line search, relative to that of the linear model.
const SUFFICIENT_DECREASE: f64 = 0.5;

/// Limit on halvings of a step.
const MAX_HALVINGS: usize = 60;

/// Iterates until the relative dual norm is within the tolerance, or until another status. Without a step size, each line
/// search begins at twice the last step.
pub(super) async fn minimize(
    minimizer: &Minimizer<'_>,
    iterate: &mut Iterate,
    step_size: Option<f64>,
) -> Result<EnergyStatus, Error> {
    let mut step = step_size.unwrap_or(0.5);
    loop {
        if let Some(status) = minimizer.status(iterate).await? {
            return Ok(status);
        }
        let descent = minimizer.inverse.solve(&iterate.evaluation.gradient, 1.0, 1.0);
        let slope = dot(&iterate.evaluation.gradient, &descent) * minimizer.energy.mesh.volume();
        let Evaluation { value, rounding, .. } = iterate.evaluation;
        if step_size.is_none() {
            step *= 2.0;
        }
        let mut moved = None;
        for _ in 0..MAX_HALVINGS {
            let mut u = iterate.u.clone();
            add_scaled(&mut u, -step, &descent);
            let evaluation = minimizer.energy.evaluate(&u, Order::First).await;
            iterate.evaluations += 1;
            let goal = value - SUFFICIENT_DECREASE * step * slope + rounding;
            if (evaluation.value <= goal || step_size.is_some()) && evaluation.is_finite() {
                moved = Some((u, evaluation));
                break;
            }
            if step_size.is_some() || minimizer.run.is_out_of_time()? {
                break;
            }
            step *= 0.5;
        }
        let Some((u, evaluation)) = moved else { return Ok(EnergyStatus::LineSearchFailed) };
        iterate.move_to(minimizer, u, evaluation);
        minimizer.finish_iteration(iterate);
    }
}
