//! Series of rows, checked, and the scales in which models work.

use std::ops::{Range, RangeInclusive};
use superlinear_interface::{Error, Matrix, VectorOrMatrix, check};

/// The range of times between rows.
pub(crate) const STEPS: RangeInclusive<f64> = 1e-100..=1e100;

/// The largest absolute value of an entry: squares and their sums stay finite.
pub(crate) const MAX_VALUE: f64 = 1e50;

/// A checked series: a vector is one column.
#[derive(Clone, Copy)]
pub(crate) struct Series<'a> {
    pub values: &'a [f64],
    pub columns: usize,
}

impl<'a> Series<'a> {
    /// Refuses a series without columns or with entries that are too large.
    pub fn new(path: &str, series: &'a VectorOrMatrix) -> Result<Self, Error> {
        match series {
            VectorOrMatrix::Vector(vector) => check::numbers(path, vector, -MAX_VALUE..=MAX_VALUE)?,
            VectorOrMatrix::Matrix(matrix) => return Self::of_matrix(path, matrix),
        }
        Ok(Self { values: series.entries(), columns: series.count() })
    }

    /// As [`new`](Self::new), for a matrix.
    pub fn of_matrix(path: &str, matrix: &'a Matrix) -> Result<Self, Error> {
        if matrix.columns == 0 {
            return Err(Error::invalid(path, "must have at least one column, got 0"));
        }
        check::matrix(path, matrix, -MAX_VALUE..=MAX_VALUE)?;
        Ok(Self { values: &matrix.data, columns: matrix.columns })
    }

    /// As [`new`](Self::new); also refuses a series with fewer rows.
    pub fn with_rows(path: &str, series: &'a VectorOrMatrix, rows: usize) -> Result<Self, Error> {
        let checked = Self::new(path, series)?;
        checked.ensure_rows(path, rows, "")?;
        Ok(checked)
    }

    /// Refuses a series with fewer rows. The purpose may be empty.
    pub fn ensure_rows(&self, path: &str, rows: usize, purpose: &str) -> Result<(), Error> {
        if self.rows() >= rows {
            return Ok(());
        }
        let need = format!("must have at least {rows} rows {purpose}");
        Err(Error::invalid(path, format!("{}, got {}", need.trim_end(), self.rows())))
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.values.len() / self.columns
    }

    /// Row `t`.
    pub fn row(&self, t: usize) -> &'a [f64] {
        &self.values[t * self.columns..(t + 1) * self.columns]
    }

    /// The rows of a range.
    pub fn part(self, rows: Range<usize>) -> Self {
        Self { values: &self.values[rows.start * self.columns..rows.end * self.columns], ..self }
    }

    /// The mean and the standard deviation of each column. Refuses constant columns.
    pub fn moments(self, path: &str) -> Result<Vec<Moments>, Error> {
        let moments = (0..self.columns).map(|j| Moments::of(self.along(j)));
        moments
            .enumerate()
            .map(|(j, moments)| match moments.scale > 0.0 && moments.scale.is_finite() {
                true => Ok(moments),
                false if self.columns == 1 => Err(Error::invalid(path, "must not be constant")),
                false => Err(Error::invalid(path, format!("must have no constant columns, column {j} is"))),
            })
            .collect()
    }

    /// The entries of a column.
    pub fn along(self, j: usize) -> impl Iterator<Item = f64> + Clone + 'a {
        self.values.iter().skip(j).step_by(self.columns).copied()
    }

    /// A column.
    pub fn column(&self, j: usize) -> Vec<f64> {
        self.along(j).collect()
    }
}

/// The mean and the standard deviation, or 1 where the values are constant up to rounding.
pub(crate) fn scale_of(values: &[f64]) -> (f64, f64) {
    let count = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
    let deviation = variance.sqrt();
    let size = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    // Deviations at the rounding of the mean are no signal.
    if deviation > 1e-14 * size && deviation > 1e-150 { (mean, deviation) } else { (mean, 1.0) }
}

/// Rows of numbers in the form of a series.
pub(crate) fn in_form_of(series: &VectorOrMatrix, rows: Vec<f64>) -> VectorOrMatrix {
    match series {
        VectorOrMatrix::Vector(_) => VectorOrMatrix::Vector(rows.into()),
        VectorOrMatrix::Matrix(matrix) => {
            VectorOrMatrix::Matrix(Matrix::new(rows.len() / matrix.columns, matrix.columns, rows))
        }
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
