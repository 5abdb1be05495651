//! Time limit, cancellation and progress of long computations.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Advance, Error, Run};

/// The progress of a hypervolume computation.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct HypervolumeProgress {
    /// The number of volumes computed: the hypervolume, then the contributions.
    pub points: u32,
}

/// The reason to stop a computation early.
#[derive(Debug)]
pub enum Interruption {
    /// The time limit was reached.
    TimeLimit,
    /// The caller cancelled.
    Cancelled(Error),
}

/// Counts work, and checks the run now and then.
pub struct Meter<'a> {
    run: &'a Run,
    /// The number of points left until the next check.
    left: usize,
    done: u32,
    all: u32,
}

/// The number of points between two checks of the run: a few tenths of a millisecond.
const POINTS_A_QUESTION: usize = 1 << 14;

impl<'a> Meter<'a> {
    /// A meter for a computation of `all` volumes.
    pub(crate) fn new(run: &'a Run, all: usize) -> Self {
        Self { run, left: 0, done: 0, all: all as u32 }
    }

    /// Counts work on this many points.
    pub(crate) fn spend(&mut self, points: usize) -> Result<(), Interruption> {
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

    /// Counts a finished volume.
    pub(crate) fn finish_one(&mut self) {
        self.done += 1;
    }
}
