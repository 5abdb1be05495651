//! References from an independent implementation in NumPy.

use super::solution::ReactionDiffusionSolution;
use super::*;
use superlinear_interface::{RunOptions, testing};

fn front(time_step: f64) -> ReactionDiffusionSolution {
    let initial: Vec<f64> =
        (0..128).map(|i| (-((f64::from(i) + 0.5) * 20.0 / 128.0 - 5.0).powi(2)).exp() + 1e-12).collect();
    let problem = serde_json::json!({
        "reaction": { "kind": "logistic" },
        "..": {
            "points": [128],
            "lengths": [20.0],
            "species": [{ "diffusion": 1.0, "initial": initial }],
            "finalTime": 2.0,
            "timeStep": time_step,
        },
    });
    let problem = serde_json::from_value(problem).expect("is a problem");
    ReactionDiffusion::solve(problem, &testing::untimed(&RunOptions::default())).expect("is solved")
}

#[test]
fn an_invasion_is_that_of_the_reference() {
    let exact = front(1e-3);
    assert!((exact.states[0].data[32] - 0.73697985).abs() < 1e-8);
    assert!((exact.mass.data[0] - 4.7344645).abs() < 1e-7);
    for (step, expected) in [(0.1, 4.9e-4), (0.05, 1.25e-4), (0.025, 3.1e-5)] {
        let found = front(step);
        let errors = found.states[0].data.iter().zip(exact.states[0].data.iter()).map(|(a, b)| (a - b).abs());
        let error = errors.fold(0.0, f64::max);
        assert!((error / expected - 1.0).abs() < 0.05, "{error} at step {step}");
    }
}

#[test]
fn numbers_out_of_range_do_not_become_concentrations() {
    let mut species = vec![vec![f64::INFINITY, f64::NAN]];
    kinetics::Kinetics::Logistic { rate: 1.0, capacity: 2.0 }.step(&mut species, 0..2, 0.5);
    assert!(species[0].iter().all(|value| value.is_nan()));
    assert_eq!(relative_error(&[vec![f64::INFINITY]], &[vec![f64::INFINITY]]), f64::INFINITY);
}

#[test]
fn reactions_end_at_the_time_limit() {
    let in_time = testing::untimed(&RunOptions::default());
    let late = testing::untimed(&RunOptions { time_limit: Some(0.0), ..RunOptions::default() });
    let rate = serde_json::json!({
        "version": 1, "inputs": [{ "name": "u", "shape": [] }], "nodes": [["input", 0]], "outputs": [0],
    });
    for reaction in [serde_json::json!({ "kind": "logistic" }), serde_json::json!({ "rate": rate })] {
        let options = serde_json::json!({
            "points": [2], "species": [{ "diffusion": 1.0, "initial": 2.0 }], "finalTime": 1.0,
        });
        let problem = serde_json::json!({ "reaction": reaction, "..": options });
        let problem = serde_json::from_value(problem).expect("is a problem");
        let reactions = Reactions::new(&problem, &in_time).expect("is a reaction");
        let mut species = vec![vec![2.0; 2]];
        let mut step = |run: &Run| ready(reactions.step(&mut species, 0.5, run)).expect("is wanted");
        assert_eq!([step(&late), step(&in_time)], [None, Some(())]);
        assert_ne!(species[0], [2.0; 2]);
    }
}

#[test]
fn concentrations_are_positive_for_any_step() {
    for kind in ["grayScott", "schnakenberg", "brusselator", "lotkaVolterra"] {
        let problem = serde_json::json!({
            "reaction": { "kind": kind },
            "..": {
                "points": [3, 2],
                "boundary": ["periodic", "neumann"],
                "species": [
                    { "diffusion": 0.5, "initial": [0.0, 1.0, 2.0, 0.0, 3.0, 0.5] },
                    { "diffusion": 0.1, "initial": 1.0 },
                ],
                "finalTime": 1e6,
                "timeStep": 1e6,
            },
        });
        let problem = serde_json::from_value(problem).expect("is a problem");
        let solution = ReactionDiffusion::solve(problem, &testing::untimed(&RunOptions::default()));
        assert!(solution.expect("is solved").minimum[0] > 0.0);
    }
}
