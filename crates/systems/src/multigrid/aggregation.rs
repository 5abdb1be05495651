//! Aggregates: a node with all its strongly connected neighbors, if none of them belongs to another aggregate yet.
//! Other nodes join the aggregate with the strongest connection.

use super::relaxation::Relaxation;
use superlinear_interface::SparseMatrix;

/// The mark of a node outside all aggregates: relaxation alone removes the error of a node without strong connections.
pub(super) const ALONE: u32 = u32::MAX;

/// The minimum of a strong entry relative to the geometric mean of its two diagonal entries. It is halved on each
/// level, because coarse matrices have more entries (Vaněk, Mandel, Brezina, Computing 56, 1996).
const STRONG: f64 = 0.08;

/// A partition of nodes.
pub(super) struct Aggregates {
    /// The aggregate of each node.
    pub of_node: Vec<u32>,
    pub count: usize,
    /// The square of the relative threshold of strong entries.
    square: f64,
}

impl Aggregates {
    /// The aggregates of a matrix on the level of this number.
    pub fn new(matrix: &SparseMatrix, relaxation: &Relaxation, level: usize) -> Self {
        let threshold = STRONG * 0.5_f64.powi(level as i32);
        let mut aggregates = Self { of_node: vec![ALONE; matrix.rows], count: 0, square: threshold * threshold };
        aggregates.gather_free_neighborhoods(matrix, relaxation);
        aggregates.join_neighbors(matrix, relaxation);
        aggregates.gather_the_rest(matrix, relaxation);
        aggregates
    }

    /// Whether an off-diagonal entry is strong.
    #[inline(always)]
    pub fn is_strong(&self, relaxation: &Relaxation, i: usize, j: usize, entry: f64) -> bool {
        i != j && entry * entry * relaxation.reciprocals[i] * relaxation.reciprocals[j] >= self.square
    }

    fn strong_neighbors<'a>(
        &'a self,
        matrix: &'a SparseMatrix,
        relaxation: &'a Relaxation,
        node: usize,
    ) -> impl Iterator<Item = (usize, f64)> + 'a {
        let (columns, entries) = matrix.row(node);
        let pairs = columns.iter().zip(entries).map(|(&column, &entry)| (column as usize, entry));
        pairs.filter(move |&(column, entry)| self.is_strong(relaxation, node, column, entry))
    }

    fn gather_free_neighborhoods(&mut self, matrix: &SparseMatrix, relaxation: &Relaxation) {
        for node in 0..matrix.rows {
            if self.of_node[node] == ALONE && self.has_free_neighborhood(matrix, relaxation, node) {
                self.gather(matrix, relaxation, node);
            }
        }
    }

    /// Whether a node has strong connections, all of them to nodes outside aggregates.
    fn has_free_neighborhood(&self, matrix: &SparseMatrix, relaxation: &Relaxation, node: usize) -> bool {
        let mut neighbors = self.strong_neighbors(matrix, relaxation, node).peekable();
        neighbors.peek().is_some() && neighbors.all(|(neighbor, _)| self.of_node[neighbor] == ALONE)
    }

    /// Makes an aggregate of a node and its free neighbors.
    fn gather(&mut self, matrix: &SparseMatrix, relaxation: &Relaxation, node: usize) {
        let aggregate = self.count as u32;
        self.of_node[node] = aggregate;
        let (columns, entries) = matrix.row(node);
        for (&column, &entry) in columns.iter().zip(entries) {
            let neighbor = column as usize;
            if self.of_node[neighbor] == ALONE && self.is_strong(relaxation, node, neighbor, entry) {
                self.of_node[neighbor] = aggregate;
            }
        }
        self.count += 1;
    }

    fn join_neighbors(&mut self, matrix: &SparseMatrix, relaxation: &Relaxation) {
        let mut joined = Vec::new();
        for node in (0..matrix.rows).filter(|&node| self.of_node[node] == ALONE) {
            let mut best = (ALONE, 0.0);
            for (neighbor, entry) in self.strong_neighbors(matrix, relaxation, node) {
                if self.of_node[neighbor] != ALONE && entry.abs() > best.1 {
                    best = (self.of_node[neighbor], entry.abs());
                }
            }
            if best.0 != ALONE {
                joined.push((node, best.0));
            }
        }
        // Assigned after the loop, so that no aggregate grows along chains of joining nodes.
        joined.into_iter().for_each(|(node, aggregate)| self.of_node[node] = aggregate);
    }

    fn gather_the_rest(&mut self, matrix: &SparseMatrix, relaxation: &Relaxation) {
        for node in 0..matrix.rows {
            if self.of_node[node] == ALONE && self.strong_neighbors(matrix, relaxation, node).next().is_some() {
                self.gather(matrix, relaxation, node);
            }
        }
    }
}
