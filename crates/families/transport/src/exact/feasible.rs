//! Feasibility of a problem with forbidden pairs.

use super::amounts::Amounts;
use super::levels;
use super::result::plan_of;
use super::scale::scale;
use super::simplex::Budget;
use crate::geometry::Geometry;
use crate::inputs::Masses;
use superlinear_interface::{Error, Matrix, Run};

/// Reports infeasibility if the forbidden pairs of `cost` allow no plan that moves all mass. It solves the exact
/// problem with all other costs zero.
pub(crate) fn ensure_feasible(cost: &Matrix, masses: &Masses, run: &Run) -> Result<(), Error> {
    let forbidden_or_free = cost.data.iter().map(|&cost| if cost == f64::INFINITY { cost } else { 0.0 }).collect();
    let geometry = Geometry::Cost(Matrix::new(cost.rows, cost.columns, forbidden_or_free));
    let scale = scale(&geometry, false, run)?;
    let part = run.part();
    let mut budget = Budget::new(&part, u32::MAX);
    let amounts = Amounts::whole(masses);
    let mut tree = levels::solve(&geometry, scale, &amounts, &mut budget)?.tree;
    match budget.stopped {
        None => plan_of(&mut tree, &amounts, scale, true).map(drop),
        Some(_) => Ok(()),
    }
}
