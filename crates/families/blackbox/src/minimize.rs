//! Global minimization of black-box functions in a box: as a dialogue, and as a task for functions given as data.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | input and output |
//! | [`search`] | state: the best point, runs, termination |
//! | [`cmaes`] | CMA-ES with restarts and a quadratic model |
//! | [`nelder_mead`] | the simplex method with restarts |
//! | [`consensus`] | consensus-based optimization, and hopping |
//! | [`gaussian_process`] | expected improvement under a Gaussian process, then CMA-ES or, with categories, other local searches |
//! | [`evolution`] | evolutionary search on cheap models, for many categories |
//! | [`warm_start`] | starting values for a later search |
//! | [`data`] | functions given as data |

pub mod data;
pub mod problem;
pub mod solution;

mod cmaes;
mod consensus;
mod evolution;
mod gaussian_process;
mod nelder_mead;
mod search;
#[cfg(test)]
mod tests;
mod warm_start;

pub use data::MinimizeData;
use problem::{Method, MinimizeProblem};
use search::Search;
use solution::MinimizeSolution;
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run};

use crate::evaluations::Asking;

/// A global minimum of a function known only by its values.
pub struct Minimize;

/// Full matrices of CMA-ES at a time: the covariance, its factors, and their updates.
const COVARIANCES: usize = 5;

impl Dialogue for Minimize {
    const NAME: &'static str = "blackbox.minimize";
    const QUESTIONS: &'static [&'static str] = &["objective"];
    type Problem = MinimizeProblem;
    type Solution = MinimizeSolution;

    fn lengths(problem: &MinimizeProblem) -> Result<Vec<Lengths>, Error> {
        problem.space()?;
        Ok(Asking::lengths())
    }

    fn item_lengths(problem: &MinimizeProblem) -> Vec<Lengths> {
        // Problems without a valid space have been refused before.
        Asking::item_lengths(problem.space().map_or(0, |space| space.dimension()), 1)
    }

    async fn solve(problem: MinimizeProblem, oracle: Oracle, run: Run) -> Result<MinimizeSolution, Error> {
        let space = problem.space()?;
        let method = problem.method_of(&space);
        let n = space.dimension();
        if matches!(method, Method::Cmaes | Method::Auto) && !problem.is_diagonal(n) {
            run.ensure_memory("lower", [n, n, COVARIANCES])?;
        }
        let mut search = Search::new(&problem, space, oracle, run);
        let outcome = match method {
            Method::NelderMead => nelder_mead::search(&mut search, &problem).await,
            Method::Consensus => consensus::search(&mut search, &problem).await,
            Method::Hopping => consensus::hop(&mut search, &problem).await,
            Method::GaussianProcess => gaussian_process::search(&mut search, &problem).await,
            Method::Evolution => evolution::search(&mut search, &problem).await,
            Method::Cmaes | Method::Auto => cmaes::search(&mut search, &problem).await,
        };
        let Err(stop) = outcome;
        search.solution(stop, method)
    }
}
