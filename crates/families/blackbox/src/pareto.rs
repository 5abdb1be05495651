//! Multi-objective minimization of black-box functions: as a dialogue, and as a task for functions given as data.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | input and output |
//! | [`search`] | state: population, evaluations, termination |
//! | [`predictor`] | search guided by cheap models of the functions |
//! | [`data`] | functions given as data |

pub mod data;
pub mod problem;
pub mod solution;

mod predictor;
mod search;
#[cfg(test)]
mod tests;

pub use data::ParetoData;
use problem::{ParetoMethod, ParetoProblem};
use search::{Search, Stop};
use solution::ParetoSolution;
use std::convert::Infallible;
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run};

use crate::evaluations::Asking;
use crate::evolution::latin_hypercube;
use crate::initial::initial_places;

/// An approximation of the Pareto front of several functions known only by their values.
pub struct Pareto;

impl Dialogue for Pareto {
    const NAME: &'static str = "blackbox.pareto";
    const QUESTIONS: &'static [&'static str] = &["objective"];
    type Problem = ParetoProblem;
    type Solution = ParetoSolution;

    fn lengths(problem: &ParetoProblem) -> Result<Vec<Lengths>, Error> {
        problem.space()?;
        Ok(Asking::lengths())
    }

    fn item_lengths(problem: &ParetoProblem) -> Vec<Lengths> {
        // Problems without a valid space have been refused before.
        let dimension = problem.space().map_or(0, |space| space.dimension());
        Asking::item_lengths(dimension, problem.asking().numbers)
    }

    async fn solve(problem: ParetoProblem, oracle: Oracle, run: Run) -> Result<ParetoSolution, Error> {
        let space = problem.space()?;
        let method = problem.chosen_method();
        let mut search = Search::new(&problem, space, oracle, run)?;
        let outcome = match method {
            ParetoMethod::Evolution => evolve(&mut search, &problem).await,
            ParetoMethod::Predictor | ParetoMethod::Auto => predictor::search(&mut search, &problem).await,
        };
        let Err(stop) = outcome;
        search.solution(stop, method)
    }
}

/// Evolves the population until the search stops.
async fn evolve(search: &mut Search, problem: &ParetoProblem) -> Result<Infallible, Stop> {
    let size = search.size();
    let mut random = search.stream();
    let mut places = initial_places(search.space(), problem.initial.as_ref());
    places.extend(latin_hypercube(search.space(), search.missing(&places), &mut random));
    loop {
        search.evaluate(&places).await?;
        search.finish_generation()?;
        places = if search.has_values() {
            search.population().children(search.space(), size, &mut random).concat()
        } else {
            latin_hypercube(search.space(), size, &mut random)
        };
    }
}
