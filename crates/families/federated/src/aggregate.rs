//! Aggregation: messages of clients become a step of the model.

use crate::model::Model;
use crate::returned::{ReturnedBroadcast, ReturnedServerState};
use crate::server::ServerState;
use crate::settings::{AggregationKind, FederatedSettings, MAX_SECONDS};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, NoProgress, Run, Task, Vector, check};

pub use crate::server::Refusal;

/// Combines messages of clients, takes a step of the model, and returns the next broadcast. Each message counts at most
/// once. Late, repeated or damaged messages are refused with a reason.
///
/// @example
/// ```ts
/// import { aggregate, clientStep, start } from 'superlinear/federated';
///
/// const settings = { loss: 'squared', dimension: 1, intercept: false, local: { learningRate: 0.1 } } as const;
/// const { state, broadcast } = await start({ settings, clients: ['north'] });
/// const problem = { settings, client: 'north', matrix: [[1], [2]], response: [2, 4], broadcast };
/// const { message } = await clientStep(problem);
/// const next = await aggregate({ settings, state, messages: [{ client: 'north', bytes: message }] });
/// ```
#[derive(JsonSchema)]
pub struct Aggregate;

/// A message with its sender.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClientMessage {
    /// The name of the client.
    pub client: String,
    /// The message of `clientStep`.
    pub bytes: Vector<u8>,
}

/// Messages to be combined.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AggregateProblem {
    /// The settings, the same for all parties.
    pub settings: FederatedSettings,
    /// The last state of the server.
    pub state: ServerState,
    /// The messages since then, in any order; they are combined in the order of the clients.
    pub messages: Vec<ClientMessage>,
    /// The time in seconds since the start, for the weights of asynchronous aggregation.
    #[serde(default)]
    pub now: f64,
}

/// A refused message.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RefusedMessage {
    /// The name of the client.
    pub client: String,
    /// The reason.
    pub reason: Refusal,
}

/// How an aggregation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum AggregateStatus {
    /// A step was taken, and a round begins.
    Updated,
    /// The messages are kept until there are enough for a step (`buffered` and `immediate`).
    Waiting,
    /// The step would lead beyond bounds: the messages are dropped, and the parameters are as before.
    Diverged,
}

/// The result of an aggregation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AggregateSolution {
    /// How the aggregation ended.
    pub status: AggregateStatus,
    /// The state of the server, to be kept.
    pub state: ReturnedServerState,
    /// The next message to clients.
    pub broadcast: ReturnedBroadcast,
    /// The names of the clients whose messages counted.
    pub accepted: Vec<String>,
    /// The refused messages.
    pub refused: Vec<RefusedMessage>,
}

impl Task for Aggregate {
    const NAME: &'static str = "federated.aggregate";
    type Problem = AggregateProblem;
    type Solution = AggregateSolution;
    type Progress = NoProgress;

    fn solve(problem: AggregateProblem, run: &Run) -> Result<AggregateSolution, Error> {
        let AggregateProblem { settings, mut state, messages, now } = problem;
        settings.check_for_server().map_err(|error| error.within("settings"))?;
        state.check(&settings).map_err(|error| error.within("state"))?;
        check::number("now", now, 0.0..=MAX_SECONDS)?;
        let model = model_of(&settings, state.parameters.len())?;
        run.ensure_memory("state.parameters", [state.parameters.len(), 8])?;
        let (mut accepted, mut refused) = (Vec::new(), Vec::new());
        for (place, message) in in_order(&state.clients, messages) {
            let outcome = match place {
                Some(client) => state.receive(&settings, client, &message.bytes, now).map(|()| client),
                None => Err(Refusal::UnknownClient),
            };
            match outcome {
                Ok(client) => accepted.push(client),
                Err(reason) => refused.push(RefusedMessage { client: message.client, reason }),
            }
        }
        let status = if !is_due(&settings, &state) {
            AggregateStatus::Waiting
        } else if state.advance(&settings, &model, run.seed()) {
            AggregateStatus::Updated
        } else {
            state.drop_messages();
            AggregateStatus::Diverged
        };
        state.record_asked(accepted.iter().copied(), now);
        let accepted = accepted.into_iter().map(|client| state.clients[client].clone()).collect();
        let broadcast = ReturnedBroadcast(state.broadcast(&settings));
        Ok(AggregateSolution { status, state: ReturnedServerState(state), broadcast, accepted, refused })
    }
}

/// Whether there are enough messages for a step.
pub(crate) fn is_due(settings: &FederatedSettings, state: &ServerState) -> bool {
    match settings.aggregation.kind {
        AggregationKind::Synchronous | AggregationKind::FixedInterval => true,
        AggregationKind::Immediate => state.received > 0,
        AggregationKind::Buffered => state.received >= settings.aggregation.size.unwrap_or(1),
    }
}

/// Messages in the order of the clients, so that sums do not depend on the order of arrival.
fn in_order(clients: &[String], messages: Vec<ClientMessage>) -> Vec<(Option<usize>, ClientMessage)> {
    let places: std::collections::BTreeMap<_, _> = clients.iter().enumerate().map(|(k, name)| (name, k)).collect();
    let mut placed: Vec<_> =
        messages.into_iter().map(|message| (places.get(&message.client).copied(), message)).collect();
    placed.sort_by_key(|(place, _)| place.unwrap_or(usize::MAX));
    placed
}

/// The model with this number of parameters: linear, or the caller's own.
fn model_of(settings: &FederatedSettings, parameters: usize) -> Result<Model, Error> {
    if settings.check_for_functions().is_ok() {
        return Ok(Model::of_caller(parameters));
    }
    let per_column = settings.classes.unwrap_or(1) as usize;
    let columns = (parameters / per_column).saturating_sub(usize::from(settings.intercept));
    if columns == 0 || settings.parameters(columns) != parameters {
        return Err(Error::invalid("state.parameters", format!("must be those of these settings, got {parameters}")));
    }
    Model::new(settings, columns)
}
