//! Iterative inner solvers: the same solutions, convergence rates by accuracy, and fallbacks.

use crate::common::{Given, Program, custom, program, programs};
use superlinear_constrained::minimize::{
    Inner, InnerOptions, MinimizeProblem, MinimizeSolution, MinimizeStatus, Preconditioner, SecondOrder, SketchKind,
};

const KINDS: [SketchKind; 5] =
    [SketchKind::Gaussian, SketchKind::Row, SketchKind::BlockGaussian, SketchKind::BlockRow, SketchKind::CountSketch];

fn solve(program: &Program, given: Given, change: impl FnOnce(&mut MinimizeProblem)) -> MinimizeSolution {
    let mut problem = program.problem(given);
    change(&mut problem);
    program.solve_as(problem)
}

fn with(inner: Inner, inner_options: InnerOptions) -> impl Fn(&mut MinimizeProblem) {
    move |problem| {
        problem.inner = inner;
        problem.inner_options = inner_options.clone();
    }
}

fn assert_same_point(actual: &MinimizeSolution, expected: &MinimizeSolution, tolerance: f64, what: &str) {
    for (a, b) in actual.solution.iter().zip(&*expected.solution) {
        assert!((a - b).abs() <= tolerance * b.abs().max(1.0), "{what}: {a} against {b}");
    }
}

#[test]
fn sketching_meets_the_decompositions_points_whatever_the_sketch() {
    for name in ["HS28", "HS48", "HS51", "GENHS28"] {
        let program = program(name);
        let expected = program.solve(Given::Everything);
        for kind in KINDS {
            let solution =
                solve(&program, Given::Everything, with(Inner::Sketch, InnerOptions { kind, ..Default::default() }));
            println!("{name} {kind:?}: {} iterations, {:?}", solution.iterations, solution.statistics);
            assert_eq!(solution.status, MinimizeStatus::Converged, "{name} {kind:?}");
            assert!(solution.statistics.inner_steps > 0);
            assert_same_point(&solution, &expected, 1e-6, name);
        }
    }
}

#[test]
fn options_of_sketching_lead_to_the_same_point() {
    let program = program("HS48");
    let expected = program.solve(Given::Everything);
    let options = || InnerOptions { kind: SketchKind::Row, ..Default::default() };
    let variants = [
        InnerOptions { uniform: true, ..options() },
        InnerOptions { momentum: 0.3, ..options() },
        InnerOptions { preconditioner: Some(Preconditioner::Constraint), ..options() },
        InnerOptions { preconditioner: Some(Preconditioner::Lagged), ..options() },
        InnerOptions { kind: SketchKind::BlockGaussian, size: Some(2), ..options() },
    ];
    for options in variants {
        let solution = solve(&program, Given::Everything, with(Inner::Sketch, options.clone()));
        println!("{options:?}: {:?}", solution.statistics);
        assert_eq!((solution.status, solution.statistics.inner_fallbacks), (MinimizeStatus::Converged, 0));
        assert_same_point(&solution, &expected, 1e-6, "HS48");
    }
}

#[test]
fn sketching_is_seeded() {
    let program = program("HS51");
    let options = with(Inner::Sketch, InnerOptions::default());
    let (first, again) = (solve(&program, Given::Everything, &options), solve(&program, Given::Everything, &options));
    assert_eq!(first.history, again.history);
}

#[test]
fn what_takes_too_many_steps_is_handed_over_and_counted() {
    let program = program("HS77");
    let options = InnerOptions { max_steps: Some(50), ..Default::default() };
    let solution = solve(&program, Given::Everything, with(Inner::Sketch, options));
    assert_eq!(solution.status, MinimizeStatus::Converged);
    assert!(solution.statistics.inner_fallbacks > 0, "{:?}", solution.statistics);
}

/// Solves the whole table with an inner solver. Returns total iterations.
fn solve_table(inner: Inner, preconditioner: Preconditioner, given: Given) -> u32 {
    let (mut total, mut failures) = (0, Vec::new());
    for program in programs() {
        let options = InnerOptions { preconditioner: Some(preconditioner), ..Default::default() };
        let solution = solve(&program, given, with(inner, options));
        let error = solution.objective - program.optimum;
        let is_right =
            if program.is_degenerate { error <= 1e-7 } else { error.abs() <= 1e-7 * program.optimum.abs().max(1.0) };
        let line = format!(
            "{:10} {:?} {:3} f - f* = {error:8.1e} |c| = {:.1e} E = {:.1e} {:?} {:?}",
            program.name,
            solution.status,
            solution.iterations,
            solution.constraint_violation,
            solution.kkt_residual,
            solution.statistics,
            solution.evaluations
        );
        println!("{line}");
        // This problem has other local minima, reachable with different accuracy.
        let is_right = is_right || program.name == "MWRIGHT" && error > 0.0;
        if !is_right || solution.status != MinimizeStatus::Converged {
            failures.push(line);
        }
        total += solution.iterations;
    }
    println!("{inner:?} {preconditioner:?} {given:?}: {total} iterations in all");
    assert!(failures.is_empty(), "{failures:#?}");
    total
}

#[test]
fn all_of_the_table_are_solved_by_minres() {
    for given in [Given::Everything, Given::Products] {
        solve_table(Inner::Minres, Preconditioner::Constraint, given);
    }
}

#[test]
fn all_of_the_table_are_solved_by_gmres() {
    for given in [Given::Everything, Given::Products] {
        solve_table(Inner::Gmres, Preconditioner::Constraint, given);
    }
    solve_table(Inner::Gmres, Preconditioner::Lagged, Given::Everything);
}

/// The last residuals, down to rounding.
fn last_residuals(solution: &MinimizeSolution) -> Vec<f64> {
    let all = solution.history.iter().flatten().map(|record| record.kkt_residual);
    let residuals: Vec<_> = all.filter(|&residual| residual > 1e-12).collect();
    residuals[residuals.len().saturating_sub(4)..].to_vec()
}

#[test]
fn adaptive_accuracy_converges_superlinearly_and_a_fixed_one_linearly() {
    for name in ["HS78", "HS79", "HS100LNP", "BT11"] {
        let program = program(name);
        for inner in [Inner::Minres, Inner::Gmres, Inner::Sketch] {
            let solve_to = |tolerance: Option<f64>| {
                let solution = solve(&program, Given::Everything, |problem| {
                    problem.inner = inner;
                    problem.inner_options =
                        InnerOptions { tolerance, kind: SketchKind::BlockGaussian, ..Default::default() };
                    problem.tolerance = 1e-11;
                });
                assert_eq!(solution.status, MinimizeStatus::Converged, "{name} {inner:?}");
                (last_residuals(&solution), solution)
            };
            let ((adaptive, solution), (fixed, slower)) = (solve_to(None), solve_to(Some(0.3)));
            println!("{name} {inner:?}: adaptive {adaptive:?}, fixed {fixed:?}");
            for pair in adaptive.windows(2) {
                assert!(pair[1] <= 10.0 * pair[0].powf(1.5) + 1e-13, "{name} {inner:?}: {adaptive:?}");
            }
            assert!(solution.history.iter().flatten().rev().take(3).all(|record| record.step_size == 1.0));
            // Single steps may converge faster.
            let factor = (fixed[fixed.len() - 1] / fixed[0]).powf(1.0 / (fixed.len() - 1) as f64);
            assert!(factor > 1e-3, "{name} {inner:?}: {fixed:?}");
            assert!(slower.iterations > solution.iterations, "{name} {inner:?}");
        }
    }
}

#[test]
fn products_alone_are_never_made_into_a_hessian() {
    for inner in [Inner::Minres, Inner::Gmres] {
        let solution = solve(&program("HS100LNP"), Given::Products, |problem| problem.inner = inner);
        assert_eq!((solution.status, solution.second_order), (MinimizeStatus::Converged, SecondOrder::Unexamined));
        assert!(solution.evaluations.hessian_product > 0);
        assert_eq!(solution.evaluations.hessian, 0);
        assert!(solution.statistics.inner_steps > 0 && solution.statistics.inner_fallbacks == 0);
    }
}

#[test]
fn infeasible_and_unconstrained_problems_end_alike() {
    for inner in [Inner::Minres, Inner::Gmres, Inner::Sketch] {
        for given in [Given::Everything, Given::Products, Given::Nothing] {
            let infeasible = custom("x1^2+x2^2", &["x1+x2-1", "x1+x2-2"], &[5.0, -3.0]);
            let solution = solve(&infeasible, given, |problem| problem.inner = inner);
            assert_eq!(solution.status, MinimizeStatus::LocallyInfeasible, "{inner:?} {given:?}");
            let rosenbrock = custom("100*(x2-x1^2)^2+(1-x1)^2", &[], &[-1.2, 1.0]);
            let solution = solve(&rosenbrock, given, |problem| problem.inner = inner);
            assert_eq!(solution.status, MinimizeStatus::Converged, "{inner:?} {given:?}");
            assert!(solution.solution.iter().all(|x| (x - 1.0).abs() < 1e-6));
        }
    }
}
