//! The null space of a matrix. The minimum-norm solution has no component in it.

use super::scale_rows;
use faer::{Mat, MatMut, MatRef};
use superlinear_numerics::dense::{orthonormal_columns, pivoted_qr};

/// The null space or its orthogonal complement, the smaller of the two.
pub(super) enum Unseen {
    /// An orthonormal basis of the null space.
    Itself(Mat<f64>),
    /// An orthonormal basis of the row space.
    Rest(Mat<f64>),
}

impl Unseen {
    /// The null space spanned by these columns.
    pub(crate) fn spanned_by(columns: Mat<f64>) -> Self {
        Self::Itself(orthonormal(columns))
    }

    /// The orthogonal complement of these columns.
    pub(crate) fn across(columns: Mat<f64>) -> Self {
        Self::Rest(orthonormal(columns))
    }

    /// The null space after a change of units of the unknowns.
    pub(crate) fn in_units(&self, units: &[f64]) -> Self {
        match self {
            Self::Itself(basis) => {
                let reciprocals: Vec<f64> = units.iter().map(|unit| 1.0 / unit).collect();
                Self::spanned_by(scale_rows(basis.clone(), &reciprocals))
            }
            Self::Rest(basis) => Self::across(scale_rows(basis.clone(), units)),
        }
    }

    /// Removes the null space component of each column.
    pub(crate) fn remove_from(&self, mut columns: MatMut<'_, f64>) {
        match self {
            Self::Itself(basis) => columns -= part_in(basis, columns.as_ref()),
            Self::Rest(basis) => {
                let seen = part_in(basis, columns.as_ref());
                columns.copy_from(seen);
            }
        }
    }
}

fn part_in(basis: &Mat<f64>, columns: MatRef<'_, f64>) -> Mat<f64> {
    basis * (basis.transpose() * columns)
}

/// Uses column pivoting, as the norms of the columns may differ widely.
fn orthonormal(columns: Mat<f64>) -> Mat<f64> {
    orthonormal_columns(&pivoted_qr(columns.as_ref()))
}
