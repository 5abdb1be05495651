//! The solution of `reconstruct`.

use crate::piecewise_linear::FittedModel;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Matrix, Vector};

/// The termination status of `reconstruct`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ReconstructStatus {
    /// The regression met the tolerance: a local minimum of the squared residual. The free run is bounded.
    Converged,
    /// The iteration limit was reached. The free run is bounded.
    IterationLimit,
    /// All steps of `teacherForcing` were taken. The free run is bounded.
    Completed,
    /// The loss of `teacherForcing`, or a parameter, grew beyond the range of numbers: the best model so far.
    Diverged,
    /// The time limit was reached: the best model so far.
    TimeLimit,
    /// The free run of each candidate leaves the range of the series by 10 standard deviations. The model is the one with
    /// the smallest residual, or the last one of `teacherForcing`.
    Unbounded,
}

/// A piecewise-linear map of a series.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReconstructSolution {
    /// The reason for termination.
    pub status: ReconstructStatus,
    /// The map, in the units of the series. The first states of one by `teacherForcing` are the columns of the series, the
    /// last ones belong to the hinges.
    pub model: FittedModel,
    /// The map from a row to the other states at a start, of `teacherForcing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lift: Option<Lift>,
    /// The root mean square error of the next row, of those held out, in standard deviations of the columns. Of all rows
    /// if none is held out.
    pub residual: f64,
    /// The same for the best linear map.
    pub linear_residual: f64,
    /// The squared residual in the regression, divided by that of the best linear map.
    pub residual_ratio: f64,
    /// The divergence of the model's free run from the series, as by {@link compareAttractors}. Absent if the free run is
    /// unbounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attractor_divergence: Option<f64>,
    /// The divergence of the series' own halves: smaller ones mean nothing.
    pub divergence_floor: f64,
    /// The distance of the free run's spectrum from that of the series. Absent if the free run is unbounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spectrum_distance: Option<f64>,
    /// The Lyapunov exponents of the model per unit of time, over 20 000 rows. A divergence near its floor does not prove
    /// that the model is chaotic; a positive exponent does. Empty if the free run is unbounded or out of time.
    pub lyapunov_exponents: Vector,
    /// The number of rows of the smoothing window; 1 without smoothing.
    pub smoothing_window: u32,
    /// The best regressions that differ, in order of their residuals. None if the training begins elsewhere.
    pub candidates: Vec<CandidateFigures>,
    /// The number of iterations of the returned regression, or of steps of the training.
    pub iterations: u32,
    /// The checks of `teacherForcing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<TrainingCheck>>,
}

/// The affine map from a row of the series to the states of a network that are not observed: `matrix x + offset`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Lift {
    /// A row for each state, a column for each column of the series.
    pub matrix: Matrix,
    /// The constants.
    pub offset: Vector,
}

/// A check of a training.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TrainingCheck {
    /// The number of steps before.
    pub step: u32,
    /// The loss of the latest windows: the mean squared error along forced runs, in squared standard deviations of the
    /// columns.
    pub loss: f64,
    /// As in the solution; absent if the free run is unbounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attractor_divergence: Option<f64>,
}

/// The figures of a regression.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CandidateFigures {
    /// As in the solution.
    pub residual_ratio: f64,
    /// As in the solution; absent if the free run is unbounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attractor_divergence: Option<f64>,
}

/// The progress of `reconstruct`.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReconstructProgress {
    /// The number of finished starts of the regression; 0 while a network is trained.
    pub starts: u32,
    /// The number of steps of `teacherForcing`.
    pub steps: u32,
}
