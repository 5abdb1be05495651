//! Polling and termination of iterative solvers.

use superlinear_interface::{Ending, Error};

/// Reports the number of iterations and the residual relative to the target. Returns whether the time limit is reached.
pub(super) type Poll<'a> = dyn FnMut(u32, f64) -> Result<bool, Error> + 'a;

/// The requested norm of the residual, and the limit on iterations.
#[derive(Clone, Copy)]
pub(super) struct Goal {
    pub residual: f64,
    pub max_iterations: u32,
}

/// The outcome of an iteration.
pub(super) struct Reached {
    pub status: Ending,
    pub iterations: u32,
}
