//! Start: the first state of the server, and the first broadcast.

use crate::returned::{ReturnedBroadcast, ReturnedServerState};
use crate::server::{Initial, ServerState};
use crate::settings::{FederatedSettings, MAX_CLIENTS, MAX_PARAMETERS};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use superlinear_interface::{Error, NoProgress, Run, Task, Vector, check};

/// Starts a training over data that stay with their owners: the first state of the server, and the broadcast to send to
/// all clients. See `clientStep` and `aggregate` for the rounds.
///
/// @example
/// ```ts
/// const settings = { loss: 'squared', dimension: 1, intercept: false, local: { learningRate: 0.1 } } as const;
/// const { state, broadcast } = await start({ settings, clients: ['north', 'south'] });
/// ```
#[derive(JsonSchema)]
pub struct Start;

/// A training to be started.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StartProblem {
    /// The settings, the same for all parties.
    pub settings: FederatedSettings,
    /// The parameters at the start: coefficients, class by class, then intercepts. Default: zeros, as many as
    /// `settings.dimension` says.
    pub initial: Option<Vector>,
    /// The names of the clients, each once.
    pub clients: Vec<String>,
}

/// The start of a training.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StartSolution {
    /// The state of the server, to be kept for `aggregate`.
    pub state: ReturnedServerState,
    /// The message to clients.
    pub broadcast: ReturnedBroadcast,
}

impl Task for Start {
    const NAME: &'static str = "federated.start";
    type Problem = StartProblem;
    type Solution = StartSolution;
    type Progress = NoProgress;

    fn solve(problem: StartProblem, run: &Run) -> Result<StartSolution, Error> {
        let StartProblem { settings, initial, clients } = problem;
        settings.check_for_server().map_err(|error| error.within("settings"))?;
        check::entries("clients", clients.len(), 1..=MAX_CLIENTS)?;
        let mut names = BTreeSet::new();
        if let Some(k) = clients.iter().position(|name| !names.insert(name)) {
            return Err(Error::invalid(format!("clients[{k}]"), "must differ from the names before it"));
        }
        let parameters = match (initial, settings.dimension) {
            (Some(initial), dimension) => {
                if let Some(columns) = dimension {
                    check::length("initial", initial.len(), settings.parameters(columns as usize), "parameters")?;
                }
                check::entries("initial", initial.len(), 1..=MAX_PARAMETERS)?;
                check::numbers("initial", &initial, check::FINITE)?;
                initial.into_vec()
            }
            (None, Some(columns)) => {
                settings.check_size("settings.dimension", columns as usize)?;
                let length = settings.parameters(columns as usize);
                run.ensure_memory("settings.dimension", [length, 6])?;
                vec![0.0; length]
            }
            (None, None) => return Err(Error::invalid("initial", "is required unless settings.dimension is given")),
        };
        let importance = importance(&settings, clients.len(), |_| 1.0)?;
        let state = ServerState::new(&settings, Initial { parameters, clients, importance, seed: run.seed() });
        let broadcast = ReturnedBroadcast(state.broadcast(&settings));
        Ok(StartSolution { state: ReturnedServerState(state), broadcast })
    }
}

/// The importance of each client: the given one, or else a function of its index.
pub(crate) fn importance(
    settings: &FederatedSettings,
    clients: usize,
    otherwise: impl Fn(usize) -> f64,
) -> Result<Vec<f64>, Error> {
    match &settings.importance {
        None => Ok((0..clients).map(otherwise).collect()),
        Some(importance) => {
            check::length("settings.importance", importance.len(), clients, "clients")?;
            Ok(importance.to_vec())
        }
    }
}
