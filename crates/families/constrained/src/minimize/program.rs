//! The solver's input: a caller's problem, or a built-in model, which may offer more than a caller can.

use super::problem::MinimizeProblem;
use crate::inner::InnerSolver;
use schemars::JsonSchema;
use serde::Deserialize;

/// A problem with the extras of built-in models. Derives `Deserialize` and `JsonSchema` only because a dialogue's
/// problem must.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct Program {
    /// The problem as a caller could state it.
    pub problem: MinimizeProblem,
    /// The model's own solver for the linear systems of the steps.
    #[serde(skip)]
    pub own_solver: Option<Box<dyn InnerSolver>>,
    /// Whether the model's Hessian is only an estimate from a sample of its data.
    #[serde(skip)]
    pub is_hessian_sampled: bool,
    /// The initial penalty on the constraints, if the model knows a better one.
    #[serde(skip)]
    pub first_constraint_penalty: Option<f64>,
}

impl From<MinimizeProblem> for Program {
    fn from(problem: MinimizeProblem) -> Self {
        Self { problem, own_solver: None, is_hessian_sampled: false, first_constraint_penalty: None }
    }
}
