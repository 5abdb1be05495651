//! Entropy-regularized games, by mirror prox.

use super::problem::{Chosen, ZeroSumProblem};
use super::search::{History, Limits, Search, ZeroSumProgress};
use super::solution::ZeroSumSolution;
use super::unit_game::UnitGame;
use crate::mirror_prox::{self, Game, Reached, Rounds};
use superlinear_interface::{Advance, Error, Matrix, check};

/// The equilibrium, starting from the references.
pub(super) fn solve(
    problem: &ZeroSumProblem,
    unit_game: &UnitGame<'_>,
    limits: Limits<'_>,
) -> Result<ZeroSumSolution, Error> {
    ensure_comparable(problem.regularization, unit_game.range)?;
    let game = game(problem, unit_game);
    // Constant payoffs have range 0, and the references are the equilibrium up to rounding.
    let unit = if unit_game.range > 0.0 { unit_game.range } else { 1.0 };
    let goal = mirror_prox::Limits { tolerance: limits.tolerance * unit, max_rounds: limits.max_iterations };
    let mut history = History::new(problem.history);
    let Reached { status, logarithms, exploitability, rounds, .. } =
        game.play(Rounds::ProxAndNewton, goal, limits.run, |iteration, exploitability| {
            let relative_gap = exploitability / unit;
            let advance =
                Advance::certificate(relative_gap, limits.tolerance).or_budget(iteration, limits.max_iterations);
            let look = ZeroSumProgress { iteration, relative_gap };
            limits.run.progress(advance, || look);
            history.note(look);
        })?;
    let strategies: Vec<_> = logarithms.iter().map(|logarithm| logarithm.exp()).collect();
    let (row, column) = strategies.split_at(unit_game.rows);
    let search = Search::new(unit_game, limits, [row.to_vec(), column.to_vec()], history)?;
    let solution = ZeroSumSolution::of(unit_game, search, status, Chosen::MirrorProx);
    Ok(ZeroSumSolution { exploitability: Some(exploitability.max(0.0)), iterations: rounds, ..solution })
}

/// The range of the regularization relative to the range of payoffs. Below it the logarithms of the references lose
/// their digits next to the payoffs; above it, the payoffs do.
const COMPARABLE: std::ops::RangeInclusive<f64> = 1e-9..=1e9;

fn ensure_comparable(regularization: f64, range: f64) -> Result<(), Error> {
    if range == 0.0 || COMPARABLE.contains(&(regularization / range)) {
        return Ok(());
    }
    let got = check::short(regularization);
    Err(Error::invalid("regularization", format!("must be from 1e-9 to 1e9 times the range of payoffs, got {got}")))
}

/// Both players' payoffs against each other, [0 A; −A' 0].
fn game(problem: &ZeroSumProblem, unit_game: &UnitGame<'_>) -> Game {
    let (rows, columns) = (unit_game.rows, unit_game.columns);
    let size = rows + columns;
    let mut payoffs = vec![0.0; size * size];
    // Adding a constant to a player's payoffs changes nothing. Centering makes them as small as possible.
    let middle = unit_game.low + 0.5 * unit_game.range;
    for i in 0..rows {
        payoffs[i * size + rows..(i + 1) * size].fill(-middle);
        (0..columns).for_each(|j| payoffs[(rows + j) * size + i] = middle);
    }
    problem.payoffs.for_each_entry(|i, j, payoff| {
        payoffs[i * size + rows + j] += payoff;
        payoffs[(rows + j) * size + i] -= payoff;
    });
    let logarithms = |reference: Option<&[f64]>, actions: usize| -> Vec<f64> {
        let total: f64 = reference.map_or(actions as f64, |reference| reference.iter().sum());
        (0..actions).map(|k| reference.map_or(1.0, |reference| reference[k]).ln() - total.ln()).collect()
    };
    let mut reference = logarithms(problem.row_reference.as_deref(), rows);
    reference.extend(logarithms(problem.column_reference.as_deref(), columns));
    Game {
        payoffs: Matrix::new(size, size, payoffs),
        players: vec![0..rows, rows..size],
        reference,
        regularization: problem.regularization,
        weight: 0.5 * unit_game.range,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ZeroSum, ZeroSumMethod};
    use superlinear_interface::{AnyMatrix, Ending, RunOptions, Task, Vector, testing};

    #[test]
    fn the_equilibrium_is_where_both_answer_best() {
        let payoffs = AnyMatrix::Dense(Matrix::new(2, 3, vec![103.0, 99.0, 100.0, 98.0, 104.0, 101.0]));
        let reference: Option<Vector> = Some(vec![1.0, 3.0].into());
        let problem = ZeroSumProblem {
            regularization: 0.3,
            tolerance: 1e-14,
            row_reference: reference,
            ..ZeroSumProblem::new(payoffs)
        };
        let solved = ZeroSum::solve(problem.clone(), &testing::untimed(&RunOptions::default())).expect("a right game");
        assert!(solved.status == Ending::Converged || solved.exploitability < Some(1e-12), "{solved:?}");
        // log x = A y / β + log r up to a constant, and log y = −A'x / β up to another.
        let (x, y) = (&solved.row, &solved.column);
        let gain = |row: [f64; 3]| -> f64 { row.iter().zip(y.iter()).map(|(a, y)| a * y).sum() };
        let difference = gain([98.0, 104.0, 101.0]) - gain([103.0, 99.0, 100.0]);
        assert!(((x[1] / x[0]).ln() - difference / 0.3 - 3_f64.ln()).abs() < 1e-6);
        let cost = |column: [f64; 2]| column[0] * x[0] + column[1] * x[1];
        assert!(((y[1] / y[0]).ln() + (cost([99.0, 104.0]) - cost([103.0, 98.0])) / 0.3).abs() < 1e-6);
        let refused = ZeroSumProblem { method: ZeroSumMethod::Simplex, ..problem };
        assert!(ZeroSum::solve(refused, &testing::untimed(&RunOptions::default())).is_err());
    }
}
