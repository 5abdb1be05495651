//! Search guided by cheap predictors: models learn all outputs from the evaluations so far, and an evolutionary search
//! tries thousands of points on the models. The best new ones are evaluated next, together with children of the
//! population.
//!
//! Source: Cummings, Sarah, Sridhar, Szankin, Pablo Muñoz, Sundaresan, A Hardware-Aware Framework for Accelerating
//! Neural Architecture Search Across Modalities (LINAS), 2022. Its models are ridge and support vector regression. The
//! models here are ridge regression, exponential and Matérn kernels; for each output the one with the smallest
//! leave-one-out error is used.

use crate::evolution::{Member, Population, key, latin_hypercube, violation};
use crate::fronts::{Objectives, ranks};
use crate::predictors::{Predictors, Sample};
use crate::variables::Space;
use std::collections::HashSet;
use superlinear_interface::{Error, Run};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::random::Stream;

/// The maximum number of points in a fit, half of them the newest: beyond it their eigenvectors take more than a
/// second.
const MAX_LEARNED: usize = 600;

/// The minimum number of points for a model.
const FEWEST_LEARNED: usize = 5;

/// The initial share of a batch proposed by the models, and its range. The rest are children of the population, as in
/// an evolution without models. They also reach points that badly fitting models never propose.
const FIRST_SHARE: f64 = 0.8;
const SHARES: [f64; 2] = [0.2, 0.9];

/// The weight of the last batch in the moving averages of success.
const LAST: f64 = 0.3;

/// Options of the proposals.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Guidance {
    /// The number of objectives among the outputs; the other outputs are constraints.
    pub objectives: usize,
    /// The number of points proposed at a time. The evolution on the models has twice as many.
    pub size: usize,
    /// The number of model evaluations per proposal.
    pub inner_evaluations: usize,
}

/// The proposal model and its training data.
pub(crate) struct Guide {
    guidance: Guidance,
    random: Stream,
    /// All points with finite values, in order of evaluation.
    learned: Vec<Member>,
    /// The points with failed evaluations.
    failed: Vec<Vec<f64>>,
    /// All evaluated points.
    seen: Vec<Vec<f64>>,
    errors: Option<Vec<f64>>,
    /// The last proposals, by the models and as children.
    last: [Vec<Vec<u64>>; 2],
    /// The moving averages of the fraction of either kind that survived in the population.
    success: [f64; 2],
}

impl Guide {
    /// A guide without data.
    pub(crate) fn new(guidance: Guidance, random: Stream) -> Self {
        Self {
            guidance,
            random,
            learned: Vec::new(),
            failed: Vec::new(),
            seen: Vec::new(),
            errors: None,
            last: Default::default(),
            success: [FIRST_SHARE, 1.0 - FIRST_SHARE],
        }
    }

    /// The leave-one-out error of the models in each objective, once there are models.
    pub(crate) fn errors(&self) -> Option<&[f64]> {
        self.errors.as_deref()
    }

    /// Adds evaluations to the training data.
    pub(crate) fn learn(&mut self, members: &[Member]) {
        let (learned, failed): (Vec<&Member>, Vec<&Member>) =
            members.iter().partition(|member| member.violation.is_finite());
        self.learned.extend(learned.into_iter().cloned());
        self.failed.extend(failed.into_iter().map(|member| member.place.clone()));
        self.seen.extend(members.iter().map(|member| member.place.clone()));
    }

    /// Points to evaluate next, as rows: the best new ones from an evolution on the models, started from the
    /// population, and children of the population. Random points fill up the rest, and replace all of them as long as
    /// there is too little data.
    pub(crate) fn propose(&mut self, space: &Space, population: &Population, run: &Run) -> Result<Vec<f64>, Error> {
        let size = self.guidance.size;
        if self.learned.len() < FEWEST_LEARNED {
            return Ok(self.explore(space, size));
        }
        let by_models = (self.share(population) * size as f64).round() as usize;
        let models = self.models(space, run)?;
        self.errors = Some(models.outputs.errors()[..self.guidance.objectives].to_vec());
        let evolved = self.evolve(space, &models, population.members(), run)?;
        let children = population.children(space, size, &mut self.random);
        let mut proposed = Proposed::default();
        let ordered = evolved.in_order().into_iter().map(|member| &member.place);
        self.last[0] = proposed.take(ordered, by_models, &self.seen);
        self.last[1] = proposed.take(children.iter(), size - proposed.taken.len(), &self.seen);
        let missing = size - proposed.taken.len();
        let mut places = proposed.taken.concat();
        if missing > 0 {
            places.extend(self.explore(space, missing));
        }
        Ok(places)
    }

    /// The share of a batch proposed by the models: proportional to the survival rates of both kinds.
    fn share(&mut self, population: &Population) -> f64 {
        let survivors: HashSet<Vec<u64>> = population.members().iter().map(|member| key(&member.place)).collect();
        for (last, success) in self.last.iter().zip(&mut self.success) {
            if !last.is_empty() {
                let survived = last.iter().filter(|key| survivors.contains(*key)).count() as f64 / last.len() as f64;
                *success += LAST * (survived - *success);
            }
        }
        let [models, children] = self.success.map(|success| success.max(f64::EPSILON));
        (models / (models + children)).clamp(SHARES[0], SHARES[1])
    }

    /// Random points, as rows, spread over the space as a Latin hypercube.
    pub(crate) fn explore(&mut self, space: &Space, count: usize) -> Vec<f64> {
        latin_hypercube(space, count, &mut self.random)
    }

    fn models(&self, space: &Space, run: &Run) -> Result<Models, Error> {
        let sample = |k: usize| Sample { place: &self.learned[k].place, outputs: &self.learned[k].outputs };
        let samples: Vec<Sample> = self.chosen(run)?.into_iter().map(sample).collect();
        let outputs = Predictors::fit(space, &samples, Parallelism::of(run))?;
        if self.failed.is_empty() {
            return Ok(Models { outputs, labels: None });
        }
        let newest = self.failed.iter().rev().take(MAX_LEARNED / 2);
        let failed = newest.map(|place| Sample { place, outputs: &HAS_NONE });
        let valued = samples.iter().rev().take(MAX_LEARNED / 2).map(|sample| Sample { outputs: &HAS_VALUE, ..*sample });
        let labeled: Vec<Sample> = valued.chain(failed).collect();
        Ok(Models { outputs, labels: Some(Predictors::fit(space, &labeled, Parallelism::of(run))?) })
    }

    /// The training set: all points, or the newest half and the best of the others.
    fn chosen(&self, run: &Run) -> Result<Vec<usize>, Error> {
        let count = self.learned.len();
        if count <= MAX_LEARNED {
            return Ok((0..count).collect());
        }
        let newest = count - MAX_LEARNED / 2;
        let width = self.guidance.objectives;
        let values: Vec<f64> =
            self.learned[..newest].iter().flat_map(|member| &member.outputs[..width]).copied().collect();
        let ranks = ranks(Objectives { width, values: &values }, run.cancellation())?;
        let mut older: Vec<usize> = (0..newest).collect();
        older.sort_by(|&i, &j| ranks[i].cmp(&ranks[j]).then(j.cmp(&i)));
        older.truncate(MAX_LEARNED - MAX_LEARNED / 2);
        older.sort_unstable();
        Ok(older.into_iter().chain(newest..count).collect())
    }

    /// Evolves the points on the models.
    fn evolve(&mut self, space: &Space, models: &Models, starts: &[Member], run: &Run) -> Result<Population, Error> {
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

/// The label of an evaluation: negative if it succeeded.
const HAS_VALUE: [f64; 1] = [-1.0];
const HAS_NONE: [f64; 1] = [1.0];

/// Models of the outputs and, after failed evaluations, of the labels.
struct Models {
    outputs: Predictors,
    labels: Option<Predictors>,
}

impl Models {
    /// The predicted outputs at a point. Infinite if the evaluation is predicted to fail.
    fn predict(&self, place: &[f64]) -> Vec<f64> {
        let mut outputs = self.outputs.predict(place);
        if self.labels.as_ref().is_some_and(|labels| labels.predict(place)[0] > 0.0) {
            outputs.fill(f64::INFINITY);
        }
        outputs
    }
}

/// Points closer to each other than this in every variable, relative to the box, are duplicates.
const SAME: f64 = 1e-6;

/// The points of a batch.
#[derive(Default)]
struct Proposed {
    taken: Vec<Vec<f64>>,
}

impl Proposed {
    /// Takes up to `most` of the points, without those seen or taken before. Returns their keys.
    fn take<'a>(
        &mut self,
        places: impl Iterator<Item = &'a Vec<f64>>,
        most: usize,
        seen: &[Vec<f64>],
    ) -> Vec<Vec<u64>> {
        let is_same = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < SAME);
        let mut keys = Vec::new();
        for place in places {
            if keys.len() == most {
                break;
            }
            if !seen.iter().chain(&self.taken).any(|other| is_same(other, place)) {
                self.taken.push(place.clone());
                keys.push(key(place));
            }
        }
        keys
    }
}

/// The number of points that a thread predicts at a time.
const PLACES_A_BLOCK: usize = 16;
