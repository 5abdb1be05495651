//! Separating hyperplanes by the logistic loss with large steps along all rows: in the limit of large rates the
//! probabilities of the wrong class become indicators of mistakes, and the step that of a perceptron on their mean.
//!
//! Source: Tyurin, From Logistic Regression to the Perceptron Algorithm: Exploring Gradient Descent with Large Step Sizes,
//! 2024.

use super::Found;
use super::epochs::finite;
use super::problem::{FitMethod, FitProblem};
use super::solution::{FitProgress, FitRecord, FitStatus};
use crate::coefficients::Model;
use crate::history::History;
use crate::rows::Samples;
use superlinear_interface::{Advance, Error, Run};
use superlinear_losses::scalar::softplus;
use superlinear_numerics::parallel::{Parallelism, add_vectors};

/// The default rate times the square of the largest norm: large enough for the number of steps not to grow with the
/// number of rows, small enough for balanced data, as measured for the claims.
const RATE: f64 = 100.0;

/// Entries of a block of rows.
const BLOCK_ENTRIES: usize = 1 << 16;
const MAX_BLOCKS: usize = 16;

/// How well a hyperplane separates the rows.
#[derive(Clone, Copy)]
pub(super) struct Separation {
    /// The least signed distance of a row.
    pub margin: f64,
    /// The bound of a perceptron's steps.
    pub step_bound: f64,
    pub mistakes: u32,
}

/// A hyperplane in motion.
struct Plane<'a> {
    samples: &'a Samples<'a>,
    has_intercept: bool,
    method: FitMethod,
    blocks: usize,
    parallelism: Parallelism,
    /// Coefficients and intercept.
    w: Vec<f64>,
    /// The signed predictor of each row.
    margins: Vec<f64>,
}

/// Learns until all rows are on their side.
pub(super) fn solve(problem: &FitProblem, start: &Model, samples: &Samples, run: &Run) -> Result<Found, Error> {
    let has_intercept = problem.learning.intercept;
    let one = f64::from(u8::from(has_intercept));
    let square = (0..samples.count()).map(|i| samples.rows.square(i) + one).fold(0.0, f64::max);
    if !(square > 0.0 && square.is_finite()) {
        return Err(Error::invalid("matrix", "must have nonzero entries whose squares are finite"));
    }
    let usual = if problem.method == FitMethod::Perceptron { 1.0 } else { RATE / square };
    let rate = problem.learning.learning_rate.unwrap_or(usual);
    let columns = problem.matrix.columns();
    let w = [&start.coefficients[..], &start.intercepts].concat();
    let blocks = (samples.rows.entries() / BLOCK_ENTRIES.max(4 * columns)).clamp(1, MAX_BLOCKS);
    let parallelism = Parallelism::of(run);
    let margins = vec![0.0; samples.count()];
    let mut plane = Plane { samples, has_intercept, method: problem.method, blocks, parallelism, w, margins };
    let (mut steps, mut history, mut status) = (0, History::new(), FitStatus::IterationLimit);
    loop {
        plane.measure();
        let record = plane.record(steps);
        history.push(record);
        run.progress(Advance::count(steps, problem.max_steps()), || FitProgress {
            epochs: f64::from(steps),
            loss: record.loss,
        });
        if plane.margins.iter().all(|margin| *margin > 0.0) {
            status = FitStatus::Converged;
            break;
        }
        if run.is_out_of_time()? {
            status = FitStatus::TimeLimit;
            break;
        }
        if steps == problem.max_steps() {
            break;
        }
        let before = plane.w.clone();
        plane.step(rate);
        if !plane.w.iter().all(|w| w.is_finite()) {
            (plane.w, status) = (before, FitStatus::Diverged);
            break;
        }
        steps += 1;
    }
    Ok(plane.found(status, steps, rate, square, history.records()))
}

impl Plane<'_> {
    /// The product of a function of the row number over all blocks of rows, in order.
    fn map<R: Send>(&self, of: impl Fn(std::ops::Range<usize>) -> R + Sync) -> Vec<R> {
        let rows = self.samples.count();
        let size = rows.div_ceil(self.blocks);
        self.parallelism.map_blocks(rows.div_ceil(size), |block| of(block * size..((block + 1) * size).min(rows)))
    }

    /// Computes the signed predictors.
    fn measure(&mut self) {
        let (w, intercept) = self.w.split_at(self.w.len() - 1);
        let margin = |i: usize| self.samples.response[i] * (self.samples.rows.dot(i, w) + intercept[0]);
        let parts = self.map(|rows| rows.map(margin).collect::<Vec<_>>());
        self.margins = parts.concat();
    }

    fn record(&self, steps: u32) -> FitRecord {
        let loss = self.margins.iter().map(|margin| softplus(-margin)).sum::<f64>() / self.margins.len() as f64;
        FitRecord {
            epochs: f64::from(steps),
            loss: finite(loss),
            validation_loss: None,
            mistakes: Some(self.mistakes()),
        }
    }

    fn mistakes(&self) -> u32 {
        self.margins.iter().filter(|margin| **margin <= 0.0).count() as u32
    }

    /// A step along the weighted rows.
    fn step(&mut self, rate: f64) {
        // Probabilities of the wrong class relative to the largest, which may be below all numbers.
        let logarithm = |margin: f64| -softplus(margin);
        let largest = self.margins.iter().map(|margin| logarithm(*margin)).fold(f64::NEG_INFINITY, f64::max);
        let weight = |i: usize| match self.method {
            FitMethod::Perceptron => f64::from(u8::from(self.margins[i] <= 0.0)),
            FitMethod::Gradient => libm::exp(logarithm(self.margins[i])),
            _ => libm::exp(logarithm(self.margins[i]) - largest),
        };
        let columns = self.w.len() - 1;
        let parts = self.map(|rows| {
            let (mut sums, mut total) = (vec![0.0; columns + 1], 0.0);
            for i in rows {
                let weight = weight(i);
                total += weight;
                let signed = weight * self.samples.response[i];
                self.samples.rows.add_to(i, signed, &mut sums[..columns]);
                sums[columns] += if self.has_intercept { signed } else { 0.0 };
            }
            (sums, total)
        });
        let total: f64 = match self.method {
            FitMethod::Gradient => self.margins.len() as f64,
            _ => parts.iter().map(|(_, total)| total).sum(),
        };
        let sums = add_vectors(parts.into_iter().map(|(sums, _)| sums).collect());
        self.w.iter_mut().zip(sums).for_each(|(w, sum)| *w += rate * sum / total);
    }

    fn found(self, status: FitStatus, steps: u32, rate: f64, square: f64, history: Vec<FitRecord>) -> Found {
        let least = self.margins.iter().copied().fold(f64::INFINITY, f64::min);
        let mistakes = self.mistakes();
        let mut w = self.w;
        let of_all: f64 = w.iter().map(|w| w * w).sum();
        let intercept = w.pop().unwrap_or(0.0);
        let norm = w.iter().map(|w| w * w).sum::<f64>().sqrt();
        let separation = Separation { margin: least / norm, step_bound: square * of_all / (least * least), mistakes };
        Found {
            status,
            model: Model { coefficients: w, intercepts: vec![intercept] },
            progressive: None,
            validation_loss: None,
            certificate: None,
            iterations: f64::from(steps),
            epochs: f64::from(steps),
            learning_rate: rate,
            rate_at_end: false,
            history,
            checkpoint: None,
            separation: Some(separation),
        }
    }
}
