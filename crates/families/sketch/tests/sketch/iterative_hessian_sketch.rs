//! The iterative Hessian sketch: its convergence rate and final error.

use crate::common::{conditioned, dense, normal, run_with};
use faer::linalg::solvers::SolveLstsq;
use faer::{ColRef, Mat};
use superlinear_interface::{Ending, Task, VectorOrMatrix};
use superlinear_sketch::iterative_hessian_sketch::problem::IterativeHessianSketchProblem;
use superlinear_sketch::iterative_hessian_sketch::solution::IterativeHessianSketchSolution;
use superlinear_sketch::{IterativeHessianSketch, SketchKind};

const ROWS: usize = 6000;
const COLUMNS: usize = 20;
const STEPS: u32 = 20;

struct Example {
    matrix: Mat<f64>,
    right_side: Vec<f64>,
    best: Vec<f64>,
}

fn example() -> Example {
    let matrix = conditioned(ROWS, COLUMNS, 1e4, 1);
    let right_side = normal(ROWS, 1, 7);
    let best = matrix.col_piv_qr().solve_lstsq(&right_side).col(0).iter().copied().collect();
    Example { matrix, right_side: right_side.col(0).iter().copied().collect(), best }
}

impl Example {
    fn problem(&self, kind: SketchKind, fresh: bool, steps: u32) -> IterativeHessianSketchProblem {
        IterativeHessianSketchProblem {
            matrix: dense(&self.matrix),
            right_side: VectorOrMatrix::Vector(self.right_side.clone().into()),
            kind,
            sketch_rows: Some(12 * COLUMNS as u32),
            fresh,
            tolerance: 1e-15,
            max_iterations: steps,
            initial: None,
            history: false,
        }
    }

    /// |A (x - x*)|.
    fn error(&self, solved: &IterativeHessianSketchSolution) -> f64 {
        let solution = solved.solution.to_columns().swap_remove(0);
        let difference: Vec<f64> = solution.iter().zip(&self.best).map(|(x, best)| x - best).collect();
        (&self.matrix * ColRef::from_slice(&difference)).norm_l2()
    }
}

fn solve(problem: IterativeHessianSketchProblem, seed: u64) -> IterativeHessianSketchSolution {
    IterativeHessianSketch::solve(problem, &run_with(2, seed)).expect("a valid problem")
}

#[test]
fn the_error_falls_at_the_rate_that_the_sketch_s_rows_tell() {
    let example = example();
    let start = (&example.matrix * ColRef::from_slice(&example.best)).norm_l2();
    for kind in [SketchKind::Srht, SketchKind::Gaussian, SketchKind::SparseSign] {
        for fresh in [true, false] {
            for seed in 0..2 {
                let solved = solve(example.problem(kind, fresh, STEPS), seed);
                assert_eq!(solved.status, Ending::IterationLimit);
                let rate = (example.error(&solved) / start).powf(1.0 / f64::from(STEPS));
                assert!(rate < 0.45, "{kind:?}, fresh: {fresh}, seed {seed}: {rate} a step");
                assert!(rate > 0.15, "{kind:?}, fresh: {fresh}: {rate} is suspiciously fast");
            }
        }
    }
}

#[test]
fn estimates_of_the_error_are_near_it_and_rounding_ends_the_iteration() {
    let example = example();
    let scale = ColRef::from_slice(&example.right_side).norm_l2();
    for fresh in [true, false] {
        let early = solve(example.problem(SketchKind::Srht, fresh, 5), 1);
        let ratio = early.error_estimate * scale / example.error(&early);
        assert!((0.5..2.0).contains(&ratio), "{ratio}");
        let solved = solve(example.problem(SketchKind::Srht, fresh, 1000), 1);
        assert_eq!(solved.status, Ending::Stalled);
        assert!(solved.iterations < 60, "{} steps", solved.iterations);
        assert!(solved.error_estimate < 1e-12, "{}", solved.error_estimate);
    }
}

#[test]
fn a_sketch_that_is_no_embedding_ends_as_stalled_with_the_best_point() {
    let example = example();
    let mut problem = example.problem(SketchKind::CountSketch, true, 500);
    problem.sketch_rows = Some(COLUMNS as u32 + 1);
    let solved = solve(problem, 3);
    assert_eq!(solved.status, Ending::Stalled);
    assert!(solved.error_estimate.is_finite());
}
