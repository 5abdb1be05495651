//! The linear systems of the Newton step and of the path predictor.
//!
//! With the plan's large entries S, full row sums r and column sums c, and shifts s and t of the diagonal, they are
//!
//! ```text
//!     [ R   S ] [x]   [u]       R = diag(r) + s
//!     [ S'  D ] [y] = [v]       D = diag(c) + t
//! ```
//!
//! R and D include the mass of the entries omitted from S, so the matrix is diagonally dominant, hence definite. The
//! rows are eliminated, and preconditioned conjugate gradients on D - S' R^-1 S solve for y.
//!
//! If one entry has nearly all of its row's mass, this difference cancels, so it is never formed from its two terms.
//! With the row's largest entry as pivot p and the slack R_i - sum_j S_ij, one row contributes to the product with y
//! `S_ij ((y_j - y_p) - (sum_k S_ik (y_k - y_p) - slack_i y_p) / R_i)`, without cancellation of large terms.

mod scaled;
mod symmetric;

use crate::blocks::sum_columns;
use crate::instance::Instance;
use crate::kept::{KeptEntries, KeptRows};
use crate::kernels::hessian::{ApplyRows, BackSubstituteRows, ChangeRows, CondenseRows, PrepareRows};
use crate::kernels::whole::{ApplyWholeRows, BackSubstituteWholeRows, CondenseWholeRows, PrepareWholeRows, WholeRows};
use crate::potentials::Potentials;
use crate::registers::Registers;
pub(crate) use scaled::{ScaledSystem, scale};
use std::cell::RefCell;
use superlinear_interface::{Cancellation, Error, Run};
use superlinear_numerics::elementwise::exp;
use superlinear_numerics::krylov::conjugate_gradients::Workspace;
use superlinear_numerics::linear_operator::LinearOperator;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::simd::{LANES, dispatch};

/// The system at one point, with its workspace. Vectors over columns are padded to whole registers.
#[derive(Debug)]
pub(crate) struct SchurSystem {
    /// The units of the row and column unknowns; see [`ScaledSystem`].
    scales: [Vec<f64>; 2],
    blocks: Vec<Block>,
    /// D_j - sum_i S_ij.
    column_slack: Vec<f64>,
    /// The diagonal of D - S' R^-1 S.
    diagonal: Vec<f64>,
    /// v - S' R^-1 u.
    right_side: Vec<f64>,
    y: Vec<f64>,
    workspace: Workspace,
}

/// The data of one block of rows.
#[derive(Debug, Default)]
struct Block {
    /// R_i - sum_j S_ij.
    slack: Vec<f64>,
    /// 1 / R_i.
    inverse: Vec<f64>,
    /// Its term of a sum over all rows.
    columns: Registers,
    /// Its kept entries, decoded, if the block is small.
    whole: Option<WholeRows>,
}

/// Upper limit on the entries of a small block: decoded, they fit in a cache of 256 KB together with the vectors.
const SMALL_BLOCK: usize = 1 << 14;

/// Lower limit on the kept fraction of a small block. Below it, zeros would be most of the work.
const KEPT_PART: f64 = 0.2;

/// Returns whether products are faster with full, decoded rows.
fn is_small(kept: &KeptRows, columns: usize) -> bool {
    let entries = kept.count() * columns;
    entries <= SMALL_BLOCK && kept.entries() as f64 > KEPT_PART * entries as f64
}

/// Two vectors, one over the rows and one over the columns.
pub(crate) type Pair<'a> = (&'a [f64], &'a [f64]);

impl SchurSystem {
    /// Allocates the system of an instance.
    pub(crate) fn new(instance: &Instance) -> Self {
        let columns = instance.b.len().next_multiple_of(LANES);
        Self {
            scales: [scale(&instance.a, instance.a.len()), scale(&instance.b, columns)],
            blocks: Vec::new(),
            column_slack: Vec::new(),
            diagonal: Vec::new(),
            right_side: Vec::new(),
            y: Vec::new(),
            workspace: Workspace::default(),
        }
    }

    /// Sets up the system for these entries, with `shifts` added to its diagonal.
    pub(crate) fn prepare(&mut self, entries: &KeptEntries, shifts: Pair<'_>, run: &Run) -> Result<(), Error> {
        self.blocks.resize_with(entries.blocks.len(), Block::default);
        let padded = entries.left_out_columns.len();
        let mut row_shifts = shifts.0;
        let items = self.blocks.iter_mut().zip(&entries.blocks).map(|(block, kept)| {
            let own;
            (own, row_shifts) = row_shifts.split_at(kept.count().min(row_shifts.len()));
            (block, kept, own)
        });
        let cancellation = run.cancellation();
        Parallelism::of(run).map(items, |_, (block, kept, shifts)| {
            block.slack.clear();
            block.slack.extend(kept.left_out.iter().zip(shifts).map(|(left_out, shift)| left_out + shift));
            block.inverse.resize(block.slack.len(), 0.0);
            block.columns.reset(padded / LANES, 0.0);
            if !is_small(kept, padded) {
                block.whole = None;
            } else if block.whole.is_none() {
                block.whole = Some(WholeRows::default());
            }
            let Block { slack, inverse, columns, whole } = block;
            match whole {
                Some(rows) => dispatch(PrepareWholeRows { kept, slack, inverse, rows, columns }),
                None => dispatch(PrepareRows { kept, slack, inverse, columns, cancellation }),
            }
        });
        run.ensure_wanted()?;
        self.column_slack.clone_from(&entries.left_out_columns);
        for (slack, shift) in self.column_slack.iter_mut().zip(shifts.1) {
            *slack += shift;
        }
        sum_columns(self.blocks.iter().map(|block| &*block.columns), &mut self.diagonal);
        for (diagonal, slack) in self.diagonal.iter_mut().zip(&self.column_slack) {
            *diagonal += slack;
        }
        Ok(())
    }

    /// Solves for (x, y) with right-hand side (u, v) to the relative residual `tolerance`. Returns the number of
    /// iterations.
    pub fn solve(
        &mut self,
        entries: &KeptEntries,
        (u, v): Pair<'_>,
        tolerance: f64,
        solution: &mut Potentials,
        run: &Run,
    ) -> Result<u32, Error> {
        self.condense(&entries.blocks, u, v, run);
        let Self { scales: [_, scale], blocks, column_slack, diagonal, right_side, y, workspace } = self;
        let cancellation = run.cancellation();
        let parallelism = Parallelism::of(run);
        let complement = SchurComplement {
            kept: &entries.blocks,
            blocks: RefCell::new(&mut *blocks),
            column_slack,
            parallelism,
            cancellation,
        };
        let system = ScaledSystem { matrix: &complement, diagonal, scale };
        let iterations = system.solve(right_side, y, tolerance, workspace, || run.is_out_of_time())?;
        solution.f.resize(u.len(), 0.0);
        let items = by_blocks(&entries.blocks, blocks, u).zip(entries.split_rows(&mut solution.f));
        parallelism.map(items, |_, ((kept, block, u), x)| {
            let y = y.as_chunks().0;
            let Block { inverse, whole, .. } = block;
            match whole {
                Some(rows) => dispatch(BackSubstituteWholeRows { rows, inverse, u, y, x }),
                None => dispatch(BackSubstituteRows { kept, inverse, u, y, x, cancellation }),
            }
        });
        solution.g.clear();
        solution.g.extend_from_slice(&y[..v.len()]);
        run.ensure_wanted()?;
        Ok(iterations)
    }

    /// Predicts the changes of the row and column sums along `step` from the kept entries. Omitted entries are assumed
    /// to grow like the rest of their row and column.
    pub(crate) fn promised_changes(
        &mut self,
        entries: &KeptEntries,
        step: &Potentials,
        run: &Run,
    ) -> Result<Potentials, Error> {
        let (mut p, mut q) = (step.f.clone(), step.g.clone());
        for growth in [&mut p, &mut q] {
            exp(growth);
            // Cancellation here is rounding error relative to the entries.
            growth.iter_mut().for_each(|growth| *growth -= 1.0);
        }
        q.resize(self.column_slack.len(), 0.0);
        let mut changes = Potentials { f: vec![0.0; p.len()], g: Vec::new() };
        let cancellation = run.cancellation();
        let items = by_blocks(&entries.blocks, &mut self.blocks, &p).zip(entries.split_rows(&mut changes.f));
        Parallelism::of(run).map(items, |_, ((kept, block, row_growth), row_changes)| {
            let (column_growth, columns) = (q.as_chunks().0, &mut block.columns);
            dispatch(ChangeRows { kept, row_growth, column_growth, row_changes, columns, cancellation });
            for ((change, growth), left_out) in row_changes.iter_mut().zip(row_growth).zip(&kept.left_out) {
                *change += growth * left_out;
            }
        });
        run.ensure_wanted()?;
        sum_columns(self.blocks.iter().map(|block| &*block.columns), &mut changes.g);
        changes.g.truncate(step.g.len());
        for ((change, growth), left_out) in changes.g.iter_mut().zip(&q).zip(&entries.left_out_columns) {
            *change += growth * left_out;
        }
        Ok(changes)
    }

    /// Writes the right-hand side after elimination of the rows.
    fn condense(&mut self, kept: &[KeptRows], u: &[f64], v: &[f64], run: &Run) {
        let cancellation = run.cancellation();
        Parallelism::of(run).map(by_blocks(kept, &mut self.blocks, u), |_, (kept, block, u)| {
            let Block { inverse, columns, whole, .. } = block;
            match whole {
                Some(rows) => dispatch(CondenseWholeRows { rows, inverse, u, columns }),
                None => dispatch(CondenseRows { kept, inverse, u, columns, cancellation }),
            }
        });
        sum_columns(self.blocks.iter().map(|block| &*block.columns), &mut self.right_side);
        for (right, v) in self.right_side.iter_mut().zip(v) {
            *right = v - *right;
        }
    }
}

/// The blocks with their kept entries and their part of `values`.
fn by_blocks<'a>(
    kept: &'a [KeptRows],
    blocks: &'a mut [Block],
    mut values: &'a [f64],
) -> impl Iterator<Item = (&'a KeptRows, &'a mut Block, &'a [f64])> {
    kept.iter().zip(blocks).map(move |(kept, block)| {
        let own;
        (own, values) = values.split_at(kept.count().min(values.len()));
        (kept, block, own)
    })
}

/// The matrix D - S' R^-1 S, applied in difference form.
struct SchurComplement<'a> {
    kept: &'a [KeptRows],
    blocks: RefCell<&'a mut [Block]>,
    column_slack: &'a [f64],
    parallelism: Parallelism,
    cancellation: Cancellation<'a>,
}

impl LinearOperator for SchurComplement<'_> {
    fn dimension(&self) -> usize {
        self.column_slack.len()
    }

    fn apply(&self, y: &[f64], product: &mut [f64]) {
        let mut blocks = self.blocks.borrow_mut();
        let cancellation = self.cancellation;
        self.parallelism.map(self.kept.iter().zip(blocks.iter_mut()), |_, (kept, block)| {
            let Block { slack, inverse, columns, whole } = block;
            let y = y.as_chunks().0;
            match whole {
                Some(rows) => dispatch(ApplyWholeRows { rows, slack, inverse, y, columns }),
                None => dispatch(ApplyRows { kept, slack, inverse, y, columns, cancellation }),
            }
        });
        for ((product, slack), y) in product.iter_mut().zip(self.column_slack).zip(y) {
            *product = slack * y;
        }
        for block in blocks.iter() {
            for (product, part) in product.iter_mut().zip(block.columns.as_flattened()) {
                *product += part;
            }
        }
    }
}
