//! The state of a multi-objective search: evaluations, population and termination.

use super::problem::{KnownOutputs, ParetoMethod, ParetoProblem};
use super::solution::{ParetoProgress, ParetoSolution, ParetoStatus, SetImprovement};
use crate::evaluations::{self, Evaluations};
use crate::evolution::{Member, Population, violation};
use crate::variables::Space;
use crate::volume::{Boxes, Interruption, Meter, add_volume};
use superlinear_interface::{Advance, Error, Matrix, Oracle, Run};
use superlinear_numerics::random::Stream;

/// The reason to stop a search.
pub(crate) type Stop = evaluations::Stop<ParetoStatus>;

/// The state of a multi-objective search.
pub(crate) struct Search {
    evaluations: Evaluations,
    oracle: Oracle,
    run: Run,
    limit: u32,
    objectives: usize,
    size: usize,
    population: Population,
    /// Evaluations of the current generation.
    fresh: Vec<Member>,
    reference: Option<Vec<f64>>,
    history: Vec<SetImprovement>,
    iterations: u32,
    /// The number of evaluations before the current generation, and the number of consecutive generations without any.
    before: u32,
    idle: u32,
    predictor_errors: Option<Vec<f64>>,
}

/// The largest number of objectives with a history of hypervolumes: for more, a hypervolume takes longer than a
/// generation.
const MAX_FOLLOWED: usize = 3;

/// The distance of the default reference from the worst values, relative to their range.
const MARGIN: f64 = 0.1;

/// The number of consecutive generations without a new point that end the search of a finite space.
const MAX_IDLE: u32 = 20;

impl Search {
    /// A new search. It includes the known evaluations.
    pub(crate) fn new(problem: &ParetoProblem, space: Space, oracle: Oracle, run: Run) -> Result<Self, Error> {
        let asking = problem.asking();
        let objectives = problem.objective_count as usize;
        let size = problem.population();
        let kept = if problem.chosen_method() == ParetoMethod::Predictor { 2 * size } else { size };
        let mut search = Self {
            evaluations: Evaluations::new(oracle.clone(), space, asking),
            oracle,
            run,
            limit: asking.limit,
            objectives,
            size,
            population: Population::new(kept, objectives),
            fresh: Vec::new(),
            reference: problem.reference.as_ref().map(|reference| reference.to_vec()),
            history: Vec::new(),
            iterations: 0,
            before: 0,
            idle: 0,
            predictor_errors: None,
        };
        if let Some(KnownOutputs { points, values }) = &problem.known {
            for k in 0..points.rows {
                search.evaluations.remember(points.row(k), values.row(k));
                let place = search.space().place_of(points.row(k));
                search.note(place, values.row(k).to_vec());
            }
        }
        Ok(search)
    }

    /// The space of the problem.
    pub(crate) fn space(&self) -> &Space {
        self.evaluations.space()
    }

    /// The number of points of a generation.
    pub(crate) fn size(&self) -> usize {
        self.size
    }

    /// The number of objectives.
    pub(crate) fn objectives(&self) -> usize {
        self.objectives
    }

    /// The number of points to add to these for a full generation.
    pub(crate) fn missing(&self, places: &[f64]) -> usize {
        self.size.saturating_sub(places.len() / self.space().dimension())
    }

    /// The run options, clock and callbacks.
    pub(crate) fn run(&self) -> &Run {
        &self.run
    }

    /// The best points so far.
    pub(crate) fn population(&self) -> &Population {
        &self.population
    }

    /// Evaluated and known points since the generation began.
    pub(crate) fn fresh(&self) -> &[Member] {
        &self.fresh
    }

    /// A random stream.
    pub(crate) fn stream(&self) -> Stream {
        Stream::new(self.run.seed(), 0)
    }

    /// Records the errors of the models.
    pub(crate) fn note_errors(&mut self, errors: Option<&[f64]>) {
        self.predictor_errors = errors.map(<[f64]>::to_vec);
    }

    /// Evaluates all points, given as rows.
    pub(crate) async fn evaluate(&mut self, places: &[f64]) -> Result<(), Stop> {
        let n = self.space().dimension();
        let mut rest = places;
        while !rest.is_empty() {
            let some = self.some(rest).await?;
            if some.is_empty() {
                return Err(Stop::Ended(ParetoStatus::EvaluationLimit));
            }
            let numbers = self.evaluations.numbers();
            let (evaluated, after) = rest.split_at(some.len() / numbers * n);
            for (place, outputs) in evaluated.chunks_exact(n).zip(some.chunks_exact(numbers)) {
                self.note(place.to_vec(), outputs.to_vec());
            }
            rest = after;
            self.check_time()?;
        }
        Ok(())
    }

    /// Ends a generation: its best points survive.
    pub(crate) fn finish_generation(&mut self) -> Result<(), Stop> {
        self.absorb()?;
        self.iterations += 1;
        self.idle = if self.evaluations.count() == self.before { self.idle + 1 } else { 0 };
        self.before = self.evaluations.count();
        let is_finite = self.space().size().is_some();
        if self.evaluations.is_exhausted() || is_finite && self.idle == MAX_IDLE {
            return Err(Stop::Ended(ParetoStatus::Converged));
        }
        if self.evaluations.left() == 0 {
            return Err(Stop::Ended(ParetoStatus::EvaluationLimit));
        }
        self.check_time()
    }

    /// Moves the evaluations of the current generation into the population.
    pub(crate) fn absorb(&mut self) -> Result<(), Error> {
        if self.fresh.is_empty() {
            return Ok(());
        }
        let fresh = std::mem::take(&mut self.fresh);
        self.population.join(fresh, self.run.cancellation())?;
        if self.reference.is_none() {
            self.reference = self.reference_behind();
        }
        if self.objectives <= MAX_FOLLOWED {
            let hypervolume = self.hypervolume()?;
            self.history.push(SetImprovement { evaluations: self.evaluations.count(), hypervolume });
        }
        Ok(())
    }

    /// The values at the first of the points. Once there is something to return, waiting stops at the time limit.
    async fn some(&mut self, places: &[f64]) -> Result<Vec<f64>, Stop> {
        let has_values = self.has_values();
        let asking = self.evaluations.some(places);
        if !has_values {
            return Ok(asking.await);
        }
        self.oracle.in_time(&self.run, asking).await.ok_or(Stop::Ended(ParetoStatus::TimeLimit))
    }

    /// Whether any evaluation has succeeded.
    pub(crate) fn has_values(&self) -> bool {
        let mut members = self.population.members().iter().chain(&self.fresh);
        members.any(|member| member.violation.is_finite())
    }

    /// Stops the search if the time limit is reached, or if nothing more may be evaluated and no evaluation has
    /// succeeded.
    fn check_time(&mut self) -> Result<(), Stop> {
        let is_late = self.run.is_out_of_time()?;
        if !self.has_values() {
            return Ok(self.evaluations.ensure_hope(is_late)?);
        }
        let evaluations = self.evaluations.count();
        let progress = || ParetoProgress { evaluations, points: self.population.members().len() as u32 };
        self.run.progress(Advance::count(evaluations, self.limit), progress);
        if is_late { Err(Stop::Ended(ParetoStatus::TimeLimit)) } else { Ok(()) }
    }

    /// Records an evaluation.
    fn note(&mut self, place: Vec<f64>, outputs: Vec<f64>) {
        let violation = violation(&outputs, self.objectives);
        self.fresh.push(Member { place, outputs, violation });
    }

    /// A reference point worse than all values of the population.
    fn reference_behind(&self) -> Option<Vec<f64>> {
        let finite = || self.population.members().iter().filter(|member| member.violation.is_finite());
        finite().next()?;
        let bound = |j: usize| {
            let values = finite().map(|member| member.outputs[j]);
            let (least, most) =
                values.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), value| (a.min(value), b.max(value)));
            let margin = if most > least { MARGIN * (most - least) } else { MARGIN * most.abs().max(1.0) };
            Some(most + margin).filter(|bound| bound.is_finite())
        };
        (0..self.objectives).map(bound).collect()
    }

    /// The hypervolume of the front, or a lower bound if the time limit is reached.
    fn hypervolume(&self) -> Result<f64, Error> {
        let Some(reference) = &self.reference else { return Ok(0.0) };
        let extents = |member: &&Member| -> Option<Vec<f64>> {
            let extent = |(bound, value): (&f64, &f64)| Some(bound - value).filter(|extent| *extent > 0.0);
            reference.iter().zip(&member.outputs).map(extent).collect()
        };
        let front = self.population.front();
        let boxes = Boxes { dimension: self.objectives, extents: front.iter().filter_map(extents).flatten().collect() };
        let part = self.run.part();
        let mut volume = 0.0;
        match add_volume(&boxes, &mut volume, &mut Meter::new(&part, 1)) {
            Err(Interruption::Cancelled(error)) => Err(error),
            // If the hypervolume overflows, the largest finite number stands for it.
            _ => Ok(if volume.is_finite() { volume } else { f64::MAX }),
        }
    }

    /// The solution.
    pub(crate) fn solution(mut self, stop: Stop, method: ParetoMethod) -> Result<ParetoSolution, Error> {
        let status = match stop {
            Stop::Ended(status) => status,
            Stop::Failed(error) => return Err(error),
        };
        self.absorb()?;
        if !self.has_values() {
            return Err(self.evaluations.no_values());
        }
        let n = self.space().dimension();
        let mut front = self.population.front();
        front.sort_by(|a, b| a.outputs.partial_cmp(&b.outputs).unwrap_or(std::cmp::Ordering::Equal));
        front.dedup_by(|a, b| a.place == b.place);
        let mut points = vec![0.0; front.len() * n];
        for (member, point) in front.iter().zip(points.chunks_exact_mut(n)) {
            self.space().values_at(&member.place, point);
        }
        let values = front.iter().flat_map(|member| &member.outputs[..self.objectives]).copied().collect();
        let (points, values) = (Matrix::new(front.len(), n, points), Matrix::new(front.len(), self.objectives, values));
        let hypervolume = self.hypervolume()?;
        let (evaluations, failures) = (self.evaluations.count(), self.evaluations.failures());
        let archive = self.evaluations.into_outputs();
        Ok(ParetoSolution {
            status,
            points,
            values,
            hypervolume,
            reference: self.reference.map(Into::into),
            evaluations,
            failures,
            iterations: self.iterations,
            method,
            history: self.history,
            predictor_errors: self.predictor_errors.map(Into::into),
            archive,
        })
    }
}
