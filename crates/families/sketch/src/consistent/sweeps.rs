//! Forward and backward sweeps through the blocks of a partition, accelerated by conjugate gradients (Björck and
//! Elfving, BIT 19, 1979, section 4).
//!
//! One sweep maps x to Q x + R b with a symmetric Q between 0 and the identity, and the solutions of A x = b are fixed
//! points. So they are the solutions of (I - Q) x = R b, with the change of x in a sweep as residual.

use super::rows::{Partition, STREAM};
use super::system::System;
use superlinear_interface::{Cancellation, Error, Run};
use superlinear_numerics::random::Stream;
use superlinear_numerics::sketch_project::Projections;
use superlinear_numerics::vectors::{add_scaled, dot, scale_and_add};

/// Number of steps after which the residual is recomputed, to avoid accumulation of rounding errors.
const STEPS_PER_RENEWAL: u32 = 32;

/// Conjugate gradients over sweeps; each projection is one step.
pub(super) struct Sweeps<'a> {
    partition: Partition<'a>,
    cancellation: Cancellation<'a>,
    /// The residual, the search direction, and its product with I - Q.
    residual: Vec<f64>,
    direction: Vec<f64>,
    product: Vec<f64>,
    /// The squared norm of the residual at the last update of the direction; 0 before the first.
    energy: f64,
    steps: u32,
}

impl<'a> Sweeps<'a> {
    /// Sweeps through blocks of `size` equations.
    pub(crate) fn new(system: &'a System<'a>, size: usize, run: &'a Run) -> Result<Self, Error> {
        let partition = Partition::new(system, size, &mut Stream::new(run.seed(), STREAM), run)?;
        let zeros = || vec![0.0; system.table.columns()];
        let (residual, direction, product) = (zeros(), zeros(), zeros());
        Ok(Self { partition, cancellation: run.cancellation(), residual, direction, product, energy: 0.0, steps: 0 })
    }
}

impl Projections for Sweeps<'_> {
    fn project(&mut self, x: &mut [f64]) -> Result<(), Error> {
        if self.steps.is_multiple_of(STEPS_PER_RENEWAL) {
            self.residual.copy_from_slice(x);
            sweep(&self.partition, self.cancellation, false, &mut self.residual)?;
            add_scaled(&mut self.residual, -1.0, x);
        }
        self.steps += 1;
        let energy = dot(&self.residual, &self.residual);
        let conjugation = if self.energy > 0.0 { energy / self.energy } else { 0.0 };
        scale_and_add(&mut self.direction, conjugation, &self.residual);
        self.product.copy_from_slice(&self.direction);
        sweep(&self.partition, self.cancellation, true, &mut self.product)?;
        scale_and_add(&mut self.product, -1.0, &self.direction);
        let curvature = dot(&self.direction, &self.product);
        if curvature > 0.0 {
            add_scaled(x, energy / curvature, &self.direction);
            add_scaled(&mut self.residual, -energy / curvature, &self.product);
        }
        self.energy = energy;
        Ok(())
    }

    fn renew(&mut self) -> bool {
        (self.steps, self.energy) = (0, 0.0);
        true
    }

    fn per_measurement(&self) -> u32 {
        1
    }

    fn per_poll(&self) -> u32 {
        1
    }
}

/// Projects onto each block in order, then in reverse order.
fn sweep(partition: &Partition, cancellation: Cancellation, is_homogeneous: bool, x: &mut [f64]) -> Result<(), Error> {
    let blocks = partition.len();
    for block in (0..blocks).chain((1..blocks).rev().map(|block| block - 1)) {
        cancellation.ensure_wanted()?;
        partition.project(block, is_homogeneous, x);
    }
    Ok(())
}
