//! Search by cheap predictors: models of all outputs learn from what was evaluated, an evolution on the models looks at thousands of
//! points, and the best of those that are new are evaluated next.
//!
//! Source: Cummings, Sarah, Sridhar, Szankin, Pablo Muñoz, Sundaresan, A Hardware-Aware Framework for Accelerating Neural Architecture
//! Search Across Modalities (LINAS), 2022. Its models are ridge and support vector regression; here they are ridge regression and an
//! exponential kernel, whichever predicts an output better where a point is left out.

use crate::evolution::{Member, Population, key, latin_hypercube, violation};
use crate::fronts::{Objectives, ranks};
use crate::predictors::{Predictors, Sample};
use crate::variables::Space;
use std::collections::HashSet;
use superlinear_interface::{Error, Run};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::random::Stream;

/// The most points that models learn from, half of which are the newest: their eigenvectors take a second then.
const MOST_LEARNED: usize = 600;

/// Fewer points than this are not worth a model.
const FEWEST_LEARNED: usize = 5;

/// How points are proposed.
#[derive(Clone, Copy, Debug)]
pub struct Guidance {
    /// How many of the outputs are objectives; the others are constraints.
    pub objectives: usize,
    /// How many points are proposed at a time. The evolution on the models has twice as many.
    pub size: usize,
    /// How many points it looks at.
    pub inner_evaluations: usize,
}

/// What proposes points, and what it has learned from.
pub struct Guide {
    guidance: Guidance,
    random: Stream,
    /// All points with values, in the order of their evaluation.
    learned: Vec<Member>,
    /// All points.
    seen: HashSet<Vec<u64>>,
    errors: Option<Vec<f64>>,
}

impl Guide {
    /// A guide that has learned nothing.
    pub fn new(guidance: Guidance, random: Stream) -> Self {
        Self { guidance, random, learned: Vec::new(), seen: HashSet::new(), errors: None }
    }

    /// By how much the models miss each objective where a point is left out, once there are models.
    pub fn errors(&self) -> Option<&[f64]> {
        self.errors.as_deref()
    }

    /// Learns from evaluations.
    pub fn learn(&mut self, members: &[Member]) {
        self.learned.extend(members.iter().filter(|member| member.violation.is_finite()).cloned());
        self.seen.extend(members.iter().map(|member| key(&member.place)));
    }

    /// Places of points that are worth an evaluation, as rows: the best new ones by the models, after an evolution on these from `starts`
    /// on; random ones where there are too few, and before there is anything to learn from.
    pub fn propose(&mut self, space: &Space, starts: &[Member], run: &Run) -> Result<Vec<f64>, Error> {
        let size = self.guidance.size;
        if self.learned.len() < FEWEST_LEARNED {
            return Ok(self.explore(space, size));
        }
        let models = self.models(space, run)?;
        self.errors = Some(models.errors()[..self.guidance.objectives].to_vec());
        let evolved = self.evolve(space, &models, starts, run)?;
        let mut proposed = HashSet::new();
        let mut places = Vec::new();
        for member in evolved.in_order() {
            let key = key(&member.place);
            if proposed.len() < size && !self.seen.contains(&key) && proposed.insert(key) {
                places.extend_from_slice(&member.place);
            }
        }
        let missing = size - proposed.len();
        if missing > 0 {
            places.extend(self.explore(space, missing));
        }
        Ok(places)
    }

    /// Random places, as rows, that are spread over the space.
    pub fn explore(&mut self, space: &Space, count: usize) -> Vec<f64> {
        latin_hypercube(space, count, &mut self.random)
    }

    fn models(&self, space: &Space, run: &Run) -> Result<Predictors, Error> {
        let sample = |k: usize| Sample { place: &self.learned[k].place, outputs: &self.learned[k].outputs };
        let samples: Vec<Sample> = self.chosen(run)?.into_iter().map(sample).collect();
        Predictors::fit(space, &samples, Parallelism::of(run))
    }

    /// What models learn from: all, or the newest and the best of the others.
    fn chosen(&self, run: &Run) -> Result<Vec<usize>, Error> {
        let count = self.learned.len();
        if count <= MOST_LEARNED {
            return Ok((0..count).collect());
        }
        let newest = count - MOST_LEARNED / 2;
        let width = self.guidance.objectives;
        let values: Vec<f64> =
            self.learned[..newest].iter().flat_map(|member| &member.outputs[..width]).copied().collect();
        let ranks = ranks(Objectives { width, values: &values }, run.cancellation())?;
        let mut older: Vec<usize> = (0..newest).collect();
        older.sort_by(|&i, &j| ranks[i].cmp(&ranks[j]).then(j.cmp(&i)));
        older.truncate(MOST_LEARNED - MOST_LEARNED / 2);
        older.sort_unstable();
        Ok(older.into_iter().chain(newest..count).collect())
    }

    /// An evolution on the models.
    fn evolve(
        &mut self,
        space: &Space,
        models: &Predictors,
        starts: &[Member],
        run: &Run,
    ) -> Result<Population, Error> {
        let Guidance { objectives, size, inner_evaluations } = self.guidance;
        let parallelism = Parallelism::of(run);
        let predicted = |places: Vec<Vec<f64>>| -> Vec<Member> {
            let chunks = places.chunks(PLACES_A_BLOCK);
            let outputs = parallelism.map(chunks, |_, chunk| chunk.iter().map(|place| models.predict(place)).collect());
            let outputs: Vec<Vec<f64>> = outputs.into_iter().flat_map(|block: Vec<_>| block).collect();
            let member = |(place, outputs): (Vec<f64>, Vec<f64>)| {
                let violation = violation(&outputs, objectives);
                Member { place, outputs, violation }
            };
            places.into_iter().zip(outputs).map(member).collect()
        };
        let mut population = Population::new(2 * size, objectives);
        population.join(predicted(starts.iter().map(|member| member.place.clone()).collect()), run.cancellation())?;
        for _ in 0..inner_evaluations.div_ceil(2 * size) {
            if run.is_out_of_time()? {
                break;
            }
            let children = population.children(space, 2 * size, &mut self.random);
            population.join(predicted(children), run.cancellation())?;
        }
        Ok(population)
    }
}

/// Places whose outputs one thread predicts at a time.
const PLACES_A_BLOCK: usize = 16;
