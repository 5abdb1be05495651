//! The choice of components: a function of the seed, the step and the scores, so that interrupted runs continue with the
//! same components.

use super::components::Batch;
use super::problem::MinimizeSampling;
use crate::draws::Draws;
use superlinear_numerics::random::Stream;

/// The first random streams of orders, of draws, and of the times of full gradients.
const ORDERS: u64 = 1 << 32;
const DRAWS: u64 = 2 << 32;
const RENEWALS: u64 = 3 << 32;

/// Chooses components.
pub(crate) struct Sampler {
    sampling: MinimizeSampling,
    count: usize,
    batch_size: usize,
    seed: u64,
    /// The epoch whose order is there, and the order.
    order: (u64, Vec<usize>),
    /// The scores of components, for importance sampling.
    pub(super) draws: Option<Draws>,
}

impl Sampler {
    pub(crate) fn new(sampling: MinimizeSampling, count: usize, batch_size: usize, seed: u64) -> Self {
        Self { sampling, count, batch_size, seed, order: (u64::MAX, Vec::new()), draws: None }
    }

    /// The same with a fraction of the probabilities proportional to scores.
    pub(super) fn weighted(mut self, mixing: f64) -> Self {
        self.draws = Some(Draws::unknown(self.count, mixing));
        self
    }

    /// The components of a step.
    pub(crate) fn batch(&mut self, step: u64) -> Batch {
        let size = self.batch_size;
        let mut stream = Stream::new(self.seed, DRAWS + step);
        let indices: Vec<usize> = match (&self.draws, self.sampling) {
            (Some(draws), _) => (0..size).map(|_| draws.draw(&mut stream)).collect(),
            (None, MinimizeSampling::Uniform | MinimizeSampling::GradientNorm) => {
                (0..size).map(|_| stream.below(self.count as u32) as usize).collect()
            }
            (None, sampling) => {
                let per_epoch = self.count.div_ceil(size) as u64;
                let first = (step % per_epoch) as usize * size;
                let places = first..self.count.min(first + size);
                if sampling == MinimizeSampling::Cyclic {
                    places.collect()
                } else {
                    self.order_of(step / per_epoch)[places].to_vec()
                }
            }
        };
        let share = (indices.len() as f64).recip();
        let weight = |&index: &usize| self.draws.as_ref().map_or(share, |draws| share * draws.weight(index));
        Batch { weights: indices.iter().map(weight).collect(), indices }
    }

    fn order_of(&mut self, epoch: u64) -> &[usize] {
        let (known, order) = &mut self.order;
        if *known != epoch {
            *known = epoch;
            order.clear();
            order.extend(0..self.count);
            Stream::new(self.seed, ORDERS + epoch).shuffle(order);
        }
        order
    }

    /// Updates the scores by the norms of a batch's gradients.
    pub(super) fn update(&mut self, batch: &Batch, norms: &[f64]) {
        let Some(draws) = &mut self.draws else { return };
        batch.indices.iter().zip(norms).for_each(|(&index, &norm)| draws.update(index, norm));
    }

    /// Whether a full gradient is due, with the probability that leads to one per epoch on average.
    pub(super) fn renews(&self, step: u64) -> bool {
        let probability = self.batch_size as f64 / self.count as f64;
        Stream::new(self.seed, RENEWALS + step).uniform() < probability
    }
}
