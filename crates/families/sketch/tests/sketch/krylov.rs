//! LSQR and LSMR on large problems: sparse systems with many iterations, and preconditioners from sketches.

use crate::common::{conditioned, dense, run_with};
use faer::Mat;
use superlinear_interface::{AnyMatrix, Matrix, SparseMatrix, Task};
use superlinear_sketch::krylov::problem::KrylovProblem;
use superlinear_sketch::krylov::solution::{KrylovSolution, KrylovStatus};
use superlinear_sketch::{Lsmr, Lsqr};

fn problem(matrix: AnyMatrix, right_side: Vec<f64>) -> KrylovProblem {
    KrylovProblem {
        matrix,
        right_side: right_side.into(),
        ridge: 0.0,
        tolerance: 1e-12,
        condition_limit: 1e16,
        max_iterations: Some(20_000),
        initial: None,
        preconditioner: None,
        history: false,
    }
}

fn both(problem: &KrylovProblem) -> [KrylovSolution; 2] {
    let run = run_with(2, 0);
    [
        <Lsqr as Task>::solve(problem.clone(), &run).expect("a valid problem"),
        <Lsmr as Task>::solve(problem.clone(), &run).expect("a valid problem"),
    ]
}

/// Second differences of n points have the solution x_i = i (n + 1 - i) / 2 for a right-hand side of ones.
#[test]
fn many_iterations_reach_the_solution() {
    let n = 1000;
    let (mut indptr, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
    for i in 0..n as i32 {
        for j in (i - 1).max(0)..=(i + 1).min(n as i32 - 1) {
            indices.push(j);
            data.push(if i == j { 2.0 } else { -1.0 });
        }
        indptr.push(data.len() as i32);
    }
    let matrix =
        SparseMatrix { rows: n, columns: n, indptr: indptr.into(), indices: indices.into(), data: data.into() };
    for found in both(&problem(AnyMatrix::Sparse(matrix), vec![1.0; n])) {
        assert_eq!(found.status, KrylovStatus::Converged);
        for (i, x) in found.solution.iter().enumerate() {
            let expected = (i + 1) as f64 * (n - i) as f64 / 2.0;
            assert!((x - expected).abs() < 1e-4 * (n * n) as f64 / 8.0, "{x} against {expected}");
        }
    }
}

/// The triangular factor of a random half of the rows reduces thousands of iterations to a few dozen.
#[test]
fn a_preconditioner_makes_iterations_few() {
    let matrix = conditioned(4000, 100, 1e6, 1);
    let right_side: Vec<f64> = (0..4000).map(|i| f64::from(i as u32).sin()).collect();
    let half = Mat::from_fn(2000, 100, |i, j| matrix[(2 * i, j)] * 2f64.sqrt());
    let triangle = half.qr().thin_R().to_owned();
    let entries = (0..100).flat_map(|i| triangle.row(i).iter().copied()).collect();
    let plain = problem(dense(&matrix), right_side);
    let preconditioned =
        KrylovProblem { preconditioner: Some(Matrix::new(100, 100, entries)), tolerance: 1e-9, ..plain.clone() };
    for found in both(&preconditioned) {
        assert_eq!(found.status, KrylovStatus::Converged);
        assert!(found.iterations < 60, "{} iterations", found.iterations);
        assert!(found.condition_number < 60.0);
    }
    for found in both(&KrylovProblem { max_iterations: Some(500), ..plain }) {
        assert_eq!(found.status, KrylovStatus::IterationLimit);
    }
}
