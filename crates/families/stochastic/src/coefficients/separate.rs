//! A rule for each coefficient.

use super::{Coefficients, Gradient, MAX_STEP, Model, is_within};
use crate::bytes::{Reader, Writer};
use crate::loss::RowLoss;
use crate::rows::Row;
use crate::rules::{Flow, Rule};
use crate::steps::{Sample, Steps};
use superlinear_interface::Error;

/// Cells written at once, so that their numbers stay in cache.
const PART: usize = 1024;

/// Coefficients with a rule.
#[derive(Clone)]
pub(crate) struct Separate<R: Rule> {
    rule: R,
    cells: Vec<R::Cell>,
    intercepts: Vec<R::Cell>,
}

impl<Kind: Rule> Separate<Kind> {
    /// Coefficients that start at a model.
    pub fn new(rule: Kind, start: &Model) -> Self {
        let cells_of = |weights: &[f64]| weights.iter().map(|&weight| rule.cell(weight)).collect();
        Self { cells: cells_of(&start.coefficients), intercepts: cells_of(&start.intercepts), rule }
    }

    /// The predictor of a row, whose coefficients catch up, and the sum of its squares.
    #[inline(always)]
    fn read_row<R: Row>(&mut self, row: R, offset: &[f64], steps: &Steps) -> (f64, f64) {
        let Self { rule, cells, intercepts } = self;
        let cells = cells.as_mut_slice();
        let mut square = if steps.clip_norm < f64::INFINITY { row.sum(|_, x| x * x) } else { 0.0 };
        let mut z = offset.first().unwrap_or(&0.0) + row.sum(|j, x| rule.read(&mut cells[j], x, j) * x);
        if steps.has_intercept {
            z += rule.read_intercept(&mut intercepts[0]);
            square += 1.0;
        }
        (z, square)
    }
}

/// The length of a step, per unit of an entry, up to which no coefficient overflows: entries of streams are at most 1e150.
const SAFE_STEP: f64 = 1e100;

/// Whether steps or derivatives of this size per unit of an entry could make coefficients overflow.
#[cold]
fn overflows<R: Row>(row: R, step: f64) -> bool {
    let is_large = |x: f64| f64::from(u8::from(!is_within(step * x, MAX_STEP)));
    is_large(1.0) + row.sum(|_, x| is_large(x)) > 0.0
}

impl<Kind: Rule> Coefficients for Separate<Kind> {
    fn rate(&mut self) -> &mut f64 {
        self.rule.rate()
    }

    fn begin(&mut self, fraction: f64) {
        self.rule.begin(fraction, &mut self.cells);
    }

    fn read<R: Row>(&mut self, row: R, z: &mut [f64]) {
        let Self { rule, cells, .. } = self;
        let outputs = z.len();
        row.each(|j, x| {
            for (z, cell) in z.iter_mut().zip(&mut cells[j * outputs..]) {
                *z += rule.read(cell, x, j) * x;
            }
        });
    }

    fn read_intercepts(&mut self, z: &mut [f64]) {
        let Self { rule, intercepts, .. } = self;
        z.iter_mut().zip(intercepts).for_each(|(z, cell)| *z += rule.read_intercept(cell));
    }

    fn step(&mut self, gradient: &Gradient, has_intercept: bool) {
        let Self { rule, cells, intercepts } = self;
        let outputs = intercepts.len();
        for &feature in gradient.features() {
            let j = feature as usize;
            for (cell, slope) in cells[j * outputs..].iter_mut().zip(gradient.of(feature)) {
                rule.update(cell, *slope, 1.0, j);
            }
        }
        if has_intercept {
            let slopes = intercepts.iter_mut().zip(gradient.intercepts());
            slopes.for_each(|(cell, slope)| rule.update_intercept(cell, *slope));
        }
        rule.end();
    }

    #[inline(always)]
    fn learn_row<R: Row>(&mut self, row: R, sample: Sample, steps: &Steps, limit: f64) -> Option<f64> {
        let RowLoss::Single(of_row) = steps.loss else { return None };
        let Sample { y, weight, offset, factor } = sample;
        let (z, square) = self.read_row(row, offset, steps);
        let (loss, slope) = of_row.at(z, y);
        let mut slope = weight * factor * slope;
        if slope.abs() * square.sqrt() > steps.clip_norm {
            slope = steps.clip_norm.copysign(slope) / square.sqrt();
        }
        let Self { rule, cells, intercepts } = self;
        let (cells, intercept) = (cells.as_mut_slice(), &mut intercepts[0]);
        let step = slope * rule.rate().max(1.0);
        if !is_within(loss, limit) || (!is_within(step, SAFE_STEP) && overflows(row, step)) {
            return Some(f64::INFINITY);
        }
        if slope != 0.0 {
            if Kind::HAS_FLOW {
                let mut gathered = row.sum(|j, x| rule.gather(&mut cells[j], slope, x));
                if steps.has_intercept {
                    gathered += rule.gather(intercept, slope, 1.0);
                }
                slope = rule.flow(Flow { loss: of_row, z, y, weight: weight * factor, slope, gathered });
            }
            row.each_four(
                (&mut *rule, cells),
                |(rule, cells), columns, x| rule.update_four(cells, slope, x, columns),
                |(rule, cells), j, x| rule.update(&mut cells[j], slope, x, j),
            );
            if steps.has_intercept {
                rule.update_intercept(intercept, slope);
            }
        }
        rule.end();
        Some(loss)
    }

    fn add_intercepts(&self, z: &mut [f64]) {
        z.iter_mut().zip(&self.intercepts).for_each(|(z, cell)| *z += self.rule.intercept(cell));
    }

    fn add_products<R: Row>(&self, row: R, z: &mut [f64]) {
        let outputs = z.len();
        row.each(|j, x| {
            for (z, cell) in z.iter_mut().zip(&self.cells[j * outputs..]) {
                *z += self.rule.weight(cell, j) * x;
            }
        });
    }

    fn model(&self) -> Model {
        let outputs = self.intercepts.len();
        let weight = |(place, cell)| self.rule.weight(cell, place / outputs);
        Model {
            coefficients: self.cells.iter().enumerate().map(weight).collect(),
            intercepts: self.intercepts.iter().map(|cell| self.rule.intercept(cell)).collect(),
        }
    }

    fn write(&self, writer: &mut Writer) {
        writer.numbers(&self.rule.state());
        let mut numbers = Vec::with_capacity(Kind::NUMBERS * PART);
        for cells in std::iter::once(&self.intercepts[..]).chain(self.cells.chunks(PART)) {
            numbers.clear();
            cells.iter().for_each(|cell| Kind::write(cell, &mut numbers));
            writer.numbers(&numbers);
        }
    }

    fn restore(&mut self, reader: &mut Reader) -> Result<(), Error> {
        let state = reader.numbers(self.rule.state().len())?;
        self.rule.set_state(&state);
        let numbers = reader.numbers(Kind::NUMBERS * (self.intercepts.len() + self.cells.len()))?;
        let cells = self.intercepts.iter_mut().chain(&mut self.cells);
        cells.zip(numbers.chunks_exact(Kind::NUMBERS)).for_each(|(cell, numbers)| *cell = Kind::restored(numbers));
        Ok(())
    }
}
