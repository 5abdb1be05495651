//! Importance sampling: probabilities from scores, mixed with uniform ones, and the weights that keep sums unbiased.

use crate::bytes::{Reader, Writer};
use superlinear_interface::Error;
use superlinear_numerics::fenwick::Fenwick;
use superlinear_numerics::random::Stream;

/// The default fraction of the probabilities that is proportional to scores. The rest is uniform, so that no item is
/// forgotten and weights are at most 5.
pub(crate) const MIXING: f64 = 0.8;

/// [`MIXING`], as the default of an option.
pub(crate) fn default_mixing() -> f64 {
    MIXING
}

/// The mark of an item without a score in checkpoints.
const UNKNOWN: f64 = -1.0;

/// Items with probabilities `mixing` times their share of all scores plus `1 - mixing` times a uniform share. Items without
/// a score have the mean of the others.
pub(crate) struct Draws {
    scores: Fenwick,
    /// One for items without a score, else zero.
    unknown: Fenwick,
    mixing: f64,
}

impl Draws {
    /// Items with these scores.
    pub(crate) fn new(scores: Vec<f64>, mixing: f64) -> Self {
        let unknown = Fenwick::new(vec![0.0; scores.len()]);
        Self { scores: Fenwick::new(scores), unknown, mixing }
    }

    /// Items without scores.
    pub(crate) fn unknown(count: usize, mixing: f64) -> Self {
        let [scores, unknown] = [0.0, 1.0].map(|value| Fenwick::new(vec![value; count]));
        Self { scores, unknown, mixing }
    }

    /// The number of items.
    pub(crate) fn count(&self) -> usize {
        self.scores.weights().len()
    }

    /// The score of an item, if it has one.
    fn score(&self, index: usize) -> Option<f64> {
        (self.unknown.weights()[index] == 0.0).then(|| self.scores.weights()[index])
    }

    /// Updates the score of an item, a running mean of norms.
    pub(crate) fn update(&mut self, index: usize, norm: f64) {
        let mean = self.score(index).map_or(norm, |score| 0.5 * score + 0.5 * norm);
        self.set(index, mean);
    }

    /// Sets the score of an item.
    fn set(&mut self, index: usize, score: f64) {
        self.scores.set(index, score);
        if self.unknown.weights()[index] != 0.0 {
            self.unknown.set(index, 0.0);
        }
    }

    /// The fraction of items without a score.
    fn unknown_fraction(&self) -> f64 {
        self.unknown.total() / self.count() as f64
    }

    /// The probability of an item. Without scores, all are the same.
    pub(crate) fn probability(&self, index: usize) -> f64 {
        let uniform = (self.count() as f64).recip();
        let total = self.scores.total();
        match self.score(index) {
            Some(score) if total > 0.0 => {
                let share = (1.0 - self.unknown_fraction()) * (score / total);
                self.mixing * share + (1.0 - self.mixing) * uniform
            }
            _ => uniform,
        }
    }

    /// Draws an item.
    pub(crate) fn draw(&self, stream: &mut Stream) -> usize {
        let [coin, fraction] = [stream.uniform(), stream.uniform()];
        let unknown = self.unknown_fraction();
        if coin < self.mixing && self.scores.total() > 0.0 {
            return if fraction < unknown {
                self.unknown.at(fraction / unknown)
            } else {
                self.scores.at((fraction - unknown) / (1.0 - unknown))
            };
        }
        ((fraction * self.count() as f64) as usize).min(self.count() - 1)
    }

    /// The weight of a drawn item in a mean over all: the inverse of its probability relative to a uniform one.
    pub(crate) fn weight(&self, index: usize) -> f64 {
        (self.count() as f64 * self.probability(index)).recip()
    }

    /// Writes the scores.
    pub(crate) fn write(&self, writer: &mut Writer) {
        let scores: Vec<_> = (0..self.count()).map(|index| self.score(index).unwrap_or(UNKNOWN)).collect();
        writer.numbers(&scores);
    }

    /// Reads scores into items without any.
    pub(crate) fn read(&mut self, reader: &mut Reader) -> Result<(), Error> {
        for (index, score) in reader.numbers(self.count())?.into_iter().enumerate() {
            if score >= 0.0 {
                self.set(index, score);
            }
        }
        Ok(())
    }

    /// The mean square of weighted scores, relative to that of uniform draws.
    pub(crate) fn variance_ratio(&self) -> f64 {
        let scores = self.scores.weights();
        let largest = scores.iter().copied().fold(0.0, f64::max);
        if largest == 0.0 {
            return 1.0;
        }
        let square = |score: f64| (score / largest) * (score / largest);
        let uniform: f64 = scores.iter().map(|&score| square(score)).sum();
        let weighted = |(k, &score): (usize, &f64)| if score > 0.0 { square(score) * self.weight(k) } else { 0.0 };
        scores.iter().enumerate().map(weighted).sum::<f64>() / uniform
    }
}
