//! Checks of series: a vector, or a matrix with a row for each time.

use std::ops::{Range, RangeInclusive};
use superlinear_interface::{Error, VectorOrMatrix, check};

/// The maximum magnitude of entries of series and models, so that products of a few are finite.
pub(crate) const MAX_ENTRY: f64 = 1e50;

/// The range of times between rows.
pub(crate) const STEPS: RangeInclusive<f64> = 1e-100..=1e100;

/// A checked series, row by row.
#[derive(Clone, Copy)]
pub(crate) struct Series<'a> {
    pub data: &'a [f64],
    pub columns: usize,
}

impl<'a> Series<'a> {
    /// Refuses a series with entries that are not finite or too large, or with too few rows.
    pub fn new(path: &str, given: &'a VectorOrMatrix, min_rows: usize) -> Result<Self, Error> {
        let data = match given {
            VectorOrMatrix::Vector(vector) => {
                check::numbers(path, vector, -MAX_ENTRY..=MAX_ENTRY)?;
                &vector[..]
            }
            VectorOrMatrix::Matrix(matrix) => {
                check::matrix(path, matrix, -MAX_ENTRY..=MAX_ENTRY)?;
                &matrix.data[..]
            }
        };
        let (rows, columns) = (given.rows(), given.count());
        if columns == 0 {
            return Err(Error::invalid(path, "must have at least one column, got none"));
        }
        if rows < min_rows {
            return Err(Error::invalid(path, format!("must have at least {min_rows} rows, got {rows}")));
        }
        Ok(Self { data, columns })
    }

    /// The number of rows.
    pub fn rows(self) -> usize {
        self.data.len() / self.columns
    }

    /// Row `i`.
    pub fn row(self, i: usize) -> &'a [f64] {
        &self.data[i * self.columns..][..self.columns]
    }

    /// The rows of a range.
    pub fn part(self, rows: Range<usize>) -> Self {
        Self { data: &self.data[rows.start * self.columns..rows.end * self.columns], ..self }
    }

    /// Column `j`.
    pub fn column(self, j: usize) -> impl Iterator<Item = f64> + Clone + 'a {
        self.data.iter().skip(j).step_by(self.columns).copied()
    }

    /// The mean and the standard deviation of each column. Refuses constant columns.
    pub fn moments(self, path: &str) -> Result<Vec<Moments>, Error> {
        let moments = (0..self.columns).map(|j| Moments::of(self.column(j)));
        moments
            .enumerate()
            .map(|(j, moments)| match moments.scale > 0.0 && moments.scale.is_finite() {
                true => Ok(moments),
                false if self.columns == 1 => Err(Error::invalid(path, "must not be constant")),
                false => Err(Error::invalid(path, format!("must have no constant columns, column {j} is"))),
            })
            .collect()
    }
}

/// The mean and the standard deviation of numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moments {
    pub mean: f64,
    pub scale: f64,
}

impl Moments {
    /// Of numbers of any magnitude. A spread at the level of rounding counts as none.
    pub fn of(values: impl Iterator<Item = f64> + Clone) -> Self {
        let count = values.clone().count() as f64;
        let unit = values.clone().fold(0.0_f64, |unit, value| unit.max(value.abs()));
        if unit == 0.0 {
            return Self { mean: 0.0, scale: 0.0 };
        }
        let mean = values.clone().map(|value| value / unit).sum::<f64>() / count;
        let spread = (values.map(|value| (value / unit - mean).powi(2)).sum::<f64>() / count).sqrt();
        let spread = if spread < 1e-13 { 0.0 } else { spread };
        Self { mean: mean * unit, scale: spread * unit }
    }

    /// A number in units of the standard deviation, around the mean.
    pub fn standardized(self, value: f64) -> f64 {
        (value - self.mean) / self.scale
    }
}
