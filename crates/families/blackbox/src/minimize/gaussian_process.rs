//! Bayesian optimization for the first evaluations: a Gaussian process of the nearest values maximizes the expected
//! improvement in a trust region around the best point; the region is halved if it yields no improvement.
//!
//! CMA-ES continues from there, with the values in its model: once a valley is found, a quadratic function describes it
//! better than a process with length scales along the axes does. With categories, runs alternate instead: a process
//! over all variables, then a local search over the real ones from its best point.
//!
//! Sources: Eriksson, Pearce, Gardner, Turner, Poloczek, Scalable Global Optimization via Local Bayesian Optimization
//! (TuRBO), NeurIPS 2019, for the region and its shape; Ginsbourger, Le Riche, Carraro, Kriging Is Well-Suited to
//! Parallelize Optimization, 2010, for batches; Gelbart, Snoek, Adams, Bayesian Optimization with Unknown Constraints,
//! UAI 2014, for failing evaluations.

mod local;
mod region;

use super::cmaes::{self, Beginning};
use super::nelder_mead;
use super::problem::MinimizeProblem;
use super::search::{Search, Stop};
use super::solution::{MinimizeStatus, RunEnd};
use region::Region;
use std::convert::Infallible;

/// The number of evaluations proposed by the process, per variable. On test functions of five variables 15 are no
/// better than 10; with 25, the search is behind from 30 evaluations per variable on.
const EVALUATIONS_PER_VARIABLE: u32 = 10;

/// The local search also takes over if half the side of the region is below this.
const MIN_HALF_SIDE: f64 = 1e-3;

/// The initial standard deviation of the subsequent distribution, relative to the region's half side, and its minimum.
const STEP_SIZE: f64 = 0.5;
const MIN_STEP_SIZE: f64 = 0.01;

/// The largest number of real variables for which the local search is the simplex method, as it is without categories.
const MAX_IN_SIMPLEX: usize = 2;

/// A local search of a mixed problem stops once its steps are below this, relative to the box: further evaluations are
/// more useful elsewhere.
const FINE: f64 = 1e-6;

/// After this many consecutive runs without a new point, a finite space is taken to be exhausted.
const MAX_IDLE: u32 = 20;

/// Runs the process, then CMA-ES or, with categories, further runs of the same kind.
pub(crate) async fn search(search: &mut Search, problem: &MinimizeProblem) -> Result<Infallible, Stop> {
    let places = search.first_places(problem);
    search.begin_run(&places[..search.dimension()]);
    let mut region = Region::new(search);
    region.design(search, if region.is_empty() || problem.initial.is_some() { places } else { Vec::new() }).await?;
    explore(search, &mut region).await?;
    if search.space().has_categories() {
        return mixed(search, problem, region).await;
    }
    let known = region.inwards();
    let start = known.last().map_or(region.center(), |(place, _)| place.clone());
    cmaes::continued(search, problem, Beginning::at(start, step_size(&region), &known)).await
}

/// Evaluates proposals of the process until the region is small or its evaluations are used up.
async fn explore(search: &mut Search, region: &mut Region) -> Result<(), Stop> {
    let most = search.count() + EVALUATIONS_PER_VARIABLE * search.dimension() as u32;
    while region.half_side > MIN_HALF_SIDE && search.count() < most {
        search.count_iteration()?;
        region.advance(search).await?;
    }
    Ok(())
}

fn step_size(region: &Region) -> f64 {
    (STEP_SIZE * region.half_side).max(MIN_STEP_SIZE)
}

/// Alternates between local searches over the real variables and new processes over all variables.
async fn mixed(search: &mut Search, problem: &MinimizeProblem, mut region: Region) -> Result<Infallible, Stop> {
    let (mut before, mut idle) = (0, 0);
    while idle < MAX_IDLE {
        let end = refine(search, problem, &region).await?;
        search.end_run(end)?;
        idle = if search.count() == before { idle + 1 } else { 0 };
        before = search.count();
        let mut random = search.stream();
        let start: Vec<f64> = (0..search.dimension()).map(|_| random.uniform()).collect();
        search.begin_run(&start);
        region = region.anew(search);
        region.design(search, start).await?;
        explore(search, &mut region).await?;
    }
    Err(Stop::Ended(MinimizeStatus::Converged))
}

/// Runs a local search over the real variables from the best point of a region.
async fn refine(search: &mut Search, problem: &MinimizeProblem, region: &Region) -> Result<RunEnd, Stop> {
    search.hold_discrete(&region.center());
    let beside = region.inwards().into_iter().filter_map(|(place, value)| Some((search.restricted(&place)?, value)));
    let known: Vec<(Vec<f64>, f64)> = beside.collect();
    let start = known.last().map(|(place, _)| place.clone()).unwrap_or_default();
    let end = match start.len() {
        0 => Ok(RunEnd::PointTolerance),
        1..=MAX_IN_SIMPLEX => nelder_mead::refine(search, problem, &start, [step_size(region), FINE]).await,
        _ => cmaes::refine(search, problem, Beginning::at(start, step_size(region), &known), FINE).await,
    };
    search.release();
    end
}
