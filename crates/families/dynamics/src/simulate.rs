//! Series of dynamical systems.

use crate::evolution::Bound;
use crate::systems::{Chosen, SystemChoice};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Advance, Error, Matrix, Run, Task, check};

/// Simulates a dynamical system: a named map or flow, a map or a field given as a formula, or a model of
/// {@link reconstruct}. Flows take fixed steps, so that a series can be reproduced elsewhere; integrate with error control by
/// `ode.solve`.
///
/// @example
/// ```ts
/// const { series } = await simulate({ system: 'lorenz', length: 1000, transient: 500 });
/// ```
#[derive(JsonSchema)]
pub struct Simulate;

/// A dynamical system, and the number of rows.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SimulateProblem {
    /// The number of rows, at least 1.
    pub length: u32,
    /// The number of rows dropped before the first one. Without, the first row is the initial state.
    #[serde(default)]
    pub transient: u32,
    /// The system.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub choice: SystemChoice,
}

/// The termination status of `simulate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SimulateStatus {
    /// All rows were computed.
    Finished,
    /// An entry exceeded 1e6 times the largest of 1 and the entries of the initial state and of a model's `offset`, or a
    /// formula had no number as its value; the rows before are returned.
    Unbounded,
    /// The time limit was reached; the rows so far are returned.
    TimeLimit,
}

/// A series.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SimulateSolution {
    /// The reason for termination.
    pub status: SimulateStatus,
    /// The states, a row each.
    pub series: Matrix,
    /// The time between two rows: 1 for maps.
    pub step: f64,
}

/// The progress of `simulate`.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SimulateProgress {
    /// The number of rows so far, dropped ones included.
    pub rows: f64,
}

/// Operations between two looks at the clock, roughly.
const WORK_PER_LOOK: usize = 1 << 14;

impl Task for Simulate {
    const NAME: &'static str = "dynamics.simulate";
    type Problem = SimulateProblem;
    type Solution = SimulateSolution;
    type Progress = SimulateProgress;

    fn solve(problem: SimulateProblem, run: &Run) -> Result<SimulateSolution, Error> {
        check::count("length", problem.length as usize, 1..)?;
        let Chosen { mut evolution, initial: mut state } = problem.choice.checked(false, run)?;
        let (length, transient, n) = (problem.length as usize, problem.transient as usize, state.len());
        let bound = Bound::new(&*evolution, &state);
        run.ensure_memory("length", [length, n])?;
        let rows_per_look = (WORK_PER_LOOK / evolution.work()).max(1);
        let watch = run.watch();
        let mut data = Vec::with_capacity(length * n);
        let mut status = SimulateStatus::Finished;
        for row in 0..transient as u64 + length as u64 {
            if row > 0 && !evolution.advance(&mut state, &watch) {
                run.ensure_wanted()?;
                status = SimulateStatus::TimeLimit;
                break;
            }
            if !bound.holds(&state) {
                status = SimulateStatus::Unbounded;
                break;
            }
            if row >= transient as u64 {
                data.extend_from_slice(&state);
            }
            if row % rows_per_look as u64 == 0 {
                let rows = row as f64;
                run.progress(Advance::count(rows, transient as f64 + length as f64), || SimulateProgress { rows });
                if run.is_out_of_time()? {
                    status = SimulateStatus::TimeLimit;
                    break;
                }
            }
        }
        Ok(SimulateSolution { status, series: Matrix::new(data.len() / n, n, data), step: evolution.step() })
    }
}
