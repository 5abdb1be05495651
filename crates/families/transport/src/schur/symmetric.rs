//! The system of a problem of a distribution with itself: (R + S) x = u, without cancellation or elimination.
//!
//! S is applied as the mean of itself and its transpose, since an entry and its mirror image are rounded separately.

use super::scaled::ScaledSystem;
use super::{Block, SchurSystem, by_blocks};
use crate::blocks::sum_columns;
use crate::kept::KeptEntries;
use crate::kernels::hessian::ApplyRowsBothWays;
use crate::mirror::Mirror;
use crate::potentials::Potentials;
use std::cell::RefCell;
use superlinear_interface::{Cancellation, Error, Run};
use superlinear_numerics::linear_operator::LinearOperator;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::simd::dispatch;

impl SchurSystem {
    /// Solves for x with the mean of both right-hand sides, to the relative residual `tolerance`. Returns the number of
    /// iterations.
    pub(crate) fn solve_symmetric(
        &mut self,
        entries: &KeptEntries,
        mirror: &Mirror,
        (u, v): super::Pair<'_>,
        tolerance: f64,
        solution: &mut Potentials,
        run: &Run,
    ) -> Result<u32, Error> {
        let diagonal: Vec<f64> = self.blocks.iter().flat_map(|block| &block.inverse).map(|r| r.recip()).collect();
        let mut right_side = u.to_vec();
        mirror.fold(&mut right_side, v);
        let matrix = SymmetricSystem {
            entries,
            mirror,
            diagonal: &diagonal,
            memory: RefCell::new(Memory {
                y: vec![0.0; self.column_slack.len()],
                columns: vec![0.0; self.column_slack.len()],
                blocks: &mut self.blocks,
            }),
            parallelism: Parallelism::of(run),
            cancellation: run.cancellation(),
        };
        let system = ScaledSystem { matrix: &matrix, diagonal: &diagonal, scale: &self.scales[0] };
        let (x, workspace) = (&mut solution.f, &mut self.workspace);
        let iterations = system.solve(&mut right_side, x, tolerance, workspace, || run.is_out_of_time())?;
        solution.g.resize(v.len(), 0.0);
        mirror.reflect(&solution.f, &mut solution.g);
        run.ensure_wanted()?;
        Ok(iterations)
    }
}

/// The matrix R + (S + S') / 2.
struct SymmetricSystem<'a> {
    entries: &'a KeptEntries,
    mirror: &'a Mirror,
    /// R.
    diagonal: &'a [f64],
    memory: RefCell<Memory<'a>>,
    parallelism: Parallelism,
    cancellation: Cancellation<'a>,
}

/// The workspace of a product.
struct Memory<'a> {
    /// x in the order of the targets, padded.
    y: Vec<f64>,
    /// S' x, padded.
    columns: Vec<f64>,
    blocks: &'a mut [Block],
}

impl LinearOperator for SymmetricSystem<'_> {
    fn dimension(&self) -> usize {
        self.diagonal.len()
    }

    fn apply(&self, x: &[f64], product: &mut [f64]) {
        let mut memory = self.memory.borrow_mut();
        let Memory { y, columns, blocks } = &mut *memory;
        let cancellation = self.cancellation;
        self.mirror.reflect(x, y);
        let items = by_blocks(&self.entries.blocks, blocks, x).zip(self.entries.split_rows(product));
        self.parallelism.map(items, |_, ((kept, block, x), product)| {
            let (y, columns) = (y.as_chunks().0, &mut block.columns);
            dispatch(ApplyRowsBothWays { kept, x, y, product, columns, cancellation });
        });
        sum_columns(blocks.iter().map(|block| &*block.columns), columns);
        self.mirror.fold(product, columns);
        for ((product, r), x) in product.iter_mut().zip(self.diagonal).zip(x) {
            *product += r * x;
        }
    }
}
