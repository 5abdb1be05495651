//! A step along the gradient of rows: its settings, and what a row has beside its entries.

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

/// A row's numbers beside its entries.
#[derive(Clone, Copy)]
pub(crate) struct Sample {
    pub y: f64,
    pub weight: f64,
    pub offset: f64,
    /// The factor of its slope by importance sampling.
    pub factor: f64,
}
