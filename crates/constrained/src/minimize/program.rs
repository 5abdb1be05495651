//! What the solver solves: a caller's problem, or a built-in model's, which may offer more than a caller can.

use super::problem::MinimizeProblem;
use crate::inner::InnerSolver;
use schemars::JsonSchema;
use serde::Deserialize;

/// A problem, and what only built-in models have. (It is no document; being one is what is asked of a dialogue's
/// problem.)
#[derive(Deserialize, JsonSchema)]
pub(crate) struct Program {
    /// The problem as any caller could put it.
    pub problem: MinimizeProblem,
    /// What solves the linear systems of the steps, where a model has a solver for its own.
    #[serde(skip)]
    pub own_solver: Option<Box<dyn InnerSolver>>,
    /// Whether what the model gives for the Hessian is only near it: from a sample of its data.
    #[serde(skip)]
    pub is_hessian_sampled: bool,
    /// The merit function's penalty of the constraints to start with, where a model knows a better one.
    #[serde(skip)]
    pub first_constraint_penalty: Option<f64>,
}

impl From<MinimizeProblem> for Program {
    fn from(problem: MinimizeProblem) -> Self {
        Self { problem, own_solver: None, is_hessian_sampled: false, first_constraint_penalty: None }
    }
}
