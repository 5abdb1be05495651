//! The second kind of method: the solver asks the user's own functions.
//!
//! A dialogue's solver is straight-line `async` Rust that awaits the answer to each question. Nothing but [`Conversation`]
//! ever polls it, by hand, so it needs no runtime and no thread, natively and in WebAssembly alike: the compiler's state
//! machine is suspended while the caller computes the answer.

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

    /// How many more numbers are exchanged for each item that a question is about, by tag: where a solver asks about several
    /// things at once, and about more of them one time than another. The number of items follows from the lengths of the
    /// point and of the answer that are asked for. Default, also for questions that the list does not reach: no numbers, so
    /// that the question is always as long as [`lengths`](Self::lengths) says.
    fn item_lengths(_problem: &Self::Problem) -> Vec<Lengths> {
        Vec::new()
    }

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

impl Lengths {
    /// The lengths of what has none.
    const NONE: Self = Self { point: 0, answer: 0 };
}

/// The lengths of all questions of a dialogue, by tag.
struct Questions {
    names: &'static [&'static str],
    /// Without items.
    lengths: Vec<Lengths>,
    /// What each item adds.
    item_lengths: Vec<Lengths>,
}

impl Questions {
    fn of<D: Dialogue>(problem: &D::Problem) -> Result<Self, Error> {
        let lengths = D::lengths(problem)?;
        let mut item_lengths = D::item_lengths(problem);
        item_lengths.resize(lengths.len(), Lengths::NONE);
        Ok(Self { names: D::QUESTIONS, lengths, item_lengths })
    }

    /// How many items question `tag` is about where these are its lengths; `None` where they cannot be.
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

/// What solver and caller exchange: the question asked last, and the answer to it.
struct Exchange {
    tag: usize,
    items: usize,
    point: Vec<f64>,
    answer_length: usize,
    answer: Vec<f64>,
    answered: bool,
    caller: Caller,
}

/// What is known of the caller while a question awaits its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Caller {
    /// Is at the answer.
    Answering,
    /// Has not answered when the time limit passed, but may yet.
    Late,
    /// Is not waited for any longer.
    Gone,
}

impl Exchange {
    /// An exchange with room for the longest point and the longest answer without items, so that asking such questions does
    /// not allocate; the room grows with the number of items.
    fn with_room(lengths: &[Lengths]) -> Result<Self, Error> {
        let room = |of: fn(&Lengths) -> usize| {
            let (longest, mut numbers) = (lengths.iter().map(of).max().unwrap_or(0), Vec::new());
            numbers.try_reserve_exact(longest).map_err(|_| {
                Error::new(Code::OutOfMemory, format!("there is no memory for questions of {longest} numbers"))
            })?;
            Ok::<_, Error>(numbers)
        };
        let (point, answer) = (room(|length| length.point)?, room(|length| length.answer)?);
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
    /// Asks question `tag` about `point` and writes the answer into `answer`. Panics where the lengths are not those that
    /// were declared for that question, for any number of items.
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

    /// As [`ask`](Self::ask), where not even copies are to be paid for: `answer` is as long as the answer is to be, and becomes it, and
    /// `point` becomes a vector whose numbers mean nothing.
    pub async fn hand_over(&self, tag: usize, point: &mut Vec<f64>, answer: &mut Vec<f64>) {
        {
            let mut exchange = self.exchange.borrow_mut();
            std::mem::swap(&mut exchange.point, point);
            self.pose(tag, answer.len(), &mut exchange);
        }
        self.answered().await;
        std::mem::swap(&mut self.exchange.borrow_mut().answer, answer);
    }

    /// Puts the question about the point that is in place.
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

    /// What `work` comes to, or `None` as soon as it asks something when the time of `run` is out: it is left there. For work
    /// that holds what has been reached at any question.
    pub async fn in_time<T>(&self, run: &Run, work: impl Future<Output = T>) -> Option<T> {
        self.unless(work, |caller| caller >= Caller::Late || run.is_late()).await
    }

    /// What `work` comes to, or `None` where its question will not be answered any more: it is left there. For work that may
    /// need a few answers after the time limit to tell what it has reached.
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
    questions: Rc<Questions>,
}

impl<Solution> Conversation<Solution> {
    /// Starts `D` on `problem`; it does nothing until the first [`resume`](Self::resume).
    pub fn open<D: Dialogue<Solution = Solution>>(problem: D::Problem, run: Run) -> Result<Self, Error> {
        let questions = Rc::new(Questions::of::<D>(&problem)?);
        let exchange = Rc::new(RefCell::new(Exchange::with_room(&questions.lengths)?));
        let oracle = Oracle { exchange: Rc::clone(&exchange), questions: Rc::clone(&questions) };
        Ok(Self { solver: Box::pin(D::solve(problem, oracle, run)), exchange, questions })
    }

    /// The lengths of points and answers, by tag, without what items add.
    pub fn lengths(&self) -> &[Lengths] {
        &self.questions.lengths
    }

    /// What each item adds to the lengths of points and answers, by tag.
    pub fn item_lengths(&self) -> &[Lengths] {
        &self.questions.item_lengths
    }

    /// Gives the answer to the last question (anything before the first one), and runs the solver up to its next question.
    /// An answer of another length than was asked for ends the dialogue, with an error that names the question.
    pub fn resume(&mut self, answer: &[f64]) -> Step<Solution> {
        {
            let mut exchange = self.exchange.borrow_mut();
            if !exchange.answered && answer.len() != exchange.answer_length {
                let (name, length) = (self.questions.names[exchange.tag], exchange.answer_length);
                let message = format!("must give {length} numbers, gave {}", answer.len());
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

    /// Tells the solver that the time limit has passed while its question awaits the answer. Returns what it has reached;
    /// `None` where that cannot be told without the answer, which may then still be given, unless the caller is gone.
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

    /// How many items the last question is about; 0 for a question that has none.
    pub fn items(&self) -> usize {
        self.exchange.borrow().items
    }

    /// How many numbers the answer to the last question has.
    pub fn answer_length(&self) -> usize {
        self.exchange.borrow().answer_length
    }

    /// The point of the last question.
    pub fn point(&self) -> Ref<'_, [f64]> {
        Ref::map(self.exchange.borrow(), |exchange| exchange.point.as_slice())
    }
}
