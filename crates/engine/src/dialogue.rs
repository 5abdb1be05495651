//! A dialogue under way, with its type forgotten: what a binding holds between two answers.

use crate::guard::guard;
use serde::Serialize;
use std::cell::Ref;
use superlinear_interface::wire::{Payload, decode, encode};
use superlinear_interface::{Code, Conversation, Dialogue, Error, Lengths, Run, Step};

/// A solver that is suspended until its question is answered.
pub struct OpenDialogue {
    state: State,
    lengths: Vec<Lengths>,
}

enum State {
    Open(Box<dyn Exchange>),
    Finished(Option<Result<Payload, Error>>),
}

/// A conversation of any method, with its solution on the wire.
trait Exchange {
    fn resume(&mut self, answer: &[f64]) -> Step<Payload>;
    fn point(&self) -> Ref<'_, [f64]>;
}

impl<Solution: Serialize> Exchange for Conversation<Solution> {
    fn resume(&mut self, answer: &[f64]) -> Step<Payload> {
        match Conversation::resume(self, answer) {
            Step::Question(tag) => Step::Question(tag),
            Step::Finished(result) => Step::Finished(result.and_then(|solution| encode(&solution))),
        }
    }

    fn point(&self) -> Ref<'_, [f64]> {
        Conversation::point(self)
    }
}

/// A question that awaits its answer.
pub struct Question<'a> {
    /// Its place in the method's list of questions.
    pub tag: usize,
    /// The point that it is about.
    pub point: Ref<'a, [f64]>,
}

impl OpenDialogue {
    /// Opens a dialogue of the type `D`.
    pub fn open<D: Dialogue>(problem: Payload, run: Run) -> Result<Self, Error> {
        let conversation = Conversation::open::<D>(decode(problem)?, run)?;
        let lengths = conversation.lengths().to_vec();
        Ok(Self { state: State::Open(Box::new(conversation)), lengths })
    }

    /// A dialogue that ended before it began.
    pub(crate) fn refused(error: Error) -> Self {
        Self { state: State::Finished(Some(Err(error))), lengths: Vec::new() }
    }

    /// How many numbers are exchanged over each question, by tag; nothing where the problem was refused.
    pub fn lengths(&self) -> &[Lengths] {
        &self.lengths
    }

    /// Runs the solver on, with the answer to its last question (none before the first one), up to its next question;
    /// `None` when there are no more.
    pub fn resume(&mut self, answer: &[f64]) -> Option<Question<'_>> {
        let State::Open(exchange) = &mut self.state else { return None };
        let tag = match guard(|| Ok(exchange.resume(answer))).unwrap_or_else(|error| Step::Finished(Err(error))) {
            Step::Question(tag) => tag,
            Step::Finished(outcome) => {
                self.state = State::Finished(Some(outcome));
                return None;
            }
        };
        match &self.state {
            State::Open(exchange) => Some(Question { tag, point: exchange.point() }),
            State::Finished(_) => None,
        }
    }

    /// The outcome, once, after [`resume`](Self::resume) returned `None`.
    pub fn finish(&mut self) -> Result<Payload, Error> {
        let unfinished = || Err(Error::new(Code::Internal, "this dialogue has no outcome to give"));
        match &mut self.state {
            State::Finished(outcome) => outcome.take().unwrap_or_else(unfinished),
            State::Open(_) => unfinished(),
        }
    }
}
