//! Functions of points as a task: the matrix of features that the other methods compute from points, for evaluating
//! fits.

use super::features::{functions_of, values};
use super::functions::{BasisKind, DegreeKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Matrix, NoProgress, Run, Task, Vector};

/// Evaluates functions of points, orthonormal on [-1, 1] in each coordinate, as a matrix of features, as {@link
/// sampledLstsq} does with `points`, `basis` and `degree`. At other points, its product with a fit's coefficients gives
/// the values of the fit.
///
/// @example
/// ```ts
/// const { matrix } = await basisMatrix({ points: [[-0.5], [0.5]], basis: 'chebyshev', degree: 3 });
/// ```
#[derive(JsonSchema)]
pub struct BasisMatrix;

/// Points, and functions to evaluate there.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BasisMatrixProblem {
    /// The points, one per row, with coordinates from -1 to 1.
    pub points: Matrix,
    /// The functions of each coordinate; features are their products.
    pub basis: BasisKind,
    /// The maximum degree.
    pub degree: u32,
    /// Whether `degree` bounds the sum of a product's degrees or each of them.
    #[serde(default)]
    pub degree_kind: DegreeKind,
}

/// The values of the functions.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BasisMatrixSolution {
    /// One row per point and one column per function. Multiplied by the coefficients of a fit it gives the fit's
    /// values.
    pub matrix: Matrix,
    /// For each column one number per coordinate: the index of the coordinate's function in the product. Polynomials
    /// are indexed by their degrees, Fourier functions from 0 in the order 1, cos, sin, cos, sin ... Columns are sorted
    /// by total degree, then by these indices.
    pub multi_indices: Vector<i32>,
}

impl Task for BasisMatrix {
    const NAME: &'static str = "sketch.basisMatrix";
    type Problem = BasisMatrixProblem;
    type Solution = BasisMatrixSolution;
    type Progress = NoProgress;

    fn solve(problem: BasisMatrixProblem, run: &Run) -> Result<BasisMatrixSolution, Error> {
        let BasisMatrixProblem { points, basis, degree, degree_kind } = problem;
        let functions = functions_of(&points, basis, degree, degree_kind, usize::MAX)?;
        let matrix = values(&functions, &points, run)?;
        let multi_indices: Vec<i32> =
            functions.multi_indices().concat().into_iter().map(|number| number as i32).collect();
        Ok(BasisMatrixSolution { matrix, multi_indices: multi_indices.into() })
    }
}
