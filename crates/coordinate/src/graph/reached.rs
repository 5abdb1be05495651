//! What an iterative route is asked on the way, and how it ends.

use superlinear_interface::{Ending, Error};

/// Tells how far a solve is and asks whether time is up.
pub(super) type Poll<'a> = dyn FnMut(u32) -> Result<bool, Error> + 'a;

/// How an iteration ended.
pub(super) struct Reached {
    pub status: Ending,
    pub iterations: u32,
}
