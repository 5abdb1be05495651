//! Fits with smooth penalties by damped Newton steps.

use super::fitted::Fitted;
use super::problem::Problem;
use super::system::System;
use std::sync::Arc;
use superlinear_interface::{Error, Run};
use superlinear_numerics::newton::{ARMIJO, LARGEST_FORCING};
use superlinear_numerics::vectors::{add_scaled, dot, norm};

/// The step limit. More steps indicate rounding, or a loss without a minimum, as for linearly separable classes.
const MAX_STEPS: usize = 60;

/// The limit on step halvings. Shorter steps make no progress.
const MAX_HALVINGS: usize = 40;

/// The largest squared Newton decrement of a fit. From there, one more step estimates the error of everything computed.
pub(super) const LARGEST_DECREMENT_SQUARED: f64 = 1e-8;

/// The bound on the decrement, as a fraction of the requested accuracy.
const SHARE_OF_ACCURACY: f64 = 0.01;

/// A squared decrement reduced to no less than this fraction by a step is rounding.
pub(super) const STAGNATION: f64 = 0.25;

/// A factorization from an earlier point is renewed if a step leaves more than this fraction of the squared decrement.
const SLOW_DESCENT: f64 = 0.1;

/// Differences of the objective below this fraction of it are rounding.
const ROUNDING: f64 = 8.0 * f64::EPSILON;

/// The tolerance on the squared Newton decrement.
pub(super) fn goal(accuracy: f64) -> f64 {
    LARGEST_DECREMENT_SQUARED.min((SHARE_OF_ACCURACY * accuracy).powi(2))
}

/// Fits from `start`. A factorization is reused while steps with it reduce the decrement sufficiently (Shamanskii's
/// method).
pub(super) fn fit(problem: &Problem<'_>, start: &[f64], accuracy: f64, run: &Run) -> Result<Fitted, Error> {
    let Problem { training, strengths } = problem;
    if let Some(fitted) = minimum_of_parabola(problem, run)? {
        return Ok(fitted);
    }
    let goal = goal(accuracy);
    let mut coefficients = start.to_vec();
    let mut predictors = training.predictors(&coefficients);
    let mut value = training.value(&predictors) + strengths.value(&coefficients);
    let fresh =
        |predictors: &[Vec<f64>]| System::new(training, strengths, training.curvatures(predictors)).map(Arc::new);
    let mut known = fresh(&predictors);
    let (mut last, mut was_fresh, mut is_fresh) = (f64::INFINITY, false, true);
    for step_number in 0.. {
        let Some(system) = known.take() else { return Ok(Fitted::lost(coefficients)) };
        let gradient = problem.gradient(&coefficients, &predictors);
        let step = downhill(&system, problem, &gradient, run)?;
        let decrement = -dot(&gradient, &step);
        // The step to the minimum of a quadratic is exact, and taken however short it is.
        let is_exact = training.is_quadratic() && system.is_direct();
        let is_near = decrement <= goal && !(is_exact && step_number == 0);
        let is_rounding = was_fresh && decrement <= LARGEST_DECREMENT_SQUARED && decrement > STAGNATION * last;
        let is_last = step_number == MAX_STEPS || run.is_out_of_time()?;
        let fitted = |is_final| {
            let mut next = coefficients.clone();
            add_scaled(&mut next, 1.0, &step);
            let system = Some(Arc::clone(&system));
            Fitted { coefficients: coefficients.clone(), next, system, decrement, is_final, adjoint: None }
        };
        if is_near || is_rounding || is_last || !decrement.is_finite() {
            let is_least = decrement <= ROUNDING * ROUNDING * value.abs();
            return Ok(fitted(is_exact || is_rounding || is_last || is_least));
        }
        if !is_fresh && decrement > SLOW_DESCENT * last {
            (known, is_fresh) = (fresh(&predictors), true);
            continue;
        }
        (last, was_fresh) = (decrement, is_fresh);
        let taken = step_down(problem, &coefficients, &step, value, decrement);
        match taken {
            Some(taken) => (coefficients, predictors, value) = taken,
            None if is_fresh => return Ok(fitted(true)),
            None => {
                (known, is_fresh) = (fresh(&predictors), true);
                continue;
            }
        }
        let updated = if is_exact { None } else { system.with_curvatures(|| training.curvatures(&predictors)) };
        is_fresh = is_exact || updated.is_some();
        known = Some(updated.map_or(system, Arc::new));
    }
    unreachable!("the last step ends the loop")
}

/// The minimum of a quadratic objective with a known, factorizable Hessian: solves from zero, then corrects with the
/// residual gradient.
fn minimum_of_parabola(problem: &Problem<'_>, run: &Run) -> Result<Option<Fitted>, Error> {
    let Problem { training, strengths } = problem;
    let is_decomposed = System::is_direct_for(training, strengths);
    let Some(slope) = training.slope_at_zero().filter(|_| is_decomposed) else { return Ok(None) };
    let curvatures = training.curvatures(&training.zero_predictors());
    let Some(system) = System::new(training, strengths, curvatures) else { return Ok(None) };
    let coefficients = downhill(&system, problem, slope, run)?;
    let gradient = problem.gradient(&coefficients, &training.predictors(&coefficients));
    let mut next = downhill(&system, problem, &gradient, run)?;
    add_scaled(&mut next, 1.0, &coefficients);
    let system = Some(Arc::new(system));
    Ok(Some(Fitted { coefficients, next, system, decrement: 0.0, is_final: true, adjoint: None }))
}

/// The inexact Newton step, with a residual suited to the distance from the minimum.
fn downhill(system: &System, problem: &Problem<'_>, gradient: &[f64], run: &Run) -> Result<Vec<f64>, Error> {
    let forcing = LARGEST_FORCING.min(norm(gradient).sqrt());
    let mut step = system.solve(problem, gradient, forcing, run)?;
    step.iter_mut().for_each(|entry| *entry = -*entry);
    Ok(step)
}

/// Backtracks over the lengths 1, ½, ¼, … to a sufficient decrease. Returns the point, its predictors and the objective
/// there.
fn step_down(
    problem: &Problem<'_>,
    from: &[f64],
    step: &[f64],
    value: f64,
    decrement: f64,
) -> Option<(Vec<f64>, Vec<Vec<f64>>, f64)> {
    let mut length = 1.0;
    for _ in 0..MAX_HALVINGS {
        let mut coefficients = from.to_vec();
        add_scaled(&mut coefficients, length, step);
        let predictors = problem.training.predictors(&coefficients);
        let reached = problem.training.value(&predictors) + problem.strengths.value(&coefficients);
        if reached <= value - ARMIJO * length * decrement + ROUNDING * value.abs() {
            return Some((coefficients, predictors, reached));
        }
        length *= 0.5;
    }
    None
}
