//! The projection onto the solutions of a few equations, by the Gram matrix of their rows.

use faer::Mat;
use superlinear_interface::{Code, Error};
use superlinear_numerics::dense::{cholesky, solve_by_root};
use superlinear_numerics::vectors::dot;

/// A row of which this share or less is across others, squared, depends on them. Beside them it would magnify a
/// contradiction, or the rounding of right sides, by the reciprocal of the share's root.
const DEPENDENT: f64 = 1e-12;

/// The decomposition of the Gram matrix of some rows that do not depend on each other, each divided by its norm.
pub(super) struct Projection {
    /// The rows, by their places in the Gram matrix.
    pub places: Vec<usize>,
    /// The triangle whose Gram matrix it is.
    root: Mat<f64>,
    /// The reciprocal of each row's norm.
    reciprocals: Vec<f64>,
}

impl Projection {
    /// The projection by those of `candidates`, rows with the Gram matrix `gram` that are not zero, which do not depend on each other.
    /// The others are left in `candidates`.
    pub fn new(gram: &Mat<f64>, candidates: &mut Vec<usize>) -> Result<Self, Error> {
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

fn overflow() -> Error {
    Error::new(Code::NumericalBreakdown, "products of rows of matrix overflow or vanish; scale it")
}

/// Takes rows out of `candidates` by their cosines, each time that of which most is across those taken before, until the rest depends on
/// them: the rows, and the triangle whose Gram matrix is that of the cosines.
fn take_independent(candidates: &mut Vec<usize>, cosine: impl Fn(usize, usize) -> f64) -> (Vec<usize>, Mat<f64>) {
    let (mut taken, mut columns) = (Vec::new(), Vec::new());
    // Of each candidate, its parts along what was taken, and the square of what is across.
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
