//! The directions that a matrix does not see: of all solutions, the shortest has nothing of them.

use super::scale_rows;
use faer::{Mat, MatMut, MatRef};
use superlinear_numerics::dense::{orthonormal_columns, pivoted_qr};

/// A space and the one across it, of which the smaller is kept.
pub(super) enum Unseen {
    /// An orthonormal basis of what the matrix does not see.
    Itself(Mat<f64>),
    /// An orthonormal basis of what it does see.
    Rest(Mat<f64>),
}

impl Unseen {
    /// What is unseen, of matrices with these columns.
    pub fn spanned_by(columns: Mat<f64>) -> Self {
        Self::Itself(orthonormal(columns))
    }

    /// All that is across these columns.
    pub fn across(columns: Mat<f64>) -> Self {
        Self::Rest(orthonormal(columns))
    }

    /// The unseen directions where each unknown is measured in units of its own.
    pub fn in_units(&self, units: &[f64]) -> Self {
        match self {
            Self::Itself(basis) => {
                let reciprocals: Vec<f64> = units.iter().map(|unit| 1.0 / unit).collect();
                Self::spanned_by(scale_rows(basis.clone(), &reciprocals))
            }
            Self::Rest(basis) => Self::across(scale_rows(basis.clone(), units)),
        }
    }

    /// Takes away from each column what is unseen.
    pub fn remove_from(&self, mut columns: MatMut<'_, f64>) {
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

/// Columns are exchanged, as their lengths may differ by much.
fn orthonormal(columns: Mat<f64>) -> Mat<f64> {
    orthonormal_columns(&pivoted_qr(columns.as_ref()))
}
