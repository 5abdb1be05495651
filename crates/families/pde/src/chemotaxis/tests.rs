//! References from an independent implementation in NumPy.

use super::solution::{ChemotaxisSolution, ChemotaxisStatus};
use super::*;
use std::f64::consts::PI;
use superlinear_interface::{RunOptions, testing};

fn solved(problem: serde_json::Value) -> ChemotaxisSolution {
    let problem = serde_json::from_value(problem).expect("is a problem");
    Chemotaxis::solve(problem, &testing::untimed(&RunOptions::default())).expect("is solved")
}

/// A field on the centers of 64 cells of the unit interval.
fn line(value: impl Fn(f64) -> f64) -> Vec<f64> {
    (0..64).map(|i| value((f64::from(i) + 0.5) / 64.0)).collect()
}

#[test]
fn evolutions_and_their_distances_from_limits_are_those_of_the_reference() {
    let problem = |epsilon: f64, tau: f64, limit: &str| {
        serde_json::json!({
            "points": [64],
            "density": line(|x| 1.0 + 0.5 * (PI * x).cos() + 0.25 * (3.0 * PI * x).cos()),
            "signal": 0.5,
            "intermediate": line(|x| 1.0 + 0.5 * (2.0 * PI * x).cos()),
            "epsilon": epsilon,
            "tau": tau,
            "finalTime": 0.5,
            "timeStep": 2.5e-4,
            "compare": [limit],
        })
    };
    let fast = solved(problem(0.00625, 1.0, "parabolicElliptic"));
    for (found, expected) in fast.density.data.iter().zip([1.00377622748, 1.00376712978]) {
        assert!((found - expected).abs() < 1e-11);
    }
    for (tau, limit, density, signal) in
        [(1.0, "parabolicElliptic", 6.0303724874e-4, 0.11173161817), (0.1, "direct", 8.6256421526e-3, 0.11187612382)]
    {
        let solution = solved(problem(0.1, tau, limit));
        assert_eq!(solution.energy_increases, 0);
        let comparison = &solution.comparison.expect("was requested")[0];
        assert!((comparison.density_error - density).abs() < 1e-10);
        assert!((comparison.signal_error - signal).abs() < 1e-10);
    }
}

#[test]
fn cells_on_a_square_are_those_of_the_reference() {
    let side = 64;
    let at = |k: usize| (k as f64 + 0.5) / side as f64;
    let value = |x: f64, y: f64| 5.0 * (1.0 + 0.5 * (PI * x).cos() * (2.0 * PI * y).cos() + 0.3 * (PI * y).cos());
    let density: Vec<f64> = (0..side * side).map(|k| value(at(k % side), at(k / side))).collect();
    let solution = solved(serde_json::json!({
        "points": [side, side],
        "density": density,
        "signal": 1.0,
        "intermediate": 1.0,
        "epsilon": 0.1,
        "finalTime": 0.1,
        "timeStep": 1e-3,
    }));
    assert_eq!(solution.status, ChemotaxisStatus::Finished);
    assert!((solution.density.data[0] - 5.605894159146).abs() < 1e-9);
    assert!((solution.mass[0] - 5.0).abs() < 1e-11);
}

#[test]
fn steep_signals_end_in_a_status() {
    let solution = solved(serde_json::json!({
        "points": [3, 3],
        "density": 1.0,
        "signal": [0.0, 1e40, 0.0, -1e45, 3.0, 1e20, 0.0, 0.0, 1e50],
        "epsilon": 1.0,
        "sensitivity": 1e50,
        "finalTime": 1.0,
        "timeStep": 0.5,
    }));
    assert!(solution.density.data.iter().all(|value| value.is_finite() && *value >= 0.0));
}
