//! Compression of a vector to bytes, and back.

use crate::compressor::Compressor;
use crate::message::Content;
use crate::settings::MAX_PARAMETERS;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, NoProgress, Run, Task, Vector, check};
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{difference, norm};

/// Compresses a vector to bytes: all entries, the largest, random ones, signs, or levels. The result states the lost
/// share of the vector; the theory of error feedback needs it below 1.
///
/// @example
/// ```ts
/// const compressor = { kind: 'top', fraction: 0.4 } as const;
/// const { message, relativeError } = await compress({ vector: [0.5, -3, 0, 2, 0.25], compressor });
/// ```
#[derive(JsonSchema)]
pub struct Compress;

/// A vector to be compressed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CompressProblem {
    /// The vector: finite numbers, within single precision except for the compressor `none`.
    pub vector: Vector,
    /// The compressor.
    pub compressor: Compressor,
}

/// A compressed vector.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CompressSolution {
    /// The bytes, for `decompress`.
    pub message: Vector<u8>,
    /// The number of bytes.
    pub bytes: u32,
    /// The squared norm of the error over that of the vector; 0 for a vector of zeros. `top` and `random` keep an error
    /// of at most 1, `top` of at most 1 minus the fraction.
    pub relative_error: f64,
}

impl Task for Compress {
    const NAME: &'static str = "federated.compress";
    type Problem = CompressProblem;
    type Solution = CompressSolution;
    type Progress = NoProgress;

    fn solve(problem: CompressProblem, run: &Run) -> Result<CompressSolution, Error> {
        let CompressProblem { vector, compressor } = problem;
        compressor.check()?;
        check::entries("vector", vector.len(), 1..=MAX_PARAMETERS)?;
        check::numbers("vector", &vector, check::FINITE)?;
        run.ensure_memory("vector", [vector.len(), 6])?;
        let content = compressor.compress(&vector, &mut Stream::new(run.seed(), 0));
        let decoded = content.decoded();
        let (length, lost) = (norm(&vector), norm(&difference(&vector, &decoded)));
        if !lost.is_finite() || !length.is_finite() {
            return Err(Error::invalid("vector", "has numbers beyond single precision, or a norm beyond all numbers"));
        }
        let relative_error = if length > 0.0 { (lost / length).powi(2) } else { 0.0 };
        let message = content.to_bytes();
        Ok(CompressSolution { bytes: message.len() as u32, message: message.into(), relative_error })
    }
}

/// Reads the vector of a compressed message. Damaged bytes are refused.
///
/// @example
/// ```ts
/// const { message } = await compress({ vector: [1, -2], compressor: { kind: 'none' } });
/// const { vector } = await decompress({ message });
/// ```
#[derive(JsonSchema)]
pub struct Decompress;

/// A compressed vector.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DecompressProblem {
    /// The bytes of `compress`.
    pub message: Vector<u8>,
    /// Limit on the length of the vector. A short message may stand for a long vector, so set it for bytes from others.
    #[serde(default = "default_limit")]
    pub max_dimension: u32,
}

fn default_limit() -> u32 {
    MAX_PARAMETERS as u32
}

/// The vector of a message.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DecompressSolution {
    /// The vector, with zeros for entries not sent.
    pub vector: Vector,
}

impl Task for Decompress {
    const NAME: &'static str = "federated.decompress";
    type Problem = DecompressProblem;
    type Solution = DecompressSolution;
    type Progress = NoProgress;

    fn solve(problem: DecompressProblem, run: &Run) -> Result<DecompressSolution, Error> {
        let limit = (problem.max_dimension as usize).min(MAX_PARAMETERS);
        let refused = || Error::invalid("message", "must be the bytes of compress, undamaged and within maxDimension");
        let content = Content::from_bytes(&problem.message, limit).ok_or_else(refused)?;
        run.ensure_memory("message", [content.dimension(), 2])?;
        let vector = content.decoded();
        check::numbers("message", &vector, check::FINITE)
            .map_err(|_| Error::invalid("message", "must be of finite numbers"))?;
        Ok(DecompressSolution { vector: vector.into() })
    }
}
