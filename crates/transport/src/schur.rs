//! The linear systems of the Newton step and of the path predictor.
//!
//! With the plan's large entries S, its whole row sums r and column sums c, and a shift, they are
//!
//! ```text
//!     [ R   S ] [x]   [u]       R = diag(r) + shift
//!     [ S'  D ] [y] = [v]       D = diag(c) + shift
//! ```
//!
//! Since R and D hold the mass of the entries left out of S too, the matrix is diagonally dominant, hence definite. The
//! rows are eliminated, and y found by preconditioned conjugate gradients on D - S' R^-1 S.
//!
//! Where one entry carries nearly all of its row, that difference cancels. So it is never formed from its two terms: with the
//! row's largest entry as pivot p and the slack R_i - sum_j S_ij, one row contributes to the product with y
//! `S_ij ((y_j - y_p) - (sum_k S_ik (y_k - y_p) - slack_i y_p) / R_i)`, which holds no large terms that cancel.

use crate::passes::Evaluation;
use crate::sparse_plan::Rows;
use superlinear_interface::{Error, Run};

/// The most conjugate-gradient iterations for one system. The step is used as it is then.
const MAX_ITERATIONS: u32 = 2000;

/// The system at one point, and the memory to solve it in.
#[derive(Debug, Default)]
pub(crate) struct SchurSystem {
    /// 1 / R_i.
    inverse_rows: Vec<f64>,
    /// R_i - sum_j S_ij.
    row_slack: Vec<f64>,
    /// D_j - sum_i S_ij.
    column_slack: Vec<f64>,
    /// The reciprocal of the diagonal of D - S' R^-1 S, the preconditioner.
    inverse_diagonal: Vec<f64>,
    residual: Vec<f64>,
    direction: Vec<f64>,
    product: Vec<f64>,
}

impl SchurSystem {
    /// Sets up the system at the evaluated point.
    pub fn prepare(&mut self, evaluation: &Evaluation, shift: f64) {
        self.set_slacks(evaluation, shift);
        self.set_diagonal(evaluation);
    }

    fn set_slacks(&mut self, evaluation: &Evaluation, shift: f64) {
        self.row_slack.clear();
        self.inverse_rows.clear();
        self.column_slack.clone_from(&evaluation.column_sums);
        for (row, &row_sum) in rows_of(&evaluation.kept).zip(&evaluation.row_sums) {
            let (columns, entries) = row;
            self.inverse_rows.push(1.0 / (row_sum + shift));
            self.row_slack.push((row_sum - entries.iter().sum::<f64>()).max(0.0) + shift);
            for (&j, entry) in columns.iter().zip(entries) {
                self.column_slack[j as usize] -= entry;
            }
        }
        for slack in &mut self.column_slack {
            *slack = slack.max(0.0) + shift;
        }
    }

    /// D_j - sum_i S_ij^2 / R_i as slack_j + sum_i S_ij (R_i - S_ij) / R_i, where for a row's largest entry the difference is
    /// summed from the other entries.
    fn set_diagonal(&mut self, evaluation: &Evaluation) {
        let diagonal = &mut self.inverse_diagonal;
        diagonal.clone_from(&self.column_slack);
        let rows = rows_of(&evaluation.kept).zip(&self.inverse_rows).zip(&self.row_slack);
        for (((columns, entries), inverse), slack) in rows {
            let Some((&pivot, others)) = entries.split_first() else { continue };
            let beside_pivot = slack + others.iter().sum::<f64>();
            diagonal[columns[0] as usize] += pivot * beside_pivot * inverse;
            for (&j, entry) in columns[1..].iter().zip(others) {
                diagonal[j as usize] += entry * (pivot + beside_pivot - entry) * inverse;
            }
        }
        for entry in diagonal {
            *entry = if *entry > 0.0 { entry.recip() } else { 0.0 };
        }
    }

    /// Solves for (x, y) with right side (u, v) to the relative residual `tolerance`; returns the number of iterations.
    #[expect(clippy::too_many_arguments, reason = "two right sides, two solutions")]
    pub fn solve(
        &mut self,
        evaluation: &Evaluation,
        u: &[f64],
        v: &[f64],
        tolerance: f64,
        x: &mut Vec<f64>,
        y: &mut Vec<f64>,
        run: &Run,
    ) -> Result<u32, Error> {
        self.residual.clear();
        self.residual.extend_from_slice(v);
        for (((columns, entries), inverse), u) in rows_of(&evaluation.kept).zip(&self.inverse_rows).zip(u) {
            let scaled = u * inverse;
            for (&j, entry) in columns.iter().zip(entries) {
                self.residual[j as usize] -= entry * scaled;
            }
        }
        let iterations = self.conjugate_gradients(&evaluation.kept, tolerance, y, run)?;
        x.clear();
        for (((columns, entries), inverse), u) in rows_of(&evaluation.kept).zip(&self.inverse_rows).zip(u) {
            let coupled: f64 = columns.iter().zip(entries).map(|(&j, entry)| entry * y[j as usize]).sum();
            x.push((u - coupled) * inverse);
        }
        Ok(iterations)
    }

    /// Preconditioned conjugate gradients from y = 0; `residual` holds the right side at first.
    fn conjugate_gradients(
        &mut self,
        kept: &[Rows],
        tolerance: f64,
        y: &mut Vec<f64>,
        run: &Run,
    ) -> Result<u32, Error> {
        let size = self.residual.len();
        y.clear();
        y.resize(size, 0.0);
        self.direction.clear();
        self.direction.resize(size, 0.0);
        self.product.resize(size, 0.0);
        let goal = tolerance * tolerance * dot(&self.residual, &self.residual);
        let mut previous = f64::INFINITY;
        for iteration in 0..MAX_ITERATIONS {
            let preconditioned: f64 = self
                .residual
                .iter()
                .zip(&self.inverse_diagonal)
                .map(|(residual, inverse)| residual * residual * inverse)
                .sum();
            let momentum = preconditioned / previous;
            for ((direction, residual), inverse) in
                self.direction.iter_mut().zip(&self.residual).zip(&self.inverse_diagonal)
            {
                *direction = residual * inverse + momentum * *direction;
            }
            self.multiply(kept);
            let curvature = dot(&self.direction, &self.product);
            // Not so only where rounding has the better of a nearly singular matrix.
            if !(curvature > 0.0) {
                return Ok(iteration);
            }
            let step = preconditioned / curvature;
            for ((y, residual), (direction, product)) in
                y.iter_mut().zip(&mut self.residual).zip(self.direction.iter().zip(&self.product))
            {
                *y += step * direction;
                *residual -= step * product;
            }
            if dot(&self.residual, &self.residual) <= goal {
                return Ok(iteration + 1);
            }
            previous = preconditioned;
            run.ensure_wanted()?;
        }
        Ok(MAX_ITERATIONS)
    }

    /// `product` = (D - S' R^-1 S) `direction`.
    fn multiply(&mut self, kept: &[Rows]) {
        crate::tune::add(&crate::tune::LINEAR, kept.iter().map(|r| r.entries.len()).sum());
        let Self { direction: y, product, column_slack, row_slack, inverse_rows, .. } = self;
        for ((product, slack), y) in product.iter_mut().zip(column_slack.iter()).zip(y.iter()) {
            *product = slack * y;
        }
        for (((columns, entries), slack), inverse) in rows_of(kept).zip(row_slack.iter()).zip(inverse_rows.iter()) {
            let Some(&pivot) = columns.first() else { continue };
            let y_pivot = y[pivot as usize];
            let relative: f64 = columns.iter().zip(entries).map(|(&j, entry)| entry * (y[j as usize] - y_pivot)).sum();
            let mean = (relative - slack * y_pivot) * inverse;
            for (&j, entry) in columns.iter().zip(entries) {
                product[j as usize] += entry * ((y[j as usize] - y_pivot) - mean);
            }
        }
    }
}

/// All rows of all blocks.
fn rows_of(kept: &[Rows]) -> impl Iterator<Item = (&[u32], &[f64])> {
    kept.iter().flat_map(|rows| (0..rows.count()).map(|k| rows.row(k)))
}

fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}
