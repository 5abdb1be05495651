//! Training over clients on a virtual clock.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | input and output |
//! | `clients` | clients, as a simulation uses them |
//! | `of_rows`, [`of_formula`], [`asked`] | clients with linear models of rows, with formulas of rows, and with functions of the caller |
//! | `simulation` | the state of a simulation: questions, deliveries, aggregations, evaluations |
//! | `synchronous`, `events` | rounds, and messages at their own times |

pub mod asked;
mod clients;
mod events;
pub mod of_formula;
mod of_rows;
pub mod problem;
mod simulation;
pub mod solution;
mod synchronous;

use crate::model::Model;
use crate::settings::{FederatedSettings, ServerRate};
use crate::start::importance;
use of_rows::Data;
use problem::{Fleet, SimulateProblem};
use schemars::JsonSchema;
use simulation::{Setup, Simulation};
use solution::{SimulateProgress, SimulateSolution};
use superlinear_interface::{Error, Run, Task, check};
use superlinear_numerics::matrix_operator::ready;

/// Simulates a training over clients on a virtual clock: with their speeds, delays, connections, absences and lost
/// messages. Steps, messages and aggregations are those of `clientStep` and `aggregate`. The result depends on the seed,
/// and neither on threads nor on any real clock.
///
/// @example
/// ```ts
/// const settings = { loss: 'squared', intercept: false, local: { learningRate: 0.1 } } as const;
/// const { parameters, time } = await simulate({
///   settings,
///   clients: [
///     { matrix: [[1], [2]], response: [2, 4], speed: 1 },
///     { matrix: [[1], [3]], response: [2, 6], speed: 4 },
///   ],
///   rounds: 20,
/// });
/// ```
#[derive(JsonSchema)]
pub struct Simulate;

impl Task for Simulate {
    const NAME: &'static str = "federated.simulate";
    type Problem = SimulateProblem;
    type Solution = SimulateSolution;
    type Progress = SimulateProgress;

    fn solve(problem: SimulateProblem, run: &Run) -> Result<SimulateSolution, Error> {
        let SimulateProblem { settings, fleet } = problem;
        fleet.check()?;
        fleet.check_settings(&settings).map_err(|error| error.within("settings"))?;
        simulated(&settings, &fleet, run)
    }
}

/// Simulates a checked problem.
pub(crate) fn simulated(settings: &FederatedSettings, fleet: &Fleet, run: &Run) -> Result<SimulateSolution, Error> {
    let model = Model::new(settings, fleet.columns())?;
    fleet.ensure_memory(settings, &model, run)?;
    let parameters = match &fleet.initial {
        None => vec![0.0; model.parameters()],
        Some(initial) => {
            check::finite_vector("initial", initial, model.parameters(), "parameters")?;
            initial.to_vec()
        }
    };
    let data = Data::new(fleet, &model)?;
    let importance = importance(settings, fleet.clients.len(), |k| data.count(k) as f64)?;
    let is_automatic = settings.has_automatic_rate();
    let chosen = if is_automatic { Some(rate_for(data.curvature(&importance, &model, run)?)) } else { None };
    let with_rate = chosen
        .map(|rate| FederatedSettings { server_learning_rate: Some(ServerRate::Number(rate)), ..settings.clone() });
    let settings = with_rate.as_ref().unwrap_or(settings);
    let (limits, times) = (&fleet.limits, fleet.clients.iter().map(|client| client.times).collect());
    let setup = Setup { settings, limits, model: &model, run, times, parameters, importance };
    let solution = ready(Simulation::new(data.clients(settings, &model, run), setup).run())?;
    Ok(SimulateSolution { server_learning_rate: chosen, ..solution })
}

/// A quarter of the inverse of the largest curvature: safe with strong compression, too (Gao, Islamov, Stich 2024).
fn rate_for(curvature: f64) -> f64 {
    if curvature > 0.0 { (0.25 / curvature).clamp(f64::MIN_POSITIVE, f64::MAX) } else { 1.0 }
}

#[cfg(test)]
mod tests;
