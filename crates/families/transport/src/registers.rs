//! Memory of whole registers, aligned to a cache line.

use crate::lanes::Lanes;
use std::ops::{Deref, DerefMut};
use superlinear_numerics::simd::LANES;

/// Bytes in a cache line, on all processors with wide registers.
const CACHE_LINE: usize = 64;

/// An array of registers. The widest registers are as long as a cache line, and access takes twice as long if they
/// straddle two; allocators mostly return such addresses.
#[derive(Debug, Default)]
pub(crate) struct Registers {
    memory: Vec<f64>,
    /// The index of the first cache line in the memory.
    start: usize,
    count: usize,
}

impl Registers {
    /// Allocates `count` registers with `value` in all lanes.
    pub(crate) fn filled(count: usize, value: f64) -> Self {
        let mut registers = Self::default();
        registers.reset(count, value);
        registers
    }

    /// Resizes to `count` registers with `value` in all lanes.
    pub(crate) fn reset(&mut self, count: usize, value: f64) {
        let length = (count + 1) * LANES;
        if self.memory.len() < length {
            self.memory = vec![value; length];
            // The address of a double is a multiple of eight, so fewer than `LANES` doubles are skipped.
            self.start = self.memory.as_ptr().align_offset(CACHE_LINE).min(LANES);
        }
        self.count = count;
        self.fill([value; LANES]);
    }
}

impl Deref for Registers {
    type Target = [Lanes];

    #[inline(always)]
    fn deref(&self) -> &[Lanes] {
        self.memory[self.start..][..self.count * LANES].as_chunks().0
    }
}

impl DerefMut for Registers {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [Lanes] {
        self.memory[self.start..][..self.count * LANES].as_chunks_mut().0
    }
}

impl Clone for Registers {
    fn clone(&self) -> Self {
        let mut copy = Self::filled(self.count, 0.0);
        copy.copy_from_slice(self);
        copy
    }
}

#[cfg(test)]
mod tests {
    use super::Registers;

    #[test]
    fn registers_begin_at_a_cache_line() {
        let mut registers = Registers::default();
        for count in [0, 1, 7, 100, 5] {
            registers.reset(count, 2.5);
            assert_eq!(registers[..], vec![[2.5; 8]; count]);
            assert!(registers.as_ptr().addr().is_multiple_of(64) || count == 0);
        }
        registers[3] = [4.0; 8];
        assert_eq!(registers.clone()[3..], [[4.0; 8], [2.5; 8]]);
    }
}
