//! Barycentres: references of 50 digits, and what holds for every problem.

mod common;

use common::run_on;
use superlinear_interface::{Matrix, Task};
use superlinear_transport::Barycenter;
use superlinear_transport::barycenter::problem::BarycenterProblem;
use superlinear_transport::barycenter::solution::BarycenterSolution;
use superlinear_transport::problem::{Metric, RegularizationUnit};
use superlinear_transport::solution::Status;

fn solve(problem: &BarycenterProblem) -> BarycenterSolution {
    Barycenter::solve(problem.clone(), &run_on(1)).expect("a valid problem")
}

fn blank(histograms: Matrix, regularization: f64) -> BarycenterProblem {
    BarycenterProblem {
        histograms,
        cost: None,
        points: None,
        barycenter_points: None,
        metric: Metric::SquaredEuclidean,
        weights: None,
        regularization,
        regularization_unit: RegularizationUnit::Absolute,
        normalize: false,
        debiased: false,
        tolerance: 1e-9,
        max_iterations: 10_000,
        initial: None,
        history: false,
    }
}

fn six_points() -> BarycenterProblem {
    let histograms = Matrix::new(2, 6, vec![0.5, 0.3, 0.1, 0.05, 0.03, 0.02, 0.02, 0.03, 0.05, 0.2, 0.4, 0.3]);
    let cost = (0..36).map(|k| f64::from((k / 6 - k % 6) * (k / 6 - k % 6)) / 25.0).collect();
    BarycenterProblem {
        cost: Some(Matrix::new(6, 6, cost)),
        weights: Some(vec![0.3, 0.7].into()),
        tolerance: 1e-12,
        ..blank(histograms, 0.05)
    }
}

#[test]
fn two_histograms_on_six_points() {
    let plain =
        [0.036592892664398, 0.091099258281114, 0.22563378585008, 0.31395659713307, 0.22956356119611, 0.10315390487523];
    let debiased =
        [0.031069396619672, 0.047370074462976, 0.21955484210405, 0.42608918512771, 0.20433676789752, 0.071579733788069];
    for (is_debiased, expected) in [(false, plain), (true, debiased)] {
        let solution = solve(&BarycenterProblem { debiased: is_debiased, history: true, ..six_points() });
        assert_eq!(solution.status, Status::Converged);
        for (got, expected) in solution.barycenter.iter().zip(expected) {
            assert!((got - expected).abs() <= 1e-11, "got {got}, expected {expected}");
        }
    }
}
