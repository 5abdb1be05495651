//! The standardized, smoothed series of a reconstruction.

use super::hinges::Hinges;
use super::problem::{ReconstructProblem, Smoothing};
use crate::compare::{Cells, Grid, default_smoothing, distance};
use crate::piecewise_linear::{Model, ModelParts};
use crate::series::{Moments, Series};
use crate::smoothing::{Filter, best_window};
use std::ops::Range;
use superlinear_interface::{Effort, Error, Run};

/// The minimum number of rows of regression per unknown of an equation.
const ROWS_PER_UNKNOWN: usize = 2;
const MIN_ROWS: usize = 40;

pub(super) struct Prepared {
    /// The standardized rows, one after another.
    pub data: Vec<f64>,
    pub columns: usize,
    pub window: Option<usize>,
    moments: Vec<Moments>,
    /// The default grid of `compareAttractors` around the rows.
    cells: Cells,
    /// The number of pairs of rows in the regression.
    pub pairs: usize,
}

impl Prepared {
    /// Smooths and standardizes. Refuses series with too few rows.
    pub fn new(problem: &ReconstructProblem, run: &Run) -> Result<Self, Error> {
        let columns = problem.series.count();
        let unknowns = columns + 1 + problem.pieces as usize * (columns + 2);
        let min_rows = MIN_ROWS.max((ROWS_PER_UNKNOWN * unknowns) * 2);
        let given = Series::with_rows("series", &problem.series, min_rows)?;
        run.ensure_memory("series", [3, given.values.len()])?;
        let moments = given.moments("series")?;
        let mut data = given.values.to_vec();
        for row in data.chunks_exact_mut(columns) {
            row.iter_mut().zip(&moments).for_each(|(value, moments)| *value = moments.standardized(*value));
        }
        // Smoothing is short beside the regression, and is finished.
        let unlimited = run.unlimited();
        let effort = &mut Effort::new(&unlimited, "smooth the series");
        let units = vec![Moments { mean: 0.0, scale: 1.0 }; columns];
        let window = match problem.smoothing {
            Smoothing::Auto => best_window(Series { values: &data, columns }, &units, effort)?,
            Smoothing::None => None,
        };
        if let Some(window) = window {
            data = Filter::of_values(window).apply(Series { values: &data, columns });
        }
        let rows = data.len() / columns;
        let held_out = (problem.hold_out * rows as f64) as usize;
        let pairs = rows - held_out - 1;
        let series = Series { values: &data, columns };
        let own: Vec<Moments> = (0..columns).map(|j| Moments::of(series.along(j))).collect();
        let cells = Cells::new(series, &own, Grid::default(), run)?;
        Ok(Self { data, columns, window, moments, cells, pairs })
    }

    /// The rows.
    pub fn series(&self) -> Series<'_> {
        Series { values: &self.data, columns: self.columns }
    }

    /// The pairs outside the regression, by their first rows; all if there are none.
    pub fn held_out(&self) -> Range<usize> {
        let all = self.series().rows() - 1;
        if self.pairs < all { self.pairs..all } else { 0..all }
    }

    /// The root mean square error of the next row over pairs of rows, in standard deviations.
    pub fn residual(&self, hinges: &Hinges, pairs: Range<usize>) -> f64 {
        let (mut sum, mut next, count) = (0.0, vec![0.0; self.columns], pairs.len() * self.columns);
        for i in pairs {
            hinges.write_next(self.series().row(i), &mut next);
            sum += next.iter().zip(self.series().row(i + 1)).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
        }
        (sum / count as f64).sqrt()
    }

    /// The divergence of a standardized series, and the distance of its spectrum.
    pub fn compare(&self, series: &[f64], run: &Run) -> Result<(f64, f64), Error> {
        let effort = &mut Effort::new(run, "compare attractors");
        let (reference, series) = (self.series(), Series { values: series, columns: self.columns });
        let divergence = self.cells.divergence(reference, series, effort)?;
        Ok((divergence, distance(reference, series, default_smoothing(), effort)?))
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
