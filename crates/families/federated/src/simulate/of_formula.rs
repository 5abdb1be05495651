//! Clients with rows in memory, and a model given as a formula: they step in parallel.

use super::clients::{Clients, Question, Turn, step_all, weighted_sum};
use super::problem::{ClientTimes, Limits, check_clients};
use super::simulation::{Setup, Simulation};
use super::solution::{SimulateProgress, SimulateSolution};
use crate::client::{Client, ClientState};
use crate::formula::{FormulaMemory, OfFormula, prepare};
use crate::model::{Batch, Model};
use crate::settings::{FederatedSettings, MAX_PARAMETERS};
use crate::start::importance;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_expression::Named;
use superlinear_expression::function::Function;
use superlinear_expression::train::objective::{Objective as Mean, Scratch, Wanted};
use superlinear_expression::train::row_loss::RowLoss;
use superlinear_expression::train::rows::Rows;
use superlinear_interface::{Error, Run, Task, Vector, check};
use superlinear_numerics::matrix_operator::ready;

/// Simulates a training over clients on a virtual clock, of a model given as a formula: the loss of a row. All else is as
/// for `simulate`. Gradients are exact, and clients step in parallel.
///
/// @example
/// ```ts
/// // Two laboratories measure one decay.
/// const { parameters } = await simulateFormula({
///   settings: { algorithm: 'scaffold', local: { steps: 10, batchSize: 0, learningRate: 0.05 } },
///   loss: { formula: '(y - w[0] * exp(-w[1] * t))^2', inputs: { w: 2, t: [], y: [] } },
///   initial: [4, 0.3],
///   clients: [
///     { rows: { t: [0, 1, 2, 4], y: [5, 3.1, 1.8, 0.7] } },
///     { rows: { t: [0, 1, 2, 4], y: [5.1, 3, 1.9, 0.6] } },
///   ],
///   rounds: 60,
/// });
/// ```
#[derive(JsonSchema)]
pub struct SimulateFormula;

/// A client of a simulation with a formula: its rows, and its times.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormulaClient {
    /// The inputs given by row: each as the concatenated tensors of all rows. At least one row. All clients give the same
    /// inputs.
    pub rows: Named,
    /// Its times.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub times: ClientTimes,
}

/// Clients with a formula, and the length of the training: fields common to simulations and comparisons.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormulaFleet {
    /// The loss of a row: a scalar function. Its inputs are those in `rows` of clients and in `fixed`; all others are
    /// parameters, one after another in the order of the function's inputs.
    pub loss: Function,
    /// The inputs that are the same for all rows.
    #[serde(default)]
    pub fixed: Named,
    /// The clients.
    pub clients: Vec<FormulaClient>,
    /// The parameters at the start. Default: zeros.
    pub initial: Option<Vector>,
    /// Rows of no client, on which the loss is evaluated, too.
    pub test: Option<Named>,
    /// The length of the training.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub limits: Limits,
}

/// A training of a formula to be simulated.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SimulateFormulaProblem {
    /// The settings, without penalty, classes and adversary. The model is that of `loss`, whatever the one in them.
    pub settings: FederatedSettings,
    /// Clients and limits.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub fleet: FormulaFleet,
}

impl Task for SimulateFormula {
    const NAME: &'static str = "federated.simulateFormula";
    type Problem = SimulateFormulaProblem;
    type Solution = SimulateSolution;
    type Progress = SimulateProgress;

    fn solve(problem: SimulateFormulaProblem, run: &Run) -> Result<SimulateSolution, Error> {
        let SimulateFormulaProblem { settings, fleet } = problem;
        fleet.check()?;
        settings.check_own_model(fleet.clients.len()).map_err(|error| error.within("settings"))?;
        let loss = fleet.loss()?;
        let mut mean = loss.mean();
        let data = FormulaData::new(&fleet, &loss, run)?;
        data.prepare(&mut mean, &settings, run)?;
        data.simulated(&mean, &settings, run)
    }
}

impl FormulaFleet {
    /// Refuses invalid clients and limits.
    pub(crate) fn check(&self) -> Result<(), Error> {
        check_clients(self.clients.iter().map(|client| &client.times))?;
        self.limits.check()
    }

    /// The loss of a row.
    pub(crate) fn loss(&self) -> Result<RowLoss<'_>, Error> {
        RowLoss::new("loss", &self.loss, &self.clients[0].rows, &self.fixed)
    }
}

/// The rows of checked clients, and the start.
pub(crate) struct FormulaData<'a> {
    fleet: &'a FormulaFleet,
    rows: Vec<Rows<'a>>,
    test: Option<Rows<'a>>,
    initial: Vec<f64>,
}

impl<'a> FormulaData<'a> {
    /// Refuses rows and parameters that do not fit the loss.
    pub fn new(fleet: &'a FormulaFleet, loss: &RowLoss, run: &Run) -> Result<Self, Error> {
        let parameters = loss.parameters();
        check::entries("loss.inputs", parameters, 1..=MAX_PARAMETERS)?;
        let rows = fleet.clients.iter().enumerate();
        let rows = rows.map(|(k, client)| loss.rows(&format!("clients[{k}].rows"), &client.rows));
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        let test = fleet.test.as_ref().map(|test| loss.rows("test", test)).transpose()?;
        let initial = match &fleet.initial {
            None => {
                run.ensure_memory("loss.inputs", [parameters])?;
                vec![0.0; parameters]
            }
            Some(initial) => {
                check::finite_vector("initial", initial, parameters, "parameters of loss")?;
                initial.to_vec()
            }
        };
        Ok(Self { fleet, rows, test, initial })
    }

    /// Compiles the loss for all numbers of rows.
    pub fn prepare(&self, mean: &mut Mean, settings: &FederatedSettings, run: &Run) -> Result<(), Error> {
        for rows in &self.rows {
            prepare(mean, rows.count, settings, run)?;
        }
        self.test.as_ref().map_or(Ok(()), |test| mean.prepare(Wanted::Value, test.count, run))
    }

    /// Simulates a training with checked settings.
    pub fn simulated(&self, mean: &Mean, settings: &FederatedSettings, run: &Run) -> Result<SimulateSolution, Error> {
        let (fleet, count, parameters) = (self.fleet, self.rows.len(), self.initial.len());
        run.ensure_memory("clients", [settings.numbers_of_clients(count, parameters)])?;
        let importance = importance(settings, count, |k| self.rows[k].count as f64)?;
        let client = |rows: &Rows<'a>| {
            let objective = OfFormula { mean, rows: rows.clone(), watch: run.watch() };
            Client { settings, objective, watch: run.watch() }
        };
        let clients = self.rows.iter().map(client).collect();
        let clients = FormulaClients { clients, mean, test: self.test.as_ref(), run };
        let model = Model::of_caller(parameters);
        let (limits, times) = (&fleet.limits, fleet.clients.iter().map(|client| client.times).collect());
        let setup = Setup { settings, limits, model: &model, run, times, parameters: self.initial.clone(), importance };
        ready(Simulation::new(clients, setup).run())
    }
}

/// The clients, and rows of none of them for tests.
struct FormulaClients<'a> {
    clients: Vec<Client<'a, OfFormula<'a>>>,
    mean: &'a Mean<'a>,
    test: Option<&'a Rows<'a>>,
    run: &'a Run,
}

impl Clients for FormulaClients<'_> {
    async fn step(&self, questions: &[Question<'_>], states: Vec<Option<ClientState>>) -> Vec<Turn> {
        step_all(self.run, &self.clients, questions, states)
    }

    async fn evaluate(&self, parameters: &[f64], importance: &[f64]) -> Result<(f64, Vec<f64>), Error> {
        let cancellation = self.run.cancellation();
        weighted_sum(self.run, importance, parameters.len(), |client, gradient, memory: &mut FormulaMemory| {
            let objective = &self.clients[client].objective;
            let is_over = || cancellation.is_requested();
            objective.write_gradient(Batch::All, parameters, gradient, memory, is_over).unwrap_or(0.0)
        })
    }

    fn test(&self, parameters: &[f64]) -> (Option<f64>, Option<f64>) {
        let Some(rows) = self.test else { return (None, None) };
        let mut scratch = Scratch::default();
        self.mean.evaluate(Wanted::Value, parameters, rows, &mut scratch, || false);
        (Some(scratch.value()).filter(|loss| loss.is_finite()), None)
    }
}
