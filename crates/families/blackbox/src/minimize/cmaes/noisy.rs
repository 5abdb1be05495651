//! CMA-ES for noisy values: populations double from run to run, because larger ones average the noise. The result of a
//! run is the mean of its distribution, evaluated several times. The smallest value seen is no criterion: its point was
//! merely the luckiest.
//!
//! Source: Auger, Hansen, A Restart CMA Evolution Strategy with Increasing Population Size, CEC 2005.

use super::shape::Shape;
use super::{Beginning, Generations, MAX_DOUBLINGS, Plan};
use crate::minimize::problem::{MinimizeProblem, largest_population};
use crate::minimize::search::{Search, Stop};
use std::convert::Infallible;

/// The number of evaluations of a run's result: the standard error is then a quarter of the noise.
const CONFIRMATIONS: u32 = 16;

/// Runs CMA-ES with restarts until the search stops.
pub(crate) async fn search(search: &mut Search, problem: &MinimizeProblem) -> Result<Infallible, Stop> {
    let n = search.dimension();
    let usual = problem.population(n);
    let Beginning { mut start, step_size, shape, .. } = Beginning::of(search, problem).await?;
    let identity = Shape::identity(n, problem.is_diagonal(n));
    let mut shape = shape.unwrap_or_else(|| identity.clone());
    for doublings in 0.. {
        let population = (usual << doublings.min(MAX_DOUBLINGS)).min(largest_population(n).max(usual));
        // The last generation must leave enough evaluations for the confirmation.
        let most = search.left().saturating_sub(CONFIRMATIONS + population as u32).max(1);
        let plan = Plan { start, population, step_size, shape, point_tolerance: problem.point_tolerance, most };
        let mut generations = Generations::new(search, problem, plan);
        let end = generations.run(search).await?;
        let mean = generations.distribution.mean;
        let count = CONFIRMATIONS.min(search.left()).max(1) as usize;
        let values = search.values(&mean.repeat(count)).await?;
        search.confirm(&mean, &values)?;
        search.end_run(end)?;
        let mut stream = search.stream();
        start = (0..n).map(|_| stream.uniform()).collect();
        shape = identity.clone();
        search.begin_run(&start);
    }
    unreachable!("there is always another number")
}
