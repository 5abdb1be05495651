//! Helpers of several tests.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use superlinear_interface::model::hold;
use superlinear_interface::{Dialogue, Error, Host, Run, RunOptions};

/// A host with a clock that advances by one second at each reading.
#[derive(Default)]
struct Ticking(AtomicU32);

impl Host for Ticking {
    fn now(&self) -> f64 {
        f64::from(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

/// A run with a clock that advances by one second at each reading.
pub fn run_with(options: RunOptions) -> Run {
    Run::new(&options, Arc::new(Ticking::default())).expect("options in range")
}

/// Holds the dialogue `D` about a function of one variable.
pub fn converse<D: Dialogue>(
    problem: D::Problem,
    options: RunOptions,
    mut function: impl FnMut(f64) -> f64,
) -> Result<D::Solution, Error> {
    let mut respond = |_: usize, point: &[f64], answer: &mut [f64]| answer[0] = function(point[0]);
    hold::<D>(problem, &mut respond, &run_with(options))
}

/// The distance to the next larger magnitude.
pub fn ulp(value: f64) -> f64 {
    let magnitude = value.abs();
    f64::from_bits(magnitude.to_bits() + 1) - magnitude
}

/// The lines of ../data/elementary.txt for one function: arguments, the correctly rounded result, and the exact result
/// minus it in ulp.
pub fn references(name: &str) -> Vec<(Vec<f64>, f64, f64)> {
    let number = |bits: &str| f64::from_bits(u64::from_str_radix(bits, 16).expect("hexadecimal digits"));
    let lines = include_str!("../data/elementary.txt").lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let parsed = lines.filter(|fields| fields[0] == name).map(|fields| {
        let end = fields.len();
        let above = fields[end - 1].parse::<f64>().expect("a number") / 1000.0;
        (fields[1..end - 2].iter().map(|bits| number(bits)).collect(), number(fields[end - 2]), above)
    });
    let references: Vec<_> = parsed.collect();
    assert_eq!(references.len(), 150, "{name}");
    references
}

/// Asserts that all errors are below `bound` ulp.
pub fn assert_error_below(bound: f64, name: &str, values: &[f64], references: &[(Vec<f64>, f64, f64)]) {
    for (value, (arguments, rounded, above)) in values.iter().zip(references) {
        let error = ((value - rounded) / ulp(*rounded) - above).abs();
        assert!(error < bound, "{name} of {arguments:?}: {value:e} is off by {error} ulp");
    }
}
