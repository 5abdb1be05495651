//! Runs without a caller, for tests and examples.

use crate::{Host, Run, RunOptions};
use std::sync::Arc;
use std::time::Instant;

/// A host with a stopped clock that never cancels.
pub struct StoppedClock;

impl Host for StoppedClock {
    fn now(&self) -> f64 {
        0.0
    }
}

/// A host with a clock only.
pub struct Clock(Instant);

impl Clock {
    /// Starts the clock at zero.
    pub fn start() -> Self {
        Self(Instant::now())
    }
}

impl Host for Clock {
    fn now(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}

/// A run with these options and a stopped clock. Panics if they are out of range.
pub fn untimed(options: &RunOptions) -> Run {
    Run::new(options, Arc::new(StoppedClock)).expect("options in range")
}

/// A run with these options and a clock. Panics if they are out of range.
pub fn timed(options: &RunOptions) -> Run {
    Run::new(options, Arc::new(Clock::start())).expect("options in range")
}
