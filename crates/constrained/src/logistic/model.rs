//! The functions of the regression, by passes over blocks of rows.
//!
//! Loss, gradient and the weights of the Hessian come of one pass, as all need the products of the features with the
//! coefficients; the Hessian, the sum of w_i z_i z_i' over the observations z_i, of a second one.

use super::loss::Loss;
use super::problem::LogisticProblem;
use crate::built_in::Model;
use faer::linalg::matmul::triangular::{BlockStructure, matmul};
use faer::{Accum, Mat, MatRef, Par};
use superlinear_interface::{Matrix, Run};
use superlinear_numerics::parallel::{Parallelism, add_vectors};
use superlinear_numerics::random::Stream;
use superlinear_numerics::rows;
use superlinear_numerics::simd::dispatch;
use superlinear_numerics::vectors::{add_scaled, dot};

/// Entries of the blocks of features that are read at a time: a block stays in the second-level cache for its second use.
const BLOCK_ENTRIES: usize = 1 << 15;

/// The most parts into which the pass that makes the Hessian is cut, since each holds a matrix of its own.
const MOST_HESSIAN_PARTS: usize = 16;

/// What the last pass found.
#[derive(Default)]
struct Pass {
    x: Vec<f64>,
    /// The mean loss.
    loss: f64,
    /// Its gradient.
    gradient: Vec<f64>,
    /// The second derivative of each observation's loss by its product.
    curvatures: Vec<f64>,
}

/// The functions of a regression.
pub(super) struct LogisticModel<'a> {
    problem: &'a LogisticProblem,
    run: &'a Run,
    parallelism: Parallelism,
    pass: Pass,
    /// How many Hessians were made: each draws its sample from a random stream of its own.
    hessians: u64,
}

impl<'a> LogisticModel<'a> {
    /// The functions of a problem that was checked.
    pub fn new(problem: &'a LogisticProblem, run: &'a Run) -> Self {
        Self { problem, run, parallelism: Parallelism::of(run), pass: Pass::default(), hessians: 0 }
    }

    /// Makes a pass over the observations where the last one was not at `x`.
    fn read_at(&mut self, x: &[f64]) -> &Pass {
        if self.pass.x != x {
            self.pass = self.read(x);
        }
        &self.pass
    }

    fn read(&self, x: &[f64]) -> Pass {
        let Matrix { rows, columns, data } = &self.problem.features;
        let height = block_height(*columns);
        let mut curvatures = vec![0.0; *rows];
        let cancellation = self.run.cancellation();
        let items =
            data.chunks(height * columns).zip(self.problem.labels.chunks(height)).zip(curvatures.chunks_mut(height));
        let parts = self.parallelism.map(items, |_, ((block, labels), curvatures)| {
            // The sum of the losses comes after the gradient.
            let mut sums = vec![0.0; columns + 1];
            // A cancelled run's numbers reach nobody.
            if cancellation.is_requested() {
                return sums;
            }
            let mut products = vec![0.0; labels.len()];
            rows::apply(block, x, &mut products);
            sums[*columns] = dispatch(Loss { labels, products: &mut products, curvatures });
            rows::apply_transpose(block, &products, &mut sums[..*columns]);
            sums
        });
        let mut gradient = add_vectors(parts);
        gradient.iter_mut().for_each(|entry| *entry /= *rows as f64);
        let loss = gradient.pop().unwrap_or_default();
        Pass { x: x.to_vec(), loss, gradient, curvatures }
    }

    /// The lower triangle of the mean of the observations' Hessians, over all of them or a sample.
    fn mean_hessian(&mut self, x: &[f64]) -> Mat<f64> {
        self.read_at(x);
        let columns = self.problem.coefficients();
        let sample = self.sample();
        let count = sample.as_ref().map_or(self.problem.features.rows, Vec::len);
        let observation = |k: usize| sample.as_ref().map_or(k, |sample| sample[k]);
        let rows_per_part = count.div_ceil((count / columns).clamp(1, MOST_HESSIAN_PARTS));
        let cancellation = self.run.cancellation();
        let parts = self.parallelism.map_blocks(count.div_ceil(rows_per_part), |part| {
            let mut hessian = Mat::<f64>::zeros(columns, columns);
            let mut scaled = Vec::new();
            let end = count.min((part + 1) * rows_per_part);
            for first in (part * rows_per_part..end).step_by(block_height(columns)) {
                if cancellation.is_requested() {
                    break;
                }
                scaled.clear();
                for k in first..end.min(first + block_height(columns)) {
                    let i = observation(k);
                    let factor = self.pass.curvatures[i].sqrt();
                    scaled.extend(self.problem.features.row(i).iter().map(|entry| factor * entry));
                }
                add_gram(&scaled, &mut hessian);
            }
            hessian.col_iter().flat_map(|column| column.iter().copied()).collect()
        });
        let total = add_vectors(parts);
        faer::Scale(1.0 / count as f64) * MatRef::from_column_major_slice(&total, columns, columns)
    }

    /// The observations from which the next Hessian is made, in their order; `None` for all of them.
    fn sample(&mut self) -> Option<Vec<usize>> {
        if self.problem.hessian_sample == 1.0 {
            return None;
        }
        let rows = self.problem.features.rows;
        let wanted = (self.problem.hessian_sample * rows as f64).ceil() as usize;
        let mut random = Stream::new(self.run.seed(), self.hessians);
        self.hessians += 1;
        // Each is taken with the probability that makes `wanted` of them in the end (Knuth, algorithm 3.4.2S).
        let mut sample = Vec::with_capacity(wanted);
        for i in 0..rows {
            if random.uniform() * ((rows - i) as f64) < (wanted - sample.len()) as f64 {
                sample.push(i);
            }
        }
        Some(sample)
    }
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
        let hessian = self.mean_hessian(x);
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

/// Adds S'S to the lower triangle of a matrix, where the rows of S stand one after another.
fn add_gram(rows: &[f64], total: &mut Mat<f64>) {
    let columns = total.ncols();
    let block = MatRef::from_row_major_slice(rows, rows.len() / columns, columns);
    matmul(
        total.as_mut(),
        BlockStructure::TriangularLower,
        Accum::Add,
        block.transpose(),
        BlockStructure::Rectangular,
        block,
        BlockStructure::Rectangular,
        1.0,
        Par::Seq,
    );
}
