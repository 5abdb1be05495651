//! Utilities of the tests and the examples: random numbers, inputs, and a run.

#![allow(dead_code, reason = "the examples use some of it")]
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use superlinear_interface::testing;
use superlinear_interface::{Ending, Error, Host, Matrix, Run, RunOptions, Task};
pub use superlinear_numerics::random::Mulberry32;
use superlinear_transport::exact::Exact;
use superlinear_transport::exact::problem::{DEFAULT_MAX_PIVOTS, ExactProblem};
use superlinear_transport::exact::solution::ExactSolution;
use superlinear_transport::problem::{InitialPotentials, Method, Metric, PlanFormat, RegularizationUnit};
use superlinear_transport::{SinkhornNewton, SinkhornNewtonProblem, SinkhornNewtonSolution};

/// A run on this many threads.
pub fn run_on(threads: u32) -> Run {
    let options = RunOptions { threads: Some(threads), ..RunOptions::default() };
    testing::timed(&options)
}

/// Solves on one thread.
pub fn try_solve(problem: &SinkhornNewtonProblem) -> Result<SinkhornNewtonSolution, Error> {
    SinkhornNewton::solve(problem.clone(), &run_on(1))
}

/// Solves a valid problem on one thread.
pub fn solve(problem: &SinkhornNewtonProblem) -> SinkhornNewtonSolution {
    try_solve(problem).expect("a valid problem")
}

/// A problem with all defaults and neither cost nor points.
pub fn blank(regularization: f64) -> SinkhornNewtonProblem {
    SinkhornNewtonProblem {
        cost: None,
        source_points: None,
        target_points: None,
        metric: Metric::SquaredEuclidean,
        source: None,
        target: None,
        regularization,
        regularization_unit: RegularizationUnit::Absolute,
        normalize: false,
        tolerance: 1e-9,
        max_iterations: 10_000,
        initial: None,
        source_penalty: None,
        target_penalty: None,
        gradients: false,
        plan: PlanFormat::None,
        plan_threshold: 1e-12,
        max_plan_entries: 32_000_000,
        history: false,
        method: Method::Auto,
    }
}

/// A problem with a cost matrix and equal masses.
pub fn with_cost(rows: usize, columns: usize, cost: Vec<f64>, regularization: f64) -> SinkhornNewtonProblem {
    SinkhornNewtonProblem { cost: Some(Matrix::new(rows, columns, cost)), ..blank(regularization) }
}

/// A problem with points and equal masses.
pub fn with_points(sources: Matrix, targets: Matrix, regularization: f64) -> SinkhornNewtonProblem {
    SinkhornNewtonProblem { source_points: Some(sources), target_points: Some(targets), ..blank(regularization) }
}

/// Replaces the points by an explicit cost matrix.
pub fn with_explicit_cost(mut problem: SinkhornNewtonProblem) -> SinkhornNewtonProblem {
    let (Some(sources), Some(targets)) = (problem.source_points.take(), problem.target_points.take()) else {
        return problem;
    };
    let mut cost = Vec::with_capacity(sources.rows * targets.rows);
    for i in 0..sources.rows {
        for j in 0..targets.rows {
            cost.push(distance(problem.metric, sources.row(i), targets.row(j)));
        }
    }
    problem.cost = Some(Matrix::new(sources.rows, targets.rows, cost));
    problem
}

/// The cost between two points by its definition.
pub fn distance(metric: Metric, x: &[f64], y: &[f64]) -> f64 {
    let dot = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
    let squares = || x.iter().zip(y).map(|(x, y)| (x - y) * (x - y)).sum::<f64>();
    match metric {
        Metric::SquaredEuclidean => squares(),
        Metric::Euclidean => squares().sqrt(),
        Metric::Manhattan => x.iter().zip(y).map(|(x, y)| (x - y).abs()).sum(),
        Metric::Cosine => 1.0 - dot(x, y) / (dot(x, x) * dot(y, y)).sqrt(),
    }
}

/// An assignment problem with uniform random costs.
pub fn assignment(size: usize, regularization: f64) -> SinkhornNewtonProblem {
    with_cost(size, size, Mulberry32(1).uniforms(size * size), regularization)
}

/// Uniform points and approximately Gaussian ones.
pub fn clouds(n: usize, m: usize, dimension: usize, seed: u32, regularization: f64) -> SinkhornNewtonProblem {
    let mut random = Mulberry32(seed);
    let sources = random.uniforms(n * dimension);
    let targets = (0..m * dimension).map(|_| 0.3 + 0.8 * (0..4).map(|_| random.uniform()).sum::<f64>() / 4.0).collect();
    with_points(Matrix::new(n, dimension, sources), Matrix::new(m, dimension, targets), regularization)
}

const ZERO: &str = "005d910000dfaf5003f20b8004c008800580098004b01c7002e5ac00006da000";
const THREE: &str = "007fd10008d6f400021dd000002fb1000001cc1000001a8000845e90007dd900";
const SIDE: usize = 28;

/// A handwritten digit as masses on a grid.
fn digit(pixels: &str) -> Vec<f64> {
    let pixels: Vec<f64> =
        pixels.bytes().map(|byte| f64::from(byte - if byte < b'a' { b'0' } else { b'a' - 10 }) / 16.0).collect();
    let position = |k: usize| ((k as f64 + 0.5) * 8.0 / SIDE as f64 - 0.5).clamp(0.0, 7.0);
    let mut image = Vec::new();
    for row in 0..SIDE {
        for column in 0..SIDE {
            let (y, x) = (position(row), position(column));
            let (top, left) = ((y as usize).min(6), (x as usize).min(6));
            let (v, u) = (y - top as f64, x - left as f64);
            let pixel = |i: usize, j: usize| pixels[i * 8 + j];
            let upper = (1.0 - u) * pixel(top, left) + u * pixel(top, left + 1);
            let lower = (1.0 - u) * pixel(top + 1, left) + u * pixel(top + 1, left + 1);
            image.push((1.0 - v) * upper + v * lower + 0.01);
        }
    }
    let total: f64 = image.iter().sum();
    image.into_iter().map(|mass| mass / total).collect()
}

/// A zero moved to a three on a grid of pixels, with costs divided by their maximum.
pub fn digits(metric: Metric, regularization: f64) -> SinkhornNewtonProblem {
    let point = |k: usize| [(k / SIDE) as f64, (k % SIDE) as f64];
    let size = SIDE * SIDE;
    let mut cost: Vec<f64> = (0..size * size).map(|k| distance(metric, &point(k / size), &point(k % size))).collect();
    let largest = cost.iter().copied().fold(0.0, f64::max);
    cost.iter_mut().for_each(|cost| *cost /= largest);
    SinkhornNewtonProblem {
        source: Some(digit(ZERO).into()),
        target: Some(digit(THREE).into()),
        ..with_cost(size, size, cost, regularization)
    }
}

/// The potentials of a solution as a start.
pub fn initial(solution: &SinkhornNewtonSolution) -> InitialPotentials {
    InitialPotentials {
        source_potential: solution.source_potential.clone(),
        target_potential: solution.target_potential.clone(),
    }
}

/// The problem without regularization.
pub fn exact_problem(problem: SinkhornNewtonProblem) -> ExactProblem {
    ExactProblem {
        cost: problem.cost,
        source_points: problem.source_points,
        target_points: problem.target_points,
        metric: problem.metric,
        source: problem.source,
        target: problem.target,
        normalize: problem.normalize,
        transported_mass: None,
        max_iterations: DEFAULT_MAX_PIVOTS,
    }
}

/// Solves exactly on one thread.
pub fn try_solve_exactly(problem: &ExactProblem) -> Result<ExactSolution, Error> {
    Exact::solve(problem.clone(), &run_on(1))
}

/// Solves a valid problem exactly on one thread.
pub fn solve_exactly(problem: &ExactProblem) -> ExactSolution {
    try_solve_exactly(problem).expect("a valid problem")
}

/// A clock that advances by a second each time it is read.
#[derive(Default)]
pub struct Ticking(AtomicU32);

impl Host for Ticking {
    fn now(&self) -> f64 {
        f64::from(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

/// A run on one thread with the clock of this host.
pub fn run_with_limit(host: Arc<dyn Host>, limit: f64) -> Run {
    let options = RunOptions { threads: Some(1), time_limit: Some(limit), ..RunOptions::default() };
    Run::new(&options, host).expect("options in range")
}

/// Solves exactly with increasing time limits, in readings of the clock, until one is sufficient. Each solution goes to
/// `check`.
pub fn solve_with_limits(problem: &ExactProblem, check: impl Fn(&ExactSolution)) {
    for limit in (0..).map(|k| 1.5_f64.powi(k) - 1.0) {
        let run = run_with_limit(Arc::new(Ticking::default()), limit);
        let solution = Exact::solve(problem.clone(), &run).expect("a valid problem");
        check(&solution);
        if solution.status == Ending::Converged {
            let whole = solve_exactly(problem);
            assert_eq!(solution.plan, whole.plan);
            assert_eq!(solution.source_potential[..], whole.source_potential[..]);
            return;
        }
        assert_eq!(solution.status, Ending::TimeLimit);
    }
}

/// The exact problem with a cost matrix and equal masses.
pub fn matrix(rows: usize, columns: usize, cost: Vec<f64>) -> ExactProblem {
    exact_problem(with_cost(rows, columns, cost, 1.0))
}

/// The cost matrix of a problem.
pub fn costs(problem: &ExactProblem) -> Matrix {
    match (&problem.cost, &problem.source_points, &problem.target_points) {
        (Some(cost), _, _) => cost.clone(),
        (None, Some(x), Some(y)) => {
            let rows = (0..x.rows).flat_map(|i| (0..y.rows).map(move |j| (i, j)));
            let data = rows.map(|(i, j)| distance(problem.metric, x.row(i), y.row(j))).collect();
            Matrix::new(x.rows, y.rows, data)
        }
        _ => unreachable!("a problem has costs or points"),
    }
}

/// Asserts that two numbers differ by at most `tolerance`.
pub fn assert_close(got: f64, expected: f64, tolerance: f64) {
    assert!((got - expected).abs() <= tolerance, "got {got}, expected {expected}");
}
