//! Evolutionary search on cheap models of the function, for variables of any kind.

use super::problem::MinimizeProblem;
use super::search::{Search, Stop};
use super::solution::MinimizeStatus;
use crate::evolution::{Member, Population};
use crate::guide::{Guidance, Guide};
use std::convert::Infallible;

/// The number of points proposed at a time, and of model evaluations for each such batch. Smaller batches update the
/// models more often, at the cost of as many fits.
const PROPOSED: usize = 20;
const INNER_EVALUATIONS: usize = 4000;

/// After this many consecutive batches without a new point, the space is taken to be exhausted.
const MAX_IDLE: u32 = 20;

/// Evaluates batches of proposed points until the search stops.
pub(crate) async fn search(search: &mut Search, problem: &MinimizeProblem) -> Result<Infallible, Stop> {
    let size = problem.population_size.map_or(PROPOSED, |size| size as usize).next_multiple_of(search.parallel());
    let guidance = Guidance { objectives: 1, size, inner_evaluations: INNER_EVALUATIONS };
    let mut guide = Guide::new(guidance, search.stream());
    let mut population = Population::new(2 * size, 1);
    let (places, values): (Vec<Vec<f64>>, Vec<f64>) = search.given().iter().cloned().unzip();
    learn(search, &mut guide, &mut population, &places.concat(), &values)?;
    let n = search.dimension();
    let mut places = search.first_places(problem);
    search.begin_run(&places[..n]);
    let given = places.len() / n;
    if given > 1 {
        // Random points too, or the models would be fitted to the given points alone.
        places.extend(guide.explore(search.space(), size.saturating_sub(given)));
    }
    let values = search.values(&places).await?;
    learn(search, &mut guide, &mut population, &places, &values)?;
    let mut idle = 0;
    while idle < MAX_IDLE {
        let before = search.count();
        let places = guide.propose(search.space(), &population, search.run())?;
        let values = search.values(&places).await?;
        learn(search, &mut guide, &mut population, &places, &values)?;
        search.count_iteration()?;
        idle = if search.count() == before { idle + 1 } else { 0 };
    }
    Err(Stop::Ended(MinimizeStatus::Converged))
}

/// Adds values at points, given as rows, to the models and the population.
fn learn(
    search: &Search,
    guide: &mut Guide,
    population: &mut Population,
    places: &[f64],
    values: &[f64],
) -> Result<(), Stop> {
    let member = |(place, value): (&[f64], &f64)| {
        let violation = if value.is_finite() { 0.0 } else { f64::INFINITY };
        Member { place: place.to_vec(), outputs: vec![*value], violation }
    };
    let members: Vec<Member> = places.chunks_exact(search.dimension()).zip(values).map(member).collect();
    guide.learn(&members);
    population.join(members, search.run().cancellation())?;
    Ok(())
}
