//! The softmax of vectors.

use super::rows::largest;
use crate::parallel::{LEAF, Tree, sum_of_leaf};
use crate::simd::{Arithmetic, Kernel, dispatch};

/// Replaces each x by exp(x) / sum exp(x), with the sum over its row of `length` entries, above 0. Exponents are
/// differences from the largest x, so the relative error does not grow with the size of the values, unlike for exp(x -
/// ln(sum exp(x))).
pub fn softmax(values: &mut [f64], length: usize) {
    dispatch(Softmax { values, length });
}

struct Softmax<'a> {
    values: &'a mut [f64],
    length: usize,
}

impl Kernel for Softmax<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { values, length } = self;
        // Exponentials of several short rows together fill the lanes.
        for rows in values.chunks_mut((LEAF / length).max(1) * length) {
            for row in rows.chunks_mut(length) {
                let largest = largest(row);
                row.iter_mut().for_each(|value| *value -= largest);
            }
            for value in rows.iter_mut() {
                *value = arithmetic.exp(*value);
            }
            for row in rows.chunks_mut(length) {
                let mut tree = Tree::default();
                row.chunks(LEAF).for_each(|leaf| tree.push(sum_of_leaf(leaf)));
                let total = tree.total();
                row.iter_mut().for_each(|value| *value /= total);
            }
        }
    }
}
