//! The features: a matrix, or functions of points.

use super::functions::{BasisKind, DegreeKind, Functions};
use crate::table::MAX_ENTRIES;
use superlinear_interface::{AnyMatrix, Error, Matrix, Run, check};

/// Maximum number of features from points: more could not be factorized.
const MAX_FEATURES: usize = 1 << 16;

/// Number of points evaluated between two checks for cancellation.
const BLOCK_POINTS: usize = 1 << 10;

/// The caller's features, in one of the two forms.
pub(crate) struct Features {
    pub matrix: Option<AnyMatrix>,
    pub points: Option<Matrix>,
    pub basis: Option<BasisKind>,
    pub degree: Option<u32>,
    pub degree_kind: DegreeKind,
}

impl Features {
    /// The number of rows, if features are given.
    pub(crate) fn rows(&self) -> Option<usize> {
        self.matrix.as_ref().map(AnyMatrix::rows).or(self.points.as_ref().map(|points| points.rows))
    }

    /// The matrix of features, and the name of the argument that determines its shape.
    pub(crate) fn into_matrix(self, run: &Run) -> Result<(AnyMatrix, &'static str), Error> {
        match (self.matrix, self.points) {
            (Some(matrix), None) => match (self.basis, self.degree) {
                (None, None) => Ok((matrix, "matrix")),
                (Some(_), _) => Err(Error::invalid("basis", "must be given together with points only")),
                (None, Some(_)) => Err(Error::invalid("degree", "must be given together with points only")),
            },
            (None, Some(points)) => {
                let basis = self.basis.ok_or_else(|| Error::invalid("basis", "is missing"))?;
                let degree = self.degree.ok_or_else(|| Error::invalid("degree", "is missing"))?;
                let functions = functions_of(&points, basis, degree, self.degree_kind, points.rows)?;
                Ok((AnyMatrix::Dense(values(&functions, &points, run)?), "points"))
            }
            (Some(_), Some(_)) => Err(Error::invalid("matrix", "and points cannot be given both")),
            (None, None) => Err(Error::invalid("matrix", "is missing; give it, or points with basis and degree")),
        }
    }
}

/// The functions to evaluate at `points`, at most `most`. Returns an error for points outside of [-1, 1].
pub(crate) fn functions_of(
    points: &Matrix,
    basis: BasisKind,
    degree: u32,
    degree_kind: DegreeKind,
    most: usize,
) -> Result<Functions, Error> {
    let (rows, columns) = (points.rows, points.columns);
    check::has_entries("points", rows, columns)?;
    check::matrix("points", points, -1.0..=1.0)?;
    let most = most.min(MAX_FEATURES).min(MAX_ENTRIES / rows.max(columns));
    Functions::new(basis, columns, degree, degree_kind, most).ok_or_else(|| {
        Error::invalid("degree", format!("gives more than {most} features, which is too many for {rows} points"))
    })
}

/// The values of functions at points, one point per row.
pub(crate) fn values(functions: &Functions, points: &Matrix, run: &Run) -> Result<Matrix, Error> {
    let count = functions.count();
    run.ensure_memory("degree", [points.rows, count])?;
    let mut values = vec![0.0; points.rows * count];
    let blocks = points.data.chunks(BLOCK_POINTS * points.columns).zip(values.chunks_mut(BLOCK_POINTS * count));
    for (points, values) in blocks {
        run.ensure_wanted()?;
        functions.write_values(points, values);
    }
    Ok(Matrix::new(points.rows, count, values))
}
