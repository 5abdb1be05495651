//! Leverage scores: exact ones compared with an orthonormal basis, approximate ones within their factor.

use crate::common::{conditioned, dense, normal, run_with};
use faer::Mat;
use superlinear_interface::{AnyMatrix, Task};
use superlinear_sketch::LeverageScores;
use superlinear_sketch::leverage::{LeverageScoresProblem, LeverageScoresSolution};

fn solve(matrix: AnyMatrix, exact: bool, seed: u64) -> LeverageScoresSolution {
    let problem = LeverageScoresProblem { matrix, exact, rank_tolerance: None };
    LeverageScores::solve(problem, &run_with(2, seed)).expect("a valid problem")
}

/// The scores from an orthonormal basis of the full matrix.
fn expected(matrix: &Mat<f64>) -> Vec<f64> {
    let basis = matrix.qr().compute_thin_Q();
    (0..basis.nrows()).map(|i| basis.row(i).norm_l2().powi(2)).collect()
}

/// A matrix with rows of all norms, the first ones with leverage near 1.
fn uneven(rows: usize, columns: usize) -> Mat<f64> {
    let mut matrix = normal(rows, columns, 3);
    for i in 0..rows {
        let size = if i < columns / 4 { 1e6 } else { 1.0 / (1.0 + (i % 100) as f64) };
        matrix.row_mut(i).iter_mut().for_each(|entry| *entry *= size);
    }
    matrix
}

#[test]
fn exact_scores_are_those_of_an_orthonormal_basis() {
    for (matrix, allowed) in [
        (normal(3000, 7, 1), 1e-14),
        (uneven(40_000, 30), 1e-12),
        (conditioned(2000, 40, 1e10, 5), 1e-6),
        (normal(50, 50, 1), 1e-12),
        (normal(70, 1, 1), 1e-14),
    ] {
        let solved = solve(dense(&matrix), true, 0);
        assert_eq!((solved.rank as usize, solved.exact), (matrix.ncols(), true));
        for (score, expected) in solved.scores.iter().zip(expected(&matrix)) {
            assert!((score - expected).abs() < allowed, "{score} and not {expected}");
        }
    }
}

#[test]
fn dependent_columns_count_once_and_wide_matrices_have_ones() {
    let matrix = normal(5000, 6, 1);
    let repeated = Mat::from_fn(5000, 15, |i, j| matrix[(i, j % 6)] * f64::from((j / 6 * 20) as u32).exp2());
    for exact in [true, false] {
        let solved = solve(dense(&repeated), exact, 0);
        assert_eq!((solved.rank, solved.exact), (6, exact));
        let factors = solved.scores.iter().zip(expected(&matrix)).map(|(score, expected)| score / expected);
        let allowed = if exact { 1e-10 } else { 0.5 };
        factors.for_each(|factor| assert!((factor - 1.0).abs() < allowed, "{factor}"));
    }
    let wide = solve(dense(&normal(20, 50, 1)), false, 0);
    assert_eq!((wide.rank, wide.exact), (20, true));
    assert!(wide.scores.iter().all(|score| (score - 1.0).abs() < 1e-12));
    // Blocks of zeros before and after the rest.
    let padded = Mat::from_fn(9000, 15, |i, j| if (2000..7000).contains(&i) { repeated[(i - 2000, j)] } else { 0.0 });
    let solved = solve(dense(&padded), true, 0);
    assert_eq!(solved.rank, 6);
    assert!((solved.scores.iter().sum::<f64>() - 6.0).abs() < 1e-10);
    let zeros = solve(dense(&Mat::zeros(300, 4)), true, 0);
    assert_eq!(zeros.rank, 0);
    assert!(zeros.scores.iter().all(|&score| score == 0.0));
}

#[test]
fn approximate_scores_are_within_half_of_the_exact_ones() {
    // The failure probability is a thousandth for each of these; the seeds are fixed.
    for (rows, columns, seeds) in [(30_000, 20, 4), (20_000, 1, 4), (8000, 100, 2), (9000, 900, 1)] {
        let matrix = uneven(rows, columns);
        let expected = expected(&matrix);
        for seed in 0..seeds {
            let solved = solve(dense(&matrix), false, seed);
            assert_eq!((solved.rank as usize, solved.exact), (columns, false));
            for (score, expected) in solved.scores.iter().zip(&expected) {
                let factor = score / expected;
                assert!((0.5..=1.5).contains(&factor), "{rows} x {columns}, seed {seed}: {score} and not {expected}");
            }
        }
    }
}
