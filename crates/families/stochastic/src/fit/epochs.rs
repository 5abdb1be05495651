//! Passes over the rows: the choice of a rate after the first ones, validation, certificates, and checkpoints.

use super::Found;
use super::averaged::Averaged;
use super::by_norm::ByNorm;
use super::checked::{Budget, Data};
use super::problem::{FitAverage, FitProblem, Sampling};
use super::solution::{FitProgress, FitRecord, FitStatus};
use crate::bytes::{Reader, Writer};
use crate::candidates::{Learning, Order};
use crate::certificate::{Certificate, mean_loss};
use crate::coefficients::Model;
use crate::history::History;
use crate::loss::RowLoss;
use crate::order::{Epoch, Orders};
use crate::rows::{Rows, Samples};
use crate::settings::{Given, RuleKind};
use crate::steps::Steps;
use superlinear_interface::{Advance, Error, Run, Vector};
use superlinear_losses::SampleLoss;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::vectors::norm;

/// Matrix entries between two looks at the clock.
const ENTRIES_PER_POLL: usize = 1 << 18;

/// The smallest number of rows, passes over the same ones included, after which a rate is chosen: early losses favor small rates,
/// which leave four rows misclassified after ten epochs.
const ROWS_OF_CHOICE: u64 = 256;

/// The growth of an epoch's mean loss, relative to that of the first rows, beyond which a fit diverges.
const MAX_GROWTH: f64 = 1e3;

/// The default number of epochs without a smaller validation loss.
const PATIENCE: u32 = 5;

/// A fit by epochs.
pub(super) struct Epochs<'a> {
    problem: &'a FitProblem,
    data: &'a Data,
    samples: &'a Samples<'a>,
    run: &'a Run,
    parallelism: Parallelism,
    learning: Box<dyn Learning>,
    steps: Steps,
    orders: Orders,
    budget: Budget,
    /// The number of rows learned from.
    position: u64,
    rate_at_end: bool,
    best: Option<Best>,
    by_norm: Option<ByNorm>,
    averaged: Option<Averaged>,
    /// The last certificate, and the number of rows learned from before it.
    certified: Option<(u64, Certificate)>,
    history: History<FitRecord>,
    rule: RuleKind,
    seed: u64,
}

/// The model with the smallest validation loss.
struct Best {
    loss: f64,
    model: Model,
    /// The number of epochs since.
    waited: u32,
}

/// The model between two epochs, with the sum of the losses of all rows before, and the number of those that count.
struct Reached {
    position: u64,
    model: Model,
    loss: f64,
    rows: u64,
}

impl<'a> Epochs<'a> {
    pub fn new(
        problem: &'a FitProblem,
        data: &'a Data,
        samples: &'a Samples<'a>,
        rule: RuleKind,
        run: &'a Run,
    ) -> Result<Self, Error> {
        let learning = problem.learning.learning(Given {
            rule,
            shrinkage: data.shrinkage.clone(),
            rate_unit: problem.rate_unit(samples, data.loss, &data.training),
            start: &data.start,
        });
        let (seed, batch) = (run.seed(), problem.batch_size as usize);
        let budget = problem.budget(data.training.len());
        let mut epochs = Self {
            problem,
            data,
            samples,
            run,
            parallelism: Parallelism::of(run),
            learning,
            steps: problem.learning.steps(rule, data.loss, batch, Some(budget.steps as f64))?,
            orders: problem.orders(samples, data.training.clone(), seed),
            budget,
            position: 0,
            rate_at_end: false,
            best: None,
            by_norm: (problem.sampling == Sampling::GradientNorm).then(|| ByNorm::new(data.training.len(), seed)),
            averaged: Averaged::new(problem, samples, &data.start, budget),
            certified: None,
            history: History::new(),
            rule,
            seed,
        };
        if let Some(bytes) = &problem.checkpoint {
            epochs.restore(bytes)?;
        }
        Ok(epochs)
    }

    /// Learns until the budget is spent or the fit ends early.
    pub fn solve(mut self) -> Result<Found, Error> {
        let rows = self.orders.rows().len() as u64;
        let start_loss = self.null_loss()?;
        let mut before = self.reached();
        let mut status = self.limit();
        let mut epoch: Option<(u64, Epoch)> = None;
        while self.position < self.budget.rows {
            if self.run.is_out_of_time()? {
                status = FitStatus::TimeLimit;
                break;
            }
            let number = self.position / rows;
            if self.by_norm.is_some() {
                self.learn_by_norm(rows - self.position % rows);
            } else {
                let order = match epoch.take() {
                    Some((known, order)) if known == number => order,
                    _ => self.orders.epoch(number),
                };
                self.learn(&order, number * rows);
                epoch = Some((number, order));
            }
            self.tell();
            if self.learning.course().has_diverged() {
                return Ok(self.diverged(before));
            }
            self.average();
            if !self.position.is_multiple_of(rows) && self.position < self.budget.rows {
                continue;
            }
            if self.position.is_multiple_of(rows) && self.position >= ROWS_OF_CHOICE {
                self.choose();
            }
            let after = self.reached();
            let loss = self.learning.take_loss() / (after.rows - before.rows) as f64;
            let record = self.record(loss, &after.model);
            let largest = MAX_GROWTH * start_loss.max(f64::MIN_POSITIVE);
            if !record.loss.is_finite() || record.loss > largest || !after.model.is_finite() {
                return Ok(self.diverged(before));
            }
            self.history.push(record);
            before = after;
            if self.has_waited(record.validation_loss, &before.model) {
                status = FitStatus::StoppedEarly;
                break;
            }
            if self.is_converged(self.position / rows, &before.model) {
                status = FitStatus::Converged;
                break;
            }
        }
        if before.position == self.position {
            return Ok(self.found(status, before.model));
        }
        let now = self.reached();
        Ok(if now.model.is_finite() { self.found(status, now.model) } else { self.diverged(before) })
    }

    fn limit(&self) -> FitStatus {
        if self.budget.is_of_steps { FitStatus::IterationLimit } else { FitStatus::EpochLimit }
    }

    /// Learns the next rows of an epoch, whose first row is number `start`.
    fn learn(&mut self, order: &Epoch, start: u64) {
        let from = (self.position - start) as usize;
        let left = (self.budget.rows - self.position).min((order.rows.len() - from) as u64) as usize;
        let per_row = (self.samples.rows.entries() / self.samples.count()).max(1);
        let batch = self.steps.batch_size;
        let part = (ENTRIES_PER_POLL / per_row / batch).max(1) * batch;
        let distance = self.averaged.as_ref().map_or(part, |averaged| averaged.distance(from));
        let to = from + part.min(distance).min(left);
        let whole = Order { rows: &order.rows, factors: order.factors.as_deref() };
        self.learning.learn(self.samples, whole.part(from, to), &self.steps, self.parallelism);
        self.position += (to - from) as u64;
    }

    /// Learns rows drawn by the norms of their gradients, as many as are learned between two draws.
    fn learn_by_norm(&mut self, left_in_epoch: u64) {
        let Self { by_norm: Some(by_norm), learning, orders, samples, steps, .. } = self else { return };
        let norm_of = |place: usize| {
            let i = orders.rows()[place] as usize;
            let mut slopes = vec![0.0; steps.loss.outputs()];
            learning.predict(samples, i, &mut slopes);
            steps.loss.at(&mut slopes, samples.response[i]);
            let square = samples.rows.square(i) + f64::from(u8::from(steps.has_intercept));
            samples.weight(i) * norm(&slopes) * square.sqrt()
        };
        by_norm.draw(self.position, steps.batch_size, left_in_epoch, norm_of);
        let (places, factors) = by_norm.take(left_in_epoch.min(self.budget.rows - self.position));
        let rows: Vec<u32> = places.iter().map(|&place| orders.rows()[place]).collect();
        learning.learn(samples, Order { rows: &rows, factors: Some(&factors) }, steps, self.parallelism);
        self.position += rows.len() as u64;
    }

    fn tell(&self) {
        let epochs = self.position as f64 / self.orders.rows().len() as f64;
        let course = self.learning.course();
        let advance = Advance::count(self.position as f64, self.budget.rows as f64);
        self.run.progress(advance, || FitProgress { epochs, loss: finite(course.mean()) });
    }

    /// Keeps the copy with the best rate.
    fn choose(&mut self) {
        let (best, count) = self.learning.best();
        self.rate_at_end |= count > 1 && (best == 0 || best + 1 == count);
        self.learning.choose();
    }

    /// Adds the coefficients to their average, if it is time.
    fn average(&mut self) {
        let rows = self.orders.rows().len() as u64;
        if self.averaged.as_mut().is_some_and(|averaged| averaged.is_due(self.position, rows)) {
            self.choose();
            let model = self.learning.model();
            self.averaged.as_mut().into_iter().for_each(|averaged| averaged.add(&model));
        }
    }

    /// The coefficients to be returned.
    fn model(&self) -> Model {
        let averaged = self.averaged.as_ref().and_then(Averaged::model);
        averaged.cloned().unwrap_or_else(|| self.learning.model())
    }

    /// The mean loss of the coefficients 0, as a unit of losses.
    fn null_loss(&self) -> Result<f64, Error> {
        let rows = self.orders.rows();
        let mut z = vec![0.0; self.steps.loss.outputs()];
        let mut value = |i: usize| {
            self.samples.begin(i, &mut z);
            self.steps.loss.value(&mut z, self.samples.response[i])
        };
        // With coefficients 0, all classes have the same loss.
        let is_same = self.samples.offset.is_none() && self.data.classes.is_some();
        let of_all = is_same.then(|| value(rows[0] as usize));
        let of = |&row: &u32| {
            let i = row as usize;
            self.samples.weight(i) * of_all.unwrap_or_else(|| value(i))
        };
        let mean = rows.iter().map(of).sum::<f64>() / rows.len() as f64;
        if !mean.is_finite() {
            return Err(match self.problem.offset {
                Some(_) => Error::invalid("offset", "must be closer to the response: the loss overflows"),
                None => Error::invalid("response", "must be smaller: the loss overflows"),
            });
        }
        // A sample of counts may have a loss near or below 0.
        Ok(if self.steps.loss == RowLoss::Single(SampleLoss::Poisson) { mean.abs().max(1.0) } else { mean })
    }

    fn reached(&self) -> Reached {
        let course = self.learning.course();
        Reached { position: self.position, model: self.model(), loss: course.loss, rows: course.rows }
    }

    fn record(&self, loss: f64, model: &Model) -> FitRecord {
        let validation_loss = self.validation_loss(model).map(finite);
        let epochs = self.position as f64 / self.orders.rows().len() as f64;
        FitRecord { epochs, loss, validation_loss, mistakes: None }
    }

    /// The mean loss of the rows for validation.
    fn validation_loss(&self, model: &Model) -> Option<f64> {
        if let (Some(matrix), Some(response)) = (&self.problem.validation_matrix, &self.data.validation) {
            let samples = Samples { rows: Rows::in_form(matrix), response, weights: None, offset: None };
            let all: Vec<u32> = (0..samples.count() as u32).collect();
            return Some(mean_loss(&samples, &all, self.steps.loss, model));
        }
        let held_out = &self.data.held_out;
        (!held_out.is_empty()).then(|| mean_loss(self.samples, held_out, self.steps.loss, model))
    }

    /// Keeps the best model by validation, and tells whether it is older than the patience.
    fn has_waited(&mut self, loss: Option<f64>, model: &Model) -> bool {
        let Some(loss) = loss else { return false };
        match &mut self.best {
            Some(best) if best.loss <= loss || !loss.is_finite() => {
                best.waited += 1;
                best.waited >= self.problem.patience.unwrap_or(PATIENCE)
            }
            _ => {
                self.best = Some(Best { loss, model: model.clone(), waited: 0 });
                false
            }
        }
    }

    /// Whether the gap is within the tolerance, after 1, 2, 4, 8, … epochs.
    fn is_converged(&mut self, epochs: u64, model: &Model) -> bool {
        let Some(tolerance) = self.problem.tolerance else { return false };
        let is_last = self.position >= self.budget.rows;
        if !is_last && !epochs.is_power_of_two() {
            return false;
        }
        let fitted = self.problem.fitted(self.data, self.samples, model);
        let certificate = fitted.certify(self.parallelism);
        let is_converged = if fitted.has_gap() {
            certificate.relative_gap().is_some_and(|gap| gap <= tolerance)
        } else {
            let zero = Model::zero(self.problem.matrix.columns(), self.steps.loss.outputs());
            let start = self.problem.fitted(self.data, self.samples, &zero).certify(self.parallelism).gradient_norm;
            start.is_finite() && certificate.gradient_norm <= tolerance * start
        };
        self.certified = Some((self.position, certificate));
        is_converged
    }

    fn found(self, status: FitStatus, mut model: Model) -> Found {
        let checkpoint = Some(self.checkpoint());
        let course = self.learning.course();
        let mut validation_loss = self.history.last().and_then(|record| record.validation_loss);
        let mut certificate = self.certified.filter(|(position, _)| *position == self.position).map(|(_, of)| of);
        let takes_best = matches!(status, FitStatus::StoppedEarly | FitStatus::TimeLimit);
        if let Some(best) = self.best.filter(|_| takes_best) {
            (model, validation_loss, certificate) = (best.model, Some(best.loss), None);
        }
        let (best, count) = self.learning.best();
        Found {
            status,
            model,
            progressive: (course.rows > 0).then(|| [finite(course.mean()), finite(course.standard_error())]),
            validation_loss,
            certificate,
            iterations: self.learning.steps() as f64,
            epochs: self.position as f64 / self.orders.rows().len() as f64,
            learning_rate: self.learning.rate(),
            rate_at_end: self.rate_at_end || (count > 1 && (best == 0 || best + 1 == count)),
            history: self.history.records(),
            checkpoint,
            separation: None,
        }
    }

    /// The model before the last epoch, without a checkpoint: there is nothing to continue.
    fn diverged(self, before: Reached) -> Found {
        let progressive = (before.rows > 0).then(|| {
            let mean = before.loss / before.rows as f64;
            [finite(mean), finite(self.learning.course().standard_error())]
        });
        Found {
            status: FitStatus::Diverged,
            model: before.model,
            progressive,
            validation_loss: self.history.last().and_then(|record| record.validation_loss),
            certificate: None,
            iterations: self.learning.steps() as f64,
            epochs: self.position as f64 / self.orders.rows().len() as f64,
            learning_rate: self.learning.rate(),
            rate_at_end: false,
            history: self.history.records(),
            checkpoint: None,
            separation: None,
        }
    }

    fn checkpoint(&self) -> Vector<u8> {
        let mut writer = Writer::new(self.rule as u8, self.fingerprint());
        writer.count(self.position);
        writer.count(u64::from(self.rate_at_end));
        self.learning.write(&mut writer);
        if let Some(by_norm) = &self.by_norm {
            by_norm.write(&mut writer);
        }
        if let Some(averaged) = &self.averaged {
            averaged.write(&mut writer);
        }
        match &self.best {
            None => writer.count(0),
            Some(best) => {
                writer.count(1);
                writer.count(u64::from(best.waited));
                writer.numbers(&[best.loss]);
                writer.numbers(&best.model.intercepts);
                writer.numbers(&best.model.coefficients);
            }
        }
        writer.finish()
    }

    /// A hash of the settings, with the number of rows where a schedule or an average depends on it.
    fn fingerprint(&self) -> u64 {
        let depends = self.rule == RuleKind::Sgd || self.problem.average != FitAverage::None;
        let rows = if depends { self.budget.rows } else { 0 };
        self.problem.fingerprint(self.data, self.seed) ^ rows.rotate_left(32)
    }

    fn restore(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut reader = Reader::new(bytes, self.rule as u8, self.fingerprint())?;
        self.position = reader.count()?;
        self.rate_at_end = reader.count()? == 1;
        self.learning.read(&mut reader)?;
        if let Some(by_norm) = &mut self.by_norm {
            by_norm.read(&mut reader)?;
        }
        if let Some(averaged) = &mut self.averaged {
            averaged.read(&mut reader)?;
        }
        if reader.count()? == 1 {
            let waited = reader.count()?.min(u64::from(u32::MAX) - 1) as u32;
            let [loss] = reader.array()?;
            let intercepts = reader.numbers(self.data.start.intercepts.len())?;
            let coefficients = reader.numbers(self.data.start.coefficients.len())?;
            self.best = Some(Best { loss, model: Model { coefficients, intercepts }, waited });
        }
        reader.end()
    }
}

/// The number, or the largest one in place of an infinite or undefined one.
fn finite(number: f64) -> f64 {
    if number.is_finite() { number } else { f64::MAX }
}
