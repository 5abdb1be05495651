//! Least squares of predictions and their targets: Gauss-Newton steps, each by conjugate gradients and shortened until the
//! squares decrease. For linear models the first step leads to the fit.

use super::Stop;
use super::model::{Iterate, Model};
use super::problem::MinimizeTargetsProblem;
use superlinear_interface::Run;
use superlinear_numerics::newton::ARMIJO;
use superlinear_numerics::vectors::{add_scaled, are_finite, dot, norm, scale_and_add};

/// The halvings of a step after which no decrease is expected.
const MAX_HALVINGS: u32 = 30;

/// A fit of a model to targets.
pub(super) struct Fit<'m, 'a> {
    model: &'m mut Model<'a>,
    run: &'m Run,
    /// The maximum number of Gauss-Newton steps.
    linearizations: u32,
    /// The maximum number of conjugate gradient steps in each.
    steps: u32,
    /// The norm of the gradient, relative to its start, at which iterations end.
    tolerance: f64,
}

impl<'m, 'a> Fit<'m, 'a> {
    pub(super) fn new(model: &'m mut Model<'a>, problem: &MinimizeTargetsProblem, run: &'m Run) -> Self {
        let MinimizeTargetsProblem { linearizations, inner_steps, inner_tolerance, .. } = *problem;
        Self { model, run, linearizations, steps: inner_steps, tolerance: inner_tolerance }
    }

    /// The coefficients with predictions near the targets; not finite where numbers overflow. `residual` is the difference
    /// of the targets and the predictions at the start.
    pub(super) async fn solve(&mut self, start: Iterate<'_>, mut residual: Vec<f64>) -> Result<Vec<f64>, Stop> {
        let (mut x, mut values) = (start.x.to_vec(), start.values.to_vec());
        let mut first: Option<f64> = None;
        for _ in 0..self.linearizations {
            let gradient = self.model.gradient(&x, start.rows, &residual, self.run).await?;
            let size = norm(&gradient);
            if !size.is_finite() {
                x.fill(f64::NAN);
                break;
            }
            if size == 0.0 || first.is_some_and(|first| size <= self.tolerance * first) {
                break;
            }
            first = first.or(Some(size));
            let at = Iterate { x: &x, rows: start.rows, values: &values };
            let direction = self.direction(at, residual.clone(), gradient.clone()).await?;
            if self.model.is_linear() {
                add_scaled(&mut x, 1.0, &direction);
                break;
            }
            let decrease = dot(&gradient, &direction);
            let Some(next) = self.shortened(at, &residual, &direction, decrease).await? else { break };
            let change = next.1.iter().zip(&values).map(|(next, value)| next - value);
            residual.iter_mut().zip(change).for_each(|(residual, change)| *residual -= change);
            (x, values) = next;
        }
        Ok(x)
    }

    /// The first of a step and its halvings that decreases the squares enough, with its predictions.
    async fn shortened(
        &mut self,
        at: Iterate<'_>,
        residual: &[f64],
        direction: &[f64],
        decrease: f64,
    ) -> Result<Option<(Vec<f64>, Vec<f64>)>, Stop> {
        let squares = dot(residual, residual);
        let mut step = 1.0;
        for _ in 0..MAX_HALVINGS {
            let mut x = at.x.to_vec();
            add_scaled(&mut x, step, direction);
            let values = self.model.values(&x, at.rows, self.run).await?;
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

    /// The direction of minimum norm with the least |J direction - residual|², by conjugate gradients from J'residual.
    ///
    /// Source: Björck, Numerical Methods for Least Squares Problems, 1996, algorithm 7.4.1.
    async fn direction(
        &mut self,
        at: Iterate<'_>,
        mut residual: Vec<f64>,
        mut gradient: Vec<f64>,
    ) -> Result<Vec<f64>, Stop> {
        let mut x = vec![0.0; gradient.len()];
        let mut direction = gradient.clone();
        let (first, mut square) = (norm(&gradient), dot(&gradient, &gradient));
        for _ in 0..self.steps {
            if square == 0.0 || square.sqrt() <= self.tolerance * first {
                break;
            }
            let image = self.model.product(at, &direction, self.run).await?;
            let size = dot(&image, &image);
            if size == 0.0 || !size.is_finite() {
                break;
            }
            let step = square / size;
            add_scaled(&mut x, step, &direction);
            add_scaled(&mut residual, -step, &image);
            gradient = self.model.gradient(at.x, at.rows, &residual, self.run).await?;
            let next = dot(&gradient, &gradient);
            scale_and_add(&mut direction, next / square, &gradient);
            square = next;
        }
        Ok(x)
    }
}
