//! Features in the form used for fits: scaled, centered if dense, with a column of ones for the intercept.

use super::rows::Rows;
use std::borrow::Cow;
use superlinear_interface::{AnyMatrix, Error, SparseMatrix};

/// The range of magnitudes with squares that neither overflow nor vanish.
const LARGEST: f64 = 1e150;
const SMALLEST: f64 = 1e-150;

/// Variances below this fraction of the mean square are rounding.
const CONSTANT: f64 = 1e-14;

/// Larger numbers of columns are assumed to be mistakes. A sparse matrix may declare columns without entries.
const MAX_COLUMNS: usize = 1_000_000;

/// The shift and scale of columns.
#[derive(Clone)]
pub(crate) struct Scaling {
    /// The mean subtracted from each column; zeros for sparse matrices and models without an intercept.
    means: Vec<f64>,
    /// The factor on each centered column.
    scales: Vec<f64>,
    has_intercept: bool,
}

impl Scaling {
    /// The scaling of a well-formed matrix from its moments under `weights`. The weights sum to 1.
    pub(crate) fn new(
        matrix: &AnyMatrix,
        weights: &[f64],
        standardize: bool,
        has_intercept: bool,
    ) -> Result<Self, Error> {
        let columns = matrix.columns();
        if columns > MAX_COLUMNS {
            return Err(Error::invalid("matrix", format!("must have at most {MAX_COLUMNS} columns, got {columns}")));
        }
        let mut largest = vec![0.0_f64; columns];
        matrix.for_each_entry(|_, j, value| largest[j] = largest[j].max(value.abs()));
        if largest.iter().any(|largest| *largest > LARGEST) {
            return Err(Error::invalid("matrix", "is so large that its squares overflow: scale it"));
        }
        if standardize && largest.iter().any(|largest| *largest > 0.0 && *largest < SMALLEST) {
            return Err(Error::invalid("matrix", "is so small that its squares vanish: scale it"));
        }
        let mut means = vec![0.0; columns];
        if has_intercept {
            matrix.for_each_entry(|i, j, value| means[j] += weights[i] * value);
        }
        let scales = if standardize { scales(matrix, weights, &means) } else { vec![1.0; columns] };
        if matches!(matrix, AnyMatrix::Sparse(_)) {
            means.fill(0.0);
        }
        Ok(Self { means, scales, has_intercept })
    }

    /// The scaling that leaves the means, for dense rows beside sparse ones.
    pub(crate) fn without_centering(mut self) -> Self {
        self.means.fill(0.0);
        self
    }

    /// The number of columns of fits, including the intercept.
    pub(crate) fn columns(&self) -> usize {
        self.scales.len() + usize::from(self.has_intercept)
    }

    /// The rows `chosen` of a matrix in the form used for fits.
    pub(crate) fn rows(&self, matrix: &AnyMatrix, chosen: &[usize]) -> Rows<'static> {
        match matrix {
            AnyMatrix::Sparse(matrix) => self.sparse(matrix, chosen),
            AnyMatrix::Dense(matrix) => self.dense(chosen, |i| matrix.row(i).iter().copied()),
            AnyMatrix::DenseSingle(matrix) => {
                let width = matrix.columns;
                self.dense(chosen, |i| matrix.data[i * width..][..width].iter().map(|&entry| f64::from(entry)))
            }
        }
    }

    fn dense<Row: Iterator<Item = f64>>(&self, chosen: &[usize], row: impl Fn(usize) -> Row) -> Rows<'static> {
        let mut entries = Vec::with_capacity(chosen.len() * self.columns());
        for &i in chosen {
            entries
                .extend(row(i).zip(&self.means).zip(&self.scales).map(|((value, mean), scale)| (value - mean) * scale));
            entries.extend(self.has_intercept.then_some(1.0));
        }
        Rows::Dense { columns: self.columns(), entries: Cow::Owned(entries) }
    }

    fn sparse(&self, matrix: &SparseMatrix, chosen: &[usize]) -> Rows<'static> {
        let (mut indptr, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
        for &i in chosen {
            let (columns, values) = matrix.row(i);
            indices.extend_from_slice(columns);
            data.extend(values.iter().zip(columns).map(|(value, &j)| value * self.scales[j as usize]));
            indices.extend(self.has_intercept.then_some(matrix.columns as i32));
            data.extend(self.has_intercept.then_some(1.0));
            indptr.push(indices.len() as i32);
        }
        Rows::Sparse(Cow::Owned(SparseMatrix {
            rows: chosen.len(),
            columns: self.columns(),
            indptr: indptr.into(),
            indices: indices.into(),
            data: data.into(),
        }))
    }

    /// The coefficients for unscaled columns, class by class, and the intercept of each class.
    pub(crate) fn given(&self, coefficients: &[f64]) -> (Vec<Vec<f64>>, Vec<f64>) {
        let width = self.scales.len();
        let of_class = |part: &[f64]| {
            let given: Vec<_> = part[..width].iter().zip(&self.scales).map(|(w, scale)| w * scale).collect();
            let shift: f64 = given.iter().zip(&self.means).map(|(w, mean)| w * mean).sum();
            let intercept = if self.has_intercept { part[width] - shift } else { 0.0 };
            (given, intercept)
        };
        coefficients.chunks(self.columns()).map(of_class).unzip()
    }
}

/// The reciprocal of each column's standard deviation, or of its root mean square if means are 0; 1 for constant
/// columns.
fn scales(matrix: &AnyMatrix, weights: &[f64], means: &[f64]) -> Vec<f64> {
    let mut variances = vec![0.0; means.len()];
    let mut squares = vec![0.0; means.len()];
    let mut stored = vec![(0, 0.0); means.len()];
    matrix.for_each_entry(|i, j, value| {
        variances[j] += weights[i] * (value - means[j]) * (value - means[j]);
        squares[j] += weights[i] * value * value;
        stored[j] = (stored[j].0 + 1, stored[j].1 + weights[i]);
    });
    // Entries not stored are zeros. In a full column, the rounding of the sum of weights would act as a zero far from a
    // large mean.
    let missing = |(count, weight): (usize, f64)| if count == matrix.rows() { 0.0 } else { (1.0 - weight).max(0.0) };
    let with_zeros = |j: usize| variances[j] + missing(stored[j]) * means[j] * means[j];
    let scale = |j: usize| if with_zeros(j) > CONSTANT * squares[j] { 1.0 / with_zeros(j).sqrt() } else { 1.0 };
    (0..means.len()).map(scale).collect()
}
