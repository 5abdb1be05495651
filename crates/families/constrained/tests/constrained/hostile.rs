//! Notoriously difficult bounded problems, by name, and their termination status.

use crate::bounded::{Bounded, tabulated};
use crate::common::{Given, assert_close, go_on_from};
use superlinear_constrained::minimize::{HessianApproximation, MinimizeStatus, SecondOrder};

const INFINITY: f64 = f64::INFINITY;
const ALL: [Given; 4] = [Given::Nothing, Given::First, Given::Products, Given::Everything];

/// Solves with all kinds of derivatives. No function may be evaluated outside the bounds.
fn assert_all(problem: &Bounded, status: MinimizeStatus, check: impl Fn(&[f64], f64)) {
    for given in ALL {
        let outcome = problem.solve(given);
        assert_eq!((outcome.solution.status, outcome.asked_outside), (status, 0), "{given:?}");
        assert!(problem.is_inside(&outcome.solution.solution));
        check(&outcome.solution.solution, outcome.solution.objective);
    }
}

#[test]
fn closed_forms() {
    // The nearest point to (2, 1) under x2 <= 1/2 x1 and within the unit box.
    let problem = Bounded::new("(x1-2)^2+(x2-1)^2", &["0.5*x1-x2"], &[0.5, 0.5])
        .between(&[0.0, 0.0], &[1.0, 1.0])
        .where_constraints_are(&[0.0], &[INFINITY]);
    for given in ALL {
        let solution = problem.solve(given).solution;
        assert_eq!(solution.status, MinimizeStatus::Converged);
        assert_eq!(solution.solution[0], 1.0);
        assert_close(solution.solution[1], 0.5, 1e-8);
        // From -1 and (-2, 0) with (1/2, -1) and (1, 0): the constraint's multiplier is -1, the bound's 2 + 1/2.
        assert_close(solution.multipliers[0], -1.0, 1e-6);
        assert_close(solution.bound_multipliers[0], 2.5, 1e-6);
        assert_eq!(solution.bound_multipliers[1], 0.0);
        assert_eq!((solution.active_bounds.to_vec(), solution.active_constraints.to_vec()), (vec![1, 0], vec![-1]));
    }
}

#[test]
fn a_box_that_a_line_misses_is_told_infeasible() {
    let problem = Bounded::new("x1^2+x2^2", &["x1+x2"], &[0.2, 0.9])
        .between(&[0.0, 0.0], &[1.0, 1.0])
        .where_constraints_are(&[3.0], &[INFINITY]);
    for given in ALL {
        let solution = problem.solve(given).solution;
        assert_eq!(solution.status, MinimizeStatus::LocallyInfeasible, "{given:?}");
        assert_eq!(solution.solution.to_vec(), vec![1.0, 1.0]);
        assert_eq!(solution.constraint_violation, 1.0);
    }
}

#[test]
fn functions_need_not_be_defined_outside_the_bounds() {
    let problem = Bounded::new("x1-ln(x1)", &[], &[0.0]).between(&[0.0], &[INFINITY]);
    assert_all(&problem, MinimizeStatus::Converged, |x, _| assert_close(x[0], 1.0, 1e-7));
    let problem = Bounded::new("x1+sqrt(x2)", &["x1^2+x2"], &[0.0, 0.0])
        .between(&[0.0, 0.0], &[INFINITY, INFINITY])
        .where_constraints_are(&[1.0], &[INFINITY]);
    for given in ALL {
        let outcome = problem.solve(given);
        assert_eq!(outcome.asked_outside, 0);
        assert!(outcome.solution.objective.is_finite());
    }
}

#[test]
fn fixed_variables_are_never_differenced_and_their_derivatives_may_be_undefined() {
    // The derivatives of the logarithm are undefined at 0, and its value beyond.
    let problem = Bounded::new("(x1-3)^2+(x2-1)^2*x3+0*x2", &["x1+x2"], &[7.0, 7.0, 7.0])
        .between(&[-INFINITY, 2.0, 1.0], &[INFINITY, 2.0, 4.0])
        .where_constraints_are(&[-INFINITY], &[4.0]);
    assert_all(&problem, MinimizeStatus::Converged, |x, objective| {
        assert_eq!((x[1], x[2]), (2.0, 1.0));
        assert_close(x[0], 2.0, 1e-7);
        assert_close(objective, 2.0, 1e-7);
    });
    let solution = problem.solve(Given::Everything).solution;
    // At x = (2, 2, 1) the gradient is (-2, 2, 1), and the constraint's multiplier 2.
    assert_close(solution.multipliers[0], 2.0, 1e-8);
    assert_close(solution.bound_multipliers[1], -4.0, 1e-8);
    assert_eq!(solution.active_bounds.to_vec(), vec![0, 2, -1]);
    let all_fixed = Bounded::new("x1+x2", &["x1-x2"], &[0.0, 0.0])
        .between(&[1.0, 2.0], &[1.0, 2.0])
        .where_constraints_are(&[-1.0], &[INFINITY]);
    assert_all(&all_fixed, MinimizeStatus::Converged, |x, _| assert_eq!(x, [1.0, 2.0]));
}

#[test]
fn constraints_that_may_have_any_value_are_ignored() {
    let problem = Bounded::new("(x1-1)^2+(x2-2)^2", &["1/0*x1", "x1+x2", "ln(0-x1^2-1)"], &[0.0, 0.0])
        .where_constraints_are(&[-INFINITY, -INFINITY, -INFINITY], &[INFINITY, 2.0, INFINITY]);
    // (A given Hessian is one of a sum that includes them.)
    for given in [Given::Nothing, Given::First] {
        let solution = problem.solve(given).solution;
        assert_eq!(solution.status, MinimizeStatus::Converged, "{given:?}");
        assert_close(solution.objective, 0.5, 1e-7);
        assert_eq!((solution.multipliers[0], solution.multipliers[2]), (0.0, 0.0));
    }
}

#[test]
fn wachter_and_biegler_s_problem_is_solved() {
    let problem = tabulated("WACHTER").bounded();
    assert_all(&problem, MinimizeStatus::Converged, |x, _| assert_close(x[0], 1.0, 1e-6));
}

#[test]
fn repeated_rows_and_empty_interiors_are_no_hindrance() {
    let twice = Bounded::new("x1^2+x2^2+x3^2+x1+x2+x3", &["x1+x2+x3", "x1+x2+x3"], &[0.2, 0.5, 0.1])
        .between(&[0.0; 3], &[INFINITY; 3])
        .where_constraints_are(&[1.0; 2], &[1.0; 2]);
    assert_all(&twice, MinimizeStatus::Converged, |_, objective| assert_close(objective, 4.0 / 3.0, 1e-7));
    let no_interior = tabulated("NOINTERIOR").bounded();
    assert_all(&no_interior, MinimizeStatus::Converged, |_, objective| assert_close(objective, 2.0, 1e-4));
    // A single point, without multipliers.
    let point = Bounded::new("x1+x2", &["x1^2+x2^2"], &[1.0, 1.0]).where_constraints_are(&[-INFINITY], &[0.0]);
    for given in ALL {
        let solution = point.solve(given).solution;
        assert!(
            matches!(solution.status, MinimizeStatus::Converged | MinimizeStatus::Acceptable),
            "{:?}",
            solution.status
        );
        assert!(solution.objective.abs() <= 3e-4 && solution.constraint_violation <= 1e-8);
        // The gain due to the violation is reported.
        assert!(solution.objective_slack >= 0.1 * solution.objective.abs());
    }
}

#[test]
fn complementarity_constraints_are_solved_as_they_stand() {
    for (name, objective) in [("BARD1", 17.0)] {
        let problem = tabulated(name).bounded();
        for given in ALL {
            let solution = problem.solve(given).solution;
            assert_eq!(solution.status, MinimizeStatus::Converged);
            assert_close(solution.objective, objective, 1e-5);
        }
    }
    // Of 0 <= x1 and 0 <= x2 one is active: x1 x2 <= 0.
    let problem = Bounded::new("(x1-1)^2+(x2-2)^2", &["x1*x2"], &[1.0, 1.0])
        .between(&[0.0; 2], &[INFINITY; 2])
        .where_constraints_are(&[-INFINITY], &[0.0]);
    assert_all(&problem, MinimizeStatus::Converged, |_, objective| {
        assert!((objective - 1.0).abs() < 1e-5 || (objective - 4.0).abs() < 1e-5);
    });
}

#[test]
fn rays_and_curves_without_a_bound_are_found_out() {
    let above_line = Bounded::new("-x1-x2", &["x1-x2"], &[0.0, 0.0])
        .between(&[0.0; 2], &[INFINITY; 2])
        .where_constraints_are(&[-1.0], &[1.0]);
    let product = Bounded::new("-x1*x2", &["x1-x2"], &[1.0, 2.0])
        .between(&[0.0; 2], &[INFINITY; 2])
        .where_constraints_are(&[-1.0], &[1.0]);
    let cubic = Bounded::new("x1^3", &[], &[-1.0]).between(&[-INFINITY], &[5.0]);
    for problem in [above_line, product, cubic] {
        for given in ALL {
            let outcome = problem.solve(given);
            let solution = outcome.solution;
            assert_eq!((solution.status, outcome.asked_outside), (MinimizeStatus::Unbounded, 0), "{given:?}");
            let ray = solution.ray.expect("a direction");
            let far: Vec<_> = solution.solution.iter().zip(&*ray).map(|(x, along)| x + 1e25 * along).collect();
            assert!(problem.program.objective_at(&far).value < -1e20 && problem.is_inside(&far));
        }
    }
    // Objectives that decrease forever towards a finite limit are not unbounded.
    let logarithm = Bounded::new("exp(0-x1)", &[], &[1.0]).between(&[0.0], &[INFINITY]);
    assert_all(&logarithm, MinimizeStatus::Converged, |x, _| assert!(x[0] > 10.0));
}

#[test]
fn a_maximum_between_bounds_is_left_where_a_minimum_is_required() {
    let maximum = Bounded::new("0-x1^2+x2^2", &[], &[0.0, 0.0]).between(&[-1.0, -1.0], &[2.0, 1.0]);
    let on_a_circle = Bounded::new("x1+x2", &["x1^2+x2^2"], &[1.0, 1.0])
        .between(&[-5.0, -5.0], &[5.0, 5.0])
        .where_constraints_are(&[2.0], &[2.0]);
    for (problem, minima) in [(maximum, [-1.0, -4.0]), (on_a_circle, [-2.0, -2.0])] {
        for given in [Given::Everything, Given::First, Given::Nothing] {
            let mut as_given = problem.problem(given);
            as_given.initial_multipliers = Some(vec![-0.5; problem.constraint_lower.len()].into());
            as_given.initial_bound_multipliers = Some(vec![0.0, 0.0].into());
            let first_order = problem.solve_as(as_given.clone()).solution;
            assert_eq!((first_order.status, first_order.iterations), (MinimizeStatus::Converged, 0));
            assert_eq!(first_order.second_order, SecondOrder::Insufficient);
            as_given.require_minimum = true;
            let outcome = problem.solve_as(as_given);
            let solution = outcome.solution;
            assert_eq!((solution.status, solution.second_order), (MinimizeStatus::Converged, SecondOrder::Sufficient));
            assert!(minima.iter().any(|minimum| (solution.objective - minimum).abs() < 1e-7), "{}", solution.objective);
            assert_eq!(outcome.asked_outside, 0);
        }
    }
}

#[test]
fn limits_are_statuses_with_the_best_point() {
    let problem = tabulated("HS71").bounded();
    for max in 0..7 {
        let mut as_given = problem.problem(Given::Everything);
        as_given.max_iterations = max;
        let outcome = problem.solve_as(as_given);
        assert_eq!((outcome.solution.status, outcome.solution.iterations), (MinimizeStatus::IterationLimit, max));
        assert!(outcome.solution.kkt_residual.is_finite() && problem.is_inside(&outcome.solution.solution));
    }
}

#[test]
fn an_interrupted_run_goes_on() {
    for approximation in [HessianApproximation::FiniteDifferences, HessianApproximation::Bfgs] {
        for name in ["HS15", "HS65", "HS113"] {
            let problem = tabulated(name).bounded();
            let mut as_given = problem.problem(Given::First);
            as_given.hessian_approximation = approximation;
            let whole = problem.solve_as(as_given.clone()).solution;
            as_given.max_iterations = whole.iterations / 2;
            let half = problem.solve_as(as_given.clone()).solution;
            as_given.max_iterations = 300;
            go_on_from(&mut as_given, &half);
            let rest = problem.solve_as(as_given).solution;
            assert_eq!(rest.status, MinimizeStatus::Converged, "{name}");
            assert_close(rest.objective, whole.objective, 1e-6);
        }
    }
}

/// A string above an obstacle: n variables, a banded Hessian, and one inequality in all variables.
fn obstacle(n: usize) -> (superlinear_constrained::minimize::MinimizeSolution, u32) {
    let height = |i: usize| 0.2 - 2.0 * ((i as f64 + 1.0) / (n as f64 + 1.0) - 0.4).powi(2);
    let lower: Vec<_> = (0..n).map(height).collect();
    let bounded = Bounded::new("0", &["0"], &vec![0.0; n]).between(&lower, &vec![INFINITY; n]);
    let mut problem = bounded.problem(Given::Everything);
    let stiffness = (n + 1) as f64;
    let diagonal = (0..n as i32).collect::<Vec<_>>();
    let rows = diagonal.iter().copied().chain(1..n as i32).collect::<Vec<_>>();
    let columns = diagonal.iter().copied().chain(0..n as i32 - 1).collect::<Vec<_>>();
    problem.hessian_structure =
        Some(superlinear_numerics::pattern::Structure { rows: rows.into(), columns: columns.into() });
    problem.constraint_lower = None;
    problem.constraint_upper = Some(vec![0.3 * stiffness].into());
    let mut asked_outside = 0;
    let solution = crate::common::converse(problem, superlinear_interface::RunOptions::default(), |question, point| {
        let x = &point[..n];
        asked_outside += u32::from(!bounded.is_inside(x));
        let slope = |i: usize| {
            let (before, after) = (if i > 0 { x[i - 1] } else { 0.0 }, if i + 1 < n { x[i + 1] } else { 0.0 });
            stiffness * (2.0 * x[i] - before - after)
        };
        match question {
            "objective" => vec![0.5 * (0..n).map(|i| x[i] * slope(i)).sum::<f64>()],
            "constraints" => vec![x.iter().sum()],
            "gradient" => (0..n).map(slope).collect(),
            "jacobian" => vec![1.0; n],
            "hessian" => {
                let weight = point[n + 1] * stiffness;
                (0..n).map(|_| 2.0 * weight).chain((1..n).map(|_| -weight)).collect()
            }
            _ => panic!("no question {question}"),
        }
    });
    (solution.expect("a solution"), asked_outside)
}

#[test]
fn thousands_of_variables_are_solved_by_a_sparse_decomposition() {
    for n in [300, 1000, 3000] {
        let (solution, asked_outside) = obstacle(n);
        println!("{n}: {:?} {} {:?}", solution.status, solution.iterations, solution.statistics);
        assert_eq!((solution.status, asked_outside), (MinimizeStatus::Converged, 0));
        assert_eq!(solution.second_order, SecondOrder::Sufficient);
        // A part of the string lies on the obstacle; the rest is straight.
        let on_it = solution.active_bounds.iter().filter(|bound| **bound == -1).count();
        assert!(on_it > n / 20 && on_it < n / 2, "{on_it}");
        assert!(solution.iterations <= 60);
    }
}
