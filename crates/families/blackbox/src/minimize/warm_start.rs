//! The final distribution of a `cmaes` run, to start a similar problem from.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Error, Vector, VectorOrMatrix, check};

/// Starting values for a similar problem, under the names of its fields: the mean and the shape of the distribution.
/// The step size is left out, because the final one says nothing about the distance of another minimum.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WarmStart {
    /// The mean.
    pub initial: Vector,
    /// The covariance, relative to the squared sides of the box and with mean variance 1; only the variances if it is
    /// diagonal.
    pub initial_covariance: VectorOrMatrix,
}

/// Refuses a covariance of the wrong size, or with entries out of range.
pub(crate) fn check_covariance(path: &str, covariance: &VectorOrMatrix, variables: usize) -> Result<(), Error> {
    const OF: &str = "there are variables";
    match covariance {
        VectorOrMatrix::Vector(variances) => {
            check::length(path, variances.len(), variables, OF)?;
            check::numbers(path, variances, check::POSITIVE)
        }
        VectorOrMatrix::Matrix(matrix) => {
            check::length(path, matrix.rows, variables, OF)?;
            check::columns(path, matrix.columns, variables, OF)?;
            check::matrix(path, matrix, check::FINITE)
        }
    }
}
