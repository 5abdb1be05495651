//! The solution of `lyapunovExponents`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;

/// The termination status of `lyapunovExponents`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LyapunovStatus {
    /// All rows were computed, or the divergence of a series has a linear range.
    Finished,
    /// The time limit was reached; the exponents are those of the rows so far.
    TimeLimit,
    /// An entry of a state exceeded 1e6 times the largest of 1 and the entries of the initial state and of a model's `offset`,
    /// or one of a tangent vector 1e150; the exponents are those of the rows before.
    Unbounded,
    /// No range of the divergence of a series is linear enough: the exponent is the slope of the straightest one.
    NoLinearRange,
}

/// Lyapunov exponents.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LyapunovExponentsSolution {
    /// The reason for termination.
    pub status: LyapunovStatus,
    /// The exponents per unit of time, in descending order; one for a series. Empty if no row was computed. Where a
    /// derivative is singular, a row counts with the logarithm of 1e-300 instead of minus infinity.
    pub exponents: Vector,
    /// The standard errors of the exponents: of a system from 20 blocks of rows, of a series that of the slope. Absent if
    /// fewer than two blocks were computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_errors: Option<Vector>,
    /// The sum of the exponents of a system: the rate at which volumes grow, if all were computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sum: Option<f64>,
    /// The dimension of the attractor by Kaplan and Yorke. Absent for series, and if too few exponents were computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kaplan_yorke_dimension: Option<f64>,
    /// The mean logarithm of the distance of neighbors in a series, after 0, 1, … rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curve: Option<Vector>,
    /// The first and the last number of rows of the fitted range of `curve`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fit_range: Option<Vector<i32>>,
    /// The delay used for a series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<u32>,
    /// The dimension used for a series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimension: Option<u32>,
}

/// The progress of `lyapunovExponents`.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LyapunovExponentsProgress {
    /// The number of rows so far, those before the averages included.
    pub rows: f64,
}
