//! The standardized, smoothed series of a reconstruction.

use super::hinges::Hinges;
use super::problem::{ReconstructProblem, Smoothing};
use crate::compare::{Cells, Grid, default_smoothing, distance};
use crate::piecewise_linear::{Model, ModelParts};
use crate::series::{Moments, Series};
use crate::smoothing::{Filter, MIN_SMOOTHED, best_window};
use crate::trajectories::Pieces;
use std::ops::Range;
use superlinear_interface::{Effort, Error, Run};

/// The minimum number of rows of regression per unknown of an equation.
const ROWS_PER_UNKNOWN: usize = 2;
const MIN_ROWS: usize = 40;

pub(super) struct Prepared {
    /// The standardized rows of all series, one after another.
    data: Vec<f64>,
    /// The rows of each series.
    ranges: Vec<Range<usize>>,
    pub columns: usize,
    pub window: Option<usize>,
    moments: Vec<Moments>,
    /// The default grid of `compareAttractors` around the rows.
    cells: Cells,
    /// The pairs of successive rows in the regression, by their first rows.
    pub pairs: Vec<usize>,
    /// The pairs outside the regression; all if there are none.
    pub held_out: Vec<usize>,
}

impl Prepared {
    /// Smooths and standardizes. Refuses series with too few rows.
    pub fn new(problem: &ReconstructProblem, run: &Run) -> Result<Self, Error> {
        let pieces = problem.series.checked("series")?;
        let columns = pieces.columns();
        ensure_rows(&pieces, problem.pieces as usize)?;
        run.ensure_memory("series", [3, pieces.rows(), columns])?;
        let given: Vec<f64> = pieces.series().iter().flat_map(|series| series.values).copied().collect();
        let moments = Series { values: &given, columns }.moments(pieces.path())?;
        let (data, window) = smoothed(problem, &pieces, &moments, run)?;
        let trimmed = window.map_or(0, |window| window - 1);
        let mut ranges = Vec::with_capacity(pieces.series().len());
        let (mut pairs, mut held_out, mut first) = (Vec::new(), Vec::new(), 0);
        for series in pieces.series() {
            let rows = series.rows() - trimmed;
            // At least a pair of each series is in the regression.
            let kept = (rows - (problem.hold_out * rows as f64) as usize).max(2);
            pairs.extend(first..first + kept - 1);
            held_out.extend(first + kept - 1..first + rows - 1);
            ranges.push(first..first + rows);
            first += rows;
        }
        if held_out.is_empty() {
            held_out.clone_from(&pairs);
        }
        let series = Series { values: &data, columns };
        let own: Vec<Moments> = (0..columns).map(|j| Moments::of(series.along(j))).collect();
        let cells = Cells::new(series, &own, Grid::default(), run)?;
        Ok(Self { data, ranges, columns, window, moments, cells, pairs, held_out })
    }

    /// The rows of all series.
    pub fn series(&self) -> Series<'_> {
        Series { values: &self.data, columns: self.columns }
    }

    /// The longest series.
    pub fn longest(&self) -> Series<'_> {
        let longest = self.ranges.iter().rev().max_by_key(|range| range.len());
        self.series().part(longest.cloned().unwrap_or(0..0))
    }

    /// The root mean square error of the next row over pairs of rows, in standard deviations.
    pub fn residual(&self, hinges: &Hinges, pairs: &[usize]) -> f64 {
        let (mut sum, mut next, count) = (0.0, vec![0.0; self.columns], pairs.len() * self.columns);
        for &i in pairs {
            hinges.write_next(self.series().row(i), &mut next);
            sum += next.iter().zip(self.series().row(i + 1)).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
        }
        (sum / count as f64).sqrt()
    }

    /// The divergence of a standardized series, and the distance of its spectrum.
    pub fn compare(&self, series: &[f64], run: &Run) -> Result<(f64, f64), Error> {
        let effort = &mut Effort::new(run, "compare attractors");
        let series = Series { values: series, columns: self.columns };
        let divergence = self.cells.divergence(self.series(), series, effort)?;
        Ok((divergence, distance(self.longest(), series, default_smoothing(), effort)?))
    }

    /// The divergence of the second half from the first.
    pub fn divergence_floor(&self, run: &Run) -> Result<f64, Error> {
        let effort = &mut Effort::new(run, "compare attractors");
        self.cells.floor(self.series(), effort)
    }

    /// The model in the units of the given series. Refuses one whose numbers are too large to be given to other methods.
    pub fn in_units(&self, hinges: &Hinges, step: f64) -> Result<Model, Error> {
        let (n, pieces) = (self.columns, hinges.pieces());
        let scale = |j: usize| self.moments[j].scale;
        let mean = |j: usize| self.moments[j].mean;
        let (mut linear, mut offset) = (vec![0.0; n * n], vec![0.0; n]);
        for i in 0..n {
            for j in 0..n {
                linear[i * n + j] = hinges.slope(i, j) * scale(i) / scale(j);
            }
            let moved: f64 = (0..n).map(|j| linear[i * n + j] * mean(j)).sum();
            offset[i] = mean(i) + scale(i) * hinges.constant(i) - moved;
        }
        let weights = (0..n).flat_map(|i| (0..pieces).map(move |k| (i, k)));
        let weights = weights.map(|(i, k)| scale(i) * hinges.weight(i, k)).collect();
        let directions: Vec<f64> =
            (0..pieces * n).map(|place| hinges.direction(place / n)[place % n] / scale(place % n)).collect();
        let threshold = |k: usize| {
            let moved: f64 = (0..n).map(|j| directions[k * n + j] * mean(j)).sum();
            hinges.direction(k)[n] - moved
        };
        let thresholds = (0..pieces).map(threshold).collect();
        let initial = (0..n).map(|j| mean(j) + scale(j) * self.data[j]).collect();
        let model = Model::of(ModelParts { linear, offset, weights, directions, thresholds, initial, step });
        if model.is_in_range() {
            return Ok(model);
        }
        Err(Error::invalid("series", "must have columns of more similar sizes: numbers of the model exceed 1e50"))
    }
}

/// Refuses series with too few rows, each or together.
fn ensure_rows(pieces: &Pieces, hinges: usize) -> Result<(), Error> {
    let unknowns = pieces.columns() + 1 + hinges * (pieces.columns() + 2);
    let min_rows = MIN_ROWS.max((ROWS_PER_UNKNOWN * unknowns) * 2);
    if pieces.series().len() == 1 {
        return pieces.ensure_rows(min_rows, "");
    }
    pieces.ensure_rows(2, "")?;
    if pieces.rows() >= min_rows {
        return Ok(());
    }
    Err(Error::invalid(pieces.path(), format!("must have at least {min_rows} rows in all, got {}", pieces.rows())))
}

/// The standardized rows, smoothed if all series are long enough, and the window.
fn smoothed(
    problem: &ReconstructProblem,
    pieces: &Pieces,
    moments: &[Moments],
    run: &Run,
) -> Result<(Vec<f64>, Option<usize>), Error> {
    let columns = pieces.columns();
    let standardize = |series: &Series| {
        let units = moments.iter().cycle();
        series.values.iter().zip(units).map(|(&value, moments)| moments.standardized(value)).collect::<Vec<f64>>()
    };
    let rows: Vec<Vec<f64>> = pieces.series().iter().map(standardize).collect();
    // Smoothing is short beside the regression, and is finished.
    let unlimited = run.unlimited();
    let effort = &mut Effort::new(&unlimited, "smooth the series");
    let units = vec![Moments { mean: 0.0, scale: 1.0 }; columns];
    let longest = rows.iter().rev().max_by_key(|rows| rows.len());
    let is_long = pieces.shortest() >= MIN_SMOOTHED;
    let window = match (problem.smoothing, longest) {
        (Smoothing::Auto, Some(values)) if is_long => best_window(Series { values, columns }, &units, effort)?,
        _ => None,
    };
    let Some(window) = window else { return Ok((rows.concat(), None)) };
    let filter = Filter::of_values(window);
    let smooth: Vec<Vec<f64>> = rows.iter().map(|values| filter.apply(Series { values, columns })).collect();
    Ok((smooth.concat(), Some(window)))
}
