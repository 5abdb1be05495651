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
use crate::sparse_plan::{Rows, rows_of};
use superlinear_interface::{Cancellation, Error, Run};
use superlinear_numerics::conjugate_gradients::{self, StoppingRule, Workspace};
use superlinear_numerics::linear_operator::{Jacobi, LinearOperator};

/// The most conjugate-gradient iterations for one system. The step is used as it is then, as it is where rounding has the
/// better of a nearly singular matrix.
const MAX_ITERATIONS: usize = 2000;

/// The system at one point, and the memory to solve it in.
#[derive(Debug, Default)]
pub(crate) struct SchurSystem {
    /// 1 / R_i.
    inverse_rows: Vec<f64>,
    /// R_i - sum_j S_ij.
    row_slack: Vec<f64>,
    /// D_j - sum_i S_ij.
    column_slack: Vec<f64>,
    /// The diagonal of D - S' R^-1 S.
    diagonal: Vec<f64>,
    /// v - S' R^-1 u.
    right_side: Vec<f64>,
    workspace: Workspace,
}

impl SchurSystem {
    /// Sets up the system at the evaluated point.
    pub fn prepare(&mut self, evaluation: &Evaluation, shift: f64, run: &Run) -> Result<(), Error> {
        self.set_slacks(evaluation, shift, run.cancellation());
        self.set_diagonal(evaluation, run.cancellation());
        run.ensure_wanted()
    }

    fn set_slacks(&mut self, evaluation: &Evaluation, shift: f64, cancellation: Cancellation<'_>) {
        self.row_slack.clear();
        self.inverse_rows.clear();
        self.column_slack.clone_from(&evaluation.column_sums);
        for (row, &row_sum) in rows_of(&evaluation.kept, cancellation).zip(&evaluation.row_sums) {
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
    fn set_diagonal(&mut self, evaluation: &Evaluation, cancellation: Cancellation<'_>) {
        let diagonal = &mut self.diagonal;
        diagonal.clone_from(&self.column_slack);
        let rows = rows_of(&evaluation.kept, cancellation).zip(&self.inverse_rows).zip(&self.row_slack);
        for (((columns, entries), inverse), slack) in rows {
            let Some((&pivot, others)) = entries.split_first() else { continue };
            let beside_pivot = slack + others.iter().sum::<f64>();
            diagonal[columns[0] as usize] += pivot * beside_pivot * inverse;
            for (&j, entry) in columns[1..].iter().zip(others) {
                diagonal[j as usize] += entry * (pivot + beside_pivot - entry) * inverse;
            }
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
        let cancellation = run.cancellation();
        self.right_side.clear();
        self.right_side.extend_from_slice(v);
        for (((columns, entries), inverse), u) in rows_of(&evaluation.kept, cancellation).zip(&self.inverse_rows).zip(u)
        {
            let scaled = u * inverse;
            for (&j, entry) in columns.iter().zip(entries) {
                self.right_side[j as usize] -= entry * scaled;
            }
        }
        y.clear();
        y.resize(v.len(), 0.0);
        let complement = SchurComplement {
            kept: &evaluation.kept,
            inverse_rows: &self.inverse_rows,
            row_slack: &self.row_slack,
            column_slack: &self.column_slack,
            cancellation,
        };
        let preconditioner = Jacobi::new(&self.diagonal);
        let rule = StoppingRule { relative_tolerance: tolerance, max_iterations: MAX_ITERATIONS };
        let poll = || run.ensure_wanted().map(|()| false);
        let outcome = conjugate_gradients::solve(
            &complement,
            &preconditioner,
            &self.right_side,
            y,
            rule,
            &mut self.workspace,
            poll,
        )?;
        x.clear();
        for (((columns, entries), inverse), u) in rows_of(&evaluation.kept, cancellation).zip(&self.inverse_rows).zip(u)
        {
            let coupled: f64 = columns.iter().zip(entries).map(|(&j, entry)| entry * y[j as usize]).sum();
            x.push((u - coupled) * inverse);
        }
        run.ensure_wanted()?;
        Ok(outcome.iterations as u32)
    }
}

/// The matrix D - S' R^-1 S, applied in difference form.
struct SchurComplement<'a> {
    kept: &'a [Rows],
    inverse_rows: &'a [f64],
    row_slack: &'a [f64],
    column_slack: &'a [f64],
    cancellation: Cancellation<'a>,
}

impl LinearOperator for SchurComplement<'_> {
    fn dimension(&self) -> usize {
        self.column_slack.len()
    }

    fn apply(&self, y: &[f64], product: &mut [f64]) {
        for ((product, slack), y) in product.iter_mut().zip(self.column_slack).zip(y) {
            *product = slack * y;
        }
        for (((columns, entries), slack), inverse) in
            rows_of(self.kept, self.cancellation).zip(self.row_slack).zip(self.inverse_rows)
        {
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
