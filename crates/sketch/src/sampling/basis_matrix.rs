//! Functions of points as a task: the matrix that the other methods make of points, for fits to be evaluated with.

use super::features::{functions_of, values};
use super::functions::{BasisKind, DegreeKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Matrix, NoProgress, Run, Task, Vector};

/// Functions of points, orthonormal on [-1, 1] in each coordinate, as a matrix of features: the one that {@link sampledLstsq}
/// makes of `points`, `basis` and `degree`. At other points, its product with a fit's coefficients is the value of the fit.
///
/// @example
/// ```ts
/// const { matrix } = await basisMatrix({ points: [[-0.5], [0.5]], basis: 'chebyshev', degree: 3 });
/// ```
#[derive(JsonSchema)]
pub struct BasisMatrix;

/// Points, and the functions to evaluate there.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BasisMatrixProblem {
    /// The points, one a row, with coordinates from -1 to 1.
    pub points: Matrix,
    /// The functions of each coordinate, of which products are taken.
    pub basis: BasisKind,
    /// The largest degree.
    pub degree: u32,
    /// Whether `degree` bounds the sum of a product's degrees or each of them.
    #[serde(default)]
    pub degree_kind: DegreeKind,
}

/// The values of the functions.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BasisMatrixSolution {
    /// A row for each point and a column for each function. Times the coefficients of a fit it gives the fit's values.
    pub matrix: Matrix,
    /// For each column as many numbers as there are coordinates: which function of each coordinate is in the product.
    /// Polynomials are numbered by their degrees, Fourier's functions from 0 on in the order 1, cos, sin, cos, sin ... Columns
    /// are sorted by total degree, and by these numbers where it is the same.
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
