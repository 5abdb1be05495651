//! Levels of one electron in any central potential: as a task for potentials given as data, and as a dialogue for
//! functions.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | input and output |
//! | [`potential`] | named potentials, samples, functions |
//! | `squared` | Dirac's equation by the square of its operator |
//! | `search` | extension and refinement of meshes until the levels converge |

pub mod potential;
pub mod problem;
pub mod solution;

mod search;
mod squared;

use potential::{QUESTIONS, Source};
use problem::{Asked, StatesProblem};
use schemars::JsonSchema;
use search::Search;
use solution::StatesSolution;
use superlinear_interface::{Dialogue, Error, Lengths, NoProgress, Oracle, Run, Task};
use superlinear_numerics::matrix_operator::ready;

/// Energy levels in a central potential.
#[derive(JsonSchema)]
pub struct States;

impl Task for States {
    const NAME: &'static str = "atom.states";
    type Problem = StatesProblem;
    type Solution = StatesSolution;
    type Progress = NoProgress;

    fn solve(problem: StatesProblem, run: &Run) -> Result<StatesSolution, Error> {
        let asked = problem.check()?;
        let Some(potential) = &problem.potential else {
            return Err(Error::invalid("potential", "must be given"));
        };
        let source = Source::Given(Box::new(potential.prepare(problem.charge_at_origin)?));
        ready(Search::new(&problem, asked, &source, run)?.run())
    }
}

impl Dialogue for States {
    const NAME: &'static str = "atom.states";
    const QUESTIONS: &'static [&'static str] = QUESTIONS;
    type Problem = StatesProblem;
    type Solution = StatesSolution;

    fn lengths(problem: &StatesProblem) -> Result<Vec<Lengths>, Error> {
        let asked = problem.check()?;
        let capacity = capacity(problem, &asked);
        Ok(vec![Lengths { point: capacity, answer: capacity }])
    }

    async fn solve(problem: StatesProblem, oracle: Oracle, run: Run) -> Result<StatesSolution, Error> {
        let asked = problem.check()?;
        if problem.potential.is_some() {
            return Err(Error::invalid("potential", "must be a function here"));
        }
        let charge = problem.charge_at_origin.unwrap_or(0.0);
        let source = Source::Asked { oracle, capacity: capacity(&problem, &asked), charge };
        Search::new(&problem, asked, &source, &run)?.run().await
    }
}

/// The number of points of a question: as many as the largest mesh has nodes.
fn capacity(problem: &StatesProblem, asked: &Asked) -> usize {
    let mesh = problem.mesh.as_ref();
    let degree = mesh.and_then(|mesh| mesh.degree).map_or(search::DEGREE, |degree| degree as usize);
    let points = mesh.and_then(|mesh| mesh.points).map_or(degree + search::SURPLUS, |points| points as usize);
    let elements = search::most_elements(problem, asked, problem.charge_at_origin.unwrap_or(0.0));
    elements * (points + search::MORE)
}
