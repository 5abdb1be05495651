//! BI-population CMA-ES: restarts alternate between large populations, for global search, and small ones, for quick
//! local search.
//!
//! | module | contents |
//! |---|---|
//! | [`constants`] | recombination weights and learning rates |
//! | [`shape`] | the covariance matrix and its eigendecomposition |
//! | [`distribution`] | the search distribution and its updates |
//! | [`boundary`] | box constraints, by adaptive penalties |
//! | [`noisy`] | noisy objectives |
//! | [`surrogate`] | prediction of values by a quadratic model |
//! | [`ending`] | termination criteria of a run |
//!
//! Source: Hansen, Benchmarking a BI-Population CMA-ES on the BBOB-2009 Function Testbed, GECCO 2009.

mod boundary;
mod constants;
mod distribution;
mod ending;
mod noisy;
mod quadratic;
mod shape;
mod surrogate;

use super::problem::{MinimizeProblem, largest_population};
use super::search::{Search, Stop};
use super::solution::RunEnd;
use crate::variables::Axis;
use boundary::Boundary;
use distribution::Distribution;
use ending::Ending;
use shape::Shape;
use std::convert::Infallible;
use superlinear_interface::Error;
use superlinear_numerics::random::Stream;
use surrogate::Surrogate;

/// The settings of one run.
struct Plan {
    start: Vec<f64>,
    population: usize,
    step_size: f64,
    shape: Shape,
    /// The run stops if its steps are shorter than this fraction of the initial ones.
    point_tolerance: f64,
    /// The maximum number of evaluations.
    most: u32,
}

/// The maximum number of doublings of the population.
const MAX_DOUBLINGS: u32 = 9;

/// The minimum standard deviation of an integer variable, relative to the spacing of integers, so that a step to a
/// neighbor stays possible. At 0.1 the midpoint to the neighbor is 5 standard deviations away: about one sample in a
/// million crosses it, and the mean drifts there.
const MIN_GRAIN: f64 = 0.1;

/// Runs CMA-ES with restarts until the search stops.
pub(crate) async fn search(search: &mut Search, problem: &MinimizeProblem) -> Result<Infallible, Stop> {
    if problem.noise {
        return noisy::search(search, problem).await;
    }
    let beginning = Beginning::of(search, problem).await?;
    let mut known = search.given().to_vec();
    // In descending order of value, because the model drops the oldest first.
    known.sort_by(|a, b| b.1.total_cmp(&a.1));
    continued(search, problem, Beginning { known: &known, ..beginning }).await
}

/// The initial state of the first run.
pub(crate) struct Beginning<'a> {
    /// The initial mean.
    pub start: Vec<f64>,
    /// The initial step size σ, relative to the box.
    pub step_size: f64,
    /// The initial covariance, in units of σ². Defaults to the identity.
    shape: Option<Shape>,
    /// Points and values from before the run, in ascending order of usefulness.
    pub known: &'a [(Vec<f64>, f64)],
}

impl<'a> Beginning<'a> {
    /// Starts at a point, with the identity as covariance.
    pub(crate) fn at(start: Vec<f64>, step_size: f64, known: &'a [(Vec<f64>, f64)]) -> Self {
        Self { start, step_size, shape: None, known }
    }

    /// Takes the initial state from the problem, and begins the first run.
    async fn of(search: &mut Search, problem: &MinimizeProblem) -> Result<Self, Stop> {
        let is_diagonal = problem.is_diagonal(search.dimension());
        let shape = |covariance| {
            Shape::new(covariance, is_diagonal)
                .ok_or_else(|| Error::invalid("initialCovariance", "must have no negative eigenvalues"))
        };
        let shape = problem.initial_covariance.as_ref().map(shape).transpose()?;
        let start = search.begin_first_run(problem).await?;
        Ok(Self { start, step_size: problem.step_size, shape, known: &[] })
    }
}

/// Continues a run that has begun, then restarts until the search stops.
pub(crate) async fn continued(
    search: &mut Search,
    problem: &MinimizeProblem,
    beginning: Beginning<'_>,
) -> Result<Infallible, Stop> {
    let n = search.dimension();
    let usual = problem.population(n);
    let largest = largest_population(n).max(usual);
    let Beginning { start, step_size, shape, known } = beginning;
    let identity = Shape::identity(n, problem.is_diagonal(n));
    let shape = shape.unwrap_or_else(|| identity.clone());
    let point_tolerance = problem.point_tolerance;
    let plan = Plan { start, population: usual, step_size, shape, point_tolerance, most: u32::MAX };
    let mut first = Generations::new(search, problem, plan);
    first.know(known);
    let end = first.run(search).await?;
    search.end_run(end)?;
    let (mut doublings, mut large, mut small) = (0, 0, 0);
    loop {
        let mut stream = search.stream();
        let start: Vec<_> = (0..n).map(|_| stream.uniform()).collect();
        let shape = identity.clone();
        if large <= small {
            doublings = (doublings + 1).min(MAX_DOUBLINGS);
            let population = (usual << doublings).min(largest);
            let plan = Plan { start, population, step_size: problem.step_size, shape, point_tolerance, most: u32::MAX };
            large += run(search, problem, plan).await?;
        } else {
            let ratio = f64::from(1_u32 << doublings) / 2.0;
            let population = usual as f64 * ratio.powf(stream.uniform().powi(2));
            let plan = Plan {
                start,
                population: (population as usize).min(largest).next_multiple_of(search.parallel()),
                step_size: problem.step_size * 10_f64.powf(-2.0 * stream.uniform()),
                shape,
                point_tolerance,
                most: large / 2,
            };
            small += run(search, problem, plan).await?;
        }
    }
}

/// Continues a run in the searched variables until its steps are shorter than `least`, relative to the box.
pub(crate) async fn refine(
    search: &mut Search,
    problem: &MinimizeProblem,
    beginning: Beginning<'_>,
    least: f64,
) -> Result<RunEnd, Stop> {
    let n = search.dimension();
    let Beginning { start, step_size, known, .. } = beginning;
    let shape = Shape::identity(n, problem.is_diagonal(n));
    let point_tolerance = problem.point_tolerance.max(least / step_size);
    let plan = Plan { start, population: problem.population(n), step_size, shape, point_tolerance, most: u32::MAX };
    let mut generations = Generations::new(search, problem, plan);
    generations.know(known);
    generations.run(search).await
}

/// Performs one run. Returns the number of evaluations.
async fn run(search: &mut Search, problem: &MinimizeProblem, plan: Plan) -> Result<u32, Stop> {
    search.begin_run(&plan.start);
    let before = search.count();
    let end = Generations::new(search, problem, plan).run(search).await?;
    search.end_run(end)?;
    Ok(search.count() - before)
}

/// The state of a run.
struct Generations {
    population: usize,
    most: u32,
    stream: Stream,
    distribution: Distribution,
    boundary: Boundary,
    ending: Ending,
    surrogate: Option<Surrogate>,
    /// Integer and category variables with the minimum of their standard deviation.
    grains: Vec<(usize, f64)>,
}

impl Generations {
    fn new(search: &Search, problem: &MinimizeProblem, plan: Plan) -> Self {
        let n = search.dimension();
        let Plan { start, population, step_size, shape, point_tolerance, most } = plan;
        let grain = |(k, axis): (usize, &Axis)| axis.grain().map(|grain| (k, MIN_GRAIN * grain));
        Self {
            population,
            most,
            stream: search.stream(),
            distribution: Distribution::new(start, step_size, population, shape),
            boundary: Boundary::default(),
            ending: Ending::new(problem.tolerance, point_tolerance, step_size, population),
            surrogate: problem.is_modeled(n).then(|| Surrogate::new(n, population)),
            grains: search.axes().iter().enumerate().filter_map(grain).collect(),
        }
    }

    /// Adds points and values from before the run to the model, if there is one.
    fn know(&mut self, known: &[(Vec<f64>, f64)]) {
        if let Some(surrogate) = &mut self.surrogate {
            known.iter().for_each(|(place, value)| surrogate.note(place, *value));
        }
    }

    /// Evolves until the run stops. Keeps its final distribution as a warm start, even after an error.
    async fn run(&mut self, search: &mut Search) -> Result<RunEnd, Stop> {
        let end = self.evolve(search).await;
        search.keep(|space| self.distribution.warm_start(space));
        end
    }

    async fn evolve(&mut self, search: &mut Search) -> Result<RunEnd, Stop> {
        let n = search.dimension();
        let before = search.count();
        let [mut steps, mut places] = [vec![0.0; n * self.population], vec![0.0; n * self.population]];
        loop {
            search.count_iteration()?;
            self.distribution.sample(&mut self.stream, &mut steps);
            if let Some(surrogate) = &self.surrogate {
                surrogate.propose(&self.distribution, &mut steps[..n]);
            }
            for (step, place) in steps.chunks_exact(n).zip(places.chunks_exact_mut(n)) {
                self.distribution.write_place(step, place);
            }
            let penalties = self.boundary.penalties(&self.distribution, &places);
            let values = match &mut self.surrogate {
                Some(surrogate) => surrogate.values(search, &self.distribution, &places, &penalties).await?,
                None => search.values(&places).await?,
            };
            let order = self.order(&steps, &values, &penalties);
            if values[order[0]] == f64::INFINITY {
                self.retreat(search).await?;
            } else {
                self.boundary.learn(&self.distribution, &values);
                if !self.distribution.learn(&steps, &order) {
                    return Ok(RunEnd::Degenerate);
                }
                self.keep_grains();
            }
            let sorted: Vec<_> = order.iter().map(|&k| values[k]).collect();
            if let Some(end) = self.ending.is_reached(&self.distribution, &sorted) {
                return Ok(end);
            }
            if search.count() - before >= self.most {
                return Ok(RunEnd::Share);
            }
        }
    }

    /// The population from best to worst. Points with failed evaluations are last, in ascending order of step length.
    fn order(&self, steps: &[f64], values: &[f64], penalties: &[f64]) -> Vec<usize> {
        let n = self.distribution.mean.len();
        let rank = |k: usize| {
            let is_failed = values[k] == f64::INFINITY;
            (
                values[k] + penalties[k],
                if is_failed { self.distribution.length(&steps[k * n..(k + 1) * n]) } else { 0.0 },
            )
        };
        let ranks: Vec<(f64, f64)> = (0..self.population).map(rank).collect();
        let mut order: Vec<_> = (0..self.population).collect();
        order.sort_by(|&a, &b| ranks[a].0.total_cmp(&ranks[b].0).then(ranks[a].1.total_cmp(&ranks[b].1)));
        order
    }

    /// Recovers from a population without a finite value: continues around the best point of the run with half the step
    /// size or, if there is none, from a random point with a finite value.
    async fn retreat(&mut self, search: &mut Search) -> Result<(), Stop> {
        match search.best_of_run() {
            Some(place) => {
                self.distribution.mean = place;
                self.distribution.step_size *= 0.5;
            }
            None => self.distribution.mean = search.seek(&self.distribution.mean, &mut self.stream).await?,
        }
        Ok(())
    }

    /// Raises the standard deviations of integer variables to their minimum.
    fn keep_grains(&mut self) {
        let distribution = &mut self.distribution;
        for &(k, least) in &self.grains {
            distribution.shape.raise_variance(k, (least / distribution.step_size).powi(2));
        }
    }
}
