//! Objectives without a lower bound along rays. Steps between walls grow by a factor each, so that it takes long to see it of the
//! objective itself; a ray is followed as soon as the steps have left all else behind, or would.

use super::Interior;
use crate::inner::Diagonals;
use crate::minimize::iterate::Iterate;
use crate::minimize::limits::UNBOUNDED_OBJECTIVE;
use superlinear_numerics::pattern::{Entries, Pattern};
use superlinear_numerics::vectors::{difference, dot, norm};

/// Points this many times as far away as the start are far.
const FAR: f64 = 1e3;

/// Farther away than this, rounding of the constraints does not excuse their violation.
const FARTHEST: f64 = 1e10;

/// What a direction of length 1 may point towards an end is this: it is taken out.
const SLIGHT: f64 = 1e-3;

/// The points along the ray, each this many times as far away as the one before: far enough for any slope above 1e-20.
const GROWTH: f64 = 10.0;
const MOST_POINTS: i32 = 45;

/// The rounding of a constraint, for each unit of the sum of its terms.
const ROUNDING: f64 = 8.0 * f64::EPSILON;

impl Interior {
    /// Follows rays: along Newton's step where that is too long to be trusted, and from a point that is far away along the last step
    /// and away from the start. Keeps the direction along which the objective is taken to have no lower bound; false where there is
    /// none.
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

    /// Whether the constraints hold, up to the rounding of their terms.
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

    /// The direction without what points towards ends, of length 1; `None` where that is more than a little, or the objective does not
    /// fall along the rest.
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

    /// The part of `direction` that these rows of a Jacobian take to zero.
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

    /// Whether a ray leads to where the objective is taken to have no lower bound, before that ceases to fall or the constraints to
    /// hold.
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

/// The direction with the length 1.
fn unit(direction: &[f64]) -> Option<Vec<f64>> {
    let length = norm(direction);
    (length > 0.0 && length.is_finite()).then(|| direction.iter().map(|entry| entry / length).collect())
}
