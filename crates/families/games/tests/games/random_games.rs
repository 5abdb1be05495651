//! Random games, including degenerate ones: every returned equilibrium is verified. Games with small integers are
//! checked in exact arithmetic. Set `SUPERLINEAR_RANDOM_GAMES` to try more than 2000.

use crate::exact::Game;
use crate::generators::{levels, run, solve_nash, solve_zero_sum, tensor, uniform, zero_sum};
use superlinear_games::{Correlated, CorrelatedProblem, NashFind, NashProblem};
use superlinear_interface::{Ending, Task, Values};

fn count() -> u32 {
    std::env::var("SUPERLINEAR_RANDOM_GAMES").ok().and_then(|count| count.parse().ok()).unwrap_or(2000)
}

/// Dimensions from 1 to `most`, and payoffs of two players from a few integers: the fewer, the more degenerate.
fn small(seed: u32, most: f64) -> (usize, usize, [Vec<f64>; 2]) {
    let sides = levels(seed.wrapping_mul(7919), 2, most);
    let (rows, columns) = (1 + sides[0] as usize, 1 + sides[1] as usize);
    let values = f64::from([2, 3, 4, 10, 1][seed as usize % 5]);
    let payoffs = [1, 2].map(|player| levels(seed.wrapping_mul(31).wrapping_add(player << 20), rows * columns, values));
    (rows, columns, payoffs)
}

fn problem(rows: usize, columns: usize, payoffs: &[Vec<f64>; 2]) -> NashProblem {
    NashProblem::new(payoffs.iter().map(|payoffs| tensor(&[rows, columns], payoffs.clone())).collect())
}

fn pair(strategies: &[impl AsRef<[f64]>]) -> [Vec<f64>; 2] {
    [0, 1].map(|player| strategies[player].as_ref().to_vec())
}

fn vectors(strategies: &[superlinear_interface::Vector]) -> [Vec<f64>; 2] {
    pair(&strategies.iter().map(|strategy| strategy.to_vec()).collect::<Vec<_>>())
}

#[test]
fn one_equilibrium_of_small_games_is_exact() {
    for seed in 0..count() {
        let (rows, columns, payoffs) = small(seed, 7.0);
        let game = Game::new(rows, columns, &payoffs[0], &payoffs[1]);
        let solution = solve_nash(problem(rows, columns, &payoffs));
        assert_eq!(solution.status, Ending::Converged, "game {seed}");
        let strategies = vectors(&solution.strategies);
        if let Err(wrong) = game.exact(&strategies) {
            panic!("game {seed}, {game:?}: {wrong}, got {strategies:?}");
        }
    }
}

#[test]
fn every_label_leads_to_an_equilibrium() {
    for seed in 0..count() / 10 {
        let (rows, columns, payoffs) = small(seed, 8.0);
        for label in 0..rows + columns {
            let problem = NashProblem { label: Some(label as u32), ..problem(rows, columns, &payoffs) };
            let solution = solve_nash(problem);
            assert_eq!(solution.status, Ending::Converged, "game {seed}, label {label}");
            assert!(solution.relative_regret < 1e-14, "game {seed}, label {label}: {:e}", solution.relative_regret);
        }
    }
}

#[test]
fn all_equilibria_of_small_games_are_exact_and_none_is_missing() {
    for seed in 0..count() / 4 {
        let (rows, columns, payoffs) = small(seed, 4.0);
        let game = Game::new(rows, columns, &payoffs[0], &payoffs[1]);
        let solution = solve_nash(NashProblem { find: NashFind::All, ..problem(rows, columns, &payoffs) });
        assert_eq!((solution.status, solution.complete), (Ending::Converged, Some(true)), "game {seed}");
        let mut found = Vec::new();
        for equilibrium in solution.equilibria.expect("they were asked for") {
            let exact = game.exact(&vectors(&equilibrium.strategies));
            let exact = exact.unwrap_or_else(|wrong| panic!("game {seed}, {game:?}: {wrong}"));
            assert!(!found.contains(&exact), "game {seed} has an equilibrium twice");
            found.push(exact);
        }
        for expected in game.by_supports() {
            assert!(found.contains(&expected), "game {seed}, {game:?}: {expected:?} is missing");
        }
        let is_degenerate = solution.degenerate == Some(true);
        assert!(is_degenerate || found.len() % 2 == 1, "game {seed} has an even number of equilibria");
    }
}

#[test]
fn zero_sum_games_are_exact() {
    for seed in 0..count() {
        let (rows, columns, [payoffs, _]) = small(seed, 9.0);
        let negated: Vec<_> = payoffs.iter().map(|payoff| -payoff).collect();
        let game = Game::new(rows, columns, &payoffs, &negated);
        let solution = solve_zero_sum(zero_sum(rows, columns, payoffs));
        assert_eq!(solution.status, Ending::Converged, "game {seed}");
        // Optimal uniform strategies are returned unchanged, and are not at a vertex.
        if solution.iterations == 0 {
            assert!(solution.relative_gap < 1e-15, "game {seed}");
            continue;
        }
        if let Err(wrong) = game.exact(&pair(&[&solution.row[..], &solution.column[..]])) {
            panic!("game {seed}, {game:?}: {wrong}");
        }
    }
}

#[test]
fn the_best_correlated_equilibrium_is_no_worse_than_any_other() {
    for seed in 0..count() / 4 {
        let (rows, columns, payoffs) = small(seed, 4.0);
        let tensors = || payoffs.iter().map(|payoffs| tensor(&[rows, columns], payoffs.clone())).collect();
        let best = |coarse| {
            let problem = CorrelatedProblem { coarse, ..CorrelatedProblem::new(tensors()) };
            let solution = Correlated::solve(problem, &run()).expect("a game");
            assert_eq!(solution.status, Ending::Converged, "game {seed}, coarse {coarse}");
            solution.objective
        };
        let (told, coarse) = (best(false), best(true));
        let nash = solve_nash(NashProblem { find: NashFind::All, ..problem(rows, columns, &payoffs) });
        let sums = nash.equilibria.into_iter().flatten().map(|found| found.expected_payoffs.iter().sum());
        let most = sums.fold(f64::NEG_INFINITY, f64::max);
        assert!(most <= told + 1e-12 && told <= coarse + 1e-12, "game {seed}: {most}, {told}, {coarse}");
    }
}

#[test]
fn large_degenerate_games_end() {
    for seed in 0..40_u32 {
        let size = 5 + (seed as usize * 59) % 60;
        let payoffs = [0, 1].map(|player| levels(1000 + 2 * seed + player, size * size, f64::from(2 + seed % 2)));
        let zero = solve_zero_sum(zero_sum(size, size, payoffs[0].clone()));
        assert_eq!(zero.status, Ending::Converged, "game {seed}");
        assert!(zero.relative_gap < 1e-13, "game {seed}: {:e}", zero.relative_gap);
        let nash = solve_nash(problem(size, size, &payoffs));
        assert_eq!(nash.status, Ending::Converged, "game {seed}");
        assert!(nash.relative_regret < 1e-13, "game {seed}: {:e}", nash.relative_regret);
    }
}

/// Games with few distinct payoffs: shape and number of payoffs.
const FEW_PAYOFFS: [(&[usize], u32); 6] =
    [(&[2, 2, 2], 2), (&[3, 3, 3], 3), (&[2, 3, 4], 4), (&[2, 2, 2, 2], 3), (&[4, 3, 3], 5), (&[2, 2, 3, 2], 2)];

/// Returns whether some profile is a pure equilibrium, by checking each.
fn has_pure_equilibrium(shape: &[usize], payoffs: &[Values]) -> bool {
    let strides: Vec<usize> = (0..shape.len()).map(|player| shape[player + 1..].iter().product()).collect();
    (0..payoffs[0].len()).any(|profile| {
        (0..shape.len()).all(|player| {
            let own = profile / strides[player] % shape[player];
            let other = |action: usize| profile + action * strides[player] - own * strides[player];
            (0..shape[player]).all(|action| payoffs[player][other(action)] <= payoffs[player][profile])
        })
    })
}

#[test]
fn games_of_few_payoffs_are_solved() {
    let mut stalled = Vec::new();
    for seed in 0..3 * count() {
        let (shape, levels) = FEW_PAYOFFS[seed as usize % FEW_PAYOFFS.len()];
        let profiles = shape.iter().product();
        let levels = f64::from(levels);
        let drawn = |player: usize| uniform(20_000 + 8 * seed + player as u32, profiles);
        let payoffs: Vec<_> = (0..shape.len())
            .map(|player| tensor(shape, drawn(player).iter().map(|u| (levels * u).floor()).collect()))
            .collect();
        let is_pure = has_pure_equilibrium(shape, &payoffs);
        let solution = solve_nash(NashProblem { tolerance: 1e-8, ..NashProblem::new(payoffs) });
        if solution.status != Ending::Converged {
            stalled.push((seed, is_pure, solution.relative_regret));
        }
        let is_certain =
            solution.strategies.iter().flat_map(|strategy| strategy.iter()).all(|p| *p == 0.0 || *p == 1.0);
        assert_eq!(is_certain && solution.iterations == 0, is_pure, "game {seed}");
    }
    assert!(stalled.is_empty(), "{} of {}: {stalled:?}", stalled.len(), 3 * count());
}

#[test]
fn games_of_three_players_lead_somewhere() {
    for seed in 0..count() / 4 {
        let shape = [2 + seed as usize % 3, 2 + seed as usize % 2, 3];
        let profiles = shape.iter().product();
        let payoffs = (0..3).map(|player| tensor(&shape, uniform(5000 + 3 * seed + player, profiles))).collect();
        let solution = solve_nash(NashProblem::new(payoffs));
        assert_eq!(solution.status, Ending::Converged, "game {seed}, {:e}", solution.relative_regret);
        assert!(solution.relative_regret < 1e-12, "game {seed}: {:e}", solution.relative_regret);
    }
}
