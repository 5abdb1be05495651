//! The projection onto the solutions of a few equations, computed from the Gram matrix of their rows.

use faer::Mat;
use superlinear_interface::{Code, Error};
use superlinear_numerics::dense::{cholesky, solve_by_root};
use superlinear_numerics::vectors::dot;

/// A row counts as dependent on others if the squared norm of its component orthogonal to them is at most this,
/// relative to its own. In the same block it would amplify inconsistency, or rounding errors of right-hand sides, by
/// the reciprocal of the square root of this ratio.
const DEPENDENT: f64 = 1e-12;

/// The Cholesky factorization of the Gram matrix of some independent rows, each divided by its norm.
pub(super) struct Projection {
    /// The rows, by their indices in the Gram matrix.
    pub places: Vec<usize>,
    /// The Cholesky factor.
    root: Mat<f64>,
    /// The reciprocal of each row's norm.
    reciprocals: Vec<f64>,
}

impl Projection {
    /// The projection by an independent subset of `candidates`, nonzero rows with the Gram matrix `gram`. The others
    /// remain in `candidates`.
    pub(crate) fn new(gram: &Mat<f64>, candidates: &mut Vec<usize>) -> Result<Self, Error> {
        let reciprocals: Vec<f64> = (0..gram.nrows()).map(|i| gram[(i, i)].sqrt().recip()).collect();
        let cosine = |i: usize, j: usize| if i == j { 1.0 } else { gram[(i, j)] * reciprocals[i] * reciprocals[j] };
        let among = |rows: &[usize]| Mat::from_fn(rows.len(), rows.len(), |i, j| cosine(rows[i], rows[j]));
        let cosines = among(candidates);
        if !cosines.is_all_finite() {
            return Err(overflow());
        }
        let is_independent = |root: &Mat<f64>| (0..root.ncols()).all(|k| root[(k, k)] * root[(k, k)] > DEPENDENT);
        let (places, root) = match cholesky(cosines).filter(is_independent) {
            Some(root) => (std::mem::take(candidates), root),
            None => take_independent(candidates, cosine),
        };
        let reciprocals = places.iter().map(|&place| reciprocals[place]).collect();
        Ok(Self { places, root, reciprocals })
    }

    /// Converts the residuals of the rows' equations to the coefficients of the rows in the step.
    pub(crate) fn factors(&self, residuals: &mut [f64]) {
        self.scale(residuals);
        solve_by_root(&self.root, residuals);
        self.scale(residuals);
    }

    fn scale(&self, numbers: &mut [f64]) {
        numbers.iter_mut().zip(&self.reciprocals).for_each(|(number, reciprocal)| *number *= reciprocal);
    }
}

fn overflow() -> Error {
    Error::new(Code::NumericalBreakdown, "products of rows of matrix overflow or vanish; scale it")
}

/// Moves independent rows out of `candidates` by pivoting on the largest component orthogonal to the preceding ones,
/// given the cosines of the rows. Returns the rows and the Cholesky factor of their cosines.
fn take_independent(candidates: &mut Vec<usize>, cosine: impl Fn(usize, usize) -> f64) -> (Vec<usize>, Mat<f64>) {
    let (mut taken, mut columns) = (Vec::new(), Vec::new());
    // For each candidate, its components along the taken rows, and the squared norm of the orthogonal rest.
    let mut rest: Vec<(usize, Vec<f64>, f64)> = candidates.iter().map(|&row| (row, Vec::new(), 1.0)).collect();
    while let Some(next) = (0..rest.len()).max_by(|&a, &b| rest[a].2.total_cmp(&rest[b].2).then(b.cmp(&a)))
        && rest[next].2 > DEPENDENT
    {
        let (row, mut along, across) = rest.remove(next);
        let length = across.sqrt();
        for (other, own, left) in &mut rest {
            let part = (cosine(row, *other) - dot(&along, own)) / length;
            own.push(part);
            *left -= part * part;
        }
        along.push(length);
        columns.push(along);
        taken.push(row);
    }
    *candidates = rest.into_iter().map(|(row, ..)| row).collect();
    let entry = |i: usize, j: usize| columns[j].get(i).copied().unwrap_or(0.0);
    (taken, Mat::from_fn(columns.len(), columns.len(), entry))
}
