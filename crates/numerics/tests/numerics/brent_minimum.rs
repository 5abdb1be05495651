//! Brent's minimizer, called as by a user.

use crate::common::converse;
use proptest::prelude::*;
use superlinear_interface::{Code, Error, RunOptions};
use superlinear_numerics::{BrentMinimum, BrentMinimumProblem, BrentMinimumSolution, BrentStatus};

fn problem(lower: f64, upper: f64) -> BrentMinimumProblem {
    BrentMinimumProblem { lower, upper, tolerance: 1e-8, max_iterations: 100 }
}

fn minimize(problem: BrentMinimumProblem, function: impl FnMut(f64) -> f64) -> Result<BrentMinimumSolution, Error> {
    converse::<BrentMinimum>(problem, RunOptions::default(), function)
}

/// Minimizes over `[lower, upper]` and checks the guarantees of every solution.
fn minimum(lower: f64, upper: f64, mut function: impl FnMut(f64) -> f64) -> BrentMinimumSolution {
    let mut asked = Vec::new();
    let solution = minimize(problem(lower, upper), |x| {
        assert!(lower <= x && x <= upper, "{x} is outside the interval");
        let value = function(x);
        asked.push((x, value));
        value
    })
    .expect("a sound problem");
    assert_eq!(solution.evaluations as usize, asked.len());
    assert_eq!(solution.evaluations, solution.iterations + 1);
    assert!(asked.contains(&(solution.minimizer, solution.objective)));
    assert!(asked.iter().all(|&(_, value)| solution.objective <= value));
    assert!(solution.lower <= solution.minimizer && solution.minimizer <= solution.upper);
    solution
}

/// Checks a converged solution against the known minimum, and bounds the number of evaluations.
fn assert_finds(solution: &BrentMinimumSolution, minimizer: f64, evaluations: u32) {
    assert_eq!(solution.status, BrentStatus::Converged);
    let error = (solution.minimizer - minimizer).abs();
    assert!(error <= 3.0 * (1e-8 + 1.5e-8 * minimizer.abs()), "{} is not {minimizer}", solution.minimizer);
    assert!(solution.evaluations <= evaluations, "{} evaluations", solution.evaluations);
}

#[test]
fn finds_known_minima_quickly() {
    // Golden sections alone take at least 40 evaluations for each.
    assert_finds(&minimum(0.0, 5.0, |x| (x - 2.0).powi(2)), 2.0, 7);
    assert_finds(&minimum(0.0, 6.0, f64::cos), std::f64::consts::PI, 12);
    assert_finds(&minimum(-1.0, 3.0, |x| x.exp() - 2.0 * x), std::f64::consts::LN_2, 14);
    assert_finds(&minimum(0.1, 10.0, |x| x - x.ln()), 1.0, 16);
    assert_finds(&minimum(-4.0, 3.0, |x| x.powi(4) - x), 0.25f64.cbrt(), 20);
}

/// Brent's own example (chapter 5, table 4.1): the minimum of a sum of poles between the squares of 1 and 2 is at
/// 3.0229153.
#[test]
fn finds_the_minimum_of_brents_example() {
    let poles = |x: f64| (1..=20).map(f64::from).map(|i| ((2.0 * i - 5.0) / (x - i * i)).powi(2)).sum();
    let solution = minimum(1.0, 4.0, poles);
    assert_eq!(solution.status, BrentStatus::Converged);
    assert!((solution.minimizer - 3.0229153).abs() < 5e-7, "{}", solution.minimizer);
    assert!((solution.objective - 3.6766990169).abs() < 1e-9, "{}", solution.objective);
    assert!(solution.evaluations <= 15, "{} evaluations", solution.evaluations);
}

#[test]
fn approaches_a_minimum_at_an_end() {
    assert_finds(&minimum(1.0, 2.0, |x| x), 1.0, 45);
    assert_finds(&minimum(1.0, 2.0, |x| -x), 2.0, 45);
    assert_finds(&minimum(-2.0, 3.0, |x| -x * x), 3.0, 45);
}

#[test]
fn survives_degenerate_functions() {
    assert_eq!(minimum(-1.0, 1.0, |_| 3.0).status, BrentStatus::Converged);
    assert_finds(&minimum(-1.0, 2.0, f64::abs), 0.0, 60);
    assert_finds(&minimum(-1.0, 2.0, |x| if x < 0.5 { 1.0 - x } else { x }), 0.5, 60);
    assert_finds(&minimum(-1e300, 1e300, |x| (x / 1e300 - 0.5).abs()), 5e299, 100);
    let neighbors = minimum(1.0, 1.0 + f64::EPSILON, |x| x);
    assert_eq!((neighbors.status, neighbors.evaluations), (BrentStatus::Converged, 1));
}

#[test]
fn infinity_is_worse_than_any_number() {
    let barrier = |x: f64| if x > 0.0 { x - x.ln() } else { f64::INFINITY };
    assert_finds(&minimum(-3.0, 9.0, barrier), 1.0, 30);
    let error = minimize(problem(0.0, 1.0), |_| f64::INFINITY).expect_err("no value anywhere");
    assert_eq!((error.code, error.path.as_str()), (Code::InvalidInput, "objective"));
}

#[test]
fn limits_give_a_status_and_the_best_point_so_far() {
    let parabola = |x: f64| (x - 2.0).powi(4);
    let limited = BrentMinimumProblem { max_iterations: 3, ..problem(0.0, 5.0) };
    let solution = minimize(limited, parabola).expect("a sound problem");
    assert_eq!((solution.status, solution.iterations, solution.evaluations), (BrentStatus::IterationLimit, 3, 4));
    let options = RunOptions { time_limit: Some(5.0), ..RunOptions::default() };
    let solution = converse::<BrentMinimum>(problem(0.0, 5.0), options, parabola).expect("a sound problem");
    assert_eq!(solution.status, BrentStatus::TimeLimit);
    assert!(solution.iterations < 6 && solution.objective <= parabola(5.0 * 0.381966));
}

#[test]
fn refuses_what_has_no_meaning() {
    let path = |problem| minimize(problem, |x| x).expect_err("an unsound problem").path.clone();
    assert_eq!(path(problem(f64::NAN, 1.0)), "lower");
    assert_eq!(path(problem(0.0, f64::INFINITY)), "upper");
    assert_eq!(path(problem(1.0, 1.0)), "upper");
    assert_eq!(path(problem(-1.7e308, 1.7e308)), "upper");
    for tolerance in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(path(BrentMinimumProblem { tolerance, ..problem(0.0, 1.0) }), "tolerance");
    }
    assert_eq!(path(BrentMinimumProblem { max_iterations: 0, ..problem(0.0, 1.0) }), "maxIterations");
    for value in [f64::NAN, f64::NEG_INFINITY] {
        let error = minimize(problem(0.0, 1.0), |_| value).expect_err("an unsound value");
        assert_eq!((error.code, error.path.as_str()), (Code::InvalidInput, "objective"));
    }
    let error = minimize(problem(0.0, 1.0), |_| f64::NAN).expect_err("an unsound value");
    assert!(error.message.contains("at 0.38196"), "{}", error.message);
}

proptest! {
    #![proptest_config(crate::fixed_seed())]

    #[test]
    fn finds_the_minimum_of_any_unimodal_function(
        minimizer in -10f64..10.0, left in 0.1..9.0, right in 0.1..9.0, power in 1.0..6.0,
    ) {
        let solution = minimum(minimizer - left, minimizer + right, |x: f64| f64::powf((x - minimizer).abs(), power));
        prop_assert_eq!(solution.status, BrentStatus::Converged);
        prop_assert!((solution.minimizer - minimizer).abs() <= 3.0 * (1e-8 + 1.5e-8 * minimizer.abs()));
    }
}
