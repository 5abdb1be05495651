//! Derivatives of series by differences or by local polynomials.

use super::{Differences, DiscoverEquationsProblem};
use crate::series::{Moments, Series};
use crate::smoothing::{Filter, best_window};
use superlinear_interface::{Effort, Error, check};

/// The window of local polynomials where cross-validation prefers the series as it is.
const MIN_WINDOW: usize = 5;

/// States and derivatives, row by row.
pub(super) struct Estimated {
    pub states: Vec<f64>,
    pub derivatives: Vec<f64>,
    columns: usize,
}

impl Estimated {
    /// Takes the given derivatives, or estimates them. Refuses series with too few rows.
    pub fn new(problem: &DiscoverEquationsProblem, series: Series, effort: &mut Effort) -> Result<Self, Error> {
        let n = series.columns;
        let of = |states: &[f64], derivatives: Vec<f64>| Self { states: states.to_vec(), derivatives, columns: n };
        if let Some(given) = &problem.derivatives {
            let given = Series::with_rows("derivatives", given, 1)?;
            check::columns("derivatives", given.columns, n, "series")?;
            check::length("derivatives", given.rows(), series.rows(), "series has rows")?;
            return Ok(of(series.values, given.values.to_vec()));
        }
        let (weights, margin): (&[f64], usize) = match problem.differences {
            Differences::Second => (&[0.5], 1),
            Differences::Fourth => (&[2.0 / 3.0, -1.0 / 12.0], 2),
            Differences::SavitzkyGolay => return Self::smoothed(problem, series, effort),
        };
        let rows = rows_within(series, margin)?;
        let mut derivatives = Vec::with_capacity(rows * n);
        for i in margin..margin + rows {
            derivatives.extend((0..n).map(|j| {
                let difference = |k: usize| series.row(i + k)[j] - series.row(i - k)[j];
                let sum: f64 = weights.iter().enumerate().map(|(k, weight)| weight * difference(k + 1)).sum();
                sum / problem.step
            }));
        }
        Self { states: series.part(margin..margin + rows).values.to_vec(), derivatives, columns: n }.checked()
    }

    fn smoothed(problem: &DiscoverEquationsProblem, series: Series, effort: &mut Effort) -> Result<Self, Error> {
        let moments: Vec<Moments> = series.moments("series")?;
        let window = best_window(series, &moments, effort)?.unwrap_or(MIN_WINDOW);
        rows_within(series, window / 2)?;
        effort.spend(2 * window * series.values.len())?;
        let mut derivatives = Filter::of_derivatives(window).apply(series);
        derivatives.iter_mut().for_each(|derivative| *derivative /= problem.step);
        Self { states: Filter::of_values(window).apply(series), derivatives, columns: series.columns }.checked()
    }

    /// Refuses differences that overflow.
    fn checked(self) -> Result<Self, Error> {
        match superlinear_numerics::vectors::are_finite(&self.derivatives) {
            true => Ok(self),
            false => Err(Error::invalid("series", "has differences beyond the range of numbers")),
        }
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.states.len() / self.columns
    }
}

/// The number of rows without a margin at both ends.
fn rows_within(series: Series, margin: usize) -> Result<usize, Error> {
    match series.rows().checked_sub(2 * margin) {
        Some(rows) if rows > 0 => Ok(rows),
        _ => {
            let (needed, got) = (2 * margin + 1, series.rows());
            Err(Error::invalid("series", format!("must have at least {needed} rows for its differences, got {got}")))
        }
    }
}
