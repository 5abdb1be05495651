//! Logistic regression under equations, on data with a known optimum.

use crate::common::run;
use superlinear_constrained::Logistic;
use superlinear_constrained::logistic::LogisticProblem;
use superlinear_constrained::minimize::{MinimizeSolution, MinimizeStatus, SecondOrder};
use superlinear_interface::{Matrix, RunOptions, Task};
use superlinear_numerics::random::Mulberry32;

/// Labels drawn with probabilities 1 / (1 + exp(-4 z'w)), ten random equations, and the unit sphere.
pub fn regression(rows: usize, columns: usize) -> LogisticProblem {
    let equations = 10;
    let features = Matrix::new(rows, columns, Mulberry32(2023).normals(rows * columns));
    let truth: Vec<_> = Mulberry32(2024).normals(columns).into_iter().map(|w| w / (columns as f64).sqrt()).collect();
    let mut random = Mulberry32(2025);
    let labels: Vec<_> = (0..rows)
        .map(|i| {
            let product: f64 = features.row(i).iter().zip(&truth).map(|(z, w)| z * w).sum();
            if random.uniform() < 1.0 / (1.0 + (-4.0 * product).exp()) { 1.0 } else { -1.0 }
        })
        .collect();
    LogisticProblem {
        constraint_matrix: Some(Matrix::new(equations, columns, Mulberry32(2026).normals(equations * columns))),
        constraint_values: Some(Mulberry32(2027).normals(equations).into()),
        radius: Some(1.0),
        history: true,
        ..LogisticProblem::new(features, labels.into())
    }
}

fn solve(problem: LogisticProblem, threads: u32) -> MinimizeSolution {
    let options = RunOptions { threads: Some(threads), ..RunOptions::default() };
    Logistic::solve(problem, &run(&options)).expect("a solution")
}

#[test]
fn the_optimum_is_the_reference() {
    let started = std::time::Instant::now();
    let problem = LogisticProblem { tolerance: 1e-11, constraint_tolerance: 1e-11, ..regression(2000, 60) };
    let solution = solve(problem, 1);
    println!("2000 x 60: {} iterations, {:?}", solution.iterations, started.elapsed());
    let history = solution.history.as_ref().expect("a history");
    assert_eq!(solution.status, MinimizeStatus::Converged);
    assert_eq!(solution.second_order, SecondOrder::Sufficient);
    assert!((history[0].objective - 0.757_599_346_319_1).abs() < 1e-12);
    assert!((solution.objective - 0.571_791_667_019_3).abs() < 1e-12);
    assert!((solution.multipliers[10] - 0.153_763_815_622_7).abs() < 1e-8);
    assert!(solution.iterations <= 12);
}

#[test]
fn threads_change_no_bit() {
    let one = solve(regression(3000, 20), 1);
    for threads in [2, 3] {
        let several = solve(regression(3000, 20), threads);
        assert_eq!(one.solution, several.solution);
        assert_eq!(one.multipliers, several.multipliers);
    }
}

#[test]
fn a_sample_of_the_observations_finds_the_same() {
    let all = solve(regression(2000, 60), 2);
    let sampled = solve(LogisticProblem { hessian_sample: Some(0.5), ..regression(2000, 60) }, 2);
    println!("sampled: {} iterations, {:?}", sampled.iterations, sampled.status);
    assert_eq!(sampled.status, MinimizeStatus::Converged);
    assert_eq!(sampled.second_order, SecondOrder::Unexamined);
    assert!(sampled.iterations > all.iterations);
    for (x, expected) in sampled.solution.iter().zip(all.solution.iter()) {
        assert!((x - expected).abs() < 1e-6);
    }
}

#[test]
#[ignore = "takes a second; for measuring"]
fn large() {
    for threads in [1, 2] {
        let problem = regression(32_000, 123);
        let started = std::time::Instant::now();
        let solution = solve(problem, threads);
        println!(
            "32000 x 123, {threads} threads: {} iterations, {:?}, {}",
            solution.iterations,
            started.elapsed(),
            solution.objective
        );
        assert!((solution.objective - 0.499_098_015_924_6).abs() < 1e-8);
    }
}
