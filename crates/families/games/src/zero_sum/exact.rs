//! A game as a linear program. With payoffs from 1 to 2, maximize Σw subject to Aw ≤ 1 and w ≥ 0. Then w/Σw is an
//! optimal strategy of the column player, the normalized multipliers are one of the row player, and 1/Σw is the value.

use super::search::Search;
use crate::equalizing::equalizing;
use crate::mixed;
use superlinear_interface::{Ending, Error};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::simplex::{LinearProgram, Simplex, SimplexStatus};

/// The limit on refactorizations of the tableau if the strategies are less accurate than required.
const MAX_REFACTORINGS: u32 = 3;

/// Pivots between evaluations of the current strategies, each of which takes two products with the matrix.
const PIVOTS_BETWEEN_REPORTS: u32 = 256;

pub(super) fn solve(search: &mut Search<'_>) -> Result<Ending, Error> {
    let game = search.game;
    let program = LinearProgram {
        matrix: game.positive_entries(),
        right_side: vec![1.0; game.rows],
        objective: vec![1.0; game.columns],
    };
    let mut simplex = Simplex::new(program, Parallelism::of(search.limits.run));
    let mut refactorings = 0;
    loop {
        let pivots = simplex.pivots().saturating_add(PIVOTS_BETWEEN_REPORTS).min(search.limits.max_iterations);
        let outcome = simplex.solve(pivots, search.limits.run)?;
        search.iterations = simplex.pivots();
        offer_vertex(search, &simplex, outcome);
        if let Some(ending) = search.limit()? {
            return Ok(ending);
        }
        match outcome {
            SimplexStatus::PivotLimit | SimplexStatus::TimeLimit => {}
            SimplexStatus::Optimal | SimplexStatus::Unbounded => {
                refactorings += 1;
                if refactorings > MAX_REFACTORINGS || !simplex.refactor(None, search.limits.run)? {
                    return Ok(search.limit()?.unwrap_or(Ending::Stalled));
                }
            }
        }
    }
}

/// Offers the strategies of the tableau and, at the end, those from solving the equations of its basis, free of its
/// rounding.
fn offer_vertex(search: &mut Search<'_>, simplex: &Simplex, outcome: SimplexStatus) {
    let game = search.game;
    if let (Some(row), Some(column)) = (mixed::normalized(&simplex.dual()), mixed::normalized(&simplex.primal())) {
        search.offer(&row, &column);
    }
    if outcome != SimplexStatus::Optimal {
        return;
    }
    let (rows, columns) = simplex.basis();
    let column = equalizing(|i, j| game.entry(i, j), &rows, &columns, game.columns);
    let row = equalizing(|j, i| game.entry(i, j), &columns, &rows, game.rows);
    if let (Some(row), Some(column)) = (row, column) {
        search.offer(&row, &column);
    }
}
