//! Pairwise sums over a fixed tree.

use crate::simd::{Arithmetic, Kernel, LANES, dispatch, sum_of_lanes};

/// Numbers summed at once, lane by lane, in each block of a pairwise sum.
pub const LEAF: usize = 256;

/// The pairwise sum of `values`, over a tree that depends on their number alone. For n values the error is at most
/// (36 + log2(n / 256)) u times the sum of the absolute values, u = 2^-53: 32 additions in each lane of a block, 3
/// across the lanes, and one on each level of the tree (Higham, Accuracy and Stability of Numerical Algorithms, 2002,
/// section 4.2).
pub fn sum(values: &[f64]) -> f64 {
    dispatch(Sum(values))
}

struct Sum<'a>(&'a [f64]);

impl Kernel for Sum<'_> {
    type Output = f64;

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) -> f64 {
        let mut tree = Tree::default();
        for leaf in self.0.chunks(LEAF) {
            tree.push(sum_of_leaf(leaf));
        }
        tree.total()
    }
}

#[inline(always)]
pub(crate) fn sum_of_leaf(leaf: &[f64]) -> f64 {
    let (groups, rest) = leaf.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for group in groups {
        for (lane, value) in lanes.iter_mut().zip(group) {
            *lane += value;
        }
    }
    for (lane, value) in lanes.iter_mut().zip(rest) {
        *lane += value;
    }
    sum_of_lanes(lanes)
}

/// An online pairwise sum: like the digits of a binary counter, `partials[i]` is the sum of 2^i terms.
pub struct Tree {
    partials: [f64; usize::BITS as usize],
    count: usize,
}

impl Default for Tree {
    fn default() -> Self {
        Self { partials: [0.0; usize::BITS as usize], count: 0 }
    }
}

impl Tree {
    #[inline(always)]
    /// Adds a term.
    pub fn push(&mut self, term: f64) {
        let full = self.count.trailing_ones() as usize;
        let carried = self.partials[..full].iter().fold(term, |carried, partial| partial + carried);
        self.partials[full] = carried;
        self.count += 1;
    }

    #[inline(always)]
    /// The sum of the terms so far.
    pub fn total(&self) -> f64 {
        let (mut total, mut occupied) = (0.0, self.count);
        while occupied != 0 {
            total += self.partials[occupied.trailing_zeros() as usize];
            occupied &= occupied - 1;
        }
        total
    }
}

/// The pairwise sum of vectors of equal length, over a tree that depends on their number alone; empty for none. Panics
/// if the lengths differ.
pub fn add_vectors(partials: Vec<Vec<f64>>) -> Vec<f64> {
    let add = |mut left: Vec<f64>, right: Vec<f64>| {
        add_to(&mut left, &right);
        left
    };
    reduce_pairwise(partials, add).unwrap_or_default()
}

/// Combines `partials` over a tree that depends on their number alone: neighbors first, then the results. `None` for
/// none.
pub(crate) fn reduce_pairwise<T>(mut partials: Vec<T>, mut combine: impl FnMut(T, T) -> T) -> Option<T> {
    while partials.len() > 1 {
        let mut pairs = Vec::with_capacity(partials.len().div_ceil(2));
        let mut rest = partials.into_iter();
        while let Some(left) = rest.next() {
            pairs.push(match rest.next() {
                Some(right) => combine(left, right),
                None => left,
            });
        }
        partials = pairs;
    }
    partials.pop()
}

fn add_to(total: &mut [f64], term: &[f64]) {
    assert_eq!(total.len(), term.len(), "vectors to be added have one length");
    for (entry, value) in total.iter_mut().zip(term) {
        *entry += value;
    }
}
