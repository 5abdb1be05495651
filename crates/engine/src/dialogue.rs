//! A type-erased dialogue in progress, held by a binding between two answers.

use crate::guard::guard;
use serde::Serialize;
use std::cell::Ref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use superlinear_interface::wire::{Payload, decode, encode};
use superlinear_interface::{Caller, Code, Conversation, Dialogue, Error, Host, Lengths, Run, Step};

/// A solver suspended until its question is answered.
pub struct OpenDialogue {
    state: State,
    lengths: Vec<Lengths>,
    item_lengths: Vec<Lengths>,
    progress: Option<Arc<LastProgress>>,
    run: Option<Run>,
}

/// The host of a dialogue. Keeps the last progress record until it is requested, because callbacks are impossible while
/// the solver runs.
pub(crate) struct LastProgress {
    host: Arc<dyn Host>,
    record: Mutex<Option<String>>,
}

impl LastProgress {
    /// A host with the clock and the cancel flag of `host`.
    pub(crate) fn new(host: Arc<dyn Host>) -> Arc<Self> {
        Arc::new(Self { host, record: Mutex::default() })
    }

    fn record(&self) -> MutexGuard<'_, Option<String>> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Host for LastProgress {
    fn is_cancelled(&self) -> bool {
        self.host.is_cancelled()
    }

    fn hears_progress(&self) -> bool {
        true
    }

    fn progress(&self, record: String) {
        *self.record() = Some(record);
    }

    fn now(&self) -> f64 {
        self.host.now()
    }
}

enum State {
    Open(Box<dyn Exchange>),
    Finished(Option<Result<Payload, Error>>),
}

/// A conversation of any method, with an encoded solution.
trait Exchange {
    fn resume(&mut self, answer: &[f64]) -> Step<Payload>;
    fn leave(&mut self, caller: Caller) -> Option<Result<Payload, Error>>;
    fn items(&self) -> usize;
    fn point(&self) -> Ref<'_, [f64]>;
}

impl<Solution: Serialize> Exchange for Conversation<Solution> {
    fn resume(&mut self, answer: &[f64]) -> Step<Payload> {
        match Conversation::resume(self, answer) {
            Step::Question(tag) => Step::Question(tag),
            Step::Finished(result) => Step::Finished(result.and_then(|solution| encode(&solution))),
        }
    }

    fn leave(&mut self, caller: Caller) -> Option<Result<Payload, Error>> {
        Conversation::leave(self, caller).map(|result| result.and_then(|solution| encode(&solution)))
    }

    fn items(&self) -> usize {
        Conversation::items(self)
    }

    fn point(&self) -> Ref<'_, [f64]> {
        Conversation::point(self)
    }
}

/// A question that awaits its answer.
pub struct Question<'a> {
    /// Its index in the method's list of questions.
    pub tag: usize,
    /// The point of the question.
    pub point: Ref<'a, [f64]>,
}

impl OpenDialogue {
    /// Opens a dialogue of type `D`.
    pub(crate) fn open<D: Dialogue>(problem: Payload, run: Run) -> Result<Self, Error> {
        let conversation = Conversation::open::<D>(decode(problem)?, run.continued())?;
        let (lengths, item_lengths) = (conversation.lengths().to_vec(), conversation.item_lengths().to_vec());
        Ok(Self { state: State::Open(Box::new(conversation)), lengths, item_lengths, run: Some(run), ..Self::closed() })
    }

    /// A dialogue that failed before its first question.
    pub(crate) fn refused(error: Error) -> Self {
        Self { state: State::Finished(Some(Err(error))), ..Self::closed() }
    }

    /// Attaches the host of its run.
    pub(crate) fn with_progress(self, progress: Arc<LastProgress>) -> Self {
        Self { progress: Some(progress), ..self }
    }

    /// The latest progress record as JSON, if there is a new one.
    pub fn take_progress(&self) -> Option<String> {
        self.progress.as_ref()?.record().take()
    }

    /// The lengths of each question without items, by tag; empty if the problem was refused.
    pub fn lengths(&self) -> &[Lengths] {
        &self.lengths
    }

    /// The additional lengths per item of each question, by tag.
    pub fn item_lengths(&self) -> &[Lengths] {
        &self.item_lengths
    }

    /// All lengths in the layout of the bindings, four numbers per question by tag: point, answer, and the additions to
    /// both per item.
    pub fn flat_lengths(&self) -> Vec<u32> {
        let questions = self.lengths.iter().zip(&self.item_lengths);
        questions
            .flat_map(|(fixed, item)| [fixed.point, fixed.answer, item.point, item.answer].map(|n| n as u32))
            .collect()
    }

    /// The number of items of the last question; 0 if there is none.
    pub fn items(&self) -> usize {
        match &self.state {
            State::Open(exchange) => exchange.items(),
            State::Finished(_) => 0,
        }
    }

    /// The point of the last question; `None` if the dialogue has finished.
    pub fn point(&self) -> Option<Ref<'_, [f64]>> {
        match &self.state {
            State::Open(exchange) => Some(exchange.point()),
            State::Finished(_) => None,
        }
    }

    /// Passes the answer to the last question (ignored before the first one) and runs the solver up to its next
    /// question; `None` if it has finished.
    pub fn resume(&mut self, answer: &[f64]) -> Option<Question<'_>> {
        let State::Open(exchange) = &mut self.state else { return None };
        let tag = match guard(|| Ok(exchange.resume(answer))).unwrap_or_else(|error| Step::Finished(Err(error))) {
            Step::Question(tag) => tag,
            Step::Finished(outcome) => {
                self.end(outcome);
                return None;
            }
        };
        self.point().map(|point| Question { tag, point })
    }

    /// Reports to the solver that the time limit has passed while its question awaits the answer, which never comes if
    /// the caller is gone. Returns whether the solver finished.
    pub fn leave(&mut self, caller: Caller) -> bool {
        let State::Open(exchange) = &mut self.state else { return true };
        let outcome = guard(|| Ok(exchange.leave(caller))).unwrap_or_else(|error| Some(Err(error)));
        outcome.map(|outcome| self.end(outcome)).is_some()
    }

    fn end(&mut self, outcome: Result<Payload, Error>) {
        if let (Ok(_), Some(run)) = (&outcome, &self.run) {
            run.conclude();
        }
        self.state = State::Finished(Some(outcome));
    }

    /// An empty dialogue without a result.
    pub fn closed() -> Self {
        Self { state: State::Finished(None), lengths: Vec::new(), item_lengths: Vec::new(), progress: None, run: None }
    }

    /// The result, once, after [`resume`](Self::resume) returned `None` or [`leave`](Self::leave) true.
    pub fn finish(&mut self) -> Result<Payload, Error> {
        let unfinished = || Err(Error::new(Code::Internal, "this dialogue has no outcome to give"));
        match &mut self.state {
            State::Finished(outcome) => outcome.take().unwrap_or_else(unfinished),
            State::Open(_) => unfinished(),
        }
    }
}
