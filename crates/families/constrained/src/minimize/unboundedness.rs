//! The end of a test for unboundedness: follows a direction to points so far away that the objective itself shows it.

use super::data::Data;
use super::functions::Values;
use super::iterate::Iterate;
use superlinear_numerics::vectors::sum_with;

/// The ratio between successive distances along the direction, and their number: enough for any slope above 1e-20.
const GROWTH: f64 = 10.0;
const MAX_POINTS: i32 = 45;

/// Follows a direction from an iterate, beginning at the distance `first` in units of the direction, while the objective
/// decreases at points where the constraints hold. Returns the point at which it counts as unbounded below.
pub(super) async fn follow_to_infinity(
    data: &mut Data,
    from: &Iterate,
    direction: &[f64],
    first: f64,
    holds: impl Fn(&Data, &[f64], &Values) -> bool,
) -> Option<(Vec<f64>, Values)> {
    let mut lowest = from.values.objective;
    for j in 0..MAX_POINTS {
        let length = first * GROWTH.powi(j);
        let x = data.form.project(&sum_with(&from.x, length, direction));
        let values = data.functions.values(&x).await;
        if !(values.are_finite() && values.objective < lowest && holds(data, &x, &values)) {
            return None;
        }
        if data.is_unbounded(values.objective) {
            return Some((x, values));
        }
        lowest = values.objective;
    }
    None
}
