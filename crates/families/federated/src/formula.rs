//! The objective of a client with a model given as a formula: the mean of a loss over rows in memory.

use crate::model::Batch;
use crate::objective::Objective;
use crate::settings::FederatedSettings;
use superlinear_expression::train::objective::{Objective as Mean, Scratch, Wanted};
use superlinear_expression::train::rows::Rows;
use superlinear_interface::{Error, Run, Watch};

/// The loss over the rows of a client.
pub(crate) struct OfFormula<'a> {
    pub mean: &'a Mean<'a>,
    pub rows: Rows<'a>,
    pub watch: Watch<'a>,
}

/// Memory of evaluations.
#[derive(Default)]
pub(crate) struct FormulaMemory {
    scratch: Scratch,
    /// The rows of a batch, by input.
    copies: Vec<Vec<f64>>,
}

impl Objective for OfFormula<'_> {
    type Memory = FormulaMemory;

    fn rows(&self) -> usize {
        self.rows.count
    }

    async fn gradient(
        &self,
        batch: Batch<'_>,
        parameters: &[f64],
        gradient: &mut [f64],
        memory: &mut FormulaMemory,
    ) -> Option<f64> {
        self.write_gradient(batch, parameters, gradient, memory, || self.watch.is_over())
    }
}

impl OfFormula<'_> {
    /// Writes the gradient over a batch. Returns the value; `None` if it was left early.
    pub fn write_gradient(
        &self,
        batch: Batch<'_>,
        parameters: &[f64],
        gradient: &mut [f64],
        FormulaMemory { scratch, copies }: &mut FormulaMemory,
        is_over: impl Fn() -> bool,
    ) -> Option<f64> {
        let is_done = match batch {
            Batch::All => self.mean.evaluate(Wanted::Gradient, parameters, &self.rows, scratch, is_over),
            Batch::Some(indices) => {
                let rows = self.rows.copied(indices, copies);
                self.mean.evaluate(Wanted::Gradient, parameters, &rows, scratch, is_over)
            }
        };
        is_done.then(|| {
            gradient.copy_from_slice(scratch.gradient());
            scratch.value()
        })
    }
}

/// Compiles the gradient for the batches of a client with so many rows, and for all of its rows.
pub(crate) fn prepare(mean: &mut Mean, rows: usize, settings: &FederatedSettings, run: &Run) -> Result<(), Error> {
    let size = match settings.local.batch_size as usize {
        0 => rows,
        size => size.min(rows),
    };
    for count in [size, rows % size, rows] {
        mean.prepare(Wanted::Gradient, count, run)?;
    }
    Ok(())
}
