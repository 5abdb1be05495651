//! The one error type: a stable code, a sentence for a person, and the path to the offending argument.

use serde::Serialize;
use std::fmt;

/// Why a method gave no solution. The names are part of the public interface; the messages are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Code {
    /// An argument is missing, of the wrong type or shape, or outside its range; `path` names it.
    InvalidInput,
    /// The problem is well formed but has no solution.
    Infeasible,
    /// Rounding or overflow left no meaningful iterate to return.
    NumericalBreakdown,
    /// The problem does not fit in the memory that can be had.
    OutOfMemory,
    /// A defect of this library.
    Internal,
    /// The caller cancelled the run.
    Aborted,
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
