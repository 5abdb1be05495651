//! Training steps of mixtures and weights, and the teachers.

use super::losses::{add_distillation_slopes, cross_entropy, cross_entropy_slopes, softmax};
use super::network::{Gradient, Network};
use super::samples::Samples;
use std::collections::VecDeque;
use std::f64::consts::PI;
use superlinear_interface::{Advance, Error, Run};
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{add_scaled, norm};

/// Rates, decays and averages of DARTS, except for a larger step of the mixtures, because small networks train for a
/// short time.
const MIXTURE_STEP: f64 = 0.03;
const MIXTURE_DECAY: f64 = 1e-3;
const MIXTURE_AVERAGES: [f64; 2] = [0.5, 0.999];
const SMALLEST_DEVIATION: f64 = 1e-8;
const WEIGHT_STEP: f64 = 0.05;
const WEIGHT_DECAY: f64 = 3e-4;
const MOMENTUM: f64 = 0.9;
const LONGEST_GRADIENT: f64 = 5.0;

/// The factor on the step of the weights in further training with one operation per edge.
const RETRAINING: f64 = 0.5;

/// The variance of initial weights times their number of inputs. Hidden values then keep their size through relu as
/// well as square.
const FIRST_VARIANCE: f64 = 1.5;

/// The standard deviation of the initial log-proportions. Nearly equal, it only breaks ties between operations.
const FIRST_MIXTURE: f64 = 1e-3;

/// The random streams.
const WEIGHTS: u64 = 0;
const TRAINING_ORDER: u64 = 1;
const VALIDATION_ORDER: u64 = 2;

/// Training options of the caller.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub snapshots: usize,
    pub distillation: f64,
    pub temperature: f64,
    pub epochs: u32,
    pub retrain_epochs: u32,
    pub batch_size: usize,
}

/// Weights, and the logarithms of proportions up to a constant per edge.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub weights: Vec<f64>,
    pub mixtures: Vec<Vec<f64>>,
}

/// The outcome of training.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    Completed,
    Time,
    /// A number was not finite. The state is that of the previous epoch.
    Diverged,
}

impl State {
    /// The initial state.
    pub(crate) fn first(network: &Network, seed: u64) -> Self {
        let mut random = Stream::new(seed, WEIGHTS);
        let mut weights = vec![0.0; network.weights()];
        let mut fill = |range: std::ops::Range<usize>, inputs: usize| {
            let deviation = (FIRST_VARIANCE / inputs as f64).sqrt();
            weights[range].iter_mut().for_each(|weight| *weight = deviation * random.normal());
        };
        fill(network.input(), network.features);
        for (edge, operations) in network.edges.iter().enumerate() {
            (0..operations.len()).for_each(|k| fill(network.edge(edge, k), network.width));
        }
        fill(network.output(), network.width);
        let mut mixture = |count: usize| (0..count).map(|_| FIRST_MIXTURE * random.normal()).collect();
        let mixtures = network.edges.iter().map(|operations| mixture(operations.len())).collect();
        Self { weights, mixtures }
    }

    /// The proportions of each edge.
    pub(crate) fn proportions(&self) -> Vec<Vec<f64>> {
        self.mixtures.iter().map(|mixture| softmax(mixture, 1.0)).collect()
    }

    fn is_finite(&self) -> bool {
        self.weights.iter().chain(self.mixtures.iter().flatten()).all(|number| number.is_finite())
    }
}

/// The mean cross-entropy of samples, computed by blocks: forward passes of all samples might exceed the memory.
pub(super) fn loss(
    network: &Network,
    weights: &[f64],
    proportions: &[Vec<f64>],
    samples: &Samples,
    run: &Run,
) -> Result<f64, Error> {
    let mut total = 0.0;
    for (features, labels) in samples.blocks() {
        run.ensure_wanted()?;
        let logits = network.pass(weights, proportions, features).logits;
        total += cross_entropy(&logits, labels, network.classes) * labels.len() as f64;
    }
    Ok(total / samples.labels.len() as f64)
}

/// A training run.
pub(super) struct Training<'a> {
    pub network: &'a Network,
    pub training: &'a Samples,
    pub validation: &'a Samples,
    pub plan: Plan,
    pub run: &'a Run,
}

impl Training<'_> {
    /// Trains mixtures and weights alternately.
    pub(crate) fn search(&self, state: &mut State) -> Result<Stop, Error> {
        let seed = self.run.seed();
        let mut batches = Batches::new(self.training.labels.len(), self.plan.batch_size, seed, TRAINING_ORDER);
        let mut validation_batches =
            Batches::new(self.validation.labels.len(), self.plan.batch_size, seed, VALIDATION_ORDER);
        let mut descent = Descent::new(WEIGHT_STEP, self.plan.epochs as usize * batches.in_epoch(), state);
        let mut adam = Adam::new(state);
        let mut teachers: VecDeque<State> = VecDeque::new();
        for epoch in 0..self.plan.epochs {
            let before = state.clone();
            for _ in 0..batches.in_epoch() {
                if self.run.is_out_of_time()? {
                    return Ok(Stop::Time);
                }
                self.step_mixtures(state, &mut adam, validation_batches.next());
                self.step_weights(state, &mut descent, batches.next(), &teachers);
            }
            let proportions = state.proportions();
            if !self.ends_well(state, &proportions, before, epoch)? {
                return Ok(Stop::Diverged);
            }
            if self.plan.snapshots > 0 {
                if teachers.len() == self.plan.snapshots {
                    teachers.pop_front();
                }
                teachers.push_back(state.clone());
            }
        }
        Ok(Stop::Completed)
    }

    /// Trains the weights further with fixed proportions.
    pub(crate) fn retrain(&self, state: &mut State, proportions: &[Vec<f64>]) -> Result<Stop, Error> {
        let count = self.training.labels.len();
        let mut batches = Batches::new(count, self.plan.batch_size, self.run.seed(), TRAINING_ORDER);
        let steps = self.plan.retrain_epochs as usize * batches.in_epoch();
        let mut descent = Descent::new(RETRAINING * WEIGHT_STEP, steps, state);
        for epoch in 0..self.plan.retrain_epochs {
            let before = state.clone();
            for _ in 0..batches.in_epoch() {
                if self.run.is_out_of_time()? {
                    return Ok(Stop::Time);
                }
                let (features, labels) = self.training.batch(batches.next());
                let gradient = self.gradient(&state.weights, proportions, &features, |logits| {
                    cross_entropy_slopes(logits, &labels, self.network.classes)
                });
                descent.step(&mut state.weights, gradient.weights);
            }
            if !self.ends_well(state, proportions, before, self.plan.epochs + epoch)? {
                return Ok(Stop::Diverged);
            }
        }
        Ok(Stop::Completed)
    }

    /// Returns whether the weights and the loss after an epoch are finite; otherwise restores the state before.
    fn ends_well(&self, state: &mut State, proportions: &[Vec<f64>], before: State, epoch: u32) -> Result<bool, Error> {
        let value = loss(self.network, &state.weights, proportions, self.validation, self.run)?;
        if !(state.is_finite() && value.is_finite()) {
            *state = before;
            return Ok(false);
        }
        let epochs = self.plan.epochs + self.plan.retrain_epochs;
        let record = TrainingProgress { epoch: epoch + 1, validation_loss: value };
        self.run.progress(Advance::count(epoch + 1, epochs), || record);
        Ok(true)
    }

    fn step_mixtures(&self, state: &mut State, adam: &mut Adam, batch: &[usize]) {
        let (features, labels) = self.validation.batch(batch);
        let proportions = state.proportions();
        let gradient = self.gradient(&state.weights, &proportions, &features, |logits| {
            cross_entropy_slopes(logits, &labels, self.network.classes)
        });
        let mut of_mixtures = Vec::new();
        for (edge, proportions) in proportions.iter().enumerate() {
            let slopes = &gradient.proportions[edge];
            let mean: f64 = proportions.iter().zip(slopes).map(|(proportion, slope)| proportion * slope).sum();
            for ((proportion, slope), mixture) in proportions.iter().zip(slopes).zip(&state.mixtures[edge]) {
                of_mixtures.push(proportion * (slope - mean) + MIXTURE_DECAY * mixture);
            }
        }
        adam.step(state.mixtures.iter_mut().flatten(), &of_mixtures);
    }

    fn step_weights(&self, state: &mut State, descent: &mut Descent, batch: &[usize], teachers: &VecDeque<State>) {
        let (features, labels) = self.training.batch(batch);
        let taught = self.taught(&features, teachers);
        let (classes, Plan { distillation, temperature, .. }) = (self.network.classes, self.plan);
        let gradient = self.gradient(&state.weights, &state.proportions(), &features, |logits| {
            let mut slopes = cross_entropy_slopes(logits, &labels, classes);
            if let Some(taught) = &taught {
                add_distillation_slopes(logits, taught, classes, distillation, temperature, &mut slopes);
            }
            slopes
        });
        descent.step(&mut state.weights, gradient.weights);
    }

    /// The mean of the teachers' probabilities for samples.
    fn taught(&self, features: &[f64], teachers: &VecDeque<State>) -> Option<Vec<f64>> {
        let (classes, share) = (self.network.classes, 1.0 / teachers.len() as f64);
        let says = |teacher: &State| -> Vec<f64> {
            let logits = self.network.pass(&teacher.weights, &teacher.proportions(), features).logits;
            logits.chunks(classes).flat_map(|row| softmax(row, self.plan.temperature)).collect()
        };
        let mut said = teachers.iter().map(says);
        let mut mean: Vec<_> = said.next()?.iter().map(|probability| share * probability).collect();
        said.for_each(|probabilities| add_scaled(&mut mean, share, &probabilities));
        Some(mean)
    }

    fn gradient(
        &self,
        weights: &[f64],
        proportions: &[Vec<f64>],
        features: &[f64],
        slopes: impl FnOnce(&[f64]) -> Vec<f64>,
    ) -> Gradient {
        let passage = self.network.pass(weights, proportions, features);
        let slopes = slopes(&passage.logits);
        self.network.gradient(weights, proportions, features, &passage, &slopes)
    }
}

/// The progress of a training run.
#[derive(Clone, Copy, Debug, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TrainingProgress {
    /// The number of epochs done.
    pub epoch: u32,
    /// The mean cross-entropy of the validation samples.
    pub validation_loss: f64,
}

/// Sample indices in random order, in batches.
struct Batches {
    order: Vec<usize>,
    size: usize,
    next: usize,
    random: Stream,
}

impl Batches {
    fn new(samples: usize, size: usize, seed: u64, stream: u64) -> Self {
        let size = size.min(samples);
        // The first batch starts a new order.
        Self { order: (0..samples).collect(), size, next: samples, random: Stream::new(seed, stream) }
    }

    /// The number of batches per epoch.
    fn in_epoch(&self) -> usize {
        self.order.len().div_ceil(self.size)
    }

    fn next(&mut self) -> &[usize] {
        if self.next >= self.order.len() {
            self.random.shuffle(&mut self.order);
            self.next = 0;
        }
        let start = self.next;
        self.next = self.order.len().min(start + self.size);
        &self.order[start..self.next]
    }
}

/// Gradient steps with momentum and a cosine schedule that decays to zero.
struct Descent {
    step: f64,
    steps: usize,
    done: usize,
    momentum: Vec<f64>,
}

impl Descent {
    fn new(step: f64, steps: usize, state: &State) -> Self {
        Self { step, steps, done: 0, momentum: vec![0.0; state.weights.len()] }
    }

    fn step(&mut self, weights: &mut [f64], mut gradient: Vec<f64>) {
        let length = norm(&gradient);
        if length > LONGEST_GRADIENT {
            gradient.iter_mut().for_each(|entry| *entry *= LONGEST_GRADIENT / length);
        }
        add_scaled(&mut gradient, WEIGHT_DECAY, weights);
        let rate = 0.5 * self.step * (1.0 + (PI * self.done as f64 / self.steps as f64).cos());
        for ((weight, momentum), slope) in weights.iter_mut().zip(&mut self.momentum).zip(&gradient) {
            *momentum = MOMENTUM * *momentum + slope;
            *weight -= rate * *momentum;
        }
        self.done += 1;
    }
}

/// The Adam optimizer (Kingma, Ba, Adam, ICLR 2015, algorithm 1).
struct Adam {
    means: Vec<[f64; 2]>,
    done: i32,
}

impl Adam {
    fn new(state: &State) -> Self {
        Self { means: vec![[0.0; 2]; state.mixtures.iter().map(Vec::len).sum()], done: 0 }
    }

    fn step<'a>(&mut self, numbers: impl Iterator<Item = &'a mut f64>, gradient: &[f64]) {
        self.done += 1;
        let [first, second] = MIXTURE_AVERAGES;
        for ((number, [mean, square]), slope) in numbers.zip(&mut self.means).zip(gradient) {
            *mean = first * *mean + (1.0 - first) * slope;
            *square = second * *square + (1.0 - second) * slope * slope;
            let unbiased = [*mean / (1.0 - first.powi(self.done)), *square / (1.0 - second.powi(self.done))];
            *number -= MIXTURE_STEP * unbiased[0] / (unbiased[1].sqrt() + SMALLEST_DEVIATION);
        }
    }
}
