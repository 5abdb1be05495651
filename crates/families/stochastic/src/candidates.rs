//! Copies of a model that learn the same rows with different learning rates. The one with the smallest recent losses is
//! the result.

use crate::bytes::{Reader, Writer};
use crate::coefficients::{Coefficients, Gradient, MAX_STEP, Model, is_within};
use crate::progressive::ProgressiveLoss;
use crate::rows::{Row, Samples, WithRows, write_offset};
use crate::steps::{Sample, Steps};
use superlinear_interface::Error;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::vectors::argmax_by;

/// Rows in the order they are learned in.
#[derive(Clone, Copy)]
pub(crate) struct Order<'a> {
    pub rows: &'a [u32],
    /// A factor of the weight of each. Default: 1.
    pub factors: Option<&'a [f64]>,
}

impl<'a> Order<'a> {
    fn factor(&self, place: usize) -> f64 {
        self.factors.map_or(1.0, |factors| factors[place])
    }

    /// A part of the order.
    pub fn part(&self, from: usize, to: usize) -> Order<'a> {
        Order { rows: &self.rows[from..to], factors: self.factors.map(|factors| &factors[from..to]) }
    }
}

/// Copies of a model under any rule.
pub(crate) trait Learning: Send + Sync {
    /// Learns rows in this order.
    fn learn(&mut self, samples: &Samples, order: Order, steps: &Steps, parallelism: Parallelism);
    /// Keeps only the best copy.
    fn choose(&mut self);
    /// The sum of the best copy's losses since the last call.
    fn take_loss(&mut self) -> f64;
    /// Whether the best copy has the smallest or the largest rate of several, so that a rate beyond may be better.
    fn has_extreme_rate(&self) -> bool;
    /// The best copy.
    fn model(&self) -> Model;
    /// Its learning rate.
    fn rate(&self) -> f64;
    /// Its losses.
    fn progressive(&self) -> ProgressiveLoss;
    /// Its number of steps.
    fn steps(&self) -> u64;
    /// Writes the predictors of a row by the best copy.
    fn predict(&self, samples: &Samples, row: usize, z: &mut [f64]);
    fn write(&self, writer: &mut Writer);
    fn read(&mut self, reader: &mut Reader) -> Result<(), Error>;
}

/// A copy.
#[derive(Clone)]
struct Candidate<C: Coefficients> {
    rate: f64,
    coefficients: C,
    steps: u64,
    progressive: ProgressiveLoss,
    /// The sum of losses that was taken.
    taken: f64,
    gradient: Gradient,
    /// The predictors of a row, and then its slopes.
    z: Vec<f64>,
}

/// All copies.
#[derive(Clone)]
pub(crate) struct Candidates<C: Coefficients>(Vec<Candidate<C>>);

impl<C: Coefficients> Candidates<C> {
    /// Copies with these rates.
    pub fn new(copies: impl Iterator<Item = (f64, C)>, features: usize, outputs: usize) -> Self {
        let of = |(rate, coefficients)| {
            let (progressive, gradient) = (ProgressiveLoss::default(), Gradient::new(features, outputs));
            Candidate { rate, coefficients, steps: 0, progressive, taken: 0.0, gradient, z: vec![0.0; outputs] }
        };
        Self(copies.map(of).collect())
    }

    /// The index of the copy with the smallest recent losses.
    fn best(&self) -> usize {
        argmax_by(self.0.len(), |k| -self.0[k].progressive.recent())
    }

    fn chosen(&self) -> &Candidate<C> {
        &self.0[self.best()]
    }
}

impl<C: Coefficients> Learning for Candidates<C> {
    fn learn(&mut self, samples: &Samples, order: Order, steps: &Steps, parallelism: Parallelism) {
        parallelism.for_each_chunk(&mut self.0, 1, |_, candidate| {
            samples.rows.with(Learn { candidate: &mut candidate[0], samples, order, steps });
        });
    }

    fn choose(&mut self) {
        let best = self.best();
        self.0.swap(0, best);
        self.0.truncate(1);
    }

    fn take_loss(&mut self) -> f64 {
        let Candidate { progressive, taken, .. } = self.chosen();
        let loss = progressive.loss - taken;
        self.0.iter_mut().for_each(|candidate| candidate.taken = candidate.progressive.loss);
        loss
    }

    fn has_extreme_rate(&self) -> bool {
        let (best, count) = (self.best(), self.0.len());
        count > 1 && (best == 0 || best + 1 == count)
    }

    fn model(&self) -> Model {
        self.chosen().coefficients.model()
    }

    fn rate(&self) -> f64 {
        self.chosen().rate
    }

    fn progressive(&self) -> ProgressiveLoss {
        self.chosen().progressive
    }

    fn steps(&self) -> u64 {
        self.chosen().steps
    }

    fn predict(&self, samples: &Samples, row: usize, z: &mut [f64]) {
        samples.begin(row, z);
        samples.rows.with(Predict { candidate: self.chosen(), row, z });
    }

    fn write(&self, writer: &mut Writer) {
        writer.count(self.0.len() as u64);
        for candidate in &self.0 {
            writer.count(candidate.steps);
            writer.numbers(&[candidate.rate]);
            writer.numbers(&candidate.progressive.to_numbers());
            candidate.coefficients.write(writer);
        }
    }

    fn read(&mut self, reader: &mut Reader) -> Result<(), Error> {
        let count = reader.count()?;
        if count == 0 || count > self.0.len() as u64 {
            return Err(Reader::refused());
        }
        self.0.truncate(count as usize);
        for candidate in &mut self.0 {
            candidate.steps = reader.count()?;
            let rate = reader.array::<1>()?[0];
            if !(rate > 0.0 && rate.is_finite()) {
                return Err(Reader::refused());
            }
            candidate.rate = rate;
            *candidate.coefficients.rate() = rate;
            candidate.progressive = ProgressiveLoss::from_numbers(reader.array()?);
            candidate.taken = candidate.progressive.loss;
            candidate.coefficients.restore(reader)?;
        }
        Ok(())
    }
}

struct Predict<'a, C: Coefficients> {
    candidate: &'a Candidate<C>,
    row: usize,
    z: &'a mut [f64],
}

impl<C: Coefficients> WithRows for Predict<'_, C> {
    type Output = ();

    fn run<R: Row>(self, row: impl Fn(usize) -> R) {
        let Self { candidate: Candidate { coefficients, .. }, z, .. } = self;
        coefficients.add_intercepts(z);
        coefficients.add_products(row(self.row), z);
    }
}

struct Learn<'a, C: Coefficients> {
    candidate: &'a mut Candidate<C>,
    samples: &'a Samples<'a>,
    order: Order<'a>,
    steps: &'a Steps,
}

impl<C: Coefficients> WithRows for Learn<'_, C> {
    type Output = ();

    fn run<R: Row>(self, row: impl Fn(usize) -> R) {
        let Self { candidate, samples, order, steps } = self;
        let sample = |place: usize| {
            let i = order.rows[place] as usize;
            let sample = Sample {
                y: samples.response[i],
                weight: samples.weight(i),
                offset: samples.offset(i),
                factor: order.factor(place),
            };
            (row(i), sample)
        };
        for first in (0..order.rows.len()).step_by(steps.batch_size) {
            if candidate.progressive.has_diverged() {
                return;
            }
            if steps.batch_size == 1 {
                let (row, sample) = sample(first);
                candidate.learn_row(row, sample, steps);
            } else {
                let batch = first..(first + steps.batch_size).min(order.rows.len());
                candidate.learn_batch(batch.map(sample), steps);
            }
        }
    }
}

impl<C: Coefficients> Candidate<C> {
    fn begin(&mut self, steps: &Steps) {
        self.coefficients.begin(steps.schedule.factor(self.steps as f64));
    }

    #[inline(always)]
    fn learn_row<R: Row>(&mut self, row: R, sample: Sample, steps: &Steps) {
        if sample.weight == 0.0 {
            return;
        }
        self.begin(steps);
        let limit = self.progressive.limit(sample.size(steps.loss));
        match self.coefficients.learn_row(row, sample, steps, limit) {
            None => self.follow(std::iter::once((row, sample)), steps),
            Some(f64::INFINITY) => self.progressive.diverge(),
            Some(loss) => {
                self.progressive.add(sample.weight * loss);
                self.steps += 1;
            }
        }
    }

    /// A step along the mean of the slopes of some rows.
    fn learn_batch<'s, R: Row>(&mut self, rows: impl ExactSizeIterator<Item = (R, Sample<'s>)>, steps: &Steps) {
        self.begin(steps);
        self.follow(rows, steps);
    }

    /// Follows the gradient of the mean loss of some rows.
    fn follow<'s, R: Row>(&mut self, rows: impl ExactSizeIterator<Item = (R, Sample<'s>)>, steps: &Steps) {
        let share = 1.0 / rows.len() as f64;
        let Self { coefficients, gradient, progressive, z, .. } = self;
        gradient.reserve();
        let (mut is_weighted, mut diverges) = (false, false);
        for (row, sample) in rows {
            let Sample { y, weight, offset, factor } = sample;
            if weight == 0.0 {
                continue;
            }
            is_weighted = true;
            write_offset(offset, z);
            coefficients.read(row, z);
            if steps.has_intercept {
                coefficients.read_intercepts(z);
            }
            let loss = steps.loss.at(z, y);
            diverges |= !is_within(loss, progressive.limit(sample.size(steps.loss)));
            progressive.add(weight * loss);
            z.iter_mut().for_each(|slope| *slope *= share * weight * factor);
            gradient.add(row, z);
        }
        if !is_weighted {
            return;
        }
        gradient.finish(steps.clip_norm, steps.has_intercept);
        if diverges || !gradient.is_within(MAX_STEP, coefficients.rate().max(1.0)) {
            progressive.diverge();
        } else {
            coefficients.step(gradient, steps.has_intercept);
            self.steps += 1;
        }
        gradient.clear();
    }
}
