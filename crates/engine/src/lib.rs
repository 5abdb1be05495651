//! The two doors to every solver: [`solve`] runs a task, [`converse`] opens a dialogue. Problems and solutions pass through
//! as data, so a binding is a page of code and a new solver is one line in the registry.

mod diagnose;
mod diagnose_questions;
mod dialogue;
mod door;
mod guard;
mod registry;

pub use diagnose::{Diagnose, Diagnosis, DiagnosisProblem, DiagnosisProgress};
pub use diagnose_questions::{DiagnoseQuestions, DiagnosisOfQuestions, DiagnosisQuestionsProblem};
pub use dialogue::{OpenDialogue, Question};
pub use door::{converse, describe, solve};
pub use registry::{Kind, Method, methods};
pub use superlinear_interface::RunOptions;
