//! Problems with known solutions, and the effort of solving them.

use super::VariationalInequalityData;
use super::problem::{
    AffineMap, LinearConstraints, OperatorData, SaddleFunction, VariationalInequalityDataProblem,
    VariationalInequalityMethod, VariationalInequalityOptions,
};
use super::solution::{VariationalInequalitySolution, VariationalInequalityStatus};
use superlinear_interface::{AnyMatrix, Matrix, NumberOrVector, RunOptions, Task, testing};
use superlinear_numerics::random::Mulberry32;
use superlinear_numerics::sets::{ConvexSet, SetKind};

fn set(kind: SetKind, size: u32) -> ConvexSet {
    ConvexSet { kind, size: Some(size), lower: None, upper: None, sum: None, radius: None, center: None }
}

fn problem(operator: OperatorData) -> VariationalInequalityDataProblem {
    VariationalInequalityDataProblem {
        operator,
        variables: None,
        parameters: Default::default(),
        options: VariationalInequalityOptions::default(),
    }
}

const NONE: OperatorData = OperatorData { affine: None, sum: None, saddle: None, expression: None };

fn affine(size: usize, matrix: Vec<f64>, vector: Vec<f64>) -> OperatorData {
    let matrix = AnyMatrix::Dense(Matrix::new(size, size, matrix));
    OperatorData { affine: Some(AffineMap { matrix, vector: vector.into() }), ..NONE }
}

fn saddle(rows: usize, columns: usize, matrix: Vec<f64>) -> OperatorData {
    let saddle = SaddleFunction {
        matrix: AnyMatrix::Dense(Matrix::new(rows, columns, matrix)),
        primal_linear: vec![0.0; columns].into(),
        dual_linear: vec![0.0; rows].into(),
        primal_quadratic: None,
        dual_quadratic: None,
    };
    OperatorData { saddle: Some(saddle), ..NONE }
}

/// The problem with other options.
fn with(
    mut problem: VariationalInequalityDataProblem,
    change: impl FnOnce(&mut VariationalInequalityOptions),
) -> VariationalInequalityDataProblem {
    change(&mut problem.options);
    problem
}

fn solve(problem: VariationalInequalityDataProblem) -> VariationalInequalitySolution {
    let run = testing::untimed(&RunOptions::default());
    VariationalInequalityData::solve(problem, &run).expect("a right problem")
}

/// A game with normal payoffs on two simplices.
fn game50() -> VariationalInequalityDataProblem {
    let simplex = || set(SetKind::Simplex, 50);
    with(problem(saddle(50, 50, Mulberry32(41).normals(2500))), |options| {
        options.set = Some(vec![simplex(), simplex()])
    })
}

fn bilinear50() -> VariationalInequalityDataProblem {
    let mut matrix = vec![0.0; 2500];
    (0..50).for_each(|i| matrix[51 * i] = 0.05 + 0.95 * i as f64 / 49.0);
    with(problem(saddle(50, 50, matrix)), |options| options.initial = Some(vec![1.0; 100].into()))
}

/// A monotone map between bounds (Harker, Pang, Lectures in Applied Mathematics 26, 1990).
fn hphard100() -> VariationalInequalityDataProblem {
    let n = 100;
    let (r, s, d, q) = (
        Mulberry32(42).uniforms(n * n),
        Mulberry32(43).uniforms(n * n),
        Mulberry32(44).uniforms(n),
        Mulberry32(45).uniforms(n),
    );
    let r: Vec<_> = r.iter().map(|u| 10.0 * u - 5.0).collect();
    let skew = |i: usize, j: usize| if i < j { 10.0 * s[i * n + j] - 5.0 } else { 0.0 };
    let mut matrix = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..n {
            let product: f64 = (0..n).map(|k| r[i * n + k] * r[j * n + k]).sum();
            matrix[i * n + j] = product + skew(i, j) - skew(j, i) + if i == j { 0.3 * d[i] } else { 0.0 };
        }
    }
    let bound = |bound: f64| Some(NumberOrVector::Number(bound));
    with(problem(affine(n, matrix, q.iter().map(|u| -500.0 * u).collect())), |options| {
        options.set = Some(vec![ConvexSet { lower: bound(0.0), upper: bound(10.0), ..set(SetKind::Box, n as u32) }])
    })
}

#[test]
fn known_problems_are_solved_in_few_evaluations() {
    let solved = solve(game50());
    assert_eq!(solved.status, VariationalInequalityStatus::Converged);
    assert!(
        solved.gap.expect("simplices are bounded") < 1e-7 && solved.evaluations < 3000,
        "{} evaluations",
        solved.evaluations
    );

    let solved = solve(bilinear50());
    assert_eq!((solved.status, solved.newton_steps), (VariationalInequalityStatus::Converged, 1));
    assert!(solved.solution.iter().all(|entry| entry.abs() < 1e-12));

    let solved = solve(hphard100());
    assert_eq!(solved.status, VariationalInequalityStatus::Converged);
    assert!(solved.evaluations <= 20, "{} evaluations", solved.evaluations);
    for (entry, known) in solved.solution.iter().zip([0.721_019_08, 0.0, 3.581_204_55, 0.0]) {
        assert!((entry - known).abs() < 1e-7, "{entry}");
    }
    assert!((solved.solution.iter().sum::<f64>() - 119.418_223_24).abs() < 1e-6);
}

#[test]
fn every_method_comes_to_the_same_point() {
    use VariationalInequalityMethod::{Anchored, Extragradient, GoldenRatio, Optimistic};
    for method in [Anchored, Extragradient, GoldenRatio, Optimistic] {
        let solved = solve(with(hphard100(), |options| options.method = method));
        assert_eq!((solved.status, solved.newton_steps), (VariationalInequalityStatus::Converged, 0), "{method:?}");
        assert!((solved.solution.iter().sum::<f64>() - 119.418_223_24).abs() < 1e-3);
    }
}

#[test]
fn a_larger_game_is_not_given_up() {
    let sets = Some(vec![set(SetKind::Simplex, 100), set(SetKind::Simplex, 100)]);
    let operator = saddle(100, 100, Mulberry32(41).normals(10_000));
    let solved = solve(with(problem(operator), |options| options.set = sets));
    assert_eq!(solved.status, VariationalInequalityStatus::Converged, "{}", solved.natural_residual);
}

/// Braess's network: two of three routes share a first link, and two a last link.
fn braess() -> VariationalInequalityDataProblem {
    let matrix = vec![11.0, 0.0, 10.0, 0.0, 11.0, 10.0, 10.0, 10.0, 21.0];
    let simplex = ConvexSet { sum: Some(6.0), ..set(SetKind::Simplex, 3) };
    with(problem(affine(3, matrix, vec![50.0, 50.0, 10.0])), |options| options.set = Some(vec![simplex]))
}

#[test]
fn constraints_have_multipliers() {
    let solved = solve(braess());
    assert!(solved.solution.iter().all(|flow| (flow - 2.0).abs() < 1e-9));
    // The bridge carries at most 1. The other routes carry 2.5 and cost 27.5 + 10 + 50 = 87.5, the bridge costs 81: a
    // toll of 6.5.
    let constraints =
        LinearConstraints { matrix: AnyMatrix::Dense(Matrix::new(1, 3, vec![0.0, 0.0, 1.0])), upper: vec![1.0].into() };
    let solved = solve(with(braess(), |options| options.constraints = Some(constraints)));
    assert_eq!(solved.status, VariationalInequalityStatus::Converged);
    let toll = solved.multipliers.expect("there is a constraint")[0];
    assert!((toll - 6.5).abs() < 1e-9, "{toll}");
    assert!(solved.solution.iter().zip([2.5, 2.5, 1.0]).all(|(flow, known)| (flow - known).abs() < 1e-9));
}

#[test]
fn a_map_that_is_not_monotone_is_told_so() {
    // A rotation with outward drift.
    let operator = affine(2, vec![-0.1, 1.0, -1.0, -0.1], vec![0.1, 0.0]);
    let method = VariationalInequalityMethod::Extragradient;
    let solved = solve(with(problem(operator), |options| {
        options.method = method;
        options.max_iterations = 500;
        options.initial = Some(vec![1.0, 1.0].into());
    }));
    assert_eq!(solved.status, VariationalInequalityStatus::NotMonotone);
}

/// A skew map of small integers over nonnegative and free variables, with a known solution. Some map values of
/// nonnegative variables are positive there.
fn skew(seed: u32) -> VariationalInequalityDataProblem {
    let size = 2 + seed as usize % 7;
    let entries: Vec<f64> =
        Mulberry32(seed + 1).uniforms(size * size).iter().map(|u| (5.0 * u).floor() - 2.0).collect();
    let matrix: Vec<f64> = (0..size * size).map(|k| entries[k] - entries[k % size * size + k / size]).collect();
    let (point, signs) = (Mulberry32(seed + 70_000).uniforms(size), Mulberry32(seed + 90_000).uniforms(size));
    let free = size / 2;
    let point: Vec<f64> =
        point.iter().zip(&signs).map(|(z, u)| if *u < 0.5 { 0.0 } else { (4.0 * z).floor() }).collect();
    let vector = (0..size)
        .map(|i| {
            let product: f64 = (0..size).map(|j| matrix[i * size + j] * point[j]).sum();
            let slack = if i >= free && point[i] == 0.0 { (3.0 * signs[i] * 2.0).floor() } else { 0.0 };
            slack - product
        })
        .collect();
    let mut sets = Vec::new();
    if free > 0 {
        sets.push(set(SetKind::Free, free as u32));
    }
    sets.push(ConvexSet { lower: Some(NumberOrVector::Number(0.0)), ..set(SetKind::Box, (size - free) as u32) });
    with(problem(affine(size, matrix, vector)), |options| options.set = Some(sets))
}

#[test]
fn newton_steps_do_not_lead_away_where_maps_are_skew() {
    let mut failures = Vec::new();
    for seed in 0..500 {
        let solved = solve(skew(seed));
        if solved.status != VariationalInequalityStatus::Converged || solved.solution.iter().any(|z| z.abs() > 1e3) {
            let anchored = solve(with(skew(seed), |options| options.newton = false));
            failures.push((seed, solved.status, solved.natural_residual, anchored.status, anchored.evaluations));
        }
    }
    assert!(failures.is_empty(), "{} of 500: {failures:#?}", failures.len());
}

#[test]
fn constraints_without_a_point_are_told() {
    let (mut decided, mut wrong) = (0, 0);
    for seed in 0..300 {
        let (size, rows) = (2 + seed as usize % 5, 1 + seed as usize % 4);
        let matrix = Mulberry32(seed + 5).normals(size * rows);
        // Half of the constraint sets contain a point of the box, the others require less than any point of it.
        let inside = Mulberry32(seed + 9000).uniforms(size);
        let upper: Vec<f64> = matrix
            .chunks(size)
            .map(|row| match seed % 2 {
                0 => row.iter().zip(&inside).map(|(c, z)| c * z).sum::<f64>(),
                _ => row.iter().map(|c| c.min(0.0)).sum::<f64>() - 0.01,
            })
            .collect();
        let constraints =
            LinearConstraints { matrix: AnyMatrix::Dense(Matrix::new(rows, size, matrix)), upper: upper.into() };
        let bound = |bound: f64| Some(NumberOrVector::Number(bound));
        let box_ = ConvexSet { lower: bound(0.0), upper: bound(1.0), ..set(SetKind::Box, size as u32) };
        let mut identity = vec![0.0; size * size];
        (0..size).for_each(|i| identity[i * (size + 1)] = 1.0);
        let solved = solve(with(problem(affine(size, identity, vec![-0.3; size])), |options| {
            options.set = Some(vec![box_]);
            options.constraints = Some(constraints);
        }));
        let is_infeasible = solved.status == VariationalInequalityStatus::Infeasible;
        wrong += u32::from(is_infeasible != (seed % 2 == 1));
        decided += u32::from(is_infeasible || solved.status == VariationalInequalityStatus::Converged);
    }
    assert_eq!((wrong, decided), (0, 300));
}
