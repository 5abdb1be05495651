//! Solves the benchmark's inputs on one thread and prints the time of each:
//! `cargo run --release --example workloads [name]`. On Linux it is the thread's processor time, because other work on
//! the machine affects it less; elsewhere it is wall-clock time.

#![expect(clippy::print_stdout, reason = "it is what the example is for")]

#[path = "../tests/main/common.rs"]
mod common;

use common::{assignment, clouds, digits, solve, with_explicit_cost};
use std::sync::OnceLock;
use std::time::Instant;
use superlinear_transport::SinkhornNewtonProblem;
use superlinear_transport::problem::Metric;

fn main() {
    let filter = std::env::args().nth(1).unwrap_or_default();
    let workloads: Vec<(&str, SinkhornNewtonProblem)> = vec![
        ("lap500", assignment(500, 1.0 / 1200.0)),
        ("lap500-small", assignment(500, 1e-6)),
        ("digits_sq", digits(Metric::SquaredEuclidean, 1.0 / 1200.0)),
        ("digits_sq-small", digits(Metric::SquaredEuclidean, 1e-6)),
        ("digits_l1", digits(Metric::Manhattan, 1.0 / 1200.0)),
        ("cloud2000", with_explicit_cost(clouds(2000, 2000, 3, 7, 0.005))),
        ("cloud2000-points", clouds(2000, 2000, 3, 7, 0.005)),
        ("cloud2000-small", with_explicit_cost(clouds(2000, 2000, 3, 7, 1e-4))),
        ("points5000", clouds(5000, 5000, 2, 11, 0.01)),
        ("batch1", with_explicit_cost(clouds(64, 64, 2, 1000, 0.005))),
    ];
    println!("{:<17} {:>9}  sweeps newton linear  error      cost", "", "ms");
    for (name, problem) in workloads.iter().filter(|(name, _)| name.starts_with(&filter)) {
        let (milliseconds, solution) = mean(|| solve(problem));
        let done = solution.iterations;
        println!(
            "{name:<17} {milliseconds:>9.3}  {:>6} {:>6} {:>6}  {:.1e} {:.12} {:?}",
            done.sinkhorn, done.newton, done.linear, solution.marginal_error, solution.transport_cost, solution.status
        );
    }
    if "batch256".starts_with(&filter) {
        let problems: Vec<_> = (0..256).map(|k| with_explicit_cost(clouds(64, 64, 2, 1000 + k, 0.005))).collect();
        let (milliseconds, steps) =
            mean(|| problems.iter().map(|problem| solve(problem).iterations.newton).sum::<u32>());
        println!("{:<17} {milliseconds:>9.3}  {steps} Newton steps", "batch256");
    }
}

/// The mean time of many calls, since clock ticks may be milliseconds apart, and the result of the last.
fn mean<R>(mut call: impl FnMut() -> R) -> (f64, R) {
    let start = seconds();
    let mut calls = 0.0;
    loop {
        let result = call();
        calls += 1.0;
        let time = seconds() - start;
        if time > 1.0 {
            return (time / calls * 1e3, result);
        }
    }
}

/// The time since a fixed moment, in seconds.
fn seconds() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let by_clock = || START.get_or_init(Instant::now).elapsed().as_secs_f64();
    let nanoseconds = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds = nanoseconds.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(by_clock, |nanoseconds| nanoseconds * 1e-9)
}
