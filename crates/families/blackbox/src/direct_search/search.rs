//! The state of a direct search: its evaluations, the best of them, and its remaining limits.

use super::barrier::{Barrier, News, Trial};
use super::problem::DirectSearchProblem;
use super::solution::{DirectSearchProgress, DirectSearchSolution, DirectSearchStatus, Stationarity};
use crate::evaluations::{self, Evaluations};
use crate::minimize::solution::Improvement;
use crate::pareto::problem::KnownOutputs;
use crate::variables::Space;
use std::collections::HashMap;
use superlinear_interface::{Advance, Error, Oracle, Run};
use superlinear_numerics::random::Stream;

/// The reason to stop a search.
pub(crate) type Stop = evaluations::Stop<DirectSearchStatus>;

/// The tag of the question `attack`.
const ATTACK: usize = 1;

/// The state of a direct search.
pub(crate) struct Search {
    evaluations: Evaluations,
    oracle: Oracle,
    run: Run,
    rules: Rules,
    target: f64,
    limit: u32,
    /// Evaluations, and the index of each point among them. The oldest are dropped if there are too many.
    trials: Vec<Trial>,
    places: HashMap<Vec<u64>, usize>,
    barrier: Barrier,
    /// The trial with finite values and the smallest constraint violation, and that violation.
    least: Option<(Trial, f64)>,
    /// The violation of the first trial, and whether any other trial has a different one.
    first_violation: Option<f64>,
    violations_differ: bool,
    history: Vec<Improvement>,
    /// The mesh size.
    pub mesh: f64,
    /// The number of iterations so far.
    pub iterations: u32,
    /// The comparison of the solution with its neighbors, once the search has converged.
    pub stationarity: Option<Stationarity>,
    /// The number of finished runs.
    pub ended: u32,
    /// The best finished run.
    finished: Option<Finished>,
}

/// A finished run.
struct Finished {
    best: Trial,
    mesh: f64,
    stationarity: Option<Stationarity>,
}

/// The rules of feasibility.
struct Rules {
    tolerance: f64,
    relaxable: Vec<bool>,
}

impl Rules {
    /// The sum of squared constraint violations. Infinite if an unrelaxable constraint is violated or if any output is
    /// not finite.
    fn violation(&self, outputs: &[f64]) -> f64 {
        if !outputs.iter().all(|output| output.is_finite()) {
            return f64::INFINITY;
        }
        let mut sum = 0.0;
        for (constraint, is_relaxable) in outputs[1..].iter().zip(&self.relaxable) {
            let excess = constraint - self.tolerance;
            if excess > 0.0 {
                // The square of a tiny violation may underflow to 0, the violation of a feasible point.
                sum += if *is_relaxable { (excess * excess).max(f64::MIN_POSITIVE) } else { f64::INFINITY };
            }
        }
        sum
    }
}

/// The largest number of kept coordinates (32 MiB) and evaluations. Searching more of them takes longer than fitting a
/// model.
const MAX_NUMBERS: usize = 1 << 22;
const MAX_TRIALS: usize = 10_000;

impl Search {
    /// A new search. It includes the known evaluations.
    pub(crate) fn new(problem: &DirectSearchProblem, space: Space, oracle: Oracle, run: Run) -> Self {
        let asking = problem.options.asking(space.dimension());
        let constraints = problem.options.constraint_count as usize;
        let relaxable = problem.options.relaxable.clone().unwrap_or_else(|| vec![true; constraints]);
        let mut search = Self {
            evaluations: Evaluations::new(oracle.clone(), space, asking),
            oracle,
            run,
            rules: Rules { tolerance: problem.options.constraint_tolerance, relaxable },
            target: problem.options.target.unwrap_or(f64::NEG_INFINITY),
            limit: asking.limit,
            trials: Vec::new(),
            places: HashMap::new(),
            barrier: Barrier::new(),
            least: None,
            first_violation: None,
            violations_differ: false,
            history: Vec::new(),
            mesh: problem.options.mesh_size,
            iterations: 0,
            stationarity: None,
            ended: 0,
            finished: None,
        };
        if let Some(KnownOutputs { points, values }) = &problem.options.known {
            for k in 0..points.rows {
                search.evaluations.remember(points.row(k), values.row(k));
                let place = search.snapped(&search.space().place_of(points.row(k)));
                search.note(place, values.row(k).to_vec());
            }
            search.barrier.close(News::Dominating);
        }
        search
    }

    /// The space of the problem.
    pub(crate) fn space(&self) -> &Space {
        self.evaluations.space()
    }

    /// The maximum number of concurrent evaluations.
    pub(crate) fn parallel(&self) -> usize {
        self.evaluations.parallel()
    }

    /// Evaluations, in their order.
    pub(crate) fn trials(&self) -> &[Trial] {
        &self.trials
    }

    /// The best points of the current run.
    pub(crate) fn barrier(&self) -> &Barrier {
        &self.barrier
    }

    /// The random stream of the current run.
    pub(crate) fn stream(&self) -> Stream {
        Stream::new(self.run.seed(), u64::from(self.ended))
    }

    /// The number of evaluations.
    pub(crate) fn count(&self) -> u32 {
        self.evaluations.count()
    }

    /// Ends a run. The next run knows the evaluations, but compares points only with its own best.
    pub(crate) fn end_run(&mut self, mesh: f64) {
        let stationarity = self.stationarity.take();
        let (feasible, ended) = (self.barrier.feasible(), std::mem::replace(&mut self.mesh, mesh));
        if let Some(best) = feasible
            && self.finished.as_ref().is_none_or(|other| best.value() < other.best.value())
        {
            self.finished = Some(Finished { best: best.clone(), mesh: ended, stationarity });
        }
        self.barrier = Barrier::new();
        self.ended += 1;
    }

    /// The evaluation at a point, if there is one.
    pub(crate) fn trial_at(&self, place: &[f64]) -> Option<&Trial> {
        self.places.get(&key(&self.snapped(place))).map(|&k| &self.trials[k])
    }

    /// The nearest valid point of the space.
    pub(crate) fn snapped(&self, place: &[f64]) -> Vec<f64> {
        self.space().snapped(place)
    }

    /// Evaluates the new points among these, `parallel` at a time, until one dominates.
    pub(crate) async fn examine(&mut self, places: &[Vec<f64>]) -> Result<News, Stop> {
        let mut fresh: Vec<Vec<f64>> = Vec::new();
        let mut news = News::None;
        for place in places {
            let place = self.snapped(place);
            match self.places.get(&key(&place)) {
                // An evaluation of an earlier run is new to this one.
                Some(&k) if self.ended > 0 => news = news.max(self.barrier.take(&self.trials[k])),
                Some(_) => {}
                None if fresh.contains(&place) => {}
                None => fresh.push(place),
            }
        }
        if news == News::Dominating {
            return Ok(news);
        }
        for chunk in fresh.chunks(self.parallel()) {
            news = news.max(self.evaluate(chunk).await?);
            if news == News::Dominating {
                break;
            }
        }
        Ok(news)
    }

    /// Asks the caller for a direction expected to increase the objective at a point, given the constraints violated
    /// before.
    pub(crate) async fn attack(&mut self, place: &[f64], violated: &[bool]) -> Result<Vec<f64>, Stop> {
        let mut question = vec![0.0; place.len()];
        self.space().values_at(place, &mut question);
        question.extend(violated.iter().map(|is_violated| f64::from(u8::from(*is_violated))));
        let mut direction = vec![0.0; place.len()];
        let asking = self.oracle.ask(ATTACK, &question, &mut direction);
        self.oracle.in_time(&self.run, asking).await.ok_or(Stop::Ended(DirectSearchStatus::TimeLimit))?;
        Ok(direction)
    }

    /// Ends an iteration.
    pub(crate) fn close(&mut self, news: News) -> Result<(), Stop> {
        self.barrier.close(news);
        self.iterations = self.iterations.saturating_add(1);
        self.check_time()
    }

    async fn evaluate(&mut self, chunk: &[Vec<f64>]) -> Result<News, Stop> {
        if self.is_at_target() {
            return Err(Stop::Ended(DirectSearchStatus::TargetReached));
        }
        let numbers = self.evaluations.numbers();
        let mut news = News::None;
        let mut rest = chunk;
        while !rest.is_empty() {
            let some = self.some(&rest.concat()).await?;
            if some.is_empty() {
                return Err(Stop::Ended(DirectSearchStatus::EvaluationLimit));
            }
            let (evaluated, after) = rest.split_at(some.len() / numbers);
            for (place, outputs) in evaluated.iter().zip(some.chunks_exact(numbers)) {
                news = news.max(self.note(place.clone(), outputs.to_vec()));
            }
            rest = after;
            self.check_values()?;
        }
        Ok(news)
    }

    /// The values at the first of the points. Once there is something to return, waiting stops at the time limit.
    async fn some(&mut self, places: &[f64]) -> Result<Vec<f64>, Stop> {
        let has_values = self.least.is_some();
        let asking = self.evaluations.some(places);
        if !has_values {
            return Ok(asking.await);
        }
        self.oracle.in_time(&self.run, asking).await.ok_or(Stop::Ended(DirectSearchStatus::TimeLimit))
    }

    /// Whether a feasible point is known.
    pub(crate) fn has_feasible(&self) -> bool {
        self.best_feasible().is_some()
    }

    /// Whether all evaluations so far fail or violate the constraints by the same amount.
    pub(crate) fn is_blind(&self) -> bool {
        !self.violations_differ && !self.has_feasible()
    }

    /// Records an evaluation.
    fn note(&mut self, place: Vec<f64>, outputs: Vec<f64>) -> News {
        let trial = Trial { violation: self.rules.violation(&outputs), place, outputs };
        self.violations_differ |= *self.first_violation.get_or_insert(trial.violation) != trial.violation;
        let before = self.best_feasible().map_or(f64::INFINITY, Trial::value);
        let news = self.barrier.take(&trial);
        if trial.is_feasible() && trial.value() < before {
            self.history.push(Improvement { evaluations: self.evaluations.count(), objective: trial.value() });
        }
        let most = largest_excess(&trial.outputs);
        if trial.value().is_finite() && self.least.as_ref().is_none_or(|(_, least)| most < *least) {
            self.least = Some((trial.clone(), most));
        }
        if self.trials.len() >= most_kept(trial.place.len()) {
            self.trials.drain(..self.trials.len() / 2);
            self.places = self.trials.iter().enumerate().map(|(k, trial)| (key(&trial.place), k)).collect();
        }
        self.places.insert(key(&trial.place), self.trials.len());
        self.trials.push(trial);
        news
    }

    fn is_at_target(&self) -> bool {
        self.best_feasible().is_some_and(|best| best.value() <= self.target)
    }

    /// Stops the search if a limit or the target is reached.
    fn check_values(&self) -> Result<(), Stop> {
        let Some(best) = self.best() else {
            return Ok(self.evaluations.ensure_hope(self.run.is_out_of_time()?)?);
        };
        let evaluations = self.evaluations.count();
        let progress = DirectSearchProgress {
            evaluations,
            objective: best.value(),
            constraint_violation: largest_excess(&best.outputs),
            mesh_size: self.mesh,
        };
        self.run.progress(Advance::count(evaluations, self.limit), || progress);
        if self.is_at_target() {
            return Err(Stop::Ended(DirectSearchStatus::TargetReached));
        }
        self.check_time()
    }

    fn check_time(&self) -> Result<(), Stop> {
        if self.run.is_out_of_time()? && self.least.is_some() {
            return Err(Stop::Ended(DirectSearchStatus::TimeLimit));
        }
        Ok(())
    }

    /// The best feasible point of all runs.
    fn best_feasible(&self) -> Option<&Trial> {
        let finished = self.finished.as_ref().map(|finished| &finished.best);
        let all = self.barrier.feasible().into_iter().chain(finished);
        all.min_by(|a, b| a.value().total_cmp(&b.value()))
    }

    /// The best feasible point, or else the one with the smallest violation.
    fn best(&self) -> Option<&Trial> {
        self.best_feasible().or(self.least.as_ref().map(|(trial, _)| trial))
    }

    /// The solution.
    pub(crate) fn solution(mut self, stop: Stop) -> Result<DirectSearchSolution, Error> {
        let status = match stop {
            Stop::Ended(status) => status,
            Stop::Failed(error) => return Err(error),
        };
        let Some(best) = self.best().cloned() else { return Err(self.evaluations.no_values()) };
        if let Some(Finished { best: earlier, mesh, stationarity }) = self.finished.take()
            && earlier.place == best.place
        {
            (self.mesh, self.stationarity) = (mesh, stationarity);
        }
        let n = self.space().dimension();
        let mut solution = vec![0.0; n];
        self.space().values_at(&best.place, &mut solution);
        let (evaluations, failures) = (self.evaluations.count(), self.evaluations.failures());
        let archive = self.evaluations.into_outputs();
        Ok(DirectSearchSolution {
            status: if best.is_feasible() { status } else { DirectSearchStatus::Infeasible },
            solution: solution.into(),
            objective: best.value(),
            constraint_violation: largest_excess(&best.outputs),
            constraint_values: best.outputs[1..].to_vec().into(),
            mesh_size: self.mesh,
            stationarity: self.stationarity,
            evaluations,
            failures,
            iterations: self.iterations,
            restarts: self.ended,
            history: self.history,
            archive,
        })
    }
}

/// The number of evaluations kept for models: limited by memory, but at least two rounds of all neighbors.
fn most_kept(variables: usize) -> usize {
    (MAX_NUMBERS / variables).min(MAX_TRIALS).max(5 * variables)
}

/// The largest constraint value, or 0 if none is positive.
fn largest_excess(outputs: &[f64]) -> f64 {
    outputs[1..].iter().copied().fold(0.0, f64::max)
}

fn key(place: &[f64]) -> Vec<u64> {
    // Adding 0 maps -0 to 0.
    place.iter().map(|entry| (entry + 0.0).to_bits()).collect()
}
