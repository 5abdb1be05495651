//! What long computations ask whether they may go on.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Advance, Error, Run};

/// How far the computation has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct HypervolumeProgress {
    /// Points whose share is known, of the hypervolume or of the contributions.
    pub points: u32,
}

/// Why a computation ends early.
#[derive(Debug)]
pub enum Interruption {
    /// The time is used up.
    TimeLimit,
    /// The caller cancelled.
    Cancelled(Error),
}

/// Counts work, and asks the run now and then.
pub struct Meter<'a> {
    run: &'a Run,
    /// Points that may be looked at until the run is asked again.
    left: usize,
    done: u32,
    all: u32,
}

/// Points looked at between two questions to the run: some tenths of a millisecond.
const POINTS_A_QUESTION: usize = 1 << 14;

impl<'a> Meter<'a> {
    /// A meter of a computation in `all` shares.
    pub fn new(run: &'a Run, all: usize) -> Self {
        Self { run, left: 0, done: 0, all: all as u32 }
    }

    /// Takes note of work on some points.
    pub fn spend(&mut self, points: usize) -> Result<(), Interruption> {
        if let Some(left) = self.left.checked_sub(points) {
            self.left = left;
            return Ok(());
        }
        self.left = POINTS_A_QUESTION;
        let points = self.done;
        self.run.progress(Advance::count(points, self.all), || HypervolumeProgress { points });
        match self.run.is_out_of_time() {
            Ok(false) => Ok(()),
            Ok(true) => Err(Interruption::TimeLimit),
            Err(error) => Err(Interruption::Cancelled(error)),
        }
    }

    /// Takes note of a share that is known.
    pub fn finish_one(&mut self) {
        self.done += 1;
    }
}
