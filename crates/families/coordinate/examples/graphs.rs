//! Times of all methods for a quadratic on a graph: `cargo run --release --example graphs -- FILE [tolerance]`. The
//! file contains doubles: the numbers of rows and entries, the row pointers, the columns, the entries, and the right
//! side. Linux only.

use std::io::Write;
use superlinear_coordinate::SolveGraphQuadratic;
use superlinear_coordinate::graph::solve_graph_quadratic::problem::{GraphMethod, GraphQuadraticProblem};
use superlinear_interface::testing;
use superlinear_interface::{RunOptions, SparseMatrix, Task, VectorOrMatrix};

/// The number of repetitions to average over, because the thread clock of the system has a coarse resolution.
const REPETITIONS: usize = 10;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().expect("a file");
    let tolerance = arguments.next().map_or(1e-8, |text| text.parse().expect("a number"));
    let (matrix, right_side) = read(&std::fs::read(file)?);
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} rows, {} entries", matrix.rows, matrix.data.len())?;
    for method in [GraphMethod::Auto, GraphMethod::Cholesky, GraphMethod::Amg, GraphMethod::ForestCg, GraphMethod::Cg] {
        let mut total = 0.0;
        let mut last = None;
        for _ in 0..REPETITIONS {
            let problem = GraphQuadraticProblem {
                matrix: matrix.clone(),
                right_side: VectorOrMatrix::Vector(right_side.clone().into()),
                initial: None,
                method,
                tolerance,
                max_iterations: None,
            };
            let options = RunOptions { threads: Some(1), ..RunOptions::default() };
            let run = testing::timed(&options);
            let start = processor_seconds();
            last = Some(SolveGraphQuadratic::solve(problem, &run).expect("a valid problem"));
            total += processor_seconds() - start;
        }
        let solution = last.expect("at least one repetition");
        writeln!(
            out,
            "{method:?}: {:.1} ms, {:?} by {:?}, {} iterations, {} eliminated, residual {:.1e}",
            1e3 * total / REPETITIONS as f64,
            solution.status,
            solution.method,
            solution.iterations,
            solution.eliminated,
            solution.relative_residual,
        )?;
    }
    Ok(())
}

/// The processor time of this thread in seconds, according to the system. Other programs hardly affect it.
fn processor_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    let nanoseconds: f64 = text.split_whitespace().next().and_then(|field| field.parse().ok()).expect("a number");
    1e-9 * nanoseconds
}

fn read(bytes: &[u8]) -> (SparseMatrix, Vec<f64>) {
    let numbers: Vec<f64> = bytes.as_chunks().0.iter().map(|&chunk| f64::from_le_bytes(chunk)).collect();
    let (rows, entries) = (numbers[0] as usize, numbers[1] as usize);
    let whole = |numbers: &[f64]| numbers.iter().map(|&number| number as i32).collect::<Vec<_>>();
    let (indptr, rest) = numbers[2..].split_at(rows + 1);
    let (indices, rest) = rest.split_at(entries);
    let (data, right_side) = rest.split_at(entries);
    let matrix = SparseMatrix {
        rows,
        columns: rows,
        indptr: whole(indptr).into(),
        indices: whole(indices).into(),
        data: data.to_vec().into(),
    };
    (matrix, right_side.to_vec())
}
