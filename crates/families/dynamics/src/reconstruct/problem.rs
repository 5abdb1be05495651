//! The problem of `reconstruct`.

use crate::trajectories::Trajectories;
use schemars::JsonSchema;
use serde::Deserialize;

/// A series, and the form of the map.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReconstructProblem {
    /// The series: a row for each time, or a vector; or a list of matrices for several series of one system, from
    /// different starts. At most 100 columns, none of them constant; at least 40 rows in all, and 4 for each coefficient
    /// of a column and of the hinges. Of a scalar series, pass the `vectors` of {@link embed}.
    pub series: Trajectories,
    /// The time between two rows.
    #[serde(default = "default_step")]
    pub step: f64,
    /// The number of hinges, from 0 to 12: the map has at most 2^pieces regions.
    #[serde(default = "default_pieces")]
    pub pieces: u32,
    /// Smoothing before the regression. Noise in the rows would bias it.
    #[serde(default)]
    pub smoothing: Smoothing,
    /// The number of starts of the regression, from 1 to 1000.
    #[serde(default = "default_starts")]
    pub starts: u32,
    /// The maximum number of rows by which hinges are placed, from 10 to 100 000; the other coefficients are then fitted to
    /// all rows.
    #[serde(default = "default_sample")]
    pub sample: u32,
    /// The maximum number of iterations from a start, at least 1.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// The relative decrease of the squared residual in an iteration at which a regression ends.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The fraction of rows of each series, the last ones, that the regression does not see, from 0 to 0.5: for `residual`.
    #[serde(default = "default_hold_out")]
    pub hold_out: f64,
}

fn default_step() -> f64 {
    1.0
}

fn default_pieces() -> u32 {
    2
}

fn default_starts() -> u32 {
    10
}

fn default_sample() -> u32 {
    2000
}

fn default_max_iterations() -> u32 {
    60
}

fn default_tolerance() -> f64 {
    1e-8
}

fn default_hold_out() -> f64 {
    0.2
}

/// Smoothing by local cubic polynomials (Savitzky, Golay 1964).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Smoothing {
    /// With the window of least error in generalized cross-validation; none for series of maps and without noise.
    #[default]
    Auto,
    /// None.
    None,
}
