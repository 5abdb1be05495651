//! Checkpoints as bytes: "SLST", a version, the method, a hash of the settings, counts and numbers in little-endian order,
//! and a CRC-32 of all before it.

use superlinear_interface::{Error, Vector};
use superlinear_numerics::checksum::crc32;

const MAGIC: [u8; 4] = *b"SLST";
const VERSION: u8 = 1;

/// The length of magic, version, method and hash.
const HEAD: usize = 14;

/// Writes a checkpoint.
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    pub fn new(method: u8, hash: u64) -> Self {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([VERSION, method]);
        bytes.extend(hash.to_le_bytes());
        Self(bytes)
    }

    pub fn count(&mut self, count: u64) {
        self.0.extend(count.to_le_bytes());
    }

    pub fn numbers(&mut self, numbers: &[f64]) {
        let start = self.0.len();
        self.0.resize(start + 8 * numbers.len(), 0);
        let (places, _) = self.0[start..].as_chunks_mut();
        places.iter_mut().zip(numbers).for_each(|(place, number)| *place = number.to_le_bytes());
    }

    pub fn finish(mut self) -> Vector<u8> {
        let sum = crc32(&self.0);
        self.0.extend(sum.to_le_bytes());
        self.0.into()
    }
}

/// Reads a checkpoint.
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// The contents behind the head. Refuses damaged bytes, and those of other settings.
    pub fn new(bytes: &'a [u8], method: u8, hash: u64) -> Result<Self, Error> {
        let Some((contents, sum)) = bytes.split_last_chunk::<4>().filter(|(contents, _)| contents.len() >= HEAD) else {
            return Err(Self::refused());
        };
        if contents[..4] != MAGIC || contents[4] != VERSION || crc32(contents).to_le_bytes() != *sum {
            return Err(Self::refused());
        }
        if contents[5] != method || contents[6..HEAD] != hash.to_le_bytes() {
            return Err(Error::invalid("checkpoint", "must be that of a problem with the same settings"));
        }
        Ok(Self(&contents[HEAD..]))
    }

    pub fn refused() -> Error {
        Error::invalid("checkpoint", "must be the unchanged bytes of an earlier result")
    }

    pub fn count(&mut self) -> Result<u64, Error> {
        let (head, rest) = self.0.split_first_chunk::<8>().ok_or_else(Self::refused)?;
        self.0 = rest;
        Ok(u64::from_le_bytes(*head))
    }

    pub fn numbers(&mut self, count: usize) -> Result<Vec<f64>, Error> {
        let length = count.checked_mul(8).filter(|&length| length <= self.0.len()).ok_or_else(Self::refused)?;
        let (head, rest) = self.0.split_at(length);
        self.0 = rest;
        let (chunks, _) = head.as_chunks::<8>();
        Ok(chunks.iter().map(|chunk| f64::from_le_bytes(*chunk)).collect())
    }

    pub fn array<const N: usize>(&mut self) -> Result<[f64; N], Error> {
        let numbers = self.numbers(N)?;
        Ok(std::array::from_fn(|k| numbers[k]))
    }

    pub fn end(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(Self::refused()) }
    }
}

/// The FNV-1a hash of a text.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
