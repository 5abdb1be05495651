//! Evaluation of a network on samples, as a task.

use super::losses::{cross_entropy, softmax};
use super::network::Network;
use super::operation::Operation;
use super::samples::{BLOCK, Samples, check_features};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use superlinear_interface::{Error, Labels, Matrix, NoProgress, Run, Task, Vector, check};
use superlinear_numerics::vectors::argmax;

/// Evaluates the network chosen and trained by `selectOperations` on samples.
///
/// @example
/// ```ts
/// const network = {
///   operations: ['relu'], inputWeights: [[1, -1]], inputBias: [0, 0], edgeWeights: [[[1, 0], [0, 1]]],
///   outputWeights: [[1, 0], [0, 1]], outputBias: [0, 0],
/// } as const;
/// const { classes, probabilities } = await evaluateOperations({ network, matrix: [[2], [-1]] });
/// ```
#[derive(JsonSchema)]
pub struct EvaluateOperations;

/// A network with one operation per edge: h = XW + b, then h ← op(h) or op(hU) on each edge, and then the logits
/// hV + c.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FoundNetwork {
    /// The operation of each edge.
    pub operations: Vec<Operation>,
    /// W, with a row per feature.
    pub input_weights: Matrix,
    /// b.
    pub input_bias: Vector,
    /// U of each edge in order, except for the operations `zero` and `identity`.
    pub edge_weights: Vec<Matrix>,
    /// V, with a column per class.
    pub output_weights: Matrix,
    /// c.
    pub output_bias: Vector,
    /// The labels of the classes.
    pub classes: Labels,
}

/// The `network` of a solution of `selectOperations`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GivenNetwork {
    /// The operation of each edge.
    pub operations: Vec<Operation>,
    /// W, with a row per feature.
    pub input_weights: Matrix,
    /// b.
    pub input_bias: Vector,
    /// U of each edge in order, except for the operations `zero` and `identity`.
    pub edge_weights: Vec<Matrix>,
    /// V, with a column per class.
    pub output_weights: Matrix,
    /// c.
    pub output_bias: Vector,
    /// The labels of the classes, as numbers, strings or booleans. Default: 0, 1 and so on.
    pub classes: Option<Labels>,
}

/// A network and samples.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvaluateOperationsProblem {
    /// The network.
    pub network: GivenNetwork,
    /// A row of features for each sample.
    pub matrix: Matrix,
    /// The classes of the samples, for computing `loss` and `accuracy`.
    pub labels: Option<Labels>,
}

/// The outputs of the network.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EvaluateOperationsSolution {
    /// The most probable class of each sample.
    pub classes: Labels,
    /// The probability of each class, with a row per sample.
    pub probabilities: Matrix,
    /// The mean cross-entropy, if `labels` are given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss: Option<f64>,
    /// The fraction of samples classified correctly, if `labels` are given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<f64>,
}

impl Task for EvaluateOperations {
    const NAME: &'static str = "bilevel.evaluateOperations";
    type Problem = EvaluateOperationsProblem;
    type Solution = EvaluateOperationsSolution;
    type Progress = NoProgress;

    fn solve(problem: EvaluateOperationsProblem, run: &Run) -> Result<EvaluateOperationsSolution, Error> {
        let EvaluateOperationsProblem { network: given, matrix, labels } = &problem;
        let (network, weights) = given.network()?;
        let known = given.classes(network.classes)?;
        check_features("matrix", matrix)?;
        check::columns("matrix", matrix.columns, network.features, "network.inputWeights has rows")?;
        let named = |labels| Samples::new(["matrix", "labels"], matrix, labels, &known, "network");
        let samples = labels.as_ref().map(named).transpose()?;
        let ones: Vec<_> = network.edges.iter().map(|_| vec![1.0]).collect();
        let mut logits = Vec::with_capacity(matrix.rows * network.classes);
        for rows in matrix.data.chunks(BLOCK * network.features) {
            run.ensure_wanted()?;
            logits.extend(network.pass(&weights, &ones, rows).logits);
        }
        if let Some(place) = logits.iter().position(|logit| !logit.is_finite()) {
            let words = format!("says no finite number of sample {}", place / network.classes);
            return Err(Error::invalid("network", words));
        }
        let classes: Vec<_> = logits.chunks(network.classes).map(argmax).collect();
        let is_right = |(class, label): (&usize, &usize)| class == label;
        let accuracy = |samples: &Samples| {
            classes.iter().zip(&samples.labels).filter(|&pair| is_right(pair)).count() as f64 / classes.len() as f64
        };
        Ok(EvaluateOperationsSolution {
            loss: samples.as_ref().map(|samples| cross_entropy(&logits, &samples.labels, network.classes)),
            accuracy: samples.as_ref().map(accuracy),
            probabilities: Matrix::new(
                matrix.rows,
                network.classes,
                logits.chunks(network.classes).flat_map(|row| softmax(row, 1.0)).collect(),
            ),
            classes: known.at(&classes),
        })
    }
}

impl FoundNetwork {
    /// The network with the chosen operation on each edge, extracted from one with mixtures.
    pub(super) fn new(network: &Network, chosen: &[usize], weights: &[f64], classes: Labels) -> Self {
        let Network { features, width, classes: outputs, edges } = network;
        let matrix =
            |rows: usize, columns: usize, range: Range<usize>| Matrix::new(rows, columns, weights[range].to_vec());
        let edge = |(edge, &chosen): (usize, &usize)| {
            let range = network.edge(edge, chosen);
            (!range.is_empty()).then(|| matrix(*width, *width, range))
        };
        Self {
            operations: edges.iter().zip(chosen).map(|(operations, &chosen)| operations[chosen]).collect(),
            input_weights: matrix(*features, *width, network.input()),
            input_bias: weights[network.input_bias()].to_vec().into(),
            edge_weights: chosen.iter().enumerate().filter_map(edge).collect(),
            output_weights: matrix(*width, *outputs, network.output()),
            output_bias: weights[network.output_bias()].to_vec().into(),
            classes,
        }
    }
}

impl GivenNetwork {
    /// The labels of `count` classes.
    fn classes(&self, count: usize) -> Result<Labels, Error> {
        let Some(classes) = &self.classes else {
            return Ok(Labels::Numbers((0..count).map(|class| class as f64).collect::<Vec<_>>().into()));
        };
        check::length("network.classes", classes.len(), count, "network.outputWeights has columns")?;
        classes.ensure_finite("network.classes")?;
        Ok(classes.clone())
    }

    /// The validated network and its weights.
    fn network(&self) -> Result<(Network, Vec<f64>), Error> {
        check::not_empty("network.operations", self.operations.len())?;
        let Matrix { rows: features, columns: width, .. } = self.input_weights;
        check::has_entries("network.inputWeights", features, width)?;
        let classes = self.output_weights.columns;
        check::has_entries("network.outputWeights", self.output_weights.rows, classes)?;
        check::length("network.outputWeights", self.output_weights.rows, width, "network.inputWeights has columns")?;
        let edges: Vec<_> = self.operations.iter().map(|&operation| vec![operation]).collect();
        let network = Network { features, width, classes, edges };
        let with_weights = self.operations.iter().filter(|operation| operation.has_weights()).count();
        check::length("network.edgeWeights", self.edge_weights.len(), with_weights, "operations have weights")?;
        check::matrix("network.inputWeights", &self.input_weights, check::FINITE)?;
        check::finite_vector("network.inputBias", &self.input_bias, width, "network.inputWeights has columns")?;
        for (k, matrix) in self.edge_weights.iter().enumerate() {
            let path = format!("network.edgeWeights[{k}]");
            check::length(&path, matrix.rows, width, "network.inputWeights has columns")?;
            check::columns(&path, matrix.columns, width, "network.inputWeights")?;
            check::matrix(&path, matrix, check::FINITE)?;
        }
        check::matrix("network.outputWeights", &self.output_weights, check::FINITE)?;
        check::finite_vector("network.outputBias", &self.output_bias, classes, "network.outputWeights has columns")?;
        let edge_weights: Vec<f64> = self.edge_weights.iter().flat_map(|matrix| matrix.data.iter().copied()).collect();
        let weights = [
            &self.input_weights.data[..],
            &self.input_bias,
            &edge_weights,
            &self.output_weights.data,
            &self.output_bias,
        ];
        Ok((network, weights.concat()))
    }
}
