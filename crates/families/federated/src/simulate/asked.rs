//! Clients with functions of the caller, as a dialogue: they step one after another.

use super::Simulate;
use super::clients::{Clients, Question, Turn};
use super::problem::{AskedClient, AskedFleet, SimulateFunctionsProblem};
use super::simulation::{Setup, Simulation};
use super::solution::{SimulateSolution, SimulateStatus};
use crate::client::{Client, ClientState};
use crate::model::{Batch, Model};
use crate::objective::Asked;
use crate::settings::FederatedSettings;
use crate::start::importance;
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run, Task};
use superlinear_numerics::vectors::add_scaled;

/// A simulation with an objective of the caller.
pub struct SimulateFunctions;

/// The clients.
struct CallbackClients<'a> {
    clients: Vec<Client<'a, Asked>>,
}

impl Clients for CallbackClients<'_> {
    async fn step(&self, questions: &[Question<'_>], states: Vec<Option<ClientState>>) -> Vec<Turn> {
        let mut turns = Vec::with_capacity(states.len());
        for (&(client, ask), state) in questions.iter().zip(states) {
            let stepped = match ask {
                Some(ask) => Some(self.clients[client].step(ask, state.as_ref()).await),
                None => None,
            };
            turns.push((state, stepped));
        }
        turns
    }

    async fn evaluate(&self, parameters: &[f64], importance: &[f64]) -> Result<(f64, Vec<f64>), Error> {
        let (mut value, mut sum) = (0.0, vec![0.0; parameters.len()]);
        let (mut gradient, mut memory) = (sum.clone(), Default::default());
        for (client, importance) in self.clients.iter().zip(importance) {
            let own = client.objective.ask(Batch::All, parameters, &mut gradient, &mut memory).await;
            value += importance * own;
            add_scaled(&mut sum, *importance, &gradient);
        }
        Ok((value, sum))
    }
}

impl Dialogue for SimulateFunctions {
    const NAME: &'static str = Simulate::NAME;
    const QUESTIONS: &'static [&'static str] = Asked::QUESTIONS;
    type Problem = SimulateFunctionsProblem;
    type Solution = SimulateSolution;

    fn lengths(problem: &SimulateFunctionsProblem) -> Result<Vec<Lengths>, Error> {
        problem.check()?;
        Ok(Asked::lengths(1, problem.fleet.initial.len()))
    }

    fn item_lengths(_: &SimulateFunctionsProblem) -> Vec<Lengths> {
        Asked::item_lengths()
    }

    async fn solve(problem: SimulateFunctionsProblem, oracle: Oracle, run: Run) -> Result<SimulateSolution, Error> {
        problem.check()?;
        simulated(&problem.settings, &problem.fleet, &oracle, &run).await
    }
}

/// Simulates a checked problem.
pub(crate) async fn simulated(
    settings: &FederatedSettings,
    fleet: &AskedFleet,
    oracle: &Oracle,
    run: &Run,
) -> Result<SimulateSolution, Error> {
    let AskedFleet { initial, clients, limits } = fleet;
    run.ensure_memory("clients", [settings.numbers_of_clients(clients.len(), initial.len())])?;
    let most = clients.iter().map(|client| client.row_count as usize).max().unwrap_or(0);
    run.ensure_memory("clients", [3, most])?;
    let importance = importance(settings, clients.len(), |k| f64::from(clients[k].row_count))?;
    let client = |(k, client): (usize, &AskedClient)| {
        let objective = Asked { oracle: oracle.clone(), client: Some(k), rows: client.row_count as usize };
        Client { settings, objective, watch: run.watch() }
    };
    let model = Model::of_caller(initial.len());
    let times = clients.iter().map(|client| client.times).collect();
    let parameters = initial.to_vec();
    let setup = Setup { settings, limits, model: &model, run, times, parameters, importance };
    let clients = CallbackClients { clients: clients.iter().enumerate().map(client).collect() };
    let mut simulation = Simulation::new(clients, setup);
    let Some(begun) = oracle.while_answered(simulation.evaluate()).await else {
        return Err(Error::invalid("timeLimit", "is too short for the objective at the start"));
    };
    let status = match begun? {
        Some(ended) => ended,
        None => oracle.in_time(run, simulation.run_rest()).await.unwrap_or(Ok(SimulateStatus::TimeLimit))?,
    };
    let figures = oracle.in_time(run, simulation.figures()).await.transpose()?;
    simulation.solution(status, figures)
}
