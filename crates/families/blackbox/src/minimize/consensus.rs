//! Consensus-based optimization and consensus hopping: points move towards the mean of a cloud, weighted by exp(-α f).
//! For large α the weighted mean approaches the minimizer of f within the cloud (Laplace's principle).
//!
//! Sources: Pinnau, Totzeck, Tse, Martin, A consensus-based model for global optimization and its mean-field limit,
//! Math. Models Methods Appl. Sci. 27, 2017; anisotropic noise: Carrillo, Jin, Li, Zhu, ESAIM: COCV 27, 2021; hopping:
//! Riedl, Klock, Geldhauser, Fornasier, How Consensus-Based Optimization can be Interpreted as a Stochastic Relaxation
//! of Gradient Descent, 2024.

use super::problem::{MinimizeProblem, Noise, largest_population};
use super::search::{Search, Stop};
use super::solution::RunEnd;
use crate::initial::initial_places;
use std::convert::Infallible;

/// The time step, the drift rate and the diffusion coefficient of the papers' experiments.
const TIME_STEP: f64 = 0.01;
const DRIFT: f64 = 1.0;
const DIFFUSION: f64 = 5.1;

/// The initial inverse temperature, its growth factor per step, and its maximum.
const INVERSE_TEMPERATURE: f64 = 30.0;
const GROWTH: f64 = 1.05;
const MAX_INVERSE_TEMPERATURE: f64 = 1e5;

/// Particles within this distance of their mean, relative to the box, have reached consensus.
const CONSENSUS: f64 = 1e-12;

/// The decay factor of the step size per hop, and the minimum step size relative to the initial one.
const DECAY: f64 = 0.99;
const MIN_STEP: f64 = 0.01;

/// The maximum number of doublings of the particles.
const MAX_DOUBLINGS: u32 = 12;

/// Consensus-based optimization: particles drift towards their weighted mean and diffuse. After a consensus, twice as
/// many start again.
pub(crate) async fn search(search: &mut Search, problem: &MinimizeProblem) -> Result<Infallible, Stop> {
    let n = search.dimension();
    let options = &problem.consensus;
    let first = particles(problem, n);
    let mut given = initial_places(search.space(), problem.initial.as_ref());
    if !given.is_empty() {
        search.begin_first_run(problem).await?;
    }
    for doublings in 0.. {
        let count = (first << doublings.min(MAX_DOUBLINGS)).min(largest_population(n).max(first));
        let mut stream = search.stream();
        let mut particles = std::mem::take(&mut given);
        let missing = (count * n).saturating_sub(particles.len());
        particles.extend((0..missing).map(|_| stream.uniform()));
        let mut alpha = options.inverse_temperature.unwrap_or(INVERSE_TEMPERATURE);
        if doublings > 0 || problem.initial.is_none() {
            search.begin_run(&particles[..n]);
        }
        loop {
            search.count_iteration()?;
            let values = search.values(&particles).await?;
            let Some(mean) = weighted_mean(&particles, &values, alpha, n) else {
                particles.iter_mut().for_each(|x| *x = stream.uniform());
                continue;
            };
            let mut farthest: f64 = 0.0;
            for particle in particles.chunks_exact_mut(n) {
                let distance = particle.iter().zip(&mean).map(|(x, mean)| (x - mean).powi(2)).sum::<f64>().sqrt();
                for (x, mean) in particle.iter_mut().zip(&mean) {
                    let away = *x - mean;
                    farthest = farthest.max(away.abs());
                    let width = if options.noise == Noise::Isotropic { distance } else { away };
                    let moved = DIFFUSION * TIME_STEP.sqrt() * width * stream.normal() - DRIFT * TIME_STEP * away;
                    *x = (*x + moved).clamp(0.0, 1.0);
                }
            }
            if farthest < CONSENSUS {
                break;
            }
            let growth = options.inverse_temperature_growth.unwrap_or(GROWTH);
            alpha = (alpha * growth).min(alpha.max(MAX_INVERSE_TEMPERATURE));
        }
        search.end_run(RunEnd::PointTolerance)?;
    }
    unreachable!("there is always another number")
}

/// Consensus hopping: the point moves to the weighted mean of normal samples around it, with decreasing step size.
/// After each run it restarts from a random point.
pub(crate) async fn hop(search: &mut Search, problem: &MinimizeProblem) -> Result<Infallible, Stop> {
    let n = search.dimension();
    let options = &problem.consensus;
    let mut place = search.begin_first_run(problem).await?;
    let mut samples = vec![0.0; particles(problem, n) * n];
    let decay = options.step_size_decay.unwrap_or(DECAY);
    loop {
        let mut stream = search.stream();
        let mut step = problem.step_size;
        let mut alpha = options.inverse_temperature.unwrap_or(INVERSE_TEMPERATURE);
        while step > MIN_STEP * problem.step_size {
            search.count_iteration()?;
            for sample in samples.chunks_exact_mut(n) {
                sample.iter_mut().zip(&place).for_each(|(sample, place)| *sample = place + step * stream.normal());
            }
            let values = search.values(&samples).await?;
            place = match (weighted_mean(&samples, &values, alpha, n), search.best_of_run()) {
                (Some(mean), _) => mean,
                (None, Some(best)) => {
                    step *= 0.5;
                    best
                }
                (None, None) => search.seek(&[], &mut stream).await?,
            };
            place.iter_mut().for_each(|place| *place = place.clamp(0.0, 1.0));
            step *= decay;
            alpha = (alpha * options.inverse_temperature_growth.unwrap_or(1.0)).min(f64::MAX);
        }
        search.values(&place).await?;
        search.end_run(RunEnd::PointTolerance)?;
        place.iter_mut().for_each(|place| *place = stream.uniform());
        search.begin_run(&place);
    }
}

/// The number of particles.
fn particles(problem: &MinimizeProblem, variables: usize) -> usize {
    let usual = (10 * variables).max(20);
    let count = problem.consensus.particles.map_or(usual, |particles| particles as usize);
    count.next_multiple_of(problem.parallel as usize)
}

/// The mean of points with weights exp(-α f). Points without a finite value have weight 0. `None` if no point has a
/// finite value.
fn weighted_mean(points: &[f64], values: &[f64], alpha: f64, variables: usize) -> Option<Vec<f64>> {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    if least == f64::INFINITY {
        return None;
    }
    let mut mean = vec![0.0; variables];
    let mut total = 0.0;
    for (point, value) in points.chunks_exact(variables).zip(values) {
        let weight = (-alpha * (value - least)).exp();
        total += weight;
        mean.iter_mut().zip(point).for_each(|(mean, x)| *mean += weight * x);
    }
    mean.iter_mut().for_each(|mean| *mean /= total);
    Some(mean)
}
