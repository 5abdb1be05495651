//! Comparison of settings on the same clients.
//!
//! | module | contents |
//! |---|---|
//! | [`functions`], [`formula`] | clients with functions of the caller, and with a formula |

pub mod formula;
pub mod functions;

use crate::settings::FederatedSettings;
use crate::simulate::problem::Fleet;
use crate::simulate::simulated;
use crate::simulate::solution::{SimulateProgress, SimulateSolution, SimulateStatus};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Run, Task, check};

/// Simulates trainings with several settings over the same clients, absences and losses, and orders them by the virtual
/// time to a target.
///
/// @example
/// ```ts
/// const local = { learningRate: 0.1 };
/// const { table } = await compare({
///   candidates: [
///     { algorithm: 'fedAvg', intercept: false, local },
///     { algorithm: 'scaffold', intercept: false, local },
///   ],
///   clients: [
///     { matrix: [[1], [2]], response: [2, 4] },
///     { matrix: [[1], [3]], response: [3, 9] },
///   ],
///   target: 1,
/// });
/// ```
#[derive(JsonSchema)]
pub struct Compare;

/// Settings to be compared.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CompareProblem {
    /// The settings.
    pub candidates: Vec<FederatedSettings>,
    /// Clients and limits.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub fleet: Fleet,
}

/// The figures of one candidate.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CompareRow {
    /// The index of the candidate.
    pub candidate: u32,
    /// How its simulation ended.
    pub status: SimulateStatus,
    /// The virtual time to the target; absent if it was not reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_to_target: Option<f64>,
    /// The virtual time at the end.
    pub time: f64,
    /// The number of aggregations.
    pub rounds: u32,
    /// The objective at the end.
    pub objective: f64,
    /// The mean loss of the rows in `test`, without penalty and adversary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_loss: Option<f64>,
    /// The share of these rows in a wrong class, of `logistic` and `multinomial`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_error: Option<f64>,
    /// The bytes sent by clients.
    pub bytes_up: f64,
    /// The bytes sent to clients.
    pub bytes_down: f64,
    /// The share of the virtual time in which clients compute, in the mean over all clients.
    pub utilization: f64,
}

/// How a comparison ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum CompareStatus {
    /// All simulations are done.
    Finished,
    /// The time limit was reached: a simulation is incomplete, and those not begun have no row.
    TimeLimit,
}

/// The comparison.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CompareSolution {
    /// How it ended.
    pub status: CompareStatus,
    /// The candidates by the virtual time to the target; those without it follow, by their objective.
    pub table: Vec<CompareRow>,
}

/// Larger numbers of candidates are assumed to be mistakes.
const MAX_CANDIDATES: usize = 10_000;

impl Task for Compare {
    const NAME: &'static str = "federated.compare";
    type Problem = CompareProblem;
    type Solution = CompareSolution;
    type Progress = SimulateProgress;

    fn solve(problem: CompareProblem, run: &Run) -> Result<CompareSolution, Error> {
        let CompareProblem { candidates, fleet } = problem;
        check_count(&candidates)?;
        fleet.check()?;
        check_each(&candidates, |settings| fleet.check_settings(settings))?;
        in_turn(&candidates, run, |settings| simulated(settings, &fleet, run))
    }
}

/// Refuses no candidates, and too many.
pub(crate) fn check_count(candidates: &[FederatedSettings]) -> Result<(), Error> {
    check::entries("candidates", candidates.len(), 1..=MAX_CANDIDATES)
}

/// Refuses invalid candidates. Paths of the check are within the settings.
pub(crate) fn check_each(
    candidates: &[FederatedSettings],
    check: impl Fn(&FederatedSettings) -> Result<(), Error>,
) -> Result<(), Error> {
    for (k, settings) in candidates.iter().enumerate() {
        check(settings).map_err(|error| error.within(&format!("candidates[{k}]")))?;
    }
    Ok(())
}

/// Simulates checked candidates one after another.
pub(crate) fn in_turn(
    candidates: &[FederatedSettings],
    run: &Run,
    simulate: impl Fn(&FederatedSettings) -> Result<SimulateSolution, Error>,
) -> Result<CompareSolution, Error> {
    let mut table = Table::default();
    for (k, settings) in candidates.iter().enumerate() {
        if table.is_over(run)? {
            break;
        }
        table.add(&run.share(k, candidates.len(), || simulate(settings))?);
    }
    Ok(table.ordered())
}

/// The candidates simulated so far, in their order.
#[derive(Default)]
pub(crate) struct Table {
    rows: Vec<CompareRow>,
    is_late: bool,
}

impl Table {
    /// Whether the next candidate is not to be begun. The first one always is.
    pub fn is_over(&mut self, run: &Run) -> Result<bool, Error> {
        self.is_late |= !self.rows.is_empty() && run.is_out_of_time()?;
        Ok(self.is_late)
    }

    /// Adds the next candidate.
    pub fn add(&mut self, solution: &SimulateSolution) {
        let has_reached = solution.status == SimulateStatus::Converged;
        self.is_late |= solution.status == SimulateStatus::TimeLimit;
        self.rows.push(CompareRow {
            candidate: self.rows.len() as u32,
            status: solution.status,
            time_to_target: has_reached.then_some(solution.time),
            time: solution.time,
            rounds: solution.rounds,
            objective: solution.objective,
            test_loss: solution.test_loss,
            test_error: solution.test_error,
            bytes_up: solution.bytes_up,
            bytes_down: solution.bytes_down,
            utilization: solution.utilization,
        });
    }

    /// The comparison.
    pub fn ordered(self) -> CompareSolution {
        let Self { rows: mut table, is_late } = self;
        let key = |row: &CompareRow| row.time_to_target.unwrap_or(f64::INFINITY);
        table.sort_by(|a, b| key(a).total_cmp(&key(b)).then(a.objective.total_cmp(&b.objective)));
        let status = if is_late { CompareStatus::TimeLimit } else { CompareStatus::Finished };
        CompareSolution { status, table }
    }
}
