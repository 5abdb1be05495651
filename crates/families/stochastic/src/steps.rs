//! A step along the gradient of rows: its settings, and the numbers of a row besides its entries.

use crate::loss::RowLoss;
use superlinear_machine::rules::Scheduled;

/// The settings of a step.
#[derive(Clone)]
pub(crate) struct Steps {
    pub loss: RowLoss,
    pub has_intercept: bool,
    pub clip_norm: f64,
    pub batch_size: usize,
    pub schedule: Scheduled,
}

/// The numbers of a row besides its entries.
#[derive(Clone, Copy)]
pub(crate) struct Sample<'a> {
    pub y: f64,
    pub weight: f64,
    /// One for each output, or none.
    pub offset: &'a [f64],
    /// The factor of its slope by importance sampling.
    pub factor: f64,
}

impl Sample<'_> {
    /// The size of its loss at predictors of 0 or the offsets.
    #[inline]
    pub fn size(&self, loss: RowLoss) -> f64 {
        loss.size(self.y.abs() + self.offset.iter().fold(0.0, |largest: f64, offset| largest.max(offset.abs())))
    }
}
