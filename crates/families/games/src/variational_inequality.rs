//! Variational inequalities: find z in a convex set Z with ⟨F(z), u − z⟩ ≥ 0 for all u in Z, where F is monotone. They
//! include saddle points, traffic and market equilibria, and roots of sums.
//!
//! Sources: anchored extragradient steps after Yoon, Ryu, Accelerated Algorithms for Smooth Convex-Concave Minimax
//! Problems, ICML 2021; the semismooth Newton method after Facchinei, Pang, Finite-Dimensional Variational Inequalities
//! and Complementarity Problems, 2003, chapter 7; the golden ratio after Malitsky, Golden ratio algorithms for
//! variational inequalities, Math. Program. 184, 2020; variance reduction after Cai, Alacaoglu, Diakonikolas, Variance
//! Reduced Halpern Iteration for Finite-Sum Monotone Inclusions, ICLR 2024.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | input and output |
//! | `map` | the caller's functions, counted; with multipliers for constraints |
//! | `feasibility` | infeasibility proofs for the constraints |
//! | `solver` | evaluated points, the best of them, and termination |
//! | `steps` | the methods: anchored, extragradient, golden ratio, optimistic |
//! | `variance_reduced` | the method for means of many maps |
//! | `newton` | semismooth Newton steps |
//! | `proximal` | proximal points by Newton steps on strongly monotone maps |
//! | [`data`], `model` | maps given as data, as a task |

pub mod data;
pub mod problem;
pub mod solution;

mod feasibility;
mod map;
mod model;
mod newton;
mod proximal;
mod solver;
mod steps;
#[cfg(test)]
mod tests;
mod variance_reduced;

use map::Map;
use problem::{VariationalInequalityMethod, VariationalInequalityProblem};
use solution::{VariationalInequalitySolution, VariationalInequalityStatus};
use solver::{Solver, Stop};
use std::convert::Infallible;
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run};

pub use data::VariationalInequalityData;

/// A solution of a monotone variational inequality over a convex set.
pub struct VariationalInequality;

impl Dialogue for VariationalInequality {
    const NAME: &'static str = "games.variationalInequality";
    const QUESTIONS: &'static [&'static str] = map::QUESTIONS;
    type Problem = VariationalInequalityProblem;
    type Solution = VariationalInequalitySolution;

    fn lengths(problem: &VariationalInequalityProblem) -> Result<Vec<Lengths>, Error> {
        let space = problem.space()?;
        Ok(map::lengths(problem, space.dimension()))
    }

    async fn solve(
        problem: VariationalInequalityProblem,
        oracle: Oracle,
        run: Run,
    ) -> Result<VariationalInequalitySolution, Error> {
        let space = problem.space()?;
        let (caller, clock) = (oracle.clone(), run.part());
        let map = Map::new(&problem, space.dimension(), oracle)?;
        let proof = match &space.constraints {
            Some(constraints) => feasibility::proof(&space.set, constraints, &problem.start(&space.set), &run)?,
            None => None,
        };
        let mut solver = Solver::start(&problem, space, map, run).await?;
        if let Some(proof) = proof {
            solver.stand_at(proof).await;
            return solver.solution(Stop::Ended(VariationalInequalityStatus::Infeasible));
        }
        let stop = match caller.in_time(&clock, search(&mut solver, &problem)).await {
            Some(Err(stop)) => stop,
            None => Stop::late(),
        };
        solver.solution(stop)
    }
}

/// Runs the chosen method until termination.
async fn search(solver: &mut Solver, problem: &VariationalInequalityProblem) -> Result<Infallible, Stop> {
    solver.settle(problem.options.lipschitz).await?;
    solver.ensure_going()?;
    match problem.options.method {
        VariationalInequalityMethod::Auto => steps::anchored(solver, problem.options.newton).await,
        VariationalInequalityMethod::Anchored => steps::anchored(solver, false).await,
        VariationalInequalityMethod::Halpern => steps::halpern(solver).await,
        VariationalInequalityMethod::Extragradient => steps::extragradient(solver).await,
        VariationalInequalityMethod::GoldenRatio => steps::golden_ratio(solver).await,
        VariationalInequalityMethod::Optimistic => steps::optimistic(solver).await,
        VariationalInequalityMethod::VarianceReducedHalpern => variance_reduced::halpern(solver).await,
    }
}
