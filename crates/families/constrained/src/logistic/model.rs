//! The functions of the regression, by passes over blocks of rows.
//!
//! One pass computes loss, gradient and the curvatures w_i of the observations' losses, as all need the products of
//! features and coefficients. A second one, the most expensive, computes the Hessian, the mean of w_i z_i z_i' over the
//! observations z_i. Far from the solution a sample of the observations is sufficient, and once the curvatures hardly
//! change, the previous Hessian is reused (Bollapragada, Byrd, Nocedal, Exact and Inexact Subsampled Newton Methods,
//! IMA J. Numer. Anal. 39, 2019).

use super::problem::LogisticProblem;
use super::sample::draw;
use crate::built_in::Model;
use faer::{Mat, MatRef};
use superlinear_interface::{Matrix, Run};
use superlinear_losses::LogisticRows;
use superlinear_numerics::dense::add_gram;
use superlinear_numerics::parallel::{Parallelism, add_vectors};
use superlinear_numerics::random::Stream;
use superlinear_numerics::rows;
use superlinear_numerics::vectors::{add_scaled, dot, largest, write_scaled};

/// Entries per block of features: a block stays in the second-level cache for its second use.
const BLOCK_ENTRIES: usize = 1 << 15;

/// Limit on the parallel parts of the Hessian pass, since each holds its own matrix.
const MAX_HESSIAN_PARTS: usize = 16;

/// The largest relative error of a Hessian. Up to that, the square root of the residual is permitted, for superlinear
/// convergence (Dembo, Eisenstat, Steihaug, SIAM J. Numer. Anal. 19, 1982).
const LARGEST_ERROR: f64 = 0.2;

/// A previous Hessian may also leave a residual of this fraction of the tolerance, if that permits a larger error than
/// the square root: the step is then the last one.
const TOLERANCE_PART: f64 = 0.1;

/// Trial points of a step with an inexact Hessian, after which an exact one is computed.
const MAX_ROUGH_TRIALS: u32 = 10;

/// The results of the last pass.
#[derive(Default)]
struct Pass {
    x: Vec<f64>,
    /// The mean loss.
    loss: f64,
    /// Its gradient.
    gradient: Vec<f64>,
    /// The second derivative of each observation's loss with respect to its linear predictor.
    curvatures: Vec<f64>,
}

/// A Hessian of all observations.
struct Whole {
    /// The lower triangle.
    mean: Mat<f64>,
    /// The observations' curvatures in it.
    curvatures: Vec<f64>,
}

/// Permitted relative errors of a Hessian.
struct Errors {
    /// For a sample.
    of_sample: f64,
    /// For reuse: the change since the last full Hessian.
    of_last: f64,
}

/// The functions of a regression.
pub(super) struct LogisticModel<'a> {
    problem: &'a LogisticProblem,
    run: &'a Run,
    parallelism: Parallelism,
    pass: Pass,
    /// The number of samples drawn. Each uses its own random stream.
    samples: u64,
    /// The last Hessian of all observations.
    whole: Option<Whole>,
    /// Whether Hessians may be inexact while the residual is large.
    may_be_rough: bool,
    /// Whether any Hessian was inexact.
    was_rough: bool,
    /// Passes since the last Hessian.
    trials: u32,
}

impl<'a> LogisticModel<'a> {
    /// The functions of a validated problem. With `may_be_rough`, Hessians are only as accurate as the steps require.
    pub fn new(problem: &'a LogisticProblem, run: &'a Run, may_be_rough: bool) -> Self {
        Self {
            problem,
            run,
            parallelism: Parallelism::of(run),
            pass: Pass::default(),
            samples: 0,
            whole: None,
            may_be_rough,
            was_rough: false,
            trials: 0,
        }
    }

    pub fn was_rough(&self) -> bool {
        self.was_rough
    }

    /// Performs a pass over the observations, unless the last one was at `x`.
    fn read_at(&mut self, x: &[f64]) -> &Pass {
        if self.pass.x != x {
            self.pass = self.read(x);
            self.trials += 1;
        }
        &self.pass
    }

    fn read(&self, x: &[f64]) -> Pass {
        let Matrix { rows, columns, data } = &self.problem.features;
        let height = block_height(*columns);
        let mut curvatures = vec![0.0; *rows];
        let cancellation = self.run.cancellation();
        let items = data
            .chunks(height * columns)
            .zip(self.problem.checked_labels().chunks(height))
            .zip(curvatures.chunks_mut(height));
        let parts = self.parallelism.map(items, |_, ((block, labels), curvatures)| {
            // The gradient, followed by the sum of the losses.
            let mut sums = vec![0.0; columns + 1];
            // A cancelled run's numbers are discarded.
            if cancellation.is_requested() {
                return sums;
            }
            let gradient = &mut sums[..*columns];
            sums[*columns] = LogisticRows { features: block, labels, x, gradient, curvatures }.pass();
            sums
        });
        let mut gradient = add_vectors(parts);
        gradient.iter_mut().for_each(|entry| *entry /= *rows as f64);
        let loss = gradient.pop().unwrap_or_default();
        Pass { x: x.to_vec(), loss, gradient, curvatures }
    }

    /// The lower triangle of the mean Hessian of the observations, within the permitted errors.
    fn mean_hessian(&mut self, x: &[f64], allowed: Errors) -> Mat<f64> {
        self.read_at(x);
        if let Some(whole) =
            self.whole.as_ref().filter(|whole| change(&whole.curvatures, &self.pass.curvatures) <= allowed.of_last)
        {
            self.was_rough |= allowed.of_last > 0.0;
            return whole.mean.clone();
        }
        if let Some(wanted) = self.sample_size(allowed.of_sample) {
            self.was_rough = true;
            let sample = self.sample(wanted);
            return self.mean_over(sample.len(), |k| sample[k]);
        }
        let mean = self.mean_over(self.problem.features.rows, |k| k);
        self.whole = Some(Whole { mean: mean.clone(), curvatures: self.pass.curvatures.clone() });
        mean
    }

    /// The lower triangle of the mean Hessian of `count` selected observations.
    fn mean_over(&self, count: usize, observation: impl Fn(usize) -> usize + Sync) -> Mat<f64> {
        let columns = self.problem.coefficients();
        let rows_per_part = count.div_ceil((count / columns).clamp(1, MAX_HESSIAN_PARTS));
        let (features, curvatures) = (&self.problem.features, &self.pass.curvatures);
        let cancellation = self.run.cancellation();
        let parts = self.parallelism.map_blocks(count.div_ceil(rows_per_part), |part| {
            let mut hessian = Mat::<f64>::zeros(columns, columns);
            let mut scaled = vec![0.0; block_height(columns) * columns];
            let end = count.min((part + 1) * rows_per_part);
            for first in (part * rows_per_part..end).step_by(block_height(columns)) {
                if cancellation.is_requested() {
                    break;
                }
                let block = first..end.min(first + block_height(columns));
                let scaled = &mut scaled[..block.len() * columns];
                for (k, scaled) in block.zip(scaled.chunks_exact_mut(columns)) {
                    let i = observation(k);
                    write_scaled(scaled, curvatures[i].sqrt(), features.row(i));
                }
                add_gram(scaled, &mut hessian);
            }
            hessian.col_iter().flat_map(|column| column.iter().copied()).collect()
        });
        let total = add_vectors(parts);
        faer::Scale(1.0 / count as f64) * MatRef::from_column_major_slice(&total, columns, columns)
    }

    /// The errors permitted at a point with these multipliers.
    fn errors_allowed(&mut self, x: &[f64], multipliers: &[f64], weight: f64) -> Errors {
        if !self.may_be_rough || self.trials > MAX_ROUGH_TRIALS {
            return Errors { of_sample: 0.0, of_last: 0.0 };
        }
        let mut constraints = vec![0.0; multipliers.len()];
        self.constraints(x, &mut constraints);
        let mut slope = vec![0.0; x.len()];
        self.gradient(x, &mut slope);
        slope.iter_mut().for_each(|entry| *entry *= weight);
        let mut jacobian = vec![0.0; multipliers.len() * x.len()];
        self.jacobian(x, &mut jacobian);
        rows::apply_transpose(&jacobian, multipliers, &mut slope);
        let residual = largest(&slope).max(largest(&constraints));
        let of_sample = residual.sqrt().min(LARGEST_ERROR);
        let for_tolerance = (TOLERANCE_PART * self.problem.tolerance / residual).min(LARGEST_ERROR);
        Errors { of_sample, of_last: of_sample.max(for_tolerance) }
    }

    /// The sample size for a Hessian with this relative error, estimated as the square root of coefficients /
    /// observations. `None` for all observations, also if at least half are needed.
    fn sample_size(&self, error: f64) -> Option<usize> {
        let (rows, columns) = (self.problem.features.rows as f64, self.problem.coefficients() as f64);
        let wanted = match self.problem.hessian_sample {
            Some(part) if part < 1.0 => return Some((part * rows).ceil() as usize),
            Some(_) => return None,
            None => columns / (error * error),
        };
        (wanted < 0.5 * rows).then_some(wanted.ceil() as usize)
    }

    /// Draws a new sample of this size.
    fn sample(&mut self, wanted: usize) -> Vec<usize> {
        let random = Stream::new(self.run.seed(), self.samples);
        self.samples += 1;
        draw(wanted, self.problem.features.rows, random)
    }
}

/// The mean absolute change of positive numbers, relative to their mean.
fn change(before: &[f64], after: &[f64]) -> f64 {
    let (change, size) = before
        .iter()
        .zip(after)
        .fold((0.0, 0.0), |(change, size), (before, after)| (change + (after - before).abs(), size + before));
    if change > 0.0 { change / size } else { 0.0 }
}

impl Model for LogisticModel<'_> {
    fn objective(&mut self, x: &[f64]) -> f64 {
        self.read_at(x).loss + 0.5 * self.problem.ridge * dot(x, x)
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) {
        gradient.copy_from_slice(&self.read_at(x).gradient);
        add_scaled(gradient, self.problem.ridge, x);
    }

    fn constraints(&mut self, x: &[f64], values: &mut [f64]) {
        let LogisticProblem { constraint_matrix, constraint_values, radius, .. } = self.problem;
        let (linear, spherical) = values.split_at_mut(self.problem.linear_constraints());
        if let (Some(matrix), Some(targets)) = (constraint_matrix, constraint_values) {
            for (i, value) in linear.iter_mut().enumerate() {
                *value = dot(matrix.row(i), x) - targets[i];
            }
        }
        if let (Some(radius), [value]) = (radius, spherical) {
            *value = dot(x, x) - radius * radius;
        }
    }

    fn jacobian(&mut self, x: &[f64], entries: &mut [f64]) {
        let (linear, spherical) = entries.split_at_mut(self.problem.linear_constraints() * x.len());
        if let Some(matrix) = &self.problem.constraint_matrix {
            linear.copy_from_slice(&matrix.data);
        }
        spherical.iter_mut().zip(x).for_each(|(entry, x)| *entry = 2.0 * x);
    }

    fn hessian(&mut self, x: &[f64], multipliers: &[f64], weight: f64, entries: &mut [f64]) {
        let allowed = self.errors_allowed(x, multipliers, weight);
        self.trials = 0;
        let hessian = self.mean_hessian(x, allowed);
        let of_sphere = multipliers.get(self.problem.linear_constraints()).map_or(0.0, |multiplier| 2.0 * multiplier);
        for (i, row) in entries.chunks_exact_mut(x.len()).enumerate() {
            row[..=i].iter_mut().enumerate().for_each(|(j, entry)| *entry = weight * hessian[(i, j)]);
            row[i] += weight * self.problem.ridge + of_sphere;
        }
    }
}

fn block_height(columns: usize) -> usize {
    (BLOCK_ENTRIES / columns).max(16)
}
