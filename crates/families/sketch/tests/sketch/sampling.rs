//! Large samples: bits on any number of threads, frequencies of rows, and the quality of fits from few labels.

use crate::common::{conditioned, dense, normal, run_with};
use faer::Mat;
use faer::linalg::solvers::SolveLstsq;
use superlinear_interface::{AnyMatrix, SparseMatrix, Task};
use superlinear_sketch::sampling::DegreeKind;
use superlinear_sketch::sampling::SampleMethod;
use superlinear_sketch::sampling::sampled_lstsq::{SampledLstsqProblem, SampledLstsqSolution};
use superlinear_sketch::sampling::weighted_sample::{WeightedSampleProblem, WeightedSampleSolution};
use superlinear_sketch::{SampledLstsq, WeightedSample};

/// The requested sample, without the features.
#[derive(Clone, Copy)]
struct Order {
    method: SampleMethod,
    size: Option<u32>,
    repeats: Option<u32>,
}

fn sized(method: SampleMethod, size: u32) -> Order {
    Order { method, size: Some(size), repeats: None }
}

fn repeated(repeats: u32) -> Order {
    Order { method: SampleMethod::RepeatedDpp, size: None, repeats: Some(repeats) }
}

fn problem(matrix: &AnyMatrix, order: Order) -> WeightedSampleProblem {
    WeightedSampleProblem {
        method: order.method,
        size: order.size,
        repeats: order.repeats,
        stabilized: false,
        matrix: Some(matrix.clone()),
        points: None,
        basis: None,
        degree: None,
        degree_kind: DegreeKind::Total,
    }
}

fn sample(matrix: &AnyMatrix, order: Order, threads: u32, seed: u64) -> WeightedSampleSolution {
    WeightedSample::solve(problem(matrix, order), &run_with(threads, seed)).expect("a valid problem")
}

fn fit(matrix: &AnyMatrix, labels: &[f64], order: Order, seed: u64) -> SampledLstsqSolution {
    let problem = SampledLstsqProblem { right_side: labels.to_vec().into(), sample: problem(matrix, order) };
    SampledLstsq::solve(problem, &run_with(2, seed)).expect("a valid problem")
}

#[test]
fn samples_have_the_same_bits_on_any_number_of_threads() {
    let matrix = dense(&normal(20_000, 30, 1));
    for order in [sized(SampleMethod::Leverage, 100), sized(SampleMethod::VolumeRescaled, 100), repeated(3)] {
        let reference = sample(&matrix, order, 1, 5);
        for threads in [2, 3, 8] {
            let other = sample(&matrix, order, threads, 5);
            assert_eq!(other.rows, reference.rows);
            assert_eq!(other.weights, reference.weights);
            assert_eq!(other.norm_bounds, reference.norm_bounds);
        }
    }
}

#[test]
fn sparse_and_dense_features_are_drawn_alike() {
    let (rows, columns) = (5000, 12);
    // Three entries per row, and some empty rows.
    let entries = |i: usize| if i.is_multiple_of(7) { Vec::new() } else { vec![i % 4, 4 + i % 3, 7 + i % 5] };
    let value = |i: usize, j: usize| ((i * 37 + j * 11) % 101) as f64 - 50.0;
    let columns_of_rows: Vec<Vec<usize>> = (0..rows).map(entries).collect();
    let mut indptr = vec![0];
    for row in &columns_of_rows {
        indptr.push(indptr[indptr.len() - 1] + row.len() as i32);
    }
    let places = || columns_of_rows.iter().enumerate().flat_map(|(i, row)| row.iter().map(move |&j| (i, j)));
    let sparse = AnyMatrix::Sparse(SparseMatrix {
        rows,
        columns,
        indptr: indptr.into(),
        indices: places().map(|(_, j)| j as i32).collect::<Vec<_>>().into(),
        data: places().map(|(i, j)| value(i, j)).collect::<Vec<_>>().into(),
    });
    let mut whole = Mat::zeros(rows, columns);
    places().for_each(|(i, j)| whole[(i, j)] = value(i, j));
    for seed in 0..5 {
        let [sparse, dense] =
            [&sparse, &dense(&whole)].map(|matrix| sample(matrix, sized(SampleMethod::Volume, 40), 2, seed));
        assert_eq!(sparse.rows, dense.rows);
        assert!(dense.scores.iter().zip(&sparse.scores[..]).all(|(a, b)| (a - b).abs() < 1e-13));
    }
}

#[test]
fn rows_are_in_determinantal_samples_as_often_as_their_scores_say() {
    // Each of the 200 counts is more than five standard deviations off with probability 6e-7: one failure in 8000
    // seeds.
    let (rows, repeats, calls) = (200, 20, 400);
    // Rows of very different norms.
    let plain = normal(rows, 10, 2);
    let uneven = Mat::from_fn(rows, 10, |i, j| plain[(i, j)] * (1.0 + (i % 20) as f64));
    let basis = uneven.qr().compute_thin_Q();
    let matrix = dense(&uneven);
    let mut counts = vec![0.0; rows];
    for seed in 0..calls {
        for &row in sample(&matrix, repeated(repeats), 1, seed).rows.iter() {
            counts[row as usize] += 1.0;
        }
    }
    let draws = f64::from(repeats) * calls as f64;
    for (row, count) in counts.into_iter().enumerate() {
        let score = basis.row(row).squared_norm_l2();
        let deviation = (draws * score * (1.0 - score)).sqrt();
        assert!((count - draws * score).abs() <= 5.0 * deviation, "row {row}: {count} of {draws}, score {score}");
    }
}

#[test]
fn fits_of_nearly_dependent_features_are_as_exact_as_they_can_be() {
    for condition in [1e4, 1e8, 1e12] {
        let matrix = conditioned(5000, 20, condition, 3);
        let labels: Vec<f64> = (0..5000).map(|i| matrix.row(i).iter().sum()).collect();
        for order in [sized(SampleMethod::VolumeRescaled, 60), repeated(2), sized(SampleMethod::Leverage, 200)] {
            let fit = fit(&dense(&matrix), &labels, order, 4);
            assert_eq!(fit.rank, 20);
            // All coefficients are 1, up to the accuracy of labels and features: the condition number times rounding.
            let error = fit.solution.iter().map(|x| (x - 1.0).powi(2)).sum::<f64>().sqrt();
            assert!(error <= 1e-14 * condition, "condition {condition:e}: error {error:e}");
            assert!(fit.residual_norm <= 1e-13, "condition {condition:e}: residual {:e}", fit.residual_norm);
        }
    }
}

#[test]
fn fits_from_few_labels_lose_little_more_than_the_fit_to_all() {
    // Means over 200 seeds of losses with finite variance: the bounds are far from all of them.
    let (rows, columns) = (3000, 12);
    let matrix = normal(rows, columns, 5);
    let labels = normal(rows, 1, 6);
    let loss = |solution: &Mat<f64>| (&labels - &matrix * solution).squared_norm_l2();
    let least = loss(&matrix.qr().solve_lstsq(&labels));
    let column: Vec<f64> = labels.col(0).iter().copied().collect();
    let argument = dense(&matrix);
    let mean_ratios = |order: Order| {
        let (mut losses, mut estimates) = (0.0, 0.0);
        for seed in 0..200 {
            let fit = fit(&argument, &column, order, seed);
            losses += loss(&Mat::from_fn(columns, 1, |j, _| fit.solution[j])) / least / 200.0;
            estimates += fit.loss_estimate.expect("an estimate") / least / 200.0;
        }
        (losses, estimates)
    };
    // With k noise labels in d variables the excess loss of a fit is about d / (k - d); the estimate is for slightly
    // fewer labels.
    for (order, expected) in [
        (sized(SampleMethod::VolumeRescaled, 48), 4.0 / 3.0),
        (sized(SampleMethod::Volume, 48), 4.0 / 3.0),
        (repeated(8), 8.0 / 7.0),
    ] {
        let (losses, estimates) = mean_ratios(order);
        assert!((losses - expected).abs() < 0.1, "{:?}: {losses}, expected {expected}", order.method);
        assert!((estimates - losses).abs() < 0.1, "{:?}: {estimates} for {losses}", order.method);
    }
}
