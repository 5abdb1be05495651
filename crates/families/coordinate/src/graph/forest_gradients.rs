//! Conjugate gradients by message passing. If two forests P and Q cover the graph, P is eliminated exactly, and
//! conjugate gradients solve the Schur complement `S = A_QQ - A_QP A_PP^-1 A_PQ` with `A_QQ^-1` as a preconditioner: an
//! iteration is a solve on each forest and a product with each half of the entries between them. With more forests, a
//! symmetric sweep over all of them preconditions the whole matrix.
//!
//! Source: for two forests, the reduced system of Reid, The Use of Conjugate Gradients for Systems of Linear Equations
//! Possessing "Property A", SIAM J. Numer. Anal. 9, 1972, with forests instead of colors; the product with A_QQ is
//! updated as by Eisenstat, SIAM J. Sci. Stat. Comput. 2, 1981.

use super::reached::{Goal, Poll, Reached};
use crate::forest::FactoredForest;
use std::cell::RefCell;
use superlinear_interface::{Ending, Error, SparseMatrix};
use superlinear_numerics::linear_operator::LinearOperator;
use superlinear_numerics::sparse::dot_in_order;
use superlinear_numerics::vectors::{add_scaled, dot, norm, scale_and_add};

/// Two forests that cover a graph, and the entries between them.
pub(super) struct TwoForests {
    eliminated: FactoredForest,
    kept: FactoredForest,
    /// The entries with rows in the eliminated forest and columns in the kept one, and vice versa.
    to_eliminated: Between,
    to_kept: Between,
}

impl TwoForests {
    /// Splits the matrix into the forests 0 and 1 of `forest_of`. If a pivot is not positive, the error is its row.
    pub fn new(matrix: &SparseMatrix, forest_of: &[u32]) -> Result<Self, usize> {
        let kept = FactoredForest::new(matrix, |node| forest_of[node] == 0)?;
        let eliminated = FactoredForest::new(matrix, |node| forest_of[node] == 1)?;
        let mut places = vec![0; matrix.rows];
        for forest in [&kept, &eliminated] {
            forest.nodes().iter().zip(0..).for_each(|(&node, place)| places[node as usize] = place);
        }
        let to_eliminated = Between::new(matrix, eliminated.nodes(), &places, |node| forest_of[node] == 0);
        let to_kept = Between::new(matrix, kept.nodes(), &places, |node| forest_of[node] == 1);
        Ok(Self { eliminated, kept, to_eliminated, to_kept })
    }

    /// Solves A x = b. Writes x to `solution`.
    pub fn solve(
        &self,
        right_side: &[f64],
        solution: &mut [f64],
        goal: Goal,
        poll: &mut Poll<'_>,
    ) -> Result<Reached, Error> {
        let part = |forest: &FactoredForest| -> Vec<f64> {
            forest.nodes().iter().map(|&node| right_side[node as usize]).collect()
        };
        let (mut residual, right_of_eliminated) = (part(&self.kept), part(&self.eliminated));
        let mut message = right_of_eliminated.clone();
        self.eliminated.solve(&mut message);
        self.to_kept.subtract_product(&message, &mut residual);

        let count = residual.len();
        let [mut x, mut direction, mut forest_product] = [(); 3].map(|()| vec![0.0; count]);
        let (mut preconditioned, mut product) = (residual.clone(), residual.clone());
        let (mut energy, mut iterations) = (0.0, 0);
        let status = loop {
            let size = norm(&residual);
            if size <= goal.residual {
                break Ending::Converged;
            }
            if iterations == goal.max_iterations {
                break Ending::IterationLimit;
            }
            if poll(iterations, size / goal.residual)? {
                break Ending::TimeLimit;
            }
            preconditioned.copy_from_slice(&residual);
            self.kept.solve(&mut preconditioned);
            let last = std::mem::replace(&mut energy, dot(&residual, &preconditioned));
            let conjugation = if last > 0.0 { energy / last } else { 0.0 };
            scale_and_add(&mut direction, conjugation, &preconditioned);
            // The product of the kept forest's matrix with the direction.
            scale_and_add(&mut forest_product, conjugation, &residual);
            message.fill(0.0);
            self.to_eliminated.subtract_product(&direction, &mut message);
            self.eliminated.solve(&mut message);
            product.copy_from_slice(&forest_product);
            self.to_kept.add_product(&message, &mut product);
            let curvature = dot(&direction, &product);
            // Written such that a NaN ends the loop too.
            if !(curvature > 0.0 && energy > 0.0) {
                break Ending::Stalled;
            }
            add_scaled(&mut x, energy / curvature, &direction);
            add_scaled(&mut residual, -energy / curvature, &product);
            iterations += 1;
        };

        message = right_of_eliminated;
        self.to_eliminated.subtract_product(&x, &mut message);
        self.eliminated.solve(&mut message);
        for (forest, values) in [(&self.kept, &x), (&self.eliminated, &message)] {
            forest.nodes().iter().zip(values).for_each(|(&node, value)| solution[node as usize] = *value);
        }
        Ok(Reached { status, iterations })
    }
}

/// Entries of a matrix with rows in one forest and columns in another, both numbered like the forests' members.
struct Between {
    starts: Vec<u32>,
    columns: Vec<u32>,
    entries: Vec<f64>,
}

impl Between {
    fn new(matrix: &SparseMatrix, rows: &[u32], places: &[u32], is_column: impl Fn(usize) -> bool) -> Self {
        let (mut starts, mut columns, mut entries) = (vec![0], Vec::new(), Vec::new());
        for &row in rows {
            let (neighbors, values) = matrix.row(row as usize);
            for (&neighbor, &value) in neighbors.iter().zip(values) {
                if neighbor as u32 != row && is_column(neighbor as usize) {
                    columns.push(places[neighbor as usize]);
                    entries.push(value);
                }
            }
            starts.push(columns.len() as u32);
        }
        Self { starts, columns, entries }
    }

    fn row_product(&self, row: usize, x: &[f64]) -> f64 {
        let range = self.starts[row] as usize..self.starts[row + 1] as usize;
        self.columns[range.clone()].iter().zip(&self.entries[range]).map(|(&j, entry)| entry * x[j as usize]).sum()
    }

    fn add_product(&self, x: &[f64], y: &mut [f64]) {
        y.iter_mut().enumerate().for_each(|(row, y)| *y += self.row_product(row, x));
    }

    fn subtract_product(&self, x: &[f64], y: &mut [f64]) {
        y.iter_mut().enumerate().for_each(|(row, y)| *y -= self.row_product(row, x));
    }
}

/// One sweep of exact block descent over forests, and back: symmetric block Gauss–Seidel from zero, as a
/// preconditioner.
pub(super) struct ForestSweep<'a> {
    matrix: &'a SparseMatrix,
    forests: &'a [FactoredForest],
    part: RefCell<Vec<f64>>,
}

impl<'a> ForestSweep<'a> {
    /// A sweep over these forests, which must cover the matrix.
    pub fn new(matrix: &'a SparseMatrix, forests: &'a [FactoredForest]) -> Self {
        Self { matrix, forests, part: RefCell::new(Vec::new()) }
    }
}

impl LinearOperator for ForestSweep<'_> {
    fn dimension(&self) -> usize {
        self.matrix.rows
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        let Self { matrix, forests, part } = self;
        let mut part = part.borrow_mut();
        y.fill(0.0);
        for forest in forests.iter().chain(forests.iter().rev().skip(1)) {
            update_forest(matrix, forest, x, y, &mut part);
        }
    }
}

/// Minimizes the quadratic over the variables of a forest. `part` is workspace.
pub(super) fn update_forest(
    matrix: &SparseMatrix,
    forest: &FactoredForest,
    right_side: &[f64],
    x: &mut [f64],
    part: &mut Vec<f64>,
) {
    part.clear();
    for &node in forest.nodes() {
        let (columns, entries) = matrix.row(node as usize);
        part.push(right_side[node as usize] - dot_in_order(columns, entries, x));
    }
    forest.solve(part);
    forest.nodes().iter().zip(&*part).for_each(|(&node, step)| x[node as usize] += step);
}
