//! Constrained local minimization of black-box functions by direct search: as a dialogue, and as a task for functions
//! given as data.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | input and output |
//! | [`descent`] | iterations: search steps, a poll if none succeeds, the final comparison with all neighbors |
//! | [`attack`] | steps against a direction expected to increase the objective |
//! | [`search`] | state: evaluations, the best of them, termination |
//! | [`barrier`] | comparison of points under constraints |
//! | [`poll`] | poll directions |
//! | [`model`], [`subproblem`] | quadratic models of all functions, and their constrained minimization |
//! | [`data`] | functions given as data |

pub mod data;
pub mod problem;
pub mod solution;

mod attack;
mod barrier;
mod descent;
mod model;
mod poll;
mod search;
mod subproblem;
#[cfg(test)]
mod tests;

pub use data::DirectSearchData;
use problem::DirectSearchProblem;
use search::Search;
use solution::DirectSearchSolution;
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run};

use crate::evaluations::Asking;

/// A local minimum, under constraints, of a function known only by its values.
pub struct DirectSearch;

impl Dialogue for DirectSearch {
    const NAME: &'static str = "blackbox.directSearch";
    const QUESTIONS: &'static [&'static str] = &["objective", "attack"];
    type Problem = DirectSearchProblem;
    type Solution = DirectSearchSolution;

    fn lengths(problem: &DirectSearchProblem) -> Result<Vec<Lengths>, Error> {
        let dimension = problem.options.space()?.dimension();
        let attack = Lengths { point: dimension + problem.options.constraint_count as usize, answer: dimension };
        Ok([Asking::lengths(), vec![attack]].concat())
    }

    fn item_lengths(problem: &DirectSearchProblem) -> Vec<Lengths> {
        // Problems without a valid space have been refused before.
        let dimension = problem.options.space().map_or(0, |space| space.dimension());
        Asking::item_lengths(dimension, problem.options.asking(dimension).numbers)
    }

    async fn solve(problem: DirectSearchProblem, oracle: Oracle, run: Run) -> Result<DirectSearchSolution, Error> {
        let space = problem.options.space()?;
        let mut search = Search::new(&problem, space, oracle, run);
        let Err(stop) = descent::descend(&mut search, &problem).await;
        search.solution(stop)
    }
}
