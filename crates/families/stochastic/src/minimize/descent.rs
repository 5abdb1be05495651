//! The descent: its state, its steps, and its checkpoints.

use super::components::Components;
use super::geometry::{Constraint, Mirror};
use super::problem::{MinimizeAverage, MinimizeProblem, MinimizeSampling, Steps};
use super::sampler::Sampler;
use super::solution::{MinimizeRecord, MinimizeStatus};
use crate::bytes::{Reader, Writer, hash};
use crate::history::History;
use superlinear_interface::{Error, Run, Vector};
use superlinear_machine::rules::{Evaluation, Map, RateSchedule, Rule, ScheduleKind, Scheduled, UpdateRule};
use superlinear_numerics::vectors::are_finite;

/// The rise of the mean objective of an epoch, relative to the first one, beyond which a run has diverged.
const MAX_RISE: f64 = 1e3;

/// The decay of exponential averages.
const DECAY: f64 = 0.999;

/// The point where the full gradient is known, for variance reduction.
struct Anchor {
    x: Vec<f64>,
    gradient: Vec<f64>,
}

/// The update of the point.
enum Update {
    Rule(Box<dyn Rule>),
    Mirror(Mirror),
    Reduced(Anchor),
}

impl Update {
    /// The parameters without averaging over steps, for the next point of evaluation.
    fn solution<'a>(&'a self, x: &'a [f64]) -> &'a [f64] {
        if let Self::Rule(rule) = self { rule.solution(x) } else { x }
    }
}

/// The numbers of a descent that change from step to step, besides its vectors.
struct Counts {
    step: u64,
    /// The norm of the gradient mapping at the start; zero if unknown.
    first_norm: f64,
    /// The mean objective of the first epoch, and that of the current one so far.
    first_mean: f64,
    mean: f64,
    /// The weight of the average.
    weight: f64,
}

/// A descent in progress.
pub(super) struct Descent<'a> {
    problem: &'a MinimizeProblem,
    components: Components,
    constraint: Constraint,
    sampler: Sampler,
    update: Update,
    rate: f64,
    fractions: Scheduled,
    /// The point of the next evaluation.
    x: Vec<f64>,
    /// The last point with a finite value and gradient.
    last: Vec<f64>,
    average: Vec<f64>,
    counts: Counts,
    /// Whether a number was not finite. The point then is the last one where all were.
    has_diverged: bool,
    pub(super) history: History<MinimizeRecord>,
    /// Objective and norm of the gradient mapping, if they are those of the current solution.
    pub(super) certificate: Option<[f64; 2]>,
}

impl<'a> Descent<'a> {
    pub(super) fn of(problem: &'a MinimizeProblem, components: Components, run: &Run) -> Result<Self, Error> {
        let dimension = problem.dimension as usize;
        let constraint = Constraint::of(problem)?;
        let mirror = Mirror::of(problem);
        let given = problem.initial.as_ref().map(|initial| initial.to_vec());
        let mut x = given.unwrap_or_else(|| mirror.start(dimension));
        mirror.admit(&constraint, &mut x);
        let steps = problem.steps();
        let default = RateSchedule::Kind(usual_schedule(steps));
        let rule = if let Steps::Rule(rule) = steps { Some(rule) } else { None };
        let fractions = problem.schedule.as_ref().unwrap_or(&default).over(rule, Some(problem.all_steps()))?;
        let update = match steps {
            Steps::Rule(rule) => Update::Rule(rule.rule(&problem.constants.settings(0.0), &x)),
            Steps::Mirror => Update::Mirror(mirror),
            Steps::Svrg | Steps::Lsvrg => Update::Reduced(Anchor { x: x.clone(), gradient: vec![0.0; dimension] }),
        };
        let theory = problem.smoothness.map_or(1.0, |smoothness| (3.0 * smoothness).recip());
        let usual_rate = rule.map_or(theory, UpdateRule::usual_rate);
        let mut descent = Self {
            problem,
            components,
            constraint,
            sampler: sampler(problem, run.seed()),
            update,
            rate: problem.learning_rate.unwrap_or(usual_rate),
            fractions,
            last: x.clone(),
            average: vec![0.0; dimension],
            x,
            counts: Counts { step: 0, first_norm: 0.0, first_mean: 0.0, mean: 0.0, weight: 0.0 },
            has_diverged: false,
            history: History::new(),
            certificate: None,
        };
        if let Some(bytes) = &problem.checkpoint {
            descent.restore(bytes, run.seed())?;
        }
        Ok(descent)
    }

    /// Descends until the end of the budget.
    pub(super) async fn descend(&mut self, run: &Run) -> Result<MinimizeStatus, Error> {
        let per_epoch = self.problem.steps_per_epoch() as u64;
        let all_steps = self.problem.all_steps();
        if self.problem.tolerance.is_some() && self.counts.step == 0 {
            self.certify().await;
            self.counts.first_norm = self.certificate.map_or(0.0, |[_, norm]| norm);
            if self.meets(0.0) {
                return Ok(MinimizeStatus::Converged);
            }
        }
        while (self.counts.step as f64) < all_steps {
            if run.is_out_of_time()? {
                return Ok(MinimizeStatus::TimeLimit);
            }
            if !self.advance().await? {
                self.x.clone_from(&self.last);
                self.has_diverged = true;
                return Ok(MinimizeStatus::Diverged);
            }
            if self.counts.step.is_multiple_of(per_epoch)
                && let Some(status) = self.end_epoch(self.counts.step / per_epoch).await
            {
                return Ok(status);
            }
        }
        Ok(if self.problem.max_iterations.is_some() {
            MinimizeStatus::IterationLimit
        } else {
            MinimizeStatus::EpochLimit
        })
    }

    /// Makes a step. Returns false if a number was not finite.
    async fn advance(&mut self) -> Result<bool, Error> {
        self.certificate = None;
        let step = self.counts.step;
        let batch = self.sampler.batch(step);
        let mut gradient = vec![0.0; self.x.len()];
        if let Update::Reduced(_) = self.update {
            self.renew_anchor(step).await;
        }
        let value = self.components.evaluate(&self.x, &batch, &mut gradient).await;
        let objective = value + self.constraint.value(&self.x);
        if !(objective.is_finite() && are_finite(&gradient)) {
            let (path, message) = if value.is_finite() && are_finite(&gradient) {
                ("initial", "must have a finite penalty")
            } else {
                ("gradient", "must give finite numbers at the initial point")
            };
            let refused = || Error::invalid(path, message);
            return if step == 0 { Err(refused()) } else { Ok(false) };
        }
        if let Update::Reduced(anchor) = &self.update {
            let mut there = vec![0.0; self.x.len()];
            self.components.evaluate(&anchor.x, &batch, &mut there).await;
            let known = anchor.gradient.iter().zip(&there);
            gradient.iter_mut().zip(known).for_each(|(g, (full, there))| *g = *g - there + full);
        }
        if self.sampler.draws.is_some() {
            let norms = self.components.norms(&self.x, &batch).await;
            if let Some(k) = norms.iter().position(|norm| !(norm.is_finite() && *norm >= 0.0)) {
                return Err(Error::invalid(format!("gradientNorms[{k}]"), "must be a finite number, zero or above"));
            }
            self.sampler.update(&batch, &norms);
        }
        self.problem.constants.clip(&mut gradient);
        // A smaller last batch of an epoch has a step in proportion, so that all components have the same weight.
        let share = batch.indices.len() as f64 / self.problem.batch_size() as f64;
        let rate = share * self.rate * self.fractions.factor(step as f64);
        Ok(self.step(Evaluation { rate, value, gradient: &gradient, map: &() }, objective))
    }

    /// Moves the point, and updates means. Returns false if a number is not finite; the last point then is.
    fn step(&mut self, evaluation: Evaluation, objective: f64) -> bool {
        let Evaluation { rate, gradient, .. } = evaluation;
        std::mem::swap(&mut self.x, &mut self.last);
        match &mut self.update {
            Update::Rule(rule) => {
                let map: &dyn Map = &self.constraint;
                rule.step(&Evaluation { map, ..evaluation }, &self.last, &mut self.x);
            }
            Update::Mirror(mirror) => {
                self.x.clone_from(&self.last);
                mirror.step(&self.constraint, rate, gradient, &mut self.x);
            }
            Update::Reduced(_) => {
                self.x.clone_from(&self.last);
                Mirror::Euclidean.step(&self.constraint, rate, gradient, &mut self.x);
            }
        }
        if !(are_finite(&self.x) && are_finite(self.current())) {
            return false;
        }
        let counts = &mut self.counts;
        let place = counts.step % self.problem.steps_per_epoch() as u64;
        counts.mean = if place == 0 { objective } else { counts.mean + (objective - counts.mean) / (place + 1) as f64 };
        counts.step += 1;
        self.update_average();
        self.counts.mean.is_finite()
    }

    /// The parameters without averaging over steps.
    fn current(&self) -> &[f64] {
        self.update.solution(&self.x)
    }

    fn update_average(&mut self) {
        let fraction = match self.problem.average {
            MinimizeAverage::None => return,
            MinimizeAverage::Polyak if (self.counts.step as f64) < self.problem.all_steps() / 2.0 => return,
            MinimizeAverage::Polyak => {
                self.counts.weight += 1.0;
                self.counts.weight.recip()
            }
            MinimizeAverage::Exponential => {
                self.counts.weight = DECAY * self.counts.weight + (1.0 - DECAY);
                (1.0 - DECAY) / self.counts.weight
            }
        };
        self.average
            .iter_mut()
            .zip(self.update.solution(&self.x))
            .for_each(|(average, x)| *average += fraction * (x - *average));
    }

    /// Computes the full gradient at the start, and from then on where it is due.
    async fn renew_anchor(&mut self, step: u64) {
        let is_due = match self.problem.steps() {
            Steps::Lsvrg => step == 0 || self.sampler.renews(step),
            _ => step.is_multiple_of(2 * self.problem.steps_per_epoch() as u64),
        };
        if let Update::Reduced(anchor) = &mut self.update
            && is_due
        {
            let mut gradient = vec![0.0; self.x.len()];
            self.components.evaluate_all(&self.x, &mut gradient).await;
            *anchor = Anchor { x: self.x.clone(), gradient };
        }
    }

    /// Records the objective of an epoch. Returns the status if the descent ends.
    async fn end_epoch(&mut self, epoch: u64) -> Option<MinimizeStatus> {
        let mean = self.counts.mean;
        self.history.push(MinimizeRecord { epoch: epoch as u32, objective: mean });
        if epoch == 1 {
            self.counts.first_mean = mean;
        }
        if mean > MAX_RISE * self.counts.first_mean.abs() && epoch > 1 && self.counts.first_mean != 0.0 {
            return Some(MinimizeStatus::Diverged);
        }
        let tolerance = self.problem.tolerance?;
        if !epoch.is_power_of_two() {
            return None;
        }
        self.certify().await;
        self.meets(tolerance).then_some(MinimizeStatus::Converged)
    }

    /// The returned point.
    pub(super) fn solution(&self) -> Vec<f64> {
        if self.has_diverged {
            return self.x.clone();
        }
        let is_average = self.problem.average != MinimizeAverage::None && self.counts.weight > 0.0;
        if is_average { self.average.clone() } else { self.current().to_vec() }
    }

    /// Computes the certificate of the solution.
    pub(super) async fn certify(&mut self) {
        let x = self.solution();
        let mut gradient = vec![0.0; x.len()];
        let value = self.components.evaluate_all(&x, &mut gradient).await;
        let certificate = [value + self.constraint.value(&x), self.constraint.mapping_norm(&x, &gradient)];
        // Proximal maps and projections may hide numbers that are not finite.
        let is_finite = are_finite(&certificate) && are_finite(&gradient);
        self.certificate = is_finite.then_some(certificate);
    }

    /// Whether the known certificate meets a tolerance relative to the start.
    pub(super) fn meets(&self, tolerance: f64) -> bool {
        self.certificate.is_some_and(|[_, norm]| norm <= tolerance * self.counts.first_norm)
    }

    pub(super) fn rate(&self) -> f64 {
        self.rate
    }

    pub(super) fn steps(&self) -> u64 {
        self.counts.step
    }

    /// The settings that a checkpoint must have in common with its continuation.
    fn key(&self, seed: u64) -> u64 {
        let MinimizeProblem { dimension, component_count, batch_size, penalty, lambda, l1_ratio, geometry, .. } =
            self.problem;
        let MinimizeProblem {
            method, learning_rate, smoothness, schedule, sampling, mixing, average, constants, ..
        } = self.problem;
        let first = (dimension, component_count, batch_size, penalty, lambda, l1_ratio, geometry, &self.problem.set);
        let second = (method, learning_rate, smoothness, schedule, sampling, mixing, average, constants, seed);
        hash(&format!("{first:?}{second:?}"))
    }

    /// The state as bytes.
    pub(super) fn checkpoint(&mut self, seed: u64) -> Vector<u8> {
        let mut writer = Writer::new(self.problem.method as u8, self.key(seed));
        let Counts { step, first_norm, first_mean, mean, weight } = self.counts;
        writer.count(step);
        writer.numbers(&[first_norm, first_mean, mean, weight]);
        for vector in [&self.x, &self.last, &self.average] {
            writer.numbers(vector);
        }
        match &mut self.update {
            Update::Rule(rule) => rule.state().into_iter().for_each(|part| writer.numbers(part)),
            Update::Mirror(_) => {}
            Update::Reduced(anchor) => {
                writer.numbers(&anchor.x);
                writer.numbers(&anchor.gradient);
            }
        }
        if let Some(draws) = &self.sampler.draws {
            draws.write(&mut writer);
        }
        writer.finish()
    }

    fn restore(&mut self, bytes: &[u8], seed: u64) -> Result<(), Error> {
        let dimension = self.x.len();
        let mut reader = Reader::new(bytes, self.problem.method as u8, self.key(seed))?;
        let step = reader.count()?;
        let [first_norm, first_mean, mean, weight] = reader.array()?;
        self.counts = Counts { step, first_norm, first_mean, mean, weight };
        for vector in [&mut self.x, &mut self.last, &mut self.average] {
            *vector = reader.numbers(dimension)?;
        }
        match &mut self.update {
            Update::Rule(rule) => {
                for part in rule.state() {
                    part.copy_from_slice(&reader.numbers(part.len())?);
                }
            }
            Update::Mirror(_) => {}
            Update::Reduced(anchor) => {
                anchor.x = reader.numbers(dimension)?;
                anchor.gradient = reader.numbers(dimension)?;
            }
        }
        if let Some(draws) = &mut self.sampler.draws {
            draws.read(&mut reader)?;
        }
        reader.end()
    }
}

fn sampler(problem: &MinimizeProblem, seed: u64) -> Sampler {
    let sampler = Sampler::new(problem.sampling, problem.component_count as usize, problem.batch_size(), seed);
    if problem.sampling == MinimizeSampling::GradientNorm { sampler.weighted(problem.mixing) } else { sampler }
}

/// The schedule without one given: rates of rules that sum squares, and of variance reduction, decrease by themselves.
fn usual_schedule(steps: Steps) -> ScheduleKind {
    match steps {
        Steps::Rule(UpdateRule::Adam | UpdateRule::Sgd | UpdateRule::Rmsprop | UpdateRule::Radam) | Steps::Mirror => {
            ScheduleKind::LastIterate
        }
        _ => ScheduleKind::Constant,
    }
}
