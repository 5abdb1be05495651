//! Nearest neighbors among points, by a tree of halves (Friedman, Bentley, Finkel 1977).

use std::ops::Range;

/// Points in a leaf.
const LEAF: usize = 16;

/// Points in order of a tree: each half of a range lies on one side of a plane.
pub(crate) struct Neighbors<'a> {
    points: &'a [f64],
    dimension: usize,
    /// The indices of the points, in order of the tree.
    order: Vec<u32>,
    /// The inner nodes in depth-first order: the left child of a node stands behind it.
    nodes: Vec<Node>,
}

/// A plane across an axis, and the number of the right child.
#[derive(Clone, Copy)]
struct Node {
    axis: usize,
    place: f64,
    right: usize,
}

/// A neighbor with its squared distance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Neighbor {
    pub index: usize,
    pub squared: f64,
}

/// A query: a point by its index, and the number of indices around it that do not count.
#[derive(Clone, Copy)]
struct Query<'a> {
    point: &'a [f64],
    index: usize,
    exclusion: usize,
}

impl<'a> Neighbors<'a> {
    /// Sorts points, which stand one after another.
    pub fn new(points: &'a [f64], dimension: usize) -> Self {
        let count = points.len() / dimension;
        let mut tree = Self { points, dimension, order: (0..count as u32).collect(), nodes: Vec::new() };
        tree.split(0..count);
        tree
    }

    fn point(&self, index: u32) -> &'a [f64] {
        &self.points[index as usize * self.dimension..][..self.dimension]
    }

    fn split(&mut self, range: Range<usize>) {
        if range.len() <= LEAF {
            return;
        }
        let (axis, middle) = (self.widest(range.clone()), range.start + range.len() / 2);
        let (points, dimension) = (self.points, self.dimension);
        let place = |index: &u32| points[*index as usize * dimension + axis];
        self.order[range.clone()]
            .select_nth_unstable_by(range.len() / 2, |a, b| place(a).total_cmp(&place(b)).then(a.cmp(b)));
        let node = self.nodes.len();
        self.nodes.push(Node { axis, place: place(&self.order[middle]), right: 0 });
        self.split(range.start..middle);
        self.nodes[node].right = self.nodes.len();
        self.split(middle..range.end);
    }

    /// The axis along which the points of a range differ most.
    fn widest(&self, range: Range<usize>) -> usize {
        let mut widest = (-1.0, 0);
        for axis in 0..self.dimension {
            let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
            for &index in &self.order[range.clone()] {
                let place = self.point(index)[axis];
                (low, high) = (low.min(place), high.max(place));
            }
            if high - low > widest.0 {
                widest = (high - low, axis);
            }
        }
        widest.1
    }

    /// The nearest other point to a point, with an index farther than `exclusion` away; of several the first one.
    pub fn nearest(&self, index: usize, exclusion: usize) -> Option<Neighbor> {
        let query = Query { point: self.point(index as u32), index, exclusion };
        let mut best = Neighbor { index: usize::MAX, squared: f64::INFINITY };
        self.search(query, 0..self.order.len(), 0, &mut best);
        (best.index != usize::MAX).then_some(best)
    }

    /// Searches a range, of which `node` is the number if it is not a leaf.
    fn search(&self, query: Query, range: Range<usize>, node: usize, best: &mut Neighbor) {
        if range.len() <= LEAF {
            return self.search_leaf(query, range, best);
        }
        let Node { axis, place, right } = self.nodes[node];
        let middle = range.start + range.len() / 2;
        let mut children = [(range.start..middle, node + 1), (middle..range.end, right)];
        let offset = query.point[axis] - place;
        if offset >= 0.0 {
            children.reverse();
        }
        let [(near, near_node), (far, far_node)] = children;
        self.search(query, near, near_node, best);
        if offset * offset <= best.squared {
            self.search(query, far, far_node, best);
        }
    }

    fn search_leaf(&self, query: Query, range: Range<usize>, best: &mut Neighbor) {
        for &index in &self.order[range] {
            if (index as usize).abs_diff(query.index) <= query.exclusion {
                continue;
            }
            let squared = self.point(index).iter().zip(query.point).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
            let found = Neighbor { index: index as usize, squared };
            if squared < best.squared || squared == best.squared && found.index < best.index {
                *best = found;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_numerics::random::Mulberry32;

    #[test]
    fn neighbors_are_those_of_a_search_through_all_points() {
        for (count, dimension, exclusion) in [(2, 1, 0), (17, 2, 0), (500, 3, 0), (500, 3, 40), (333, 1, 5)] {
            // Rounded, so that distances tie.
            let points: Vec<f64> =
                Mulberry32(7).uniforms(count * dimension).iter().map(|x| (20.0 * x).round()).collect();
            let tree = Neighbors::new(&points, dimension);
            let point = |i: usize| &points[i * dimension..][..dimension];
            for i in 0..count {
                let squared = |j: usize| point(i).iter().zip(point(j)).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
                let others = (0..count).filter(|j| j.abs_diff(i) > exclusion);
                let expected = others.min_by(|&a, &b| squared(a).total_cmp(&squared(b)));
                let found = tree.nearest(i, exclusion);
                assert_eq!(found, expected.map(|index| Neighbor { index, squared: squared(index) }));
            }
        }
    }
}
