//! The input of `distributed`.

use crate::affine_sum::AffineSum;
use crate::sets::MOST_VARIABLES;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, Vector, check};

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

/// Defines a problem with additional fields.
macro_rules! distributed_problem {
    ($(#[$attribute:meta])* $name:ident { $($(#[$field_attribute:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_attribute])* pub $field: $type,)*
            /// The compression of messages from workers.
            #[serde(default)]
            pub compressor: Compressor,
            /// Whether messages to workers are compressed too; only for `random`.
            #[serde(default)]
            pub bidirectional: bool,
            /// The fraction of workers in a round, above 0 and at most 1; at least one participates.
            #[serde(default = "default_participation")]
            pub participation: f64,
            /// The initial step size; it is adapted later. Default: from estimated Lipschitz constants.
            pub step: Option<f64>,
            /// Tolerance on the norm of the mean map, relative to its initial norm.
            #[serde(default = "default_tolerance")]
            pub tolerance: f64,
            /// Limit on rounds.
            #[serde(default = "default_max_iterations")]
            pub max_iterations: u32,
        }
    };
}

distributed_problem! {
    /// Workers with maps given by a callback.
    DistributedProblem {
        /// The initial point, one number per variable.
        pub initial: Vector,
        /// The number of workers, from 1 to 100 000.
        pub worker_count: u32,
    }
}

distributed_problem! {
    /// Workers with affine maps given as data.
    DistributedDataProblem {
        /// A matrix and a vector per worker.
        pub workers: AffineSum,
        /// The initial point. Default: zeros.
        pub initial: Option<Vector>,
    }
}

fn default_participation() -> f64 {
    1.0
}

fn default_tolerance() -> f64 {
    1e-6
}

fn default_max_iterations() -> u32 {
    20_000
}

const MOST_WORKERS: usize = 100_000;

/// The limit on stored values of all workers' maps, for memory.
const MOST_KEPT: usize = 30_000_000;

impl DistributedProblem {
    /// Validates the problem.
    pub(super) fn check(&self) -> Result<(), Error> {
        check::entries("initial", self.initial.len(), 1..=MOST_VARIABLES)?;
        check::numbers("initial", &self.initial, check::FINITE)?;
        check::count("workerCount", self.worker_count as usize, 1..=MOST_WORKERS)?;
        if self.worker_count as usize * self.initial.len() > MOST_KEPT {
            let message =
                format!("must be at most {MOST_KEPT} over the number of variables, got {}", self.worker_count);
            return Err(Error::invalid("workerCount", message));
        }
        share("compressor.fraction", self.compressor.fraction)?;
        share("participation", self.participation)?;
        if self.bidirectional && self.compressor.kind == CompressorKind::Top {
            return Err(Error::invalid("bidirectional", "must not be set unless the compressor is random"));
        }
        check::optional("step", self.step, check::POSITIVE)?;
        check::tolerance(self.tolerance)?;
        check::count("maxIterations", self.max_iterations as usize, 1..)
    }

    /// The number of entries sent of a vector.
    pub(super) fn kept(&self) -> usize {
        part(self.initial.len(), self.compressor.fraction)
    }

    /// The number of workers in a round.
    pub(super) fn participants(&self) -> usize {
        part(self.worker_count as usize, self.participation)
    }
}

/// A fraction of a count, rounded, at least 1.
fn part(count: usize, fraction: f64) -> usize {
    ((count as f64 * fraction).round() as usize).max(1)
}

/// Checks that a fraction is above 0 and at most 1.
fn share(path: &str, value: f64) -> Result<(), Error> {
    check::number(path, value, check::FINITE)?;
    if value > 0.0 && value <= 1.0 {
        return Ok(());
    }
    Err(Error::invalid(path, format!("must be above 0 and at most 1, got {}", check::short(value))))
}
