//! Brent's root finder, called as by a user.

use crate::common::converse;
use proptest::prelude::*;
use superlinear_interface::{Code, Error, RunOptions};
use superlinear_numerics::{BrentRoot, BrentRootProblem, BrentRootSolution, BrentStatus};

const TOLERANCE: f64 = 1e-12;

fn problem(lower: f64, upper: f64) -> BrentRootProblem {
    BrentRootProblem { lower, upper, tolerance: TOLERANCE, max_iterations: 200 }
}

fn solve(problem: BrentRootProblem, function: impl FnMut(f64) -> f64) -> Result<BrentRootSolution, Error> {
    converse::<BrentRoot>(problem, RunOptions::default(), function)
}

/// Searches `[lower, upper]` and checks the guarantees of every solution.
fn root(lower: f64, upper: f64, function: impl Fn(f64) -> f64) -> BrentRootSolution {
    let mut evaluations = 0;
    let solution = solve(problem(lower, upper), |x| {
        assert!(lower <= x && x <= upper, "{x} is outside the interval");
        evaluations += 1;
        function(x)
    })
    .expect("a sound problem");
    assert_eq!(solution.evaluations, evaluations);
    assert_eq!(solution.evaluations, solution.iterations + 2);
    assert_eq!(solution.value, function(solution.root));
    assert!(solution.root == solution.lower || solution.root == solution.upper);
    assert!(function(solution.lower) * function(solution.upper).signum() <= 0.0);
    solution
}

fn assert_finds(solution: &BrentRootSolution, root: f64, evaluations: u32) {
    assert_eq!(solution.status, BrentStatus::Converged);
    let error = (solution.root - root).abs();
    assert!(error <= 2.0 * (TOLERANCE + 4.5e-16 * root.abs()), "{} is not {root}", solution.root);
    assert!(solution.evaluations <= evaluations, "{} evaluations", solution.evaluations);
}

#[test]
fn finds_known_roots_quickly() {
    // Bisection alone takes at least 40 evaluations for each.
    assert_finds(&root(1.0, 2.0, f64::cos), std::f64::consts::FRAC_PI_2, 8);
    assert_finds(&root(0.0, 2.0, |x| x * x - 2.0), std::f64::consts::SQRT_2, 11);
    assert_finds(&root(-1.0, 3.0, |x| 2.0 - x.exp()), std::f64::consts::LN_2, 12);
    assert_finds(&root(0.0, 3.0, |x| x.powi(3) - 1.0), 1.0, 14);
    assert_finds(&root(-1.0, 10.0, |x| (x - 1.0) * (1.0 + (x - 1.0).powi(2))), 1.0, 20);
}

#[test]
fn takes_a_root_at_an_end() {
    let at_lower = root(0.0, 1.0, |x| x);
    assert_eq!((at_lower.root, at_lower.evaluations), (0.0, 2));
    let at_upper = root(-1.0, 0.0, |x| x);
    assert_eq!((at_upper.root, at_upper.evaluations), (0.0, 2));
    assert_eq!(root(-1.0, 1.0, |_| 0.0).status, BrentStatus::Converged);
}

#[test]
fn survives_degenerate_functions() {
    // A jump, a root of high multiplicity, a pole of the derivative, extreme scales.
    assert_finds(&root(0.0, 1.0, |x| if x < 0.3 { -1.0 } else { 1e-3 }), 0.3, 60);
    let multiple = root(-1.0, 4.0, |x| x.powi(9));
    assert_eq!(multiple.status, BrentStatus::Converged);
    assert!(multiple.root.abs() <= 2.0 * TOLERANCE && multiple.evaluations <= 130, "{multiple:?}");
    assert_finds(&root(-1.0, 1.5, |x| x.cbrt()), 0.0, 60);
    assert_finds(&root(-1.0, 2.0, |x| 1e300 * x), 0.0, 6);
    assert_finds(&root(-1.0, 2.0, |x| 1e-300 * (x - 1.0)), 1.0, 6);
}

#[test]
fn limits_give_a_status_and_the_best_point_so_far() {
    let limited = BrentRootProblem { max_iterations: 2, ..problem(0.0, 2.0) };
    let solution = solve(limited, |x| x * x - 2.0).expect("a sound problem");
    assert_eq!((solution.status, solution.iterations, solution.evaluations), (BrentStatus::IterationLimit, 2, 4));
    assert!(solution.lower < std::f64::consts::SQRT_2 && std::f64::consts::SQRT_2 < solution.upper);
    let options = RunOptions { time_limit: Some(3.0), ..RunOptions::default() };
    let solution = converse::<BrentRoot>(problem(0.0, 2.0), options, |x| x * x - 2.0).expect("a sound problem");
    assert_eq!(solution.status, BrentStatus::TimeLimit);
}

#[test]
fn refuses_what_has_no_meaning() {
    let path = |problem| solve(problem, |x| x).expect_err("an unsound problem").path.clone();
    assert_eq!(path(problem(f64::NEG_INFINITY, 1.0)), "lower");
    assert_eq!(path(problem(0.0, f64::NAN)), "upper");
    assert_eq!(path(problem(2.0, 1.0)), "upper");
    assert_eq!(path(BrentRootProblem { tolerance: 0.0, ..problem(0.0, 1.0) }), "tolerance");
    assert_eq!(path(BrentRootProblem { max_iterations: 0, ..problem(0.0, 1.0) }), "maxIterations");
    let same_sign = solve(problem(0.0, 1.0), |x| x + 1.0).expect_err("no change of sign");
    assert_eq!((same_sign.code, same_sign.path.as_str()), (Code::InvalidInput, "function"));
    assert!(same_sign.message.contains("1 at lower = 0, 2 at upper = 1"), "{}", same_sign.message);
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = solve(problem(0.5, 1.0), |_| value).expect_err("an unsound value");
        assert_eq!((error.code, error.path.as_str()), (Code::InvalidInput, "function"));
        assert!(error.message.contains("at 0.5"), "{}", error.message);
    }
}

proptest! {
    #![proptest_config(crate::fixed_seed())]

    #[test]
    fn finds_the_root_of_any_increasing_function(
        at in -10f64..10.0, left in 0.1..9.0, right in 0.1..9.0, power in 0.3..5.0, slope in 0.0..1.0,
    ) {
        let function = |x: f64| f64::powf((x - at).abs(), power).copysign(x - at) + slope * (x - at);
        let solution = root(at - left, at + right, function);
        prop_assert_eq!(solution.status, BrentStatus::Converged);
        prop_assert!((solution.root - at).abs() <= 2.0 * (TOLERANCE + 4.5e-16 * at.abs()));
    }
}
