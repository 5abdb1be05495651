//! The one error type: a stable code, a sentence for a person, and the path to the offending argument.

use serde::{Serialize, Serializer};
use std::fmt;
use std::ops::{Deref, DerefMut};

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

/// What a method ends with when it has no solution to give: as large as a pointer, since every result that may be one has room for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Error(Box<Details>);

/// What an [`Error`] says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Details {
    /// The stable code.
    pub code: Code,
    /// What is wrong, and what would be right, in one sentence.
    pub message: String,
    /// The offending argument as written in JavaScript, for instance `source[3]`; empty when no single one is to blame.
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

    /// An error of any code that no single argument is to blame for.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self::at(code, String::new(), message.into())
    }

    /// The argument at `path` cannot be accepted; `message` continues a sentence that starts with the path.
    pub fn invalid(path: impl Into<String>, message: impl fmt::Display) -> Self {
        Self::beginning(Code::InvalidInput, path.into(), &message)
    }

    /// No solution is possible with what is at `path`; `message` continues a sentence that starts with the path.
    pub fn infeasible(path: impl Into<String>, message: impl fmt::Display) -> Self {
        Self::beginning(Code::Infeasible, path.into(), &message)
    }

    /// There is no memory for what is at `path`; `message` continues a sentence that starts with the path.
    pub fn out_of_memory(path: impl Into<String>, message: impl fmt::Display) -> Self {
        Self::beginning(Code::OutOfMemory, path.into(), &message)
    }

    /// An error whose message begins with its path.
    fn beginning(code: Code, path: String, message: &dyn fmt::Display) -> Self {
        let message = format!("{path} {message}");
        Self::at(code, path, message)
    }

    /// This error where the arguments are those at `path`: an error of `source[3]` there becomes one of `path.source[3]`.
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

    /// This error where the caller knows the argument `name` as `own_name`: an error of `name[3]` becomes one of `own_name[3]`, and
    /// where no single argument is to blame `name: why` becomes `own_name: why`. Other errors stay as they are.
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

    /// The backend that was asked for cannot compute it, for this reason.
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
