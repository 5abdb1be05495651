//! The public problems with bounds and inequalities.

use crate::bounded::{Bounded, Expected, Outcome, Tabulated, table};
use crate::common::{Given, converse, go_on_from};
use superlinear_constrained::minimize::{HessianApproximation, MinimizeProblem, MinimizeStatus};
use superlinear_interface::RunOptions;
use superlinear_numerics::random::Mulberry32;

/// The faults of a solution of a table problem, with this relative tolerance of the objective; empty if there are none.
fn faults(problem: &Tabulated, outcome: &Outcome, tolerance: f64) -> Vec<String> {
    let (bounded, solution) = (problem.bounded(), &outcome.solution);
    let mut faults = Vec::new();
    let mut check = |is_right: bool, what: &str| {
        if !is_right {
            faults.push(format!("{}: {what}", problem.name));
        }
    };
    check(outcome.asked_outside == 0, "a function was asked outside the bounds");
    check(bounded.is_inside(&solution.solution), "the solution is outside the bounds");
    let status = match problem.expected.status.as_str() {
        "converged" => MinimizeStatus::Converged,
        "locallyInfeasible" => MinimizeStatus::LocallyInfeasible,
        "unbounded" => MinimizeStatus::Unbounded,
        status => panic!("no status {status}"),
    };
    check(solution.status == status, &format!("the status is {:?}", solution.status));
    if let Some(violation) = problem.expected.violation {
        check((solution.constraint_violation - violation).abs() <= 1e-4, "the least violation is another one");
    }
    if status == MinimizeStatus::Converged {
        check(bounded.violation(&solution.solution) <= 1e-8, "a constraint is violated");
        let is_right = |expected: &f64| {
            let error = (solution.objective - expected) / expected.abs().max(1.0);
            // Without multipliers, a violation of 1e-8 gains an amount of the order of its square root.
            if problem.kind == "regular" { error.abs() <= tolerance } else { (-1e-4..=1e-6).contains(&error) }
        };
        check(problem.expected.objectives().iter().any(is_right), &format!("the objective is {}", solution.objective));
    }
    faults
}

/// Solves all problems, modified by `change`. Returns total iterations and objective evaluations of the solvable ones.
fn solve_all(given: Given, tolerance: f64, change: impl Fn(&mut MinimizeProblem)) -> (u32, u32) {
    let (mut iterations, mut evaluations, mut wrong) = (0, 0, Vec::new());
    for problem in table() {
        let bounded = problem.bounded();
        let mut as_given = bounded.problem(given);
        change(&mut as_given);
        let outcome = bounded.solve_as(as_given);
        let solution = &outcome.solution;
        println!(
            "{:10} {:?} {:3} (prototype {:3}, Ipopt {:3}) f = {:.10e} violation {:.1e} E = {:.1e} slack {:.0e} {:?} {:?}",
            problem.name,
            solution.status,
            solution.iterations,
            problem.prototype.iterations,
            problem.ipopt.iterations,
            solution.objective,
            solution.constraint_violation,
            solution.kkt_residual,
            solution.objective_slack,
            solution.second_order,
            solution.statistics,
        );
        if problem.expected.status == "converged" {
            iterations += solution.iterations;
            evaluations += solution.evaluations.objective;
        }
        wrong.extend(faults(&problem, &outcome, tolerance));
    }
    println!("{iterations} iterations and {evaluations} evaluations of the objective in all");
    assert!(wrong.is_empty(), "{wrong:#?}");
    (iterations, evaluations)
}

#[test]
fn all_are_solved_with_exact_derivatives() {
    let (iterations, evaluations) = solve_all(Given::Everything, 1e-8, |_| {});
    // Ipopt takes 281 and 405.
    assert!(iterations <= 260 && evaluations <= 340);
}

#[test]
fn all_are_solved_without_derivatives() {
    let (iterations, _) = solve_all(Given::Nothing, 1e-7, |_| {});
    assert!(iterations <= 260);
    let (iterations, _) = solve_all(Given::First, 1e-7, |_| {});
    assert!(iterations <= 260);
}

#[test]
fn quasi_newton_updates_find_the_same_points() {
    for approximation in [HessianApproximation::Bfgs, HessianApproximation::LimitedMemory] {
        println!("{approximation:?}");
        let (iterations, _) = solve_all(Given::First, 1e-7, |problem| problem.hessian_approximation = approximation);
        assert!(iterations <= 430);
    }
}

#[test]
fn regular_ones_have_the_multipliers_and_are_exactly_on_their_ends() {
    for problem in table().into_iter().filter(|problem| problem.kind == "regular") {
        let bounded = problem.bounded();
        let solution = bounded.solve(Given::Everything).solution;
        let Expected { objective, solution: x, constraint_multipliers, bound_multipliers, .. } = problem.expected;
        let [Some(x), Some(constraints), Some(bounds)] = [x, constraint_multipliers, bound_multipliers] else {
            continue;
        };
        if (solution.objective - objective.expect("an objective")).abs() > 1e-6 * solution.objective.abs().max(1.0) {
            continue;
        }
        let pairs = solution.multipliers.iter().zip(&constraints).chain(solution.bound_multipliers.iter().zip(&bounds));
        for (found, expected) in pairs {
            assert!((found - expected).abs() <= 1e-6 * expected.abs().max(1.0), "{}: {found} {expected}", problem.name);
        }
        for (j, &x) in x.iter().enumerate() {
            assert!((solution.solution[j] - x).abs() <= 1e-6 * x.abs().max(1.0), "{}", problem.name);
            let bound = match solution.active_bounds[j] {
                -1 => bounded.lower[j],
                1 => bounded.upper[j],
                _ => solution.solution[j],
            };
            assert_eq!(solution.solution[j], bound, "{}", problem.name);
            assert_eq!(solution.active_bounds[j] != 0, bounds[j].abs() > 1e-6, "{}", problem.name);
        }
    }
}

#[test]
fn other_units_make_no_difference() {
    for problem in table().into_iter().filter(|problem| problem.kind == "regular") {
        let bounded = problem.bounded();
        let mut scaled = bounded.clone();
        scaled.program.objective = format!("10000*({})", bounded.program.objective);
        if let Some(first) = scaled.program.constraints.first_mut() {
            *first = format!("1000*({first})");
            scaled.constraint_lower[0] *= 1000.0;
            scaled.constraint_upper[0] *= 1000.0;
        }
        let [solution, scaled] = [bounded, scaled].map(|problem| problem.solve(Given::Everything).solution);
        assert_eq!(scaled.status, MinimizeStatus::Converged, "{}", problem.name);
        for (x, scaled) in solution.solution.iter().zip(&*scaled.solution) {
            assert!((x - scaled).abs() <= 1e-6 * x.abs().max(1.0), "{}: {x} {scaled}", problem.name);
        }
    }
}

/// With noise of one part in a thousand, no infeasible point may be called a solution.
#[test]
fn noise_makes_no_false_solutions() {
    let mut converged = 0;
    for problem in table() {
        let bounded = problem.bounded();
        let n = bounded.lower.len();
        let noisy = |x: &[f64], i: usize, value: f64| {
            let phase: f64 = x.iter().enumerate().map(|(j, x)| (j + 1) as f64 * x).sum();
            value * (1.0 + 1e-3 * (1e4 * phase + i as f64).sin())
        };
        let solution = converse(bounded.problem(Given::Everything), RunOptions::default(), |question, point| {
            let answer = bounded.program.answer(question, point);
            let first = match question {
                "objective" => 0,
                "constraints" => 1,
                _ => return answer,
            };
            answer.iter().enumerate().map(|(i, value)| noisy(&point[..n], first + i, *value)).collect()
        })
        .expect("a solution");
        let x = &*solution.solution;
        let values = bounded.program.constraints_at(x).into_iter().map(|jet| jet.value);
        let violation = values.enumerate().fold(0.0, |max: f64, (i, value)| {
            let value = noisy(x, i + 1, value);
            max.max(bounded.constraint_lower[i] - value).max(value - bounded.constraint_upper[i])
        });
        assert!(bounded.is_inside(x));
        if solution.status == MinimizeStatus::Converged {
            converged += 1;
            assert!(violation <= 1e-8, "{}: {violation}", problem.name);
        }
    }
    println!("{converged} of 25 converge");
}

/// The problem with all constraint bounds moved by at most one percent.
fn with_moved_bounds(bounded: &Bounded, seed: u32) -> Bounded {
    let mut random = Mulberry32(seed);
    let mut moved = bounded.clone();
    for i in 0..bounded.constraint_lower.len() {
        let part = 0.01 * (2.0 * random.uniform() - 1.0);
        let by = |bound: f64| if bound.is_finite() { bound + part * bound.abs().max(1.0) } else { bound };
        moved.constraint_lower[i] = by(bounded.constraint_lower[i]);
        moved.constraint_upper[i] = by(bounded.constraint_upper[i]);
    }
    moved
}

#[test]
fn warm_starts_pay() {
    let (mut cold, mut warm) = (0, 0);
    for problem in table().into_iter().filter(|problem| problem.name.starts_with("HS")) {
        let bounded = problem.bounded();
        let solution = bounded.solve(Given::Everything).solution;
        let mut again = bounded.problem(Given::Everything);
        go_on_from(&mut again, &solution);
        let again = bounded.solve_as(again).solution;
        assert_eq!((again.status, again.iterations), (MinimizeStatus::Converged, 0), "{}", problem.name);

        let moved = with_moved_bounds(&bounded, 1);
        let from_afar = moved.solve(Given::Everything).solution;
        let mut from_near = moved.problem(Given::Everything);
        from_near.initial = solution.solution.clone();
        from_near.initial_multipliers = Some(solution.multipliers.clone());
        from_near.initial_bound_multipliers = Some(solution.bound_multipliers.clone());
        let from_near = moved.solve_as(from_near);
        println!(
            "{} cold {} warm {} {:?}",
            problem.name, from_afar.iterations, from_near.solution.iterations, from_near.solution.status
        );
        assert_eq!((from_near.solution.status, from_near.asked_outside), (MinimizeStatus::Converged, 0));
        (cold, warm) = (cold + from_afar.iterations, warm + from_near.solution.iterations);
    }
    println!("{cold} iterations cold, {warm} warm");
    assert!(f64::from(warm) <= 0.35 * f64::from(cold));
}
