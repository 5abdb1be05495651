//! The softmax of vectors.

use super::rows::largest;
use crate::parallel::{LEAF, Tree, sum_of_leaf};
use crate::simd::{Arithmetic, Kernel, dispatch};

/// Replaces each x by exp(x) / sum exp(x), the sum being that of its row; rows have this length, above 0. The exponents are differences to
/// the largest x, so that the relative error of an entry does not grow with the size of the values, as that of exp(x - ln(sum exp(x)))
/// does.
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
        // The exponentials of several short rows at once fill the lanes.
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
