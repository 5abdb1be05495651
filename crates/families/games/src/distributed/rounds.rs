//! Rounds, in which workers send a few entries each, and snapshots, in which they send their full maps.

use super::problem::{CompressorKind, DistributedProblem};
use super::solution::{DistributedProgress, DistributedSolution};
use super::step_size::StepSize;
use crate::stagnation::Stagnation;
use superlinear_interface::{Advance, Ending, Error, Oracle, Run};
use superlinear_numerics::compressors::{SERVER, keyed_stream, random_k, top_k};
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{add_scaled, difference, norm};

/// The step for estimating Lipschitz constants, relative to the start.
const PROBE: f64 = 1e-4;

/// The initial step size times the Lipschitz constant, for `top`. It is far below the usual limit, and grows later.
const FIRST_TOP: f64 = 0.1;

/// The reason for stopping.
pub(super) enum Stop {
    Ended(Ending),
    Failed(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// A point with the maps of all workers.
#[derive(Clone)]
struct Snapshot {
    point: Vec<f64>,
    /// The map of each worker at `point`.
    values: Vec<f64>,
    mean: Vec<f64>,
    residual: f64,
}

/// The state of a search.
pub(super) struct Rounds<'a> {
    problem: &'a DistributedProblem,
    oracle: Oracle,
    run: Run,
    goal: f64,
    /// The probability of a snapshot after a round.
    chance: f64,
    snapshot: Snapshot,
    best: Snapshot,
    point: Vec<f64>,
    /// The part of each worker's messages not sent yet.
    unsent: Vec<f64>,
    step_size: StepSize,
    iterations: u32,
    snapshots: u32,
    sent: f64,
    received: f64,
    stagnation: Stagnation,
}

impl<'a> Rounds<'a> {
    /// Evaluates all workers at the start, and at a nearby point for the initial step size.
    pub(crate) async fn start(problem: &'a DistributedProblem, oracle: Oracle, run: Run) -> Result<Self, Error> {
        let point = problem.initial.to_vec();
        let (size, workers) = (point.len(), problem.worker_count as usize);
        let chance = problem.kept() as f64 / size as f64;
        let snapshot = snapshot(&oracle, point.clone(), workers).await;
        if !snapshot.residual.is_finite() {
            return Err(Error::invalid("worker", "must be finite at `initial`, and the length of the mean too"));
        }
        let mut rounds = Self {
            goal: problem.options.tolerance * snapshot.residual,
            chance,
            best: snapshot.clone(),
            stagnation: Stagnation::default(),
            unsent: vec![0.0; if problem.options.compressor.kind == CompressorKind::Top { size * workers } else { 0 }],
            step_size: StepSize::new(problem.options.step.unwrap_or(1.0)),
            snapshot,
            point,
            problem,
            oracle,
            run,
            iterations: 0,
            snapshots: 1,
            sent: size as f64,
            received: size as f64,
        };
        if problem.options.step.is_none() && rounds.snapshot.residual > 0.0 {
            rounds.probe().await;
        }
        Ok(rounds)
    }

    /// Sets the step size from the change of the maps over a short step.
    async fn probe(&mut self) {
        let Snapshot { point, values, mean, residual } = &self.snapshot;
        let (size, workers) = (point.len(), self.problem.worker_count as usize);
        let length = PROBE * norm(point).max(1.0) / residual;
        let beside: Vec<_> = point.iter().zip(mean).map(|(z, f)| z - length * f).collect();
        let there = snapshot(&self.oracle, beside, workers).await;
        let distance = |a: &[f64], b: &[f64]| norm(&difference(a, b));
        let moved = distance(&there.point, point);
        let of_mean = distance(&there.mean, mean) / moved;
        let each = there.values.chunks_exact(size).zip(values.chunks_exact(size));
        let squares: f64 = each.map(|(there, here)| (distance(there, here) / moved).powi(2)).sum();
        let of_workers = squares / workers as f64;
        let step = match self.problem.options.compressor.kind {
            CompressorKind::Top => FIRST_TOP / of_mean,
            CompressorKind::Random => {
                let noise = of_workers / (self.chance * workers as f64);
                0.5 * self.chance.sqrt() / (of_mean * of_mean + noise).sqrt()
            }
        };
        if step.is_finite() {
            self.step_size = StepSize::new(step);
        }
        self.count_snapshot();
    }

    /// Runs rounds until termination.
    pub(crate) async fn run_to_end(&mut self) -> Stop {
        loop {
            if let Some(stop) = self.reason_to_stop() {
                return stop;
            }
            self.round().await;
        }
    }

    fn reason_to_stop(&mut self) -> Option<Stop> {
        let (iterations, residual) = (self.iterations, self.best.residual);
        let advance =
            Advance::certificate(residual, self.goal).or_budget(iterations, self.problem.options.max_iterations);
        self.run.progress(advance, || DistributedProgress { iterations, residual });
        if residual <= self.goal {
            return Some(Stop::Ended(Ending::Converged));
        }
        match self.run.is_out_of_time() {
            Err(error) => return Some(error.into()),
            Ok(true) => return Some(Stop::Ended(Ending::TimeLimit)),
            Ok(false) => {}
        }
        if iterations == self.problem.options.max_iterations {
            return Some(Stop::Ended(Ending::IterationLimit));
        }
        self.stagnation.is_over(iterations, residual).then_some(Stop::Ended(Ending::Stalled))
    }

    /// One round, followed by a snapshot with probability `chance`, decided for all workers at once.
    async fn round(&mut self) {
        let mut server = keyed_stream(self.run.seed(), SERVER, self.iterations);
        let (size, workers) = (self.point.len(), self.problem.worker_count as usize);
        let step = self.step_size.step;
        let pulled = self.point.iter().zip(&self.snapshot.point).map(|(z, w)| z + self.chance * (w - z));
        let half: Vec<_> = pulled.zip(&self.snapshot.mean).map(|(z, f)| z - step * f).collect();
        let participants = random_k(workers, self.problem.participants(), &mut server);
        let values = ask(&self.oracle, &half, &participants).await;
        let mut change = vec![0.0; size];
        for (&worker, values) in participants.iter().zip(values.chunks_exact(size)) {
            self.add_sent(worker, values, 1.0 / participants.len() as f64, &mut change);
        }
        let kept = self.problem.kept() as f64;
        self.sent += kept * participants.len() as f64 / workers as f64;
        self.received += if self.problem.options.bidirectional { kept } else { size as f64 };
        if self.problem.options.bidirectional {
            self.compress(&mut change, &mut server);
        }
        self.point = half;
        add_scaled(&mut self.point, -1.0, &change);
        self.iterations += 1;
        if server.uniform() < self.chance {
            self.take_snapshot().await;
        }
    }

    /// Adds `share` times a worker's message: the compressed step size times the change of its map since the snapshot.
    fn add_sent(&mut self, worker: usize, values: &[f64], share: f64, change: &mut [f64]) {
        let own = worker * values.len()..(worker + 1) * values.len();
        let before = &self.snapshot.values[own.clone()];
        let mut message: Vec<_> = values.iter().zip(before).map(|(v, w)| self.step_size.step * (v - w)).collect();
        match self.problem.options.compressor.kind {
            CompressorKind::Random => {
                let mut stream = keyed_stream(self.run.seed(), worker as u32, self.iterations);
                self.compress(&mut message, &mut stream);
                add_scaled(change, share, &message);
            }
            CompressorKind::Top => {
                let unsent = &mut self.unsent[own];
                add_scaled(unsent, 1.0, &message);
                for place in top_k(unsent, self.problem.kept()) {
                    change[place] += share * unsent[place];
                    unsent[place] = 0.0;
                }
            }
        }
    }

    /// Keeps random entries, scaled to be unbiased.
    fn compress(&self, message: &mut [f64], stream: &mut Stream) {
        let (size, kept) = (message.len(), self.problem.kept());
        let mut compressed = vec![0.0; size];
        for place in random_k(size, kept, stream) {
            compressed[place] = message[place] * (size as f64 / kept as f64);
        }
        message.copy_from_slice(&compressed);
    }

    async fn take_snapshot(&mut self) {
        let point = self.point.clone();
        self.snapshot = snapshot(&self.oracle, point, self.problem.worker_count as usize).await;
        self.count_snapshot();
        if self.step_size.is_too_long(self.snapshot.residual, self.best.residual) {
            self.snapshot = self.best.clone();
            self.point.clone_from(&self.best.point);
            self.unsent.fill(0.0);
        } else if self.snapshot.residual < self.best.residual {
            self.best = self.snapshot.clone();
        }
    }

    fn count_snapshot(&mut self) {
        self.snapshots += 1;
        self.sent += self.point.len() as f64;
        self.received += self.point.len() as f64;
    }

    pub(crate) fn solution(self, stop: Stop) -> Result<DistributedSolution, Error> {
        match stop {
            Stop::Failed(error) => Err(error),
            Stop::Ended(status) => Ok(DistributedSolution {
                status,
                solution: self.best.point.into(),
                residual: self.best.residual,
                iterations: self.iterations,
                snapshots: self.snapshots,
                sent_per_worker: self.sent,
                received_per_worker: self.received,
                step: self.step_size.step,
                backtracks: self.step_size.backtracks,
            }),
        }
    }
}

/// The maps of all workers at a point.
async fn snapshot(oracle: &Oracle, point: Vec<f64>, workers: usize) -> Snapshot {
    let all: Vec<_> = (0..workers).collect();
    let values = ask(oracle, &point, &all).await;
    let mut mean = vec![0.0; point.len()];
    values.chunks_exact(point.len()).for_each(|values| add_scaled(&mut mean, 1.0 / workers as f64, values));
    let residual = if values.iter().all(|value| value.is_finite()) { norm(&mean) } else { f64::NAN };
    Snapshot { point, values, mean, residual }
}

/// The maps of some workers at a point.
async fn ask(oracle: &Oracle, point: &[f64], workers: &[usize]) -> Vec<f64> {
    let question: Vec<_> = point.iter().copied().chain(workers.iter().map(|&worker| worker as f64)).collect();
    let mut values = vec![f64::NAN; workers.len() * point.len()];
    oracle.ask(0, &question, &mut values).await;
    values
}
