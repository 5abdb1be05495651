//! Sketches: random matrices S with few rows and E[S'S] = I, so that S A approximates A at a fraction of its size.
//!
//! A sketch is a function of its kind, its sizes, the run's seed and its stream number. It is never stored: the columns
//! of S for a block of rows of A are generated when the block is read, so A is read once, by all threads.

mod columns;
mod gaussian;
mod operand;
mod pass;
mod sparse_sign;
mod srht;
#[cfg(test)]
mod tests;

pub(crate) use operand::Operand;

use faer::{Mat, MatRef};
use gaussian::Gaussian;
use schemars::JsonSchema;
use serde::Deserialize;
use sparse_sign::SparseSign;
use srht::Srht;
use superlinear_interface::{Code, Error, Run, check};
use superlinear_numerics::parallel::Parallelism;

/// The kinds of random sketching matrices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SketchKind {
    /// Independent normal entries: the best constants, and the slowest to generate.
    Gaussian,
    /// The subsampled randomized Hadamard transform: random signs, a fast Walsh-Hadamard transform, rows sampled
    /// without replacement. As good as the Gaussian one in practice, with a logarithmic number of operations per entry.
    Srht,
    /// One random sign per column: the fastest. As an embedding of d columns it needs rows in proportion to d^2.
    CountSketch,
    /// A few random signs per column, one in each of as many bands of rows: almost as fast, and an embedding with rows
    /// in proportion to d.
    SparseSign,
}

/// Minimum number of rows of a sketched least-squares problem: for a handful of columns random fluctuations are too
/// large.
pub(crate) const SMALLEST_SKETCH: usize = 64;

/// Default number of nonzeros per column of a sparse sign sketch (from the design's experiments).
pub(crate) const DEFAULT_NONZEROS: usize = 8;

/// A random matrix S of size `rows` x `columns`.
pub(crate) struct Sketch<'run> {
    kind: SketchKind,
    rows: usize,
    columns: usize,
    nonzeros: usize,
    seed: u64,
    stream: u64,
    parallelism: Parallelism,
    run: &'run Run,
}

impl<'run> Sketch<'run> {
    /// The sketch of this kind with `rows` rows, for matrices with `columns` rows, and stream `stream` of the run's
    /// seed. Returns an error if `rows` is zero or above the kind's limit; errors name the argument `rows`.
    pub(crate) fn new(
        kind: SketchKind,
        rows: usize,
        columns: usize,
        stream: u64,
        run: &'run Run,
    ) -> Result<Self, Error> {
        check::count("rows", rows, 1..)?;
        if rows.max(columns) > i32::MAX as usize {
            let message = format!("a sketch of {rows} x {columns} has more rows than 32-bit indices can address");
            return Err(Error::new(Code::OutOfMemory, message));
        }
        let most = columns.next_power_of_two();
        if kind == SketchKind::Srht && rows > most {
            let message = format!("must be at most {most}, the next power of two to the matrix's rows, got {rows}");
            return Err(Error::invalid("rows", message));
        }
        Ok(Self {
            kind,
            rows,
            columns,
            nonzeros: DEFAULT_NONZEROS,
            seed: run.seed(),
            stream,
            parallelism: Parallelism::of(run),
            run,
        })
    }

    /// Sets the number of nonzeros per column of a sparse sign sketch, at least one; the number of rows limits it.
    pub(crate) fn with_nonzeros(self, nonzeros: usize) -> Self {
        Self { nonzeros, ..self }
    }

    /// S times the operand, [S D A, S D B], in one pass over it. Returns an error if an entry is not finite, or the run
    /// is canceled.
    pub(crate) fn apply(&self, operand: &Operand) -> Result<Mat<f64>, Error> {
        debug_assert_eq!(operand.rows(), self.columns, "an operand with as many rows as the sketch has columns");
        let sketched = match self.kind {
            SketchKind::Gaussian => pass::apply(self, &self.gaussian(), operand),
            SketchKind::Srht => pass::apply(self, &self.srht(), operand),
            SketchKind::CountSketch | SketchKind::SparseSign => match operand.as_sparse() {
                Some(matrix) => pass::apply_to_sparse(self, &self.sparse_sign(), operand, matrix),
                None => pass::apply(self, &self.sparse_sign(), operand),
            },
        }?;
        if !sketched.is_all_finite() {
            operand.ensure_finite()?;
            return Err(Self::overflow());
        }
        Ok(sketched)
    }

    /// The transpose of S times the dense row-major `matrix` with as many rows as S, row-major. Returns an error if the
    /// run is canceled.
    pub(crate) fn apply_transpose(&self, matrix: &[f64]) -> Result<Vec<f64>, Error> {
        debug_assert_eq!(matrix.len() % self.rows, 0, "a matrix with as many rows as the sketch");
        match self.kind {
            SketchKind::Gaussian => pass::apply_transpose(self, &self.gaussian(), matrix),
            SketchKind::Srht => pass::apply_transpose(self, &self.srht(), matrix),
            SketchKind::CountSketch | SketchKind::SparseSign => {
                pass::apply_transpose(self, &self.sparse_sign(), matrix)
            }
        }
    }

    /// The transpose of S, as a dense matrix. Returns an error if the run is canceled.
    pub(crate) fn transposed(&self) -> Result<Mat<f64>, Error> {
        let identity: Vec<_> = (0..self.rows * self.rows).map(|k| f64::from(k % (self.rows + 1) == 0)).collect();
        let columns = self.apply_transpose(&identity)?;
        Ok(MatRef::from_row_major_slice(&columns, self.columns, self.rows).to_owned())
    }

    /// The error for an operand with finite entries whose sums overflow.
    pub(crate) fn overflow() -> Error {
        Error::new(Code::NumericalBreakdown, "the sums of a sketch overflow: the entries are too large")
    }

    /// Returns an error if the run is canceled.
    fn ensure_wanted(&self) -> Result<(), Error> {
        self.run.ensure_wanted()
    }

    fn gaussian(&self) -> Gaussian {
        Gaussian::new(self.rows, self.seed, self.stream)
    }

    fn srht(&self) -> Srht {
        Srht::new(self.rows, self.columns, self.seed, self.stream)
    }

    fn sparse_sign(&self) -> SparseSign {
        let nonzeros = if self.kind == SketchKind::CountSketch { 1 } else { self.nonzeros };
        SparseSign::new(self.rows, nonzeros, self.seed, self.stream)
    }
}
