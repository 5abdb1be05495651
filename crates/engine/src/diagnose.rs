//! A task that solves nothing: it measures and tests the door.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Advance, Ending, Error, Run, Task, Vector, check, defect};

/// Gives back what it was given, after as long as asked, or fails as asked: for measuring what a call costs, and for
/// trying out progress, cancelling and failure where no real problem is at hand.
#[derive(JsonSchema)]
pub struct Diagnose;

/// What the diagnosis is to do.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct DiagnosisProblem {
    /// An array to give back. Default: an empty one.
    pub echo: Vector,
    /// Bytes to give back. Default: none.
    pub bytes: Vector<u8>,
    /// Seconds to be busy for, polling for cancellation and reporting progress as a solver does.
    pub seconds: f64,
    /// Panic with this text, to see the defect arrive as an `INTERNAL` error. Default: do not.
    pub panic: Option<String>,
}

/// What the diagnosis saw.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Diagnosis {
    /// `converged` where it did what it was asked to, `timeLimit` where the time limit came first.
    pub status: Ending,
    /// The array that was given.
    pub echo: Vector,
    /// The bytes that were given.
    pub bytes: Vector<u8>,
    /// The seed of the run.
    pub seed: u64,
    /// The threads of the run.
    pub threads: usize,
    /// Seconds that the run took.
    pub seconds: f64,
}

/// How far a diagnosis has come.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiagnosisProgress {
    /// Seconds since it began.
    pub seconds: f64,
}

impl Task for Diagnose {
    const NAME: &'static str = "engine.diagnose";
    type Problem = DiagnosisProblem;
    type Solution = Diagnosis;
    type Progress = DiagnosisProgress;

    fn solve(problem: DiagnosisProblem, run: &Run) -> Result<Diagnosis, Error> {
        check::number("seconds", problem.seconds, 0.0..=3600.0)?;
        if let Some(text) = problem.panic {
            defect(&text);
        }
        let mut status = Ending::Converged;
        while run.elapsed() < problem.seconds {
            if run.is_out_of_time()? {
                status = Ending::TimeLimit;
                break;
            }
            let seconds = run.elapsed();
            run.progress(Advance::count(seconds, problem.seconds), || DiagnosisProgress { seconds });
        }
        run.ensure_wanted()?;
        Ok(Diagnosis {
            status,
            echo: problem.echo,
            bytes: problem.bytes,
            seed: run.seed(),
            threads: run.threads(),
            seconds: run.elapsed(),
        })
    }
}
