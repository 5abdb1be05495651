//! How exactly the linear systems are solved, and which merit function judges the steps.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How exactly inner solvers that are not `ldl` solve the systems.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Accuracy {
    /// To a relative residual of the square root of the right side's norm, and at most 0.1, so that the steps converge
    /// superlinearly (Dembo, Eisenstat, Steihaug, SIAM J. Numer. Anal. 19, 1982). Ten and up to a thousand times better where
    /// the merit function would not fall.
    #[default]
    Adaptive,
    /// As the paper does, by bounds of norms and condition numbers, which is nearly exact; its changes of the penalties are
    /// taken over with it. To reproduce the paper with, on small problems.
    Paper,
}

/// What tells whether a step leads nearer to a solution: the function that it must make smaller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MeritFunction {
    /// The exact augmented Lagrangian. It is smooth, and its minima are the solutions, multipliers included. With bounds or
    /// inequalities it is that of the barrier problem, and needs multipliers that are unique: where the gradients of what is active
    /// depend on each other, `filter` gets further.
    #[default]
    Eal,
    /// The objective and the sum of the constraints' absolute values, times a penalty. Cheaper to try, since it needs no
    /// derivatives, but with kinks, and blind to the multipliers. Under equations only.
    L1,
    /// A filter, by which a step may make smaller either the objective with a barrier before bounds and inequalities or the
    /// violation of the constraints, if the two have not been as small before.
    Filter,
}
