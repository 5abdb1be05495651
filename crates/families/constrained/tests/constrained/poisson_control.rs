//! Control of a Poisson equation: optima from another program, and iteration counts on successively finer grids.

use crate::common::run;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use superlinear_constrained::PoissonControl;
use superlinear_constrained::minimize::{MinimizeStatus, SecondOrder};
use superlinear_constrained::poisson_control::{PoissonControlProblem, PoissonControlSolution};
use superlinear_interface::{Code, Host, Run, RunOptions, Task};

fn problem(size: u32, control_weight: f64, reaction: f64) -> PoissonControlProblem {
    PoissonControlProblem {
        size,
        control_weight,
        reaction,
        target: None,
        initial_state: None,
        initial_control: None,
        initial_adjoint: None,
        tolerance: 1e-8,
        constraint_tolerance: 1e-8,
        max_iterations: 300,
        history: true,
    }
}

fn solve(problem: PoissonControlProblem, threads: u32) -> PoissonControlSolution {
    let options = RunOptions { threads: Some(threads), ..RunOptions::default() };
    PoissonControl::solve(problem, &run(&options)).expect("a solution")
}

#[test]
fn optima_are_the_references() {
    for (size, weight, reaction, objective, middle) in [
        (15, 1e-3, 0.0, 0.093_859_003_474_30, Some(0.225_524_487_676_3)),
        (15, 1e-3, 1.0, 0.094_007_419_371_54, Some(0.223_103_483_237_6)),
        (31, 1e-3, 1.0, 0.094_915_471_490_20, Some(0.223_513_910_745_6)),
        (31, 1e-5, 100.0, 0.013_000_099_913_81, Some(0.247_901_752_156_7)),
        (127, 1e-3, 1.0, 0.095_426_526_897_3, None),
    ] {
        let started = std::time::Instant::now();
        let solution = solve(problem(size, weight, reaction), 1);
        println!(
            "{size}, {weight:e}, {reaction}: {} iterations, {} inner steps, {:?}, off by {:e}",
            solution.iterations,
            solution.statistics.inner_steps,
            started.elapsed(),
            solution.objective - objective
        );
        assert_eq!(solution.status, MinimizeStatus::Converged);
        assert_eq!(solution.second_order, SecondOrder::Sufficient);
        assert!((solution.objective - objective).abs() < 1e-12);
        assert!(solution.iterations <= 10);
        let half = size as usize / 2;
        if let Some(middle) = middle {
            assert!((solution.state.row(half)[half] - middle).abs() < 1e-9);
        }
    }
}

#[test]
fn threads_change_no_bit() {
    let one = solve(problem(150, 1e-3, 1.0), 1);
    for threads in [2, 3] {
        let several = solve(problem(150, 1e-3, 1.0), threads);
        assert_eq!(one.state, several.state);
        assert_eq!(one.control, several.control);
    }
}

/// Cancels its run after a given number of polls.
struct Impatient {
    patience: u32,
    asked: AtomicU32,
}

impl Host for Impatient {
    fn is_cancelled(&self) -> bool {
        self.asked.fetch_add(1, Relaxed) >= self.patience
    }

    fn now(&self) -> f64 {
        0.0
    }
}

#[test]
fn a_run_stops_soon_after_it_is_cancelled_within_a_step() {
    let solve = |patience: u32| {
        let host = Arc::new(Impatient { patience, asked: AtomicU32::new(0) });
        let options = RunOptions { threads: Some(1), ..RunOptions::default() };
        let run = Run::new(&options, Arc::clone(&host) as Arc<dyn Host>).expect("options in range");
        let solution = PoissonControl::solve(problem(150, 1e-5, 100.0), &run);
        (solution, host.asked.load(Relaxed))
    };
    let (solution, polls) = solve(u32::MAX);
    let solution = solution.expect("a solution");
    assert!(polls > 10 * solution.statistics.inner_steps, "{polls} in {} steps", solution.statistics.inner_steps);
    for patience in (1..polls).step_by(polls as usize / 20) {
        let (cancelled, asked) = solve(patience);
        assert_eq!(cancelled.expect_err("an error").code, Code::Aborted);
        // From the transform in progress and the one that ends GMRES.
        assert!(asked - patience < 50, "asked {} times more", asked - patience);
    }
}
