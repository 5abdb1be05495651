//! The test for unboundedness. Interior steps grow only by a constant factor each, so the objective itself takes long
//! to show it. The test follows a direction as soon as an iterate is far away, or a step would be.

use super::Interior;
use super::direction::Kkt;
use crate::inner::Diagonals;
use crate::minimize::data::Data;
use crate::minimize::functions::{Derivatives, Values};
use crate::minimize::iterate::Iterate;
use crate::minimize::unboundedness::follow_to_infinity;
use superlinear_numerics::pattern::{Entries, Pattern};
use superlinear_numerics::vectors::{difference, dot, norm};

/// Points are far if their norm exceeds this multiple of 1 + |start|.
const FAR: f64 = 1e3;

/// Beyond this norm, rounding errors no longer excuse violated constraints.
const FARTHEST: f64 = 1e10;

/// Components of a unit direction up to this size that point towards a bound are projected out. A larger one rejects
/// the direction.
const SLIGHT: f64 = 1e-3;

/// Rounding error of a constraint, relative to the sum of the absolute values of its terms.
const ROUNDING: f64 = 8.0 * f64::EPSILON;

impl Interior {
    /// Follows a Newton step too long to be trusted and, from a distant iterate, the last step and the direction away
    /// from the start. Keeps a direction of unboundedness; returns false if there is none.
    pub(super) async fn is_unbounded(&mut self) -> bool {
        let Self { data, current, kkt, info, .. } = self;
        let at = &current.point.at;
        let size = norm(&at.x);
        let mut directions: Vec<_> = kkt.long_step.iter().cloned().collect();
        if size > FAR * (1.0 + norm(&data.start)) {
            directions.extend([difference(&at.x, &current.previous), difference(&at.x, &data.start)]);
        }
        if directions.is_empty() || !data.holds_constraints(&at.derivatives, &at.x, &at.values) {
            return false;
        }
        for direction in directions {
            let Some(direction) = kkt.receding(data, at, &direction) else { continue };
            let holds = |data: &Data, x: &[f64], values: &Values| data.holds_constraints(&at.derivatives, x, values);
            if follow_to_infinity(data, at, &direction, size.max(1.0), holds).await.is_some() {
                info.unbounded_direction = Some(direction);
                return true;
            }
        }
        false
    }
}

impl Data {
    /// Whether the constraints hold at `x` up to rounding errors of their terms, estimated from a Jacobian.
    fn holds_constraints(&self, derivatives: &Derivatives, x: &[f64], values: &Values) -> bool {
        let excess = self.form.excess(values);
        let mut terms = vec![0.0; excess.len()];
        for (i, j, value) in self.functions.jacobian(derivatives).iter() {
            terms[i] += (value * x[j]).abs();
        }
        let is_near = norm(x) < FARTHEST;
        let scales = &self.functions.scale.constraints;
        let allowed = |i: usize| {
            let rounding = if is_near { ROUNDING * terms[i] } else { 0.0 };
            rounding.max(self.problem.constraint_tolerance * scales[i])
        };
        excess.iter().enumerate().all(|(i, excess)| excess.abs() <= allowed(i))
    }
}

impl Kkt {
    /// The unit direction with its components towards bounds projected out; `None` if they are not small, or if the
    /// objective does not decrease along the result.
    fn receding(&mut self, data: &Data, at: &Iterate, direction: &[f64]) -> Option<Vec<f64>> {
        let n = data.form.variables;
        let along = unit(direction)?;
        let jacobian = data.functions.jacobian(&at.derivatives);
        let mut lengths = vec![0.0; jacobian.pattern.rows];
        jacobian.iter().for_each(|(i, _, value)| lengths[i] += value * value);
        let bounds = &data.form.bounds;
        let points_to_bound = |k: usize, change: f64| {
            change < 0.0 && bounds.lower[k].is_finite() || change > 0.0 && bounds.upper[k].is_finite()
        };
        let mut is_held = vec![false; n];
        for j in 0..n {
            is_held[j] = points_to_bound(j, along[j]);
            if is_held[j] && along[j].abs() > SLIGHT {
                return None;
            }
        }
        let changes = jacobian.times(&along);
        let mut counts = vec![false; changes.len()];
        for (i, change) in changes.iter().enumerate() {
            counts[i] = points_to_bound(n + i, *change);
            if counts[i] && change.abs() > SLIGHT * f64::sqrt(lengths[i]) {
                return None;
            }
        }
        let values = data.functions.reduced_jacobian(&at.derivatives, &is_held, &counts);
        let jacobian = Entries { pattern: &data.functions.jacobian_pattern, values: &values };
        let kept: Vec<_> =
            along.iter().zip(&is_held).map(|(along, is_held)| if *is_held { 0.0 } else { *along }).collect();
        let projected = self.project_to_null_space(&data.functions.hessian_pattern, jacobian, &counts, kept)?;
        let direction = unit(&projected)?;
        (dot(&at.derivatives.gradient, &direction) < 0.0).then_some(direction)
    }

    /// The projection of `direction` onto the null space of the selected rows of a Jacobian.
    fn project_to_null_space(
        &mut self,
        hessian_pattern: &Pattern,
        jacobian: Entries<'_>,
        counts: &[bool],
        direction: Vec<f64>,
    ) -> Option<Vec<f64>> {
        let Pattern { rows, columns, .. } = *jacobian.pattern;
        let slacks: Vec<_> = counts.iter().map(|counts| if *counts { f64::INFINITY } else { 1.0 }).collect();
        let diagonals = Diagonals { variables: &vec![0.0; columns], slacks: &slacks };
        let no_slack_gradient = vec![0.0; rows];
        let multipliers = self.newton.multipliers_beside(
            hessian_pattern,
            jacobian,
            Some(diagonals),
            &direction,
            &no_slack_gradient,
        )?;
        let mut projected = direction;
        jacobian.multiply_transpose_add(&multipliers, &mut projected);
        Some(projected)
    }
}

/// Normalizes a direction.
fn unit(direction: &[f64]) -> Option<Vec<f64>> {
    let length = norm(direction);
    (length > 0.0 && length.is_finite()).then(|| direction.iter().map(|entry| entry / length).collect())
}
