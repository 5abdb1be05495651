//! The state of a search: its best point, its remaining limits, and its runs.

use super::problem::{Known, Method, MinimizeProblem};
use super::solution::{Evaluated, Improvement, MinimizeProgress, MinimizeSolution, MinimizeStatus, RunEnd, RunRecord};
use super::warm_start::WarmStart;
use crate::evaluations::{self, Evaluations};
use crate::initial::initial_places;
use crate::variables::{Axis, Space, VariableType};
use std::borrow::Cow;
use superlinear_interface::{Advance, Error, Matrix, Oracle, Run};
use superlinear_numerics::random::Stream;

/// The reason to stop a search.
pub(crate) type Stop = evaluations::Stop<MinimizeStatus>;

/// A point of the unit cube, and its value.
#[derive(Clone, Debug)]
struct Best {
    place: Vec<f64>,
    value: f64,
}

/// The state of a search.
pub(crate) struct Search {
    evaluations: Evaluations,
    oracle: Oracle,
    run: Run,
    target: f64,
    /// The target for means of noisy values.
    confirmed_target: f64,
    limit: u32,
    restarts: u32,
    best: Option<Best>,
    history: Vec<Improvement>,
    /// The current run.
    current: Current,
    runs: Vec<RunRecord>,
    iterations: u32,
    /// The best final point of a run, for noisy values.
    confirmed: Option<Confirmed>,
    /// The warm start from the run with the smallest value, and that value.
    warm_start: Option<(f64, WarmStart)>,
    /// Points of the cube and values from before the first run: `known`, then `initial`.
    given: Vec<(Vec<f64>, f64)>,
    /// The searched subspace. `None` for the whole space.
    slice: Option<Slice>,
}

/// All points that differ from `place` only in the free variables.
#[derive(Clone, Debug)]
struct Slice {
    place: Vec<f64>,
    free: Vec<usize>,
}

impl Slice {
    /// Expands rows of free variables to points of the cube.
    fn expanded(&self, places: &[f64]) -> Vec<f64> {
        let rows = places.chunks_exact(self.free.len()).map(|row| {
            let mut place = self.place.clone();
            self.free.iter().zip(row).for_each(|(&k, entry)| place[k] = *entry);
            place
        });
        rows.flatten().collect()
    }
}

/// A point with several noisy values.
#[derive(Clone, Debug)]
struct Confirmed {
    best: Best,
    /// The standard error of the mean value.
    error: f64,
}

/// The current run.
#[derive(Clone, Debug, Default)]
struct Current {
    start: Vec<f64>,
    before: u32,
    best: Option<Best>,
}

/// Final points of runs are distinct if they differ by more than this fraction of the box, or if their values differ by
/// more than this relative amount.
const DISTINCT_PLACES: f64 = 1e-3;
const DISTINCT_VALUES: f64 = 1e-6;

impl Search {
    /// A new search. It includes the known evaluations.
    pub(crate) fn new(problem: &MinimizeProblem, space: Space, oracle: Oracle, run: Run) -> Self {
        let asking = problem.asking(space.dimension());
        let mut search = Self {
            evaluations: Evaluations::new(oracle.clone(), space, asking),
            oracle,
            run,
            // A single noisy value does not show that the target is reached.
            target: problem.target.filter(|_| !problem.noise).unwrap_or(f64::NEG_INFINITY),
            confirmed_target: problem.target.unwrap_or(f64::NEG_INFINITY),
            limit: asking.limit,
            restarts: problem.restarts.unwrap_or(u32::MAX),
            best: None,
            history: Vec::new(),
            current: Current::default(),
            runs: Vec::new(),
            iterations: 0,
            confirmed: None,
            warm_start: None,
            given: Vec::new(),
            slice: None,
        };
        if let Some(Known { points, values }) = &problem.known {
            for (k, &value) in values.iter().enumerate() {
                search.evaluations.remember(points.row(k), &[value]);
                let place = search.space().place_of(points.row(k));
                search.note(&place, value);
                search.given.push((place, value));
            }
        }
        search
    }

    /// The space of the problem.
    pub(crate) fn space(&self) -> &Space {
        self.evaluations.space()
    }

    /// The number of searched variables.
    pub(crate) fn dimension(&self) -> usize {
        self.slice.as_ref().map_or(self.space().dimension(), |slice| slice.free.len())
    }

    /// The searched variables.
    pub(crate) fn axes(&self) -> Vec<Axis> {
        let axes = self.space().axes();
        self.slice.as_ref().map_or(axes.to_vec(), |slice| slice.free.iter().map(|&k| axes[k]).collect())
    }

    /// Restricts the search to the real variables. Integers and categories keep their values at `place`.
    pub(crate) fn hold_discrete(&mut self, place: &[f64]) {
        let axes = self.space().axes();
        let free = (0..place.len()).filter(|&k| axes[k].kind == VariableType::Real).collect();
        self.slice = Some(Slice { place: place.to_vec(), free });
    }

    /// Returns to the whole space.
    pub(crate) fn release(&mut self) {
        self.slice = None;
    }

    /// The entries of a point in the searched variables. `None` if it lies outside the searched subspace.
    pub(crate) fn restricted(&self, place: &[f64]) -> Option<Vec<f64>> {
        let Some(Slice { place: held, free }) = &self.slice else { return Some(place.to_vec()) };
        let is_in = (0..place.len()).all(|k| free.contains(&k) || place[k] == held[k]);
        is_in.then(|| free.iter().map(|&k| place[k]).collect())
    }

    /// Points and values from before the first run.
    pub(crate) fn given(&self) -> &[(Vec<f64>, f64)] {
        &self.given
    }

    /// The best point of the current run.
    pub(crate) fn best_of_run(&self) -> Option<Vec<f64>> {
        self.restricted(&self.current.best.as_ref()?.place)
    }

    /// The maximum number of concurrent evaluations.
    pub(crate) fn parallel(&self) -> usize {
        self.evaluations.parallel()
    }

    /// The run options, clock and callbacks.
    pub(crate) fn run(&self) -> &Run {
        &self.run
    }

    /// The number of evaluations so far.
    pub(crate) fn count(&self) -> u32 {
        self.evaluations.count()
    }

    /// The random stream of the current run.
    pub(crate) fn stream(&self) -> Stream {
        Stream::new(self.run.seed(), self.runs.len() as u64)
    }

    /// The starting points, as rows: `initial`, the best known point, or the center of the cube.
    pub(crate) fn first_places(&self, problem: &MinimizeProblem) -> Vec<f64> {
        match (&problem.initial, &self.best) {
            (Some(_), _) => initial_places(self.space(), problem.initial.as_ref()),
            (None, Some(best)) => best.place.clone(),
            (None, None) => vec![0.5; self.dimension()],
        }
    }

    /// Begins the first run. Evaluates the points of `initial`, if any, and returns the best of them, or a random point
    /// with a finite value if all of them fail.
    pub(crate) async fn begin_first_run(&mut self, problem: &MinimizeProblem) -> Result<Vec<f64>, Stop> {
        let n = self.dimension();
        let places = self.first_places(problem);
        self.begin_run(&places[..n]);
        if problem.initial.is_none() {
            return Ok(places);
        }
        let values = self.values(&places).await?;
        for (place, &value) in places.chunks_exact(n).zip(&values) {
            self.keep_value(place, value);
            self.given.push((place.to_vec(), value));
        }
        let best = match self.best_of_run() {
            Some(place) => place,
            None => self.seek(&[], &mut self.stream()).await?,
        };
        self.current.start = best.clone();
        Ok(best)
    }

    /// Evaluates the rows of `first` and then random points until one has a finite value, and returns that one.
    pub(crate) async fn seek(&mut self, first: &[f64], stream: &mut Stream) -> Result<Vec<f64>, Stop> {
        let n = self.dimension();
        let mut places = first.to_vec();
        loop {
            self.count_iteration()?;
            let missing = places.len().next_multiple_of(n * self.parallel()).max(n * self.parallel()) - places.len();
            places.extend((0..missing).map(|_| stream.uniform()));
            let values = self.values(&places).await?;
            let found = places.chunks_exact(n).zip(values).min_by(|a, b| a.1.total_cmp(&b.1));
            if let Some((place, value)) = found
                && value.is_finite()
            {
                self.keep_value(place, value);
                return Ok(place.to_vec());
            }
            places.clear();
        }
    }

    /// Keeps the value at a point, so that it is not evaluated again.
    fn keep_value(&mut self, place: &[f64], value: f64) {
        let place = self.expanded(place);
        let mut point = vec![0.0; place.len()];
        self.space().values_at(&place, &mut point);
        self.evaluations.keep(&point, &[value]);
    }

    /// Expands rows of searched variables to points of the cube.
    fn expanded<'a>(&self, places: &'a [f64]) -> Cow<'a, [f64]> {
        self.slice.as_ref().map_or(Cow::Borrowed(places), |slice| Cow::Owned(slice.expanded(places)))
    }

    /// The number of evaluations left.
    pub(crate) fn left(&self) -> u32 {
        self.evaluations.left()
    }

    /// Uses the mean of noisy values at one point as the result of the current run.
    pub(crate) fn confirm(&mut self, place: &[f64], values: &[f64]) -> Result<(), Stop> {
        let finite: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
        if finite.is_empty() {
            return Ok(());
        }
        let (mean, error) = mean_and_error(&finite);
        let best = Best { place: place.to_vec(), value: mean };
        self.current.best = Some(best.clone());
        if self.confirmed.as_ref().is_none_or(|other| mean < other.best.value) {
            self.confirmed = Some(Confirmed { best, error });
        }
        if mean <= self.confirmed_target {
            return Err(Stop::Ended(MinimizeStatus::TargetReached));
        }
        Ok(())
    }

    /// Begins a run.
    pub(crate) fn begin_run(&mut self, start: &[f64]) {
        self.current = Current { start: self.expanded(start).into_owned(), before: self.count(), best: None };
    }

    /// Keeps the warm start of the current run if no earlier run found a smaller value.
    pub(crate) fn keep(&mut self, warm_start: impl FnOnce(&Space) -> Option<WarmStart>) {
        let Some(Best { value, .. }) = self.current.best else { return };
        if self.slice.is_some() {
            return;
        }
        if self.warm_start.as_ref().is_none_or(|(least, _)| value < *least)
            && let Some(warm_start) = warm_start(self.space())
        {
            self.warm_start = Some((value, warm_start));
        }
    }

    /// Ends the current run, and the search if no further run is allowed.
    pub(crate) fn end_run(&mut self, end: RunEnd) -> Result<(), Stop> {
        let Current { start, before, best } = std::mem::take(&mut self.current);
        let evaluations = self.count() - before;
        if let Some(best) = best {
            let point = |place: &[f64]| {
                let mut point = vec![0.0; place.len()];
                self.space().values_at(place, &mut point);
                point.into()
            };
            let (start, solution) = (point(&start), point(&best.place));
            self.runs.push(RunRecord { start, solution, objective: best.value, evaluations, end });
        }
        if self.runs.len() as u64 > u64::from(self.restarts) {
            return Err(Stop::Ended(MinimizeStatus::Converged));
        }
        Ok(())
    }

    /// Counts an iteration of the current run.
    pub(crate) fn count_iteration(&mut self) -> Result<(), Stop> {
        self.iterations = self.iterations.saturating_add(1);
        if self.run.is_out_of_time()? && self.best.is_some() {
            return Err(Stop::Ended(MinimizeStatus::TimeLimit));
        }
        Ok(())
    }

    /// The values at all points, given as rows. Infinite where the evaluation failed.
    pub(crate) async fn values(&mut self, places: &[f64]) -> Result<Vec<f64>, Stop> {
        let places = self.expanded(places);
        let n = self.space().dimension();
        let mut values = Vec::with_capacity(places.len() / n);
        if let Some(best) = &self.best
            && best.value <= self.target
        {
            return Err(Stop::Ended(MinimizeStatus::TargetReached));
        }
        while values.len() * n < places.len() {
            let rest = &places[values.len() * n..];
            let some = self.some(rest).await?;
            if some.is_empty() {
                return Err(Stop::Ended(MinimizeStatus::EvaluationLimit));
            }
            for (place, &value) in rest.chunks_exact(n).zip(&some) {
                self.note(place, value);
            }
            values.extend(some);
            self.check_values()?;
        }
        Ok(values)
    }

    /// The values at the first of the points. Once there is something to return, waiting stops at the time limit.
    async fn some(&mut self, places: &[f64]) -> Result<Vec<f64>, Stop> {
        let asking = self.evaluations.some(places);
        if self.best.is_none() {
            return Ok(asking.await);
        }
        self.oracle.in_time(&self.run, asking).await.ok_or(Stop::Ended(MinimizeStatus::TimeLimit))
    }

    /// Stops the search if a limit or the target is reached.
    fn check_values(&self) -> Result<(), Stop> {
        let Some(best) = &self.best else {
            return Ok(self.evaluations.ensure_hope(self.run.is_out_of_time()?)?);
        };
        let (evaluations, restarts) = (self.count(), self.runs.len() as u32);
        let progress = MinimizeProgress { evaluations, objective: best.value, restarts };
        self.run.progress(Advance::count(evaluations, self.limit), || progress);
        if best.value <= self.target {
            return Err(Stop::Ended(MinimizeStatus::TargetReached));
        }
        if self.evaluations.is_exhausted() {
            return Err(Stop::Ended(MinimizeStatus::Converged));
        }
        if self.run.is_out_of_time()? {
            return Err(Stop::Ended(MinimizeStatus::TimeLimit));
        }
        Ok(())
    }

    /// Updates the best points with a value.
    fn note(&mut self, place: &[f64], value: f64) {
        let is_better = |best: &Option<Best>| value < best.as_ref().map_or(f64::INFINITY, |best| best.value);
        if is_better(&self.current.best) {
            self.current.best = Some(Best { place: place.to_vec(), value });
        }
        if is_better(&self.best) {
            self.best = Some(Best { place: place.to_vec(), value });
            self.history.push(Improvement { evaluations: self.count(), objective: value });
        }
    }

    /// The solution.
    pub(crate) fn solution(mut self, stop: Stop, method: Method) -> Result<MinimizeSolution, Error> {
        let status = match stop {
            Stop::Ended(status) => status,
            Stop::Failed(error) => return Err(error),
        };
        if self.current.best.is_some() {
            // The search ends anyway, so it does not matter whether another run is allowed.
            let _ = self.end_run(RunEnd::Unfinished);
        }
        let Some(best) = self.best.take() else { return Err(self.evaluations.no_values()) };
        let (best, objective_error) = match self.confirmed.take() {
            Some(Confirmed { best, error }) => (best, Some(error)),
            None => (best, None),
        };
        let n = self.space().dimension();
        let mut solution = vec![0.0; n];
        self.space().values_at(&best.place, &mut solution);
        let (basins, unseen_basins) = self.basins();
        let (evaluations, failures) = (self.count(), self.evaluations.failures());
        let archive = self.evaluations.into_archive().map(|archive| Evaluated {
            points: Matrix::new(archive.values.len(), n, archive.points),
            values: archive.values.into(),
        });
        Ok(MinimizeSolution {
            status,
            solution: solution.into(),
            objective: best.value,
            objective_error,
            evaluations,
            failures,
            iterations: self.iterations,
            restarts: (self.runs.len() as u32).saturating_sub(1),
            method,
            history: self.history,
            runs: self.runs,
            basins,
            unseen_basins,
            warm_start: self.warm_start.map(|(_, warm_start)| warm_start).filter(|_| method == Method::Cmaes),
            archive,
        })
    }

    /// The number of distinct final points of the runs from random points, and the estimated fraction of the box in the
    /// basins of undiscovered minima.
    fn basins(&self) -> (u32, Option<f64>) {
        let mut minima: Vec<(Vec<f64>, f64)> = Vec::new();
        let finished = self.runs.iter().skip(1).filter(|run| !matches!(run.end, RunEnd::Unfinished | RunEnd::Share));
        let mut count = 0;
        for run in finished {
            count += 1;
            let place = self.space().place_of(&run.solution);
            let is_known = minima.iter().any(|(other, value)| {
                let is_near = place.iter().zip(other).all(|(a, b)| (a - b).abs() <= DISTINCT_PLACES);
                is_near && (run.objective - value).abs() <= DISTINCT_VALUES * value.abs().max(1.0)
            });
            if !is_known {
                minima.push((place, run.objective));
            }
        }
        let (w, runs) = (minima.len() as f64, f64::from(count));
        let unseen = (runs >= w + 2.0).then(|| w * (w + 1.0) / (runs * (runs - 1.0)));
        (minima.len() as u32, unseen)
    }
}

/// The mean of values and its standard error. The error of a single value is its magnitude.
fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().map(|value| value / count).sum::<f64>();
    if values.len() == 1 {
        return (mean, mean.abs());
    }
    let square = values.iter().map(|value| ((value - mean) / count.sqrt()).powi(2)).sum::<f64>();
    (mean, (square / (count - 1.0)).sqrt().min(f64::MAX))
}
