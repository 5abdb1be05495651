//! The second kind of method: the solver asks the user's own functions.
//!
//! A dialogue's solver is straight-line `async` Rust that awaits the answer to each question. Nothing but [`Conversation`]
//! ever polls it, by hand, so it needs no runtime and no thread, natively and in WebAssembly alike: the compiler's state
//! machine is suspended while the caller computes the answer.

use crate::{Error, Run};
use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// A method that asks the user's functions while it runs.
pub trait Dialogue: 'static {
    /// The public name, `family.method`.
    const NAME: &'static str;
    /// The names of the questions; a question's tag is its place in this list.
    const QUESTIONS: &'static [&'static str];
    /// The part of the problem that is data.
    type Problem: DeserializeOwned + JsonSchema;
    /// What was found.
    type Solution: Serialize + JsonSchema;

    /// How long the points asked about and the answers to them are.
    fn lengths(problem: &Self::Problem) -> Result<Lengths, Error>;

    /// Checks the problem, then solves it, asking `oracle` as it goes.
    fn solve(problem: Self::Problem, oracle: Oracle, run: Run) -> impl Future<Output = Result<Self::Solution, Error>>;
}

/// The sizes of what is exchanged in a dialogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lengths {
    /// Numbers in a point.
    pub point: usize,
    /// Numbers in the answer to each question, by tag.
    pub answers: Vec<usize>,
}

/// What solver and caller exchange: the question asked last, and the answer to it.
struct Exchange {
    tag: usize,
    point: Vec<f64>,
    answer: Vec<f64>,
    answered: bool,
}

/// The solver's end of a dialogue.
pub struct Oracle {
    exchange: Rc<RefCell<Exchange>>,
    answers: Vec<usize>,
}

impl Oracle {
    /// Asks question `tag` about `point` and writes the answer, of the length declared for that question, into `answer`.
    pub async fn ask(&self, tag: usize, point: &[f64], answer: &mut [f64]) {
        {
            let mut exchange = self.exchange.borrow_mut();
            exchange.tag = tag;
            exchange.point.copy_from_slice(point);
            exchange.answered = false;
        }
        let exchange = &self.exchange;
        std::future::poll_fn(|_| if exchange.borrow().answered { Poll::Ready(()) } else { Poll::Pending }).await;
        answer.copy_from_slice(&self.exchange.borrow().answer[..self.answers[tag]]);
    }
}

/// Where a conversation stands after a step.
#[derive(Debug)]
pub enum Step<Solution> {
    /// The question with this tag awaits its answer about [`Conversation::point`].
    Question(usize),
    /// The solver has finished.
    Finished(Result<Solution, Error>),
}

/// The caller's end of a dialogue: a suspended solver, resumed by each answer.
pub struct Conversation<Solution> {
    solver: Pin<Box<dyn Future<Output = Result<Solution, Error>>>>,
    exchange: Rc<RefCell<Exchange>>,
    lengths: Lengths,
}

impl<Solution> Conversation<Solution> {
    /// Starts `D` on `problem`; it does nothing until the first [`resume`](Self::resume).
    pub fn open<D: Dialogue<Solution = Solution>>(problem: D::Problem, run: Run) -> Result<Self, Error> {
        let lengths = D::lengths(&problem)?;
        let longest = lengths.answers.iter().copied().max().unwrap_or(0);
        let exchange = Rc::new(RefCell::new(Exchange {
            tag: 0,
            point: vec![0.0; lengths.point],
            answer: vec![0.0; longest],
            answered: false,
        }));
        let oracle = Oracle { exchange: Rc::clone(&exchange), answers: lengths.answers.clone() };
        Ok(Self { solver: Box::pin(D::solve(problem, oracle, run)), exchange, lengths })
    }

    /// The sizes of points and answers.
    pub fn lengths(&self) -> &Lengths {
        &self.lengths
    }

    /// Gives the answer to the last question (anything before the first one) and runs the solver up to its next question.
    pub fn resume(&mut self, answer: &[f64]) -> Step<Solution> {
        {
            let mut exchange = self.exchange.borrow_mut();
            exchange.answer.copy_from_slice(answer);
            exchange.answered = true;
        }
        match self.solver.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => Step::Finished(result),
            Poll::Pending => Step::Question(self.exchange.borrow().tag),
        }
    }

    /// Copies the point of the last question into `point`.
    pub fn read_point(&self, point: &mut [f64]) {
        point.copy_from_slice(&self.exchange.borrow().point);
    }
}
