//! Settings and runs of both kinds of tests.

use superlinear_integrate::{Method, Settings, Span, System, Trajectory, integrate};
use superlinear_interface::{RunOptions, testing};
use superlinear_numerics::matrix_operator::ready;

pub fn settings(method: Option<Method>, tolerance: f64, absolute: f64, unknowns: usize) -> Settings {
    Settings {
        method,
        tolerance,
        absolute: vec![absolute; unknowns],
        mass: None,
        first_step: None,
        largest_step: f64::INFINITY,
        max_steps: 100_000,
        steady: None,
        events: Vec::new(),
        part: [0.0, 1.0],
    }
}

pub fn run(system: &mut impl System, settings: &Settings, initial: &[f64], times: &[f64]) -> Trajectory {
    let span = Span { from: 0.0, end: times[times.len() - 1], times: Some(times) };
    ready(integrate(system, settings, (span, initial), &testing::untimed(&RunOptions::default())))
        .expect("a trajectory")
}
