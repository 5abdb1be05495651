//! The coefficients and intercepts of a model under an update rule. The coefficient of feature `j` for output `k` is at
//! `j * outputs + k`.
//!
//! | module | contents |
//! |---|---|
//! | `separate` | a rule for each coefficient |
//! | `grouped` | groups of coefficients with a penalty on their norms |
//! | `gradient` | gradients of batches |

mod gradient;
mod grouped;
mod separate;

pub(crate) use gradient::Gradient;
pub(crate) use grouped::Grouped;
pub(crate) use separate::Separate;

use crate::bytes::{Reader, Writer};
use crate::rows::{Row, Samples};
use crate::steps::{Sample, Steps};
use superlinear_interface::Error;
use superlinear_numerics::vectors::are_finite;

/// The largest change of a coefficient in a step. Sums of such changes, also those relative to a common factor, stay finite.
pub(crate) const MAX_STEP: f64 = 1e290;

/// Whether the absolute value of a number is within a limit; false for NaN.
#[inline]
pub(crate) fn is_within(number: f64, limit: f64) -> bool {
    number.abs() <= limit
}

/// A linear model.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Model {
    pub coefficients: Vec<f64>,
    /// One for each output.
    pub intercepts: Vec<f64>,
}

impl Model {
    /// A model without effects.
    pub fn zero(features: usize, outputs: usize) -> Self {
        Self { coefficients: vec![0.0; features * outputs], intercepts: vec![0.0; outputs] }
    }

    /// Writes the predictors of a row.
    pub fn predict(&self, samples: &Samples, i: usize, z: &mut [f64]) {
        z.fill(0.0);
        samples.rows.add_products(i, &self.coefficients, z);
        z.iter_mut().zip(&self.intercepts).for_each(|(z, intercept)| *z += intercept);
        z.iter_mut().zip(samples.offset(i)).for_each(|(z, offset)| *z += offset);
    }

    /// Writes the numbers to a checkpoint.
    pub fn write(&self, writer: &mut Writer) {
        writer.numbers(&self.intercepts);
        writer.numbers(&self.coefficients);
    }

    /// Reads the numbers of a model of the same size.
    pub fn read(&mut self, reader: &mut Reader) -> Result<(), Error> {
        self.intercepts = reader.numbers(self.intercepts.len())?;
        self.coefficients = reader.numbers(self.coefficients.len())?;
        Ok(())
    }

    /// Whether all numbers are finite.
    pub fn is_finite(&self) -> bool {
        are_finite(&self.coefficients) && are_finite(&self.intercepts)
    }
}

/// Coefficients under a rule. A step begins, reads the coefficients of rows, and then follows the gradient of their losses.
pub(crate) trait Coefficients: Clone + Send + Sync + 'static {
    /// The learning rate.
    fn rate(&mut self) -> &mut f64;

    /// Begins a step with this fraction of the learning rate.
    fn begin(&mut self, fraction: f64);

    /// Adds the products of a row with the coefficients, which catch up with missed steps, to predictors.
    fn read<R: Row>(&mut self, row: R, z: &mut [f64]);

    /// Adds the intercepts to predictors, within a step.
    fn read_intercepts(&mut self, z: &mut [f64]);

    /// Makes and ends the step along a gradient. All its features were read.
    fn step(&mut self, gradient: &Gradient, has_intercept: bool);

    /// Reads a row, makes and ends the step along it, if the rule can: it takes less time than a gradient. Returns the loss
    /// of the row before the step. It is infinite if there was no step, because the loss is beyond its limit or coefficients
    /// would overflow.
    fn learn_row<R: Row>(&mut self, _row: R, _sample: Sample, _steps: &Steps, _limit: f64) -> Option<f64> {
        None
    }

    /// Adds the intercepts to predictors.
    fn add_intercepts(&self, z: &mut [f64]);

    /// Adds the products of a row with the coefficients to predictors.
    fn add_products<R: Row>(&self, row: R, z: &mut [f64]);

    /// The model.
    fn model(&self) -> Model;

    /// Writes the state.
    fn write(&self, writer: &mut Writer);

    /// Reads the state of coefficients of the same size.
    fn restore(&mut self, reader: &mut Reader) -> Result<(), Error>;
}
