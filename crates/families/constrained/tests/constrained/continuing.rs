//! Runs continued from others: from solutions, from interrupted runs, and with minima at infinity.

use crate::common::{Given, Program, assert_close, custom, go_on_from, program};
use superlinear_constrained::minimize::{HessianApproximation, MinimizeRecord, MinimizeStatus};

#[test]
fn a_run_from_a_solutions_warm_start_stops_at_once() {
    for name in ["HS77", "HS100LNP", "BT1", "HS7"] {
        let program = program(name);
        let first = program.solve(Given::Everything);
        let mut problem = program.problem(Given::Everything);
        go_on_from(&mut problem, &first);
        let again = program.solve_as(problem);
        assert_eq!((again.status, again.iterations), (MinimizeStatus::Converged, 0), "{name}");
        let evaluations = again.evaluations;
        let counts = [evaluations.objective, evaluations.constraints, evaluations.gradient, evaluations.jacobian];
        assert_eq!((counts, evaluations.hessian), ([1; 4], 1));
    }
}

/// Total steps in the second half: of the run itself, and of a run continued from the state at half time.
fn steps_from_half_way(names: &[&str], given: Given, approximation: HessianApproximation) -> (u32, u32) {
    let (mut uninterrupted, mut resumed) = (0, 0);
    for name in names {
        let program = program(name);
        let mut problem = program.problem(given);
        problem.hessian_approximation = approximation;
        let whole = program.solve_as(problem.clone());
        problem.max_iterations = whole.iterations / 2;
        let half = program.solve_as(problem.clone());
        assert_eq!(half.status, MinimizeStatus::IterationLimit);
        problem.max_iterations = 300;
        go_on_from(&mut problem, &half);
        let rest = program.solve_as(problem);
        assert_eq!(rest.status, MinimizeStatus::Converged, "{name}");
        assert_close(rest.objective, whole.objective, 1e-8);
        uninterrupted += whole.iterations - half.iterations;
        resumed += rest.iterations;
    }
    (uninterrupted, resumed)
}

#[test]
fn an_interrupted_run_goes_on_as_if_it_had_not_been() {
    let names =
        ["HS6", "HS7", "HS26", "HS39", "HS40", "HS42", "HS77", "HS78", "HS79", "HS100LNP", "BT2", "BT5", "BT12"];
    let approximations =
        [(Given::Everything, HessianApproximation::FiniteDifferences), (Given::First, HessianApproximation::Bfgs)];
    for (given, approximation) in approximations {
        let (uninterrupted, resumed) = steps_from_half_way(&names, given, approximation);
        println!("{given:?} {approximation:?}: {resumed} steps where {uninterrupted} were left");
        assert!(resumed <= uninterrupted);
    }
}

/// Least squares fit of a exp(b t) + c to points on a line. It improves as b approaches zero and a infinity.
fn endless_fit() -> Program {
    let squares: Vec<_> =
        (0..12).map(|i| f64::from(i) / 2.0).map(|t| format!("(x1*exp({t}*x2)+x3-({}))^2", 1.0 + 0.5 * t)).collect();
    custom(&squares.join("+"), &[], &[1.0, -1.0, 0.0])
}

#[test]
fn a_search_without_end_says_so_and_goes_on_where_it_was() {
    let program = endless_fit();
    let mut problem = program.problem(Given::Everything);
    problem.max_iterations = 5000;
    let mut objective = f64::INFINITY;
    for round in 0..8 {
        let solution = program.solve_as(problem.clone());
        let history = solution.history.as_ref().expect("a history");
        let last = history.last().expect("a record");
        println!(
            "{round}: {:?} {} {:.3e} {:.1e}",
            solution.status, solution.iterations, last.objective, last.kkt_residual
        );
        // The gradient vanishes towards infinity.
        if matches!(solution.status, MinimizeStatus::Acceptable | MinimizeStatus::Converged) {
            assert!(solution.kkt_residual <= 1e-6);
            return;
        }
        assert_eq!(solution.status, MinimizeStatus::Stalled);
        assert!(solution.iterations < 1000);
        // The best point and the last one.
        let min = history.iter().map(|record| record.kkt_residual).fold(f64::INFINITY, f64::min);
        assert_eq!(solution.kkt_residual, min);
        go_on_from(&mut problem, &solution);
        assert_close(program.objective_at(&problem.initial).value, last.objective, 1e-12);
        assert!(last.objective < objective);
        objective = last.objective;
    }
}

#[test]
fn the_best_point_is_the_one_of_least_residual_that_holds_the_constraints() {
    // As above, with the residuals as variables: the start satisfies the equations exactly, later points nearly.
    let terms: Vec<_> = (0..6).map(|i| (f64::from(i), 1.0 + 0.5 * f64::from(i))).collect();
    let objective = (0..6).map(|i| format!("x{}^2", i + 4)).collect::<Vec<_>>().join("+");
    let constraints: Vec<_> =
        terms.iter().enumerate().map(|(i, (t, y))| format!("x1*exp({t}*x2)+x3-({y})-x{}", i + 4)).collect();
    let constraints: Vec<_> = constraints.iter().map(String::as_str).collect();
    let program = custom(&objective, &constraints, &[1.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    for max in [3, 10, 30, 100] {
        let mut problem = program.problem(Given::Everything);
        problem.max_iterations = max;
        let solution = program.solve_as(problem);
        let history = solution.history.expect("a history");
        let rank = |record: &&MinimizeRecord| (record.constraint_violation > 1e-8, record.kkt_residual);
        let best = history.iter().map(|record| rank(&record)).min_by(|a, b| a.partial_cmp(b).expect("finite numbers"));
        assert_eq!(best, Some((solution.constraint_violation > 1e-8, solution.kkt_residual)));
        if matches!(solution.status, MinimizeStatus::IterationLimit) {
            let last = history.last().expect("a record");
            assert_close(program.objective_at(&solution.warm_start.initial).value, last.objective, 1e-12);
        }
    }
}
