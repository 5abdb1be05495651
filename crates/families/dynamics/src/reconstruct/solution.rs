//! The solution of `reconstruct`.

use crate::piecewise_linear::FittedModel;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;

/// The termination status of `reconstruct`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ReconstructStatus {
    /// The regression met the tolerance: a local minimum of the squared residual. The free run is bounded.
    Converged,
    /// The iteration limit was reached. The free run is bounded.
    IterationLimit,
    /// The time limit was reached: the best model so far.
    TimeLimit,
    /// The free run of each candidate leaves the range of the series by 10 standard deviations. The model is the one with
    /// the smallest residual.
    Unbounded,
}

/// A piecewise-linear map of a series.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReconstructSolution {
    /// The reason for termination.
    pub status: ReconstructStatus,
    /// The map, in the units of the series.
    pub model: FittedModel,
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
    /// The best regressions that differ, in order of their residuals.
    pub candidates: Vec<CandidateFigures>,
    /// The number of iterations of the returned regression.
    pub iterations: u32,
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
    /// The number of finished starts.
    pub starts: u32,
}
