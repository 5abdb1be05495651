//! The number of rows and of steps that a fit may take.

use super::problem::FitProblem;

/// The largest number of rows to learn from: larger ones are not exact in double precision, and no run gets there.
const MAX_ROWS: f64 = (1_u64 << 53) as f64;

/// The default number of epochs.
const EPOCHS: f64 = 10.0;

/// The default number of steps with all rows.
const MAX_STEPS: u32 = 10_000;

/// A budget of rows or steps.
#[derive(Clone, Copy)]
pub(super) struct Budget {
    /// The number of rows to learn from, counted with repetition: those of whole steps.
    pub rows: u64,
    /// The number of steps.
    pub steps: u64,
    /// Whether it was given as a number of steps.
    pub is_of_steps: bool,
}

impl FitProblem {
    /// The budget for epochs of this many rows. The last step of an epoch has the rows that are left.
    pub(super) fn budget(&self, rows: usize) -> Budget {
        let (rows, batch) = (rows as u64, u64::from(self.batch_size));
        let steps_per_epoch = rows.div_ceil(batch);
        let steps = self.max_iterations.map_or_else(
            || {
                let wanted = (self.epochs.unwrap_or(EPOCHS) * rows as f64).round().clamp(1.0, MAX_ROWS) as u64;
                wanted / rows * steps_per_epoch + (wanted % rows).div_ceil(batch)
            },
            u64::from,
        );
        Budget {
            rows: steps / steps_per_epoch * rows + steps % steps_per_epoch * batch,
            steps,
            is_of_steps: self.max_iterations.is_some(),
        }
    }

    /// The largest number of steps with all rows.
    pub(super) fn max_steps(&self) -> u32 {
        self.max_iterations.unwrap_or(MAX_STEPS)
    }
}
