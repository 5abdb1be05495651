//! Every method there is. A new solver is one line in [`methods`].

use crate::diagnose::Diagnose;
use crate::dialogue::OpenDialogue;
use superlinear_interface::wire::{Payload, decode, encode};
use superlinear_interface::{Dialogue, Error, Run, Task};

/// The methods compiled into this build, by family. A task and a dialogue may share a name, side by side: one method,
/// whose problem is all data or holds functions.
pub fn methods() -> Vec<Method> {
    vec![
        Method::task::<Diagnose>(),
        // The engine's own methods are asked of one module in WebAssembly, that of numerics.
        #[cfg(feature = "numerics")]
        Method::dialogue::<crate::diagnose_questions::DiagnoseQuestions>(),
        #[cfg(feature = "atom")]
        Method::task::<superlinear_atom::Solve>(),
        #[cfg(feature = "atom")]
        Method::task::<superlinear_atom::States>(),
        #[cfg(feature = "atom")]
        Method::dialogue::<superlinear_atom::States>(),
        #[cfg(feature = "atom")]
        Method::task::<superlinear_atom::Evaluate>(),
        #[cfg(feature = "atom")]
        Method::task::<superlinear_atom::OnLogGrid>(),
        #[cfg(feature = "atom")]
        Method::task::<superlinear_atom::EvaluateFunctional>(),
        #[cfg(feature = "atom")]
        Method::task::<superlinear_atom::Configuration>(),
        #[cfg(feature = "atom")]
        Method::task::<superlinear_atom::ParseConfiguration>(),
        #[cfg(feature = "constrained")]
        Method::dialogue::<superlinear_constrained::CheckDerivatives>(),
        #[cfg(feature = "constrained")]
        Method::task::<superlinear_constrained::Logistic>(),
        #[cfg(feature = "constrained")]
        Method::dialogue::<superlinear_constrained::Minimize>(),
        #[cfg(feature = "constrained")]
        Method::task::<superlinear_constrained::PoissonControl>(),
        #[cfg(feature = "coordinate")]
        Method::task::<superlinear_coordinate::CrossValidate>(),
        #[cfg(feature = "coordinate")]
        Method::task::<superlinear_coordinate::DualityGap>(),
        #[cfg(feature = "coordinate")]
        Method::task::<superlinear_coordinate::Fit>(),
        #[cfg(feature = "coordinate")]
        Method::task::<superlinear_coordinate::KktViolation>(),
        #[cfg(feature = "coordinate")]
        Method::task::<superlinear_coordinate::LambdaMax>(),
        #[cfg(feature = "coordinate")]
        Method::task::<superlinear_coordinate::Path>(),
        #[cfg(feature = "coordinate")]
        Method::task::<superlinear_coordinate::Predict>(),
        #[cfg(feature = "coordinate")]
        Method::task::<superlinear_coordinate::Forest>(),
        #[cfg(feature = "coordinate")]
        Method::task::<superlinear_coordinate::LabelPropagation>(),
        #[cfg(feature = "coordinate")]
        Method::task::<superlinear_coordinate::MinimizeBlocks>(),
        #[cfg(feature = "coordinate")]
        Method::task::<superlinear_coordinate::SolveGraphQuadratic>(),
        #[cfg(feature = "numerics")]
        Method::dialogue::<superlinear_numerics::BrentMinimum>(),
        #[cfg(feature = "numerics")]
        Method::dialogue::<superlinear_numerics::BrentRoot>(),
        #[cfg(feature = "sketch")]
        Method::task::<superlinear_sketch::ApplySketch>(),
        #[cfg(feature = "sketch")]
        Method::task::<superlinear_sketch::IterativeHessianSketch>(),
        #[cfg(feature = "sketch")]
        Method::task::<superlinear_sketch::LeverageScores>(),
        #[cfg(feature = "sketch")]
        Method::task::<superlinear_sketch::Lstsq>(),
        #[cfg(feature = "sketch")]
        Method::dialogue::<superlinear_sketch::Lstsq>(),
        #[cfg(feature = "sketch")]
        Method::task::<superlinear_sketch::Lsqr>(),
        #[cfg(feature = "sketch")]
        Method::dialogue::<superlinear_sketch::Lsqr>(),
        #[cfg(feature = "sketch")]
        Method::task::<superlinear_sketch::Lsmr>(),
        #[cfg(feature = "sketch")]
        Method::dialogue::<superlinear_sketch::Lsmr>(),
        #[cfg(feature = "sketch")]
        Method::task::<superlinear_sketch::SketchedLstsq>(),
        #[cfg(feature = "sketch")]
        Method::task::<superlinear_sketch::WeightedSample>(),
        #[cfg(feature = "sketch")]
        Method::task::<superlinear_sketch::SampledLstsq>(),
        #[cfg(feature = "sketch")]
        Method::dialogue::<superlinear_sketch::SampledLstsq>(),
        #[cfg(feature = "sketch")]
        Method::task::<superlinear_sketch::BasisMatrix>(),
        #[cfg(feature = "sketch")]
        Method::task::<superlinear_sketch::SolveConsistent>(),
        #[cfg(feature = "sketch")]
        Method::task::<superlinear_sketch::RandomizedSvd>(),
        #[cfg(feature = "sketch")]
        Method::dialogue::<superlinear_sketch::RandomizedSvd>(),
        #[cfg(feature = "sketch")]
        Method::task::<superlinear_sketch::RandomizedRangeFinder>(),
        #[cfg(feature = "sketch")]
        Method::dialogue::<superlinear_sketch::RandomizedRangeFinder>(),
        #[cfg(feature = "transport")]
        Method::task::<superlinear_transport::SinkhornNewton>(),
        #[cfg(feature = "transport")]
        Method::task::<superlinear_transport::SinkhornDivergence>(),
        #[cfg(feature = "transport")]
        Method::task::<superlinear_transport::Batch>(),
        #[cfg(feature = "transport")]
        Method::task::<superlinear_transport::Barycenter>(),
        #[cfg(feature = "transport")]
        Method::task::<superlinear_transport::Exact>(),
    ]
}

/// One entry of the registry.
pub struct Method {
    /// The public name, `family.method`.
    pub name: &'static str,
    /// Which door leads to it.
    pub kind: Kind,
    /// The schema of its problem: a reference to a definition of the generator.
    #[cfg(feature = "schema")]
    pub problem: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
    /// The schemas of its solution and of what it reports on the way.
    #[cfg(feature = "schema")]
    pub results: fn(&mut schemars::SchemaGenerator),
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
    /// The entry of a task.
    pub fn task<T: Task>() -> Self {
        Self {
            name: T::NAME,
            kind: Kind::Task(|problem, run| encode(&T::solve(decode(problem)?, run)?)),
            #[cfg(feature = "schema")]
            problem: schemars::SchemaGenerator::subschema_for::<T::Problem>,
            #[cfg(feature = "schema")]
            results: |generator| {
                generator.subschema_for::<T::Solution>();
                generator.subschema_for::<T::Progress>();
            },
        }
    }

    /// The entry of a dialogue.
    pub fn dialogue<D: Dialogue>() -> Self {
        Self {
            name: D::NAME,
            kind: Kind::Dialogue(D::QUESTIONS, OpenDialogue::open::<D>),
            #[cfg(feature = "schema")]
            problem: schemars::SchemaGenerator::subschema_for::<D::Problem>,
            #[cfg(feature = "schema")]
            results: |generator| drop(generator.subschema_for::<D::Solution>()),
        }
    }

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
