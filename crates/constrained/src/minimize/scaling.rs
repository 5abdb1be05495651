//! The factors of objective and constraints, from first derivatives at the start; and the objective's anew at a solution, since a steep
//! start says little of what is small there.
//!
//! Source: Wächter, Biegler, Math. Program. 106, 2006, section 3.8, for the factors of steep functions. Those of flat ones, and the
//! renewal, are added.

use super::functions::{Derivatives, Functions, Scale, Values};
use super::problem::{MinimizeProblem, Scaling};
use superlinear_numerics::differences::{STEP_OF_DIFFERENCES, step_of};
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{difference, largest};

/// Gradients with larger entries than this at the start are scaled down to it: the g_max of Wächter, Biegler,
/// Math. Program. 106, 2006.
const LARGEST_GRADIENT: f64 = 100.0;
/// No scale is less than this: Ipopt's `nlp_scaling_min_value`.
const LEAST_SCALE: f64 = 1e-8;

/// Objectives and constraints whose gradients are less than this at the start, and change by less over a distance as long as the point,
/// are scaled up until one of both is 1. Otherwise an absolute tolerance of 1e-8 would leave fewer than six digits.
const SMALL_GRADIENT: f64 = 1e-2;
/// No scale is larger than this, so that products of scaled numbers stay finite.
const LARGEST_SCALE: f64 = 1e150;

/// Flat constraints are scaled by no more than this, and by no more than leaves so many roundings of their values below the tolerance.
const LARGEST_SCALE_OF_FLAT: f64 = 1e8;
const ROUNDINGS: f64 = 100.0;

/// Gradients by differences are noise below this part of the objective: its rounding over the step, and some more.
const NOISE: f64 = 1e-9;

/// The factors at the start `x`, where nothing is scaled yet.
pub(super) async fn scale_at(
    problem: &MinimizeProblem,
    functions: &mut Functions,
    x: &[f64],
    values: &Values,
    derivatives: &Derivatives,
) -> Scale {
    let constraints = match &problem.constraint_scales {
        Some(scales) => scales.to_vec(),
        None if problem.scaling == Scaling::None => vec![1.0; functions.constraints()],
        None => constraint_scales(problem, functions, x, values, derivatives).await,
    };
    let objective = match problem.objective_scale {
        Some(scale) => scale,
        None if problem.scaling == Scaling::None => 1.0,
        None => objective_scale(functions, x, values.objective, &derivatives.gradient).await,
    };
    Scale { objective, constraints }
}

fn scale_of_steep(gradient: f64) -> f64 {
    (LARGEST_GRADIENT / gradient.max(LARGEST_GRADIENT)).max(LEAST_SCALE)
}

async fn objective_scale(functions: &mut Functions, x: &[f64], objective: f64, gradient: &[f64]) -> f64 {
    let steepest = largest(gradient);
    if steepest >= SMALL_GRADIENT {
        return scale_of_steep(steepest);
    }
    let size = steepest.max(change_of_gradient(functions, x, gradient).await);
    let noise = if functions.are_gradients_exact() { 0.0 } else { NOISE * objective.abs() };
    if size > noise && size < SMALL_GRADIENT { (1.0 / size).min(LARGEST_SCALE) } else { 1.0 }
}

/// Those of steep constraints, and of flat ones, whose gradients count for nothing beside the objective's curvature otherwise.
async fn constraint_scales(
    problem: &MinimizeProblem,
    functions: &mut Functions,
    x: &[f64],
    values: &Values,
    derivatives: &Derivatives,
) -> Vec<f64> {
    let steepest = largest_of_rows(functions, derivatives);
    let mut scales: Vec<_> = steepest.iter().map(|&gradient| scale_of_steep(gradient)).collect();
    let is_flat = |&gradient: &f64| gradient < SMALL_GRADIENT;
    if !steepest.iter().any(is_flat) {
        return scales;
    }
    let Some(moved) = derivatives_beside(functions, x).await else { return scales };
    let mut change = moved;
    change.jacobian = difference(&change.jacobian, &derivatives.jacobian);
    let changes = largest_of_rows(functions, &change);
    for (i, gradient) in steepest.iter().enumerate().filter(|(_, gradient)| is_flat(gradient)) {
        let size = gradient.max(changes[i] / STEP_OF_DIFFERENCES);
        let value = values.constraints[i].abs();
        let noise = if functions.are_gradients_exact() { 0.0 } else { NOISE * value };
        // Rounding of what the constraint is made of must stay below the tolerance.
        let most = LARGEST_SCALE_OF_FLAT.min(problem.tolerance / (ROUNDINGS * f64::EPSILON * value));
        if size > noise && size < SMALL_GRADIENT {
            scales[i] = (1.0 / size).min(most).max(1.0);
        }
    }
    scales
}

/// The largest entry of each row of the Jacobian.
fn largest_of_rows(functions: &Functions, derivatives: &Derivatives) -> Vec<f64> {
    let mut most = vec![0.0; functions.constraints()];
    for (i, _, value) in functions.jacobian(derivatives).iter() {
        most[i] = f64::max(most[i], value.abs());
    }
    most
}

/// By how much the gradient of the objective changes over a distance as long as `x`, or 1, in a random direction; to first order.
async fn change_of_gradient(functions: &mut Functions, x: &[f64], gradient: &[f64]) -> f64 {
    let moved = derivatives_beside(functions, x).await;
    moved.map_or(0.0, |moved| largest(&difference(&moved.gradient, gradient)) / STEP_OF_DIFFERENCES)
}

/// The derivatives at a short distance from `x` in a random direction, where they are finite.
async fn derivatives_beside(functions: &mut Functions, x: &[f64]) -> Option<Derivatives> {
    let mut random = Stream::new(0, 0);
    let mut point: Vec<_> = x.iter().map(|&x| x + step_of(x, STEP_OF_DIFFERENCES) * random.normal()).collect();
    functions.bounds.clip_all(&mut point);
    let values = functions.values(&point).await;
    let derivatives = functions.derivatives(&point, &values).await;
    derivatives.are_finite().then_some(derivatives)
}

/// The factor of the objective that a start at this point would have, where it is larger than the one in use, whose gradient is
/// `scaled_gradient`; `None` where it is not, or the caller has fixed it.
pub(super) fn renewed_scale(problem: &MinimizeProblem, scale: &Scale, scaled_gradient: &[f64]) -> Option<f64> {
    if problem.objective_scale.is_some() || problem.scaling == Scaling::None {
        return None;
    }
    let renewed = scale_of_steep(largest(scaled_gradient) / scale.objective);
    (renewed > scale.objective).then_some(renewed)
}

/// A solution by an earlier scale, kept while one by a larger scale is looked for. That may ask for less than rounding leaves of a
/// gradient, so that the search ends where it gains nothing.
pub(super) struct Kept<T> {
    /// What to go back to.
    pub solution: T,
    least_residual: f64,
    lowest: f64,
    /// Iterations since something was gained.
    idle: u32,
}

/// After so many iterations in which neither the residual has halved nor the objective has fallen by a millionth of itself the search
/// for a better solution ends. Newton's method halves the residual in one where it can at all.
const MOST_IDLE: u32 = 10;
const LEAST_FALL: f64 = 1e-6;

impl<T> Kept<T> {
    /// From a point with this residual and objective on.
    pub fn new(solution: T, residual: f64, objective: f64) -> Self {
        Self { solution, least_residual: residual, lowest: objective, idle: 0 }
    }

    /// Takes note of an iteration.
    pub fn note(&mut self, residual: f64, objective: f64) {
        self.idle += 1;
        if residual <= 0.5 * self.least_residual {
            (self.least_residual, self.idle) = (residual, 0);
        }
        if objective < self.lowest - LEAST_FALL * self.lowest.abs() {
            (self.lowest, self.idle) = (objective, 0);
        }
    }

    /// Whether nothing was gained for long.
    pub fn is_spent(&self) -> bool {
        self.idle >= MOST_IDLE
    }
}
