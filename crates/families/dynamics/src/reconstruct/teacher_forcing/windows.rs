//! Windows of the series in training, drawn at random.

use crate::series::Series;
use std::ops::Range;
use superlinear_numerics::random::Stream;

/// The number of windows side by side: two registers of AVX-512.
pub(super) const WINDOWS: usize = 16;

/// A number of each window.
pub(super) type Lanes = [f64; WINDOWS];

/// The places of windows: ranges of first rows, one after another.
pub(super) struct Places {
    starts: Vec<Range<usize>>,
    count: usize,
}

impl Places {
    /// The windows, with a row behind each, within ranges of rows.
    pub fn new(ranges: &[Range<usize>], window: usize) -> Self {
        let starts: Vec<Range<usize>> =
            ranges.iter().filter(|rows| rows.len() > window).map(|rows| rows.start..rows.end - window).collect();
        let count = starts.iter().map(Range::len).sum();
        Self { starts, count }
    }

    /// The first row of a random window.
    fn draw(&self, stream: &mut Stream) -> usize {
        let mut place = stream.below(self.count as u32) as usize;
        for starts in &self.starts {
            if place < starts.len() {
                return starts.start + place;
            }
            place -= starts.len();
        }
        0
    }
}

/// Windows side by side.
pub(super) struct Batch {
    pub window: usize,
    interval: usize,
    /// The rows after each step.
    targets: Vec<Lanes>,
    /// The rows that force states, at the start and then at each interval.
    inputs: Vec<Lanes>,
    /// The factor of squared errors: 0 for lanes without a window.
    pub weights: Lanes,
}

/// The form of batches.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub window: usize,
    pub interval: usize,
    /// The number of windows in all batches of a step.
    pub total: usize,
    /// The standard deviation of noise on rows that force states.
    pub noise: f64,
}

impl Batch {
    /// Draws windows, at most [`WINDOWS`].
    pub fn draw(series: Series, places: &Places, count: usize, form: Form, stream: &mut Stream) -> Self {
        let Form { window, interval, total, noise } = form;
        let columns = series.columns;
        let mut targets = vec![[0.0; WINDOWS]; window * columns];
        let mut inputs = vec![[0.0; WINDOWS]; window.div_ceil(interval) * columns];
        for l in 0..WINDOWS {
            let start = if l < count { places.draw(stream) } else { 0 };
            for t in 0..window {
                for (j, &value) in series.row(start + t + 1).iter().enumerate() {
                    targets[t * columns + j][l] = value;
                }
            }
            for (k, t) in (0..window).step_by(interval).enumerate() {
                for (j, &value) in series.row(start + t).iter().enumerate() {
                    inputs[k * columns + j][l] = value;
                }
            }
        }
        if noise > 0.0 {
            inputs.iter_mut().flatten().for_each(|value| *value += noise * stream.normal());
        }
        let weight = 1.0 / (columns * window * total) as f64;
        let weights = std::array::from_fn(|l| if l < count { weight } else { 0.0 });
        Self { window, interval, targets, inputs, weights }
    }

    /// Whether the observed states at a time are replaced by rows.
    #[inline(always)]
    pub fn is_forced(&self, t: usize) -> bool {
        t.is_multiple_of(self.interval) && t < self.window
    }

    /// The rows after a step.
    #[inline(always)]
    pub fn targets_of(&self, step: usize, columns: usize) -> &[Lanes] {
        &self.targets[step * columns..][..columns]
    }

    /// The rows that force states at a time.
    #[inline(always)]
    pub fn inputs_of(&self, t: usize, columns: usize) -> &[Lanes] {
        &self.inputs[t / self.interval * columns..][..columns]
    }
}
