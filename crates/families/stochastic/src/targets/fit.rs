//! Least squares of predictions and their targets: steps of Gauss and Newton, each by conjugate gradients and shortened
//! until the squares decrease. For linear models the first step leads to the fit.

use super::Stop;
use super::model::{Model, Place};
use super::problem::MinimizeTargetsProblem;
use superlinear_interface::Run;
use superlinear_numerics::newton::ARMIJO;
use superlinear_numerics::vectors::{add_scaled, are_finite, dot, norm, scale_and_add};

/// The halvings of a step after which no decrease is expected.
const MAX_HALVINGS: u32 = 30;

/// The limits of a fit.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// The number of steps of Gauss and Newton.
    linearizations: u32,
    /// The number of steps of conjugate gradients in each.
    steps: u32,
    /// The norm of the gradient, relative to its start.
    tolerance: f64,
}

impl Limits {
    pub(super) fn of(problem: &MinimizeTargetsProblem) -> Self {
        let MinimizeTargetsProblem { linearizations, inner_steps, inner_tolerance, .. } = *problem;
        Self { linearizations, steps: inner_steps, tolerance: inner_tolerance }
    }
}

/// The coefficients whose predictions are near the targets, from a place on; not finite where numbers overflow. `residual` is
/// the difference of the targets and its predictions.
pub(super) async fn fit(
    model: &mut Model<'_>,
    start: Place<'_>,
    mut residual: Vec<f64>,
    limits: Limits,
    run: &Run,
) -> Result<Vec<f64>, Stop> {
    let (mut x, mut values) = (start.x.to_vec(), start.values.to_vec());
    let mut first: Option<f64> = None;
    for _ in 0..limits.linearizations {
        let gradient = model.gradient(&x, start.rows, &residual, run).await?;
        let size = norm(&gradient);
        if !size.is_finite() {
            x.fill(f64::NAN);
            break;
        }
        if size == 0.0 || first.is_some_and(|first| size <= limits.tolerance * first) {
            break;
        }
        first = first.or(Some(size));
        let place = Place { x: &x, rows: start.rows, values: &values };
        let direction = linear_least_squares(model, place, (residual.clone(), gradient.clone()), limits, run).await?;
        if model.is_linear() {
            add_scaled(&mut x, 1.0, &direction);
            break;
        }
        let decrease = dot(&gradient, &direction);
        let Some(next) = shorter_step(model, place, &residual, (&direction, decrease), run).await? else { break };
        let change = next.1.iter().zip(&values).map(|(next, value)| next - value);
        residual.iter_mut().zip(change).for_each(|(residual, change)| *residual -= change);
        (x, values) = next;
    }
    Ok(x)
}

/// The first of a step and its halvings that decreases the squares enough, with its predictions.
async fn shorter_step(
    model: &mut Model<'_>,
    at: Place<'_>,
    residual: &[f64],
    (direction, decrease): (&[f64], f64),
    run: &Run,
) -> Result<Option<(Vec<f64>, Vec<f64>)>, Stop> {
    let squares = dot(residual, residual);
    let mut step = 1.0;
    for _ in 0..MAX_HALVINGS {
        let mut x = at.x.to_vec();
        add_scaled(&mut x, step, direction);
        let values = model.values(&x, at.rows, run).await?;
        if are_finite(&values) {
            let rest = |((value, next), residual): ((&f64, &f64), &f64)| residual - (next - value);
            let now: f64 = at.values.iter().zip(&values).zip(residual).map(rest).map(|rest| rest * rest).sum();
            if now <= squares - 2.0 * ARMIJO * step * decrease {
                return Ok(Some((x, values)));
            }
        }
        step /= 2.0;
    }
    Ok(None)
}

/// Conjugate gradients for the smallest direction with the least |J direction - residual|², from J'residual.
///
/// Source: Björck, Numerical Methods for Least Squares Problems, 1996, algorithm 7.4.1.
async fn linear_least_squares(
    model: &mut Model<'_>,
    at: Place<'_>,
    (mut residual, mut gradient): (Vec<f64>, Vec<f64>),
    limits: Limits,
    run: &Run,
) -> Result<Vec<f64>, Stop> {
    let mut x = vec![0.0; gradient.len()];
    let mut direction = gradient.clone();
    let (first, mut square) = (norm(&gradient), dot(&gradient, &gradient));
    for _ in 0..limits.steps {
        if square == 0.0 || square.sqrt() <= limits.tolerance * first {
            break;
        }
        let image = model.product(at, &direction, run).await?;
        let size = dot(&image, &image);
        if size == 0.0 || !size.is_finite() {
            break;
        }
        let step = square / size;
        add_scaled(&mut x, step, &direction);
        add_scaled(&mut residual, -step, &image);
        gradient = model.gradient(at.x, at.rows, &residual, run).await?;
        let next = dot(&gradient, &gradient);
        scale_and_add(&mut direction, next / square, &gradient);
        square = next;
    }
    Ok(x)
}
