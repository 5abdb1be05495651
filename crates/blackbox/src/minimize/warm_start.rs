//! What a run of `cmaes` has come to know of a function, for a later problem that is like it.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Error, Vector, VectorOrMatrix, check};

/// What a similar problem may start from, under the names that a problem has for it: the mean of the distribution and its shape. Its size
/// tells nothing of how far another minimum is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WarmStart {
    /// The mean.
    pub initial: Vector,
    /// The covariance, in squares of the sides of the box and with the mean variance 1; of a diagonal one the variances.
    pub initial_covariance: VectorOrMatrix,
}

/// Refuses what is no covariance of so many variables.
pub fn check_covariance(path: &str, covariance: &VectorOrMatrix, variables: usize) -> Result<(), Error> {
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
