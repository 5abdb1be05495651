//! Input and output of `minimizeTargets`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Error, Vector, check};

/// A loss of predictions that are linear in the coefficients, given by a callback.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MinimizeTargetsProblem {
    /// A row per sample. The predictions of a row are its products with the columns of the coefficients.
    pub matrix: AnyMatrix,
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
    /// The limit on steps of conjugate gradients that fit the coefficients to the targets of a question; at least 1.
    #[serde(default = "default_inner_steps")]
    pub inner_steps: u32,
    /// The norm of the gradient of a fit, relative to its start, at which it ends.
    #[serde(default = "default_inner_tolerance")]
    pub inner_tolerance: f64,
    /// The norm of the gradient with respect to the coefficients, relative to that at the start, at which the run ends
    /// with questions about all rows.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The initial coefficients, row by row: as many rows as the matrix has columns, a column per prediction. Default:
    /// zeros.
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
    /// The coefficients, row by row.
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
    /// The number of coefficients.
    pub(super) fn count(&self) -> usize {
        self.matrix.columns() * self.outputs as usize
    }

    pub(super) fn batch_size(&self) -> usize {
        self.batch_size.map_or(self.matrix.rows(), |size| size as usize)
    }

    /// Refuses a wrong problem.
    pub(super) fn check(&self) -> Result<(), Error> {
        let rows = self.matrix.rows();
        check::has_entries("matrix", rows, self.matrix.columns())?;
        self.matrix.ensure_well_formed().map_err(|error| error.within("matrix"))?;
        self.matrix.ensure_finite("matrix")?;
        check::count("outputs", self.outputs as usize, 1..=1000)?;
        check::number("targetSmoothness", self.target_smoothness, check::POSITIVE)?;
        if let Some(size) = self.batch_size {
            check::count("batchSize", size as usize, 1..=rows)?;
        }
        check::count("maxIterations", self.max_iterations as usize, 1..)?;
        check::count("innerSteps", self.inner_steps as usize, 1..)?;
        check::number("innerTolerance", self.inner_tolerance, check::FRACTION)?;
        check::tolerance(self.tolerance)?;
        match &self.initial {
            Some(initial) => check::finite_vector("initial", initial, self.count(), "matrix and outputs say"),
            None => Ok(()),
        }
    }
}
