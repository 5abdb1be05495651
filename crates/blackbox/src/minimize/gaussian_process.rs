//! A Gaussian process for the first evaluations: each is where the process of the nearest values expects the greatest improvement, in a
//! region about the best point that halves where it finds none. CMA-ES goes on from there, with the values in its model: once a valley
//! is found, a quadratic function describes it better than a process with lengths along the axes does.
//!
//! Sources: Eriksson, Pearce, Gardner, Turner, Poloczek, Scalable Global Optimization via Local Bayesian Optimization (TuRBO), NeurIPS
//! 2019, for the region and its shape; Ginsbourger, Le Riche, Carraro, Kriging Is Well-Suited to Parallelize Optimization, 2010, for batches.

use super::cmaes::{self, Beginning};
use super::problem::{Known, MinimizeProblem};
use super::search::{Search, Stop};
use crate::evolution::latin_hypercube;
use crate::gaussian_process::{Descent, Kernel, Model, likeliest, log_improvement};
use std::convert::Infallible;
use superlinear_numerics::random::Stream;

/// The process proposes so many evaluations for each variable. On test functions of five variables 15 are no better than 10, and with 25
/// the search is behind from 30 evaluations for each variable on.
const EVALUATIONS_PER_VARIABLE: u32 = 10;

/// A region with a half side below this is left to CMA-ES too.
const LEAST_HALF_SIDE: f64 = 1e-3;

/// The process is of the nearest values, as many as a quadratic function has coefficients, and again. Half and twice as many do as well
/// on test functions. Of more than the largest number a fit takes tenths of a second.
fn most_learned(variables: usize) -> usize {
    ((variables + 1) * (variables + 2)).clamp(20, 150)
}

/// A side of the region is at most so much longer or shorter than the mean one.
const LARGEST_STRETCH: f64 = 1.0;

/// An improvement nearer to the region's boundary than this, in parts of its half side, lets it grow.
const NEAR_BOUNDARY: f64 = 0.7;

/// Failures, for each variable, after which the region halves. On test functions a tenth and a half do as well.
const FAILURES_PER_VARIABLE: f64 = 0.25;

/// So many random points for each variable are looked at, half of them in the region's inner tenth, and the best of them are improved.
const CANDIDATES_PER_VARIABLE: usize = 100;
const INNER: f64 = 0.1;
const IMPROVED: usize = 4;
const MOST_STEPS: usize = 30;
const TOLERANCE: f64 = 1e-6;

/// A batch has no more points that the process proposes, and random ones of the region beyond.
const MOST_PROPOSED: usize = 32;

/// The standard deviation of the distribution that goes on, in half sides of the region, and the least.
const STEP_SIZE: f64 = 0.5;
const LEAST_STEP_SIZE: f64 = 0.01;

/// The process, then CMA-ES.
pub async fn search(search: &mut Search, problem: &MinimizeProblem) -> Result<Infallible, Stop> {
    let places = search.first_places(problem);
    search.begin_run(&places[..search.dimension()]);
    let mut region = Region::new(search, problem);
    let design = region.design(search, problem, places);
    let values = search.values(&design).await?;
    region.learn(search, &design, &values);
    let most = EVALUATIONS_PER_VARIABLE * search.dimension() as u32;
    while region.half_side > LEAST_HALF_SIDE && search.count() < most {
        search.count_iteration()?;
        let proposed = region.propose(search);
        let values = search.values(&proposed.places).await?;
        region.update(&proposed, &values);
        region.learn(search, &proposed.places, &values);
    }
    let known = region.inwards();
    let start = known.last().map_or(region.centre(), |(place, _)| place.clone());
    let step_size = (STEP_SIZE * region.half_side).max(LEAST_STEP_SIZE);
    cmaes::continued(search, problem, Beginning::at(start, step_size, &known)).await
}

/// What is known, and the region about the best of it.
struct Region {
    points: Vec<(Vec<f64>, f64)>,
    half_side: f64,
    failures: usize,
    /// The logarithms of the last kernel.
    kernel: Option<Vec<f64>>,
    random: Stream,
}

/// Places that are to be evaluated, as rows, and how far out in the region each is, in parts of its half side.
struct Proposed {
    places: Vec<f64>,
    distances: Vec<f64>,
}

/// The values next to the best point, in coordinates about it in which the region's half side is 1.
struct Local {
    centre: Vec<f64>,
    points: Vec<Vec<f64>>,
    values: Vec<f64>,
    /// The region's ends, within the box.
    ends: Descent,
}

impl Region {
    fn new(search: &Search, problem: &MinimizeProblem) -> Self {
        let mut points = Vec::new();
        if let Some(Known { points: known, values }) = &problem.known {
            points.extend(values.iter().enumerate().map(|(k, value)| (search.space().place_of(known.row(k)), *value)));
        }
        Self { points, half_side: 0.5, failures: 0, kernel: None, random: search.stream() }
    }

    /// Where to evaluate first: at the places to look at first, unless they are known, and at points of a Latin hypercube, until there
    /// is one more than a linear function has coefficients.
    fn design(&mut self, search: &Search, problem: &MinimizeProblem, first: Vec<f64>) -> Vec<f64> {
        let n = search.dimension();
        let beyond_one = first.len() / n - 1;
        let mut places = if self.points.is_empty() || problem.initial.is_some() { first } else { Vec::new() };
        let missing = (n + 1).saturating_sub(self.points.len() + beyond_one);
        places.extend(latin_hypercube(search.space(), missing, &mut self.random));
        places
    }

    /// Takes in values at places, which are rows; of whole numbers the process knows the places at which they were evaluated.
    fn learn(&mut self, search: &Search, places: &[f64], values: &[f64]) {
        let mut point = vec![0.0; search.dimension()];
        for (place, &value) in places.chunks_exact(point.len()).zip(values) {
            search.space().values_at(place, &mut point);
            self.points.push((search.space().place_of(&point), value));
        }
    }

    fn least(&self) -> f64 {
        self.points.iter().map(|point| point.1).fold(f64::INFINITY, f64::min)
    }

    /// The place of the least value.
    fn centre(&self) -> Vec<f64> {
        let best = self.points.iter().min_by(|a, b| a.1.total_cmp(&b.1));
        best.map(|(place, _)| place.clone()).unwrap_or_default()
    }

    /// All that is known, from the farthest to the nearest to the best point.
    fn inwards(&self) -> Vec<(Vec<f64>, f64)> {
        let centre = self.centre();
        let square = |place: &[f64]| -> f64 { place.iter().zip(&centre).map(|(a, b)| (a - b).powi(2)).sum() };
        let mut points = self.points.clone();
        points.sort_by(|a, b| square(&b.0).total_cmp(&square(&a.0)));
        points
    }

    /// The sides of the region beside their mean, like the lengths of the kernel.
    fn stretches(&self, variables: usize) -> Vec<f64> {
        let Some(kernel) = &self.kernel else { return vec![1.0; variables] };
        let lengths = &kernel[..variables];
        let mean = lengths.iter().sum::<f64>() / variables as f64;
        let stretch = |length: &f64| (length - mean).clamp(-LARGEST_STRETCH, LARGEST_STRETCH).exp();
        lengths.iter().map(stretch).collect()
    }

    fn local(&self, search: &Search) -> Local {
        let centre = self.centre();
        let nearest = self.inwards().split_off(self.points.len().saturating_sub(most_learned(centre.len())));
        let values = bent(&nearest.iter().map(|(_, value)| *value).collect::<Vec<_>>());
        let inner = |place: &[f64]| place.iter().zip(&centre).map(|(x, c)| (x - c) / self.half_side).collect();
        let points = nearest.iter().map(|(place, _)| inner(place)).collect();
        // The neighbours of whole numbers are always in the region.
        let grains = search.space().axes().iter().map(|axis| axis.grain().unwrap_or(0.0) / self.half_side);
        let sides: Vec<f64> = self.stretches(centre.len()).into_iter().zip(grains).map(|(a, b)| a.max(b)).collect();
        let end = |k: usize, end: f64| (end - centre[k]) / self.half_side;
        let ends = Descent {
            lower: sides.iter().enumerate().map(|(k, side)| end(k, 0.0).max(-side)).collect(),
            upper: sides.iter().enumerate().map(|(k, side)| end(k, 1.0).min(*side)).collect(),
            most: MOST_STEPS,
            tolerance: TOLERANCE,
        };
        Local { centre, points, values, ends }
    }

    /// Where the expected improvement is greatest: one place after another, as if the expected values of the former ones were known.
    fn propose(&mut self, search: &Search) -> Proposed {
        let mut local = self.local(search);
        self.kernel = Some(likeliest(&local.points, &local.values, self.kernel.as_deref()));
        let mut proposed = Proposed { places: Vec::new(), distances: Vec::new() };
        for count in 0..search.parallel() {
            let found = (count < MOST_PROPOSED).then(|| self.most_promising(&local)).flatten();
            let (place, mean) = found.unwrap_or_else(|| (random_place(&local.ends, 1.0, &mut self.random), f64::NAN));
            let ends = local.ends.lower.iter().zip(&local.ends.upper);
            let sides = place.iter().zip(ends).map(|(x, (lower, upper))| x.abs() / upper.max(-lower));
            proposed.distances.push(sides.fold(0.0, f64::max));
            let outer = place.iter().zip(&local.centre).map(|(x, c)| (c + self.half_side * x).clamp(0.0, 1.0));
            proposed.places.extend(outer);
            if mean.is_finite() {
                local.points.push(place);
                local.values.push(mean);
            }
        }
        proposed
    }

    /// The place of the greatest expected improvement that is found, and the value expected there. `None` without a process: where all
    /// values are the same.
    fn most_promising(&mut self, local: &Local) -> Option<(Vec<f64>, f64)> {
        let model = Model::new(Kernel::new(self.kernel.as_ref()?), &local.points, &local.values)?;
        let least = model.means().into_iter().fold(f64::INFINITY, f64::min);
        let mut loss = |place: &[f64]| {
            let (gain, slope) = log_improvement(&model.predict(place), least);
            (-gain, slope.into_iter().map(|slope| -slope).collect())
        };
        let candidate = |k: usize| {
            let place = random_place(&local.ends, if k.is_multiple_of(2) { 1.0 } else { INNER }, &mut self.random);
            (loss(&place).0, place)
        };
        let mut candidates: Vec<_> = (0..CANDIDATES_PER_VARIABLE * local.centre.len()).map(candidate).collect();
        candidates.sort_by(|a, b| a.0.total_cmp(&b.0));
        let ends = candidates.iter().take(IMPROVED).map(|(_, place)| local.ends.minimise(place, &mut loss));
        let (place, _) = ends.min_by(|a, b| a.1.total_cmp(&b.1))?;
        let mean = model.predict(&place).mean;
        Some((place, mean))
    }

    /// Lets the region grow where a value is the least so far and far out, and halves it after many that are not.
    fn update(&mut self, proposed: &Proposed, values: &[f64]) {
        let least = self.least();
        let best = values.iter().zip(&proposed.distances).min_by(|a, b| a.0.total_cmp(b.0));
        if let Some((&value, &distance)) = best
            && value < least
        {
            self.failures = 0;
            if distance > NEAR_BOUNDARY {
                self.half_side = (2.0 * self.half_side).min(1.0);
            }
            return;
        }
        self.failures += values.len();
        let variables = proposed.places.len() / values.len();
        if self.failures as f64 >= FAILURES_PER_VARIABLE * variables as f64 {
            self.failures = 0;
            self.half_side *= 0.5;
        }
    }
}

/// A uniform place between ends, or of that part of them about 0.
fn random_place(ends: &Descent, part: f64, random: &mut Stream) -> Vec<f64> {
    let places = ends.lower.iter().zip(&ends.upper);
    places.map(|(lower, upper)| part * (lower + (upper - lower) * random.uniform())).collect()
}

/// Values in units of the distance from the least one to the median, beyond which they grow by logarithms alone: far values say
/// little about a minimum, and they would rule the process. Failed evaluations have the largest.
fn bent(values: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let Some((&least, &median, &largest)) =
        sorted.first().zip(sorted.get(sorted.len() / 2)).zip(sorted.last()).map(|((a, b), c)| (a, b, c))
    else {
        return vec![0.0; values.len()];
    };
    // Halves, since distances may overflow.
    let unit = 0.5 * median - 0.5 * least;
    let unit = if unit > 0.0 { unit } else { 1.0 };
    let above = |value: f64| (0.5 * value - 0.5 * least) / unit;
    let bend = |value: f64| {
        if value <= median { above(value) } else { 1.0 + (above(value) - above(median)).min(f64::MAX).ln_1p() }
    };
    values.iter().map(|&value| bend(value.min(largest))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_values_are_bent_and_failures_are_the_worst() {
        let values = bent(&[1.0, 3.0, 2.0, 1e6, f64::INFINITY]);
        assert_eq!(values[..3], [0.0, 1.0, 0.5]);
        assert!(values[3] > 10.0 && values[3] < 20.0 && values[4] == values[3]);
        assert_eq!(bent(&[4.0; 3]), [0.0; 3]);
        assert!(bent(&[-f64::MAX, 0.0, f64::MAX, f64::MAX]).iter().all(|value| value.is_finite()));
    }
}
