//! Progressive validation: the losses along a stream, each before its row was learned from.

/// The growth of a row's loss, relative to the largest size of losses at predictors of 0 so far, beyond which a copy has
/// diverged: coefficients with such losses are of no use, and far from overflowing.
const MAX_GROWTH: f64 = 1e60;

/// The sums of losses.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct ProgressiveLoss {
    /// The number of rows.
    pub rows: u64,
    pub loss: f64,
    pub squares: f64,
    /// The sums of the last two windows, which begin at the rows 1, 2, 4, 8, …
    windows: [f64; 2],
    /// The largest size of a loss at predictors of 0 so far.
    largest: f64,
}

impl ProgressiveLoss {
    /// Adds the loss of a row.
    #[inline]
    pub fn add(&mut self, loss: f64) {
        self.rows += 1;
        self.loss += loss;
        self.squares += loss * loss;
        if self.rows.is_power_of_two() {
            self.windows = [self.windows[1], 0.0];
        }
        self.windows[1] += loss;
    }

    /// The loss of the next row beyond which steps diverge, with the size of its loss at predictors of 0.
    #[inline]
    pub fn limit(&mut self, size: f64) -> f64 {
        self.largest = self.largest.max(size);
        MAX_GROWTH * self.largest.max(1.0)
    }

    /// Marks the stream as diverged.
    pub fn diverge(&mut self) {
        (self.loss, self.windows) = (f64::INFINITY, [f64::INFINITY; 2]);
    }

    /// Whether steps diverged.
    pub fn has_diverged(&self) -> bool {
        !self.loss.is_finite()
    }

    /// The losses of late rows, which decide between learning rates: early losses favor small ones.
    pub fn recent(&self) -> f64 {
        let sum = self.windows[0] + self.windows[1];
        if sum.is_nan() { f64::INFINITY } else { sum }
    }

    /// The mean loss.
    pub fn mean(&self) -> f64 {
        self.loss / self.rows as f64
    }

    /// The standard error of the mean.
    pub fn standard_error(&self) -> f64 {
        let n = self.rows as f64;
        let variance = (self.squares / n - self.mean() * self.mean()).max(0.0);
        (variance / (n - 1.0).max(1.0)).sqrt()
    }

    pub fn to_numbers(self) -> [f64; 6] {
        [self.rows as f64, self.loss, self.squares, self.windows[0], self.windows[1], self.largest]
    }

    pub fn from_numbers([rows, loss, squares, before, last, largest]: [f64; 6]) -> Self {
        Self { rows: rows as u64, loss, squares, windows: [before, last], largest }
    }
}
