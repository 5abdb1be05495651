//! The one error type: a stable code, a sentence for a person, and the path to the offending argument.

use serde::{Serialize, Serializer};
use std::fmt;

/// Why a method gave no solution. The names are part of the public interface; the messages are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// An argument is missing, of the wrong type or shape, or outside its range; `path` names it.
    InvalidInput,
    /// The problem is well formed but has no solution.
    Infeasible,
    /// Rounding or overflow left no meaningful iterate to return.
    NumericalBreakdown,
    /// The problem does not fit in the memory that can be had.
    OutOfMemory,
    /// What is to compute it cannot be used here.
    BackendUnavailable,
    /// A defect of this library.
    Internal,
    /// The caller cancelled the run.
    Aborted,
}

impl Code {
    /// The name in the public interface, for instance `INVALID_INPUT`.
    pub fn name(self) -> &'static str {
        match self {
            Self::InvalidInput => "INVALID_INPUT",
            Self::Infeasible => "INFEASIBLE",
            Self::NumericalBreakdown => "NUMERICAL_BREAKDOWN",
            Self::OutOfMemory => "OUT_OF_MEMORY",
            Self::BackendUnavailable => "BACKEND_UNAVAILABLE",
            Self::Internal => "INTERNAL",
            Self::Aborted => "ABORTED",
        }
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// What a method ends with when it has no solution to give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Error {
    /// The stable code.
    pub code: Code,
    /// What is wrong, and what would be right, in one sentence.
    pub message: String,
    /// The offending argument as written in JavaScript, for instance `source[3]`; empty when no single one is to blame.
    pub path: String,
}

impl Error {
    /// An error of any code that no single argument is to blame for.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), path: String::new() }
    }

    /// The argument at `path` cannot be accepted; `message` continues a sentence that starts with the path.
    pub fn invalid(path: impl Into<String>, message: impl fmt::Display) -> Self {
        let path = path.into();
        Self { code: Code::InvalidInput, message: format!("{path} {message}"), path }
    }

    /// No solution is possible with what is at `path`; `message` continues a sentence that starts with the path.
    pub fn infeasible(path: impl Into<String>, message: impl fmt::Display) -> Self {
        Self { code: Code::Infeasible, ..Self::invalid(path, message) }
    }

    /// This error where the arguments are those at `path`: an error of `source[3]` there becomes one of `path.source[3]`.
    pub fn within(self, path: &str) -> Self {
        if self.path.is_empty() {
            return Self { message: format!("{path}: {}", self.message), ..self };
        }
        let whole = format!("{path}.{}", self.path);
        let message = match self.message.strip_prefix(&self.path) {
            Some(rest) => format!("{whole}{rest}"),
            None => format!("{path}: {}", self.message),
        };
        Self { message, path: whole, ..self }
    }

    /// The backend that was asked for cannot compute it, for this reason.
    pub fn unavailable(backend: &str, reason: &str) -> Self {
        let message = format!("{backend} cannot be used: {reason}");
        Self { path: "backend".to_owned(), ..Self::new(Code::BackendUnavailable, message) }
    }

    /// The caller cancelled the run.
    pub fn aborted() -> Self {
        Self::new(Code::Aborted, "the run was cancelled")
    }

    /// `{"code": …, "message": …, "path": …}`.
    pub fn to_json(&self) -> String {
        serde_json::json!(self).to_string()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
