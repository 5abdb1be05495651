//! Search guided by predictors: alternates between batches of evaluations and fits of models.

use super::problem::ParetoProblem;
use super::search::{Search, Stop};
use crate::guide::{Guidance, Guide};
use crate::initial::initial_places;
use std::convert::Infallible;

/// Evaluates batches of proposed points until the search stops.
pub(crate) async fn search(search: &mut Search, problem: &ParetoProblem) -> Result<Infallible, Stop> {
    let guidance = Guidance {
        objectives: search.objectives(),
        size: search.size(),
        inner_evaluations: problem.inner_evaluations as usize,
    };
    let mut guide = Guide::new(guidance, search.stream());
    // Known evaluations are the first training data.
    guide.learn(search.fresh());
    search.absorb()?;
    let mut places = initial_places(search.space(), problem.initial.as_ref());
    if !places.is_empty() {
        places.extend(guide.explore(search.space(), search.missing(&places)));
    }
    loop {
        if places.is_empty() {
            places = guide.propose(search.space(), search.population(), search.run())?;
            search.note_errors(guide.errors());
        }
        search.evaluate(&places).await?;
        places.clear();
        guide.learn(search.fresh());
        search.finish_generation()?;
    }
}
