//! The test for unboundedness along straight lines, as with linear objectives under linear constraints. The length of
//! Newton steps is limited by the regularization of H; they would reach rounding level before they come far enough.

use super::Equality;
use crate::minimize::data::Data;
use crate::minimize::functions::Values;
use crate::minimize::unboundedness::follow_to_infinity;
use superlinear_numerics::vectors::{difference, norm};

/// A step of at least this multiple of max(1, |start|) is followed. With 1 and with 4 nothing changes in
/// `npm run bench:constants -- constrained`.
const MIN_GROWTH: f64 = 2.0;

impl Equality {
    /// Extrapolates the last step while the objective decreases at feasible points. If the
    /// objective counts as unbounded below, moves there and returns true.
    pub(super) async fn is_unbounded(&mut self) -> bool {
        let Self { data, current, newton, previous: start, .. } = self;
        let direction = difference(&current.x, start);
        let is_long = norm(&direction) >= MIN_GROWTH * norm(start).max(1.0);
        if !(is_long && data.is_feasible(&current.values) && newton.shifts.hessian > 0.0) {
            return false;
        }
        let holds = |data: &Data, _: &[f64], values: &Values| data.is_feasible(values);
        let Some((x, values)) = follow_to_infinity(data, current, &direction, 1.0, holds).await else { return false };
        let Some(next) = data.iterate(x, values, current.multipliers.clone()).await else { return false };
        *current = next;
        true
    }
}
