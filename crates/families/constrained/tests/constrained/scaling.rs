//! Objectives of any size, from steep or flat starts: `converged` is reported at minima only.

use crate::bounded::Bounded;
use crate::common::{Given, assert_close, custom, go_on_from};
use superlinear_constrained::minimize::{
    HessianApproximation, MinimizeProblem, MinimizeSolution, MinimizeStatus, SecondOrder,
};

/// Objectives, steep starts, and minima.
const STEEP: [(&str, &[f64], f64); 3] = [
    ("exp(x1)-x1", &[30.0], 1.0),
    ("x1^4/4-x1", &[1e4], -0.75),
    ("100*(x2-(1000000*x1)^2)^2+(x3-1)^2+(1000000*x1-1)^2", &[3e-6, 2.0, 5.0], 0.0),
];

fn assert_minimum(solution: &MinimizeSolution, minimum: f64, what: &str) {
    assert_eq!(solution.status, MinimizeStatus::Converged, "{what}");
    assert!((solution.objective - minimum).abs() < 1e-8, "{what}: {} against {minimum}", solution.objective);
}

#[test]
fn steep_starts_end_at_minima() {
    for (objective, initial, minimum) in STEEP {
        // Differences cannot resolve a second derivative that changes within 1e-6.
        let is_seen = !objective.contains("1000000");
        for given in
            [Given::First, Given::Everything].into_iter().filter(|given| is_seen || *given == Given::Everything)
        {
            let what = format!("{objective}, {given:?}");
            assert_minimum(&custom(objective, &[], initial).solve(given), minimum, &what);
            // Bounds 10⁹ times as far apart as solution and start hide both.
            if is_seen {
                let bounded = Bounded::new(objective, &[], initial).between(&[-1e3], &[1e5]);
                assert_minimum(&bounded.solve(given).solution, minimum, &format!("bounded, {what}"));
            }
        }
    }
}

#[test]
fn steep_starts_end_at_minima_with_approximate_hessians() {
    for (objective, initial, minimum) in &STEEP[..2] {
        for hessian_approximation in [HessianApproximation::Bfgs, HessianApproximation::LimitedMemory] {
            let program = custom(objective, &[], initial);
            let solution = program.solve_as(MinimizeProblem { hessian_approximation, ..program.problem(Given::First) });
            assert_minimum(&solution, *minimum, &format!("{objective}, {hessian_approximation:?}"));
        }
    }
}

#[test]
fn a_renewed_scale_serves_a_warm_start() {
    let program = custom("exp(x1)-x1", &[], &[30.0]);
    let solution = program.solve(Given::Everything);
    assert_eq!(solution.warm_start.objective_scale, 1.0);
    let mut problem = program.problem(Given::Everything);
    go_on_from(&mut problem, &solution);
    assert_eq!(program.solve_as(problem).iterations, 0);
}

#[test]
fn a_fixed_scale_is_kept() {
    let program = custom("exp(x1)-x1", &[], &[30.0]);
    let mut problem = program.problem(Given::Everything);
    problem.options.objective_scale = Some(1e-8);
    let solution = program.solve_as(problem);
    assert_eq!((solution.status, solution.warm_start.objective_scale), (MinimizeStatus::Converged, 1e-8));
    assert!(solution.dual_residual > 1e-8);
}

#[test]
fn flat_objectives_have_the_minima_of_their_multiples() {
    for factor in ["1", "0.001", "0.000001", "0.000000001", "0.00000000000000000001"] {
        for (objective, initial, expected) in [("(x1-1)^2", &[5.0][..], 1.0), ("(x1-1)^2+exp(x2)-x2", &[5.0, 1.0], 1.0)]
        {
            for given in [Given::First, Given::Everything] {
                let program = custom(&format!("{factor}*({objective})"), &[], initial);
                let solution = program.solve(given);
                assert_eq!(solution.status, MinimizeStatus::Converged, "{factor}");
                assert_close(solution.solution[0], expected, 1e-5);
                let lower = vec![-50.0; initial.len()];
                let bounded =
                    Bounded::new(&program.objective, &[], initial).between(&lower, &vec![60.0; initial.len()]);
                let solution = bounded.solve(given).solution;
                assert_eq!(solution.status, MinimizeStatus::Converged, "bounded, {factor}");
                assert_close(solution.solution[0], expected, 1e-5);
            }
        }
    }
}

#[test]
fn starts_at_minima_stay_there_whatever_the_scale() {
    for factor in ["1", "0.000000001", "1000000000"] {
        let program = custom(&format!("{factor}*((x1-1)^2+exp(x2)-x2)"), &[], &[1.0 + 1e-9, 1e-9]);
        let solution = program.solve(Given::Everything);
        assert_eq!(solution.status, MinimizeStatus::Converged, "{factor}");
        assert!(solution.iterations <= 2, "{factor}: {}", solution.iterations);
    }
}

#[test]
fn a_flat_objective_under_a_constraint_is_solved_as_its_multiple_is() {
    let constraint = "x1^2+x2^2-2";
    let objective = "((x1-2)^2+(x2+1)^2+x1*x2)";
    let solve =
        |factor: &str| custom(&format!("{factor}*{objective}"), &[constraint], &[3.0, 1.0]).solve(Given::Everything);
    let (plain, flat) = (solve("1"), solve("0.000001"));
    assert_eq!((plain.status, flat.status), (MinimizeStatus::Converged, MinimizeStatus::Converged));
    assert!(flat.iterations <= 2 * plain.iterations, "{} against {}", flat.iterations, plain.iterations);
    assert_close(1e6 * flat.objective, plain.objective, 1e-6);
}

#[test]
fn strictly_convex_functions_of_different_sizes_are_seen_to_be_so() {
    for objective in ["1000000000*x1^2+0.01*x2^2", "1000000000*(x1-x2)^2+0.01*(x1+x2)^2"] {
        let solution = custom(objective, &[], &[1.0, 2.0]).solve(Given::Everything);
        assert_eq!(
            (solution.status, solution.second_order),
            (MinimizeStatus::Converged, SecondOrder::Sufficient),
            "{objective}"
        );
    }
    for objective in ["1000000000*x1^2-0.01*x2^2", "x1^2+x2^4", "(x1-x2)^2"] {
        let solution = custom(objective, &[], &[0.0, 0.0]).solve(Given::Everything);
        assert_eq!(
            (solution.status, solution.second_order),
            (MinimizeStatus::Converged, SecondOrder::Insufficient),
            "{objective}"
        );
    }
}

#[test]
fn far_bounds_change_nothing() {
    let infinity = f64::INFINITY;
    for (objective, constraint, initial) in [
        ("(x1-3)^2+x1*x2+2*x2^2", "x1+x2^2", [1.0, 1.0]),
        ("exp(x1)+(x2-x1)^2", "x1^2+x2^2", [-1.0, 2.0]),
        ("100*(x2-x1^2)^2+(1-x1)^2", "x1*x2", [-1.2, 1.0]),
    ] {
        let solve = |lower: f64, upper: f64, constraint_lower: f64, constraint_upper: f64| {
            let bounded = Bounded::new(objective, &[constraint], &initial)
                .between(&[lower; 2], &[upper; 2])
                .where_constraints_are(&[constraint_lower], &[constraint_upper]);
            bounded.solve(Given::Everything).solution
        };
        let expected = solve(-infinity, infinity, 0.5, infinity);
        assert_eq!(expected.status, MinimizeStatus::Converged);
        for far in (4..20).map(|power| 10.0_f64.powi(power)) {
            for (lower, upper, constraint_upper) in [
                (-far, far, infinity),
                (-far, infinity, infinity),
                (-infinity, far, infinity),
                (-infinity, infinity, far),
                (-far, far, far),
            ] {
                let solution = solve(lower, upper, 0.5, constraint_upper);
                let what = format!("{objective}, {lower}, {upper}, {constraint_upper}");
                assert_eq!(solution.status, MinimizeStatus::Converged, "{what}");
                assert_close(solution.objective, expected.objective, 1e-7);
                assert!(solution.iterations <= expected.iterations + 10, "{what}: {}", solution.iterations);
            }
        }
    }
}
