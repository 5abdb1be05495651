//! Newton's method, with search directions by preconditioned conjugate gradients.
//!
//! Source: Nocedal, Wright, Numerical Optimization, 2nd edition, 2006, algorithm 7.1.

use super::density::Order;
use super::energy::Evaluation;
use super::iterate::{Iterate, Minimizer};
use super::preconditioner::Preconditioner;
use super::solution::EnergyStatus;
use super::stencil::Stencil;
use superlinear_interface::Error;
use superlinear_numerics::vectors::{add_scaled, dot, scale_and_add};

/// The largest residual of a search direction, relative to the gradient, in the norm of the preconditioner.
const MAX_FORCING: f64 = 0.1;

/// Limit on iterations for a search direction. Multigrid takes tens, sines some hundred for uneven coefficients.
const MAX_INNER_ITERATIONS: usize = 1000;

/// The least decrease accepted by the line search, relative to that of the linear model.
const SUFFICIENT_DECREASE: f64 = 1e-4;

/// Limit on halvings or doublings of a step.
const MAX_TRIALS: usize = 60;

/// A search direction.
struct Direction {
    values: Vec<f64>,
    /// Whether the energy's curvature was positive along all directions of the search.
    is_definite: bool,
    iterations: u32,
}

/// Iterates until the relative dual norm is within the tolerance, or until another status.
pub(super) async fn minimize(minimizer: &Minimizer<'_>, iterate: &mut Iterate) -> Result<EnergyStatus, Error> {
    let first_norm = iterate.dual_norm;
    loop {
        if let Some(status) = minimizer.status(iterate).await? {
            return Ok(status);
        }
        let Some(hessian) = iterate.evaluation.hessian.take() else { return Ok(EnergyStatus::LineSearchFailed) };
        let forcing = MAX_FORCING.min((iterate.dual_norm / first_norm).sqrt());
        let direction = direction(minimizer, &hessian, &iterate.evaluation.gradient, forcing)?;
        iterate.inner_iterations += direction.iterations;
        if !search(minimizer, iterate, &direction).await? {
            return Ok(if minimizer.run.is_out_of_time()? {
                EnergyStatus::TimeLimit
            } else {
                EnergyStatus::LineSearchFailed
            });
        }
        minimizer.finish_iteration(iterate);
    }
}

/// The approximate Newton direction. Stops at a direction without positive curvature.
fn direction(minimizer: &Minimizer, hessian: &Stencil, gradient: &[f64], forcing: f64) -> Result<Direction, Error> {
    let preconditioner = Preconditioner::new(&minimizer.inverse, hessian);
    let mut residual: Vec<f64> = gradient.iter().map(|entry| -entry).collect();
    let mut values = vec![0.0; gradient.len()];
    let mut product = vec![0.0; gradient.len()];
    let mut preconditioned = preconditioner.apply(&residual);
    let mut search = preconditioned.clone();
    let mut energy = dot(&residual, &preconditioned);
    let goal = forcing * forcing * energy;
    for iterations in 0..MAX_INNER_ITERATIONS {
        if minimizer.run.is_out_of_time()? {
            return Ok(Direction { values, is_definite: true, iterations: iterations as u32 });
        }
        hessian.apply(&search, &mut product);
        let curvature = dot(&search, &product);
        let step = energy / curvature;
        if curvature.is_nan() || curvature <= 0.0 || !step.is_finite() {
            let values = if iterations == 0 { search } else { values };
            return Ok(Direction { values, is_definite: false, iterations: iterations as u32 + 1 });
        }
        add_scaled(&mut values, step, &search);
        add_scaled(&mut residual, -step, &product);
        preconditioned = preconditioner.apply(&residual);
        let next = dot(&residual, &preconditioned);
        if next.is_nan() || next <= goal {
            return Ok(Direction { values, is_definite: true, iterations: iterations as u32 + 1 });
        }
        scale_and_add(&mut search, next / energy, &preconditioned);
        energy = next;
    }
    Ok(Direction { values, is_definite: true, iterations: MAX_INNER_ITERATIONS as u32 })
}

/// Moves along a direction until the energy decreases enough; a direction without a natural length may be lengthened.
/// Whether a step was found.
async fn search(minimizer: &Minimizer<'_>, iterate: &mut Iterate, direction: &Direction) -> Result<bool, Error> {
    let Evaluation { value, rounding, ref gradient, .. } = iterate.evaluation;
    let slope = dot(gradient, &direction.values) * minimizer.energy.mesh.volume();
    let is_enough = |next: &Evaluation, step: f64| {
        next.value <= value + SUFFICIENT_DECREASE * step * slope + rounding && next.is_finite()
    };
    let mut step = 1.0;
    let mut best = None;
    for _ in 0..MAX_TRIALS {
        if minimizer.run.is_out_of_time()? {
            break;
        }
        let mut u = iterate.u.clone();
        add_scaled(&mut u, step, &direction.values);
        let evaluation = minimizer.energy.evaluate(&u, Order::Second).await;
        iterate.evaluations += 1;
        match &best {
            None if is_enough(&evaluation, step) => {
                best = Some((u, evaluation));
                if direction.is_definite || step < 1.0 {
                    break;
                }
                step *= 2.0;
            }
            None => step *= 0.5,
            Some((_, before)) if evaluation.value < before.value && is_enough(&evaluation, step) => {
                best = Some((u, evaluation));
                step *= 2.0;
            }
            Some(_) => break,
        }
    }
    let Some((u, evaluation)) = best else { return Ok(false) };
    iterate.move_to(minimizer, u, evaluation);
    Ok(true)
}
