//! The mean of many functions given by callbacks, plus a penalty or on a convex set, by batches of components.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | input and output |
//! | `components` | the caller's functions |
//! | `sampler` | the choice of components |
//! | `geometry` | penalty, set, and steps of mirror descent |
//! | `descent` | steps, termination and checkpoints |

mod components;
mod descent;
mod geometry;
pub mod problem;
pub(crate) mod sampler;
pub mod solution;

use components::Components;
use descent::Descent;
use problem::MinimizeProblem;
use solution::{MinimizeSolution, MinimizeStatus};
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run};

/// The minimum of a mean of functions.
pub struct Minimize;

impl Dialogue for Minimize {
    const NAME: &'static str = "stochastic.minimize";
    const QUESTIONS: &'static [&'static str] = components::QUESTIONS;
    type Problem = MinimizeProblem;
    type Solution = MinimizeSolution;

    fn lengths(problem: &MinimizeProblem) -> Result<Vec<Lengths>, Error> {
        problem.check()?;
        Ok(components::lengths(problem.dimension as usize))
    }

    fn item_lengths(_: &MinimizeProblem) -> Vec<Lengths> {
        components::item_lengths()
    }

    async fn solve(problem: MinimizeProblem, oracle: Oracle, run: Run) -> Result<MinimizeSolution, Error> {
        problem.check()?;
        let (dimension, count) = (problem.dimension as usize, problem.component_count as usize);
        run.ensure_memory("dimension", [VECTORS, dimension])?;
        run.ensure_memory("componentCount", [NUMBERS, count])?;
        let (caller, clock) = (oracle.clone(), run.part());
        let mut descent = Descent::of(&problem, Components::new(oracle, count, dimension), &run)?;
        let mut status = match caller.in_time(&clock, descent.descend(&run)).await {
            Some(status) => status?,
            None => MinimizeStatus::TimeLimit,
        };
        let is_wanted = problem.certificate || problem.tolerance.is_some();
        if is_wanted && descent.certificate.is_none() {
            caller.in_time(&clock, descent.certify()).await;
        }
        if let Some(tolerance) = problem.tolerance
            && status != MinimizeStatus::Converged
            && descent.meets(tolerance)
        {
            status = MinimizeStatus::Converged;
        }
        Ok(solution(&problem, status, &mut descent, run.seed()))
    }
}

/// The largest number of vectors of a run.
const VECTORS: usize = 16;

/// The numbers per component: an index in an order, scores and their sums.
const NUMBERS: usize = 5;

fn solution(problem: &MinimizeProblem, status: MinimizeStatus, descent: &mut Descent, seed: u64) -> MinimizeSolution {
    let rate = descent.rate();
    let [objective, gradient_norm] = descent.certificate.map_or([None; 2], |numbers| numbers.map(Some));
    MinimizeSolution {
        status,
        solution: descent.solution().into(),
        objective,
        gradient_norm,
        iterations: descent.steps() as u32,
        epochs: (descent.steps() / problem.steps_per_epoch() as u64) as u32,
        learning_rate: rate,
        suggested_learning_rate: (status == MinimizeStatus::Diverged).then_some(rate / 4.0),
        history: descent.history.records(),
        checkpoint: descent.checkpoint(seed),
    }
}
