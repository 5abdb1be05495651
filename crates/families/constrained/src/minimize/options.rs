//! Options: the accuracy of the linear solves and the merit function.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The accuracy of inner solvers other than `ldl`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Accuracy {
    /// To a relative residual of min(0.1, square root of the right-hand side's norm), for superlinear convergence
    /// (Dembo, Eisenstat, Steihaug, SIAM J. Numer. Anal. 19, 1982). Ten up to a thousand times tighter if the step is
    /// not a descent direction of the merit function.
    #[default]
    Adaptive,
    /// As in the paper, from bounds on norms and condition numbers: nearly exact. Includes the paper's penalty updates.
    /// Meant to reproduce the paper on small problems.
    Paper,
}

/// The criterion that accepts steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MeritFunction {
    /// The exact augmented Lagrangian: smooth, with minima at the solutions, multipliers included. With bounds or
    /// inequalities it applies to the barrier problem and needs unique multipliers; `filter` is more robust if
    /// gradients of active constraints are linearly dependent.
    #[default]
    Eal,
    /// The objective plus a penalty times the sum of the absolute constraint values. Trial points are cheaper because
    /// they need no derivatives, but the function has kinks and ignores the multipliers. Under equations only.
    L1,
    /// A filter: accepts a step if it reduces either the barrier function or the constraint violation, compared with
    /// every pair of values recorded so far.
    Filter,
}
