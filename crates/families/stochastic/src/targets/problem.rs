//! Input and output of `minimizeTargets`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_expression::Named;
use superlinear_expression::function::Function;
use superlinear_interface::{AnyMatrix, Error, Vector, check};

/// A loss of predictions, given by a callback.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MinimizeTargetsProblem {
    /// A row per sample. Without `model`, the predictions of a row are its products with the columns of the coefficients.
    /// Absent where the predictions are a callback.
    pub matrix: Option<AnyMatrix>,
    /// The predictions of a row: a function as data of `row`, an input with a row of the matrix, of the coefficients and of
    /// parameters. Default: linear ones.
    pub model: Option<Function>,
    /// The name of the input of `model` with the coefficients. Default: the first other than `row`.
    pub variables: Option<String>,
    /// All other inputs of `model`, by name.
    #[serde(default)]
    pub parameters: Named,
    /// Whether the predictions are a callback, in the place of `matrix`.
    #[serde(default)]
    pub predictions: bool,
    /// Whether the gradient of weighted sums of predictions is a callback. `predictions` needs it.
    #[serde(default)]
    pub prediction_gradient: bool,
    /// The number of rows where the predictions are a callback, at least 1.
    pub row_count: Option<u32>,
    /// The number of predictions per row, from 1 to 1000.
    #[serde(default = "default_outputs")]
    pub outputs: u32,
    /// A Lipschitz constant of the gradient of a row's loss with respect to its predictions, positive: 1 for half the
    /// squared error, 1/4 for the logistic loss. The step in the space of predictions is its inverse.
    pub target_smoothness: f64,
    /// The number of rows per question. Default: all; then no step increases the loss.
    pub batch_size: Option<u32>,
    /// The choice of the rows of a batch.
    #[serde(default)]
    pub sampling: TargetSampling,
    /// The number of questions, except that for the certificate; at least 1.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// The limit on steps of conjugate gradients that fit the coefficients to the targets of a question; at least 1. With
    /// `model` or a callback, these are the steps of one linearization.
    #[serde(default = "default_inner_steps")]
    pub inner_steps: u32,
    /// The limit on linearizations of the predictions in the fit to the targets of a question, at least 1; linear
    /// predictions need one.
    #[serde(default = "default_linearizations")]
    pub linearizations: u32,
    /// The norm of the gradient of a fit, relative to its start, at which it ends.
    #[serde(default = "default_inner_tolerance")]
    pub inner_tolerance: f64,
    /// The norm of the gradient with respect to the coefficients, relative to that at the start, at which the run ends
    /// with questions about all rows.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The initial coefficients. Linear ones are given row by row: as many rows as the matrix has columns, a column per
    /// prediction. Default: zeros for linear predictions; other ones need it.
    pub initial: Option<Vector>,
}

fn default_outputs() -> u32 {
    1
}

fn default_max_iterations() -> u32 {
    100
}

fn default_inner_steps() -> u32 {
    20
}

fn default_linearizations() -> u32 {
    5
}

fn default_inner_tolerance() -> f64 {
    1e-8
}

fn default_tolerance() -> f64 {
    1e-8
}

/// The choice of the rows of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum TargetSampling {
    /// Each once in a pass, in a new random order.
    #[default]
    Shuffle,
    /// At random, with replacement.
    Uniform,
}

/// The termination status of `minimizeTargets`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MinimizeTargetsStatus {
    /// The gradient meets the tolerance.
    Converged,
    /// The iteration limit was reached.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// No step decreases the loss, usually because of rounding errors.
    Stalled,
    /// A loss or a gradient was not finite. The coefficients are the last ones where all were.
    Diverged,
}

/// Coefficients, and their certificate.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeTargetsSolution {
    /// The termination status.
    pub status: MinimizeTargetsStatus,
    /// The coefficients, in the order of `initial`.
    pub coefficients: Vector,
    /// The mean loss of all rows; absent without time for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objective: Option<f64>,
    /// The norm of its gradient with respect to the coefficients; absent like `objective`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gradient_norm: Option<f64>,
    /// The number of questions, without that for the certificate.
    pub iterations: u32,
    /// The number of steps that increased the loss and were made again with half the step in the space of predictions.
    pub backtracks: u32,
    /// The mean loss of each question.
    pub history: Vector,
}

impl MinimizeTargetsProblem {
    /// The number of rows.
    pub(super) fn rows(&self) -> usize {
        self.matrix.as_ref().map_or(self.row_count.unwrap_or(0) as usize, AnyMatrix::rows)
    }

    /// The number of initial coefficients.
    pub(super) fn count(&self) -> usize {
        let linear = || self.matrix.as_ref().map_or(0, |matrix| matrix.columns() * self.outputs as usize);
        self.initial.as_ref().map_or_else(linear, |initial| initial.len())
    }

    pub(super) fn batch_size(&self) -> usize {
        self.batch_size.map_or(self.rows(), |size| size as usize)
    }

    /// Refuses a wrong problem.
    pub(super) fn check(&self) -> Result<(), Error> {
        check::count("outputs", self.outputs as usize, 1..=1000)?;
        self.check_model()?;
        check::number("targetSmoothness", self.target_smoothness, check::POSITIVE)?;
        if let Some(size) = self.batch_size {
            check::count("batchSize", size as usize, 1..=self.rows())?;
        }
        check::count("maxIterations", self.max_iterations as usize, 1..)?;
        check::count("innerSteps", self.inner_steps as usize, 1..)?;
        check::count("linearizations", self.linearizations as usize, 1..)?;
        check::number("innerTolerance", self.inner_tolerance, check::FRACTION)?;
        check::tolerance(self.tolerance)
    }

    /// Refuses predictions that are given twice or in part, and initial coefficients that do not fit.
    fn check_model(&self) -> Result<(), Error> {
        let absent = |path: &str, is_there: bool, message: &str| {
            if is_there { Err(Error::invalid(path, message)) } else { Ok(()) }
        };
        let is_missing = |path: &str, is_there: bool| absent(path, !is_there, "is missing");
        let is_asked = self.predictions || self.prediction_gradient;
        if is_asked {
            is_missing("predictions", self.predictions)?;
            is_missing("predictionGradient", self.prediction_gradient)?;
            absent("matrix", self.matrix.is_some(), "must be absent where predictions are a callback")?;
            absent("model", self.model.is_some(), "must be absent where predictions are a callback")?;
            is_missing("rowCount", self.row_count.is_some())?;
            check::count("rowCount", self.rows(), 1..)?;
        } else {
            absent("rowCount", self.row_count.is_some(), "must be absent unless predictions are a callback")?;
            let matrix = self.matrix.as_ref().ok_or_else(|| Error::invalid("matrix", "is missing"))?;
            check::has_entries("matrix", matrix.rows(), matrix.columns())?;
            matrix.ensure_well_formed().map_err(|error| error.within("matrix"))?;
            matrix.ensure_finite("matrix")?;
        }
        if self.model.is_none() {
            absent("variables", self.variables.is_some(), "must be absent without model")?;
            absent("parameters", !self.parameters.is_empty(), "must be absent without model")?;
        }
        match (&self.initial, &self.matrix) {
            (Some(initial), Some(matrix)) if self.model.is_none() => {
                let count = matrix.columns() * self.outputs as usize;
                check::finite_vector("initial", initial, count, "matrix and outputs say")
            }
            (Some(initial), _) => {
                check::not_empty("initial", initial.len())?;
                check::numbers("initial", initial, check::FINITE)
            }
            (None, _) => is_missing("initial", !is_asked && self.model.is_none()),
        }
    }
}
