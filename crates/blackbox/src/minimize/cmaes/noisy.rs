//! Values with noise: populations double from run to run, as they average over it, and what a run comes to is the mean of its
//! distribution, evaluated several times. The least value that was seen is no measure: it is the luckiest one.
//!
//! Source: Auger, Hansen, A Restart CMA Evolution Strategy with Increasing Population Size, CEC 2005.

use super::shape::Shape;
use super::{Beginning, Generations, MOST_DOUBLINGS, Plan};
use crate::minimize::problem::{MinimizeProblem, largest_population};
use crate::minimize::search::{Search, Stop};
use std::convert::Infallible;

/// What a run comes to is evaluated so often: the error is then a quarter of the noise.
const CONFIRMATIONS: u32 = 16;

/// Searches by run after run.
pub async fn search(search: &mut Search, problem: &MinimizeProblem) -> Result<Infallible, Stop> {
    let n = search.dimension();
    let usual = problem.population(n);
    let Beginning { mut start, step_size, shape, .. } = Beginning::of(search, problem).await?;
    let identity = Shape::identity(n, problem.is_diagonal(n));
    let mut shape = shape.unwrap_or_else(|| identity.clone());
    for doublings in 0.. {
        let population = (usual << doublings.min(MOST_DOUBLINGS)).min(largest_population(n).max(usual));
        // So that the last generation leaves enough.
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
