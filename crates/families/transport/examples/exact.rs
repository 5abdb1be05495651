//! Solves the benchmark's inputs exactly on one thread and prints the time of the fastest solve, as the thread's
//! processor time on Linux and as wall-clock time elsewhere: `cargo run --release --example exact [name [part]]`.
//! `part` is the transported mass, by default all of it.

#![expect(clippy::print_stdout, reason = "it is what the example is for")]

#[path = "../tests/main/common.rs"]
mod common;

use common::{assignment, clouds, digits, exact_problem, run_on, with_explicit_cost};
use std::time::Instant;
use superlinear_interface::Task;
use superlinear_transport::exact::Exact;
use superlinear_transport::exact::problem::ExactProblem;
use superlinear_transport::problem::Metric;

/// A name and a function that creates the problem.
type Workload = (&'static str, fn() -> ExactProblem);

fn main() {
    let filter = std::env::args().nth(1).unwrap_or_default();
    let transported_mass = std::env::args().nth(2).and_then(|part| part.parse().ok());
    let workloads: [Workload; 7] = [
        ("cloud64", || exact_problem(with_explicit_cost(clouds(64, 64, 2, 1000, 1.0)))),
        ("lap500", || exact_problem(assignment(500, 1.0))),
        ("digits_sq", || exact_problem(digits(Metric::SquaredEuclidean, 1.0))),
        ("digits_l1", || exact_problem(digits(Metric::Manhattan, 1.0))),
        ("cloud2000", || exact_problem(with_explicit_cost(clouds(2000, 2000, 3, 7, 1.0)))),
        ("cloud2000-points", || exact_problem(clouds(2000, 2000, 3, 7, 1.0))),
        ("points5000", || exact_problem(clouds(5000, 5000, 2, 11, 1.0))),
    ];
    println!("{:<17} {:>9}  pivots rounds  gap      error    cost", "", "ms");
    for (name, problem) in workloads.iter().filter(|(name, _)| name.starts_with(&filter)) {
        report(name, &ExactProblem { transported_mass, ..problem() });
    }
}

/// Solves repeatedly for a second, and prints the fastest time.
fn report(name: &str, problem: &ExactProblem) {
    let mut fastest = f64::INFINITY;
    let start = Instant::now();
    loop {
        let begin = milliseconds(start);
        let solution = Exact::solve(problem.clone(), &run_on(1)).expect("a valid problem");
        fastest = fastest.min(milliseconds(start) - begin);
        if start.elapsed().as_secs_f64() > 1.0 {
            let done = solution.iterations;
            let (gap, error) = (solution.duality_gap, solution.marginal_error);
            let cost = solution.transport_cost;
            println!(
                "{name:<17} {fastest:>9.3} {:>7} {:>6}  {gap:>8.1e} {error:.1e} {cost:.15}",
                done.pivots, done.rounds
            );
            return;
        }
    }
}

/// Processor time of this thread, or the time since `start`.
fn milliseconds(start: Instant) -> f64 {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = counted.and_then(|text| text.split(' ').next()?.parse::<f64>().ok()).filter(|&time| time > 0.0);
    nanoseconds.map_or_else(|| start.elapsed().as_secs_f64() * 1e3, |time| time / 1e6)
}
