//! The choice of operations, as a task.

use super::evaluate::FoundNetwork;
use super::network::Network;
use super::operation::Operation;
use super::samples::Samples;
use super::sharpness::sharpness;
use super::training::{Plan, State, Stop, Training, TrainingProgress, loss};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Labels, Matrix, Run, Task, check};
use superlinear_numerics::vectors::argmax;

/// Chooses an operation for each edge of a small classification network by differentiable architecture search.
/// Snapshots of the network from past epochs act as teachers, which reduces the loss from rounding each mixture of
/// operations to one. The network with the chosen operations is then trained further. Random numbers are determined by
/// the option `seed`.
///
/// @example
/// ```ts
/// const matrix = [[0, 0], [0, 1], [1, 0], [1, 1], [0.1, 0], [0, 0.9], [1, 0.1], [0.9, 1]];
/// const labels = [0, 1, 1, 0, 0, 1, 1, 0];
/// const { chosen, network } = await selectOperations({
///   matrix, labels, validationMatrix: matrix, validationLabels: labels,
///   operations: ['linear', 'relu', 'square'], edges: 1, width: 4, epochs: 20,
/// });
/// const { classes } = await evaluateOperations({ network, matrix: [[0.9, 0.1]] });
/// ```
#[derive(JsonSchema)]
pub struct SelectOperations;

/// Labeled samples for training and validation, and the candidate operations.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SelectOperationsProblem {
    /// The features of the training samples for the weights, a row per sample; preferably standardized.
    pub matrix: Matrix,
    /// The classes of the training samples, as numbers, strings or booleans.
    pub labels: Labels,
    /// The features of the validation samples for the mixtures' proportions, a row per sample.
    pub validation_matrix: Matrix,
    /// The classes of the validation samples, among those of `labels`.
    pub validation_labels: Labels,
    /// The candidate operations of each edge: at least two, without repetition.
    pub operations: Vec<Operation>,
    /// The number of edges in the chain, from 1 to 16.
    #[serde(default = "default_edges")]
    pub edges: u32,
    /// The number of hidden values between edges, from 1 to 128.
    #[serde(default = "default_width")]
    pub width: u32,
    /// The number of past epochs used as teachers, at most 10; 0 gives plain differentiable architecture search.
    #[serde(default = "default_snapshots")]
    pub snapshots: u32,
    /// The weight of the distillation loss relative to the cross-entropy.
    #[serde(default = "default_distillation")]
    pub distillation: f64,
    /// The temperature of distillation: the divisor of logits before comparison with the teachers'.
    #[serde(default = "default_temperature")]
    pub temperature: f64,
    /// The number of epochs for choosing operations.
    #[serde(default = "default_epochs")]
    pub epochs: u32,
    /// The number of further epochs with the chosen operations.
    #[serde(default = "default_retrain_epochs")]
    pub retrain_epochs: u32,
    /// The number of samples per step, at most 4096.
    #[serde(default = "default_batch_size")]
    pub batch_size: u32,
}

fn default_edges() -> u32 {
    3
}

fn default_width() -> u32 {
    16
}

fn default_snapshots() -> u32 {
    3
}

fn default_distillation() -> f64 {
    1.0
}

fn default_temperature() -> f64 {
    2.0
}

fn default_epochs() -> u32 {
    120
}

fn default_retrain_epochs() -> u32 {
    40
}

fn default_batch_size() -> u32 {
    64
}

const MAX_EDGES: usize = 16;
const MAX_SNAPSHOTS: usize = 10;

/// Wider networks need other code for matrix products.
const MAX_WIDTH: usize = 128;

/// Larger batches make steps slow and few.
const MAX_IN_BATCH: usize = 4096;

/// Larger numbers of epochs are assumed to be mistakes.
const MAX_EPOCHS: usize = 1_000_000;

/// Outside this range the scaled logits would be practically equal, or practically one-hot.
const TEMPERATURES: std::ops::RangeInclusive<f64> = 0.01..=100.0;

/// Larger weights would cancel the cross-entropy.
const LARGEST_DISTILLATION: f64 = 1e6;

/// The termination status of training.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum TrainingStatus {
    /// All epochs are done. Stochastic steps have no convergence test.
    Completed,
    /// The time limit was reached. The network is the current one, trained further only if time allowed.
    TimeLimit,
    /// Numbers overflowed. The network is that of the last finite epoch.
    Diverged,
}

/// The chosen operations, and the network with them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SelectOperationsSolution {
    /// The termination status of training.
    pub status: TrainingStatus,
    /// The chosen operation of each edge.
    pub chosen: Vec<Operation>,
    /// The proportion of each operation before the choice, with a row per edge.
    pub probabilities: Matrix,
    /// The mean cross-entropy of the validation samples with the mixtures.
    pub soft_loss: f64,
    /// The mean cross-entropy with each mixture rounded to its largest operation.
    pub rounded_loss: f64,
    /// The increase of the loss due to rounding.
    pub discretization_gap: f64,
    /// The largest curvature of the training loss with respect to the weights, with the mixtures.
    pub sharpness: f64,
    /// The mean cross-entropy of the validation samples with the chosen operations, after further training.
    pub retrained_loss: f64,
    /// The network with the chosen operations, for `evaluateOperations`.
    pub network: FoundNetwork,
}

impl Task for SelectOperations {
    const NAME: &'static str = "bilevel.selectOperations";
    type Problem = SelectOperationsProblem;
    type Solution = SelectOperationsSolution;
    type Progress = TrainingProgress;

    fn solve(problem: SelectOperationsProblem, run: &Run) -> Result<SelectOperationsSolution, Error> {
        let (training, validation, classes) = problem.samples()?;
        let network = problem.network(&training, classes.len())?;
        let plan = problem.plan()?;
        let mut state = State::first(&network, run.seed());
        for (name, samples) in [("matrix", &training), ("validationMatrix", &validation)] {
            if !loss(&network, &state.weights, &state.proportions(), samples, run)?.is_finite() {
                return Err(Error::invalid(name, "must have features of which the first network makes finite numbers"));
            }
        }
        let task = Training { network: &network, training: &training, validation: &validation, plan, run };
        let mut stop = task.search(&mut state)?;
        let soft = state.proportions();
        let chosen: Vec<usize> = soft.iter().map(|proportions| argmax(proportions)).collect();
        let rounded: Vec<Vec<f64>> = soft.iter().zip(&chosen).map(|(soft, &chosen)| unit(soft.len(), chosen)).collect();
        let soft_loss = loss(&network, &state.weights, &soft, &validation, run)?;
        let rounded_loss = finite(loss(&network, &state.weights, &rounded, &validation, run)?);
        let sharpness = sharpness(&network, &state.weights, &soft, &training, run)?;
        if stop == Stop::Completed && rounded_loss < f64::MAX {
            stop = task.retrain(&mut state, &rounded)?;
        }
        let found = FoundNetwork::new(&network, &chosen, &state.weights, classes);
        Ok(SelectOperationsSolution {
            status: match stop {
                Stop::Completed => TrainingStatus::Completed,
                Stop::Time => TrainingStatus::TimeLimit,
                Stop::Diverged => TrainingStatus::Diverged,
            },
            chosen: found.operations.clone(),
            probabilities: Matrix::new(soft.len(), problem.operations.len(), soft.concat()),
            soft_loss,
            rounded_loss,
            discretization_gap: rounded_loss - soft_loss,
            sharpness,
            retrained_loss: finite(loss(&network, &state.weights, &rounded, &validation, run)?),
            network: found,
        })
    }
}

/// Replaces an overflowed loss with the largest number.
fn finite(loss: f64) -> f64 {
    if loss.is_finite() { loss } else { f64::MAX }
}

fn unit(size: usize, place: usize) -> Vec<f64> {
    (0..size).map(|k| f64::from(k == place)).collect()
}

impl SelectOperationsProblem {
    fn samples(&self) -> Result<(Samples, Samples, Labels), Error> {
        let (training, classes) = Samples::with_classes(["matrix", "labels"], &self.matrix, &self.labels)?;
        let names = ["validationMatrix", "validationLabels"];
        let validation = Samples::new(names, &self.validation_matrix, &self.validation_labels, &classes, "labels")?;
        check::columns("validationMatrix", validation.columns, training.columns, "matrix")?;
        Ok((training, validation, classes))
    }

    fn network(&self, training: &Samples, classes: usize) -> Result<Network, Error> {
        check::entries("operations", self.operations.len(), 2..)?;
        for (k, operation) in self.operations.iter().enumerate() {
            if self.operations[..k].contains(operation) {
                return Err(Error::invalid(format!("operations[{k}]"), "must not occur twice"));
            }
        }
        check::count("edges", self.edges as usize, 1..=MAX_EDGES)?;
        check::count("width", self.width as usize, 1..=MAX_WIDTH)?;
        Ok(Network {
            features: training.columns,
            width: self.width as usize,
            classes,
            edges: vec![self.operations.clone(); self.edges as usize],
        })
    }

    fn plan(&self) -> Result<Plan, Error> {
        check::count("snapshots", self.snapshots as usize, 0..=MAX_SNAPSHOTS)?;
        check::number("distillation", self.distillation, 0.0..=LARGEST_DISTILLATION)?;
        check::number("temperature", self.temperature, TEMPERATURES)?;
        check::count("epochs", self.epochs as usize, 1..=MAX_EPOCHS)?;
        check::count("retrainEpochs", self.retrain_epochs as usize, 0..=MAX_EPOCHS)?;
        check::count("batchSize", self.batch_size as usize, 1..=MAX_IN_BATCH)?;
        Ok(Plan {
            snapshots: self.snapshots as usize,
            distillation: self.distillation,
            temperature: self.temperature,
            epochs: self.epochs,
            retrain_epochs: self.retrain_epochs,
            batch_size: self.batch_size as usize,
        })
    }
}
