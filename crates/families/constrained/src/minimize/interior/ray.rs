//! The test for unboundedness. Interior steps grow only by a constant factor each, so the objective itself takes long
//! to show it. The test follows a ray as soon as an iterate is far away, or a step would be.

use super::Interior;
use crate::inner::Diagonals;
use crate::minimize::iterate::Iterate;
use crate::minimize::limits::UNBOUNDED_OBJECTIVE;
use superlinear_numerics::pattern::{Entries, Pattern};
use superlinear_numerics::vectors::{difference, dot, norm};

/// Points are far if their norm exceeds this multiple of 1 + |start|.
const FAR: f64 = 1e3;

/// Beyond this norm, rounding errors no longer excuse violated constraints.
const FARTHEST: f64 = 1e10;

/// Components of a unit direction up to this size that point towards a bound are projected out. A larger one rejects
/// the direction.
const SLIGHT: f64 = 1e-3;

/// The ratio between successive distances along the ray, and their number: enough for any slope above 1e-20.
const GROWTH: f64 = 10.0;
const MOST_POINTS: i32 = 45;

/// Rounding error of a constraint, relative to the sum of the absolute values of its terms.
const ROUNDING: f64 = 8.0 * f64::EPSILON;

impl Interior {
    /// Follows rays along a Newton step too long to be trusted and, from a distant iterate, along the last step and
    /// away from the start. Keeps a direction of unboundedness in `ray`; returns false if there is none.
    pub(super) async fn runs_along_ray(&mut self) -> bool {
        let (x, size) = (&self.point.at.x, norm(&self.point.at.x));
        let mut directions: Vec<_> = self.long_step.iter().cloned().collect();
        if size > FAR * (1.0 + norm(&self.first)) {
            directions.extend([difference(x, &self.previous), difference(x, &self.first)]);
        }
        if directions.is_empty() || !self.holds_constraints(&self.point.at, size) {
            return false;
        }
        for direction in directions {
            if let Some(direction) = self.receding(&direction)
                && self.follow(&direction, size.max(1.0)).await
            {
                self.ray = Some(direction);
                return true;
            }
        }
        false
    }

    /// Whether the constraints hold up to rounding errors of their terms.
    fn holds_constraints(&self, at: &Iterate, size: f64) -> bool {
        let excess = self.form.excess(&at.values);
        let mut terms = vec![0.0; excess.len()];
        for (i, j, value) in self.functions.jacobian(&at.derivatives).iter() {
            terms[i] += (value * at.x[j]).abs();
        }
        let scales = &self.functions.scale.constraints;
        let allowed = |i: usize| {
            let rounding = if size < FARTHEST { ROUNDING * terms[i] } else { 0.0 };
            rounding.max(self.problem.constraint_tolerance * scales[i])
        };
        excess.iter().enumerate().all(|(i, excess)| excess.abs() <= allowed(i))
    }

    /// The unit direction with its components towards bounds projected out; `None` if they are not small, or if the
    /// objective does not decrease along the result.
    fn receding(&mut self, direction: &[f64]) -> Option<Vec<f64>> {
        let n = self.form.variables;
        let along = unit(direction)?;
        let derivatives = &self.point.at.derivatives;
        let jacobian = self.functions.jacobian(derivatives);
        let mut lengths = vec![0.0; jacobian.pattern.rows];
        jacobian.iter().for_each(|(i, _, value)| lengths[i] += value * value);
        let ends = &self.form.ends;
        let points_to_end = |k: usize, change: f64| {
            change < 0.0 && ends.lower[k].is_finite() || change > 0.0 && ends.upper[k].is_finite()
        };
        let mut is_held = vec![false; n];
        for j in 0..n {
            is_held[j] = points_to_end(j, along[j]);
            if is_held[j] && along[j].abs() > SLIGHT {
                return None;
            }
        }
        let changes = jacobian.times(&along);
        let mut counts = vec![false; changes.len()];
        for (i, change) in changes.iter().enumerate() {
            counts[i] = points_to_end(n + i, *change);
            if counts[i] && change.abs() > SLIGHT * f64::sqrt(lengths[i]) {
                return None;
            }
        }
        let values = self.reduced_jacobian(derivatives, &is_held, &counts);
        let kept: Vec<_> =
            along.iter().zip(&is_held).map(|(along, is_held)| if *is_held { 0.0 } else { *along }).collect();
        let projected = self.projected_to_null_space(&values, &counts, kept)?;
        let direction = unit(&projected)?;
        (dot(&self.point.at.derivatives.gradient, &direction) < 0.0).then_some(direction)
    }

    /// The projection of `direction` onto the null space of the selected rows of a Jacobian.
    fn projected_to_null_space(&mut self, values: &[f64], counts: &[bool], direction: Vec<f64>) -> Option<Vec<f64>> {
        let jacobian = Entries { pattern: &self.functions.jacobian_pattern, values };
        let Pattern { rows, columns, .. } = *jacobian.pattern;
        let slacks: Vec<_> = counts.iter().map(|counts| if *counts { f64::INFINITY } else { 1.0 }).collect();
        let diagonals = Diagonals { variables: &vec![0.0; columns], slacks: &slacks };
        let multipliers = self.newton.multipliers_beside(
            &self.functions.hessian_pattern,
            jacobian,
            Some(diagonals),
            &direction,
            &vec![0.0; rows],
        )?;
        let mut projected = direction;
        jacobian.multiply_transpose_add(&multipliers, &mut projected);
        Some(projected)
    }

    /// Whether the objective keeps decreasing along the ray, at feasible points, until it counts as unbounded below.
    async fn follow(&mut self, direction: &[f64], size: f64) -> bool {
        let from = self.point.at.clone();
        let mut lowest = from.values.objective;
        for j in 0..MOST_POINTS {
            let length = size * GROWTH.powi(j);
            let moved: Vec<_> = from.x.iter().zip(direction).map(|(x, along)| x + length * along).collect();
            let x = self.form.inside(&moved);
            let values = self.functions.values(&x).await;
            if !(values.are_finite() && values.objective < lowest) {
                return false;
            }
            lowest = values.objective;
            let at = Iterate { x, values, ..from.clone() };
            if !self.holds_constraints(&at, norm(&at.x)) {
                return false;
            }
            if lowest / self.functions.scale.objective < UNBOUNDED_OBJECTIVE {
                return true;
            }
        }
        false
    }
}

/// Normalizes a direction.
fn unit(direction: &[f64]) -> Option<Vec<f64>> {
    let length = norm(direction);
    (length > 0.0 && length.is_finite()).then(|| direction.iter().map(|entry| entry / length).collect())
}
