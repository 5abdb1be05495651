//! A task that solves nothing, to measure and test the entry point.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Advance, Ending, Error, Run, Task, Vector, check, defect};

/// Returns its input after the requested time, or fails as requested: to measure the cost of a call, and to test
/// progress, cancellation and failure without a real problem.
#[derive(JsonSchema)]
pub struct Diagnose;

/// The requested behavior.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct DiagnosisProblem {
    /// An array to return. Default: empty.
    pub echo: Vector,
    /// Bytes to return. Default: none.
    pub bytes: Vector<u8>,
    /// Seconds to be busy, polling for cancellation and reporting progress as a solver does.
    pub seconds: f64,
    /// Panic with this text, which arrives as an `INTERNAL` error. Default: no panic.
    pub panic: Option<String>,
}

/// The observations of a diagnosis.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Diagnosis {
    /// `converged` if it did as requested, `timeLimit` if the time limit came first.
    pub status: Ending,
    /// The given array.
    pub echo: Vector,
    /// The given bytes.
    pub bytes: Vector<u8>,
    /// The seed of the run.
    pub seed: u64,
    /// The threads of the run.
    pub threads: usize,
    /// The duration of the run in seconds.
    pub seconds: f64,
}

/// The progress of a diagnosis.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiagnosisProgress {
    /// Seconds since its start.
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
