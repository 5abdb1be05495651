//! Games with known solutions: to 40 digits from the equations on their supports, or from papers.

use crate::generators::{levels, normals, run, solve_nash, solve_zero_sum, tensor, uniform, zero_sum};
use superlinear_games::{
    Correlated, CorrelatedProblem, NashFind, NashMethod, NashProblem, ZeroSumMethod, ZeroSumProblem,
};
use superlinear_interface::{Ending, Task};

fn is_near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} for {expected}");
}

#[test]
fn values_of_zero_sum_games() {
    let solution = solve_zero_sum(zero_sum(2, 2, vec![3.0, -1.0, -2.0, 4.0]));
    is_near(solution.value, 1.0, 1e-15);
    is_near(solution.row[0], 0.6, 1e-15);
    for (game, value, support) in [
        (zero_sum(50, 50, normals(7, 2500)), -0.061_924_142_295_146_3, 25),
        (zero_sum(100, 1000, normals(7, 100_000)), -0.161_855_010_791_764_1, 92),
        (zero_sum(30, 30, uniform(5, 900)), 0.467_768_879_271_496_6, 15),
        (zero_sum(200, 200, levels(9, 40_000, 4.0)), 1.511_665_634_114_33, 0),
    ] {
        let solution = solve_zero_sum(game);
        assert_eq!(solution.status, Ending::Converged);
        is_near(solution.value, value, 1e-13);
        assert!(solution.relative_gap < 1e-14, "{:e}", solution.relative_gap);
        assert!(support == 0 || (solution.row_support.len(), solution.column_support.len()) == (support, support));
    }
}

#[test]
fn first_order_methods_reach_the_value() {
    for (method, tolerance) in [(ZeroSumMethod::RegretMatching, 1e-3), (ZeroSumMethod::PrimalDual, 1e-8)] {
        let problem = ZeroSumProblem { method, tolerance, ..zero_sum(50, 50, normals(7, 2500)) };
        let solution = solve_zero_sum(problem);
        assert_eq!(solution.status, Ending::Converged, "{method:?}");
        is_near(solution.value, -0.061_924_142_295_146_3, 7.0 * tolerance);
        assert!(solution.iterations < 3000, "{method:?} took {}", solution.iterations);
    }
}

#[test]
fn all_equilibria_of_a_degenerate_game() {
    // From von Stengel's survey, Computing Equilibria for Two-Person Games, 2002: two equilibria are isolated, and two
    // are the endpoints of a segment.
    let game = |first: Vec<f64>, second: Vec<f64>, shape: &[usize]| {
        let payoffs = vec![tensor(shape, first), tensor(shape, second)];
        solve_nash(NashProblem { find: NashFind::All, ..NashProblem::new(payoffs) })
    };
    let solution = game(vec![3.0, 3.0, 2.0, 5.0, 0.0, 6.0], vec![3.0, 2.0, 2.0, 6.0, 3.0, 1.0], &[3, 2]);
    let expected = [
        [vec![1.0, 0.0, 0.0], vec![1.0, 0.0]],
        [vec![0.8, 0.2, 0.0], vec![2.0 / 3.0, 1.0 / 3.0]],
        [vec![0.0, 1.0 / 3.0, 2.0 / 3.0], vec![1.0 / 3.0, 2.0 / 3.0]],
    ];
    let equilibria = solution.equilibria.expect("they were asked for");
    assert_eq!(equilibria.len(), 3);
    for (found, expected) in equilibria.iter().zip(&expected) {
        for (found, expected) in found.strategies.iter().flat_map(|s| s.iter()).zip(expected.iter().flatten()) {
            is_near(*found, *expected, 1e-15);
        }
    }
    let negated = |numbers: &[f64]| numbers.iter().map(|number| -number).collect::<Vec<_>>();
    let first = negated(&[0.0, 0.0, 6.0, 0.0, 0.0, 0.0, 0.0, 3.0, 2.0, 1.0, 4.0, 3.0, 0.0, 0.0, 1.0]);
    let second = negated(&[3.0, 0.0, 2.0, 1.0, 0.0, 0.0, 2.0, 0.0, 0.0, 4.0, 4.0, 0.0, 2.0, 4.0, 4.0]);
    let solution = game(first, second, &[3, 5]);
    assert_eq!(solution.equilibria.map(|equilibria| equilibria.len()), Some(8));
    assert_eq!(solution.degenerate, Some(true));
    for (size, count) in [(5, 5), (7, 3), (8, 3)] {
        let square = size * size;
        let solution = game(normals(13, square), normals(14, square), &[size, size]);
        assert_eq!(solution.equilibria.map(|equilibria| equilibria.len()), Some(count), "of size {size}");
        assert_eq!(solution.degenerate, Some(false));
    }
}

#[test]
fn all_labels_of_degenerate_games_lead_to_equilibria() {
    for i in 0..24 {
        let size = 3 + i as usize % 6;
        let payoffs = |seed| tensor(&[size, size], levels(seed + i as u32, size * size, 3.0));
        for label in 0..2 * size as u32 {
            let problem = NashProblem { label: Some(label), ..NashProblem::new(vec![payoffs(100), payoffs(500)]) };
            let solution = solve_nash(problem);
            assert_eq!(solution.status, Ending::Converged, "game {i}, label {label}");
            assert!(solution.regret < 1e-14, "game {i}, label {label}: {:e}", solution.regret);
        }
    }
}

#[test]
fn the_logit_path_ends_where_gambit_says() {
    let cube = |seed| tensor(&[3, 3, 3], uniform(seed, 27));
    let solution = solve_nash(NashProblem::new(vec![cube(1000), cube(1001), cube(1002)]));
    let expected = [
        [0.393_168_28, 0.113_244_96, 0.493_586_76],
        [0.556_002_65, 0.443_997_35, 0.0],
        [0.360_495_72, 0.496_271_26, 0.143_233_02],
    ];
    for (found, expected) in solution.strategies.iter().flat_map(|s| s.iter()).zip(expected.as_flattened()) {
        is_near(*found, *expected, 1e-8);
    }
    let four = (0..4).map(|player| tensor(&[2; 4], uniform(1090 + player, 16))).collect();
    let solution = solve_nash(NashProblem::new(four));
    for (strategy, first) in solution.strategies.iter().zip([0.417_342_04, 0.411_622_8, 0.681_716_32, 0.590_962_13]) {
        is_near(strategy[0], first, 1e-8);
    }
    for game in 0..12 {
        let shape: &[usize] = match game {
            ..6 => &[3, 3, 3],
            6..9 => &[4, 4, 4],
            _ => &[2, 2, 2, 2],
        };
        let profiles = shape.iter().product();
        let payoffs = (0..shape.len() as u32).map(|p| tensor(shape, uniform(1000 + 10 * game + p, profiles))).collect();
        let solution = solve_nash(NashProblem::new(payoffs));
        assert_eq!(solution.status, Ending::Converged, "game {game}");
        assert!(solution.regret < 1e-15, "game {game}: {:e}", solution.regret);
        assert!(solution.iterations < 100, "game {game}: {} steps", solution.iterations);
    }
}

#[test]
fn the_logit_path_also_solves_games_of_two() {
    let square = |seed| tensor(&[4, 4], normals(seed, 16));
    let payoffs = vec![square(13), square(14)];
    let solution = solve_nash(NashProblem { method: NashMethod::Logit, ..NashProblem::new(payoffs) });
    assert_eq!(solution.status, Ending::Converged);
    assert!(solution.regret < 1e-14);
}

#[test]
fn the_best_correlated_equilibria() {
    let chicken = || vec![tensor(&[2, 2], vec![6.0, 2.0, 7.0, 0.0]), tensor(&[2, 2], vec![6.0, 7.0, 2.0, 0.0])];
    let solution = Correlated::solve(CorrelatedProblem::new(chicken()), &run()).expect("a game");
    is_near(solution.objective, 10.5, 1e-14);
    for (found, expected) in solution.distribution.iter().zip([0.5, 0.25, 0.25, 0.0]) {
        is_near(*found, expected, 1e-14);
    }
    for (seed, size, expected) in [
        (71, 3, [1.534_427_045_031_881_8, 1.854_449_187_977_225_6]),
        (91, 8, [2.724_047_037_074_342_4, 2.733_073_489_403_354_4]),
    ] {
        for (coarse, expected) in [false, true].into_iter().zip(expected) {
            let cube = |seed| tensor(&[size; 3], uniform(seed, size * size * size));
            let payoffs = vec![cube(seed), cube(seed + 1), cube(seed + 2)];
            let problem = CorrelatedProblem { coarse, ..CorrelatedProblem::new(payoffs) };
            let solution = Correlated::solve(problem, &run()).expect("a game");
            assert_eq!(solution.status, Ending::Converged);
            is_near(solution.objective, expected, 1e-12);
            assert!(solution.regret < 1e-13, "{:e}", solution.regret);
        }
    }
}
