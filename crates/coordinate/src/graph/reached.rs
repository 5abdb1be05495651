//! What an iterative route is asked on the way, and how it ends.

use superlinear_interface::{Ending, Error};

/// Tells how far a solve is, by its iterations and by the residual over the one asked for, and asks whether time is up.
pub(super) type Poll<'a> = dyn FnMut(u32, f64) -> Result<bool, Error> + 'a;

/// How an iteration ended.
pub(super) struct Reached {
    pub status: Ending,
    pub iterations: u32,
}
