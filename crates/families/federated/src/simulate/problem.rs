//! The input of `simulate`.

use crate::model::Model;
use crate::settings::{FederatedSettings, MAX_CLIENTS, MAX_SECONDS, SECONDS};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, Error, Run, Vector, check};

/// A client of a simulation: its rows, and its times.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SimulatedClient {
    /// The rows.
    pub matrix: AnyMatrix,
    /// The response of each row.
    pub response: Vector,
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

/// Clients, and the length of the training: fields common to `simulate` and `compare`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fleet {
    /// The clients. All have the same number of columns.
    pub clients: Vec<SimulatedClient>,
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
    /// The parameters at the start. Default: zeros.
    pub initial: Option<Vector>,
    /// Rows of no client, on which the model is tested at each evaluation.
    pub test: Option<TestRows>,
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

impl Fleet {
    /// Refuses invalid clients and limits.
    pub(crate) fn check(&self) -> Result<(), Error> {
        check::entries("clients", self.clients.len(), 1..=MAX_CLIENTS)?;
        for (k, client) in self.clients.iter().enumerate() {
            client.check().map_err(|error| error.within(&format!("clients[{k}]")))?;
        }
        if let Some(rounds) = self.rounds {
            check::count("rounds", rounds as usize, 1..i32::MAX as usize)?;
        }
        check::optional("seconds", self.seconds, SECONDS)?;
        check::optional("roundLimit", self.round_limit, SECONDS)?;
        check::count("evaluateEvery", self.evaluate_every as usize, 1..)?;
        check::optional("target", self.target, check::FINITE)
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
        if let Some(size) = settings.aggregation.size {
            check::count("aggregation.size", size as usize, 1..=self.clients.len())?;
        }
        Ok(())
    }

    /// Fails if the states of all clients and the responses and predictors of all rows are beyond the memory.
    pub(crate) fn ensure_memory(&self, settings: &FederatedSettings, model: &Model, run: &Run) -> Result<(), Error> {
        let copies = if settings.has_feedback() { 5 } else { 3 };
        let states = [self.clients.len(), model.parameters(), copies].into_iter().fold(1, usize::saturating_mul);
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

    /// The limit on aggregations.
    pub(crate) fn max_rounds(&self) -> u32 {
        match (self.rounds, self.seconds) {
            (Some(rounds), _) => rounds,
            (None, Some(_)) => i32::MAX as u32 - 1,
            (None, None) => DEFAULT_ROUNDS,
        }
    }
}

impl SimulatedClient {
    fn check(&self) -> Result<(), Error> {
        check::number("speed", self.speed, SECONDS)?;
        check::number("delay", self.delay, 0.0..=MAX_SECONDS)?;
        check::number("dropout", self.dropout, 0.0..1.0)?;
        check::number("lossProbability", self.loss_probability, 0.0..1.0)?;
        check::optional("bandwidth", self.bandwidth, 1.0 / MAX_SECONDS..)
    }
}
