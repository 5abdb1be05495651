//! Scale factors of objective and constraints from first derivatives at the start. The objective's factor is recomputed
//! at a solution, because a steep start says little about the scale there.
//!
//! Source: Wächter, Biegler, Math. Program. 106, 2006, section 3.8, for steep functions. The factors of flat functions
//! and the recomputation are added here.

use super::functions::{Derivatives, Functions, Scale, Values};
use super::problem::{MinimizeProblem, Scaling};
use superlinear_numerics::differences::{STEP_OF_DIFFERENCES, step_of};
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{difference, largest};

/// Gradients with a larger entry than this at the start are scaled down to it: g_max of Wächter, Biegler, Math.
/// Program. 106, 2006.
const LARGEST_GRADIENT: f64 = 100.0;
/// The smallest factor: Ipopt's `nlp_scaling_min_value`.
const MIN_SCALE: f64 = 1e-8;

/// Objectives and constraints are flat if their gradient at the start, and its change over a distance of the point's
/// norm, are both less than this. They are scaled up until the larger of the two is 1; otherwise an absolute tolerance
/// of 1e-8 would leave fewer than six digits.
const SMALL_GRADIENT: f64 = 1e-2;
/// The largest factor. Products of scaled numbers stay finite.
const LARGEST_SCALE: f64 = 1e150;

/// The largest factor of a flat constraint. It must also keep this many rounding errors of the constraint's value below
/// the tolerance.
const LARGEST_SCALE_OF_FLAT: f64 = 1e8;
const ROUNDINGS: f64 = 100.0;

/// Finite-difference gradients below this fraction of the objective are noise: rounding error divided by the step, with
/// a margin.
const NOISE: f64 = 1e-9;

/// The factors at the start `x`. All arguments are unscaled.
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
    (LARGEST_GRADIENT / gradient.max(LARGEST_GRADIENT)).max(MIN_SCALE)
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

/// The factors of steep and of flat constraints. Unscaled, the gradients of flat ones would vanish beside the
/// objective's curvature.
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
        // Rounding errors of the constraint's terms must stay below the tolerance.
        let max_scale = LARGEST_SCALE_OF_FLAT.min(problem.tolerance / (ROUNDINGS * f64::EPSILON * value));
        if size > noise && size < SMALL_GRADIENT {
            scales[i] = (1.0 / size).min(max_scale).max(1.0);
        }
    }
    scales
}

/// The largest absolute entry of each row of the Jacobian.
fn largest_of_rows(functions: &Functions, derivatives: &Derivatives) -> Vec<f64> {
    let mut sizes = vec![0.0; functions.constraints()];
    for (i, _, value) in functions.jacobian(derivatives).iter() {
        sizes[i] = f64::max(sizes[i], value.abs());
    }
    sizes
}

/// The first-order change of the objective's gradient over a distance of max(|x|, 1) in a random direction.
async fn change_of_gradient(functions: &mut Functions, x: &[f64], gradient: &[f64]) -> f64 {
    let moved = derivatives_beside(functions, x).await;
    moved.map_or(0.0, |moved| largest(&difference(&moved.gradient, gradient)) / STEP_OF_DIFFERENCES)
}

/// The derivatives at a point close to `x` in a random direction, if they are finite.
async fn derivatives_beside(functions: &mut Functions, x: &[f64]) -> Option<Derivatives> {
    let mut random = Stream::new(0, 0);
    let mut point: Vec<_> = x.iter().map(|&x| x + step_of(x, STEP_OF_DIFFERENCES) * random.normal()).collect();
    functions.bounds.clip_all(&mut point);
    let values = functions.values(&point).await;
    let derivatives = functions.derivatives(&point, &values).await;
    derivatives.are_finite().then_some(derivatives)
}

/// The objective's factor for a start at this point, if it is larger than the current one; `None` if not, or if the
/// caller fixed the factor. `scaled_gradient` has the current scale.
pub(super) fn renewed_scale(problem: &MinimizeProblem, scale: &Scale, scaled_gradient: &[f64]) -> Option<f64> {
    if problem.objective_scale.is_some() || problem.scaling == Scaling::None {
        return None;
    }
    let renewed = scale_of_steep(largest(scaled_gradient) / scale.objective);
    (renewed > scale.objective).then_some(renewed)
}

/// A solution under an earlier scale, kept during the search for one under a larger scale. The larger scale may require
/// a gradient below rounding error, so the search stops if it makes no progress.
pub(super) struct Kept<T> {
    /// The solution to fall back on.
    pub solution: T,
    min_residual: f64,
    lowest: f64,
    /// Iterations without progress.
    idle: u32,
}

/// The search stops after this many iterations in which neither the residual halved nor the objective fell by this
/// fraction of its value. If Newton's method makes progress at all, it halves the residual in one iteration.
const MAX_IDLE: u32 = 10;
const MIN_FALL: f64 = 1e-6;

impl<T> Kept<T> {
    /// Starts counting from this residual and objective.
    pub fn new(solution: T, residual: f64, objective: f64) -> Self {
        Self { solution, min_residual: residual, lowest: objective, idle: 0 }
    }

    /// Records an iteration.
    pub fn note(&mut self, residual: f64, objective: f64) {
        self.idle += 1;
        if residual <= 0.5 * self.min_residual {
            (self.min_residual, self.idle) = (residual, 0);
        }
        if objective < self.lowest - MIN_FALL * self.lowest.abs() {
            (self.lowest, self.idle) = (objective, 0);
        }
    }

    /// Whether the search stopped making progress.
    pub fn is_spent(&self) -> bool {
        self.idle >= MAX_IDLE
    }
}
