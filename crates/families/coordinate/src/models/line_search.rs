//! The line search from a point towards the minimizer of a model.

use super::regression::{Model, Point};
use super::working_set::{Restricted, WorkingSet};
use superlinear_numerics::newton::ARMIJO;
use superlinear_numerics::vectors::dot;
use superlinear_penalties::Penalty;

/// The maximum number of halvings; the step is then 1e-12 of the full one.
const MAX_HALVINGS: usize = 40;

/// Backtracks from the coefficients `old` of the working set towards `u` until the objective decreases sufficiently
/// (Armijo). `convex` is the penalty of the model with minimizer `u`. Returns the step length, 0 for none.
pub(super) fn step_towards(
    model: Model<'_>,
    convex: Penalty<'_>,
    point: &mut Point,
    set: &WorkingSet,
    old: &[f64],
    u: &[f64],
) -> f64 {
    let Model { regression, penalty } = model;
    let direction = image_of_step(model, set, old, u);
    let (penalty, convex) = (Restricted { penalty, set }, Restricted { penalty: convex, set });
    let slope = -dot(&point.residuals, &direction);
    let loss = point.loss(regression);
    let before = penalty.value(old);
    let promised = (slope + convex.value(u) - convex.value(old)).min(0.0);
    let mut length = 1.0;
    for _ in 0..MAX_HALVINGS {
        let trial: Vec<f64> = point.predictor.iter().zip(&direction).map(|(z, d)| z + length * d).collect();
        let entries: Vec<f64> = match length {
            1.0 => u.to_vec(),
            _ => old.iter().zip(u).map(|(old, u)| old + length * (u - old)).collect(),
        };
        let value = regression.loss.value(&trial);
        let change = (value - loss) + (penalty.value(&entries) - before);
        let rounding = 4.0 * f64::EPSILON * (value.abs() + before.abs());
        if value.is_finite() && change <= ARMIJO * length * promised + rounding {
            set.scatter(&entries, &mut point.w);
            point.move_to(regression, trial, value);
            return if promised == 0.0 && entries == old { 0.0 } else { length };
        }
        length *= 0.5;
    }
    0.0
}

/// The change of the linear predictor by the full step.
fn image_of_step(model: Model<'_>, set: &WorkingSet, old: &[f64], u: &[f64]) -> Vec<f64> {
    let Model { regression, .. } = model;
    let mut image = vec![0.0; regression.loss.samples * regression.outputs()];
    for ((&variable, old), u) in set.variables.iter().zip(old).zip(u) {
        if u != old {
            let variable = variable as usize;
            let part = regression.part_mut(&mut image, regression.output_of(variable));
            regression.design.column(regression.feature_of(variable)).add_scaled(u - old, part);
        }
    }
    image
}
