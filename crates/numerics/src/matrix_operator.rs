//! Rectangular matrices given by their products with vectors: matrices in memory, and the caller's asynchronous
//! functions. An algorithm over [`MatrixOperator`] is written once and serves both a task and a dialogue.

use schemars::JsonSchema;
use serde::Deserialize;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use superlinear_interface::{Error, Lengths, Oracle, check};

/// A matrix A, given by products of A and its transpose with vectors.
pub trait MatrixOperator {
    /// The number of rows.
    fn rows(&self) -> usize;

    /// The number of columns.
    fn columns(&self) -> usize;

    /// Writes A x into `y`, with finite entries. The previous contents of `y` are ignored.
    fn apply(&self, x: &[f64], y: &mut [f64]) -> impl Future<Output = Result<(), Error>>;

    /// Writes A' y into `x`, with finite entries. The previous contents of `x` are ignored.
    fn apply_transpose(&self, y: &[f64], x: &mut [f64]) -> impl Future<Output = Result<(), Error>>;

    /// The Frobenius norm, if the entries are there to be read.
    fn frobenius_norm(&self) -> Result<Option<f64>, Error> {
        Ok(None)
    }

    /// Runs `work` to completion. Returns `None`, and abandons it, if a requested product will never be answered.
    /// Matrices in memory always answer.
    fn while_answered<T>(&self, work: impl Future<Output = T>) -> impl Future<Output = Option<T>> {
        async { Some(work.await) }
    }
}

/// The result of a future that never suspends, such as one over matrices in memory. Panics if it suspends.
pub fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => unreachable!("a matrix in memory is never waited for"),
    }
}

/// The questions of a dialogue about the caller's matrix, in the order of the tags: its product with a vector, and the
/// transpose's.
pub const MATRIX_QUESTIONS: &[&str] = &["matrix.apply", "matrix.applyTranspose"];

const APPLY: usize = 0;
const APPLY_TRANSPOSE: usize = 1;

/// Larger dimensions are assumed to be mistakes: matrices in memory cannot have them either.
const LONGEST_SIDE: u64 = i32::MAX as u64;

/// The shape of a matrix given by the caller's functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a matrix")]
pub struct MatrixShape {
    rows: u64,
    columns: u64,
}

impl MatrixShape {
    /// The lengths of points and answers of [`MATRIX_QUESTIONS`]. Fails for a matrix without rows or columns, or if
    /// `check` rejects the rest of the problem for these numbers of rows and columns. This happens before buffers for
    /// questions are allocated.
    pub fn lengths(self, check: impl FnOnce(usize, usize) -> Result<(), Error>) -> Result<Vec<Lengths>, Error> {
        for (name, side) in [("matrix.rows", self.rows), ("matrix.columns", self.columns)] {
            if side == 0 || side > LONGEST_SIDE {
                return Err(Error::invalid(name, format!("must be from 1 to {LONGEST_SIDE}, got {side}")));
            }
        }
        let (rows, columns) = (self.rows as usize, self.columns as usize);
        check(rows, columns)?;
        Ok(vec![Lengths { point: columns, answer: rows }, Lengths { point: rows, answer: columns }])
    }
}

/// The caller's matrix in a dialogue with [`MATRIX_QUESTIONS`] as first questions.
pub struct AskedMatrix {
    oracle: Oracle,
    shape: MatrixShape,
}

impl AskedMatrix {
    /// Creates the matrix of this shape with products answered by `oracle`. The lengths of the shape must have been
    /// declared.
    pub fn new(oracle: Oracle, shape: MatrixShape) -> Self {
        Self { oracle, shape }
    }

    async fn ask(&self, tag: usize, point: &[f64], answer: &mut [f64]) -> Result<(), Error> {
        self.oracle.ask(tag, point, answer).await;
        match answer.iter().position(|number| !number.is_finite()) {
            None => Ok(()),
            Some(place) => Err(Error::invalid(
                MATRIX_QUESTIONS[tag],
                format!("must give finite numbers, gave {} at entry {place}", check::short(answer[place])),
            )),
        }
    }
}

impl MatrixOperator for AskedMatrix {
    fn rows(&self) -> usize {
        self.shape.rows as usize
    }

    fn columns(&self) -> usize {
        self.shape.columns as usize
    }

    async fn apply(&self, x: &[f64], y: &mut [f64]) -> Result<(), Error> {
        self.ask(APPLY, x, y).await
    }

    async fn apply_transpose(&self, y: &[f64], x: &mut [f64]) -> Result<(), Error> {
        self.ask(APPLY_TRANSPOSE, y, x).await
    }

    async fn while_answered<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        self.oracle.while_answered(work).await
    }
}
