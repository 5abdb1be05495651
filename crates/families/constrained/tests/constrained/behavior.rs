//! Termination status: problems without constraints, without solutions, unbounded problems, and functions undefined at
//! some points.

use crate::common::{Given, assert_close, converse, custom, program};
use superlinear_constrained::minimize::{MinimizeSolution, MinimizeStatus, SecondOrder};
use superlinear_interface::{Code, RunOptions};

const ALL: [Given; 4] = [Given::Nothing, Given::First, Given::Products, Given::Everything];

fn assert_point(solution: &MinimizeSolution, expected: &[f64], tolerance: f64) {
    assert_eq!(solution.solution.len(), expected.len());
    solution.solution.iter().zip(expected).for_each(|(&x, &expected)| assert_close(x, expected, tolerance));
}

#[test]
fn without_constraints_it_is_newtons_method() {
    let rosenbrock = custom("100*(x2-x1^2)^2+(1-x1)^2", &[], &[-1.2, 1.0]);
    for given in ALL {
        let solution = rosenbrock.solve(given);
        assert_eq!(solution.status, MinimizeStatus::Converged);
        assert_eq!(solution.second_order, SecondOrder::Sufficient);
        assert_point(&solution, &[1.0, 1.0], 1e-6);
        assert!(solution.multipliers.is_empty());
    }
}

#[test]
fn as_many_equations_as_variables_are_solved_as_a_system() {
    let system = custom("0", &["x1^2+x2^2-25", "x1*x2-9"], &[2.0, 1.0]);
    for given in ALL {
        let solution = system.solve(given);
        assert_eq!(solution.status, MinimizeStatus::Converged);
        assert!(solution.constraint_violation <= 1e-8);
    }
}

#[test]
fn a_quadratic_with_linear_constraints_takes_one_step() {
    for name in ["HS28", "HS48", "HS51", "HS52", "BT3", "GENHS28"] {
        assert_eq!(program(name).solve(Given::Everything).iterations, 1, "{name}");
    }
}

#[test]
fn infeasible_problems_end_at_the_least_violation() {
    let cases = [
        (custom("x1", &["x1^2+1"], &[3.0]), vec![0.0], 1.0),
        (custom("x1^2+x2^2", &["x1+x2-1", "x1+x2-2"], &[5.0, -3.0]), vec![], 0.5),
        (custom("x1^2+x2^2", &["x1+x2-1", "2*x1+2*x2-4"], &[1.0, 1.0]), vec![], 0.8),
        // A line that misses a circle.
        (custom("x1", &["x1^2+x2^2-1", "x1+x2-3"], &[1.0, 0.0]), vec![0.75_f64.cbrt(); 2], 3.0 - 2.0 * 0.75_f64.cbrt()),
    ];
    for (program, point, violation) in cases {
        for given in ALL {
            let solution = program.solve(given);
            assert_eq!(solution.status, MinimizeStatus::LocallyInfeasible);
            let residual = |x: &[f64]| program.constraints_at(x).iter().map(|c| c.value * c.value).sum::<f64>();
            let min = residual(&solution.solution);
            // No nearby point has a smaller violation.
            for i in 0..solution.solution.len() {
                for step in [-1e-3, 1e-3] {
                    let mut x = solution.solution.to_vec();
                    x[i] += step;
                    assert!(residual(&x) >= min * (1.0 - 1e-9));
                }
            }
            assert_close(solution.constraint_violation, violation, 1e-5);
            if !point.is_empty() {
                assert_point(&solution, &point, 1e-3);
            }
        }
    }
}

#[test]
fn a_violation_that_vanishes_only_at_infinity_is_not_taken_for_a_solution() {
    let solution = custom("x2^2", &["exp(x1)+x2^2"], &[0.0, 1.0]).solve(Given::Everything);
    assert!(solution.status != MinimizeStatus::Converged || solution.constraint_violation <= 1e-8);
}

#[test]
fn an_objective_without_a_bound_is_found_out() {
    let solution = custom("x1-x2", &[], &[0.5, 1.0]).solve(Given::Everything);
    assert_eq!(solution.status, MinimizeStatus::Unbounded);
    // Along straight lines within the constraints, from feasible and infeasible points.
    for (objective, constraints) in [
        ("x1-x2+x3", vec!["x2-1"]),
        ("x1+x3", vec!["x2-1", "x1-x3"]),
        ("0.001*x1+x2^2", vec!["x2+x3-1"]),
        ("x1+x2^2+x3^2", vec!["x2^2+x3^2-2"]),
        ("x1^3+x2^2+x3^2", vec!["x2+x3"]),
        ("x2^2+x3^2-x1^2", vec!["x2+x3"]),
    ] {
        let solution = custom(objective, &constraints, &[-0.5, 1.0, 2.0]).solve(Given::Everything);
        assert_eq!(solution.status, MinimizeStatus::Unbounded, "{objective}");
        assert!(solution.objective < -1e20 && solution.constraint_violation <= 1e-8, "{objective}");
    }
    // Along a curve, rounding stops the descent earlier.
    let solution = custom("x1-x2", &["x2-x1^2"], &[0.5, 1.0]).solve(Given::Everything);
    assert_ne!(solution.status, MinimizeStatus::Converged);
}

#[test]
fn points_where_the_functions_are_not_defined_are_refused_steps() {
    // The first full step leads to a negative argument of the logarithm.
    let program = custom("x1-ln(x1)+x2^2", &["x1*x2-1"], &[20.0, 0.05]);
    for given in ALL {
        let solution = program.solve(given);
        assert_eq!(solution.status, MinimizeStatus::Converged, "{given:?}");
        assert!(solution.solution[0] > 0.0);
    }
}

#[test]
fn functions_that_are_not_finite_at_the_start_are_refused_by_name() {
    let program = program("HS77");
    for name in ["objective", "constraints", "gradient", "jacobian", "hessian"] {
        for value in [f64::NAN, f64::INFINITY] {
            let error = converse(program.problem(Given::Everything), RunOptions::default(), |question, point| {
                let mut answer = program.answer(question, point);
                if question == name {
                    answer[0] = value;
                }
                answer
            })
            .expect_err("a refusal");
            assert_eq!((error.code, error.path.as_str()), (Code::InvalidInput, name));
        }
    }
}

#[test]
fn a_hessian_that_is_not_finite_further_on_is_a_refused_step() {
    let program = program("HS77");
    let mut asked = 0;
    let solution = converse(program.problem(Given::Everything), RunOptions::default(), |question, point| {
        let mut answer = program.answer(question, point);
        if question == "hessian" {
            asked += 1;
            if asked == 3 {
                answer[0] = f64::NAN;
            }
        }
        answer
    })
    .expect("a solution");
    assert_eq!(solution.status, MinimizeStatus::Converged);
    assert_close(solution.objective, program.optimum, 1e-8);
}

#[test]
fn a_gradient_with_a_wrong_sign_never_converges_to_a_violated_constraint() {
    let program = program("HS78");
    let solution = converse(program.problem(Given::Everything), RunOptions::default(), |question, point| {
        let mut answer = program.answer(question, point);
        if question == "gradient" {
            answer[1] = -answer[1];
        }
        answer
    })
    .expect("a solution");
    let violated = solution.constraint_violation > 1e-8;
    assert!(solution.status != MinimizeStatus::Converged || !violated);
    assert!(solution.solution.iter().all(|x| x.is_finite()));
}

#[test]
fn limits_are_statuses_with_the_best_point() {
    let program = program("HS7");
    let mut problem = program.problem(Given::Everything);
    problem.max_iterations = 0;
    let solution = program.solve_as(problem);
    assert_eq!((solution.status, solution.iterations), (MinimizeStatus::IterationLimit, 0));
    assert_point(&solution, &program.initial, 0.0);
    let options = RunOptions { time_limit: Some(0.0), ..RunOptions::default() };
    let answer = |question: &str, point: &[f64]| program.answer(question, point);
    let solution = converse(program.problem(Given::Everything), options, answer).expect("a solution");
    assert_eq!(solution.status, MinimizeStatus::TimeLimit);
}

#[test]
fn the_best_direction_of_warm_starts_are_the_multipliers() {
    // The derivative of the minimum with respect to the required value is minus the multiplier.
    let program = custom("x1+x2", &["x1^2+x2^2-2"], &[-2.0, 0.0]);
    let solution = program.solve(Given::Nothing);
    assert_point(&solution, &[-1.0, -1.0], 1e-7);
    assert_close(solution.multipliers[0], 0.5, 1e-7);
    let moved = custom("x1+x2", &["x1^2+x2^2-2.0002"], &[-2.0, 0.0]).solve(Given::Nothing);
    assert_close((moved.objective - solution.objective) / 0.0002, -solution.multipliers[0], 1e-4);
}

#[test]
fn units_do_not_decide_the_point() {
    for name in ["HS77", "HS78", "HS79", "HS100LNP", "BT2", "HS7"] {
        let program = program(name);
        let reference = program.solve(Given::Everything);
        let mut larger = program.clone();
        larger.objective = format!("10000*({})", program.objective);
        assert_point(&larger.solve(Given::Everything), &reference.solution, 1e-6);
        let mut steeper = program.clone();
        steeper.constraints[0] = format!("1000*({})", program.constraints[0]);
        assert_point(&steeper.solve(Given::Everything), &reference.solution, 1e-6);
    }
}

#[test]
fn targets_are_the_values_of_the_constraints() {
    let program = custom("x1^2+x2^2", &["x1+x2"], &[3.0, 1.0]);
    let mut problem = program.problem(Given::Nothing);
    problem.constraint_lower = Some(vec![4.0].into());
    problem.constraint_upper = Some(vec![4.0].into());
    assert_point(&program.solve_as(problem), &[2.0, 2.0], 1e-7);
}

#[test]
fn the_first_step_on_hs7_needs_a_shift_of_the_hessian() {
    let history = program("HS7").solve(Given::Everything).history.expect("a history");
    assert_eq!(history[0].hessian_shift, 0.0);
    assert!(history[1].hessian_shift > 0.0);
}

#[test]
fn the_last_steps_converge_superlinearly() {
    for name in ["HS77", "HS78", "HS79", "HS100LNP"] {
        let program = program(name);
        let mut problem = program.problem(Given::Everything);
        problem.tolerance = 1e-11;
        let history = program.solve_as(problem).history.expect("a history");
        let residuals: Vec<_> = history.iter().map(|record| record.kkt_residual).collect();
        let last: Vec<_> = residuals.windows(2).rev().take(3).map(|pair| (pair[0], pair[1])).collect();
        for &(before, after) in last.iter().rev() {
            println!("{name}: {before:.1e} to {after:.1e}, order {:.2}", after.ln() / before.ln());
            // Rounding ends superlinear convergence.
            assert!(after <= 10.0 * before.powf(1.5) + 1e-13, "{name}");
        }
        assert!(history.iter().rev().take(3).all(|record| record.step_size == 1.0), "{name} takes whole steps");
    }
}

#[test]
fn quasi_newton_updates_find_the_same_points() {
    use superlinear_constrained::minimize::HessianApproximation;
    for name in ["HS6", "HS7", "HS28", "HS39", "HS40", "HS42", "HS48", "HS77", "HS78", "HS79", "BT5", "BT12", "MARATOS"]
    {
        let program = program(name);
        for approximation in [HessianApproximation::Bfgs, HessianApproximation::LimitedMemory] {
            for given in [Given::First, Given::Nothing] {
                let mut problem = program.problem(given);
                problem.hessian_approximation = approximation;
                let solution = program.solve_as(problem);
                println!("{name} {approximation:?} {given:?} {:?} {}", solution.status, solution.iterations);
                assert!(matches!(solution.status, MinimizeStatus::Converged | MinimizeStatus::Acceptable), "{name}");
                assert_close(solution.objective, program.optimum, 1e-7);
            }
        }
    }
}

#[test]
fn a_maximum_is_left_where_a_minimum_is_required() {
    let maximum = custom("x1+x2", &["x1^2+x2^2-2"], &[1.0, 1.0]);
    let saddle = custom("x1^2-x2^2+x2^4+x3^2", &["x1+x3"], &[0.0, 0.0, 0.0]);
    for (program, minimum) in [(maximum, -2.0), (saddle, -0.25)] {
        for given in [Given::Everything, Given::First, Given::Nothing] {
            let mut problem = program.problem(given);
            let first_order = program.solve_as(problem.clone());
            assert_eq!((first_order.status, first_order.iterations), (MinimizeStatus::Converged, 0));
            assert_eq!(first_order.second_order, SecondOrder::Insufficient);
            problem.require_minimum = true;
            let solution = program.solve_as(problem);
            assert_eq!((solution.status, solution.second_order), (MinimizeStatus::Converged, SecondOrder::Sufficient));
            assert_close(solution.objective, minimum, 1e-8);
        }
    }
}
