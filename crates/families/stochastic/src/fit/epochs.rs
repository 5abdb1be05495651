//! Passes over the rows: the choice of a rate after the first ones, validation, and certificates.

use super::Found;
use super::averaged::Averaged;
use super::budget::Budget;
use super::by_norm::ByNorm;
use super::checked::Data;
use super::problem::{FitProblem, Sampling};
use super::rate_unit::rate_unit;
use super::solution::{FitProgress, FitRecord, FitStatus};
use crate::candidates::{Learning, Order};
use crate::certificate::{Certificate, mean_loss};
use crate::coefficients::Model;
use crate::history::History;
use crate::loss::RowLoss;
use crate::order::{Epoch, OrderKind, Orders};
use crate::rows::{Rows, Samples};
use crate::settings::{RuleKind, Setup};
use crate::steps::Steps;
use superlinear_interface::{Advance, Error, Run};
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
    pub problem: &'a FitProblem,
    pub data: &'a Data,
    samples: &'a Samples<'a>,
    run: &'a Run,
    parallelism: Parallelism,
    pub learning: Box<dyn Learning>,
    steps: Steps,
    orders: Orders,
    /// The order of rows in the current epoch, and the number of that epoch.
    order: Option<(u64, Epoch)>,
    pub budget: Budget,
    /// The number of rows learned from.
    pub position: u64,
    pub rate_at_end: bool,
    pub best: Option<Best>,
    pub by_norm: Option<ByNorm>,
    pub averaged: Option<Averaged>,
    /// The last certificate, and the number of rows learned from before it.
    certified: Option<(u64, Certificate)>,
    history: History<FitRecord>,
    pub rule: RuleKind,
    pub seed: u64,
}

/// The model with the smallest validation loss.
pub(super) struct Best {
    pub loss: f64,
    pub model: Model,
    pub epochs_since: u32,
}

/// The model between two epochs, with the sum of the losses of all rows before, and the number of those that count.
struct Snapshot {
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
        let learning = problem.learning.learning(Setup {
            rule,
            shrinkage: data.shrinkage.clone(),
            rate_unit: rate_unit(problem, data, samples),
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
            orders: orders(problem, data, samples, seed),
            order: None,
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
        let max_loss = MAX_GROWTH * self.null_loss()?.max(f64::MIN_POSITIVE);
        let mut before = self.snapshot();
        while self.position < self.budget.rows {
            if self.run.is_out_of_time()? {
                return Ok(self.ended(FitStatus::TimeLimit, before));
            }
            self.learn();
            self.report_progress();
            if self.learning.progressive().has_diverged() {
                return Ok(self.diverged(before));
            }
            self.average();
            if !self.position.is_multiple_of(self.rows_per_epoch()) && self.position < self.budget.rows {
                continue;
            }
            if self.position.is_multiple_of(self.rows_per_epoch()) && self.position >= ROWS_OF_CHOICE {
                self.choose();
            }
            let after = self.snapshot();
            match self.end_epoch(&before, &after, max_loss) {
                None => before = after,
                Some(FitStatus::Diverged) => return Ok(self.diverged(before)),
                Some(status) => return Ok(self.ended(status, after)),
            }
        }
        let is_of_steps = self.budget.is_of_steps;
        Ok(self.ended(if is_of_steps { FitStatus::IterationLimit } else { FitStatus::EpochLimit }, before))
    }

    /// Records an epoch. Returns a status if the fit ends with it.
    fn end_epoch(&mut self, before: &Snapshot, after: &Snapshot, max_loss: f64) -> Option<FitStatus> {
        let loss = self.learning.take_loss() / (after.rows - before.rows) as f64;
        let record = self.record(loss, &after.model);
        if !record.loss.is_finite() || record.loss > max_loss || !after.model.is_finite() {
            return Some(FitStatus::Diverged);
        }
        self.history.push(record);
        if self.is_out_of_patience(record.validation_loss, &after.model) {
            return Some(FitStatus::StoppedEarly);
        }
        let epochs = self.position / self.rows_per_epoch();
        self.is_converged(epochs, &after.model).then_some(FitStatus::Converged)
    }

    fn rows_per_epoch(&self) -> u64 {
        self.orders.rows().len() as u64
    }

    /// The number of epochs so far.
    fn epochs(&self) -> f64 {
        self.position as f64 / self.orders.rows().len() as f64
    }

    /// Learns the next rows of the current epoch.
    fn learn(&mut self) {
        let rows = self.rows_per_epoch();
        if self.by_norm.is_some() {
            return self.learn_by_norm(rows - self.position % rows);
        }
        let number = self.position / rows;
        let order = match self.order.take() {
            Some((known, order)) if known == number => order,
            _ => self.orders.epoch(number),
        };
        self.learn_in_order(&order, number * rows);
        self.order = Some((number, order));
    }

    /// Learns the next rows of an epoch, whose first row is number `start`.
    fn learn_in_order(&mut self, order: &Epoch, start: u64) {
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

    fn report_progress(&self) {
        let (epochs, progressive) = (self.epochs(), self.learning.progressive());
        let advance = Advance::count(self.position as f64, self.budget.rows as f64);
        self.run.progress(advance, || FitProgress { epochs, loss: finite(progressive.mean()) });
    }

    /// Keeps the copy with the best rate.
    fn choose(&mut self) {
        self.rate_at_end |= self.learning.has_extreme_rate();
        self.learning.choose();
    }

    /// Adds the coefficients to their average, if it is time.
    fn average(&mut self) {
        let rows = self.rows_per_epoch();
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

    fn snapshot(&self) -> Snapshot {
        let progressive = self.learning.progressive();
        Snapshot { position: self.position, model: self.model(), loss: progressive.loss, rows: progressive.rows }
    }

    fn record(&self, loss: f64, model: &Model) -> FitRecord {
        let validation_loss = self.validation_loss(model).map(finite);
        FitRecord { epochs: self.epochs(), loss, validation_loss, mistakes: None }
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

    /// Keeps the best model by validation, and returns whether it is older than the patience.
    fn is_out_of_patience(&mut self, loss: Option<f64>, model: &Model) -> bool {
        let Some(loss) = loss else { return false };
        match &mut self.best {
            Some(best) if best.loss <= loss || !loss.is_finite() => {
                best.epochs_since += 1;
                best.epochs_since >= self.problem.patience.unwrap_or(PATIENCE)
            }
            _ => {
                self.best = Some(Best { loss, model: model.clone(), epochs_since: 0 });
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

    /// The result at the current position, where `last` may be the snapshot; that of divergence if the model is not finite.
    fn ended(self, status: FitStatus, last: Snapshot) -> Found {
        let now = if last.position == self.position { None } else { Some(self.snapshot()) };
        if now.as_ref().is_some_and(|now| !now.model.is_finite()) {
            return self.diverged(last);
        }
        let checkpoint = self.checkpoint();
        Found { checkpoint: Some(checkpoint), ..self.found(status, now.unwrap_or(last).model) }
    }

    /// The model before the last epoch, without a checkpoint: there is nothing to continue.
    fn diverged(self, before: Snapshot) -> Found {
        let progressive = (before.rows > 0).then(|| {
            let mean = before.loss / before.rows as f64;
            [finite(mean), finite(self.learning.progressive().standard_error())]
        });
        Found { progressive, certificate: None, rate_at_end: false, ..self.found(FitStatus::Diverged, before.model) }
    }

    fn found(self, status: FitStatus, mut model: Model) -> Found {
        let progressive = self.learning.progressive();
        let (epochs, rate_at_end) = (self.epochs(), self.rate_at_end || self.learning.has_extreme_rate());
        let mut validation_loss = self.history.last().and_then(|record| record.validation_loss);
        let mut certificate = self.certified.filter(|(position, _)| *position == self.position).map(|(_, of)| of);
        let takes_best = matches!(status, FitStatus::StoppedEarly | FitStatus::TimeLimit);
        if let Some(best) = self.best.filter(|_| takes_best) {
            (model, validation_loss, certificate) = (best.model, Some(best.loss), None);
        }
        Found {
            status,
            model,
            progressive: (progressive.rows > 0)
                .then(|| [finite(progressive.mean()), finite(progressive.standard_error())]),
            validation_loss,
            certificate,
            iterations: self.learning.steps() as f64,
            epochs,
            learning_rate: self.learning.rate(),
            rate_at_end,
            history: self.history.records(),
            checkpoint: None,
            separation: None,
        }
    }
}

/// The order of the rows.
fn orders(problem: &FitProblem, data: &Data, samples: &Samples, seed: u64) -> Orders {
    let kind = match problem.sampling {
        Sampling::Shuffle => OrderKind::Shuffled,
        Sampling::Uniform => OrderKind::Drawn,
        Sampling::Cyclic | Sampling::GradientNorm => OrderKind::Given,
        Sampling::Lipschitz => Orders::by_norm(samples.rows, &data.training, problem.learning.intercept),
    };
    Orders::new(data.training.clone(), kind, seed)
}

/// The number, or the largest one in place of an infinite or undefined one.
pub(super) fn finite(number: f64) -> f64 {
    if number.is_finite() { number } else { f64::MAX }
}
