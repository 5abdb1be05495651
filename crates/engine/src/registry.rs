//! Methods with their types forgotten: what the doors search.

use crate::diagnose::Diagnose;
use crate::diagnose_questions::DiagnoseQuestions;
use crate::dialogue::OpenDialogue;
use superlinear_interface::wire::{Payload, decode, encode};
use superlinear_interface::{Dialogue, Error, MethodVisitor, Run, Task};

/// The methods that a build holds: those of all families, or of one.
pub type Registry = fn() -> Vec<Method>;

/// One method.
pub struct Method {
    /// The public name, `family.method`.
    pub name: &'static str,
    /// Which door leads to it.
    pub kind: Kind,
    /// Whether it computes on a device where a run is put on one.
    pub has_device_kernels: bool,
}

/// A method's door, with the way through it.
pub enum Kind {
    /// The problem is all data.
    Task(SolveTask),
    /// The solver asks these questions.
    Dialogue(&'static [&'static str], OpenMethod),
}

/// The way through the task door.
pub type SolveTask = fn(Payload, &Run) -> Result<Payload, Error>;

/// The way through the dialogue door.
pub type OpenMethod = fn(Payload, Run) -> Result<OpenDialogue, Error>;

impl Method {
    /// The way through the task door, where it leads here.
    pub fn as_task(&self) -> Option<SolveTask> {
        match self.kind {
            Kind::Task(solve) => Some(solve),
            Kind::Dialogue(..) => None,
        }
    }

    /// The way through the dialogue door, where it leads here.
    pub fn as_dialogue(&self) -> Option<OpenMethod> {
        match self.kind {
            Kind::Dialogue(_, open) => Some(open),
            Kind::Task(_) => None,
        }
    }
}

/// Collects methods.
#[derive(Default)]
pub(crate) struct Collector(pub Vec<Method>);

impl MethodVisitor for Collector {
    fn family(&mut self, _: &'static str) {}

    fn part(&mut self, _: &'static str) {}

    fn task<T: Task>(&mut self) {
        let solve: SolveTask = |problem, run| encode(&T::solve(decode(problem)?, run).inspect(|_| run.conclude())?);
        self.0.push(Method { name: T::NAME, kind: Kind::Task(solve), has_device_kernels: T::HAS_DEVICE_KERNELS });
    }

    fn dialogue<D: Dialogue>(&mut self) {
        let kind = Kind::Dialogue(D::QUESTIONS, OpenDialogue::open::<D>);
        self.0.push(Method { name: D::NAME, kind, has_device_kernels: false });
    }
}

/// Shows the engine's own methods.
pub(crate) fn own(visitor: &mut impl MethodVisitor) {
    visitor.task::<Diagnose>();
    visitor.dialogue::<DiagnoseQuestions>();
}
