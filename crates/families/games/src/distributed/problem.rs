//! The input of `distributed`.

use crate::affine_sum::AffineSum;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, Vector, check};
use superlinear_numerics::sets::MAX_VARIABLES;

/// The choice of entries to send.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum CompressorKind {
    /// The entries of largest absolute value. The rest is added to later messages.
    #[default]
    Top,
    /// Random entries, scaled to be unbiased.
    Random,
}

/// The compression of vectors.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Compressor {
    /// The choice of entries.
    pub kind: CompressorKind,
    /// The fraction of entries sent, above 0 and at most 1; at least one is sent.
    pub fraction: f64,
}

impl Default for Compressor {
    fn default() -> Self {
        Self { kind: CompressorKind::Top, fraction: 0.1 }
    }
}

/// Workers with maps given by a callback.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DistributedProblem {
    /// The initial point, one number per variable.
    pub initial: Vector,
    /// The number of workers, from 1 to 100 000.
    pub worker_count: u32,
    /// The options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: DistributedOptions,
}

/// The options, for maps given by a callback or as data.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct DistributedOptions {
    /// The compression of messages from workers.
    pub compressor: Compressor,
    /// Whether messages to workers are compressed too; only for `random`.
    pub bidirectional: bool,
    /// The fraction of workers in a round, above 0 and at most 1; at least one participates.
    pub participation: f64,
    /// The initial step size; it is adapted later. Default: from estimated Lipschitz constants.
    pub step: Option<f64>,
    /// Tolerance on the norm of the mean map, relative to its initial norm.
    pub tolerance: f64,
    /// Limit on rounds.
    pub max_iterations: u32,
}

impl Default for DistributedOptions {
    fn default() -> Self {
        Self {
            compressor: Compressor::default(),
            bidirectional: false,
            participation: 1.0,
            step: None,
            tolerance: 1e-6,
            max_iterations: 20_000,
        }
    }
}

/// Workers with affine maps given as data.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DistributedDataProblem {
    /// A matrix and a vector per worker.
    pub workers: AffineSum,
    /// The initial point. Default: zeros.
    pub initial: Option<Vector>,
    /// The options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: DistributedOptions,
}

/// Larger numbers of workers are assumed to be mistakes.
const MAX_WORKERS: usize = 100_000;

/// The limit on stored values of all workers' maps, for memory.
const MAX_KEPT: usize = 30_000_000;

impl DistributedProblem {
    /// Validates the problem.
    pub(super) fn check(&self) -> Result<(), Error> {
        check::entries("initial", self.initial.len(), 1..=MAX_VARIABLES)?;
        check::numbers("initial", &self.initial, check::FINITE)?;
        check::count("workerCount", self.worker_count as usize, 1..=MAX_WORKERS)?;
        if self.worker_count as usize * self.initial.len() > MAX_KEPT {
            let message = format!("must be at most {MAX_KEPT} over the number of variables, got {}", self.worker_count);
            return Err(Error::invalid("workerCount", message));
        }
        check::number("compressor.fraction", self.options.compressor.fraction, check::PROPORTION)?;
        check::number("participation", self.options.participation, check::PROPORTION)?;
        if self.options.bidirectional && self.options.compressor.kind == CompressorKind::Top {
            return Err(Error::invalid("bidirectional", "must not be set unless the compressor is random"));
        }
        check::optional("step", self.options.step, check::POSITIVE)?;
        check::tolerance(self.options.tolerance)?;
        check::count("maxIterations", self.options.max_iterations as usize, 1..)
    }

    /// The number of entries sent of a vector.
    pub(super) fn kept(&self) -> usize {
        part(self.initial.len(), self.options.compressor.fraction)
    }

    /// The number of workers in a round.
    pub(super) fn participants(&self) -> usize {
        part(self.worker_count as usize, self.options.participation)
    }
}

/// A fraction of a count, rounded, at least 1.
fn part(count: usize, fraction: f64) -> usize {
    ((count as f64 * fraction).round() as usize).max(1)
}
