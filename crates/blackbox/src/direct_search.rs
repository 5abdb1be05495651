//! Local minima, under constraints, of functions that are known by their values alone: as a dialogue, and as a task for functions that are
//! data.
//!
//! | module | what |
//! |---|---|
//! | [`problem`], [`solution`] | what a caller gives and gets |
//! | [`descent`] | the iterations: steps that may succeed, a poll that tells when none does, the comparison with all neighbours |
//! | [`attack`] | steps against a direction in which the objective is believed to grow |
//! | [`search`] | a search under way: evaluations, the best of them, its end |
//! | [`barrier`] | which points are better than others where there are constraints |
//! | [`poll`] | where a poll looks |
//! | [`model`], [`subproblem`] | quadratic models of all functions, and where they are least |
//! | [`data`] | functions that are data |

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

/// A local minimum, under constraints, of a function that is known by its values alone.
pub struct DirectSearch;

impl Dialogue for DirectSearch {
    const NAME: &'static str = "blackbox.directSearch";
    const QUESTIONS: &'static [&'static str] = &["objective", "attack"];
    type Problem = DirectSearchProblem;
    type Solution = DirectSearchSolution;

    fn lengths(problem: &DirectSearchProblem) -> Result<Vec<Lengths>, Error> {
        let dimension = problem.space()?.dimension();
        let attack = Lengths { point: dimension + problem.constraint_count as usize, answer: dimension };
        Ok([Asking::lengths(), vec![attack]].concat())
    }

    fn item_lengths(problem: &DirectSearchProblem) -> Vec<Lengths> {
        // A problem without a space was refused before.
        let dimension = problem.space().map_or(0, |space| space.dimension());
        Asking::item_lengths(dimension, problem.asking(dimension).numbers)
    }

    async fn solve(problem: DirectSearchProblem, oracle: Oracle, run: Run) -> Result<DirectSearchSolution, Error> {
        let space = problem.space()?;
        let mut search = Search::new(&problem, space, oracle, run);
        let Err(stop) = descent::descend(&mut search, &problem).await;
        search.solution(stop)
    }
}
