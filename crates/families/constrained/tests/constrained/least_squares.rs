//! Least squares within bounds: closed forms, bounds, ranks, robust losses, refused arguments.

use crate::common::{answer_all, assert_close};
use crate::dual::Dual;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::cell::RefCell;
use superlinear_constrained::least_squares::{
    LeastSquares, LeastSquaresOptions, LeastSquaresProblem, LeastSquaresSolution, LeastSquaresStatus, Loss,
};
use superlinear_interface::{Error, RunOptions};
use superlinear_numerics::pattern::Structure;

/// A problem with nothing but a start.
pub fn problem(initial: &[f64], residual_count: usize) -> LeastSquaresProblem {
    LeastSquaresProblem {
        initial: initial.to_vec().into(),
        residual_count: residual_count as u32,
        jacobian: false,
        jacobian_structure: None,
        options: LeastSquaresOptions::default(),
    }
}

/// The sum of squares.
pub fn ssq(solution: &LeastSquaresSolution) -> f64 {
    2.0 * solution.objective
}

fn vector(numbers: &[f64]) -> Option<superlinear_interface::Vector> {
    Some(numbers.to_vec().into())
}

/// Solves a problem with these residuals. Derivatives are provided if the problem says so.
fn solve(
    problem: LeastSquaresProblem,
    residuals: impl Fn(&[Dual]) -> Vec<Dual>,
) -> Result<LeastSquaresSolution, Error> {
    answer_all::<LeastSquares>(problem, RunOptions::default(), |question, x| {
        let duals = residuals(&Dual::variables(x));
        match question {
            "residuals" => duals.into_iter().map(|dual| dual.value).collect(),
            _ => duals.into_iter().flat_map(|dual| dual.gradient).collect(),
        }
    })
}

/// A decay to a constant level with three outliers: 3 exp(-0.7 t) + 0.5 plus small deviations at 20 times.
fn decay(b: &[Dual]) -> Vec<Dual> {
    let observed = |i: usize| {
        let t = i as f64 / 4.0;
        let outlier = [(3, 2.0), (9, -1.5), (15, 3.0)].into_iter().find(|(at, _)| *at == i).map_or(0.0, |(_, by)| by);
        3.0 * (-0.7 * t).exp() + 0.5 + 0.05 * (13.0 * t).sin() + outlier
    };
    let modeled = |i: usize| b[0].clone() * (-b[1].clone() * (i as f64 / 4.0)).exp() + b[2].clone();
    (0..20).map(|i| modeled(i) - Dual::constant(observed(i), b.len())).collect()
}

#[test]
fn robust_losses_give_what_scipy_gives() {
    // scipy.optimize.least_squares 1.17.1 with the exact Jacobian, f_scale=0.1 and all tolerances 1e-15.
    for (loss, expected, cost) in [
        (Loss::Linear, [3.0274005255716183, 0.8307076355351751, 0.785479659071226], 7.177664549333853),
        (Loss::Huber, [3.0063934119212736, 0.7003641021333749, 0.5092811594967567], 0.6440315233079481),
        (Loss::SoftL1, [3.002944866142905, 0.7013043889788475, 0.5129832007841028], 0.6291014454084485),
        (Loss::Cauchy, [2.9959761486875327, 0.6934272673723098, 0.501149868740503], 0.10219828611993302),
    ] {
        for jacobian in [true, false] {
            let problem = LeastSquaresProblem {
                jacobian,
                options: LeastSquaresOptions { loss, loss_scale: 0.1, ..LeastSquaresOptions::default() },
                ..problem(&[2.0, 1.0, 0.0], 20)
            };
            let solution = solve(problem, decay).expect("a solution");
            println!("{loss:?}: {} iterations", solution.iterations);
            assert_eq!(solution.status, LeastSquaresStatus::Converged, "{loss:?}");
            assert_close(solution.objective, cost, 1e-10);
            solution.solution.iter().zip(expected).for_each(|(x, expected)| assert_close(*x, expected, 1e-6));
        }
    }
}

#[test]
fn covariances_with_a_robust_loss_are_hubers() {
    // statsmodels 0.15.0, RLM(y, X, M=HuberT(t=0.2)) with the scale held at 1 and cov='H1'.
    let (parameters, errors) = ([2.047435284577853, 0.49151564351981875], [0.08060399950077983, 0.012412862832089215]);
    let line = |b: &[Dual]| -> Vec<Dual> {
        let outlier = |i: usize| {
            if i == 4 {
                3.0
            } else if i == 9 {
                -2.0
            } else {
                0.0
            }
        };
        let y = |i: usize| 2.0 + 0.5 * i as f64 + 0.1 * (5.0 * i as f64).cos() + outlier(i);
        (0..12).map(|i| b[0].clone() + b[1].clone() * i as f64 - Dual::constant(y(i), 2)).collect()
    };
    let problem = LeastSquaresProblem {
        jacobian: true,
        options: LeastSquaresOptions { loss: Loss::Huber, loss_scale: 0.2, ..LeastSquaresOptions::default() },
        ..problem(&[0.0, 0.0], 12)
    };
    let solution = solve(problem, line).expect("a solution");
    solution.solution.iter().zip(parameters).for_each(|(x, expected)| assert_close(*x, expected, 1e-7));
    let given = solution.standard_errors.expect("errors");
    given.iter().zip(errors).for_each(|(x, expected)| assert_close(*x, expected, 1e-7));
}

#[test]
fn bounds_hold_in_every_question_and_have_multipliers() {
    // scipy.optimize.least_squares 1.17.1 with all tolerances 1e-15. Its gradient at the bounds is minus the
    // multipliers.
    for jacobian in [true, false] {
        let (lower, upper) = ([0.0, 0.9, 0.0], [2.5, 5.0, 1.0]);
        let problem = LeastSquaresProblem {
            jacobian,
            options: LeastSquaresOptions {
                lower: vector(&lower),
                upper: vector(&upper),
                ..LeastSquaresOptions::default()
            },
            // Outside the bounds, so it is clipped.
            ..problem(&[7.0, -3.0, 0.0], 20)
        };
        let asked = RefCell::new(0);
        let solution = answer_all::<LeastSquares>(problem, RunOptions::default(), |question, x| {
            *asked.borrow_mut() += 1;
            assert!((0..3).all(|j| lower[j] <= x[j] && x[j] <= upper[j]), "{x:?}");
            let duals = decay(&Dual::variables(x));
            match question {
                "residuals" => duals.into_iter().map(|dual| dual.value).collect(),
                _ => duals.into_iter().flat_map(|dual| dual.gradient).collect(),
            }
        })
        .expect("a solution");
        assert_eq!(solution.status, LeastSquaresStatus::Converged);
        assert_eq!(solution.solution[..2], [2.5, 0.9]);
        assert_close(solution.solution[2], 0.9664701014019568, 1e-8);
        assert_close(solution.objective, 7.4095625655674295, 1e-12);
        assert_close(solution.bound_multipliers[0], 0.8304605645836746, 1e-7);
        assert_close(solution.bound_multipliers[1], -0.3513780445525502, 1e-7);
        assert_eq!(solution.bound_multipliers[2], 0.0);
        assert_eq!(solution.rank, 1);
        // Of the level alone: the mean square divided by the number of observations.
        let errors = solution.standard_errors.as_ref().expect("errors");
        assert_close(errors[2], (ssq(&solution) / 19.0 / 20.0).sqrt(), 1e-7);
        assert_eq!(errors[..2], [0.0, 0.0]);
        assert!(*asked.borrow() > 2);
    }
}

#[test]
fn a_line_has_the_covariance_of_the_closed_form() {
    // Weights 1 to 4, and one ignored observation.
    let (x, y, w) = ([1.0, 2.0, 3.0, 4.0, 9.0], [1.1, 1.9, 3.2, 3.9, 77.0], [1.0, 2.0, 3.0, 4.0, 0.0]);
    let line = |b: &[Dual]| -> Vec<Dual> {
        (0..5).map(|i| b[0].clone() + b[1].clone() * x[i] - Dual::constant(y[i], 2)).collect()
    };
    let problem = LeastSquaresProblem {
        jacobian: true,
        options: LeastSquaresOptions { weights: vector(&w), ..LeastSquaresOptions::default() },
        ..problem(&[0.0, 0.0], 5)
    };
    let solution = solve(problem, line).expect("a solution");
    let sum = |f: &dyn Fn(usize) -> f64| (0..5).map(|i| w[i] * f(i)).sum::<f64>();
    let (s, sx, sxx) = (sum(&|_| 1.0), sum(&|i| x[i]), sum(&|i| x[i] * x[i]));
    let (sy, sxy) = (sum(&|i| y[i]), sum(&|i| x[i] * y[i]));
    let determinant = s * sxx - sx * sx;
    let (a, b) = ((sxx * sy - sx * sxy) / determinant, (s * sxy - sx * sy) / determinant);
    assert_close(solution.solution[0], a, 1e-12);
    assert_close(solution.solution[1], b, 1e-12);
    let variance = sum(&|i| (a + b * x[i] - y[i]).powi(2)) / 2.0;
    let covariance = solution.covariance.as_ref().expect("a covariance");
    for (entry, expected) in covariance.data.iter().zip([sxx, -sx, -sx, s]) {
        assert_close(*entry, variance * expected / determinant, 1e-10);
    }
    assert_eq!((solution.rank, solution.degrees_of_freedom), (2, 2));
    assert_close(solution.residuals[4], a + 9.0 * b - 77.0, 1e-12);
}

#[test]
fn what_the_data_do_not_tell_apart_has_no_covariance() {
    // The residuals depend on the sum of two parameters only; there may be fewer residuals than variables.
    let sum = |b: &[Dual]| -> Vec<Dual> {
        (0..4).map(|i| b[0].clone() + b[1].clone() - Dual::constant(i as f64, 2)).collect()
    };
    let solution = solve(LeastSquaresProblem { jacobian: true, ..problem(&[5.0, 1.0], 4) }, sum).expect("a solution");
    assert_eq!((solution.status, solution.rank), (LeastSquaresStatus::Converged, 1));
    assert!(solution.covariance.is_none() && solution.standard_errors.is_none());
    assert_close(solution.solution[0] + solution.solution[1], 1.5, 1e-12);
    // The minimum-norm step.
    assert_close(solution.solution[0] - solution.solution[1], 4.0, 1e-12);
    let circle = |x: &[Dual]| vec![x[0].clone() * x[0].clone() + x[1].clone() * x[1].clone() - Dual::constant(2.0, 3)];
    let solution = solve(problem(&[3.0, 1.0, 7.0], 1), circle).expect("a solution");
    assert_eq!((solution.status, solution.rank, solution.degrees_of_freedom), (LeastSquaresStatus::Converged, 1, 0));
    assert!(solution.objective < 1e-16);
}

#[test]
fn residuals_that_vanish_are_converged() {
    // Rosenbrock, and Powell's singular function, whose Jacobian is rank-deficient at the solution.
    let rosenbrock =
        |x: &[Dual]| vec![(x[1].clone() - x[0].clone() * x[0].clone()) * 10.0, Dual::constant(1.0, 2) - x[0].clone()];
    let powell = |x: &[Dual]| {
        let square = |d: Dual| d.clone() * d;
        vec![
            x[0].clone() + x[1].clone() * 10.0,
            (x[2].clone() - x[3].clone()) * 5.0_f64.sqrt(),
            square(x[1].clone() - x[2].clone() * 2.0),
            square(x[0].clone() - x[3].clone()) * 10.0_f64.sqrt(),
        ]
    };
    for jacobian in [true, false] {
        let given = |start: &[f64], count| LeastSquaresProblem { jacobian, ..problem(start, count) };
        let solution = solve(given(&[-1.2, 1.0], 2), rosenbrock).expect("a solution");
        println!("Rosenbrock {} {:?}", solution.iterations, solution.status);
        assert_eq!(solution.status, LeastSquaresStatus::Converged);
        solution.solution.iter().for_each(|x| assert_close(*x, 1.0, 1e-10));
        let solution = solve(given(&[3.0, -1.0, 0.0, 1.0], 4), powell).expect("a solution");
        println!("Powell {} {:?} {}", solution.iterations, solution.status, solution.objective);
        assert_eq!(solution.status, LeastSquaresStatus::Converged);
        assert!(solution.solution.iter().all(|x| x.abs() < 1e-5));
    }
}

#[test]
fn a_sparse_jacobian_is_differenced_by_groups() {
    // Each residual depends on a variable and its neighbor: two groups with two evaluations each.
    let n = 40;
    let chain = move |x: &[Dual]| -> Vec<Dual> {
        (0..n - 1).map(|i| (x[i + 1].clone() - x[i].clone() * x[i].clone()) - Dual::constant(0.1, n)).collect()
    };
    let entries = || (0..n - 1).flat_map(|i| [(i, i), (i, i + 1)]);
    let structure = Structure {
        rows: entries().map(|(i, _)| i as i32).collect::<Vec<_>>().into(),
        columns: entries().map(|(_, j)| j as i32).collect::<Vec<_>>().into(),
    };
    let start: Vec<_> = (0..n).map(|j| 0.3 + 0.01 * j as f64).collect();
    let sparse = LeastSquaresProblem { jacobian_structure: Some(structure), ..problem(&start, n - 1) };
    let sparse = solve(sparse, chain).expect("a solution");
    let dense = solve(problem(&start, n - 1), chain).expect("a solution");
    assert_eq!(sparse.status, LeastSquaresStatus::Converged);
    sparse.solution.iter().zip(&*dense.solution).for_each(|(a, b)| assert_close(*a, *b, 1e-7));
    let jacobians = (sparse.evaluations.residuals - sparse.iterations - 1) / 4;
    assert!(jacobians >= 1 && sparse.evaluations.residuals <= 5 * (sparse.iterations + 1), "{:?}", sparse.evaluations);
}

#[test]
fn a_fixed_variable_is_never_moved_nor_differenced() {
    let problem = LeastSquaresProblem {
        options: LeastSquaresOptions {
            lower: vector(&[f64::NEG_INFINITY, 0.7, f64::NEG_INFINITY]),
            upper: vector(&[f64::INFINITY, 0.7, f64::INFINITY]),
            ..LeastSquaresOptions::default()
        },
        ..problem(&[1.0, 5.0, 0.0], 20)
    };
    let solution = answer_all::<LeastSquares>(problem, RunOptions::default(), |_, x| {
        assert_eq!(x[1], 0.7);
        decay(&Dual::variables(x)).into_iter().map(|dual| dual.value).collect()
    })
    .expect("a solution");
    assert_eq!((solution.status, solution.rank), (LeastSquaresStatus::Converged, 2));
    assert_eq!(solution.standard_errors.expect("errors")[1], 0.0);
}

#[test]
fn points_where_functions_are_undefined_are_worse_than_others() {
    // A logarithm, undefined at the end of the first full step.
    let fit = |x: &[Dual]| vec![x[0].clone().ln() - Dual::constant(-3.0, 1), x[0].clone() * 1e-3];
    for jacobian in [true, false] {
        let solution = solve(LeastSquaresProblem { jacobian, ..problem(&[1.0], 2) }, fit).expect("a solution");
        assert_eq!(solution.status, LeastSquaresStatus::Converged);
        assert_close(solution.solution[0], (-3.0_f64).exp(), 1e-6);
    }
    let undefined = |x: &[Dual]| vec![x[0].clone().ln()];
    let error = solve(problem(&[-1.0], 1), undefined).expect_err("nothing at the start");
    assert_eq!(error.path, "residuals");
    let huge = |x: &[Dual]| vec![x[0].clone() * 1e200];
    assert_eq!(solve(problem(&[1.0], 1), huge).expect_err("squares overflow").path, "residuals");
}

#[test]
fn limits_are_statuses() {
    let limited = LeastSquaresProblem {
        options: LeastSquaresOptions { max_iterations: 2, ..LeastSquaresOptions::default() },
        ..problem(&[2.0, 1.0, 0.0], 20)
    };
    let solution = solve(limited, decay).expect("a solution");
    assert_eq!((solution.status, solution.iterations), (LeastSquaresStatus::IterationLimit, 2));
    let options = RunOptions { time_limit: Some(0.0), ..RunOptions::default() };
    let late = answer_all::<LeastSquares>(problem(&[2.0, 1.0, 0.0], 20), options, |_, x| {
        decay(&Dual::variables(x)).into_iter().map(|dual| dual.value).collect()
    });
    assert_eq!(late.expect("a solution").status, LeastSquaresStatus::TimeLimit);
}

#[test]
fn what_cannot_be_solved_is_refused_by_name() {
    let nothing = |_: &[Dual]| Vec::new();
    let base = || problem(&[1.0, 2.0], 3);
    let with = |set: fn(&mut LeastSquaresOptions)| {
        let mut problem = base();
        set(&mut problem.options);
        problem
    };
    for (problem, path) in [
        (LeastSquaresProblem { initial: Vec::new().into(), ..base() }, "initial"),
        (LeastSquaresProblem { initial: vec![1.0, f64::NAN].into(), ..base() }, "initial[1]"),
        (LeastSquaresProblem { initial: vec![0.0; 301].into(), ..base() }, "initial"),
        (LeastSquaresProblem { residual_count: 0, ..base() }, "residualCount"),
        (LeastSquaresProblem { residual_count: 1 << 24, ..base() }, "residualCount"),
        (with(|options| options.lower = vector(&[0.0])), "lower"),
        (with(|options| options.lower = vector(&[0.0, f64::INFINITY])), "lower[1]"),
        (with(|options| options.upper = vector(&[-f64::INFINITY, 0.0])), "upper[0]"),
        (with(|options| options.upper = vector(&[f64::NAN, 0.0])), "upper[0]"),
        (
            with(|options| {
                options.lower = vector(&[0.0, 2.0]);
                options.upper = vector(&[0.0, 1.0]);
            }),
            "upper[1]",
        ),
        (with(|options| options.weights = vector(&[1.0])), "weights"),
        (with(|options| options.weights = vector(&[1.0, -1.0, 1.0])), "weights[1]"),
        (with(|options| options.weights = vector(&[0.0; 3])), "weights"),
        (with(|options| options.loss_scale = 0.0), "lossScale"),
        (with(|options| options.tolerance = 0.0), "tolerance"),
        (
            LeastSquaresProblem {
                jacobian_structure: Some(Structure { rows: vec![3].into(), columns: vec![0].into() }),
                ..base()
            },
            "jacobianStructure.rows[0]",
        ),
    ] {
        assert_eq!(solve(problem, nothing).expect_err("is refused").path, path);
    }
}

proptest! {
    // The same problems on every machine.
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_240_117),
        ..ProptestConfig::default()
    })]

    /// Random small problems with bounds, some of them active, and every loss: the status must be true.
    #[test]
    fn a_status_means_what_it_says(
        (coefficients, start, boxes, loss, jacobian) in (
            prop::collection::vec(-30..=30_i32, 15),
            prop::collection::vec(-5.0..5.0_f64, 3),
            prop::collection::vec((-3..=3_i32, 0..=4_i32), 3),
            prop::sample::select(vec![Loss::Linear, Loss::Huber, Loss::SoftL1, Loss::Cauchy]),
            any::<bool>(),
        )
    ) {
        let lower: Vec<_> = boxes.iter().map(|&(low, _)| if low == -3 { f64::NEG_INFINITY } else { f64::from(low) }).collect();
        let upper: Vec<_> = boxes.iter().map(|&(low, width)| if width == 4 { f64::INFINITY } else { f64::from(low + width) }).collect();
        let residuals = |x: &[Dual]| -> Vec<Dual> {
            (0..5).map(|i| {
                let c = |k: usize| f64::from(coefficients[3 * i + k]) / 10.0;
                let wave = (x[i % 3].clone() * 0.7).sin() * c(2);
                x[0].clone() * c(0) + x[1].clone() * x[2].clone() * c(1) + wave - Dual::constant(c(0) + 1.0, 3)
            }).collect()
        };
        let problem = LeastSquaresProblem { jacobian, options: LeastSquaresOptions { loss, lower: vector(&lower), upper: vector(&upper), ..LeastSquaresOptions::default() }, ..problem(&start, 5) };
        let solution = solve(problem, residuals).expect("a solution");
        let x = &solution.solution;
        prop_assert!((0..3).all(|j| lower[j] <= x[j] && x[j] <= upper[j]));
        prop_assert!(solution.objective.is_finite() && solution.kkt_residual.is_finite());
        if solution.status == LeastSquaresStatus::Stalled {
            // Only if a column of the Jacobian almost vanishes at the minimum, so that the model does not depend on the
            // variable.
            let duals = residuals(&Dual::variables(x));
            let norm = |j: usize| duals.iter().map(|dual| dual.gradient[j].powi(2)).sum::<f64>().sqrt();
            prop_assert!((0..3).any(|j| norm(j) < 1e-5), "{:?}", solution);
        }
        if solution.status == LeastSquaresStatus::Converged {
            prop_assert!(solution.kkt_residual <= 1e-8 || solution.objective < 1e-20, "{:?}", solution);
            // Multipliers are nonzero only at bounds, with the right signs.
            for j in 0..3 {
                let v = solution.bound_multipliers[j];
                prop_assert!(v == 0.0 || v < 0.0 && x[j] == lower[j] || v > 0.0 && x[j] == upper[j] || lower[j] == upper[j]);
            }
        }
    }
}
