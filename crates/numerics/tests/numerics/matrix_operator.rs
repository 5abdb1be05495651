//! The caller's matrix in a dialogue: lengths of each question, and rejected answers.

use crate::common::run_with;
use superlinear_interface::wire::{Payload, decode};
use superlinear_interface::{Code, Conversation, Dialogue, Error, Lengths, Oracle, Run, RunOptions, Step, Vector};
use superlinear_numerics::matrix_operator::{AskedMatrix, MATRIX_QUESTIONS, MatrixOperator, MatrixShape, ready};

/// A' A x, evaluated by questions.
struct NormalProduct;

impl Dialogue for NormalProduct {
    const NAME: &'static str = "test.normalProduct";
    const QUESTIONS: &'static [&'static str] = MATRIX_QUESTIONS;
    type Problem = MatrixShape;
    type Solution = Vector;

    fn lengths(shape: &MatrixShape) -> Result<Vec<Lengths>, Error> {
        shape.lengths(|_, _| Ok(()))
    }

    async fn solve(shape: MatrixShape, oracle: Oracle, _: Run) -> Result<Vector, Error> {
        let matrix = AskedMatrix::new(oracle, shape);
        let (mut x, mut y) = (vec![1.0; matrix.columns()], vec![0.0; matrix.rows()]);
        matrix.apply(&x, &mut y).await?;
        matrix.apply_transpose(&y, &mut x).await?;
        Ok(x.into())
    }
}

fn shape(header: &str) -> MatrixShape {
    decode(Payload { header: header.to_owned(), buffers: Vec::new() }).expect("a shape")
}

/// Answers with a matrix of ones, except for `spoiled` as the first number of the answer to question `tag`.
fn converse(spoiled: f64, spoiled_tag: usize) -> Result<Vector, Error> {
    let run = run_with(RunOptions::default());
    let mut conversation = Conversation::open::<NormalProduct>(shape(r#"{"rows":3,"columns":2}"#), run)?;
    let mut answer = Vec::new();
    loop {
        let tag = match conversation.resume(&answer) {
            Step::Finished(result) => return result,
            Step::Question(tag) => tag,
        };
        let Lengths { point, answer: length } = conversation.lengths()[tag];
        assert_eq!(conversation.point().len(), point);
        answer = vec![conversation.point().iter().sum(); length];
        if tag == spoiled_tag {
            answer[0] = spoiled;
        }
    }
}

#[test]
fn each_question_has_lengths_of_its_own() {
    let lengths = shape(r#"{"rows":3,"columns":2}"#).lengths(|_, _| Ok(())).expect("a matrix");
    assert_eq!(lengths, [Lengths { point: 2, answer: 3 }, Lengths { point: 3, answer: 2 }]);
    assert_eq!(*converse(2.0, 0).expect("finite answers"), [6.0, 6.0]);
}

#[test]
fn answers_that_are_not_finite_name_the_function() {
    for (tag, name) in MATRIX_QUESTIONS.iter().enumerate() {
        let error = converse(f64::NAN, tag).expect_err("not finite");
        assert_eq!((error.code, error.path.as_str()), (Code::InvalidInput, *name));
    }
}

#[test]
fn shapes_that_no_matrix_has_are_refused() {
    for (header, path) in [
        (r#"{"rows":0,"columns":2}"#, "matrix.rows"),
        (r#"{"rows":2,"columns":0}"#, "matrix.columns"),
        (r#"{"rows":2,"columns":4294967296}"#, "matrix.columns"),
    ] {
        assert_eq!(shape(header).lengths(|_, _| Ok(())).expect_err("no matrix").path, path);
    }
}

#[test]
fn futures_that_never_wait_are_ready() {
    assert_eq!(ready(async { 3 }), 3);
}
