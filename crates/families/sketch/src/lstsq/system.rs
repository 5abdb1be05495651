//! The least-squares problem common to all methods: weighted rows stacked on a ridge, and passes over it.

use super::blocks::Blocks;
use super::equations::{Equations, Slopes};
use crate::root;
use crate::sketches::Operand;
use crate::table::Table;
use faer::Mat;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use superlinear_interface::{Error, VectorOrMatrix};
use superlinear_numerics::dense::{self, ROUGH_EPSILON, add_gram, add_rough_gram, write_product};
use superlinear_numerics::parallel::add_vectors;
use superlinear_numerics::vectors::add_scaled;

/// Maximum number of parts of the pass that computes a Gram matrix, as each part holds its own.
const GRAM_PARTS: usize = 16;

/// Minimum number of rows per column in a part, so that the Gram matrices of all parts together are at most half of the
/// matrix.
const GRAM_ROWS_PER_COLUMN: usize = 2;

/// Number of entries of a block multiplied at a time: the block and its product stay in the second-level cache.
const GRAM_BLOCK_ENTRIES: usize = 1 << 15;

/// Minimization of the sum of w_i (A x - b)_i^2 plus ridge |x|^2, for several b at once.
pub(crate) struct System<'a> {
    pub table: Table<'a>,
    /// The square roots of the weights, if any.
    pub row_factors: Option<Vec<f64>>,
    pub ridge: f64,
    /// The right-hand sides, the columns of a row-major matrix.
    pub right_sides: &'a [f64],
    pub right_side_count: usize,
    /// The name of their entries in errors.
    pub right_side_name: &'static str,
    /// The number of passes over the matrix.
    passes: AtomicU32,
}

/// The variables of a Gram matrix.
pub(crate) enum GramOf<'a> {
    /// The original ones: A' A.
    Plain,
    /// Those of blocks of columns.
    Blocks(&'a Blocks),
    /// (A T)' (A T).
    Transformed(&'a Mat<f64>),
}

/// The accuracy of a Gram matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Precision {
    Full,
    /// The accuracy of [`add_rough_gram`].
    Rough,
}

impl Precision {
    /// The unit of rounding.
    pub(crate) fn epsilon(self) -> f64 {
        match self {
            Self::Full => f64::EPSILON,
            Self::Rough => ROUGH_EPSILON,
        }
    }
}

impl<'a> System<'a> {
    /// The system of these parts, which must have matching sizes.
    pub(crate) fn new(
        table: Table<'a>,
        right_side: &'a VectorOrMatrix,
        row_factors: Option<Vec<f64>>,
        ridge: f64,
    ) -> Self {
        let (right_sides, right_side_name) = match right_side {
            VectorOrMatrix::Vector(vector) => (&**vector, "rightSide"),
            VectorOrMatrix::Matrix(matrix) => (&*matrix.data, "rightSide.data"),
        };
        let right_side_count = right_side.count();
        Self { table, row_factors, ridge, right_sides, right_side_count, right_side_name, passes: AtomicU32::new(0) }
    }

    /// The operand of a sketch or a factorization: [A, b], with weights.
    pub(crate) fn operand(&self) -> Operand<'_> {
        let operand = Operand::of_table(&self.table);
        let operand = operand.with_right_sides(self.right_sides, self.right_side_count, self.right_side_name);
        match &self.row_factors {
            Some(factors) => operand.with_row_factors(factors),
            None => operand,
        }
    }

    /// A small matrix R with R' R = [A, b]' [A, b], weighted, without the ridge, by factorizations of blocks of rows.
    pub(crate) fn root(&self) -> Result<Mat<f64>, Error> {
        self.count_pass();
        root::of(&self.table, &self.operand())
    }

    /// Counts a pass over the matrix.
    pub(crate) fn count_pass(&self) {
        self.passes.fetch_add(1, Ordering::Relaxed);
    }

    /// The weighted squared residuals and the gradients at `solutions`, in one pass over the matrix.
    pub(crate) fn slopes_at(&self, solutions: &[Vec<f64>]) -> Result<Slopes, Error> {
        self.count_pass();
        let parts = self.table.map_parts(self.table.rows_per_part(), |rows| {
            let mut sums = Sums::new(self);
            for block in self.table.blocks(rows) {
                sums.add_block(block, solutions);
            }
            sums.flat
        })?;
        Ok(self.finish(add_vectors(parts), solutions))
    }

    /// The slopes at `solutions`, and the Gram matrix (its lower triangle), in one pass. `None` if the Gram matrix of
    /// the first part of the rows does not satisfy `is_promising`.
    pub(crate) fn slopes_and_gram(
        &self,
        solutions: &[Vec<f64>],
        of: &GramOf,
        precision: Precision,
        is_promising: impl Fn(&Mat<f64>) -> bool + Sync,
    ) -> Result<Option<(Slopes, Mat<f64>)>, Error> {
        self.count_pass();
        let size = match of {
            GramOf::Plain | GramOf::Blocks(_) => self.table.columns(),
            GramOf::Transformed(transform) => transform.ncols(),
        };
        let rows_per_part =
            self.table.rows().div_ceil(GRAM_PARTS).max(self.table.rows_per_part()).max(GRAM_ROWS_PER_COLUMN * size);
        let height = (GRAM_BLOCK_ENTRIES / self.table.columns()).clamp(128, 4096);
        let is_hopeless = AtomicBool::new(false);
        let parts = self.table.map_parts(rows_per_part, |rows| {
            let mut sums = Sums::new(self);
            let mut gram = Mat::zeros(size, size);
            let mut products = Vec::new();
            for first in rows.clone().step_by(height) {
                if is_hopeless.load(Ordering::Relaxed) {
                    break;
                }
                let block = first..rows.end.min(first + height);
                sums.add_block(block.clone(), solutions);
                self.add_gram(block, of, precision, &mut products, &mut gram);
            }
            if rows.start == 0 && !is_promising(&gram) {
                is_hopeless.store(true, Ordering::Relaxed);
            }
            (sums.flat, gram)
        })?;
        if is_hopeless.into_inner() {
            return Ok(None);
        }
        let (sums, grams): (_, Vec<Mat<f64>>) = parts.into_iter().unzip();
        let add = |mut sum: Mat<f64>, gram: Mat<f64>| {
            (0..size).for_each(|j| add_scaled(sum.col_as_slice_mut(j), 1.0, gram.col_as_slice(j)));
            sum
        };
        let mut gram = grams.into_iter().reduce(add).unwrap_or_else(|| Mat::zeros(size, size));
        self.add_ridge(of, &mut gram);
        Ok(Some((self.finish(add_vectors(sums), solutions), gram)))
    }

    /// Adds one block's contribution to the lower triangle of a Gram matrix.
    fn add_gram(
        &self,
        rows: Range<usize>,
        of: &GramOf,
        precision: Precision,
        products: &mut Vec<f64>,
        gram: &mut Mat<f64>,
    ) {
        let mut scratch = Vec::new();
        let entries = self.table.dense_rows(rows.clone(), &mut scratch);
        let add_gram = match precision {
            Precision::Full => add_gram,
            Precision::Rough => add_rough_gram,
        };
        if let (GramOf::Plain, None) = (of, &self.row_factors) {
            return add_gram(entries, gram);
        }
        let size = gram.ncols();
        products.resize(rows.len() * size, 0.0);
        match of {
            GramOf::Plain => products.copy_from_slice(entries),
            GramOf::Blocks(blocks) => blocks.write_product(entries, products),
            GramOf::Transformed(transform) => write_product(entries, transform.as_ref(), false, products),
        }
        if let Some(factors) = &self.row_factors {
            for (row, factor) in products.chunks_exact_mut(size).zip(&factors[rows]) {
                row.iter_mut().for_each(|entry| *entry *= factor);
            }
        }
        add_gram(products, gram);
    }

    fn add_ridge(&self, of: &GramOf, gram: &mut Mat<f64>) {
        if self.ridge == 0.0 {
            return;
        }
        let ridge = match of {
            GramOf::Plain => return (0..gram.ncols()).for_each(|j| gram[(j, j)] += self.ridge),
            GramOf::Blocks(blocks) => dense::gram(&blocks.transform, true),
            GramOf::Transformed(transform) => dense::gram(transform, false),
        };
        (0..gram.ncols()).for_each(|j| add_scaled(gram.col_as_slice_mut(j), self.ridge, ridge.col_as_slice(j)));
    }

    fn finish(&self, mut sum: Vec<f64>, solutions: &[Vec<f64>]) -> Slopes {
        let gradients = sum.split_off(self.right_side_count);
        let mut gradients: Vec<Vec<f64>> = gradients.chunks_exact(self.table.columns()).map(<[f64]>::to_vec).collect();
        for (gradient, solution) in gradients.iter_mut().zip(solutions) {
            for (slope, x) in gradient.iter_mut().zip(solution) {
                *slope -= self.ridge * x;
            }
        }
        Slopes { squares: sum, gradients }
    }

    /// Converts products of rows, starting at row `first`, to residuals of right-hand side `k`.
    fn subtract_from_right_side(&self, k: usize, first: usize, products: &mut [f64]) {
        let right = self.right_sides[first * self.right_side_count + k..].iter().step_by(self.right_side_count);
        for (product, right) in products.iter_mut().zip(right) {
            *product = right - *product;
        }
    }
}

impl Equations for System<'_> {
    fn passes(&self) -> u32 {
        self.passes.load(Ordering::Relaxed)
    }

    async fn slopes(&self, solutions: &[Vec<f64>]) -> Result<Slopes, Error> {
        self.slopes_at(solutions)
    }

    async fn normal_product(&self, x: &[f64]) -> Result<Vec<f64>, Error> {
        self.count_pass();
        let point = [x.to_vec()];
        let parts = self.table.map_parts(self.table.rows_per_part(), |rows| {
            let mut sum = vec![0.0; x.len()];
            for block in self.table.blocks(rows) {
                self.table.turn_rows(block.clone(), &point, &mut [&mut sum], |_, products| {
                    if let Some(factors) = &self.row_factors {
                        for (product, factor) in products.iter_mut().zip(&factors[block.clone()]) {
                            *product *= factor * factor;
                        }
                    }
                });
            }
            sum
        })?;
        let mut product = add_vectors(parts);
        add_scaled(&mut product, self.ridge, x);
        Ok(product)
    }

    async fn residuals(&self, solutions: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, Error> {
        self.count_pass();
        let residual = |(k, solution): (usize, &Vec<f64>)| {
            let mut residual = self.table.apply(solution)?;
            self.subtract_from_right_side(k, 0, &mut residual);
            Ok(residual)
        };
        solutions.iter().enumerate().map(residual).collect()
    }
}

/// One part's sums in one vector, so that parts are added uniformly: the squares, then the gradients.
struct Sums<'a> {
    system: &'a System<'a>,
    flat: Vec<f64>,
}

impl<'a> Sums<'a> {
    fn new(system: &'a System<'a>) -> Self {
        let count = system.right_side_count;
        Self { system, flat: vec![0.0; count * (1 + system.table.columns())] }
    }

    fn add_block(&mut self, rows: Range<usize>, solutions: &[Vec<f64>]) {
        let system = self.system;
        let table = &system.table;
        let (squares, gradients) = self.flat.split_at_mut(system.right_side_count);
        let mut gradients: Vec<&mut [f64]> = gradients.chunks_exact_mut(table.columns()).collect();
        table.turn_rows(rows.clone(), solutions, &mut gradients, |k, products| {
            system.subtract_from_right_side(k, rows.start, products);
            match &system.row_factors {
                None => squares[k] += products.iter().map(|residual| residual * residual).sum::<f64>(),
                Some(factors) => {
                    for (residual, factor) in products.iter_mut().zip(&factors[rows.clone()]) {
                        let weighted = factor * *residual;
                        squares[k] += weighted * weighted;
                        *residual = factor * weighted;
                    }
                }
            }
        });
    }
}
