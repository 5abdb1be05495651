//! Message passing: solves a forest's equations by elimination from the leaves to the roots, and back substitution.
//!
//! Members are numbered parents first and stored contiguously: random access would cost more than the arithmetic.

use superlinear_interface::{Error, SparseMatrix};

/// A pivot below this fraction of its diagonal entry, a few units of rounding, is only rounding error.
pub(crate) const PIVOT_ROUNDING: f64 = 8.0 * f64::EPSILON;

/// A forest, with the factor of its part of a matrix.
pub(crate) struct FactoredForest {
    nodes: Vec<u32>,
    /// The index of each member's parent. A root is its own parent, with message 0, so that the passes need no branch.
    parents: Vec<u32>,
    /// The entry between each member and its parent, divided by the member's pivot.
    messages: Vec<f64>,
    reciprocals: Vec<f64>,
}

impl FactoredForest {
    /// The forest of the nodes selected by `is_inside`. They must form no cycle. If a pivot is not positive, the error
    /// is its node.
    pub fn new(matrix: &SparseMatrix, is_inside: impl Fn(usize) -> bool) -> Result<Self, usize> {
        let (nodes, parents, links) = orient(matrix, is_inside);
        let mut forest = Self { reciprocals: vec![0.0; nodes.len()], messages: links, nodes, parents };
        forest.factor(matrix)?;
        Ok(forest)
    }

    /// The members, parents before children.
    pub fn nodes(&self) -> &[u32] {
        &self.nodes
    }

    /// The parent of each member.
    pub fn parent_nodes(&self) -> impl Iterator<Item = Option<u32>> {
        let parent = |(place, &parent): (usize, &u32)| (parent as usize != place).then(|| self.nodes[parent as usize]);
        self.parents.iter().enumerate().map(parent)
    }

    /// The pivot of each member: its diagonal entry after elimination of its children.
    pub fn pivots(&self) -> impl Iterator<Item = f64> {
        self.reciprocals.iter().map(|reciprocal| 1.0 / reciprocal)
    }

    fn factor(&mut self, matrix: &SparseMatrix) -> Result<(), usize> {
        let Self { nodes, parents, messages, reciprocals } = self;
        let mut pivots: Vec<f64> = nodes.iter().map(|&node| diagonal_entry(matrix, node as usize)).collect();
        let smallest: Vec<f64> = pivots.iter().map(|diagonal| PIVOT_ROUNDING * diagonal).collect();
        for place in (0..nodes.len()).rev() {
            let pivot = pivots[place];
            // Written such that a NaN is refused too.
            if !(pivot > smallest[place] && pivot > 0.0) {
                return Err(nodes[place] as usize);
            }
            let (parent, link) = (parents[place] as usize, messages[place]);
            messages[place] = link / pivot;
            reciprocals[place] = 1.0 / pivot;
            if parent != place {
                pivots[parent] -= link * messages[place];
            }
        }
        Ok(())
    }

    /// Replaces a right side on the members, in their order, by the solution.
    pub fn solve(&self, values: &mut [f64]) {
        let count = self.nodes.len();
        let (parents, messages, reciprocals) =
            (&self.parents[..count], &self.messages[..count], &self.reciprocals[..count]);
        let values = &mut values[..count];
        for place in (0..count).rev() {
            values[parents[place] as usize] -= messages[place] * values[place];
        }
        for place in 0..count {
            values[place] = values[place] * reciprocals[place] - messages[place] * values[parents[place] as usize];
        }
    }
}

/// Traverses the forest breadth first, from the lowest unvisited member on. Returns the members, the indices of their
/// parents, and the entries between them.
fn orient(matrix: &SparseMatrix, is_inside: impl Fn(usize) -> bool) -> (Vec<u32>, Vec<u32>, Vec<f64>) {
    let (mut nodes, mut parents, mut links) = (Vec::new(), Vec::new(), Vec::new());
    let mut is_seen = vec![false; matrix.rows];
    for root in 0..matrix.rows {
        if is_seen[root] || !is_inside(root) {
            continue;
        }
        is_seen[root] = true;
        let mut next = nodes.len();
        nodes.push(root as u32);
        parents.push(next as u32);
        links.push(0.0);
        while next < nodes.len() {
            let (neighbors, entries) = matrix.row(nodes[next] as usize);
            for (&neighbor, &entry) in neighbors.iter().zip(entries) {
                let neighbor = neighbor as usize;
                if !is_seen[neighbor] && is_inside(neighbor) {
                    is_seen[neighbor] = true;
                    nodes.push(neighbor as u32);
                    parents.push(next as u32);
                    links.push(entry);
                }
            }
            next += 1;
        }
    }
    (nodes, parents, links)
}

/// The diagonal entry of a row, 0 if there is none.
fn diagonal_entry(matrix: &SparseMatrix, node: usize) -> f64 {
    let (columns, entries) = matrix.row(node);
    columns.binary_search(&(node as i32)).map_or(0.0, |place| entries[place])
}

/// The error for a matrix with a nonpositive pivot in this row.
pub(crate) fn not_positive_definite(row: usize) -> Error {
    Error::invalid("matrix", format!("must be positive definite: the pivot of row {row} is not positive"))
}
