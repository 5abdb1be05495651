//! The only error type: a stable code, a message, and the path to the offending argument.

use serde::{Serialize, Serializer};
use std::fmt;
use std::ops::{Deref, DerefMut};

/// The reason why a method gave no solution. Names are part of the public interface; messages are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// An argument is missing, of the wrong type or shape, or out of range; `path` names it.
    InvalidInput,
    /// The problem is well formed but has no solution.
    Infeasible,
    /// Rounding or overflow left no meaningful iterate.
    NumericalBreakdown,
    /// The problem does not fit in the available memory.
    OutOfMemory,
    /// The requested backend is not available.
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

/// The error of a method without a solution. Pointer-sized, because every result reserves space for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Error(Box<Details>);

/// The contents of an [`Error`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Details {
    /// The stable code.
    pub code: Code,
    /// The fault and its correction, in one sentence.
    pub message: String,
    /// The offending argument as written in JavaScript, for instance `source[3]`; empty if no single argument is at
    /// fault.
    pub path: String,
}

impl Deref for Error {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

impl DerefMut for Error {
    fn deref_mut(&mut self) -> &mut Details {
        &mut self.0
    }
}

impl Error {
    fn at(code: Code, path: String, message: String) -> Self {
        Self(Box::new(Details { code, message, path }))
    }

    /// An error of any code, not attributed to an argument.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self::at(code, String::new(), message.into())
    }

    /// Refuses the argument at `path`. `message` completes a sentence that starts with the path.
    pub fn invalid(path: impl Into<String>, message: impl fmt::Display) -> Self {
        Self::beginning(Code::InvalidInput, path.into(), &message)
    }

    /// Reports that the argument at `path` permits no solution. `message` completes a sentence that starts with the
    /// path.
    pub fn infeasible(path: impl Into<String>, message: impl fmt::Display) -> Self {
        Self::beginning(Code::Infeasible, path.into(), &message)
    }

    /// There is no memory for what is at `path`; `message` continues a sentence that starts with the path.
    pub(crate) fn out_of_memory(path: impl Into<String>, message: impl fmt::Display) -> Self {
        Self::beginning(Code::OutOfMemory, path.into(), &message)
    }

    /// An error whose message begins with its path.
    fn beginning(code: Code, path: String, message: &dyn fmt::Display) -> Self {
        let message = format!("{path} {message}");
        Self::at(code, path, message)
    }

    /// The same error for arguments nested at `path`: `source[3]` becomes `path.source[3]`.
    pub fn within(mut self, path: &str) -> Self {
        if self.path.is_empty() {
            self.message = format!("{path}: {}", self.message);
            return self;
        }
        let whole = format!("{path}.{}", self.path);
        self.message = match self.message.strip_prefix(&self.path) {
            Some(rest) => format!("{whole}{rest}"),
            None => format!("{path}: {}", self.message),
        };
        self.path = whole;
        self
    }

    /// The same error with the argument `name` called `own_name`: `name[3]` becomes `own_name[3]`, and without a path,
    /// a message `name: why` becomes `own_name: why`. Other errors are unchanged.
    pub fn renamed(mut self, name: &str, own_name: &str) -> Self {
        let is_about = if self.path.is_empty() {
            self.message.strip_prefix(name).is_some_and(|rest| rest.starts_with(':'))
        } else {
            self.path.starts_with(name)
        };
        if is_about {
            let Details { message, path, .. } = &mut *self.0;
            for text in [message, path] {
                if let Some(rest) = text.strip_prefix(name) {
                    *text = format!("{own_name}{rest}");
                }
            }
        }
        self
    }

    /// Reports that a requested backend cannot be used, with the reason.
    pub fn unavailable(backend: &str, reason: &str) -> Self {
        let message = format!("{backend} cannot be used: {reason}");
        Self::at(Code::BackendUnavailable, "backend".to_owned(), message)
    }

    /// The caller cancelled the run.
    pub fn aborted() -> Self {
        Self::new(Code::Aborted, "the run was cancelled")
    }

    /// `{"code": …, "message": …, "path": …}`.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_renamed_where_an_error_is_about_them() {
        let said = |error: Error| (error.path.clone(), error.message.clone());
        let of = |path: &str, message: &str| (path.to_owned(), message.to_owned());
        let renamed = |error: Error| said(error.renamed("objective", "operator.expression"));
        let at_node = renamed(Error::invalid("objective.nodes[3]", "must be shorter"));
        assert_eq!(at_node, of("operator.expression.nodes[3]", "operator.expression.nodes[3] must be shorter"));
        let of_none = renamed(Error::new(Code::OutOfMemory, "there is no room").within("objective"));
        assert_eq!(of_none, of("", "operator.expression: there is no room"));
        let other = renamed(Error::invalid("constraints", "must fit the objective"));
        assert_eq!(other, of("constraints", "constraints must fit the objective"));
        assert_eq!(renamed(Error::new(Code::Infeasible, "objectives differ")), of("", "objectives differ"));
    }
}
