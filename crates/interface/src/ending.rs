//! The termination status shared by all families.

use schemars::JsonSchema;
use serde::Serialize;

/// The termination status of an iterative method. Each method documents the meaning of `converged` and `stalled` at its
/// `status`. Methods with further statuses have a type of their own that includes these names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Ending {
    /// The solution meets the tolerance.
    Converged,
    /// The iteration limit was reached.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// No further progress, usually because of rounding errors. The point is the best one found.
    Stalled,
}
