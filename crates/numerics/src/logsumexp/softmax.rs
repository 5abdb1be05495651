//! The softmax of a vector.

use super::rows::largest;
use crate::parallel::{LEAF, Tree, sum_of_leaf};
use crate::simd::{Arithmetic, Kernel, dispatch};

/// Replaces each x by exp(x) / sum exp(x). The exponents are differences to the largest x, so that the relative error of an entry does
/// not grow with the size of the values, as that of exp(x - ln(sum exp(x))) does.
pub fn softmax(values: &mut [f64]) {
    dispatch(Softmax(values));
}

struct Softmax<'a>(&'a mut [f64]);

impl Kernel for Softmax<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let largest = largest(self.0);
        let mut tree = Tree::default();
        for leaf in self.0.chunks_mut(LEAF) {
            for value in leaf.iter_mut() {
                *value = arithmetic.exp(*value - largest);
            }
            tree.push(sum_of_leaf(leaf));
        }
        let total = tree.total();
        for value in self.0 {
            *value /= total;
        }
    }
}
