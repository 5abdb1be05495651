//! The standardized, smoothed series of a reconstruction.

use super::hinges::Hinges;
use super::problem::{ReconstructProblem, Smoothing};
use crate::compare::{Cells, Grid, default_smoothing, distance};
use crate::piecewise_linear::{Model, ModelParts, PiecewiseLinear};
use crate::series::{MAX_VALUE, Moments, Series};
use crate::smoothing::{Filter, MIN_SMOOTHED, best_window};
use crate::trajectories::{Needed, Pieces};
use std::ops::Range;
use superlinear_interface::{Effort, Error, Run, check};

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
    /// The rows of each series to which models are fitted.
    pub fitted: Vec<Range<usize>>,
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
        let (mut ranges, mut fitted) = (Vec::new(), Vec::new());
        let (mut pairs, mut held_out, mut first) = (Vec::new(), Vec::new(), 0);
        for series in pieces.series() {
            let rows = series.rows() - trimmed;
            // At least a pair of each series is in the regression.
            let kept = (rows - (problem.hold_out * rows as f64) as usize).max(2);
            fitted.push(first..first + kept);
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
        Ok(Self { data, ranges, columns, window, moments, cells, fitted, pairs, held_out })
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

    /// The root mean square error of the next row over pairs of rows, in standard deviations, by a function that writes it.
    pub fn residual(&self, pairs: &[usize], mut write_next: impl FnMut(&[f64], &mut [f64])) -> f64 {
        let (mut sum, mut next, count) = (0.0, vec![0.0; self.columns], pairs.len() * self.columns);
        for &i in pairs {
            write_next(self.series().row(i), &mut next);
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

    /// The mean and the standard deviation of a state; those of states that are not observed are 0 and 1.
    fn unit(&self, j: usize) -> Moments {
        self.moments.get(j).copied().unwrap_or(Moments { mean: 0.0, scale: 1.0 })
    }

    /// A map of standardized states in the units of the given series. Refuses numbers too large to be given to other
    /// methods.
    pub fn in_units(&self, parts: ModelParts, step: f64) -> Result<Model, Error> {
        let ModelParts { mut linear, mut offset, mut weights, mut directions, mut thresholds, mut initial, .. } = parts;
        let (size, pieces) = (offset.len(), thresholds.len());
        for i in 0..size {
            let Moments { mean, scale } = self.unit(i);
            linear[i * size..][..size].iter_mut().for_each(|entry| *entry *= scale);
            weights[i * pieces..][..pieces].iter_mut().for_each(|entry| *entry *= scale);
            let moved = self.divide_by_units(&mut linear[i * size..][..size]);
            offset[i] = mean + scale * offset[i] - moved;
            initial[i] = mean + scale * initial[i];
        }
        for (direction, threshold) in directions.chunks_exact_mut(size).zip(&mut thresholds) {
            *threshold -= self.divide_by_units(direction);
        }
        let model = Model::of(ModelParts { linear, offset, weights, directions, thresholds, initial, step });
        if model.is_in_range() {
            return Ok(model);
        }
        Err(Error::invalid("series", "must have columns of more similar sizes: numbers of the model exceed 1e50"))
    }

    /// Divides the coefficients of standardized states by their units. Returns the value at the means.
    pub fn divide_by_units(&self, coefficients: &mut [f64]) -> f64 {
        let mut sum = 0.0;
        for (j, coefficient) in coefficients.iter_mut().enumerate() {
            let Moments { mean, scale } = self.unit(j);
            *coefficient /= scale;
            sum += *coefficient * mean;
        }
        sum
    }

    /// The standardized map of a model from which a training begins. Refuses one of other columns or hinges.
    pub fn given_start(&self, model: &PiecewiseLinear, pieces: usize) -> Result<Hinges, Error> {
        let model = Model::new("initial", model)?;
        check::length("initial.offset", model.offset.len(), self.columns, "columns are in series")?;
        check::length("initial.thresholds", model.pieces(), pieces, "pieces are wanted")?;
        let hinges = self.standardized(&model);
        let has_range = hinges.coefficients.iter().chain(&hinges.directions).all(|value| value.abs() <= MAX_VALUE);
        if has_range {
            return Ok(hinges);
        }
        Err(Error::invalid("initial", "has numbers beyond 1e50 in standard deviations of the series"))
    }

    /// The map of standardized states of a model of the columns.
    fn standardized(&self, model: &Model) -> Hinges {
        let (n, pieces) = (self.columns, model.pieces());
        let moments = &self.moments;
        let at_means = |row: &[f64]| row.iter().zip(moments).map(|(c, unit)| c * unit.mean).sum::<f64>();
        let mut coefficients = vec![0.0; (n + 1 + pieces) * n];
        for i in 0..n {
            let (row, scale) = (&model.linear[i * n..][..n], moments[i].scale);
            for j in 0..n {
                coefficients[j * n + i] = row[j] * moments[j].scale / scale - f64::from(u8::from(i == j));
            }
            coefficients[n * n + i] = (model.offset[i] + at_means(row) - moments[i].mean) / scale;
            for k in 0..pieces {
                coefficients[(n + 1 + k) * n + i] = model.weights[i * pieces + k] / scale;
            }
        }
        let mut directions = Vec::with_capacity(pieces * (n + 1));
        for (row, threshold) in model.directions.chunks_exact(n).zip(&model.thresholds) {
            directions.extend(row.iter().zip(moments).map(|(c, unit)| c * unit.scale));
            directions.push(threshold + at_means(row));
        }
        Hinges { n, coefficients, directions }
    }
}

/// Refuses series with too few rows, each or together.
fn ensure_rows(pieces: &Pieces, hinges: usize) -> Result<(), Error> {
    let unknowns = pieces.columns() + 1 + hinges * (pieces.columns() + 2);
    let min_rows = MIN_ROWS.max((ROWS_PER_UNKNOWN * unknowns) * 2);
    pieces.ensure_rows_of(Needed { alone: min_rows, each: 2, together: min_rows }, "")
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
