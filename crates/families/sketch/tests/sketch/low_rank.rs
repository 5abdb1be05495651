//! Low-rank approximations large enough to be split into parts, and probabilistic guarantees.

use crate::common::{conditioned, dense, normal, run_with};
use faer::Mat;
use superlinear_interface::{AnyMatrix, SparseMatrix, Task};
use superlinear_numerics::random::Stream;
use superlinear_sketch::RandomizedRangeFinder;
use superlinear_sketch::RandomizedSvd;
use superlinear_sketch::low_rank::range_finder::{RandomizedRangeFinderProblem, RandomizedRangeFinderStatus};
use superlinear_sketch::low_rank::svd::{RandomizedSvdProblem, RandomizedSvdSolution};

fn svd(matrix: AnyMatrix, rank: u32, power_iterations: u32, seed: u64) -> RandomizedSvdSolution {
    let problem = RandomizedSvdProblem { matrix, rank, oversample: 10, power_iterations };
    <RandomizedSvd as Task>::solve(problem, &run_with(2, seed)).expect("a valid problem")
}

/// The largest entry of V' V - I for a result's matrix V.
fn departure(vectors: &superlinear_interface::Matrix) -> f64 {
    let vectors = Mat::from_fn(vectors.rows, vectors.columns, |i, j| vectors.row(i)[j]);
    (vectors.transpose() * &vectors - Mat::<f64>::identity(vectors.ncols(), vectors.ncols())).norm_max()
}

#[test]
fn tall_and_wide_matrices_in_parts() {
    // Singular values from 1 to 1e-6 in 200 equal ratios: the 21st is 0.2492.
    let tall = conditioned(6000, 200, 1e6, 1);
    let expected = |k: usize| 1e6f64.powf(-(k as f64) / 199.0);
    for matrix in [tall.clone(), tall.transpose().to_owned()] {
        let found = svd(dense(&matrix), 20, 8, 0);
        for (k, value) in found.singular_values.iter().enumerate() {
            assert!((value - expected(k)).abs() < 1e-9, "value {k} is {value}");
        }
        assert!(departure(&found.left_vectors) < 1e-13 && departure(&found.right_vectors) < 1e-13);
        assert!(found.error_bound > expected(20) && found.error_bound < 40.0 * expected(20));
    }
}

/// The error bound fails with probability 1e-10 per run, so in one of 300 with 3e-8.
#[test]
fn the_bound_holds_for_every_seed() {
    let matrix = conditioned(300, 60, 1e4, 2);
    for seed in 0..300 {
        let found = svd(dense(&matrix), 5, 0, seed);
        let (left, right) = (&found.left_vectors, &found.right_vectors);
        let approximation = Mat::from_fn(300, 60, |i, j| {
            (0..5).map(|k| left.row(i)[k] * found.singular_values[k] * right.row(j)[k]).sum::<f64>()
        });
        let error = (&matrix - approximation).singular_values().expect("finite")[0];
        assert!(error <= found.error_bound, "seed {seed}: {error} against {}", found.error_bound);
    }
}

/// A sparse matrix of 20000 x 3000 with three entries per row, plus a dominant column of ones: its singular vector is
/// known approximately, and the rest is smaller.
#[test]
fn sparse_matrices_in_panels() {
    let (rows, columns) = (20_000, 3000);
    let mut random = Stream::new(3, 0);
    let (mut indptr, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
    for _ in 0..rows {
        let mut places: Vec<i32> = (0..3).map(|_| 1 + random.below(columns - 1) as i32).collect();
        places.sort_unstable();
        places.dedup();
        indices.push(0);
        data.push(1.0);
        for place in places {
            indices.push(place);
            data.push(random.normal());
        }
        indptr.push(data.len() as i32);
    }
    let matrix = AnyMatrix::Sparse(SparseMatrix {
        rows,
        columns: columns as usize,
        indptr: indptr.into(),
        indices: indices.into(),
        data: data.into(),
    });
    let found = svd(matrix, 2, 4, 0);
    // The column of ones has the norm sqrt(20000) = 141.4; the others have about sqrt(20).
    assert!((found.singular_values[0] / 20_000f64.sqrt() - 1.0).abs() < 1e-2);
    assert!(found.singular_values[1] < 15.0);
    assert!(found.right_vectors.row(0)[0].abs() > 0.99);
    assert!(departure(&found.left_vectors) < 1e-13);
}

/// The basis's error is within the tolerance, except with probability 1e-10 for each of at most 15 blocks in each of 50
/// runs.
#[test]
fn bases_keep_to_their_tolerance_for_every_seed() {
    let matrix = conditioned(1000, 120, 1e8, 4);
    for seed in 0..50 {
        let problem = RandomizedRangeFinderProblem {
            matrix: dense(&matrix),
            tolerance: Some(1e-3),
            rank: None,
            power_iterations: (seed % 3) as u32,
        };
        let found = <RandomizedRangeFinder as Task>::solve(problem, &run_with(2, seed)).expect("a valid problem");
        assert_eq!(found.status, RandomizedRangeFinderStatus::Converged);
        assert!(departure(&found.basis) < 1e-13);
        let basis = Mat::from_fn(1000, found.rank as usize, |i, j| found.basis.row(i)[j]);
        let missed = &matrix - &basis * (basis.transpose() * &matrix);
        let error = missed.singular_values().expect("finite")[0];
        assert!(error <= found.error_bound && found.error_bound <= 1e-3, "seed {seed}: {error}");
    }
}

/// The mean over seeds of the error with four vectors more than `rank` and no power iteration is below the bound for
/// Gaussian vectors of Halko, Martinsson and Tropp, theorem 10.6.
#[test]
fn the_average_error_is_within_theory() {
    let (rows, columns, rank, oversample) = (400, 50, 8, 4);
    let matrix = dense(&conditioned(rows, columns, 1e3, 5));
    let value = |k: usize| 1e3f64.powf(-(k as f64) / 49.0);
    let tail = (rank..columns).map(|k| value(k).powi(2)).sum::<f64>().sqrt();
    let (k, p) = (rank as f64, oversample as f64);
    let theory = (1.0 + (k / (p - 1.0)).sqrt()) * value(rank) + 1f64.exp() * (k + p).sqrt() / p * tail;
    let runs = 100;
    let mut sum = 0.0;
    for seed in 0..runs {
        let problem = RandomizedRangeFinderProblem {
            matrix: matrix.clone(),
            tolerance: None,
            rank: Some((rank + oversample) as u32),
            power_iterations: 0,
        };
        let found = <RandomizedRangeFinder as Task>::solve(problem, &run_with(1, seed)).expect("a valid problem");
        let basis = Mat::from_fn(rows, found.rank as usize, |i, j| found.basis.row(i)[j]);
        let whole = conditioned(rows, columns, 1e3, 5);
        let missed = &whole - &basis * (basis.transpose() * &whole);
        sum += missed.singular_values().expect("finite")[0];
    }
    assert!(sum / runs as f64 <= theory, "{} against {theory}", sum / runs as f64);
    // The error is not suspiciously small either: its lower limit is the next singular value.
    assert!(sum / runs as f64 >= value(rank + oversample));
}

#[test]
fn threads_change_no_bit() {
    let matrix = dense(&normal(5000, 64, 6));
    let solve = |threads| {
        let problem = RandomizedSvdProblem { matrix: matrix.clone(), rank: 12, oversample: 4, power_iterations: 1 };
        <RandomizedSvd as Task>::solve(problem, &run_with(threads, 0)).expect("a valid problem")
    };
    let reference = solve(1);
    for threads in [2, 5] {
        let found = solve(threads);
        assert_eq!(found.singular_values, reference.singular_values);
        assert_eq!(found.left_vectors, reference.left_vectors);
        assert_eq!(found.right_vectors, reference.right_vectors);
    }
}
