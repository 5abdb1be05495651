//! Values and gradients of the criteria against references with forty digits, and against finite differences on random
//! problems.

use super::covariance::Covariance;
use super::criterion::Setting;
use super::folds::folds;
use super::kinds::{KernelCriterion, KernelIntercept, KernelShape};
use super::problem::TuneKernelProblem;
use super::solution::TuneKernelSolution;
use super::system::System;
use super::tune::TuneKernel;
use faer::Mat;
use superlinear_interface::{Ending, Matrix, NumberOrVector, RunOptions, Task, VectorOrMatrix, testing};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::random::Stream;

/// The leading rows and columns of a table of small multiples of 1/4, and responses derived from it. All are exact in
/// binary.
fn table(rows: usize, columns: usize) -> (Matrix, Vec<f64>) {
    let entry = |i: usize, j: usize| ((7 * i + 11 * j + 5 * i * j) % 13) as f64 / 4.0 - 1.5;
    let features = (0..rows).flat_map(|i| (0..columns).map(move |j| entry(i, j))).collect();
    let response =
        (0..rows).map(|i| entry(i, 0) - entry(i, 1) / 2.0 + (((5 * i + 2) % 9) as f64 - 4.0) / 8.0).collect();
    (Matrix::new(rows, columns, features), response)
}

#[test]
fn leave_one_out_is_that_of_forty_digits() {
    let (features, response) = table(6, 2);
    let setting = Setting {
        covariance: Covariance::OfFeatures { shape: KernelShape::Gaussian, features, is_shared: false },
        responses: vec![response],
        intercept: KernelIntercept::Mean,
        criterion: KernelCriterion::LeaveOneOut,
        folds: Vec::new(),
        parallelism: Parallelism::sequential(),
    };
    let x = [0.0, -1.0, -3.0];
    let (fitted, value) = setting.fit(&x).expect("positive definite");
    let gradient = setting.gradient(&x, &fitted);
    assert!((value / 0.107_225_148_006_167 - 1.0).abs() < 1e-13, "{value} {gradient:?}");
    let expected = [0.003_174_340_413_061_04, -0.007_332_322_832_557_387, 0.044_807_897_467_805_6];
    for (slope, expected) in gradient.iter().zip(expected) {
        assert!((slope / expected - 1.0).abs() < 1e-11, "{slope} where {expected} is right");
    }
}

/// A random problem. Consecutive seeds cycle through the kinds of kernels and criteria.
fn drawn(seed: u64) -> (Setting, Vec<f64>) {
    let mut random = Stream::new(seed, 0);
    let (samples, features) = (8 + random.below(12) as usize, 1 + random.below(4) as usize);
    let outputs = 1 + random.below(2) as usize;
    let mut normal = |count: usize| (0..count).map(|_| random.normal()).collect::<Vec<f64>>();
    let matrix = Matrix::new(samples, features, normal(samples * features));
    let responses: Vec<_> = (0..outputs).map(|_| normal(samples)).collect();
    let shapes = [
        KernelShape::Gaussian,
        KernelShape::Matern32,
        KernelShape::Matern52,
        KernelShape::Linear,
        KernelShape::Matern12,
    ];
    let covariance = match seed % 6 {
        5 => Covariance::Mixture(vec![gram(&matrix), gram(&Matrix::new(samples, 3, normal(3 * samples)))]),
        kind => {
            Covariance::OfFeatures { shape: shapes[kind as usize], features: matrix, is_shared: seed.is_multiple_of(4) }
        }
    };
    let criteria = [KernelCriterion::MarginalLikelihood, KernelCriterion::LeaveOneOut, KernelCriterion::Folds];
    let mut x: Vec<_> = normal(covariance.parameters()).iter().map(|x| x - 1.0).collect();
    x.push(-2.0);
    let setting = Setting {
        covariance,
        responses,
        intercept: [KernelIntercept::Fitted, KernelIntercept::Mean, KernelIntercept::None][(seed / 15 % 3) as usize],
        criterion: criteria[(seed / 5 % 3) as usize],
        folds: folds(&NumberOrVector::Number(3.0), samples).expect("three folds"),
        parallelism: Parallelism::sequential(),
    };
    (setting, x)
}

fn gram(matrix: &Matrix) -> Matrix {
    let product = |i: usize, j: usize| matrix.row(i).iter().zip(matrix.row(j)).map(|(a, b)| a * b).sum();
    let entries = (0..matrix.rows * matrix.rows).map(|k| product(k / matrix.rows, k % matrix.rows)).collect();
    Matrix::new(matrix.rows, matrix.rows, entries)
}

#[test]
fn gradients_are_those_of_differences() {
    let problems = std::env::var("SUPERLINEAR_PROBLEMS").ok().and_then(|count| count.parse().ok()).unwrap_or(60);
    for seed in 0..problems {
        let (setting, x) = drawn(seed);
        check_gradient(&setting, &x, 1e-6, &format!("seed {seed}"));
    }
}

#[test]
fn flat_kernels_keep_their_digits_beside_a_fitted_constant() {
    for shape in [KernelShape::Gaussian, KernelShape::Matern32, KernelShape::Matern52] {
        for criterion in [KernelCriterion::MarginalLikelihood, KernelCriterion::LeaveOneOut, KernelCriterion::Folds] {
            // Length scales of 403 standard deviations: the kernel's entries differ from 1 by 1e-5.
            let (setting, _) = drawn(0);
            let features = match setting.covariance {
                Covariance::OfFeatures { features, .. } => features,
                Covariance::Mixture(_) => unreachable!("seed 0 draws features"),
            };
            let covariance = Covariance::OfFeatures { shape, features, is_shared: true };
            check_gradient(
                &Setting { covariance, criterion, ..setting },
                &[-12.0, -28.0],
                1e-4,
                &format!("{shape:?} by {criterion:?}"),
            );
        }
    }
}

/// Checks a gradient against fourth-order differences of the criterion.
fn check_gradient(setting: &Setting, x: &[f64], tolerance: f64, name: &str) {
    let value = |x: &[f64]| setting.fit(x).expect("positive definite").1;
    let (fitted, _) = setting.fit(x).expect("positive definite");
    let gradient = setting.gradient(x, &fitted);
    let scale = gradient.iter().fold(1e-3, |most: f64, slope| most.max(slope.abs()));
    for (j, slope) in gradient.iter().enumerate() {
        let at = |step: f64| {
            value(&x.iter().enumerate().map(|(k, x)| if k == j { x + step } else { *x }).collect::<Vec<_>>())
        };
        let h = 1e-3;
        let difference = (8.0 * (at(h) - at(-h)) - (at(2.0 * h) - at(-2.0 * h))) / (12.0 * h);
        assert!((slope - difference).abs() < tolerance * scale, "{name}, entry {j}: {slope} against {difference}");
    }
}

#[test]
fn leave_one_out_residuals_are_those_of_fits_without_the_sample() {
    for intercept in [KernelIntercept::Fitted, KernelIntercept::None] {
        let (features, response) = table(7, 2);
        let samples = features.rows;
        let covariance = Covariance::OfFeatures { shape: KernelShape::Matern52, features, is_shared: true };
        let kernel = covariance.matrix(&[-1.0]);
        let kernel = Mat::from_fn(samples, samples, |i, j| kernel[(i.max(j), i.min(j))]);
        let whole = System::new(kernel.clone(), 0.5, std::slice::from_ref(&response), intercept).expect("definite");
        let residuals = super::criterion::left_out(&whole, &whole.inverse());
        for left_out in 0..samples {
            let rest: Vec<_> = (0..samples).filter(|&i| i != left_out).collect();
            let smaller = Mat::from_fn(samples - 1, samples - 1, |i, j| kernel[(rest[i], rest[j])]);
            let of_rest = vec![rest.iter().map(|&i| response[i]).collect::<Vec<_>>()];
            let fit = System::new(smaller, 0.5, &of_rest, intercept).expect("definite");
            let explained: f64 = rest.iter().zip(&fit.dual[0]).map(|(&i, dual)| dual * kernel[(i, left_out)]).sum();
            let predicted = fit.offsets[0] + explained;
            assert!((response[left_out] - predicted - residuals[0][left_out]).abs() < 1e-13);
        }
    }
}

/// The tuned model of a response linear in one feature far from zero.
fn tuned(criterion: KernelCriterion, standardize: bool) -> (TuneKernelSolution, Vec<f64>) {
    let matrix = Matrix::new(4, 1, vec![11.0, 12.0, 13.0, 14.0]);
    let problem = TuneKernelProblem {
        matrix: Some(matrix),
        response: VectorOrMatrix::Vector(vec![1.0, 2.0, 3.0, 4.0].into()),
        kernel: Some(KernelShape::Linear),
        length_scales: None,
        standardize: Some(standardize),
        intercept: KernelIntercept::Fitted,
        kernels: None,
        criterion,
        folds: None,
        initial: Default::default(),
        tolerance: 1e-4,
        max_iterations: 100,
        history: false,
    };
    let run = testing::untimed(&RunOptions::default());
    let solution = TuneKernel::solve(problem, &run).expect("a problem");
    let VectorOrMatrix::Vector(residuals) = &solution.leave_one_out_residuals else { panic!("one output") };
    let residuals = residuals.to_vec();
    (solution, residuals)
}

#[test]
fn a_linear_kernel_finds_a_line_far_from_zero() {
    for (criterion, standardize) in [
        (KernelCriterion::MarginalLikelihood, true),
        (KernelCriterion::MarginalLikelihood, false),
        (KernelCriterion::LeaveOneOut, true),
        (KernelCriterion::LeaveOneOut, false),
    ] {
        let (solution, residuals) = tuned(criterion, standardize);
        assert_eq!(solution.status, Ending::Converged, "{criterion:?}");
        if criterion == KernelCriterion::MarginalLikelihood {
            assert!(solution.at_lower.contains(&"ridge".to_owned()));
        }
        assert!(residuals.iter().all(|residual| residual.abs() < 1e-9), "{residuals:?}");
    }
}

#[test]
fn variances_at_samples_are_those_of_the_noise() {
    for intercept in [KernelIntercept::Fitted, KernelIntercept::Mean] {
        let features = Matrix::new(20, 1, (0..20).map(|i| i as f64 / 6.0).collect());
        let covariance = Covariance::OfFeatures { shape: KernelShape::Gaussian, features, is_shared: false };
        let kernel = covariance.matrix(&[-1.0]);
        let system = System::new(kernel.clone(), 1e-14, &[], intercept).expect("definite");
        for i in 0..20 {
            let row: Vec<_> = (0..20).map(|j| kernel[(i.max(j), i.min(j))]).collect();
            let variance = system.variance(1.0, &row);
            assert!(variance <= 1e-14 + 20.0 * f64::EPSILON, "{intercept:?}, sample {i}: {variance:e}");
        }
    }
}
