//! Distributions of states over the cells of a grid.

use super::{default_bins, default_pseudocount, halves};
use crate::series::{Moments, Series};
use superlinear_interface::{Effort, Error, Run};

/// The grid reaches this fraction of a standard deviation beyond the reference.
const MARGIN: f64 = 0.1;

/// With more columns, pairs of them are compared.
const MAX_JOINT: usize = 3;

/// The number of intervals of each coordinate, and the count added to each cell.
#[derive(Clone, Copy)]
pub(crate) struct Grid {
    pub bins: usize,
    pub pseudocount: f64,
}

impl Default for Grid {
    fn default() -> Self {
        Self { bins: default_bins() as usize, pseudocount: default_pseudocount() }
    }
}

/// The grid of a reference series.
pub(crate) struct Cells {
    bins: usize,
    pseudocount: f64,
    /// The lower bound and the width of the interval of each column.
    intervals: Vec<(f64, f64)>,
}

impl Cells {
    /// The grid around a reference.
    pub fn new(reference: Series, moments: &[Moments], grid: Grid, run: &Run) -> Result<Self, Error> {
        let Grid { bins, pseudocount } = grid;
        let dimension = if reference.columns > MAX_JOINT { 2 } else { reference.columns };
        let cells = (bins as u64).pow(dimension as u32) as usize;
        run.ensure_memory("bins", [2, cells + 1])?;
        let interval = |j: usize| {
            let column = reference.along(j);
            let margin = MARGIN * moments[j].scale;
            let low = column.clone().fold(f64::INFINITY, f64::min) - margin;
            let high = column.fold(f64::NEG_INFINITY, f64::max) + margin;
            // Halves, since the difference of two numbers of any size may overflow.
            (low, 2.0 * ((0.5 * high - 0.5 * low) / bins as f64))
        };
        Ok(Self { bins, pseudocount, intervals: (0..reference.columns).map(interval).collect() })
    }

    /// The divergence of a series from a reference. States that are not finite count as outside.
    pub fn divergence(&self, reference: Series, series: Series, effort: &mut Effort) -> Result<f64, Error> {
        let n = reference.columns;
        if n <= MAX_JOINT {
            return self.of_columns(reference, series, &Vec::from_iter(0..n), effort);
        }
        let (mut sum, mut pairs) = (0.0, 0.0);
        for first in 0..n {
            for second in first + 1..n {
                sum += self.of_columns(reference, series, &[first, second], effort)?;
                pairs += 1.0;
            }
        }
        Ok(sum / pairs)
    }

    /// The divergence of the second half of a reference from the first.
    pub fn floor(&self, reference: Series, effort: &mut Effort) -> Result<f64, Error> {
        let [first, second] = halves(reference);
        self.divergence(first, second, effort)
    }

    fn of_columns(
        &self,
        reference: Series,
        series: Series,
        columns: &[usize],
        effort: &mut Effort,
    ) -> Result<f64, Error> {
        let (p, q) = (self.counts(reference, columns), self.counts(series, columns));
        effort.spend((reference.rows() + series.rows()) * columns.len() + p.len())?;
        let (rows, other_rows) = (reference.rows() as f64, series.rows() as f64);
        let share =
            |count: u32, rows: f64| (f64::from(count) + self.pseudocount) / (rows + self.pseudocount * p.len() as f64);
        let divergence = p.iter().zip(&q).map(|(&p, &q)| {
            let (p, q) = (share(p, rows), share(q, other_rows));
            p * (p / q).ln()
        });
        Ok(divergence.sum::<f64>().max(0.0))
    }

    /// The number of rows in each cell; the last cell is that of rows outside.
    fn counts(&self, series: Series, columns: &[usize]) -> Vec<u32> {
        let mut counts = vec![0; self.bins.pow(columns.len() as u32) + 1];
        let outside = counts.len() - 1;
        for row in series.values.chunks_exact(series.columns) {
            let mut cell = 0;
            let is_inside = columns.iter().all(|&j| {
                let (low, width) = self.intervals[j];
                let place = (row[j] - low) / width;
                let is_inside = place >= 0.0 && place < self.bins as f64;
                cell = cell * self.bins + if is_inside { place as usize } else { 0 };
                is_inside
            });
            counts[if is_inside { cell } else { outside }] += 1;
        }
        counts
    }
}
