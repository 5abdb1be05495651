//! Training of an almost-linear recurrent network by sparse teacher forcing: it runs along windows of the series, and every
//! few steps its observed states are replaced by rows, so that gradients do not explode along chaotic orbits.
//!
//! Source: Brenner, Hemmer, Monfared, Durstewitz, Almost-Linear RNNs Yield Highly Interpretable Symbolic Codes in Dynamical
//! Systems Reconstruction, NeurIPS 2024.
//!
//! | module | contents |
//! |---|---|
//! | `network` | the network, its start, and its steps |
//! | `windows` | windows of the series |
//! | `gradient` | the loss of windows side by side, and its gradient |

mod gradient;
mod network;
mod windows;

use super::candidates;
use super::hinges::Hinges;
use super::prepared::Prepared;
use super::solution::{Lift, ReconstructProgress, ReconstructStatus, TrainingCheck};
use super::training::Training;
use crate::piecewise_linear::Model;
use gradient::{Tape, padded};
use network::{Network, Shape, Steps};
use superlinear_interface::{Advance, Error, Matrix, Run};
use superlinear_machine::rules::{Constants, Evaluation, Radam, Rule};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::random::Stream;
use windows::{Batch, Form, Places, WINDOWS};

/// The constants of RAdam.
const RADAM: Constants = Constants { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0.0 };

/// The random streams of starts and of batches. Those of the regression are the numbers of its starts.
const START_STREAM: u64 = 1 << 40;
const BATCH_STREAM: u64 = START_STREAM + 1;

/// A trained network: the one of the best check.
pub(super) struct Trained {
    network: Network,
    pub status: ReconstructStatus,
    /// The number of steps.
    pub steps: u32,
    pub history: Vec<TrainingCheck>,
    /// The divergence and the distance of spectra of its free run, if that is bounded.
    pub figures: Option<(f64, f64)>,
}

impl Trained {
    /// The root mean square error of the next row over pairs of rows, each from a start at the first one.
    pub fn residual(&self, prepared: &Prepared, pairs: &[usize]) -> f64 {
        let mut steps = Steps::new(&self.network);
        prepared.residual(pairs, |row, next| {
            let mut state = self.network.start(row);
            steps.advance(&mut state);
            next.copy_from_slice(&state[..row.len()]);
        })
    }

    /// The model in the units of the series.
    pub fn model(&self, prepared: &Prepared, step: f64) -> Result<Model, Error> {
        prepared.in_units(self.network.parts(prepared.series().row(0)), step)
    }

    /// The map from a row of the series to the other states at a start.
    pub fn lift(&self, prepared: &Prepared) -> Lift {
        let (lift, columns) = (self.network.lift(), prepared.columns);
        let rows = self.network.lift_offsets().len();
        let (mut matrix, mut offset) = (lift.to_vec(), self.network.lift_offsets().to_vec());
        for (row, constant) in matrix.chunks_exact_mut(columns).zip(&mut offset) {
            *constant -= prepared.divide_by_units(row);
        }
        Lift { matrix: Matrix::new(rows, columns, matrix), offset: offset.into() }
    }
}

/// The network at the start: of a regression, or random.
fn start_of(hinges: Option<&Hinges>, training: &Training, columns: usize, pieces: usize, run: &Run) -> Network {
    let shape = Shape { observed: columns, states: columns + training.hidden_states + pieces, rectified: pieces };
    let stream = &mut Stream::new(run.seed(), START_STREAM);
    match hinges {
        Some(hinges) => Network::of(hinges, shape, stream),
        None => Network::random(shape, stream),
    }
}

/// Trains a network from that of a regression, or from a random one.
pub(super) fn train(
    prepared: &Prepared,
    hinges: Option<&Hinges>,
    training: &Training,
    pieces: usize,
    run: &Run,
) -> Result<Trained, Error> {
    let network = start_of(hinges, training, prepared.columns, pieces, run);
    let mut trainer = Trainer::new(prepared, training, network, run)?;
    let status = trainer.descend(run)?;
    let Trainer { network, best, history, steps, .. } = trainer;
    let status =
        if status == ReconstructStatus::Completed && best.is_none() { ReconstructStatus::Unbounded } else { status };
    let (network, figures) = match best {
        Some(Best { network, figures }) => (network, Some(figures)),
        None => (network, None),
    };
    Ok(Trained { network, status, steps, history, figures })
}

/// The best network of all checks.
struct Best {
    network: Network,
    figures: (f64, f64),
}

/// A network in training.
struct Trainer<'a> {
    prepared: &'a Prepared,
    training: &'a Training,
    places: Places,
    network: Network,
    tapes: Vec<Tape>,
    stream: Stream,
    best: Option<Best>,
    history: Vec<TrainingCheck>,
    steps: u32,
}

impl<'a> Trainer<'a> {
    fn new(prepared: &'a Prepared, training: &'a Training, network: Network, run: &Run) -> Result<Self, Error> {
        let (shape, window) = (network.shape, training.window);
        let groups = training.batch_size.div_ceil(WINDOWS);
        let numbers = window * (2 * padded(shape) + shape.rectified + 2 * shape.observed);
        run.ensure_memory("window", [groups, WINDOWS, numbers])?;
        Ok(Self {
            prepared,
            training,
            places: Places::new(&prepared.fitted, window),
            network,
            tapes: (0..groups).map(|_| Tape::new(shape, window)).collect(),
            stream: Stream::new(run.seed(), BATCH_STREAM),
            best: None,
            history: Vec::new(),
            steps: 0,
        })
    }

    /// Takes all steps, with checks between them.
    fn descend(&mut self, run: &Run) -> Result<ReconstructStatus, Error> {
        let training = self.training;
        let mut rule = Radam::new(RADAM, self.network.parameters.len());
        let mut last = None;
        while self.steps < training.steps {
            if run.is_out_of_time()? {
                return Ok(ReconstructStatus::TimeLimit);
            }
            let Some((loss, mut gradient)) = self.loss(run)? else { return Ok(ReconstructStatus::TimeLimit) };
            if self.steps.is_multiple_of(training.check_every) {
                self.check(loss, run)?;
            }
            let norm = gradient.iter().map(|value| value * value).sum::<f64>().sqrt();
            if !(loss.is_finite() && norm.is_finite()) {
                return Ok(ReconstructStatus::Diverged);
            }
            if norm > training.clip_norm {
                gradient.iter_mut().for_each(|value| *value *= training.clip_norm / norm);
            }
            let evaluation = Evaluation { rate: training.rate(self.steps), value: loss, gradient: &gradient, map: &() };
            let from = self.network.parameters.clone();
            rule.step(&evaluation, &from, &mut self.network.parameters);
            if !self.network.parameters.iter().all(|value| value.is_finite()) {
                self.network.parameters = from;
                return Ok(ReconstructStatus::Diverged);
            }
            last = Some(loss);
            self.steps += 1;
            let record = ReconstructProgress { starts: 0, steps: self.steps };
            run.progress(Advance::count(self.steps, training.steps), move || record);
        }
        if let Some(loss) = last {
            self.check(loss, run)?;
        }
        Ok(ReconstructStatus::Completed)
    }

    /// The loss of random windows and its gradient; `None` once time is up.
    fn loss(&mut self, run: &Run) -> Result<Option<(f64, Vec<f64>)>, Error> {
        let Training { window, forcing_interval: interval, batch_size, noise, .. } = *self.training;
        let form = Form { window, interval, total: batch_size, noise };
        let (series, watch) = (self.prepared.series(), run.watch());
        let batches: Vec<Batch> = (0..batch_size)
            .step_by(WINDOWS)
            .map(|first| Batch::draw(series, &self.places, WINDOWS.min(batch_size - first), form, &mut self.stream))
            .collect();
        let prepared = gradient::Prepared::new(&self.network);
        let pairs = batches.iter().zip(&mut self.tapes);
        let parts = Parallelism::of(run).map(pairs, |_, (batch, tape)| prepared.loss(batch, tape, &watch));
        watch.is_out_of_time()?;
        let Some(mut parts) = parts.into_iter().collect::<Option<Vec<_>>>() else { return Ok(None) };
        let (mut loss, mut gradient) = parts.remove(0);
        for (part, by_parameters) in parts {
            loss += part;
            gradient.iter_mut().zip(by_parameters).for_each(|(sum, term)| *sum += term);
        }
        Ok(Some((loss, gradient)))
    }

    /// Compares the free run with the series, and keeps the network if it is the best one.
    fn check(&mut self, loss: f64, run: &Run) -> Result<(), Error> {
        let figures = self.free_run(run)?.map(|rows| self.prepared.compare(&rows, &run.unlimited())).transpose()?;
        let divergence = figures.map(|(divergence, _)| divergence);
        if loss.is_finite() {
            self.history.push(TrainingCheck { step: self.steps, loss, attractor_divergence: divergence });
        }
        if let Some(figures) = figures
            && self.best.as_ref().is_none_or(|best| figures.0 < best.figures.0)
        {
            self.best = Some(Best { network: self.network.clone(), figures });
        }
        Ok(())
    }

    /// The observed states of the free run; `None` if it is unbounded, or time is up.
    fn free_run(&self, run: &Run) -> Result<Option<Vec<f64>>, Error> {
        let start = self.network.start(self.prepared.longest().row(0));
        let mut steps = Steps::new(&self.network);
        let watch = run.watch();
        let rows = candidates::free_run(self.prepared, start, &watch, |state| steps.advance(state));
        watch.is_out_of_time()?;
        Ok(rows)
    }
}
