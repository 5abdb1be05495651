//! Roots of the mean of maps held by workers, with little communication: MASHA.
//!
//! Source: Beznosikov, Richtárik, Diskin, Ryabinin, Gasnikov, Distributed Methods with Compressed Communication for
//! Solving Variational Inequalities, with Theoretical Guarantees, NeurIPS 2022, algorithms 1 and 2. The step size rule
//! is our own.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | input and output |
//! | `rounds` | the method: rounds and snapshots |
//! | `step_size` | the step size rule |
//! | [`data`] | workers given as data, as a task |

pub mod data;
pub mod problem;
pub mod solution;

mod rounds;
mod step_size;

use problem::DistributedProblem;
use rounds::{Rounds, Stop};
use solution::DistributedSolution;
use superlinear_interface::{Dialogue, Ending, Error, Lengths, Oracle, Run};

pub use data::DistributedData;

/// A root of the mean of maps held by workers.
pub struct Distributed;

impl Dialogue for Distributed {
    const NAME: &'static str = "games.distributed";
    const QUESTIONS: &'static [&'static str] = &["worker"];
    type Problem = DistributedProblem;
    type Solution = DistributedSolution;

    fn lengths(problem: &DistributedProblem) -> Result<Vec<Lengths>, Error> {
        problem.check()?;
        Ok(vec![Lengths { point: problem.initial.len(), answer: 0 }])
    }

    fn item_lengths(problem: &DistributedProblem) -> Vec<Lengths> {
        vec![Lengths { point: 1, answer: problem.initial.len() }]
    }

    async fn solve(problem: DistributedProblem, oracle: Oracle, run: Run) -> Result<DistributedSolution, Error> {
        let (caller, clock) = (oracle.clone(), run.part());
        let mut rounds = Rounds::start(&problem, oracle, run).await?;
        let stop = match caller.in_time(&clock, rounds.run_to_end()).await {
            Some(stop) => stop,
            None => Stop::Ended(Ending::TimeLimit),
        };
        rounds.solution(stop)
    }
}
