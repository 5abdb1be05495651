//! Optima from other programs and by hand.

use super::certify::certify;
use super::solve;
use super::workloads::{Chain, Dense, disturbances, portfolio, rand, shifted};
use crate::common::run;
use superlinear_constrained::QuadraticProgram;
use superlinear_constrained::quadratic::QuadraticProgramStatus::{self, Converged, Infeasible, Unbounded};
use superlinear_interface::{RunOptions, Task};

/// Clarabel 0.11.1 with its tightest tolerances and the prototype's active-set step agree to 1e-12.
#[test]
fn optima_are_those_of_other_programs() {
    for (name, program, objective, most_iterations) in [
        ("rand(20, 20, 1)", rand(20, 20, 1), -21.360_127_313_711_4, 9),
        ("rand(100, 100, 2)", rand(100, 100, 2), -46.190_743_133_295_2, 12),
        ("portfolio(50, 3)", portfolio(50, 3), -0.849_604_836_784_238, 9),
        ("portfolio(200, 4)", portfolio(200, 4), -0.847_309_443_820_06, 11),
    ] {
        let started = std::time::Instant::now();
        let solution = solve(program.problem());
        println!(
            "{name}: {} iterations, {} factorizations, {:?}, {:e} {:e} {:e}, off by {:e}",
            solution.iterations,
            solution.statistics.factorizations,
            started.elapsed(),
            solution.primal_residual,
            solution.dual_residual,
            solution.duality_gap,
            solution.objective - objective
        );
        assert_eq!(solution.status, Converged);
        assert!((solution.objective - objective).abs() <= 1e-12 * objective.abs().max(1.0));
        assert!(solution.iterations <= most_iterations);
        certify(&program, &solution, 1e-12);
    }
}

const INFINITY: f64 = f64::INFINITY;

fn small(hessian: &[f64], linear: &[f64], rows: &[(&[f64], f64, f64)], bounds: (f64, f64)) -> Dense {
    let n = linear.len();
    Dense {
        variables: n,
        rows: rows.len(),
        hessian: hessian.to_vec(),
        linear: linear.to_vec(),
        constraints: rows.iter().flat_map(|(row, _, _)| row.to_vec()).collect(),
        constraint_lower: rows.iter().map(|row| row.1).collect(),
        constraint_upper: rows.iter().map(|row| row.2).collect(),
        lower: vec![bounds.0; n],
        upper: vec![bounds.1; n],
    }
}

#[test]
fn small_programs_end_as_they_must() {
    let infeasible = small(&[1.0, 0.0, 0.0, 1.0], &[0.0, 0.0], &[(&[1.0, 1.0], 3.0, INFINITY)], (0.0, 1.0));
    let unbounded = small(&[1.0, 0.0, 0.0, 0.0], &[0.0, -1.0], &[(&[1.0, -1.0], -INFINITY, 0.0)], (0.0, INFINITY));
    let identity = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
    let ones: &[f64] = &[1.0, 1.0, 1.0];
    let repeated = small(&identity, ones, &[(ones, 1.0, 1.0), (ones, 1.0, 1.0)], (0.0, INFINITY));
    let concave = small(&[1.0, 2.0, 2.0, 1.0], &[0.0, 0.0], &[], (0.0, 1.0));
    let expected: [(&str, &Dense, QuadraticProgramStatus); 4] = [
        ("infeasible", &infeasible, Infeasible),
        ("unbounded", &unbounded, Unbounded),
        ("repeated row", &repeated, Converged),
        ("not convex", &concave, QuadraticProgramStatus::NotConvex),
    ];
    for (name, program, status) in expected {
        let solution = solve(program.problem());
        println!("{name}: {:?} after {}: {:?}", solution.status, solution.iterations, solution.certificate);
        assert_eq!(solution.status, status);
        certify(program, &solution, 1e-12);
    }
    let solution = solve(repeated.problem());
    assert!((solution.objective - 7.0 / 6.0).abs() < 1e-14);
    assert!(solution.solution.iter().all(|x| (x - 1.0 / 3.0).abs() < 1e-14));
}

/// The control of two masses over 100 steps. A prototype took 842 factorizations without warm starts, 174 with them.
#[test]
fn control_goes_on_from_the_last_step() {
    let chain = Chain { steps: 20 };
    let disturbances = disturbances();
    let mut state = vec![0.45, -0.375, 0.0, 0.0];
    let (mut cold, mut warm, mut at_once) = (0, 0, 0);
    let mut initial = None;
    let started = std::time::Instant::now();
    for step in 0..100 {
        let program = chain.program(&state);
        let problem = program.problem();
        let from_nothing = solve(problem.clone());
        let mut problem = problem;
        if let Some((x, y, v)) = initial.take() {
            (problem.program.initial, problem.program.initial_multipliers, problem.program.initial_bound_multipliers) =
                (Some(x), Some(y), Some(v));
        }
        let solution = solve(problem);
        certify(&program, &from_nothing, 1e-9);
        certify(&program, &solution, 1e-12);
        assert_eq!((solution.status, from_nothing.status), (Converged, Converged));
        if step == 0 || step == 99 {
            println!("objective {:.15}", solution.objective);
        }
        cold += from_nothing.statistics.factorizations;
        warm += solution.statistics.factorizations;
        at_once += u32::from(step > 0 && solution.statistics.factorizations <= 8);
        state = Chain::next(&state, &solution.solution[..2], &disturbances[4 * step..][..4]);
        initial = Some((
            shifted(&solution.solution, 6).into(),
            shifted(&solution.multipliers, 4).into(),
            shifted(&solution.bound_multipliers, 6).into(),
        ));
    }
    println!(
        "{cold} factorizations cold, {warm} warm, {at_once} of 99 by active bounds alone, {:?}",
        started.elapsed()
    );
    assert!(at_once >= 90);
    // Cold starts take 487; a method with infeasible starts took 583.
    assert!(f64::from(warm) <= 0.4 * f64::from(cold));
}

/// A portfolio with shares that sum to 1 and an inactive limit.
fn with_limit(limit: f64) -> Dense {
    let risk = [0.04, 0.01, 0.0, 0.01, 0.09, 0.02, 0.0, 0.02, 0.16];
    let rows: [(&[f64], f64, f64); 2] = [(&[1.0, 1.0, 1.0], 1.0, 1.0), (&[0.03, 0.06, 0.11], -INFINITY, limit)];
    small(&risk, &[0.0; 3], &rows, (0.0, INFINITY))
}

/// Mehrotra's corrector cycled on the first two because their predictor steps are short.
#[test]
fn hard_small_programs_have_their_optimum() {
    let diagonal = [4.0, 0.0, 0.0, 0.0, 0.0, 5.0, 0.0, 0.0, 0.0, 0.0, 5.0, 0.0, 0.0, 0.0, 0.0, 2.0];
    let rows: [(&[f64], f64, f64); 2] = [(&[1.0; 4], 1.0, 1.0), (&[1.0, -1.0, 2.0, 0.0], -INFINITY, 0.5)];
    let cycling = small(&diagonal, &[-1.9, -1.0, 0.0, 0.1], &rows, (0.0, 0.6));
    let far = |bound: f64| {
        let rows: [(&[f64], f64, f64); 2] = [(&[1.0, 1.0], 1.0, 1.0), (&[1.0, 2.0], 1.9999, bound)];
        small(&[1.0, 0.0, 0.0, 1.0], &[0.0, 0.0], &rows, (0.0, 1.0))
    };
    let solution = solve(cycling.problem());
    assert_eq!(solution.status, Converged);
    assert!((solution.objective + 0.492_608_7).abs() < 1e-7, "{}", solution.objective);
    certify(&cycling, &solution, 1e-12);
    for bound in [2.0, 1e4, 1e8, 1e12, 1e19, 1e20, 1e30, INFINITY] {
        let solution = solve(far(bound).problem());
        assert_eq!(solution.status, Converged, "{bound:e}");
        assert!((solution.solution[1] - 0.9999).abs() < 1e-12);
        let solution = solve(with_limit(bound).problem());
        assert_eq!(solution.status, Converged, "{bound:e}");
        assert!((solution.solution.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}

/// An interior point method with infeasible starts finds no certificate for the first: its multipliers grow too slowly.
#[test]
fn contradictions_and_dependent_rows_have_verdicts() {
    let rows: [(&[f64], f64, f64); 8] = [
        (&[1.0, 1.0], 3.0, INFINITY),
        (&[-2.0, 1.0], -INFINITY, -3.0),
        (&[2.0, -2.0], -INFINITY, 2.0),
        (&[-1.0, 1.0], -INFINITY, -1.0),
        (&[-1.0, -2.0], -INFINITY, -4.0),
        (&[2.0, 0.0], -INFINITY, 4.0),
        (&[1.0, 2.0], 5.0, 5.0),
        (&[-1.0, -2.0], -INFINITY, -2.0),
    ];
    let contradictory = small(&[0.0; 4], &[-3.0, 3.0], &rows, (-INFINITY, INFINITY));
    let solution = solve(contradictory.problem());
    assert_eq!(solution.status, Infeasible);
    certify(&contradictory, &solution, 1e-9);
    // The first two rows together form an equation, and so do the others.
    let rows: [(&[f64], f64, f64); 5] = [
        (&[1.0, 1.0, 0.0], -INFINITY, 1.0),
        (&[-1.0, -1.0, 0.0], -INFINITY, -1.0),
        (&[1.0, 1.0, 0.0], 1.0, 1.0),
        (&[2.0, 2.0, 0.0], 2.0, 2.0),
        (&[0.0, 0.0, 0.0], 0.0, 0.0),
    ];
    let implied = small(&[1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0], &[0.0, 0.0, -1.0], &rows, (0.0, 3.0));
    let solution = solve(implied.problem());
    assert_eq!(solution.status, Converged);
    assert!(solution.solution.iter().zip([0.5, 0.5, 1.0]).all(|(x, known)| (x - known).abs() < 1e-9));
    certify(&implied, &solution, 1e-9);
}

#[test]
fn a_hessian_is_symmetric_to_rounding_of_its_diagonal() {
    let problem = |above: f64, below: f64| small(&[1.0, above, below, 1.0], &[-1.0, -1.0], &[], (0.0, 1.0)).problem();
    for (above, below) in [(2e-16, 3e-16), (1e-17, 0.0), (0.0, 0.5), (0.5, 0.5 + 1e-13)] {
        assert_eq!(solve(problem(above, below)).status, Converged);
    }
    let refused = QuadraticProgram::solve(problem(0.5, 0.4), &run(&RunOptions::default()));
    assert_eq!(refused.expect_err("is not symmetric").path, "hessian");
}
