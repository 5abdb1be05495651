//! The clients of a simulation, as it needs them: they step, and their objective is evaluated.

use crate::client::{Ask, ClientState, Stepped};
use superlinear_interface::Error;

/// A client with its question; none if it is away.
pub(super) type Question<'a> = (usize, Option<Ask<'a>>);

/// The state of a client before its step, and the result, if it was asked.
pub(super) type Turn = (Option<ClientState>, Option<Stepped>);

/// Clients of one kind.
pub(super) trait Cast {
    /// The steps of several clients from their states, in the order of the questions.
    fn step(&self, questions: &[Question<'_>], states: Vec<Option<ClientState>>) -> impl Future<Output = Vec<Turn>>;

    /// The objective, weighted by importance, without absolute values of a penalty, and its gradient.
    fn evaluate(&self, parameters: &[f64], importance: &[f64]) -> impl Future<Output = Result<(f64, Vec<f64>), Error>>;

    /// The objective without an adversary, if there is one.
    fn clean_objective(&self, _parameters: &[f64], _importance: &[f64]) -> Result<Option<f64>, Error> {
        Ok(None)
    }

    /// The mean loss of the rows for tests, and the share in a wrong class.
    fn test(&self, _parameters: &[f64]) -> (Option<f64>, Option<f64>) {
        (None, None)
    }
}
