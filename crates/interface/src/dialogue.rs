//! The second kind of method: the solver asks the user's own functions.
//!
//! A dialogue's solver is straight-line `async` Rust that awaits the answer to each question. Nothing but [`Conversation`]
//! ever polls it, by hand, so it needs no runtime and no thread, natively and in WebAssembly alike: the compiler's state
//! machine is suspended while the caller computes the answer.

use crate::{Code, Error, Run};
use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use std::cell::{Ref, RefCell};
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

    /// How many numbers are exchanged over each question, by tag. Refuses what cannot be asked about.
    fn lengths(problem: &Self::Problem) -> Result<Vec<Lengths>, Error>;

    /// Checks the problem, then solves it, asking `oracle` as it goes.
    fn solve(problem: Self::Problem, oracle: Oracle, run: Run) -> impl Future<Output = Result<Self::Solution, Error>>;
}

/// How many numbers are exchanged over one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lengths {
    /// Numbers in the point asked about.
    pub point: usize,
    /// Numbers in the answer.
    pub answer: usize,
}

/// What solver and caller exchange: the question asked last, and the answer to it.
struct Exchange {
    tag: usize,
    point: Vec<f64>,
    answer: Vec<f64>,
    answered: bool,
}

impl Exchange {
    /// An exchange with room for the longest point and the longest answer, so that asking does not allocate.
    fn with_room(lengths: &[Lengths]) -> Result<Self, Error> {
        let room = |of: fn(&Lengths) -> usize| {
            let (longest, mut numbers) = (lengths.iter().map(of).max().unwrap_or(0), Vec::new());
            numbers.try_reserve_exact(longest).map_err(|_| {
                Error::new(Code::OutOfMemory, format!("there is no memory for questions of {longest} numbers"))
            })?;
            Ok::<_, Error>(numbers)
        };
        Ok(Self { tag: 0, point: room(|length| length.point)?, answer: room(|length| length.answer)?, answered: false })
    }
}

/// The solver's end of a dialogue.
pub struct Oracle {
    exchange: Rc<RefCell<Exchange>>,
    lengths: Rc<[Lengths]>,
}

impl Oracle {
    /// Asks question `tag` about `point` and writes the answer into `answer`. Panics where the lengths are not those that
    /// were declared for that question.
    pub async fn ask(&self, tag: usize, point: &[f64], answer: &mut [f64]) {
        assert_eq!(
            Lengths { point: point.len(), answer: answer.len() },
            self.lengths[tag],
            "the lengths of question {tag}"
        );
        {
            let mut exchange = self.exchange.borrow_mut();
            exchange.tag = tag;
            exchange.point.clear();
            exchange.point.extend_from_slice(point);
            exchange.answered = false;
        }
        let exchange = &self.exchange;
        std::future::poll_fn(|_| if exchange.borrow().answered { Poll::Ready(()) } else { Poll::Pending }).await;
        answer.copy_from_slice(&exchange.borrow().answer);
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
    lengths: Rc<[Lengths]>,
}

impl<Solution> Conversation<Solution> {
    /// Starts `D` on `problem`; it does nothing until the first [`resume`](Self::resume).
    pub fn open<D: Dialogue<Solution = Solution>>(problem: D::Problem, run: Run) -> Result<Self, Error> {
        let lengths: Rc<[Lengths]> = D::lengths(&problem)?.into();
        let exchange = Rc::new(RefCell::new(Exchange::with_room(&lengths)?));
        let oracle = Oracle { exchange: Rc::clone(&exchange), lengths: Rc::clone(&lengths) };
        Ok(Self { solver: Box::pin(D::solve(problem, oracle, run)), exchange, lengths })
    }

    /// The lengths of points and answers, by tag.
    pub fn lengths(&self) -> &[Lengths] {
        &self.lengths
    }

    /// Gives the answer to the last question, as long as declared for it (anything before the first one), and runs the
    /// solver up to its next question.
    pub fn resume(&mut self, answer: &[f64]) -> Step<Solution> {
        {
            let mut exchange = self.exchange.borrow_mut();
            exchange.answer.clear();
            exchange.answer.extend_from_slice(answer);
            exchange.answered = true;
        }
        match self.solver.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => Step::Finished(result),
            Poll::Pending => Step::Question(self.exchange.borrow().tag),
        }
    }

    /// The point of the last question.
    pub fn point(&self) -> Ref<'_, [f64]> {
        Ref::map(self.exchange.borrow(), |exchange| exchange.point.as_slice())
    }
}
