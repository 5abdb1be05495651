//! Costs that leave no plan, for all that masses could go is forbidden.

use crate::cost::Cost;
use crate::inputs::{Masses, Side};
use crate::kernels::survey::{Survey, column_minima};
use superlinear_interface::{Error, Run};

/// Refuses points that hold mass and have no partner. `cost` is that between points with mass, and `seen` its survey.
pub(crate) fn ensure_partners(cost: &Cost, seen: &Survey, masses: &Masses, run: &Run) -> Result<(), Error> {
    let lonely = |minima: &[f64], side: &Side| {
        minima.iter().position(|&minimum| minimum == f64::INFINITY).map(|place| side.support[place])
    };
    if seen.forbidden == 0 {
        return Ok(());
    }
    if let Some(i) = lonely(&seen.row_minima, &masses.source) {
        return Err(Error::infeasible(
            "cost",
            format!("has all pairs of source {i} forbidden: row {i} is Infinity wherever there is mass"),
        ));
    }
    if let Some(j) = lonely(&column_minima(cost, run)?, &masses.target) {
        return Err(Error::infeasible(
            "cost",
            format!("has all pairs of target {j} forbidden: column {j} is Infinity wherever there is mass"),
        ));
    }
    Ok(())
}
