//! Training over clients on a virtual clock.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | input and output |
//! | `world` | clients, server and clock: asking, delivering, evaluating |
//! | `synchronous`, `events` | rounds, and messages at their own times |

mod events;
pub mod problem;
pub mod solution;
mod synchronous;
mod world;

use crate::model::Model;
use crate::settings::FederatedSettings;
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
    let mut world = World::new(settings, fleet, &model, run)?;
    let status = if settings.is_synchronous() { world.run_rounds()? } else { world.run_events()? };
    world.solution(status)
}

#[cfg(test)]
mod tests;
