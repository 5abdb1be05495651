//! Designs that are vectors of numbers, improved by gradient steps.

use super::proxy::{Proxy, WeightedLoss};
use crate::moments::moments;
use superlinear_interface::{Cancellation, Error, Matrix};
use superlinear_numerics::vectors::{add_scaled, dot, norm};

/// The standardized vectors of a table, and the mutable ranges of their entries.
pub(crate) struct Vectors {
    /// The number of entries of a vector.
    pub length: usize,
    /// The vectors, concatenated.
    standardized: Vec<f64>,
    /// Each vector with 1 appended, scaled to unit length.
    units: Vec<f64>,
    columns: Vec<Column>,
}

/// One entry of the vectors.
struct Column {
    mean: f64,
    deviation: f64,
    /// The standardized bounds of the entry. `None` if it may not change.
    range: Option<(f64, f64)>,
}

/// Adam (Kingma, Ba, ICLR 2015): the number of steps, the step size in standard deviations, the decay factors of both
/// moments, and the term added to the root.
const STEPS: usize = 200;
const STEP: f64 = 0.1;
const KEPT: f64 = 0.9;
const KEPT_OF_SQUARES: f64 = 0.999;
const MIN_ROOT: f64 = 1e-8;

/// The extension of an entry's range beyond the table, relative to the range.
const MARGIN: f64 = 0.1;

impl Vectors {
    /// The vectors of a table. Only entries at the positions `mutable` may change.
    pub(crate) fn new(designs: &Matrix, mutable: &[usize]) -> Self {
        let length = designs.columns;
        let columns: Vec<Column> = (0..length).map(|j| Column::new(designs, j, mutable.contains(&j))).collect();
        let standardize = |(k, value): (usize, &f64)| columns[k % length].standardize(*value);
        let standardized: Vec<f64> = designs.data.iter().enumerate().map(standardize).collect();
        let units = standardized.chunks_exact(length).flat_map(|row| unit(row).0).collect();
        Self { length, standardized, units, columns }
    }

    /// The number of vectors.
    pub(crate) fn count(&self) -> usize {
        self.standardized.len() / self.length
    }

    /// The inner product of two vectors of the table as unit vectors.
    pub(crate) fn product(&self, i: usize, j: usize) -> f64 {
        dot(self.unit(i), self.unit(j))
    }

    fn unit(&self, i: usize) -> &[f64] {
        &self.units[i * (self.length + 1)..][..self.length + 1]
    }

    /// The inner products of a standardized design with the table.
    pub(crate) fn products(&self, design: &[f64]) -> Vec<f64> {
        let unit = unit(design).0;
        (0..self.count()).map(|i| dot(self.unit(i), &unit)).collect()
    }

    /// The kernel values of a standardized design with the table.
    pub(crate) fn kernels(&self, proxy: &Proxy, design: &[f64]) -> Vec<f64> {
        self.products(design).into_iter().map(|product| proxy.kernel().value(product)).collect()
    }

    /// A design in the table's units.
    pub(crate) fn in_units(&self, design: &[f64]) -> Vec<f64> {
        design.iter().zip(&self.columns).map(|(value, column)| column.mean + column.deviation * value).collect()
    }

    /// Descends from a row of the table. Returns the standardized design with the smallest loss on the way, and that
    /// loss.
    pub(crate) fn descend(
        &self,
        loss: WeightedLoss<'_>,
        start: usize,
        cancellation: Cancellation,
    ) -> Result<(Vec<f64>, f64), Error> {
        let mut design = self.standardized[start * self.length..][..self.length].to_vec();
        let mut best = (design.clone(), f64::INFINITY);
        let (mut mean, mut square) = (vec![0.0; self.length], vec![0.0; self.length]);
        for step in 1..=STEPS {
            cancellation.ensure_wanted()?;
            let (value, gradient) = self.loss_and_gradient(loss, &design);
            if value < best.1 {
                best = (design.clone(), value);
            }
            let unbiased = |kept: f64| 1.0 - kept.powi(step as i32);
            let ranges = self.columns.iter().enumerate().filter_map(|(k, column)| Some((k, column.range?)));
            for (k, (lower, upper)) in ranges {
                mean[k] = KEPT * mean[k] + (1.0 - KEPT) * gradient[k];
                square[k] = KEPT_OF_SQUARES * square[k] + (1.0 - KEPT_OF_SQUARES) * gradient[k].powi(2);
                let root = (square[k] / unbiased(KEPT_OF_SQUARES)).sqrt() + MIN_ROOT;
                design[k] -= STEP * mean[k] / unbiased(KEPT) / root;
                design[k] = design[k].max(lower).min(upper);
            }
        }
        let (value, _) = self.loss_and_gradient(loss, &design);
        Ok(if value < best.1 { (design, value) } else { best })
    }

    pub(super) fn loss_and_gradient(&self, loss: WeightedLoss<'_>, design: &[f64]) -> (f64, Vec<f64>) {
        let WeightedLoss { proxy, backward_weight } = loss;
        let (unit, length) = unit(design);
        let kernel = |i: usize| proxy.kernel().value_and_slope(dot(self.unit(i), &unit));
        let (kernels, kernel_slopes): (Vec<f64>, Vec<f64>) = (0..self.count()).map(kernel).unzip();
        let slopes = proxy.slopes(&kernels, backward_weight);
        let mut gradient = vec![0.0; self.length + 1];
        for (i, (slope, kernel_slope)) in slopes.iter().zip(&kernel_slopes).enumerate() {
            add_scaled(&mut gradient, slope * kernel_slope, self.unit(i));
        }
        // The unit vector does not change along the vector itself.
        let along = dot(&gradient, &unit);
        add_scaled(&mut gradient, -along, &unit);
        gradient.truncate(self.length);
        gradient.iter_mut().for_each(|entry| *entry /= length);
        (loss.of(proxy.losses(&kernels)), gradient)
    }
}

impl Column {
    fn new(designs: &Matrix, place: usize, is_mutable: bool) -> Self {
        let values = || (0..designs.rows).map(|i| designs.row(i)[place]);
        let (mean, deviation) = moments(values());
        let (least, most) =
            values().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), value| (a.min(value), b.max(value)));
        let column = Self { mean, deviation, range: None };
        let margin = MARGIN * (most - least);
        let range = is_mutable.then(|| (column.standardize(least - margin), column.standardize(most + margin)));
        Self { range, ..column }
    }

    fn standardize(&self, value: f64) -> f64 {
        (value - self.mean) / self.deviation
    }
}

/// A vector with 1 appended and scaled to unit length, and its length before.
fn unit(row: &[f64]) -> (Vec<f64>, f64) {
    let mut unit = row.to_vec();
    unit.push(1.0);
    let length = norm(&unit);
    unit.iter_mut().for_each(|entry| *entry /= length);
    (unit, length)
}
