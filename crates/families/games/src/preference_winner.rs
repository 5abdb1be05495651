//! Lotteries that no item beats, from pairwise preferences: maximal lotteries, or von Neumann winners, optionally
//! regularized toward a reference.
//!
//! Sources: Kreweras, Aggregation of Preference Orderings, 1965; Dudík and others, Contextual Dueling Bandits, COLT
//! 2015; uniqueness: Laffond, Laslier, Le Breton, A Theorem on Symmetric Two-Player Zero-Sum Games, J. Econ. Theory 72,
//! 1997; method with a reference: [`mirror_prox`](crate::mirror_prox).
//!
//! | module | contents |
//! |---|---|
//! | `problem`, `solution` | input and output |
//! | `unique` | a uniqueness test for lotteries |

mod problem;
mod solution;
mod unique;

use crate::mirror_prox::{Game, Limits, Reached, Rounds};
use crate::zero_sum::{ZeroSum, ZeroSumProblem};
use problem::{PreferenceWinnerMethod, PreferenceWinnerProblem};
use schemars::JsonSchema;
use solution::{PreferenceWinnerProgress, PreferenceWinnerSolution};
use superlinear_interface::{Advance, AnyMatrix, Ending, Error, Matrix, Run, Task};
use superlinear_numerics::rows;

/// Computes the lottery that no item beats: probabilities such that an item drawn from them is preferred to any other
/// item at least half of the time, given the preference between each pair of items. Preferences may be cyclic. With
/// `regularization` the lottery is also close to a reference, and unique; without, it is a vertex of the set of such
/// lotteries.
///
/// @example
/// ```ts
/// const { winner } = await preferenceWinner({
///   preferences: [
///     [0.5, 0.9, 0.2],
///     [0.1, 0.5, 0.7],
///     [0.8, 0.3, 0.5],
///   ],
///   regularization: 0.05,
/// });
/// ```
#[derive(JsonSchema)]
pub struct PreferenceWinner;

impl Task for PreferenceWinner {
    const NAME: &'static str = "games.preferenceWinner";
    type Problem = PreferenceWinnerProblem;
    type Solution = PreferenceWinnerSolution;
    type Progress = PreferenceWinnerProgress;

    fn solve(problem: PreferenceWinnerProblem, run: &Run) -> Result<PreferenceWinnerSolution, Error> {
        let preferences = problem.matrix()?;
        problem.check(&preferences)?;
        if problem.regularization > 0.0 {
            regularized(&problem, preferences, run)
        } else {
            by_simplex(&problem, &preferences, run)
        }
    }
}

/// The regularized lottery, by mirror prox.
fn regularized(
    problem: &PreferenceWinnerProblem,
    preferences: Matrix,
    run: &Run,
) -> Result<PreferenceWinnerSolution, Error> {
    let items = preferences.rows;
    let total: f64 = problem.reference.as_ref().map_or(items as f64, |reference| reference.iter().sum());
    let reference = |i: usize| problem.reference.as_ref().map_or(1.0, |reference| reference[i]);
    let range = preferences.data.iter().fold(0.0, |range: f64, entry| range.max((entry - 0.5).abs()));
    let condorcet_winner = condorcet_winner(&preferences);
    let game = Game {
        payoffs: preferences,
        players: std::iter::once(0..items).collect(),
        reference: (0..items).map(|i| reference(i).ln() - total.ln()).collect(),
        regularization: problem.regularization,
        weight: if problem.paper_step { 0.5 } else { range },
    };
    let rounds = match problem.method {
        PreferenceWinnerMethod::Auto => Rounds::ProxAndNewton,
        PreferenceWinnerMethod::MirrorProx => Rounds::Prox,
        PreferenceWinnerMethod::MirrorDescent => Rounds::Descent,
    };
    let limits = Limits { tolerance: problem.tolerance, max_rounds: problem.max_iterations };
    let reached = game.play(rounds, limits, run, |iterations, exploitability| {
        let advance =
            Advance::certificate(exploitability, problem.tolerance).or_budget(iterations, problem.max_iterations);
        run.progress(advance, || PreferenceWinnerProgress { iterations, exploitability });
    })?;
    let Reached { status, logarithms, exploitability, rounds: iterations, newton_steps } = reached;
    let winner: Vec<_> = logarithms.iter().map(|logarithm| logarithm.exp()).collect();
    let asked = if rounds == Rounds::Descent { 1 } else { 2 };
    Ok(PreferenceWinnerSolution {
        status,
        exploitability: exploitability.max(0.0),
        span_error: Some(span(&logarithms, &game.best_answers(&logarithms))),
        win_probabilities: game.gains(&logarithms).into(),
        condorcet_winner,
        unique: None,
        iterations,
        newton_steps,
        queries: asked * iterations,
        log_probabilities: Some(logarithms.into()),
        winner: winner.into(),
    })
}

/// An unregularized lottery: an optimal strategy of the zero-sum game with the preferences minus 1/2 as payoffs.
fn by_simplex(
    problem: &PreferenceWinnerProblem,
    preferences: &Matrix,
    run: &Run,
) -> Result<PreferenceWinnerSolution, Error> {
    let size = preferences.rows;
    let advantages: Vec<_> = preferences.data.iter().map(|share| share - 0.5).collect();
    let game = ZeroSumProblem {
        tolerance: problem.tolerance,
        max_iterations: Some(problem.max_iterations),
        ..ZeroSumProblem::new(AnyMatrix::Dense(Matrix::new(size, size, advantages.clone())))
    };
    let solved = ZeroSum::solve(game, run)?;
    let mut win_probabilities = vec![0.0; size];
    rows::apply(&preferences.data, &solved.column, &mut win_probabilities);
    let exploitability = win_probabilities.iter().fold(0.0, |most: f64, share| most.max(share - 0.5));
    let has_converged = exploitability <= problem.tolerance;
    Ok(PreferenceWinnerSolution {
        status: if has_converged { Ending::Converged } else { solved.status },
        unique: Some(has_converged && unique::is_unique(&advantages, &solved.column)),
        exploitability,
        win_probabilities: win_probabilities.into(),
        condorcet_winner: condorcet_winner(preferences),
        winner: solved.column,
        iterations: solved.iterations,
        log_probabilities: None,
        span_error: None,
        newton_steps: 0,
        queries: 0,
    })
}

/// The span of the difference of two vectors, its largest minus its smallest entry.
fn span(a: &[f64], b: &[f64]) -> f64 {
    let difference = a.iter().zip(b).map(|(a, b)| a - b);
    let (least, most) =
        difference.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), entry| (least.min(entry), most.max(entry)));
    most - least
}

/// The Condorcet winner, preferred to every other item more often than not, if there is one.
fn condorcet_winner(preferences: &Matrix) -> Option<u32> {
    let beats_all = |&i: &usize| preferences.row(i).iter().enumerate().all(|(j, &share)| j == i || share > 0.5);
    (0..preferences.rows).find(beats_all).map(|i| i as u32)
}
