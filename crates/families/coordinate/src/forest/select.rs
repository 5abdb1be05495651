//! Greedy selection of a forest: a node joins if it closes no cycle. Union-find makes this nearly linear.

use superlinear_interface::SparseMatrix;

/// No node.
const NOBODY: u32 = u32::MAX;

/// The selected nodes, and their trees.
pub(crate) struct ForestSelection {
    inside: Vec<bool>,
    /// The parent of each node in the union-find structure, or the node itself for a representative.
    towards: Vec<u32>,
    /// For each representative, the last candidate with a neighbor in its tree.
    touched_by: Vec<u32>,
}

impl ForestSelection {
    /// The empty forest of a graph with this many nodes.
    pub fn new(nodes: usize) -> Self {
        Self { inside: vec![false; nodes], towards: (0..nodes as u32).collect(), touched_by: vec![NOBODY; nodes] }
    }

    /// Empties the forest.
    pub fn clear(&mut self) {
        self.inside.fill(false);
        self.touched_by.fill(NOBODY);
        self.towards.iter_mut().zip(0..).for_each(|(towards, node)| *towards = node);
    }

    /// Whether the node belongs to the forest.
    pub fn contains(&self, node: usize) -> bool {
        self.inside[node]
    }

    /// Tries the nodes of `order` that are `wanted`, each once.
    pub fn grow(
        &mut self,
        matrix: &SparseMatrix,
        order: impl IntoIterator<Item = usize>,
        wanted: impl Fn(usize) -> bool,
    ) {
        for node in order {
            if wanted(node) && self.closes_no_cycle(matrix, node) {
                self.add(matrix, node);
            }
        }
    }

    /// Whether no two of the node's neighbors are in the same tree.
    fn closes_no_cycle(&mut self, matrix: &SparseMatrix, node: usize) -> bool {
        let (neighbors, _) = matrix.row(node);
        for &neighbor in neighbors {
            let neighbor = neighbor as usize;
            if neighbor != node && self.inside[neighbor] {
                let tree = self.representative(neighbor);
                if self.touched_by[tree] == node as u32 {
                    return false;
                }
                self.touched_by[tree] = node as u32;
            }
        }
        true
    }

    fn add(&mut self, matrix: &SparseMatrix, node: usize) {
        self.inside[node] = true;
        for &neighbor in matrix.row(node).0 {
            let neighbor = neighbor as usize;
            if neighbor != node && self.inside[neighbor] {
                let tree = self.representative(neighbor);
                self.towards[tree] = node as u32;
            }
        }
    }

    /// The representative of a node's tree. Path halving keeps paths short.
    fn representative(&mut self, mut node: usize) -> usize {
        while self.towards[node] as usize != node {
            let next = self.towards[node] as usize;
            self.towards[node] = self.towards[next];
            node = next;
        }
        node
    }
}
