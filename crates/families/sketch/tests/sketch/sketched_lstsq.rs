//! Sketched least squares: the guarantee over many seeds, on the problem that distinguishes dense sketches from sparse
//! ones.

use crate::common::{dense, normal, run_with};
use faer::Mat;
use faer::linalg::solvers::SolveLstsq;
use superlinear_interface::{AnyMatrix, SparseMatrix, Task, VectorOrMatrix};
use superlinear_sketch::apply_sketch::ApplySketchProblem;
use superlinear_sketch::sketched_lstsq::{
    SketchedLstsqConstants, SketchedLstsqNorm, SketchedLstsqProblem, SketchedLstsqSolution,
};
use superlinear_sketch::{ApplySketch, SketchKind, SketchedLstsq};

const COLUMNS: usize = 64;
const ROWS: usize = 4096;
const ACCURACY: f64 = 0.9;

/// The unit vectors as columns, and the next unit vector as right-hand side: the solution is 0, and the bound on its
/// error is the accuracy divided by 8.
fn spikes(kind: SketchKind, norm: SketchedLstsqNorm) -> SketchedLstsqProblem {
    let mut right_side = vec![0.0; ROWS];
    right_side[COLUMNS] = 1.0;
    SketchedLstsqProblem {
        matrix: unit_vectors(COLUMNS),
        right_side: VectorOrMatrix::Vector(right_side.into()),
        accuracy: ACCURACY,
        failure_probability: 0.01,
        norm,
        kind,
        constants: SketchedLstsqConstants::Practical,
    }
}

fn solve(problem: &SketchedLstsqProblem, seed: u64) -> SketchedLstsqSolution {
    SketchedLstsq::solve(problem.clone(), &run_with(2, seed)).expect("a valid problem")
}

fn solution(solved: &SketchedLstsqSolution) -> Vec<f64> {
    solved.solution.to_columns().swap_remove(0)
}

/// The largest coordinate of the error, divided by its bound.
fn ratio(solved: &SketchedLstsqSolution) -> f64 {
    let largest = solution(solved).iter().fold(0.0, |largest: f64, x| largest.max(x.abs()));
    largest * 8.0 / ACCURACY
}

#[test]
fn dense_sketches_keep_the_promise_for_each_coordinate() {
    for kind in [SketchKind::Srht, SketchKind::Gaussian] {
        let problem = spikes(kind, SketchedLstsqNorm::Infinity);
        let ratios = (0..40).map(|seed| {
            let solved = solve(&problem, seed);
            assert_eq!((solved.sketch_rows, solved.exact, solved.rank), (2043, false, COLUMNS as u32));
            ratio(&solved)
        });
        let largest = ratios.fold(0.0, f64::max);
        assert!(largest < 1.0, "{kind:?}: {largest}");
        assert!(largest > 0.2, "{kind:?} is suspiciously accurate: {largest}");
    }
}

/// The unit vectors as columns.
fn unit_vectors(columns: usize) -> AnyMatrix {
    let indptr: Vec<i32> = (0..=ROWS).map(|i| i.min(columns) as i32).collect();
    let indices: Vec<i32> = (0..columns as i32).collect();
    let data = vec![1.0; columns];
    AnyMatrix::Sparse(SparseMatrix {
        rows: ROWS,
        columns,
        indptr: indptr.into(),
        indices: indices.into(),
        data: data.into(),
    })
}

#[test]
fn a_count_sketch_of_as_many_rows_misses_it_by_far() {
    let problem = ApplySketchProblem {
        matrix: unit_vectors(COLUMNS + 1),
        kind: SketchKind::CountSketch,
        rows: 2043,
        columns: None,
        nonzeros: None,
        transpose: false,
    };
    let largest = (0..200).map(|seed| {
        let product = ApplySketch::solve(problem.clone(), &run_with(1, seed)).expect("a valid problem").product;
        let sketched = Mat::from_fn(product.rows, product.columns, |i, j| product.row(i)[j]);
        let solution =
            least_squares(&sketched.subcols(0, COLUMNS).to_owned(), &sketched.subcols(COLUMNS, 1).to_owned());
        solution.into_iter().fold(0.0, |largest: f64, x| largest.max(x.abs())) * 8.0 / ACCURACY
    });
    let failures = largest.filter(|&ratio| ratio > 4.0).count();
    assert!((1..50).contains(&failures), "{failures} of 200 failed");
}

fn least_squares(matrix: &Mat<f64>, right_side: &Mat<f64>) -> Vec<f64> {
    matrix.col_piv_qr().solve_lstsq(right_side).col(0).iter().copied().collect()
}

#[test]
fn euclidean_accuracy_holds_for_every_kind() {
    let kinds = [SketchKind::Srht, SketchKind::Gaussian, SketchKind::SparseSign, SketchKind::CountSketch];
    let matrix = normal(20_000, 5, 1);
    let right_side = normal(20_000, 1, 2);
    let best = least_squares(&matrix, &right_side);
    let right_side: Vec<f64> = right_side.col(0).iter().copied().collect();
    for kind in kinds {
        let problem = SketchedLstsqProblem {
            matrix: dense(&matrix),
            right_side: VectorOrMatrix::Vector(right_side.clone().into()),
            accuracy: 0.5,
            ..spikes(kind, SketchedLstsqNorm::Euclidean)
        };
        for seed in 0..20 {
            let solved = solve(&problem, seed);
            assert!(!solved.exact);
            let error = solution(&solved).iter().zip(&best).map(|(x, best)| (x - best).powi(2)).sum::<f64>().sqrt();
            assert!(error <= solved.error_bounds[0], "{kind:?}: {error} of {}", solved.error_bounds[0]);
        }
    }
}

#[test]
fn a_problem_that_needs_all_rows_is_solved_exactly() {
    let matrix = normal(300, 5, 1);
    let problem = SketchedLstsqProblem {
        matrix: dense(&matrix),
        right_side: VectorOrMatrix::Vector(vec![1.0; 300].into()),
        accuracy: 0.1,
        ..spikes(SketchKind::Srht, SketchedLstsqNorm::Infinity)
    };
    let solved = solve(&problem, 0);
    assert_eq!((solved.exact, solved.sketch_rows, solved.error_bounds[0]), (true, 300, 0.0));
    for (x, best) in solution(&solved).iter().zip(least_squares(&matrix, &Mat::ones(300, 1))) {
        assert!((x - best).abs() < 1e-14);
    }
}
