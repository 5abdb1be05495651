//! Several programs in one call, and limits.

use super::certify::certify;
use super::workloads::{Chain, Dense, portfolio, rand};
use crate::common::run;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use superlinear_constrained::quadratic::{QuadraticProgramStatus, QuadraticProgramsProblem, QuadraticProgramsSolution};
use superlinear_constrained::{QuadraticProgram, QuadraticPrograms};
use superlinear_interface::{Code, Host, Matrix, Run, RunOptions, Task, VectorOrMatrix};

fn with_constraint_bounds(program: &Dense, bounds: &[Vec<f64>], chained: bool) -> QuadraticProgramsProblem {
    let rows = || Some(VectorOrMatrix::Matrix(Matrix::new(bounds.len(), program.rows, bounds.concat())));
    let mut problem = QuadraticProgramsProblem::from(program.problem());
    problem.programs.constraint_lower = rows();
    problem.programs.constraint_upper = rows();
    problem.chained = chained;
    problem
}

fn solve(problem: QuadraticProgramsProblem, threads: u32) -> QuadraticProgramsSolution {
    let options = RunOptions { threads: Some(threads), ..RunOptions::default() };
    QuadraticPrograms::solve(problem, &run(&options)).expect("solutions")
}

#[test]
fn programs_in_a_row_are_what_each_is_alone() {
    let chain = Chain { steps: 20 };
    let states: Vec<_> =
        (0..30).map(|k| vec![0.45 - 0.02 * f64::from(k), -0.375 + 0.01 * f64::from(k), 0.0, 0.0]).collect();
    let bounds: Vec<_> = states.iter().map(|state| chain.program(state).constraint_lower).collect();
    let program = chain.program(&states[0]);
    let chained = solve(with_constraint_bounds(&program, &bounds, true), 1);
    let apart = solve(with_constraint_bounds(&program, &bounds, false), 1);
    println!("{} factorizations chained, {} apart", chained.statistics.factorizations, apart.statistics.factorizations);
    assert_eq!((chained.status, apart.status), (QuadraticProgramStatus::Converged, QuadraticProgramStatus::Converged));
    assert!(100 * chained.statistics.factorizations <= 35 * apart.statistics.factorizations);
    for (a, b) in chained.solution.data.iter().zip(&*apart.solution.data) {
        assert!((a - b).abs() < 1e-9);
    }
    let on_threads = solve(with_constraint_bounds(&program, &bounds, false), 3);
    assert_eq!((&apart.solution, &apart.iterations), (&on_threads.solution, &on_threads.iterations));
    for (k, state) in states.iter().enumerate() {
        let program = chain.program(state);
        let alone = super::solve(program.problem());
        certify(&program, &alone, 1e-9);
        assert_eq!(*alone.solution, *on_threads.solution.row(k));
    }
}

/// A host that cancels, or runs out of time, after a given number of polls.
struct Impatient {
    looks: AtomicU32,
    cancels: bool,
}

impl Host for Impatient {
    fn is_cancelled(&self) -> bool {
        self.looks.fetch_add(1, Relaxed) >= 3 && self.cancels
    }
    fn now(&self) -> f64 {
        f64::from(self.looks.load(Relaxed))
    }
}

fn impatient(cancels: bool) -> Run {
    let options = RunOptions { time_limit: Some(if cancels { 1e9 } else { 3.0 }), ..RunOptions::default() };
    Run::new(&options, Arc::new(Impatient { looks: AtomicU32::new(0), cancels })).expect("a run")
}

#[test]
fn time_runs_out_and_callers_leave() {
    let program = rand(20, 20, 1);
    let solution = QuadraticProgram::solve(program.problem(), &impatient(false)).expect("a solution");
    assert_eq!(solution.status, QuadraticProgramStatus::TimeLimit);
    assert!(solution.iterations <= 4);
    let error = QuadraticProgram::solve(program.problem(), &impatient(true)).expect_err("is cancelled");
    assert_eq!(error.code, Code::Aborted);
    let gains: Vec<_> = (0..9).map(|_| vec![1.0]).collect();
    for chained in [true, false] {
        let problem = with_constraint_bounds(&portfolio(50, 3), &gains, chained);
        let solution = QuadraticPrograms::solve(problem.clone(), &impatient(false)).expect("solutions");
        assert_eq!(solution.statuses.last(), Some(&QuadraticProgramStatus::TimeLimit));
        let error = QuadraticPrograms::solve(problem, &impatient(true)).expect_err("is cancelled");
        assert_eq!(error.code, Code::Aborted);
    }
}

#[test]
fn limits_of_iterations_leave_a_point_within_the_bounds() {
    let program = rand(20, 20, 1);
    // It takes seven.
    for max in 1..7 {
        let mut problem = program.problem();
        problem.program.max_iterations = max;
        let solution = super::solve(problem);
        assert_eq!((solution.status, solution.iterations), (QuadraticProgramStatus::IterationLimit, max));
        let bounds = program.lower.iter().zip(&program.upper);
        assert!(solution.solution.iter().zip(bounds).all(|(x, (lower, upper))| x >= lower && x <= upper));
    }
}

/// A large factorization polls the clock and the cancel flag while it runs, not only between iterations.
#[test]
fn a_large_decomposition_can_be_stopped() {
    let program = rand(400, 2, 3);
    let host = Arc::new(Impatient { looks: AtomicU32::new(0), cancels: false });
    let run = Run::new(&RunOptions::default(), host.clone()).expect("a run");
    let solution = QuadraticProgram::solve(program.problem(), &run).expect("a solution");
    assert_eq!(solution.status, QuadraticProgramStatus::Converged);
    // Four panels each.
    assert!(host.looks.load(Relaxed) >= 4 * solution.statistics.factorizations);
    let error = QuadraticProgram::solve(program.problem(), &impatient(true)).expect_err("is cancelled");
    assert_eq!(error.code, Code::Aborted);
}
