//! The projection onto the solutions of a few equations, by the Gram matrix of their rows.

use faer::Mat;
use superlinear_interface::{Code, Error};
use superlinear_numerics::dense::{cholesky, solve_by_root};

/// What is added to the diagonal of a Gram matrix whose diagonal is 1, in units of rounding for each row: it keeps Cholesky's
/// decomposition of dependent rows from failing. Directions that it damps are dealt with by other projections.
const DAMPING: f64 = 4.0;

/// The decomposition of the Gram matrix of some rows, each divided by its norm.
pub(super) struct Projection {
    /// The triangle whose Gram matrix it is.
    root: Mat<f64>,
    /// The reciprocal of each row's norm; 0 for a row of zeros, which has nothing to project onto.
    reciprocals: Vec<f64>,
}

impl Projection {
    /// The projection of rows with this Gram matrix R R'.
    pub fn new(mut gram: Mat<f64>) -> Result<Self, Error> {
        let size = gram.nrows();
        let reciprocals: Vec<_> = (0..size)
            .map(|i| {
                let square: f64 = gram[(i, i)];
                if square > 0.0 { square.sqrt().recip() } else { 0.0 }
            })
            .collect();
        for j in 0..size {
            for i in 0..size {
                gram[(i, j)] *= reciprocals[i] * reciprocals[j];
            }
            gram[(j, j)] = 1.0 + DAMPING * size as f64 * f64::EPSILON;
        }
        let root = cholesky(gram).ok_or_else(|| {
            Error::new(Code::NumericalBreakdown, "products of rows of matrix overflow or vanish; scale it")
        })?;
        Ok(Self { root, reciprocals })
    }

    /// Turns the residuals of the rows' equations into the factors by which the rows are to be added to the point.
    pub fn factors(&self, residuals: &mut [f64]) {
        self.scale(residuals);
        solve_by_root(&self.root, residuals);
        self.scale(residuals);
    }

    fn scale(&self, numbers: &mut [f64]) {
        numbers.iter_mut().zip(&self.reciprocals).for_each(|(number, reciprocal)| *number *= reciprocal);
    }
}
