//! Properties of all problems: the status is true, and numbers are finite.

use crate::common::{Given, Program, custom};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use superlinear_constrained::minimize::{MinimizeSolution, MinimizeStatus};

/// A quadratic function of three variables, and a sine or an exponential.
fn function() -> impl Strategy<Value = String> {
    let coefficient = || (-30..=30_i32).prop_map(|tenths| f64::from(tenths) / 10.0);
    (prop::collection::vec(coefficient(), 10), 0..3_usize).prop_map(|(c, kind)| {
        let quadratic = format!(
            "({})*x1^2+({})*x2^2+({})*x3^2+({})*x1*x2+({})*x2*x3+({})*x1+({})*x2+({})*x3+({})",
            c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8]
        );
        match kind {
            0 => quadratic,
            1 => format!("{quadratic}+({})*sin(x1+x3)", c[9]),
            _ => format!("{quadratic}+({})*exp(x2)", c[9]),
        }
        .replace("(-", "(0-")
    })
}

fn any_problem() -> impl Strategy<Value = (Program, Given)> {
    let start = prop::collection::vec(-5.0..5.0_f64, 3);
    let given = prop::sample::select(vec![Given::Nothing, Given::First, Given::Everything]);
    (function(), prop::collection::vec(function(), 0..=3), start, given).prop_map(
        |(objective, constraints, initial, given)| {
            let constraints: Vec<_> = constraints.iter().map(String::as_str).collect();
            (custom(&objective, &constraints, &initial), given)
        },
    )
}

fn assert_meaningful(program: &Program, solution: &MinimizeSolution) {
    let numbers = [solution.objective, solution.constraint_violation, solution.dual_residual, solution.kkt_residual];
    assert!(numbers.iter().chain(&*solution.solution).chain(&*solution.multipliers).all(|number| number.is_finite()));
    let constraints = program.constraints_at(&solution.solution);
    let violation = constraints.iter().map(|jet| jet.value.abs()).fold(0.0, f64::max);
    let tolerance = 1e-12 * violation.max(1.0);
    assert!((violation - solution.constraint_violation).abs() <= tolerance, "the violation is that of the point");
    if solution.status == MinimizeStatus::Converged {
        assert!(violation <= 1e-8 && solution.kkt_residual <= 1e-8);
        // The gradient of the Lagrangian, recomputed.
        let mut gradient = program.objective_at(&solution.solution).gradient;
        for (jet, multiplier) in constraints.iter().zip(&*solution.multipliers) {
            gradient.iter_mut().zip(&jet.gradient).for_each(|(sum, entry)| *sum += multiplier * entry);
        }
        let size = solution.multipliers.iter().fold(1.0, |size: f64, multiplier| size.max(multiplier.abs()));
        assert!(gradient.iter().all(|entry| entry.abs() <= 1e-4 * size), "{gradient:?}");
    }
}

proptest! {
    // The same problems on every machine.
    #![proptest_config(ProptestConfig {
        cases: 100,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_240_117),
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_status_means_what_it_says((program, given) in any_problem()) {
        assert_meaningful(&program, &program.solve(given));
    }
}

#[test]
fn the_same_problem_gives_the_same_bits() {
    for program in crate::common::programs() {
        let (first, again) = (program.solve(Given::First), program.solve(Given::First));
        assert_eq!(first.solution, again.solution);
        assert_eq!(first.history, again.history);
    }
}
