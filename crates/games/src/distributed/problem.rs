//! What the caller gives.

use crate::affine_sum::AffineSum;
use crate::sets::MOST_VARIABLES;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, Vector, check};

/// Which entries of a vector are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum CompressorKind {
    /// Those of the largest absolute values; what is not sent is added to what is sent later.
    #[default]
    Top,
    /// Some drawn at random, made larger so that they are right in the mean.
    Random,
}

/// What is sent of a vector.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Compressor {
    /// Which entries.
    pub kind: CompressorKind,
    /// Which part of them, above 0 and at most 1; at least one is sent.
    pub fraction: f64,
}

impl Default for Compressor {
    fn default() -> Self {
        Self { kind: CompressorKind::Top, fraction: 0.1 }
    }
}

/// Defines a problem, with further fields of its own.
macro_rules! distributed_problem {
    ($(#[$attribute:meta])* $name:ident { $($(#[$field_attribute:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_attribute])* pub $field: $type,)*
            /// What workers send.
            #[serde(default)]
            pub compressor: Compressor,
            /// Whether what workers receive is compressed too; for `random`.
            #[serde(default)]
            pub bidirectional: bool,
            /// The share of the workers that take part in a round, above 0 and at most 1; at least one does.
            #[serde(default = "default_participation")]
            pub participation: f64,
            /// The length of the first steps. Default: by an estimate of Lipschitz constants. It is adapted on the way.
            pub step: Option<f64>,
            /// The length of the mean map at which a point is a solution, in units of its length at the start.
            #[serde(default = "default_tolerance")]
            pub tolerance: f64,
            /// The most rounds.
            #[serde(default = "default_max_iterations")]
            pub max_iterations: u32,
        }
    };
}

distributed_problem! {
    /// Workers that are asked for their maps.
    DistributedProblem {
        /// Where to start: as many numbers as there are variables.
        pub initial: Vector,
        /// How many workers there are, from 1 to 100 000.
        pub worker_count: u32,
    }
}

distributed_problem! {
    /// Workers whose maps are affine, as data.
    DistributedDataProblem {
        /// The maps: a matrix and a vector for each of the workers.
        pub workers: AffineSum,
        /// Where to start. Default: zeros.
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

/// The values of all workers' maps are kept; more of them fill much memory.
const MOST_KEPT: usize = 30_000_000;

impl DistributedProblem {
    /// Refuses what cannot be solved.
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

    /// How many entries of a vector are sent.
    pub(super) fn kept(&self) -> usize {
        part(self.initial.len(), self.compressor.fraction)
    }

    /// How many workers take part in a round.
    pub(super) fn participants(&self) -> usize {
        part(self.worker_count as usize, self.participation)
    }
}

/// A part of some, at least one.
fn part(count: usize, fraction: f64) -> usize {
    ((count as f64 * fraction).round() as usize).max(1)
}

/// Refuses what is no share: above 0 and at most 1.
fn share(path: &str, value: f64) -> Result<(), Error> {
    check::number(path, value, check::FINITE)?;
    if value > 0.0 && value <= 1.0 {
        return Ok(());
    }
    Err(Error::invalid(path, format!("must be above 0 and at most 1, got {}", check::short(value))))
}
