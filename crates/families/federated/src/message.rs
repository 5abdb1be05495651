//! The format of messages, version 1: a vector, whole or compressed, and its envelope with the round.
//!
//! A vector is `SLM1`, kind, flags (0), two zero bytes, dimension, count, payload, CRC-32 of all before it. Integers and
//! numbers are little-endian. A message of a round is `SLR1`, round, vector, CRC-32 of all before it.

use crate::bytes::{Reader, put_varint};
use superlinear_numerics::checksum::crc32;
use superlinear_numerics::compressors::random_k;
use superlinear_numerics::random::Stream;

const VECTOR: &[u8; 4] = b"SLM1";
const ROUND: &[u8; 4] = b"SLR1";

/// Bytes around a message: the header and the checksum of a vector, the header and the checksum of a round.
pub const OVERHEAD: usize = 20 + 12;

/// The contents of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// All entries in double precision.
    Double(Vec<f64>),
    /// All entries in single precision.
    Single(Vec<f32>),
    /// Entries at ascending indices.
    Top { dimension: u32, indices: Vec<u32>, values: Vec<f32> },
    /// Entries at the indices that a seed draws.
    Random { dimension: u32, seed: u64, values: Vec<f32> },
    /// A common absolute value and the signs; `true` is negative.
    Sign { scale: f32, negative: Vec<bool> },
    /// Multiples of a fraction of the norm, with their signs.
    Quantized { norm: f32, bits: u8, levels: Vec<(u32, bool)> },
}

impl Content {
    fn kind(&self) -> u8 {
        match self {
            Self::Double(_) => 0,
            Self::Single(_) => 1,
            Self::Top { .. } => 2,
            Self::Random { .. } => 3,
            Self::Sign { .. } => 4,
            Self::Quantized { .. } => 5,
        }
    }

    /// The length of the vector, and the number of entries sent.
    fn lengths(&self) -> (usize, usize) {
        match self {
            Self::Double(values) => (values.len(), values.len()),
            Self::Single(values) => (values.len(), values.len()),
            Self::Top { dimension, values, .. } | Self::Random { dimension, values, .. } => {
                (*dimension as usize, values.len())
            }
            Self::Sign { negative, .. } => (negative.len(), negative.len()),
            Self::Quantized { levels, .. } => (levels.len(), levels.len()),
        }
    }

    /// The length of the vector.
    pub fn dimension(&self) -> usize {
        self.lengths().0
    }

    /// The bytes of the vector.
    pub fn to_bytes(&self) -> Vec<u8> {
        let (dimension, count) = self.lengths();
        let mut bytes = [VECTOR.as_slice(), &[self.kind(), 0, 0, 0]].concat();
        bytes.extend((dimension as u32).to_le_bytes());
        bytes.extend((count as u32).to_le_bytes());
        match self {
            Self::Double(values) => bytes.extend(values.iter().flat_map(|value| value.to_le_bytes())),
            Self::Single(values) => put_singles(&mut bytes, values),
            Self::Top { indices, values, .. } => {
                let mut previous = 0;
                for &index in indices {
                    put_varint(&mut bytes, index - previous);
                    previous = index;
                }
                put_singles(&mut bytes, values);
            }
            Self::Random { seed, values, .. } => {
                bytes.extend(seed.to_le_bytes());
                put_singles(&mut bytes, values);
            }
            Self::Sign { scale, negative } => {
                bytes.extend(scale.to_le_bytes());
                put_bits(&mut bytes, negative.iter().map(|&bit| (u32::from(bit), 1)));
            }
            Self::Quantized { norm, bits, levels } => {
                bytes.extend(norm.to_le_bytes());
                bytes.push(*bits);
                let widths = levels.iter().map(|&(level, sign)| (level << 1 | u32::from(sign), bits + 1));
                put_bits(&mut bytes, widths);
            }
        }
        seal(bytes)
    }

    /// The vector of these bytes, if they are one of a permitted length.
    pub fn from_bytes(bytes: &[u8], longest: usize) -> Option<Self> {
        let mut reader = Reader(unseal(bytes)?);
        let [kind, flags, a, b] = reader.take(4).filter(|magic| magic == VECTOR).and_then(|_| reader.array())?;
        let (dimension, count) = (reader.u32()?, reader.u32()? as usize);
        if [flags, a, b] != [0; 3] || dimension as usize > longest || count > dimension as usize {
            return None;
        }
        let is_whole = count == dimension as usize;
        let content = match kind {
            0 if is_whole => {
                let numbers = reader.take(8 * count)?.as_chunks::<8>().0;
                Self::Double(numbers.iter().map(|number| f64::from_le_bytes(*number)).collect())
            }
            1 if is_whole => Self::Single(singles(&mut reader, count)?),
            2 => {
                let indices = ascending(&mut reader, count, dimension)?;
                Self::Top { dimension, indices, values: singles(&mut reader, count)? }
            }
            3 => {
                let seed = u64::from_le_bytes(reader.array()?);
                Self::Random { dimension, seed, values: singles(&mut reader, count)? }
            }
            4 if is_whole => {
                let scale = reader.f32().filter(|scale| *scale >= 0.0)?;
                let negative = bits(&mut reader, count, 1)?.into_iter().map(|bit| bit == 1).collect();
                Self::Sign { scale, negative }
            }
            5 if is_whole => {
                let norm = reader.f32().filter(|norm| *norm >= 0.0)?;
                let [width] = reader.array().filter(|[width]| (1..=16).contains(width))?;
                let levels = bits(&mut reader, count, width + 1)?;
                let levels = levels.into_iter().map(|level| (level >> 1, level & 1 == 1)).collect();
                Self::Quantized { norm, bits: width, levels }
            }
            _ => return None,
        };
        reader.0.is_empty().then_some(content)
    }

    /// The vector, with zeros for entries not sent.
    pub fn decoded(&self) -> Vec<f64> {
        let scattered = |dimension: u32, indices: &mut dyn Iterator<Item = usize>, values: &[f32]| {
            let mut vector = vec![0.0; dimension as usize];
            indices.zip(values).for_each(|(index, value)| vector[index] = f64::from(*value));
            vector
        };
        match self {
            Self::Double(values) => values.clone(),
            Self::Single(values) => values.iter().map(|&value| value.into()).collect(),
            Self::Top { dimension, indices, values } => {
                scattered(*dimension, &mut indices.iter().map(|&index| index as usize), values)
            }
            Self::Random { dimension, seed, values } => {
                let indices = random_k(*dimension as usize, values.len(), &mut Stream::new(*seed, 0));
                scattered(*dimension, &mut indices.into_iter(), values)
            }
            Self::Sign { scale, negative } => {
                let signed = |&is_negative: &bool| if is_negative { -f64::from(*scale) } else { f64::from(*scale) };
                negative.iter().map(signed).collect()
            }
            Self::Quantized { norm, bits, levels } => {
                let unit = f64::from(*norm) / max_level(*bits);
                let signed = |&(level, sign): &(u32, bool)| f64::from(level) * if sign { -unit } else { unit };
                levels.iter().map(signed).collect()
            }
        }
    }
}

/// The largest level of a number of bits.
pub fn max_level(bits: u8) -> f64 {
    f64::from((1u32 << bits) - 1)
}

/// The message of a round.
pub fn enclosed(round: u32, content: &Content) -> Vec<u8> {
    let mut bytes = ROUND.to_vec();
    bytes.extend(round.to_le_bytes());
    bytes.extend(content.to_bytes());
    seal(bytes)
}

/// The round and the contents of a message, if it is one.
pub fn opened(bytes: &[u8], longest: usize) -> Option<(u32, Content)> {
    let mut reader = Reader(unseal(bytes)?);
    reader.take(4).filter(|magic| magic == ROUND)?;
    Some((reader.u32()?, Content::from_bytes(reader.0, longest)?))
}

fn seal(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.extend(crc32(&bytes).to_le_bytes());
    bytes
}

fn unseal(bytes: &[u8]) -> Option<&[u8]> {
    let (content, checksum) = bytes.split_last_chunk()?;
    (crc32(content) == u32::from_le_bytes(*checksum)).then_some(content)
}

fn put_singles(bytes: &mut Vec<u8>, values: &[f32]) {
    bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
}

fn singles(reader: &mut Reader, count: usize) -> Option<Vec<f32>> {
    let numbers = reader.take(4 * count)?.as_chunks::<4>().0;
    Some(numbers.iter().map(|number| f32::from_le_bytes(*number)).collect())
}

/// Ascending indices below `dimension` from their differences.
fn ascending(reader: &mut Reader, count: usize, dimension: u32) -> Option<Vec<u32>> {
    let mut indices: Vec<u32> = Vec::with_capacity(count.min(reader.0.len()));
    for _ in 0..count {
        let difference = reader.varint()?;
        let index = match indices.last() {
            Some(previous) => previous.checked_add(difference).filter(|_| difference > 0)?,
            None => difference,
        };
        indices.push(Some(index).filter(|index| *index < dimension)?);
    }
    Some(indices)
}

/// Appends integers with their widths in bits, low bits first; the last byte is filled with zeros.
fn put_bits(bytes: &mut Vec<u8>, integers: impl Iterator<Item = (u32, u8)>) {
    let (mut held, mut width) = (0u64, 0);
    for (integer, own_width) in integers {
        held |= u64::from(integer) << width;
        width += own_width;
        while width >= 8 {
            bytes.push(held as u8);
            held >>= 8;
            width -= 8;
        }
    }
    if width > 0 {
        bytes.push(held as u8);
    }
}

/// `count` integers of a width; unused bits must be 0.
fn bits(reader: &mut Reader, count: usize, width: u8) -> Option<Vec<u32>> {
    let bytes = reader.take((count * usize::from(width)).div_ceil(8))?;
    let (mut held, mut held_width, mut next) = (0u64, 0, bytes.iter());
    let mut integers = Vec::with_capacity(count);
    for _ in 0..count {
        while held_width < width {
            held |= u64::from(*next.next()?) << held_width;
            held_width += 8;
        }
        integers.push((held & ((1 << width) - 1)) as u32);
        held >>= width;
        held_width -= width;
    }
    (held == 0).then_some(integers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn contents() -> Vec<Content> {
        vec![
            Content::Double(vec![1.5, -0.0, 1e300]),
            Content::Single(vec![1.5, -2.0]),
            Content::Top { dimension: 5, indices: vec![1, 3], values: vec![-3.0, 2.0] },
            Content::Top { dimension: 70_000, indices: vec![0, 300, 69_999], values: vec![1.0, 2.0, 3.0] },
            Content::Random { dimension: 9, seed: 1 << 60, values: vec![1.0, 2.0] },
            Content::Sign { scale: 1.15, negative: vec![false, true, false, false, false] },
            Content::Quantized { norm: 2.0, bits: 3, levels: vec![(7, true), (0, false), (5, false)] },
        ]
    }

    #[test]
    fn bytes_are_those_of_the_format() {
        assert_eq!(hex(&contents()[2].to_bytes()), "534c4d310200000005000000020000000102000040c00000004002fcdfa1");
        assert_eq!(hex(&contents()[5].to_bytes()), "534c4d310400000005000000050000003333933f0265a26fec");
    }

    #[test]
    fn contents_return_from_their_bytes() {
        for content in contents() {
            let bytes = content.to_bytes();
            assert_eq!(Content::from_bytes(&bytes, 70_000), Some(content.clone()));
            assert_eq!(Content::from_bytes(&bytes, 1), None);
            assert_eq!(opened(&enclosed(7, &content), 70_000), Some((7, content)));
        }
    }

    #[test]
    fn changed_and_cut_bytes_are_refused() {
        for content in contents() {
            let bytes = enclosed(3, &content);
            for place in 0..bytes.len() {
                assert_eq!(opened(&bytes[..place], 70_000), None);
                let mut changed = bytes.clone();
                changed[place] ^= 1 << (place % 8);
                assert_eq!(opened(&changed, 70_000), None);
            }
        }
    }

    /// Mutations with a valid checksum: decoding either refuses them or returns a vector of at most the permitted length.
    #[test]
    fn hostile_bytes_with_a_valid_checksum_do_no_harm() {
        let mut stream = Stream::new(5, 0);
        for content in contents() {
            let bytes = content.to_bytes();
            for _ in 0..2000 {
                let mut hostile = bytes[..bytes.len() - 4].to_vec();
                for _ in 0..=stream.below(3) {
                    let place = stream.below(hostile.len() as u32) as usize;
                    hostile[place] = stream.next_u32() as u8;
                }
                hostile.truncate(hostile.len() - stream.below(4) as usize);
                if let Some(read) = Content::from_bytes(&seal(hostile), 70_000) {
                    assert!(read.decoded().len() <= 70_000);
                    assert_eq!(
                        Content::from_bytes(&read.to_bytes(), 70_000).map(|again| again.to_bytes()),
                        Some(read.to_bytes())
                    );
                }
            }
        }
    }
}
