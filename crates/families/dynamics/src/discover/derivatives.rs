//! Derivatives of series by differences or by local polynomials.

use super::{Differences, DiscoverEquationsProblem};
use crate::series::{Moments, Series};
use crate::smoothing::{Filter, best_window};
use crate::trajectories::Pieces;
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
    /// Takes the given derivatives, or estimates them, of one series after another. Refuses series with too few rows.
    pub fn new(problem: &DiscoverEquationsProblem, all: &Pieces, effort: &mut Effort) -> Result<Self, Error> {
        let mut estimated = Self { states: Vec::new(), derivatives: Vec::new(), columns: all.columns() };
        let given = problem.derivatives.as_ref().map(|given| given.checked("derivatives")).transpose()?;
        if let Some(given) = &given {
            check::length("derivatives", given.series().len(), all.series().len(), "series are there")?;
        }
        for (k, (path, series)) in all.named().enumerate() {
            match &given {
                Some(given) => estimated.take(series, (&given.path_of(k), given.series()[k]))?,
                None => estimated.estimate(problem, (&path, series), effort)?,
            }
        }
        estimated.checked()
    }

    /// Adds a series with its derivatives.
    fn take(&mut self, series: Series, (path, derivatives): (&str, Series)) -> Result<(), Error> {
        check::columns(path, derivatives.columns, series.columns, "series")?;
        check::length(path, derivatives.rows(), series.rows(), "series has rows")?;
        self.states.extend_from_slice(series.values);
        self.derivatives.extend_from_slice(derivatives.values);
        Ok(())
    }

    /// Adds the rows of a series that have estimates.
    fn estimate(
        &mut self,
        problem: &DiscoverEquationsProblem,
        (path, series): (&str, Series),
        effort: &mut Effort,
    ) -> Result<(), Error> {
        let (weights, margin): (&[f64], usize) = match problem.differences {
            Differences::Second => (&[0.5], 1),
            Differences::Fourth => (&[2.0 / 3.0, -1.0 / 12.0], 2),
            Differences::SavitzkyGolay => return self.smooth(problem, (path, series), effort),
        };
        let rows = rows_within((path, series), margin)?;
        for i in margin..margin + rows {
            self.derivatives.extend((0..series.columns).map(|j| {
                let difference = |k: usize| series.row(i + k)[j] - series.row(i - k)[j];
                let sum: f64 = weights.iter().enumerate().map(|(k, weight)| weight * difference(k + 1)).sum();
                sum / problem.step
            }));
        }
        self.states.extend_from_slice(series.part(margin..margin + rows).values);
        Ok(())
    }

    fn smooth(
        &mut self,
        problem: &DiscoverEquationsProblem,
        (path, series): (&str, Series),
        effort: &mut Effort,
    ) -> Result<(), Error> {
        let moments: Vec<Moments> = series.moments(path)?;
        let window = best_window(series, &moments, effort)?.unwrap_or(MIN_WINDOW);
        rows_within((path, series), window / 2)?;
        effort.spend(2 * window * series.values.len())?;
        let derivatives = Filter::of_derivatives(window).apply(series);
        self.derivatives.extend(derivatives.iter().map(|derivative| derivative / problem.step));
        self.states.extend(Filter::of_values(window).apply(series));
        Ok(())
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
fn rows_within((path, series): (&str, Series), margin: usize) -> Result<usize, Error> {
    match series.rows().checked_sub(2 * margin) {
        Some(rows) if rows > 0 => Ok(rows),
        _ => {
            let (needed, got) = (2 * margin + 1, series.rows());
            Err(Error::invalid(path, format!("must have at least {needed} rows for its differences, got {got}")))
        }
    }
}
