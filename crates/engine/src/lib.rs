//! The two entry points of all solvers: [`solve`] runs a task, [`converse`] opens a dialogue. Problems and solutions
//! pass through as data, so a binding is a page of code. The methods are those of a [`Registry`], made by [`collect`].

mod device;
mod diagnose;
mod diagnose_questions;
mod dialogue;
mod entry;
mod guard;
mod options;
mod registry;

pub use device::{describe_device, is_on_device};
pub use diagnose::{Diagnose, Diagnosis, DiagnosisProblem, DiagnosisProgress};
pub use diagnose_questions::{DiagnoseQuestions, DiagnosisOfQuestions, DiagnosisQuestionsProblem};
pub use dialogue::{OpenDialogue, Question};
pub use entry::{Call, converse, describe, solve};
pub use registry::{Collector, Kind, Method, Registry, collect};

superlinear_interface::methods! {
    task Diagnose,
    dialogue DiagnoseQuestions,
}
