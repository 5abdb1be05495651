//! Copies of a model that learn the same rows with different learning rates. The one with the smallest recent losses is
//! the result.

use crate::bytes::{Reader, Writer};
use crate::course::Course;
use crate::rows::{Row, Samples, WithRows};
use crate::rules::{Flow, Rule};
use superlinear_interface::Error;
use superlinear_losses::SampleLoss;
use superlinear_machine::rules::Scheduled;
use superlinear_numerics::parallel::Parallelism;

/// The settings of a step.
#[derive(Clone)]
pub(crate) struct Steps {
    pub loss: SampleLoss,
    pub has_intercept: bool,
    pub clip_norm: f64,
    pub batch_size: usize,
    pub schedule: Scheduled,
}

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
    /// The index of the best copy, and the number of copies.
    fn best(&self) -> (usize, usize);
    /// The coefficients and the intercept of the best copy.
    fn model(&self) -> (Vec<f64>, f64);
    /// Its learning rate.
    fn rate(&self) -> f64;
    /// Its losses.
    fn course(&self) -> Course;
    /// Its number of steps.
    fn steps(&self) -> u64;
    /// The linear predictor of a row by the best copy.
    fn predict(&self, samples: &Samples, row: usize) -> f64;
    /// Whether all numbers of the best copy are finite.
    fn is_finite(&self) -> bool;
    fn write(&self, writer: &mut Writer);
    fn read(&mut self, reader: &mut Reader) -> Result<(), Error>;
}

/// A copy.
#[derive(Clone)]
struct Candidate<R: Rule> {
    rate: f64,
    rule: R,
    cells: Vec<R::Cell>,
    intercept: R::Cell,
    steps: u64,
    course: Course,
    /// Sums of derivatives of a batch, and the features in it. Empty without batches.
    sums: Vec<f64>,
    touched: Vec<u32>,
}

/// All copies.
#[derive(Clone)]
pub(crate) struct Candidates<R: Rule>(Vec<Candidate<R>>);

impl<R: Rule> Candidates<R> {
    /// Copies with these rates and rules, which start at some coefficients and an intercept.
    pub fn new(rules: Vec<(f64, R)>, dimension: usize, initial: Option<(&[f64], f64)>) -> Self {
        let of = |(rate, rule): (f64, R)| {
            let cells = match initial {
                Some((weights, _)) => weights.iter().map(|weight| rule.cell(*weight)).collect(),
                None => vec![R::Cell::default(); dimension],
            };
            let intercept = initial.map_or(R::Cell::default(), |(_, intercept)| rule.cell(intercept));
            let (sums, touched) = (Vec::new(), Vec::new());
            Candidate { rate, rule, cells, intercept, steps: 0, course: Course::default(), sums, touched }
        };
        Self(rules.into_iter().map(of).collect())
    }

    fn chosen(&self) -> &Candidate<R> {
        &self.0[self.best().0]
    }
}

impl<R: Rule> Learning for Candidates<R> {
    fn learn(&mut self, samples: &Samples, order: Order, steps: &Steps, parallelism: Parallelism) {
        parallelism.for_each_chunk(&mut self.0, 1, |_, candidate| {
            samples.rows.with(Learn { candidate: &mut candidate[0], samples, order, steps });
        });
    }

    fn choose(&mut self) {
        let (best, _) = self.best();
        self.0.swap(0, best);
        self.0.truncate(1);
    }

    fn best(&self) -> (usize, usize) {
        let recent = |k: usize| self.0[k].course.recent();
        ((1..self.0.len()).fold(0, |best, k| if recent(k) < recent(best) { k } else { best }), self.0.len())
    }

    fn model(&self) -> (Vec<f64>, f64) {
        let Candidate { rule, cells, intercept, .. } = self.chosen();
        (cells.iter().map(|cell| rule.weight(cell)).collect(), rule.intercept(intercept))
    }

    fn rate(&self) -> f64 {
        self.chosen().rate
    }

    fn course(&self) -> Course {
        self.chosen().course
    }

    fn steps(&self) -> u64 {
        self.chosen().steps
    }

    fn predict(&self, samples: &Samples, row: usize) -> f64 {
        let chosen = self.chosen();
        let offset = samples.offset(row) + chosen.rule.intercept(&chosen.intercept);
        samples.rows.with(Predict { candidate: chosen, row, offset })
    }

    fn is_finite(&self) -> bool {
        let Candidate { rule, cells, intercept, .. } = self.chosen();
        rule.intercept(intercept).is_finite() && cells.iter().all(|cell| rule.weight(cell).is_finite())
    }

    fn write(&self, writer: &mut Writer) {
        writer.count(self.0.len() as u64);
        let mut numbers = Vec::new();
        for candidate in &self.0 {
            writer.count(candidate.steps);
            writer.numbers(&[candidate.rate]);
            writer.numbers(&candidate.course.to_numbers());
            writer.numbers(&candidate.rule.state());
            numbers.clear();
            R::write(&candidate.intercept, &mut numbers);
            candidate.cells.iter().for_each(|cell| R::write(cell, &mut numbers));
            writer.numbers(&numbers);
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
            candidate.rule.set_rate(rate);
            candidate.course = Course::from_numbers(reader.array()?);
            let state = reader.numbers(candidate.rule.state().len())?;
            candidate.rule.set_state(&state);
            candidate.intercept = R::restored(&reader.numbers(R::NUMBERS)?);
            let numbers = reader.numbers(R::NUMBERS * candidate.cells.len())?;
            for (cell, numbers) in candidate.cells.iter_mut().zip(numbers.chunks_exact(R::NUMBERS)) {
                *cell = R::restored(numbers);
            }
        }
        Ok(())
    }
}

struct Predict<'a, R: Rule> {
    candidate: &'a Candidate<R>,
    row: usize,
    offset: f64,
}

impl<Kind: Rule> WithRows for Predict<'_, Kind> {
    type Output = f64;

    fn run<R: Row>(self, row: impl Fn(usize) -> R) -> f64 {
        let Candidate { rule, cells, .. } = self.candidate;
        let mut z = self.offset;
        row(self.row).each(|j, x| z += rule.weight(&cells[j]) * x);
        z
    }
}

struct Learn<'a, R: Rule> {
    candidate: &'a mut Candidate<R>,
    samples: &'a Samples<'a>,
    order: Order<'a>,
    steps: &'a Steps,
}

impl<Kind: Rule> WithRows for Learn<'_, Kind> {
    type Output = ();

    fn run<R: Row>(self, row: impl Fn(usize) -> R) {
        let Self { candidate, samples, order, steps } = self;
        let sample = |place: usize| {
            let i = order.rows[place] as usize;
            Sample {
                y: samples.response[i],
                weight: samples.weight(i),
                offset: samples.offset(i),
                factor: order.factor(place),
            }
        };
        if steps.batch_size == 1 {
            for place in 0..order.rows.len() {
                candidate.learn_row(row(order.rows[place] as usize), sample(place), steps);
            }
            return;
        }
        candidate.sums.resize(candidate.cells.len(), 0.0);
        for first in (0..order.rows.len()).step_by(steps.batch_size) {
            let places = first..(first + steps.batch_size).min(order.rows.len());
            candidate.learn_batch(places.map(|place| (row(order.rows[place] as usize), sample(place))), steps);
        }
    }
}

/// A row's numbers beside its entries.
#[derive(Clone, Copy)]
struct Sample {
    y: f64,
    weight: f64,
    offset: f64,
    /// The factor of its slope by importance sampling.
    factor: f64,
}

impl<Kind: Rule> Candidate<Kind> {
    /// The predictor of a row, whose coefficients catch up, and the sum of its squares.
    #[inline(always)]
    fn read<R: Row>(&mut self, row: R, offset: f64, steps: &Steps) -> (f64, f64) {
        let Self { rule, cells, intercept, .. } = self;
        let (mut z, mut square) = (offset, 0.0);
        if steps.clip_norm < f64::INFINITY {
            row.each(|_, x| square += x * x);
        }
        row.each(|j, x| z += rule.read(&mut cells[j], x) * x);
        if steps.has_intercept {
            z += rule.read_intercept(intercept);
            square += 1.0;
        }
        (z, square)
    }

    #[inline(always)]
    fn learn_row<R: Row>(&mut self, row: R, sample: Sample, steps: &Steps) {
        let Sample { y, weight, offset, factor } = sample;
        if weight == 0.0 {
            return;
        }
        self.rule.begin(steps.schedule.factor(self.steps as f64), &mut self.cells);
        let (z, square) = self.read(row, offset, steps);
        let (loss, slope) = steps.loss.at(z, y);
        self.course.add(weight * loss);
        let mut slope = weight * factor * slope;
        if slope.abs() * square.sqrt() > steps.clip_norm {
            slope = steps.clip_norm.copysign(slope) / square.sqrt();
        }
        let Self { rule, cells, intercept, .. } = self;
        if slope != 0.0 {
            if Kind::HAS_FLOW {
                let mut gathered = 0.0;
                row.each(|j, x| gathered += rule.gather(&mut cells[j], slope, x));
                if steps.has_intercept {
                    gathered += rule.gather(intercept, slope, 1.0);
                }
                slope = rule.flow(Flow { loss: steps.loss, z, y, weight: weight * factor, slope, gathered });
            }
            row.each(|j, x| rule.update(&mut cells[j], slope, x, j));
            if steps.has_intercept {
                rule.update_intercept(intercept, slope);
            }
        }
        rule.end();
        self.steps += 1;
    }

    /// A step along the mean of the slopes of some rows.
    fn learn_batch<R: Row>(&mut self, rows: impl ExactSizeIterator<Item = (R, Sample)>, steps: &Steps) {
        let share = 1.0 / rows.len() as f64;
        self.rule.begin(steps.schedule.factor(self.steps as f64), &mut self.cells);
        let (mut of_intercept, mut is_weighted) = (0.0, false);
        for (row, Sample { y, weight, offset, factor }) in rows {
            if weight == 0.0 {
                continue;
            }
            is_weighted = true;
            let (z, _) = self.read(row, offset, steps);
            let (loss, slope) = steps.loss.at(z, y);
            self.course.add(weight * loss);
            let slope = share * weight * factor * slope;
            of_intercept += slope;
            let Self { sums, touched, .. } = self;
            row.each(|j, x| {
                if sums[j] == 0.0 {
                    touched.push(j as u32);
                }
                sums[j] += slope * x;
            });
        }
        if !is_weighted {
            return;
        }
        let Self { rule, cells, intercept, sums, touched, .. } = self;
        // A sum may pass through 0, so a feature may be listed twice.
        touched.sort_unstable();
        touched.dedup();
        let mut square = touched.iter().map(|&j| sums[j as usize].powi(2)).sum::<f64>();
        if steps.has_intercept {
            square += of_intercept * of_intercept;
        }
        let clip = if square.sqrt() > steps.clip_norm { steps.clip_norm / square.sqrt() } else { 1.0 };
        for &j in touched.iter() {
            let j = j as usize;
            rule.update(&mut cells[j], clip * sums[j], 1.0, j);
            sums[j] = 0.0;
        }
        touched.clear();
        if steps.has_intercept {
            rule.update_intercept(intercept, clip * of_intercept);
        }
        rule.end();
        self.steps += 1;
    }
}
