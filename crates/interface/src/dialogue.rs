//! The second kind of method: the solver evaluates user functions through questions and answers.
//!
//! A dialogue's solver is sequential `async` Rust that awaits the answer to each question. Only [`Conversation`] polls
//! it, by hand, so it needs no runtime and no thread, natively and in WebAssembly alike: the compiler's state machine
//! is suspended while the caller computes the answer.

use crate::{Code, Error, Run, defect};
use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use std::cell::{Ref, RefCell};
use std::future::Future;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

#[cfg(test)]
mod tests;

/// A method that evaluates user functions while it runs.
pub trait Dialogue: 'static {
    /// The public name, `family.method`.
    const NAME: &'static str;
    /// The names of the questions. A question's tag is its index in this list.
    const QUESTIONS: &'static [&'static str];
    /// The data of the problem.
    type Problem: DeserializeOwned + JsonSchema;
    /// The solution.
    type Solution: Serialize + JsonSchema;

    /// The lengths of each question's point and answer, by tag. Refuses an invalid problem.
    fn lengths(problem: &Self::Problem) -> Result<Vec<Lengths>, Error>;

    /// The additional lengths per item of a question, by tag, for solvers that evaluate a varying number of items at
    /// once. The number of items follows from the lengths of point and answer. Default, also for questions beyond the
    /// end of the list: zero, so that the length is always that of [`lengths`](Self::lengths).
    fn item_lengths(_problem: &Self::Problem) -> Vec<Lengths> {
        Vec::new()
    }

    /// Validates the problem, then solves it with questions to `oracle`.
    fn solve(problem: Self::Problem, oracle: Oracle, run: Run) -> impl Future<Output = Result<Self::Solution, Error>>;
}

/// The lengths of point and answer of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lengths {
    /// The length of the point.
    pub point: usize,
    /// The length of the answer.
    pub answer: usize,
}

impl Lengths {
    /// The lengths of an empty question.
    const NONE: Self = Self { point: 0, answer: 0 };
}

/// The lengths of all questions of a dialogue, by tag.
struct Questions {
    names: &'static [&'static str],
    /// Lengths without items.
    lengths: Vec<Lengths>,
    /// Additional lengths per item.
    item_lengths: Vec<Lengths>,
}

impl Questions {
    fn of<D: Dialogue>(problem: &D::Problem) -> Result<Self, Error> {
        let lengths = D::lengths(problem)?;
        let mut item_lengths = D::item_lengths(problem);
        item_lengths.resize(lengths.len(), Lengths::NONE);
        Ok(Self { names: D::QUESTIONS, lengths, item_lengths })
    }

    /// The number of items of question `tag` with these lengths; `None` if the lengths are invalid.
    fn items(&self, tag: usize, asked: Lengths) -> Option<usize> {
        let (fixed, item) = (self.lengths[tag], self.item_lengths[tag]);
        if asked == fixed {
            return Some(0);
        }
        let point = asked.point.checked_sub(fixed.point)?;
        let answer = asked.answer.checked_sub(fixed.answer)?;
        let items = point.checked_div(item.point).or(answer.checked_div(item.answer))?;
        (items * item.point == point && items * item.answer == answer).then_some(items)
    }
}

/// The message slot between solver and caller: the last question and its answer.
struct Exchange {
    tag: usize,
    items: usize,
    point: Vec<f64>,
    answer_length: usize,
    answer: Vec<f64>,
    answered: bool,
    caller: Caller,
}

/// The state of the caller while a question awaits its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Caller {
    /// Computes the answer.
    Answering,
    /// Did not answer within the time limit, but may still answer.
    Late,
    /// Will not answer any more.
    Gone,
}

impl Exchange {
    /// Allocates for the longest point and answer without items, so that such questions do not allocate. Capacity grows
    /// with the number of items.
    fn with_capacity(lengths: &[Lengths]) -> Result<Self, Error> {
        let capacity = |of: fn(&Lengths) -> usize| {
            let (longest, mut numbers) = (lengths.iter().map(of).max().unwrap_or(0), Vec::new());
            numbers.try_reserve_exact(longest).map_err(|_| {
                Error::new(Code::OutOfMemory, format!("there is no memory for questions of {longest} numbers"))
            })?;
            Ok::<_, Error>(numbers)
        };
        let (point, answer) = (capacity(|length| length.point)?, capacity(|length| length.answer)?);
        Ok(Self { tag: 0, items: 0, point, answer_length: 0, answer, answered: true, caller: Caller::Answering })
    }
}

/// The solver's end of a dialogue.
#[derive(Clone)]
pub struct Oracle {
    exchange: Rc<RefCell<Exchange>>,
    questions: Rc<Questions>,
}

impl Oracle {
    /// Asks question `tag` about `point` and writes the answer into `answer`. Panics if the lengths do not match the
    /// declared ones for any number of items.
    pub async fn ask(&self, tag: usize, point: &[f64], answer: &mut [f64]) {
        {
            let mut exchange = self.exchange.borrow_mut();
            exchange.point.clear();
            exchange.point.extend_from_slice(point);
            self.pose(tag, answer.len(), &mut exchange);
        }
        self.answered().await;
        answer.copy_from_slice(&self.exchange.borrow().answer);
    }

    /// Like [`ask`](Self::ask) without copies: `answer`, whose length is that of the answer, is replaced by it, and
    /// `point` by a vector of unspecified numbers.
    pub async fn hand_over(&self, tag: usize, point: &mut Vec<f64>, answer: &mut Vec<f64>) {
        {
            let mut exchange = self.exchange.borrow_mut();
            std::mem::swap(&mut exchange.point, point);
            self.pose(tag, answer.len(), &mut exchange);
        }
        self.answered().await;
        std::mem::swap(&mut self.exchange.borrow_mut().answer, answer);
    }

    /// Poses the question about the point already in place.
    fn pose(&self, tag: usize, answer_length: usize, exchange: &mut Exchange) {
        let asked = Lengths { point: exchange.point.len(), answer: answer_length };
        let Some(items) = self.questions.items(tag, asked) else {
            let Lengths { point, answer } = asked;
            defect(&format!("question {tag} was not declared with {point} numbers and {answer} in its answer"));
        };
        exchange.tag = tag;
        exchange.items = items;
        exchange.answer_length = answer_length;
        exchange.answered = false;
    }

    async fn answered(&self) {
        let exchange = &self.exchange;
        std::future::poll_fn(|_| if exchange.borrow().answered { Poll::Ready(()) } else { Poll::Pending }).await;
    }

    /// Runs `work`. Returns `None` and drops it once it asks a question after the time limit of `run`. Suitable if the
    /// state is valid at every question.
    pub async fn in_time<T>(&self, run: &Run, work: impl Future<Output = T>) -> Option<T> {
        self.unless(work, |caller| caller >= Caller::Late || run.is_late()).await
    }

    /// Runs `work`. Returns `None` and drops it once a question will not be answered any more. Suitable for work that
    /// may need a few answers after the time limit to complete its result.
    pub async fn while_answered<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        self.unless(work, |caller| caller == Caller::Gone).await
    }

    async fn unless<T>(&self, work: impl Future<Output = T>, is_left: impl Fn(Caller) -> bool) -> Option<T> {
        let mut work = pin!(work);
        std::future::poll_fn(|context| match work.as_mut().poll(context) {
            Poll::Ready(outcome) => Poll::Ready(Some(outcome)),
            Poll::Pending if is_left(self.exchange.borrow().caller) => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        })
        .await
    }
}

/// The state of a conversation after a step.
#[derive(Debug)]
pub enum Step<Solution> {
    /// The question with this tag about [`Conversation::point`] awaits its answer.
    Question(usize),
    /// The solver has finished.
    Finished(Result<Solution, Error>),
}

/// The caller's end of a dialogue: a suspended solver, resumed by each answer.
pub struct Conversation<Solution> {
    solver: Pin<Box<dyn Future<Output = Result<Solution, Error>>>>,
    exchange: Rc<RefCell<Exchange>>,
    questions: Rc<Questions>,
}

impl<Solution> Conversation<Solution> {
    /// Starts `D` on `problem`. The solver runs at the first [`resume`](Self::resume).
    pub fn open<D: Dialogue<Solution = Solution>>(problem: D::Problem, run: Run) -> Result<Self, Error> {
        let questions = Rc::new(Questions::of::<D>(&problem)?);
        let exchange = Rc::new(RefCell::new(Exchange::with_capacity(&questions.lengths)?));
        let oracle = Oracle { exchange: Rc::clone(&exchange), questions: Rc::clone(&questions) };
        Ok(Self { solver: Box::pin(D::solve(problem, oracle, run)), exchange, questions })
    }

    /// The lengths of points and answers without items, by tag.
    pub fn lengths(&self) -> &[Lengths] {
        &self.questions.lengths
    }

    /// The additional lengths per item, by tag.
    pub fn item_lengths(&self) -> &[Lengths] {
        &self.questions.item_lengths
    }

    /// Passes the answer to the last question (ignored before the first one) and runs the solver up to its next
    /// question. An answer of the wrong length ends the dialogue with an error that names the question.
    pub fn resume(&mut self, answer: &[f64]) -> Step<Solution> {
        {
            let mut exchange = self.exchange.borrow_mut();
            if !exchange.answered && answer.len() != exchange.answer_length {
                let (name, length) = (self.questions.names[exchange.tag], exchange.answer_length);
                let numbers = if length == 1 { "number" } else { "numbers" };
                let message = format!("must give {length} {numbers}, gave {}", answer.len());
                return Step::Finished(Err(Error::invalid(name, message)));
            }
            exchange.answer.clear();
            exchange.answer.extend_from_slice(answer);
            exchange.answered = true;
        }
        match self.poll() {
            Poll::Ready(result) => Step::Finished(result),
            Poll::Pending => Step::Question(self.exchange.borrow().tag),
        }
    }

    /// Reports to the solver that the time limit has passed while its question awaits the answer. Returns its solution;
    /// `None` if it needs the answer, which may still be given unless the caller is gone.
    pub fn leave(&mut self, caller: Caller) -> Option<Result<Solution, Error>> {
        self.exchange.borrow_mut().caller = caller;
        match self.poll() {
            Poll::Ready(result) => Some(result),
            Poll::Pending => None,
        }
    }

    fn poll(&mut self) -> Poll<Result<Solution, Error>> {
        self.solver.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    }

    /// The number of items of the last question; 0 if it has none.
    pub fn items(&self) -> usize {
        self.exchange.borrow().items
    }

    /// The length of the answer to the last question.
    pub(crate) fn answer_length(&self) -> usize {
        self.exchange.borrow().answer_length
    }

    /// The point of the last question.
    pub fn point(&self) -> Ref<'_, [f64]> {
        Ref::map(self.exchange.borrow(), |exchange| exchange.point.as_slice())
    }
}
