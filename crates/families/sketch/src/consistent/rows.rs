//! Projections onto equations: one at a time, or in the blocks of a random partition.

use super::projection::Projection;
use super::system::System;
use crate::table::Table;
use faer::Mat;
use faer::linalg::matmul::matmul;
use faer::{Accum, MatRef, Par};
use superlinear_interface::{Error, Run};
use superlinear_numerics::random::Stream;
use superlinear_numerics::sketch_project::{POLL_ENTRIES, Projections};

/// The stream of the run's random numbers for rows.
pub(super) const STREAM: u64 = 0;

/// Single equations, sampled by the squared norms of their rows.
pub(super) struct SingleRows<'a> {
    system: &'a System<'a>,
    random: Stream,
    /// The cumulative sums of the squares.
    cumulative: Vec<f64>,
}

impl<'a> SingleRows<'a> {
    pub(crate) fn new(system: &'a System<'a>, run: &Run) -> Self {
        let mut total = 0.0;
        let add = |square: &f64| {
            total += square;
            total
        };
        let cumulative = system.row_squares.iter().map(add).collect();
        Self { system, random: Stream::new(run.seed(), STREAM), cumulative }
    }

    /// Samples a nonzero row, unless all are zero.
    fn draw(&mut self) -> usize {
        let last = self.cumulative.len() - 1;
        let place = self.random.uniform() * self.cumulative[last];
        self.cumulative.partition_point(|&sum| sum <= place).min(last)
    }
}

impl Projections for SingleRows<'_> {
    fn project(&mut self, x: &mut [f64]) -> Result<(), Error> {
        let row = self.draw();
        let System { table, right_side, row_squares, .. } = self.system;
        if row_squares[row] > 0.0 {
            let factor = (right_side[row] - row_product(table, row, x)) / row_squares[row];
            table.add_transposed_rows(row..row + 1, &[factor], x);
        }
        Ok(())
    }

    fn per_measurement(&self) -> u32 {
        self.system.table.rows() as u32
    }

    fn per_poll(&self) -> u32 {
        per_poll(self.system.table.entries() / self.system.table.rows())
    }

    fn takes_all(&self) -> bool {
        false
    }
}

/// A random partition of the equations into blocks.
pub(super) struct Partition<'a> {
    system: &'a System<'a>,
    blocks: Vec<Block>,
}

/// Some independent equations, and the projection onto their solutions.
struct Block {
    rows: Vec<usize>,
    projection: Projection,
}

impl<'a> Partition<'a> {
    /// A partition into blocks of `size`, or of as many rows as there are columns if that is less; the last block may
    /// be smaller. Equations with zero rows are omitted, and those dependent on others of their block form blocks of
    /// their own.
    pub(crate) fn new(system: &'a System<'a>, size: usize, random: &mut Stream, run: &Run) -> Result<Self, Error> {
        let mut rows: Vec<usize> = (0..system.table.rows()).filter(|&row| system.row_squares[row] > 0.0).collect();
        random.shuffle(&mut rows);
        let cancellation = run.cancellation();
        // More rows than columns are always dependent.
        let size = size.min(system.table.columns());
        let blocks = system.table.parallelism().map(rows.chunks_mut(size), |_, rows| {
            cancellation.ensure_wanted()?;
            rows.sort_unstable();
            independent_blocks(system.table, rows)
        });
        Ok(Self { system, blocks: blocks.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect() })
    }

    /// The number of blocks.
    pub(crate) fn len(&self) -> usize {
        self.blocks.len()
    }

    /// The approximate number of entries in a block.
    pub(crate) fn entries_per_block(&self) -> usize {
        self.system.table.entries().div_ceil(self.len().max(1))
    }

    /// Moves `x` to the nearest solution of a block's equations; with zero right-hand sides if `is_homogeneous`.
    pub(crate) fn project(&self, block: usize, is_homogeneous: bool, x: &mut [f64]) {
        let System { table, right_side, .. } = self.system;
        let Block { rows, projection } = &self.blocks[block];
        let right = |row: usize| if is_homogeneous { 0.0 } else { right_side[row] };
        let mut factors: Vec<_> = rows.iter().map(|&row| right(row) - row_product(table, row, x)).collect();
        projection.factors(&mut factors);
        for (&row, &factor) in rows.iter().zip(&factors) {
            table.add_transposed_rows(row..row + 1, &[factor], x);
        }
    }
}

/// Splits some equations into blocks of independent ones, so that a block has a solution for any right-hand sides.
fn independent_blocks(table: &Table, rows: &[usize]) -> Result<Vec<Block>, Error> {
    let gram = gram(table, rows);
    let mut left: Vec<usize> = (0..rows.len()).collect();
    let mut blocks = Vec::new();
    while !left.is_empty() {
        let projection = Projection::new(&gram, &mut left)?;
        blocks.push(Block { rows: projection.places.iter().map(|&place| rows[place]).collect(), projection });
    }
    Ok(blocks)
}

/// The blocks of a random partition, in random order.
pub(super) struct Blocks<'a> {
    partition: Partition<'a>,
    random: Stream,
    /// The remaining blocks before all are taken again.
    order: Vec<usize>,
}

impl<'a> Blocks<'a> {
    /// Blocks of `size` equations.
    pub(crate) fn new(system: &'a System<'a>, size: usize, run: &Run) -> Result<Self, Error> {
        let mut random = Stream::new(run.seed(), STREAM);
        let partition = Partition::new(system, size, &mut random, run)?;
        Ok(Self { partition, random, order: Vec::new() })
    }
}

impl Projections for Blocks<'_> {
    fn project(&mut self, x: &mut [f64]) -> Result<(), Error> {
        if self.order.is_empty() {
            self.order.extend(0..self.partition.len());
            self.random.shuffle(&mut self.order);
        }
        // There is no block if all rows are zero.
        if let Some(block) = self.order.pop() {
            self.partition.project(block, false, x);
        }
        Ok(())
    }

    fn per_measurement(&self) -> u32 {
        self.partition.len().max(1) as u32
    }

    fn per_poll(&self) -> u32 {
        per_poll(self.partition.entries_per_block())
    }
}

fn row_product(table: &Table, row: usize, x: &[f64]) -> f64 {
    let mut product = [0.0];
    table.apply_rows(row..row + 1, x, &mut product);
    product[0]
}

/// The number of projections, with this many entries each, that take a few milliseconds.
fn per_poll(entries: usize) -> u32 {
    (POLL_ENTRIES / entries.max(1)).max(1) as u32
}

fn gram(table: &Table, rows: &[usize]) -> Mat<f64> {
    let size = rows.len();
    let mut gram = Mat::zeros(size, size);
    match table.as_sparse() {
        Some(matrix) => {
            for (j, &row) in rows.iter().enumerate() {
                for (i, &other) in rows.iter().enumerate().skip(j) {
                    let product = sparse_product(matrix.row(row), matrix.row(other));
                    (gram[(i, j)], gram[(j, i)]) = (product, product);
                }
            }
        }
        None => {
            let (mut gathered, mut scratch) = (Vec::with_capacity(size * table.columns()), Vec::new());
            for &row in rows {
                gathered.extend_from_slice(table.dense_rows(row..row + 1, &mut scratch));
            }
            let gathered = MatRef::from_row_major_slice(&gathered, size, table.columns());
            matmul(gram.as_mut(), Accum::Replace, gathered, gathered.transpose(), 1.0, Par::Seq);
        }
    }
    gram
}

fn sparse_product((columns, values): (&[i32], &[f64]), (others, other_values): (&[i32], &[f64])) -> f64 {
    let (mut product, mut k) = (0.0, 0);
    for (&column, value) in columns.iter().zip(values) {
        while k < others.len() && others[k] < column {
            k += 1;
        }
        if k < others.len() && others[k] == column {
            product += value * other_values[k];
        }
    }
    product
}
