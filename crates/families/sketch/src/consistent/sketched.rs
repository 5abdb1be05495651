//! Projections onto combinations of all equations, with a new sketch each time.

use super::projection::Projection;
use super::system::System;
use crate::sketches::{Operand, Sketch, SketchKind};
use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, MatMut, MatRef, Par};
use superlinear_interface::{Error, Run};
use superlinear_numerics::sketch_project::Projections;

/// Projections onto S A x = S b for sketches S of one kind.
pub(super) struct Sketched<'a> {
    system: &'a System<'a>,
    kind: SketchKind,
    size: usize,
    run: &'a Run,
    /// The random stream of the next sketch.
    stream: u64,
}

impl<'a> Sketched<'a> {
    /// Sketches with `size` rows.
    pub(crate) fn new(system: &'a System<'a>, kind: SketchKind, size: usize, run: &'a Run) -> Self {
        Self { system, kind, size, run, stream: 0 }
    }
}

impl Projections for Sketched<'_> {
    fn project(&mut self, x: &mut [f64]) -> Result<(), Error> {
        let System { table, right_side, .. } = self.system;
        let sketch = Sketch::new(self.kind, self.size, table.rows(), self.stream, self.run)?;
        self.stream += 1;
        let sketched = sketch.apply(&Operand::of_table(table).with_right_sides(right_side, 1, "rightSide"))?;
        let (rows, right) = sketched.as_ref().split_at_col(table.columns());
        let mut gram = Mat::zeros(self.size, self.size);
        matmul(gram.as_mut(), Accum::Replace, rows, rows.transpose(), 1.0, Par::Seq);
        let mut residual = right.to_owned();
        let point = MatRef::from_column_major_slice(x, table.columns(), 1);
        matmul(residual.as_mut(), Accum::Add, rows, point, -1.0, Par::Seq);
        // Combinations of zero rows, or with cancellation to zero, are skipped.
        let mut candidates = (0..self.size).filter(|&i| gram[(i, i)] > 0.0).collect();
        let projection = Projection::new(&gram, &mut candidates)?;
        let mut taken: Vec<_> = projection.places.iter().map(|&place| residual[(place, 0)]).collect();
        projection.factors(&mut taken);
        let mut factors = vec![0.0; self.size];
        projection.places.iter().zip(taken).for_each(|(&place, factor)| factors[place] = factor);
        let point = MatMut::from_column_major_slice_mut(x, table.columns(), 1);
        let factors = MatRef::from_column_major_slice(&factors, self.size, 1);
        matmul(point, Accum::Add, rows.transpose(), factors, 1.0, Par::Seq);
        Ok(())
    }

    /// As many as have one row per dimension in total.
    fn per_measurement(&self) -> u32 {
        let table = self.system.table;
        table.rows().min(table.columns()).div_ceil(self.size) as u32
    }

    fn per_poll(&self) -> u32 {
        1
    }

    fn takes_all(&self) -> bool {
        false
    }
}
