//! The choice of operations, as a task.

use super::evaluate::{FoundNetwork, place_of_largest};
use super::network::Network;
use super::operation::Operation;
use super::samples::Samples;
use super::sharpness::sharpness;
use super::training::{Plan, State, Stop, Training, TrainingProgress, loss};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Labels, Matrix, Run, Task, check};

/// Chooses an operation for each edge of a small network that tells classes apart: differentiable architecture search, where snapshots of
/// the network's own past teach it, so that rounding each mixture of operations to one costs less. The network with the chosen operations
/// is trained on. Random numbers come from the seed among the options.
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

/// Samples with classes to train on and to judge by, and what there is to choose from.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SelectOperationsProblem {
    /// A row of features for each sample that weights are trained on; best standardised.
    pub matrix: Matrix,
    /// Their classes, as numbers, strings or booleans.
    pub labels: Labels,
    /// A row of features for each sample that proportions are learned on.
    pub validation_matrix: Matrix,
    /// Their classes, of those of `labels`.
    pub validation_labels: Labels,
    /// What each edge may do: two at least, each once.
    pub operations: Vec<Operation>,
    /// How many edges the chain has, from 1 to 16.
    #[serde(default = "default_edges")]
    pub edges: u32,
    /// How many numbers there are between edges, from 1 to 128.
    #[serde(default = "default_width")]
    pub width: u32,
    /// How many of the last epochs teach, at most 10; with 0 it is plain differentiable architecture search.
    #[serde(default = "default_snapshots")]
    pub snapshots: u32,
    /// How much their teaching counts beside the classes.
    #[serde(default = "default_distillation")]
    pub distillation: f64,
    /// By what logits are divided before they are compared with the teachers'.
    #[serde(default = "default_temperature")]
    pub temperature: f64,
    /// How often all samples are seen while operations are chosen.
    #[serde(default = "default_epochs")]
    pub epochs: u32,
    /// How often they are seen after that.
    #[serde(default = "default_retrain_epochs")]
    pub retrain_epochs: u32,
    /// How many samples a step sees, at most 4096.
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

const MOST_EDGES: usize = 16;
const MOST_SNAPSHOTS: usize = 10;

/// Wider networks are no small ones: their products ask for other code.
const MOST_WIDTH: usize = 128;

/// Steps that see more take long, and are few.
const MOST_IN_BATCH: usize = 4096;

/// More epochs than this are taken to be a mistake.
const MOST_EPOCHS: usize = 1_000_000;

/// Logits in such units are neither all alike nor all apart.
const TEMPERATURES: std::ops::RangeInclusive<f64> = 0.01..=100.0;

/// More would leave nothing of what the classes say.
const LARGEST_DISTILLATION: f64 = 1e6;

/// How the training ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum TrainingStatus {
    /// All epochs are done. (Stochastic steps have no other end.)
    Completed,
    /// The time was used up: the network is what it had come to, trained on only if there was time for it.
    TimeLimit,
    /// Numbers grew beyond all bounds; the network is that of the last epoch whose numbers were finite.
    Diverged,
}

/// The operations, and the network with them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SelectOperationsSolution {
    /// How the training ended.
    pub status: TrainingStatus,
    /// The operation of each edge.
    pub chosen: Vec<Operation>,
    /// The proportion of each operation, a row for each edge, as they were before the choice.
    pub probabilities: Matrix,
    /// The mean cross-entropy of the validation samples with the mixtures.
    pub soft_loss: f64,
    /// That with each mixture rounded to its largest operation.
    pub rounded_loss: f64,
    /// By how much rounding raises it.
    pub discretization_gap: f64,
    /// The largest curvature of the training loss by the weights, with the mixtures.
    pub sharpness: f64,
    /// The mean cross-entropy of the validation samples with the chosen operations, after training on.
    pub retrained_loss: f64,
    /// The network with the chosen operations, which `evaluateOperations` takes.
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
        let chosen: Vec<usize> = soft.iter().map(|proportions| place_of_largest(proportions)).collect();
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

/// A loss that overflowed as the largest number.
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
                return Err(Error::invalid(format!("operations[{k}]"), "must not be there twice"));
            }
        }
        check::count("edges", self.edges as usize, 1..=MOST_EDGES)?;
        check::count("width", self.width as usize, 1..=MOST_WIDTH)?;
        Ok(Network {
            features: training.columns,
            width: self.width as usize,
            classes,
            edges: vec![self.operations.clone(); self.edges as usize],
        })
    }

    fn plan(&self) -> Result<Plan, Error> {
        check::count("snapshots", self.snapshots as usize, 0..=MOST_SNAPSHOTS)?;
        check::number("distillation", self.distillation, 0.0..=LARGEST_DISTILLATION)?;
        check::number("temperature", self.temperature, TEMPERATURES)?;
        check::count("epochs", self.epochs as usize, 1..=MOST_EPOCHS)?;
        check::count("retrainEpochs", self.retrain_epochs as usize, 0..=MOST_EPOCHS)?;
        check::count("batchSize", self.batch_size as usize, 1..=MOST_IN_BATCH)?;
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
