//! The interface of a simulation to its clients: their steps, and the evaluation of their objective.

use crate::client::{Ask, Client, ClientState, Stepped};
use crate::objective::Objective;
use superlinear_interface::{Error, Run};
use superlinear_numerics::matrix_operator::ready;
use superlinear_numerics::parallel::{Parallelism, add_vectors};
use superlinear_numerics::vectors::add_scaled;

/// A client with its question; none if it is away.
pub(super) type Question<'a> = (usize, Option<Ask<'a>>);

/// The state of a client before its step, and the result, if it was asked.
pub(super) type Turn = (Option<ClientState>, Option<Stepped>);

/// Clients of one kind.
pub(super) trait Clients {
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

/// The steps of clients with data in memory, in parallel.
pub(super) fn step_all<O: Objective + Sync>(
    run: &Run,
    clients: &[Client<'_, O>],
    questions: &[Question<'_>],
    states: Vec<Option<ClientState>>,
) -> Vec<Turn> {
    Parallelism::of(run).map(states, |place, state| {
        let (client, ask) = questions[place];
        let stepped = ask.map(|ask| ready(clients[client].step(ask, state.as_ref())));
        (state, stepped)
    })
}

/// Limit on the blocks of an evaluation, each of which takes the memory of a gradient.
const MAX_BLOCKS: usize = 64;

/// The sum of values and gradients of clients, each times its importance, in parallel. `gradient` writes that of one
/// client, and returns its value.
pub(super) fn weighted_sum<Memory: Default>(
    run: &Run,
    importance: &[f64],
    length: usize,
    gradient: impl Fn(usize, &mut [f64], &mut Memory) -> f64 + Sync,
) -> Result<(f64, Vec<f64>), Error> {
    let count = importance.len();
    let blocks = count.min(MAX_BLOCKS);
    let cancellation = run.cancellation();
    let parts = Parallelism::of(run).map_blocks(blocks, |block| {
        let mut sum = vec![0.0; length + 1];
        let (mut own, mut memory) = (vec![0.0; length], Memory::default());
        for client in block * count / blocks..(block + 1) * count / blocks {
            cancellation.ensure_wanted()?;
            let importance = importance[client];
            sum[length] += importance * gradient(client, &mut own, &mut memory);
            add_scaled(&mut sum[..length], importance, &own);
        }
        Ok(sum)
    });
    let mut sum = add_vectors(parts.into_iter().collect::<Result<Vec<_>, Error>>()?);
    // A cancelled evaluation may have left out rows.
    run.ensure_wanted()?;
    let value = sum.pop().unwrap_or(0.0);
    Ok((value, sum))
}
