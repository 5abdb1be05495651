//! Values and gradients against references with 40 digits, and gradients against finite differences.

use super::objective::logistic;
use super::{CleanSamples, CleanSamplesSolution};
use serde_json::json;
use superlinear_interface::testing::untimed;
use superlinear_interface::{RunOptions, Task};

/// Solves with six of fifteen samples of two features as training samples, weighted with the given log-odds, and the
/// other nine as trusted samples.
fn solve(x: &[f64], has_intercept: bool) -> CleanSamplesSolution {
    let entry = |i: usize, j: usize| ((7 * i + 11 * j + 5 * i * j) % 13) as f64 / 4.0 - 1.5;
    let matrix: Vec<f64> = (0..15).flat_map(|i| [entry(i, 0), entry(i, 1)]).collect();
    let label = |i: usize| {
        let response = entry(i, 0) - entry(i, 1) / 2.0 + (((5 * i + 2) % 9) as f64 - 4.0) / 8.0;
        if response + (((3 * i + 1) % 5) as f64 - 2.0) / 2.0 > 0.0 { 1.0 } else { -1.0 }
    };
    let labels: Vec<f64> = (0..15).map(label).collect();
    let weights: Vec<f64> = x.iter().map(|x| logistic(*x)).collect();
    let problem = json!({
        "matrix": { "rows": 6, "columns": 2, "data": matrix[..12] }, "response": labels[..6],
        "trustedMatrix": { "rows": 9, "columns": 2, "data": matrix[12..] }, "trustedResponse": labels[6..],
        "loss": "logistic", "ridge": 0.125, "initial": weights, "maxIterations": 0, "intercept": has_intercept,
    });
    let problem = serde_json::from_value(problem).expect("a problem");
    CleanSamples::solve(problem, &untimed(&RunOptions::default())).expect("a solution")
}

const X: [f64; 6] = [0.0, 1.0, -1.0, 2.0, 0.0, -2.0];

#[test]
fn the_value_and_the_gradient_are_the_reference_ones() {
    let solution = solve(&X, true);
    let value = 0.9834633664526817;
    assert!((solution.trusted_loss - value).abs() <= 1e-13 * value, "{}", solution.trusted_loss);
    let gradient = [-0.00848305143028129, -0.0628514189590621, 0.0113111703099364, 0.0281194679833131];
    for (found, expected) in solution.gradient.iter().zip(gradient) {
        assert!((found - expected).abs() <= 1e-11 * expected.abs(), "{found} instead of {expected}");
    }
}

#[test]
fn the_gradient_is_what_differences_say() {
    const STEP: f64 = 1e-4;
    for has_intercept in [false, true] {
        let gradient = solve(&X, has_intercept).gradient;
        for i in 0..6 {
            let value = |shift: f64| {
                let mut x = X;
                x[i] += shift * STEP;
                solve(&x, has_intercept).trusted_loss
            };
            let difference = (8.0 * (value(1.0) - value(-1.0)) - (value(2.0) - value(-2.0))) / (12.0 * STEP);
            assert!((difference - gradient[i]).abs() <= 1e-9, "{difference} instead of {}", gradient[i]);
        }
    }
}
