//! A block of a diagonal recurrence: its states from its start and from zero, and its product, in one reading of the data.

use std::array::from_fn;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch};
use superlinear_numerics::vectors::larger;

/// A block after some of its steps.
pub(crate) struct Block {
    /// The product of the factors so far.
    product: Vec<f64>,
    /// The state of the block that starts at zero.
    from_zero: Vec<f64>,
    start: Vec<f64>,
    state: Vec<f64>,
    /// The largest size of each state.
    largest: Vec<f64>,
}

impl Block {
    /// A block before its first step.
    pub fn new(start: Vec<f64>) -> Self {
        let width = start.len();
        let [from_zero, largest] = [0.0; 2].map(|value| vec![value; width]);
        Self { product: vec![1.0; width], from_zero, state: start.clone(), start, largest }
    }

    /// Does the steps with these factors and offsets, and writes the states.
    pub fn advance(&mut self, factors: &[f64], offsets: Option<&[f64]>, states: &mut [f64]) {
        match offsets {
            Some(offsets) => {
                dispatch(Advance { block: self, factors, offsets, states, add: |value, offset| value + offset })
            }
            None => dispatch(Advance { block: self, factors, offsets: factors, states, add: |value, _| value }),
        }
    }

    /// Whether no state was larger than this.
    pub fn is_within(&self, limit: f64) -> bool {
        self.largest.iter().all(|&size| size <= limit)
    }

    /// The start of the next block.
    pub fn end(self) -> Vec<f64> {
        let changes = self.product.iter().zip(&self.from_zero);
        self.start.iter().zip(changes).map(|(start, (product, end))| start * product + end).collect()
    }
}

struct Advance<'a, Add> {
    block: &'a mut Block,
    factors: &'a [f64],
    offsets: &'a [f64],
    states: &'a mut [f64],
    /// Adds an offset, if there are any.
    add: Add,
}

impl<Add: Fn(f64, f64) -> f64> Kernel for Advance<'_, Add> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(mut self, _: A) {
        let width = self.block.start.len();
        let whole = width - width % LANES;
        for first in (0..whole).step_by(LANES) {
            self.columns::<LANES>(first);
        }
        for first in whole..width {
            self.columns::<1>(first);
        }
    }
}

impl<Add: Fn(f64, f64) -> f64> Advance<'_, Add> {
    /// Does the steps of some columns, which stay in registers.
    #[inline(always)]
    fn columns<const N: usize>(&mut self, first: usize) {
        let Self { block: Block { product, from_zero, start, state, largest }, factors, offsets, states, add } = self;
        let read = |all: &[f64]| -> [f64; N] { from_fn(|k| all[first + k]) };
        let [mut p, mut z, mut s, mut l] = [&*product, &*from_zero, &*state, &*largest].map(|all| read(all));
        let rows = factors.chunks_exact(start.len()).zip(offsets.chunks_exact(start.len()));
        for ((factors, offsets), states) in rows.zip(states.chunks_exact_mut(start.len())) {
            let (factors, offsets) = (read(factors), read(offsets));
            for k in 0..N {
                p[k] *= factors[k];
                z[k] = add(z[k] * factors[k], offsets[k]);
                s[k] = add(s[k] * factors[k], offsets[k]);
                l[k] = larger(l[k], s[k].abs());
            }
            states[first..first + N].copy_from_slice(&s);
        }
        for (all, own) in [(product, p), (from_zero, z), (state, s), (largest, l)] {
            all[first..first + N].copy_from_slice(&own);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_numerics::random::Stream;

    #[test]
    fn a_block_has_the_bits_of_single_steps() {
        for width in [1, 2, LANES, 2 * LANES + 3] {
            let mut random = Stream::new(7, 0);
            let mut numbers = |count: usize| -> Vec<f64> { (0..count).map(|_| 2.0 * random.uniform() - 1.0).collect() };
            let (start, factors, offsets) = (numbers(width), numbers(30 * width), numbers(30 * width));
            let (mut block, mut states) = (Block::new(start.clone()), vec![0.0; 30 * width]);
            for first in [0, 10 * width] {
                let last = if first == 0 { 10 * width } else { 30 * width };
                block.advance(&factors[first..last], Some(&offsets[first..last]), &mut states[first..last]);
            }
            let (mut state, mut from_zero, mut product) = (start.clone(), vec![0.0; width], vec![1.0; width]);
            for (k, (factor, offset)) in factors.iter().zip(&offsets).enumerate() {
                let j = k % width;
                product[j] *= factor;
                state[j] = state[j] * factor + offset;
                from_zero[j] = from_zero[j] * factor + offset;
                assert_eq!(states[k], state[j]);
            }
            let largest = states.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
            assert!(block.is_within(largest) && !block.is_within(0.999 * largest));
            let ends: Vec<f64> = (0..width).map(|j| start[j] * product[j] + from_zero[j]).collect();
            assert_eq!(block.end(), ends);
        }
    }
}
