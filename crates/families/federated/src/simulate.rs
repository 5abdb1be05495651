//! Training over clients on a virtual clock.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | input and output |
//! | `data` | the rows, and their largest curvature |
//! | `world` | clients, server and clock: asking, delivering, evaluating |
//! | `synchronous`, `events` | rounds, and messages at their own times |

mod data;
mod events;
pub mod problem;
pub mod solution;
mod synchronous;
mod world;

use crate::model::Model;
use crate::settings::{FederatedSettings, ServerRate};
use data::Data;
use problem::{Fleet, SimulateProblem};
use schemars::JsonSchema;
use solution::{SimulateProgress, SimulateSolution};
use superlinear_interface::{Error, Run, Task};
use world::World;

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
    let data = Data::new(settings, fleet, &model)?;
    let chosen = if settings.has_automatic_rate() { Some(rate_for(data.curvature(&model, run)?)) } else { None };
    let with_rate = chosen
        .map(|rate| FederatedSettings { server_learning_rate: Some(ServerRate::Number(rate)), ..settings.clone() });
    let settings = with_rate.as_ref().unwrap_or(settings);
    let mut world = World::new(settings, fleet, &model, data, run)?;
    let status = if settings.is_synchronous() { world.run_rounds()? } else { world.run_events()? };
    Ok(SimulateSolution { server_learning_rate: chosen, ..world.solution(status)? })
}

/// A quarter of the inverse of the largest curvature: safe with strong compression, too (Gao, Islamov, Stich 2024).
fn rate_for(curvature: f64) -> f64 {
    if curvature > 0.0 { (0.25 / curvature).clamp(f64::MIN_POSITIVE, f64::MAX) } else { 1.0 }
}

#[cfg(test)]
mod tests;
