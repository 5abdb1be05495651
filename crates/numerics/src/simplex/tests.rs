//! Tests of the simplex method by the certificate of strong duality, recomputed from the program.

use super::{LinearProgram, Simplex, SimplexStatus};
use crate::parallel::Parallelism;
use crate::random::Stream;
use crate::vectors::dot_in_order;
use superlinear_interface::{Run, RunOptions, testing};

const PLENTY: u32 = 100_000;

fn run() -> Run {
    testing::untimed(&RunOptions::default())
}

fn solved(program: &LinearProgram) -> (SimplexStatus, Simplex) {
    let mut simplex = Simplex::new(program.clone(), Parallelism::sequential());
    let outcome = simplex.solve(PLENTY, &run()).expect("nobody cancels");
    (outcome, simplex)
}

/// The violation of feasibility and of equal objectives by a primal and a dual point.
fn violation(program: &LinearProgram, primal: &[f64], dual: &[f64]) -> f64 {
    let LinearProgram { matrix, right_side, objective } = program;
    let mut worst = (dot_in_order(objective, primal) - dot_in_order(right_side, dual)).abs();
    let mut slopes = objective.clone();
    for ((row, right), multiplier) in matrix.chunks_exact(objective.len()).zip(right_side).zip(dual) {
        worst = worst.max(dot_in_order(row, primal) - right);
        slopes.iter_mut().zip(row).for_each(|(slope, entry)| *slope -= multiplier * entry);
    }
    slopes.into_iter().fold(worst, f64::max)
}

/// A matrix game with payoffs from `entry`, shifted to the range from 1 to 2.
fn game(rows: usize, columns: usize, mut entry: impl FnMut() -> f64) -> LinearProgram {
    let matrix = (0..rows * columns).map(|_| 1.0 + entry()).collect();
    LinearProgram { matrix, right_side: vec![1.0; rows], objective: vec![1.0; columns] }
}

#[test]
fn small_programs_have_their_known_solutions() {
    // Dantzig's example as in Chvátal, Linear Programming, 1983, chapter 2.
    let program = LinearProgram {
        matrix: vec![2.0, 3.0, 1.0, 4.0, 1.0, 2.0, 3.0, 4.0, 2.0],
        right_side: vec![5.0, 11.0, 8.0],
        objective: vec![5.0, 4.0, 3.0],
    };
    let (outcome, simplex) = solved(&program);
    assert_eq!(outcome, SimplexStatus::Optimal);
    let expected = [[2.0, 0.0, 1.0], [1.0, 0.0, 1.0]];
    for (found, expected) in [simplex.primal(), simplex.dual()].iter().flatten().zip(expected.as_flattened()) {
        assert!((found - expected).abs() < 1e-14, "{found} for {expected}");
    }
    let unbounded = LinearProgram { matrix: vec![1.0, -1.0], right_side: vec![1.0], objective: vec![0.0, 1.0] };
    assert_eq!(solved(&unbounded).0, SimplexStatus::Unbounded);
}

/// Beale's and Marshall and Suurballe's programs, on which the textbook rule cycles (Naval Res. Logist. Quart. 2, 1955;
/// 16, 1969).
#[test]
fn programs_that_cycle_end() {
    for (matrix, objective, best) in [
        ([0.25, -8.0, -1.0, 9.0, 0.5, -12.0, -0.5, 3.0, 0.0, 0.0, 1.0, 0.0], [0.75, -20.0, 0.5, -6.0], 1.25),
        ([0.5, -5.5, -2.5, 9.0, 0.5, -1.5, -0.5, 1.0, 1.0, 0.0, 0.0, 0.0], [10.0, -57.0, -9.0, -24.0], 1.0),
    ] {
        let program =
            LinearProgram { matrix: matrix.to_vec(), right_side: vec![0.0, 0.0, 1.0], objective: objective.to_vec() };
        let (outcome, simplex) = solved(&program);
        assert_eq!(outcome, SimplexStatus::Optimal);
        assert!((dot_in_order(&program.objective, &simplex.primal()) - best).abs() < 1e-12);
    }
}

#[test]
fn random_games_and_degenerate_ones_are_solved() {
    for seed in 0..300 {
        let mut random = Stream::new(seed, 0);
        let (rows, columns) = (1 + random.below(40) as usize, 1 + random.below(40) as usize);
        let levels = [2, 3, 1_000_000][seed as usize % 3];
        let program = game(rows, columns, || f64::from(random.below(levels)) / f64::from(levels - 1));
        let (outcome, simplex) = solved(&program);
        assert_eq!(outcome, SimplexStatus::Optimal, "game {seed}");
        let violation = violation(&program, &simplex.primal(), &simplex.dual());
        assert!(violation < 1e-12, "game {seed} of {rows} x {columns}: {violation:e}");
    }
}

#[test]
fn a_tableau_computed_anew_is_the_same() {
    let mut random = Stream::new(7, 0);
    let program = game(60, 45, || random.uniform());
    let (_, mut simplex) = solved(&program);
    let (primal, dual) = (simplex.primal(), simplex.dual());
    assert_eq!(simplex.refactor(None, &run()), Ok(true));
    let again = simplex.primal().into_iter().chain(simplex.dual());
    assert!(primal.iter().chain(&dual).zip(again).all(|(before, after)| (before - after).abs() < 1e-12));
    assert_eq!(simplex.solve(PLENTY, &run()), Ok(SimplexStatus::Optimal));
}

#[test]
fn another_right_side_is_reached_from_the_same_basis() {
    let mut random = Stream::new(11, 0);
    let mut program = game(30, 50, || random.uniform());
    let (_, mut simplex) = solved(&program);
    program.right_side = (0..30).map(|_| random.uniform()).collect();
    assert_eq!(simplex.refactor(Some(program.right_side.clone()), &run()), Ok(true));
    assert_eq!(simplex.restore(PLENTY, &run()), Ok(SimplexStatus::Optimal));
    assert!(violation(&program, &simplex.primal(), &simplex.dual()) < 1e-12);
}

#[test]
fn limits_hold_and_threads_change_nothing() {
    let mut random = Stream::new(3, 0);
    let program = game(300, 260, || random.uniform());
    let mut simplex = Simplex::new(program.clone(), Parallelism::sequential());
    assert_eq!(simplex.solve(5, &run()), Ok(SimplexStatus::PivotLimit));
    assert_eq!(simplex.pivots(), 5);
    let late = testing::timed(&RunOptions { time_limit: Some(0.0), ..RunOptions::default() });
    assert_eq!(simplex.solve(PLENTY, &late), Ok(SimplexStatus::TimeLimit));
    let two = RunOptions { threads: Some(2), ..RunOptions::default() };
    let mut parallel = Simplex::new(program.clone(), Parallelism::of(&testing::untimed(&two)));
    assert_eq!(parallel.solve(PLENTY, &run()), Ok(SimplexStatus::Optimal));
    assert_eq!(parallel.primal(), solved(&program).1.primal());
}
