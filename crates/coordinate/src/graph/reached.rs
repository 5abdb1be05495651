//! What an iterative route is asked on the way, and how it ends.

use super::solve_graph_quadratic::solution::GraphStatus;
use superlinear_interface::Error;

/// Tells how far a solve is and asks whether time is up.
pub(super) type Poll<'a> = dyn FnMut(u32) -> Result<bool, Error> + 'a;

/// How an iteration ended.
pub(super) struct Reached {
    pub status: GraphStatus,
    pub iterations: u32,
}
