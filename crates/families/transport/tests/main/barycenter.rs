//! Barycenters: references of 50 digits, and properties of every solution.

use super::common::run_on;
use superlinear_interface::{Ending, Matrix, Task};
use superlinear_transport::Barycenter;
use superlinear_transport::barycenter::problem::BarycenterProblem;
use superlinear_transport::barycenter::solution::BarycenterSolution;
use superlinear_transport::problem::{Metric, RegularizationUnit};

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
        assert_eq!(solution.status, Ending::Converged);
        for (got, expected) in solution.barycenter.iter().zip(expected) {
            assert!((got - expected).abs() <= 1e-11, "got {got}, expected {expected}");
        }
    }
}

/// A disc and a square on a grid over the unit square, with zeros around them.
fn two_shapes(side: usize, regularization: f64) -> BarycenterProblem {
    let at = |k: usize| (k as f64 + 0.5) / side as f64;
    let points: Vec<[f64; 2]> = (0..side * side).map(|k| [at(k % side), at(k / side)]).collect();
    let disc = |[x, y]: &[f64; 2]| (x - 0.4).hypot(y - 0.5) < 0.3;
    let square = |[x, y]: &[f64; 2]| (x - 0.6).abs().max((y - 0.5).abs()) < 0.25;
    let masses = points.iter().map(disc).chain(points.iter().map(square)).map(|inside| f64::from(u8::from(inside)));
    BarycenterProblem {
        points: Some(Matrix::new(side * side, 2, points.concat())),
        regularization_unit: RegularizationUnit::OfMaximum,
        normalize: true,
        ..blank(Matrix::new(2, side * side, masses.collect()), regularization)
    }
}

#[test]
fn the_bits_do_not_depend_on_the_threads() {
    for debiased in [false, true] {
        let problem = BarycenterProblem { debiased, tolerance: 1e-4, ..two_shapes(24, 1e-3) };
        let on = |threads| Barycenter::solve(problem.clone(), &run_on(threads)).expect("a valid problem");
        let reference = on(1);
        assert_eq!(reference.status, Ending::Converged);
        for threads in [2, 3, 5] {
            let solution = on(threads);
            assert_eq!(solution.iterations, reference.iterations);
            assert_eq!(solution.barycenter, reference.barycenter);
            assert_eq!(solution.barycenter_potentials.data, reference.barycenter_potentials.data);
            assert_eq!(solution.objective.to_bits(), reference.objective.to_bits());
        }
    }
}

#[test]
fn small_regularizations_take_few_iterations() {
    for (regularization, most) in [(1e-2, 30), (1e-3, 80), (1e-4, 250)] {
        let solution = solve(&two_shapes(24, regularization));
        assert_eq!(solution.status, Ending::Converged);
        assert!(solution.iterations <= most, "{} iterations at {regularization:e}", solution.iterations);
    }
}

/// For barycenters on few points the masses at the others tend to zero, which causes long extrapolation steps.
#[test]
fn histograms_of_single_points_at_any_regularization() {
    for weight in [0.1, 0.25, 0.4, 0.75] {
        for regularization in [0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 3.0] {
            for is_debiased in [false, true] {
                let mut ends = vec![0.0; 12];
                (ends[0], ends[11]) = (1.0, 1.0);
                let solution = solve(&BarycenterProblem {
                    points: Some(Matrix::new(6, 1, (0..6).map(f64::from).collect())),
                    weights: Some(vec![weight, 1.0 - weight].into()),
                    debiased: is_debiased,
                    ..blank(Matrix::new(2, 6, ends), regularization)
                });
                let context = format!("weight {weight}, regularization {regularization}, debiased: {is_debiased}");
                // If the mean is one of the points, and the barycenter that point alone, masses at its neighbors vanish
                // slowly.
                let is_slow = is_debiased && weight == 0.4;
                assert!(solution.status == Ending::Converged || is_slow, "{context}: {:?}", solution.status);
                assert!(solution.marginal_error <= if is_slow { 1e-5 } else { 1e-9 }, "{context}");
                let mean: f64 = (0..6).map(|j| f64::from(j) * solution.barycenter[j as usize]).sum();
                // At the mean of both ends, within the resolution of six points.
                assert!((mean - 5.0 * (1.0 - weight)).abs() < 0.5, "{context}: the mean is {mean}");
            }
        }
    }
}
