//! A dialogue under way, with its type forgotten: what a binding holds between two answers.

use crate::guard::guard;
use serde::Serialize;
use superlinear_interface::wire::{Payload, decode, encode};
use superlinear_interface::{Code, Conversation, Dialogue, Error, Run, Step};

/// A solver that is suspended until its question is answered.
pub struct OpenDialogue {
    state: State,
    point: Vec<f64>,
    answer: Vec<f64>,
}

enum State {
    Open(Box<dyn Exchange>),
    Finished(Option<Result<Payload, Error>>),
}

/// A conversation of any method, with its solution on the wire.
trait Exchange {
    fn resume(&mut self, answer: &[f64]) -> Step<Payload>;
    fn read_point(&self, point: &mut [f64]);
}

impl<Solution: Serialize> Exchange for Conversation<Solution> {
    fn resume(&mut self, answer: &[f64]) -> Step<Payload> {
        match Conversation::resume(self, answer) {
            Step::Question(tag) => Step::Question(tag),
            Step::Finished(result) => Step::Finished(result.and_then(|solution| encode(&solution))),
        }
    }

    fn read_point(&self, point: &mut [f64]) {
        Conversation::read_point(self, point);
    }
}

impl OpenDialogue {
    /// Opens a dialogue of the type `D`.
    pub fn open<D: Dialogue>(problem: Payload, run: Run) -> Result<Self, Error> {
        let conversation = Conversation::open::<D>(decode(problem)?, run)?;
        let lengths = conversation.lengths();
        let longest_answer = lengths.answers.iter().copied().max().unwrap_or(0);
        let (point, answer) = (vec![0.0; lengths.point], vec![0.0; longest_answer]);
        Ok(Self { state: State::Open(Box::new(conversation)), point, answer })
    }

    /// A dialogue that ended before it began.
    pub(crate) fn refused(error: Error) -> Self {
        Self { state: State::Finished(Some(Err(error))), point: Vec::new(), answer: Vec::new() }
    }

    /// The point that the last question is about.
    pub fn point(&self) -> &[f64] {
        &self.point
    }

    /// Where the answer to the last question is to be written, as long as the longest answer.
    pub fn answer_mut(&mut self) -> &mut [f64] {
        &mut self.answer
    }

    /// Runs the solver on, with the answer written, up to its next question, and returns that question's tag; `None` when
    /// there are no more.
    pub fn resume(&mut self) -> Option<usize> {
        let State::Open(exchange) = &mut self.state else { return None };
        let (answer, point) = (&self.answer, &mut self.point);
        let step = guard(|| {
            let step = exchange.resume(answer);
            exchange.read_point(point);
            Ok(step)
        });
        match step.unwrap_or_else(|error| Step::Finished(Err(error))) {
            Step::Question(tag) => Some(tag),
            Step::Finished(outcome) => {
                self.state = State::Finished(Some(outcome));
                None
            }
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
