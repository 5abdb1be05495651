//! Ridge regression of the changes of a standardized series on features, by normal equations refined once.

use super::features::Features;
use crate::trajectories::Pieces;
use faer::Mat;
use superlinear_interface::{Effort, Error, Run};
use superlinear_numerics::dense::{
    add_gram, add_transposed_product, cholesky_in_time, inverse_of_triangle, solve_by_root, solve_transposed_triangle,
    symmetric_eigenvalues,
};

/// A fitted regression.
pub(super) struct Regression {
    /// The weights, with a row for each feature and a column for each output.
    pub weights: Vec<f64>,
    /// The sums of squares and products of the residuals, in units of the standardized series.
    pub residual_gram: Vec<f64>,
    /// The number of rows.
    pub rows: usize,
    /// The condition number of features and ridge, if there are at most [`MAX_CONDITION`].
    pub condition: Option<f64>,
    root: Mat<f64>,
}

/// The largest number of features whose condition number is computed.
const MAX_CONDITION: usize = 400;

/// Rows of features for a product.
const BLOCK: usize = 128;

/// A regression to be computed.
pub(super) struct Job<'a> {
    pub pieces: &'a Pieces<'a>,
    pub mean: &'a [f64],
    pub scale: &'a [f64],
    pub features: &'a Features,
    /// The numbers of first rows of the series that are only the past of others.
    pub skipped: Vec<usize>,
    /// The ridge for each row.
    pub ridge: f64,
}

impl Job<'_> {
    /// Calls `visit` with each block of rows of features and of changes.
    fn for_each_block(&self, mut visit: impl FnMut(&[f64], &[f64]) -> Result<(), Error>) -> Result<(), Error> {
        let (count, columns) = (self.features.count(), self.pieces.columns());
        let (mut features, mut changes) = (Vec::new(), Vec::new());
        let mut row = vec![0.0; columns];
        for (series, &skipped) in self.pieces.series().iter().zip(&self.skipped) {
            let mut past = self.features.past();
            for t in 0..series.rows() - 1 {
                let standardized = |t: usize, j: usize| (series.row(t)[j] - self.mean[j]) / self.scale[j];
                (0..columns).for_each(|j| row[j] = standardized(t, j));
                self.features.push(&mut past, &row);
                if t + 1 < skipped {
                    continue;
                }
                let start = features.len();
                features.resize(start + count, 0.0);
                self.features.write(&mut past, &mut features[start..]);
                changes.extend((0..columns).map(|j| standardized(t + 1, j) - row[j]));
                if changes.len() == BLOCK * columns {
                    visit(&features, &changes)?;
                    features.clear();
                    changes.clear();
                }
            }
        }
        if changes.is_empty() { Ok(()) } else { visit(&features, &changes) }
    }

    /// The regression on all rows.
    pub fn solve(&self, run: &Run) -> Result<Regression, Error> {
        let (count, columns) = (self.features.count(), self.pieces.columns());
        let rows = self.pieces.rows() - self.skipped.iter().map(|&skipped| skipped.max(1)).sum::<usize>();
        run.ensure_memory("series", [count + BLOCK, 4 * (count + columns)])?;
        let mut effort = Effort::new(run, "fit a predictor");
        let mut gram = Mat::zeros(count, count);
        let mut right = Mat::zeros(count, columns);
        self.for_each_block(|features, changes| {
            add_gram(features, &mut gram);
            add_transposed_product(features, changes, &mut right);
            effort.spend(features.len() * (count + columns))
        })?;
        let (root, ridge) = factorized(&gram, rows as f64 * self.ridge, &mut effort, run)?;
        let condition = (count <= MAX_CONDITION).then(|| condition_of(&gram, ridge));
        let mut weights = vec![0.0; count * columns];
        let mut residual_gram = vec![0.0; columns * columns];
        for _ in 0..2 {
            let correction = correction_by(&root, &right);
            weights.iter_mut().zip(&correction).for_each(|(weight, change)| *weight += change);
            right = Mat::from_fn(count, columns, |i, j| -ridge * weights[i * columns + j]);
            residual_gram.fill(0.0);
            self.for_each_block(|features, changes| {
                let residuals = residuals_of(features, changes, &weights, columns);
                add_transposed_product(features, &residuals, &mut right);
                add_products(&residuals, columns, &mut residual_gram);
                effort.spend(features.len() * columns)
            })?;
        }
        Ok(Regression { weights, residual_gram, rows, condition, root })
    }
}

impl Regression {
    /// The diagonal of the inverse of the normal equations.
    pub fn inverse_diagonal(&self) -> Vec<f64> {
        let inverse = inverse_of_triangle(&self.root);
        let count = inverse.nrows();
        (0..count).map(|i| (i..count).map(|j| inverse[(i, j)] * inverse[(i, j)]).sum()).collect()
    }

    /// The standard deviation of a combination of the weights, for errors of variance 1.
    pub fn spread_of(&self, mut combination: Vec<f64>) -> f64 {
        solve_transposed_triangle(&self.root, &mut combination);
        combination.iter().map(|value| value * value).sum::<f64>().sqrt()
    }
}

/// The triangular factor of normal equations with a ridge, and the ridge. It is raised where rounding asks for more, as for
/// dependent features.
fn factorized(gram: &Mat<f64>, least: f64, effort: &mut Effort, run: &Run) -> Result<(Mat<f64>, f64), Error> {
    let largest = (0..gram.nrows()).fold(0.0_f64, |most, k| most.max(gram[(k, k)]));
    let mut ridge = least.max(f64::EPSILON * largest).max(f64::MIN_POSITIVE);
    while ridge <= largest.max(1.0) {
        let mut shifted = gram.clone();
        (0..gram.nrows()).for_each(|k| shifted[(k, k)] += ridge);
        if let Some(root) = cholesky_in_time(shifted, &run.watch()) {
            return Ok((root, ridge));
        }
        effort.spend(usize::MAX / 4)?;
        ridge *= RIDGE_GROWTH;
    }
    Err(Error::invalid("series", "has numbers whose powers differ beyond the range of numbers"))
}

/// The factor between ridges that are tried.
const RIDGE_GROWTH: f64 = 30.0;

fn correction_by(root: &Mat<f64>, right: &Mat<f64>) -> Vec<f64> {
    let (count, columns) = (right.nrows(), right.ncols());
    let mut correction = vec![0.0; count * columns];
    for j in 0..columns {
        let mut column: Vec<f64> = (0..count).map(|i| right[(i, j)]).collect();
        solve_by_root(root, &mut column);
        column.iter().enumerate().for_each(|(i, value)| correction[i * columns + j] = *value);
    }
    correction
}

fn residuals_of(features: &[f64], changes: &[f64], weights: &[f64], columns: usize) -> Vec<f64> {
    let count = weights.len() / columns;
    let mut residuals = changes.to_vec();
    for (own, row) in residuals.chunks_exact_mut(columns).zip(features.chunks_exact(count)) {
        for (feature, weights) in row.iter().zip(weights.chunks_exact(columns)) {
            own.iter_mut().zip(weights).for_each(|(residual, weight)| *residual -= feature * weight);
        }
    }
    residuals
}

fn add_products(rows: &[f64], columns: usize, sums: &mut [f64]) {
    for row in rows.chunks_exact(columns) {
        for (own, left) in sums.chunks_exact_mut(columns).zip(row) {
            own.iter_mut().zip(row).for_each(|(sum, right)| *sum += left * right);
        }
    }
}

/// The square root of the ratio of the extreme eigenvalues of normal equations, of which the lower triangle is given.
fn condition_of(gram: &Mat<f64>, ridge: f64) -> f64 {
    let count = gram.nrows();
    let full = Mat::from_fn(count, count, |i, j| gram[(i.max(j), i.min(j))] + if i == j { ridge } else { 0.0 });
    let values = symmetric_eigenvalues(&full);
    let most = values.iter().fold(0.0_f64, |most, &value| most.max(value));
    let least = values.iter().fold(most, |least, &value| least.min(value));
    (most / least.max(f64::EPSILON * most).max(f64::MIN_POSITIVE)).sqrt()
}
