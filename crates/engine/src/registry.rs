//! Type-erased methods, searched by the entry points.

use crate::dialogue::OpenDialogue;
use superlinear_interface::wire::{Payload, decode, encode};
use superlinear_interface::{Dialogue, Error, MethodVisitor, Run, Task};

/// The methods in a build: of all families, or of one.
pub type Registry = fn() -> Vec<Method>;

/// One method.
pub struct Method {
    /// The public name, `family.method`.
    pub name: &'static str,
    /// The kind of method, with its handler.
    pub kind: Kind,
    /// Whether it can use an accelerator.
    pub has_device_kernels: bool,
}

/// The kind of a method, with its handler.
pub enum Kind {
    /// The problem is all data.
    Task(SolveTask),
    /// The solver asks these questions.
    Dialogue(&'static [&'static str], OpenMethod),
}

/// The handler of a task.
pub(crate) type SolveTask = fn(Payload, &Run) -> Result<Payload, Error>;

/// The handler of a dialogue.
pub(crate) type OpenMethod = fn(Payload, Run) -> Result<OpenDialogue, Error>;

impl Method {
    /// The handler, if it is a task.
    pub(crate) fn as_task(&self) -> Option<SolveTask> {
        match self.kind {
            Kind::Task(solve) => Some(solve),
            Kind::Dialogue(..) => None,
        }
    }

    /// The handler, if it is a dialogue.
    pub(crate) fn as_dialogue(&self) -> Option<OpenMethod> {
        match self.kind {
            Kind::Dialogue(_, open) => Some(open),
            Kind::Task(_) => None,
        }
    }
}

/// The methods that `visit` visits, with their handlers.
pub fn collect(visit: impl FnOnce(&mut Collector)) -> Vec<Method> {
    let mut collector = Collector(Vec::new());
    visit(&mut collector);
    collector.0
}

/// A visitor that makes a [`Method`] of each.
pub struct Collector(Vec<Method>);

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
