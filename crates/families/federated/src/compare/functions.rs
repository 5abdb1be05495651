//! Comparison over clients with functions of the caller, as a dialogue.

use super::{Compare, CompareSolution, Table, check_count, check_each};
use crate::objective::Asked;
use crate::settings::FederatedSettings;
use crate::simulate::asked::simulated;
use crate::simulate::problem::AskedFleet;
use crate::simulate::solution::SimulateProgress;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Advance, Dialogue, Error, Lengths, Oracle, Run, Task};

/// A comparison with an objective of the caller.
pub struct CompareFunctions;

/// Settings to be compared with functions of the caller, one for each row of each client.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CompareFunctionsProblem {
    /// The settings, without penalty, classes and adversary. The model is that of `gradient`, whatever the loss.
    pub candidates: Vec<FederatedSettings>,
    /// Clients and limits.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub fleet: AskedFleet,
}

impl CompareFunctionsProblem {
    fn check(&self) -> Result<(), Error> {
        check_count(&self.candidates)?;
        self.fleet.check()?;
        check_each(&self.candidates, |settings| settings.check_own_model(self.fleet.clients.len()))
    }
}

impl Dialogue for CompareFunctions {
    const NAME: &'static str = Compare::NAME;
    const QUESTIONS: &'static [&'static str] = Asked::QUESTIONS;
    type Problem = CompareFunctionsProblem;
    type Solution = CompareSolution;

    fn lengths(problem: &CompareFunctionsProblem) -> Result<Vec<Lengths>, Error> {
        problem.check()?;
        Ok(Asked::lengths(1, problem.fleet.initial.len()))
    }

    fn item_lengths(_: &CompareFunctionsProblem) -> Vec<Lengths> {
        Asked::item_lengths()
    }

    async fn solve(problem: CompareFunctionsProblem, oracle: Oracle, run: Run) -> Result<CompareSolution, Error> {
        problem.check()?;
        let CompareFunctionsProblem { candidates, fleet } = &problem;
        let (mut table, part) = (Table::default(), run.part());
        for (k, settings) in candidates.iter().enumerate() {
            if table.is_over(&run)? {
                break;
            }
            let solution = simulated(settings, fleet, &oracle, &part).await?;
            table.add(&solution);
            run.progress(Advance::count((k + 1) as f64, candidates.len() as f64), || SimulateProgress {
                rounds: solution.rounds,
                time: solution.time,
                objective: solution.objective,
            });
        }
        Ok(table.ordered())
    }
}
