//! The Nelder–Mead simplex method with coefficients adapted to the number of variables, restarted from random points.
//!
//! Source: Gao, Han, Implementing the Nelder-Mead Simplex Algorithm with Adaptive Parameters, Comput. Optim. Appl. 51,
//! 2012.

use super::problem::MinimizeProblem;
use super::search::{Search, Stop};
use super::solution::RunEnd;
use std::convert::Infallible;

/// The coefficients of the operations on a simplex; the reflection coefficient is 1.
struct Coefficients {
    expansion: f64,
    contraction: f64,
    shrinkage: f64,
}

/// A run stops if all vertices are within this distance of the best one, relative to the box.
const MIN_SIZE: f64 = 1e-10;

/// The relative difference of values that counts as rounding error.
const ROUNDING: f64 = 4.0 * f64::EPSILON;

/// Runs the method with restarts until the search stops.
pub(crate) async fn search(search: &mut Search, problem: &MinimizeProblem) -> Result<Infallible, Stop> {
    let mut start = search.begin_first_run(problem).await?;
    loop {
        let mut simplex = Simplex::new(search, &start, problem.step_size).await?;
        let mut stream = search.stream();
        if simplex.corners[0].1 == f64::INFINITY {
            start = search.seek(&[], &mut stream).await?;
            simplex = Simplex::new(search, &start, problem.step_size).await?;
        }
        let end = simplex.run(search, problem.tolerance, MIN_SIZE).await?;
        search.end_run(end)?;
        let mut stream = search.stream();
        start.iter_mut().for_each(|place| *place = stream.uniform());
        search.begin_run(&start);
    }
}

/// Runs a simplex of edge length `step` from a starting point until its size is at most `least`, both relative to the
/// box.
pub(crate) async fn refine(
    search: &mut Search,
    problem: &MinimizeProblem,
    start: &[f64],
    [step, least]: [f64; 2],
) -> Result<RunEnd, Stop> {
    Simplex::new(search, start, step).await?.run(search, problem.tolerance, least).await
}

/// A vertex: its point and value.
type Corner = (Vec<f64>, f64);

/// Vertices from best to worst.
struct Simplex {
    corners: Vec<Corner>,
    coefficients: Coefficients,
}

impl Simplex {
    /// The starting point, and a step from it along each side of the box; the step is reversed if it would leave the
    /// box.
    async fn new(search: &mut Search, start: &[f64], step: f64) -> Result<Self, Stop> {
        let n = start.len();
        let mut places = start.repeat(n + 1);
        for (k, place) in places.chunks_exact_mut(n).skip(1).enumerate() {
            let ahead = place[k] + step;
            place[k] = if ahead <= 1.0 { ahead } else { place[k] - step };
            place[k] = place[k].max(0.0);
        }
        let values = search.values(&places).await?;
        let mut corners: Vec<_> = places.chunks_exact(n).map(<[f64]>::to_vec).zip(values).collect();
        sort(&mut corners);
        // The formulas hold for at least two variables.
        let n = n.max(2) as f64;
        let coefficients =
            Coefficients { expansion: 1.0 + 2.0 / n, contraction: 0.75 - 0.5 / n, shrinkage: 1.0 - 1.0 / n };
        Ok(Self { corners, coefficients })
    }

    async fn run(mut self, search: &mut Search, tolerance: f64, least_size: f64) -> Result<RunEnd, Stop> {
        loop {
            search.count_iteration()?;
            let last = self.corners.len() - 1;
            let (best, worst) = (self.corners[0].1, self.corners[last].1);
            // An infinite range never passes this test.
            if worst - best <= tolerance.max(ROUNDING * best.abs()) {
                return Ok(RunEnd::Tolerance);
            }
            if self.size() <= least_size {
                return Ok(RunEnd::PointTolerance);
            }
            match self.replacement(search).await? {
                Some(corner) => self.corners[last] = corner,
                None => self.shrink(search).await?,
            }
            sort(&mut self.corners);
        }
    }

    /// The largest distance of a vertex from the best one in any variable, relative to the box.
    fn size(&self) -> f64 {
        let (best, others) = self.corners.split_first().map_or((&[][..], &[][..]), |(best, others)| (&best.0, others));
        let distances = others.iter().flat_map(|(corner, _)| corner.iter().zip(best).map(|(a, b)| (a - b).abs()));
        distances.fold(0.0, f64::max)
    }

    /// The replacement of the worst vertex: its reflection through the mean of the others, an expansion or a
    /// contraction. `None` if none of them is good enough.
    async fn replacement(&self, search: &mut Search) -> Result<Option<Corner>, Stop> {
        let Coefficients { expansion, contraction, .. } = self.coefficients;
        let last = self.corners.len() - 1;
        let (best, second, worst) = (self.corners[0].1, self.corners[last - 1].1, self.corners[last].1);
        let mut trials = Trials::new(self, [1.0, expansion, contraction, -contraction]);
        let reflected = trials.value(search, 0).await?;
        if reflected < best {
            let expanded = trials.value(search, 1).await?;
            return Ok(Some(if expanded < reflected {
                trials.corner(1, expanded)
            } else {
                trials.corner(0, reflected)
            }));
        }
        if reflected < second {
            return Ok(Some(trials.corner(0, reflected)));
        }
        let (trial, goal) = if reflected < worst { (2, reflected) } else { (3, worst) };
        let contracted = trials.value(search, trial).await?;
        let is_accepted = if trial == 2 { contracted <= goal } else { contracted < goal };
        Ok(is_accepted.then(|| trials.corner(trial, contracted)))
    }

    /// Moves all other vertices towards the best one.
    async fn shrink(&mut self, search: &mut Search) -> Result<(), Stop> {
        let (best, others) = self.corners.split_at_mut(1);
        for (corner, _) in &mut *others {
            corner
                .iter_mut()
                .zip(&best[0].0)
                .for_each(|(place, best)| *place = best + self.coefficients.shrinkage * (*place - best));
        }
        let places: Vec<_> = others.iter().flat_map(|(corner, _)| corner).copied().collect();
        let values = search.values(&places).await?;
        others.iter_mut().zip(values).for_each(|((_, old), value)| *old = value);
        Ok(())
    }
}

/// Trial points on the line from the worst vertex through the mean of the others. If four evaluations may run
/// concurrently, all trials are evaluated at once; the simplices are the same.
struct Trials {
    variables: usize,
    places: Vec<f64>,
    values: Vec<f64>,
}

impl Trials {
    fn new(simplex: &Simplex, distances: [f64; 4]) -> Self {
        let (worst, others) = simplex.corners.split_last().map_or((&[][..], &[][..]), |(worst, rest)| (&worst.0, rest));
        let count = others.len() as f64;
        let mean: Vec<f64> =
            (0..worst.len()).map(|k| others.iter().map(|(corner, _)| corner[k]).sum::<f64>() / count).collect();
        let place = |distance: f64| {
            let line = mean.iter().zip(worst);
            line.map(move |(mean, worst)| (mean + distance * (mean - worst)).clamp(0.0, 1.0)).collect::<Vec<_>>()
        };
        Self { variables: worst.len(), places: distances.into_iter().flat_map(place).collect(), values: Vec::new() }
    }

    fn place(&self, trial: usize) -> &[f64] {
        &self.places[trial * self.variables..(trial + 1) * self.variables]
    }

    async fn value(&mut self, search: &mut Search, trial: usize) -> Result<f64, Stop> {
        if search.parallel() < 4 {
            return Ok(search.values(self.place(trial)).await?[0]);
        }
        if self.values.is_empty() {
            self.values = search.values(&self.places).await?;
        }
        Ok(self.values[trial])
    }

    fn corner(&self, trial: usize, value: f64) -> Corner {
        (self.place(trial).to_vec(), value)
    }
}

fn sort(corners: &mut [Corner]) {
    corners.sort_by(|a, b| a.1.total_cmp(&b.1));
}
