//! Rectangular matrices, given by their products with vectors: matrices in memory, and the caller's own functions, which may
//! have to be waited for. An algorithm over [`MatrixOperator`] is written once, and serves a task and a dialogue.

use schemars::JsonSchema;
use serde::Deserialize;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use superlinear_interface::{Error, Lengths, Oracle, check};

/// A matrix A, of which the products of it and its transpose with vectors can be had.
pub trait MatrixOperator {
    /// The number of rows.
    fn rows(&self) -> usize;

    /// The number of columns.
    fn columns(&self) -> usize;

    /// Writes A x into `y`. What `y` held before does not matter; what it then holds is finite.
    fn apply(&self, x: &[f64], y: &mut [f64]) -> impl Future<Output = Result<(), Error>>;

    /// Writes A' y into `x`. What `x` held before does not matter; what it then holds is finite.
    fn apply_transpose(&self, y: &[f64], x: &mut [f64]) -> impl Future<Output = Result<(), Error>>;

    /// What `work` comes to, or `None` where a product that it asks for will not be had any more: it is left there. Matrices in
    /// memory always have theirs.
    fn while_answered<T>(&self, work: impl Future<Output = T>) -> impl Future<Output = Option<T>> {
        async { Some(work.await) }
    }
}

/// The outcome of a future that never waits, as one over matrices in memory. Panics where it does.
pub fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => unreachable!("a matrix in memory is never waited for"),
    }
}

/// What a dialogue asks of the caller's matrix, in the order of the tags: its product with a vector, and that of its
/// transpose.
pub const MATRIX_QUESTIONS: &[&str] = &["matrix.apply", "matrix.applyTranspose"];

const APPLY: usize = 0;
const APPLY_TRANSPOSE: usize = 1;

/// Longer sides are taken to be a mistake: matrices in memory cannot have them either.
const LONGEST_SIDE: u64 = i32::MAX as u64;

/// The shape of a matrix whose products are the caller's functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a matrix")]
pub struct MatrixShape {
    rows: u64,
    columns: u64,
}

impl MatrixShape {
    /// How many numbers are exchanged over each of [`MATRIX_QUESTIONS`]. Refuses a matrix without rows or columns, and whatever
    /// `check` refuses of the rest of the problem by the numbers of rows and columns: before there is room for questions.
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

/// The caller's matrix in a dialogue whose questions begin with [`MATRIX_QUESTIONS`].
pub struct AskedMatrix {
    oracle: Oracle,
    shape: MatrixShape,
}

impl AskedMatrix {
    /// The matrix of this shape whose products `oracle` tells. The shape is one whose lengths have been declared.
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
