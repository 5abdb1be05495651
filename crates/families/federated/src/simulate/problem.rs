//! The input of `simulate`.

use crate::model::Model;
use crate::settings::{FederatedSettings, MAX_CLIENTS, MAX_PARAMETERS, MAX_SECONDS, SECONDS};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, Error, Run, Vector, check};

/// The times of a client, and its losses: fields common to all kinds of clients.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClientTimes {
    /// The seconds of a step.
    #[serde(default = "default_speed")]
    pub speed: f64,
    /// The seconds that a message travels, each way.
    #[serde(default)]
    pub delay: f64,
    /// The probability that the client is away when it is asked, at least 0 and below 1.
    #[serde(default)]
    pub dropout: f64,
    /// The probability that its message is lost, at least 0 and below 1.
    #[serde(default)]
    pub loss_probability: f64,
    /// The bytes per second of its connection. Default: no limit.
    pub bandwidth: Option<f64>,
}

fn default_speed() -> f64 {
    1.0
}

/// A client of a simulation: its rows, and its times.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SimulatedClient {
    /// The rows.
    pub matrix: AnyMatrix,
    /// The response of each row.
    pub response: Vector,
    /// Its times.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub times: ClientTimes,
}

/// A client of a simulation with functions of the caller: the number of its rows, and its times.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AskedClient {
    /// The number of rows, at least 1.
    pub row_count: u32,
    /// Its times.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub times: ClientTimes,
}

/// The start and the length of a training.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Limits {
    /// Limit on aggregations. Default: 100, unless `seconds` is given.
    pub rounds: Option<u32>,
    /// Limit on the virtual time. A client needs `settings.local.steps` times `speed`, and the time of two messages.
    pub seconds: Option<f64>,
    /// The limit of a synchronous round in seconds. Later messages do not count. Default: the round waits for all.
    pub round_limit: Option<f64>,
    /// The aggregations between evaluations of the objective.
    #[serde(default = "default_interval")]
    pub evaluate_every: u32,
    /// An objective to stop at.
    pub target: Option<f64>,
}

/// Clients, and the length of the training: fields common to `simulate` and `compare`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fleet {
    /// The clients. All have the same number of columns.
    pub clients: Vec<SimulatedClient>,
    /// The parameters at the start. Default: zeros.
    pub initial: Option<Vector>,
    /// Rows of no client, on which the model is tested at each evaluation.
    pub test: Option<TestRows>,
    /// The length of the training.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub limits: Limits,
}

/// Rows for tests.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TestRows {
    /// The rows, with the columns of the clients' matrices.
    pub matrix: AnyMatrix,
    /// The response of each row.
    pub response: Vector,
}

fn default_interval() -> u32 {
    1
}

/// The number of aggregations without a limit by the caller.
const DEFAULT_ROUNDS: u32 = 100;

/// A training to be simulated.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SimulateProblem {
    /// The settings.
    pub settings: FederatedSettings,
    /// Clients and limits.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub fleet: Fleet,
}

/// Clients with functions of the caller, and the length of the training: fields common to `simulate` and `compare`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AskedFleet {
    /// The parameters at the start.
    pub initial: Vector,
    /// The clients.
    pub clients: Vec<AskedClient>,
    /// The length of the training.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub limits: Limits,
}

/// A training to be simulated with functions of the caller, one for each row of each client.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SimulateFunctionsProblem {
    /// The settings, without penalty, classes and adversary. The model is that of `gradient`, whatever the loss.
    pub settings: FederatedSettings,
    /// Clients and limits.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub fleet: AskedFleet,
}

impl SimulateFunctionsProblem {
    /// Refuses invalid settings, clients and limits.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.fleet.check()?;
        self.settings.check_own_model(self.fleet.clients.len()).map_err(|error| error.within("settings"))
    }
}

impl AskedFleet {
    /// Refuses invalid clients and limits.
    pub(crate) fn check(&self) -> Result<(), Error> {
        check_clients(self.clients.iter().map(|client| &client.times))?;
        for (k, client) in self.clients.iter().enumerate() {
            check::count(&format!("clients[{k}].rowCount"), client.row_count as usize, 1..=i32::MAX as usize)?;
        }
        self.limits.check()?;
        check::entries("initial", self.initial.len(), 1..=MAX_PARAMETERS)?;
        check::numbers("initial", &self.initial, check::FINITE)
    }
}

/// Refuses invalid times of clients.
pub(crate) fn check_clients<'a>(clients: impl ExactSizeIterator<Item = &'a ClientTimes>) -> Result<(), Error> {
    check::entries("clients", clients.len(), 1..=MAX_CLIENTS)?;
    for (k, times) in clients.enumerate() {
        times.check().map_err(|error| error.within(&format!("clients[{k}]")))?;
    }
    Ok(())
}

impl Limits {
    pub(crate) fn check(&self) -> Result<(), Error> {
        if let Some(rounds) = self.rounds {
            check::count("rounds", rounds as usize, 1..i32::MAX as usize)?;
        }
        check::optional("seconds", self.seconds, SECONDS)?;
        check::optional("roundLimit", self.round_limit, SECONDS)?;
        check::count("evaluateEvery", self.evaluate_every as usize, 1..)?;
        check::optional("target", self.target, check::FINITE)
    }

    /// The limit on aggregations.
    pub(crate) fn max_rounds(&self) -> u32 {
        match (self.rounds, self.seconds) {
            (Some(rounds), _) => rounds,
            (None, Some(_)) => i32::MAX as u32 - 1,
            (None, None) => DEFAULT_ROUNDS,
        }
    }
}

impl Fleet {
    /// Refuses invalid clients and limits.
    pub(crate) fn check(&self) -> Result<(), Error> {
        check_clients(self.clients.iter().map(|client| &client.times))?;
        self.limits.check()
    }

    /// Refuses settings that do not fit these clients. Paths are within the settings.
    pub(crate) fn check_settings(&self, settings: &FederatedSettings) -> Result<(), Error> {
        settings.check()?;
        let columns = self.columns();
        if let Some(dimension) = settings.dimension
            && dimension as usize != columns
        {
            let message = format!("must be the number of columns of clients[0].matrix, {columns}, got {dimension}");
            return Err(Error::invalid("dimension", message));
        }
        settings.check_size("classes", columns)?;
        settings.check_clients(self.clients.len())
    }

    /// Fails if the states of all clients and the responses and predictors of all rows are beyond the memory.
    pub(crate) fn ensure_memory(&self, settings: &FederatedSettings, model: &Model, run: &Run) -> Result<(), Error> {
        let states = settings.numbers_of_clients(self.clients.len(), model.parameters());
        let tested = self.test.as_ref().map_or(0, |test| test.matrix.rows());
        let rows = self.clients.iter().map(|client| client.matrix.rows());
        let (all, most) = (rows.clone().fold(tested, usize::saturating_add), rows.fold(tested, usize::max));
        let of_rows = all.saturating_add(most.saturating_mul(2 * run.threads())).saturating_mul(model.outputs());
        run.ensure_memory("clients", [states.saturating_add(of_rows)])
    }

    /// The number of columns.
    pub(crate) fn columns(&self) -> usize {
        self.clients[0].matrix.columns()
    }
}

impl ClientTimes {
    fn check(&self) -> Result<(), Error> {
        check::number("speed", self.speed, SECONDS)?;
        check::number("delay", self.delay, 0.0..=MAX_SECONDS)?;
        check::number("dropout", self.dropout, 0.0..1.0)?;
        check::number("lossProbability", self.loss_probability, 0.0..1.0)?;
        check::optional("bandwidth", self.bandwidth, 1.0 / MAX_SECONDS..)
    }
}
