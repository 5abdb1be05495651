//! Comparison over clients with a model given as a formula.

use super::{CompareSolution, check_count, check_each, in_turn};
use crate::settings::FederatedSettings;
use crate::simulate::of_formula::{FormulaData, FormulaFleet};
use crate::simulate::solution::SimulateProgress;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, Run, Task};

/// Simulates trainings of a model given as a formula with several settings, over the same clients, absences and losses,
/// and orders them by the virtual time to a target. All else is as for `compare` and `simulateFormula`.
///
/// @example
/// ```ts
/// const local = { learningRate: 0.05 };
/// const { table } = await compareFormula({
///   candidates: [
///     { algorithm: 'fedAvg', local },
///     { algorithm: 'scaffold', local },
///   ],
///   loss: { formula: '(y - sinh(w * x))^2 / 2', inputs: { w: [], x: [], y: [] } },
///   clients: [{ rows: { x: [1, 2], y: [1, 3] } }, { rows: { x: [1, 3], y: [1, 9] } }],
///   target: 1,
/// });
/// ```
#[derive(JsonSchema)]
pub struct CompareFormula;

/// Settings to be compared on a formula.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CompareFormulaProblem {
    /// The settings, without penalty, classes and adversary. The model is that of `loss`, whatever the one in them.
    pub candidates: Vec<FederatedSettings>,
    /// Clients and limits.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub fleet: FormulaFleet,
}

impl Task for CompareFormula {
    const NAME: &'static str = "federated.compareFormula";
    type Problem = CompareFormulaProblem;
    type Solution = CompareSolution;
    type Progress = SimulateProgress;

    fn solve(problem: CompareFormulaProblem, run: &Run) -> Result<CompareSolution, Error> {
        let CompareFormulaProblem { candidates, fleet } = problem;
        check_count(&candidates)?;
        fleet.check()?;
        check_each(&candidates, |settings| settings.check_own_model(fleet.clients.len()))?;
        let loss = fleet.loss()?;
        let mut mean = loss.mean();
        let data = FormulaData::new(&fleet, &loss, run)?;
        candidates.iter().try_for_each(|settings| data.prepare(&mut mean, settings, run))?;
        in_turn(&candidates, run, |settings| data.simulated(&mean, settings, run))
    }
}
