//! Starting points of a search: one, or several in the rows of a matrix.

use crate::variables::Space;
use superlinear_interface::{Error, VectorOrMatrix, check};

/// Refuses points outside the space, with an error at the path `initial`.
pub(crate) fn check_initial(space: &Space, initial: &VectorOrMatrix) -> Result<(), Error> {
    match initial {
        VectorOrMatrix::Vector(point) => space.check_point("initial", point),
        VectorOrMatrix::Matrix(points) => {
            check::not_empty("initial", points.rows)?;
            (0..points.rows).try_for_each(|k| space.check_point(&format!("initial[{k}]"), points.row(k)))
        }
    }
}

/// The starting points in the unit cube, as rows. Empty if none are given.
pub(crate) fn initial_places(space: &Space, initial: Option<&VectorOrMatrix>) -> Vec<f64> {
    match initial {
        None => Vec::new(),
        Some(VectorOrMatrix::Vector(point)) => space.place_of(point),
        Some(VectorOrMatrix::Matrix(points)) => (0..points.rows).flat_map(|k| space.place_of(points.row(k))).collect(),
    }
}
