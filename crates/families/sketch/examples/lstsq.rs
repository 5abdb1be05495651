//! Time of least squares: `cargo run --release --example lstsq -- [rows] [columns] [condition] [threads]`.

#[path = "../tests/sketch/common.rs"]
#[allow(dead_code, reason = "the tests use all of it")]
mod common;

use common::{conditioned, dense, normal, problem, run_with};
use std::io::Write;
use std::time::Instant;
use superlinear_interface::Task;
use superlinear_sketch::Lstsq;
use superlinear_sketch::lstsq::problem::LstsqMethod;

/// Number of repetitions; the fastest counts.
const REPETITIONS: usize = 5;

fn main() -> std::io::Result<()> {
    let argument = |k, default: f64| std::env::args().nth(k).map_or(default, |text| text.parse().expect("a number"));
    let (rows, columns) = (argument(1, 50_000.0) as usize, argument(2, 100.0) as usize);
    let (condition, threads) = (argument(3, 1e6), argument(4, 1.0) as u32);
    let matrix = dense(&conditioned(rows, columns, condition, 1));
    let right = normal(rows, 1, 2).col_as_slice(0).to_vec();
    let mut out = std::io::stdout().lock();
    for method in [LstsqMethod::Gram, LstsqMethod::Iterative, LstsqMethod::Qr] {
        let mut quickest = f64::INFINITY;
        let mut last = None;
        for _ in 0..REPETITIONS {
            let problem = problem(matrix.clone(), right.clone(), method);
            let start = Instant::now();
            let solution = Lstsq::solve(problem, &run_with(threads, 0)).expect("a valid problem");
            quickest = quickest.min(start.elapsed().as_secs_f64());
            last = Some(solution);
        }
        let solution = last.expect("at least one repetition");
        writeln!(
            out,
            "{method:?}: {:.1} ms, {:?} by {:?}, backward error {:.1e}, condition {:.1e}, {} refinements, {} passes",
            1e3 * quickest,
            solution.status,
            solution.method,
            solution.backward_error,
            solution.condition_number,
            solution.iterations,
            solution.passes
        )?;
    }
    Ok(())
}
