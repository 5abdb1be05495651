//! Averages of the models along the second half of a budget: of models at equal distances, so that averaging costs little
//! where rows have few entries.
//!
//! Sources: Polyak, Juditsky, Acceleration of stochastic approximation by averaging, SIAM J. Control Optim. 30, 1992; over a
//! suffix, Rakhlin, Shamir, Sridharan, Making gradient descent optimal for strongly convex stochastic optimization, ICML
//! 2012.

use super::budget::Budget;
use super::problem::{FitAverage, FitProblem};
use crate::bytes::{Reader, Writer};
use crate::coefficients::Model;
use crate::rows::Samples;
use superlinear_interface::Error;

/// Entries learned from for each coefficient of a model that is added: the addition, with the missed steps of all
/// coefficients, then costs at most as much as the learning.
const ENTRIES_PER_COEFFICIENT: usize = 16;

/// The decay of weights for each step of `exponential`.
const DECAY: f64 = 0.999;

/// The weighted mean of models.
pub(super) struct Averaged {
    /// The number of rows at which it begins.
    start: u64,
    /// The number of rows between models within an epoch, of whole steps.
    distance: usize,
    /// The number of rows when a model was last added or could have been.
    position: u64,
    /// The factor of all weights when a model with weight 1 is added.
    decay: f64,
    /// The sum of the weights.
    weight: f64,
    mean: Model,
}

impl Averaged {
    /// The mean of no models yet; `None` if the last model is wanted.
    pub fn new(problem: &FitProblem, samples: &Samples, start: &Model, budget: Budget) -> Option<Self> {
        let batch = problem.batch_size as usize;
        let per_row = (samples.rows.entries() / samples.count()).max(1);
        let steps = (ENTRIES_PER_COEFFICIENT * problem.matrix.columns()).div_ceil(per_row * batch);
        let decay = match problem.average {
            FitAverage::None => return None,
            FitAverage::Polyak => 1.0,
            FitAverage::Exponential => libm::pow(DECAY, steps as f64),
        };
        let mean = start.clone();
        Some(Self { start: budget.rows / 2, distance: steps * batch, position: 0, decay, weight: 0.0, mean })
    }

    /// The number of rows to the next place for a model, from a place in the epoch.
    pub fn distance(&self, from: usize) -> usize {
        self.distance - from % self.distance
    }

    /// Whether a model must be added after this number of rows: past a multiple of the distance in the epoch, and at its end.
    pub fn is_due(&mut self, position: u64, epoch: u64) -> bool {
        let place = |position: u64| (position / epoch, position % epoch / self.distance as u64);
        let has_passed = place(position) != place(self.position);
        self.position = position;
        has_passed && position >= self.start
    }

    /// Adds a model.
    pub fn add(&mut self, model: &Model) {
        self.weight = self.decay * self.weight + 1.0;
        let share = 1.0 / self.weight;
        let follow = |mean: &mut Vec<f64>, numbers: &[f64]| {
            mean.iter_mut().zip(numbers).for_each(|(mean, number)| *mean += share * (number - *mean));
        };
        follow(&mut self.mean.coefficients, &model.coefficients);
        follow(&mut self.mean.intercepts, &model.intercepts);
    }

    /// The mean, if a model was added.
    pub fn model(&self) -> Option<&Model> {
        (self.weight > 0.0).then_some(&self.mean)
    }

    pub fn write(&self, writer: &mut Writer) {
        writer.count(self.position);
        writer.numbers(&[self.weight]);
        self.mean.write(writer);
    }

    pub fn read(&mut self, reader: &mut Reader) -> Result<(), Error> {
        self.position = reader.count()?;
        [self.weight] = reader.array()?;
        self.mean.read(reader)
    }
}
