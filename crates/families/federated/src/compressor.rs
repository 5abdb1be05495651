//! Compression of vectors before transmission.
//!
//! Sources: Stich, Cordonnier, Jaggi, Sparsified SGD with Memory, NeurIPS 2018 (largest and random entries); Karimireddy
//! and others, Error Feedback Fixes SignSGD, ICML 2019 (signs); Alistarh and others, QSGD, NeurIPS 2017 (levels).

use crate::message::{Content, max_level};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, check};
use superlinear_numerics::compressors::{random_k, top_k};
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::norm;

/// The form in which vectors are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum CompressorKind {
    /// All entries in double precision.
    #[default]
    None,
    /// All entries in single precision.
    Single,
    /// The entries of largest absolute value, with their indices.
    Top,
    /// Random entries, drawn from a seed that is sent instead of the indices.
    Random,
    /// Signs, and the mean absolute value.
    Sign,
    /// Multiples of a fraction of the norm, rounded at random without bias.
    Quantized,
}

/// The compression of vectors.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Compressor {
    /// The form of the vectors.
    pub kind: CompressorKind,
    /// The fraction of entries that `top` and `random` send, above 0 and at most 1; at least one is sent.
    pub fraction: f64,
    /// The bits of an entry of `quantized` besides its sign, from 1 to 16.
    pub bits: u8,
}

impl Default for Compressor {
    fn default() -> Self {
        Self { kind: CompressorKind::None, fraction: 0.1, bits: 8 }
    }
}

impl Compressor {
    pub(crate) fn check(&self) -> Result<(), Error> {
        check::number("compressor.fraction", self.fraction, check::PROPORTION)?;
        check::count("compressor.bits", self.bits.into(), 1..=16)
    }

    /// Whether information is lost, so that clients need memories of it.
    pub(crate) fn is_lossy(&self) -> bool {
        !matches!(self.kind, CompressorKind::None | CompressorKind::Single)
    }

    /// The contents of a message. Numbers beyond single precision become infinite, and the receiver refuses them.
    pub(crate) fn compress(&self, vector: &[f64], stream: &mut Stream) -> Content {
        let dimension = vector.len() as u32;
        let count = ((self.fraction * vector.len() as f64).ceil() as usize).clamp(1, vector.len().max(1));
        let values = |indices: &[usize]| indices.iter().map(|&index| vector[index] as f32).collect();
        match self.kind {
            CompressorKind::None => Content::Double(vector.to_vec()),
            CompressorKind::Single => Content::Single(vector.iter().map(|&value| value as f32).collect()),
            CompressorKind::Top => {
                let indices = top_k(vector, count);
                let values = values(&indices);
                Content::Top { dimension, indices: indices.into_iter().map(|index| index as u32).collect(), values }
            }
            CompressorKind::Random => {
                let seed = stream.next_u64();
                let indices = random_k(vector.len(), count, &mut Stream::new(seed, 0));
                Content::Random { dimension, seed, values: values(&indices) }
            }
            CompressorKind::Sign => {
                let total: f64 = vector.iter().map(|value| value.abs()).sum();
                let scale = (total / vector.len().max(1) as f64) as f32;
                Content::Sign { scale, negative: vector.iter().map(|value| *value < 0.0).collect() }
            }
            CompressorKind::Quantized => quantized(vector, self.bits, stream),
        }
    }
}

/// Rounds the ratios of the entries to the norm to levels, up with the probability of the rest.
fn quantized(vector: &[f64], bits: u8, stream: &mut Stream) -> Content {
    let length = norm(vector);
    let scale = if length > 0.0 { max_level(bits) / length } else { 0.0 };
    let level = |value: &f64| {
        let exact = (value.abs() * scale).min(max_level(bits));
        let up = f64::from(u8::from(stream.uniform() < exact.fract()));
        let level = (exact.floor() + up) as u32;
        (level, *value < 0.0 && level > 0)
    };
    let levels = vector.iter().map(level).collect();
    Content::Quantized { norm: length as f32, bits, levels }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_unbiased() {
        let vector = [0.3, -0.4, 0.0, 0.1];
        let mut means = [0.0; 4];
        let mut stream = Stream::new(1, 0);
        for _ in 0..20_000 {
            let decoded = quantized(&vector, 1, &mut stream).decoded();
            means.iter_mut().zip(decoded).for_each(|(mean, value)| *mean += value / 20_000.0);
        }
        // The standard deviation of a mean is at most 0.0018.
        means.iter().zip(vector).for_each(|(mean, value)| assert!((mean - value).abs() < 0.01, "{means:?}"));
    }

    #[test]
    fn the_largest_entries_contract() {
        let mut stream = Stream::new(2, 0);
        for dimension in [1, 2, 17, 100] {
            let vector: Vec<_> = (0..dimension).map(|_| stream.normal()).collect();
            let compressor = Compressor { kind: CompressorKind::Top, fraction: 0.2, bits: 8 };
            let decoded = compressor.compress(&vector, &mut stream).decoded();
            let lost: f64 = vector.iter().zip(&decoded).map(|(a, b)| (a - b) * (a - b)).sum();
            let count = (0.2 * f64::from(dimension)).ceil();
            let bound = (1.0 - count / f64::from(dimension)) * norm(&vector).powi(2);
            assert!(lost <= bound + 1e-12, "{dimension}: {lost} {bound}");
        }
    }
}
