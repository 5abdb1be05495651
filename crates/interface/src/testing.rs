//! Runs for tests and examples of methods: on their own, without a caller.

use crate::{Host, Run, RunOptions};
use std::sync::Arc;
use std::time::Instant;

/// A host whose clock stands still, and which cancels nothing.
pub struct StoppedClock;

impl Host for StoppedClock {
    fn now(&self) -> f64 {
        0.0
    }
}

/// A host with a clock and nothing else.
pub struct Clock(Instant);

impl Clock {
    /// A clock at zero.
    pub fn start() -> Self {
        Self(Instant::now())
    }
}

impl Host for Clock {
    fn now(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}

/// A run with these options, for which no time passes. Panics where they are out of range.
pub fn untimed(options: &RunOptions) -> Run {
    Run::new(options, Arc::new(StoppedClock)).expect("options in range")
}

/// A run with these options on a clock. Panics where they are out of range.
pub fn timed(options: &RunOptions) -> Run {
    Run::new(options, Arc::new(Clock::start())).expect("options in range")
}
