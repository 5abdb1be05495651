//! The step of a client with functions of the caller, as a dialogue.

use super::{ClientStep, ClientStepSolution, Own, VECTORS, solution};
use crate::client::{Client, ClientState, Stepped};
use crate::objective::Asked;
use crate::server::Broadcast;
use crate::settings::FederatedSettings;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run, Task, check};

/// A client's part of a round with an objective of the caller.
pub struct ClientStepFunctions;

/// A client's part of a round, for any differentiable model: the mean of functions of the caller, one for each row.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClientStepFunctionsProblem {
    /// The settings, the same for all parties, without penalty, classes and adversary. The model is that of `gradient`,
    /// whatever the loss.
    pub settings: FederatedSettings,
    /// The name of this client, one of `broadcast.clients`.
    pub client: String,
    /// The number of rows of this client, at least 1.
    pub row_count: u32,
    /// The message of the server.
    pub broadcast: Broadcast,
    /// The state after this client's last message. Default: the client has sent none.
    pub state: Option<ClientState>,
}

impl ClientStepFunctionsProblem {
    fn own(&self) -> Own<'_> {
        Own { settings: &self.settings, broadcast: &self.broadcast, state: self.state.as_ref() }
    }

    fn check(&self) -> Result<(), Error> {
        self.own().check()?;
        check::count("rowCount", self.row_count as usize, 1..=i32::MAX as usize)?;
        self.settings.check_for_functions().map_err(|error| error.within("settings"))
    }
}

impl Dialogue for ClientStepFunctions {
    const NAME: &'static str = ClientStep::NAME;
    const QUESTIONS: &'static [&'static str] = Asked::QUESTIONS;
    type Problem = ClientStepFunctionsProblem;
    type Solution = ClientStepSolution;

    fn lengths(problem: &ClientStepFunctionsProblem) -> Result<Vec<Lengths>, Error> {
        problem.check()?;
        Ok(Asked::lengths(0, problem.broadcast.parameters.len()))
    }

    fn item_lengths(_: &ClientStepFunctionsProblem) -> Vec<Lengths> {
        Asked::item_lengths()
    }

    async fn solve(problem: ClientStepFunctionsProblem, oracle: Oracle, run: Run) -> Result<ClientStepSolution, Error> {
        problem.check()?;
        let ask = problem.own().ask(&problem.client, &run)?;
        let (rows, parameters) = (problem.row_count as usize, problem.broadcast.parameters.len());
        run.ensure_memory("rowCount", [3, rows])?;
        run.ensure_memory("broadcast.parameters", [parameters, VECTORS])?;
        let objective = Asked { oracle: oracle.clone(), client: None, rows };
        let client = Client { settings: &problem.settings, objective, watch: run.watch() };
        let stepped = oracle.in_time(&run, client.step(ask, problem.state.as_ref())).await;
        solution(stepped.unwrap_or(Stepped::Late), problem.state.clone(), &run)
    }
}
