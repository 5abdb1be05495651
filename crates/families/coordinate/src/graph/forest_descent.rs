//! Block descent over forests; each update is an exact minimum by message passing. It cycles over the forests of a
//! partition, or greedily grows each forest from the largest gradient entries.
//!
//! Source: Nutini, Laradji, Schmidt, Let's Make Block Coordinate Descent Converge Faster, JMLR 23, 2022, section 5.

use super::forest_gradients::update_forest;
use super::reached::{Goal, Poll, Reached};
use crate::forest::{FactoredForest, ForestSelection, not_positive_definite};
use crate::order::by_descending_size;
use superlinear_interface::{Ending, Error, SparseMatrix};
use superlinear_numerics::vectors::norm;
use superlinear_systems::symmetric::multiply;

/// Cycles over the forests until the norm of the residual is that of the goal.
pub(super) fn descend_in_turn(
    matrix: &SparseMatrix,
    forests: &[FactoredForest],
    right_side: &[f64],
    x: &mut [f64],
    goal: Goal,
    poll: &mut Poll<'_>,
) -> Result<Reached, Error> {
    let mut residual = vec![0.0; matrix.rows];
    let mut part = Vec::new();
    let mut iterations = 0;
    loop {
        // Checked once per cycle, because the check costs as much as all updates of the cycle.
        let status = if (iterations as usize).is_multiple_of(forests.len()) {
            write_residual(matrix, right_side, x, &mut residual);
            ended(norm(&residual), iterations, goal, poll)?
        } else if iterations == goal.max_iterations {
            Some(Ending::IterationLimit)
        } else {
            None
        };
        if let Some(status) = status {
            return Ok(Reached { status, iterations });
        }
        update_forest(matrix, &forests[iterations as usize % forests.len()], right_side, x, &mut part);
        iterations += 1;
    }
}

/// Descends over forests grown from nodes in order of descending gradient magnitude.
pub(super) fn descend_greedily(
    matrix: &SparseMatrix,
    right_side: &[f64],
    x: &mut [f64],
    goal: Goal,
    poll: &mut Poll<'_>,
) -> Result<Reached, Error> {
    let mut residual = vec![0.0; matrix.rows];
    let mut selection = ForestSelection::new(matrix.rows);
    let mut part = Vec::new();
    let mut iterations = 0;
    loop {
        write_residual(matrix, right_side, x, &mut residual);
        if let Some(status) = ended(norm(&residual), iterations, goal, poll)? {
            return Ok(Reached { status, iterations });
        }
        selection.clear();
        selection.grow(matrix, by_descending_size(&residual), |_| true);
        let forest = FactoredForest::new(matrix, |node| selection.contains(node)).map_err(not_positive_definite)?;
        update_forest(matrix, &forest, right_side, x, &mut part);
        iterations += 1;
    }
}

fn write_residual(matrix: &SparseMatrix, right_side: &[f64], x: &[f64], residual: &mut [f64]) {
    multiply(matrix, x, residual);
    residual.iter_mut().zip(right_side).for_each(|(residual, right)| *residual = right - *residual);
}

fn ended(residual: f64, iterations: u32, goal: Goal, poll: &mut Poll<'_>) -> Result<Option<Ending>, Error> {
    if residual <= goal.residual {
        return Ok(Some(Ending::Converged));
    }
    if !residual.is_finite() {
        return Ok(Some(Ending::Stalled));
    }
    if iterations == goal.max_iterations {
        return Ok(Some(Ending::IterationLimit));
    }
    Ok(poll(iterations, residual / goal.residual)?.then_some(Ending::TimeLimit))
}
