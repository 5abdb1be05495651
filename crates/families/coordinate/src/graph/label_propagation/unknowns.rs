//! The nodes with unknown labels, and their equations.

use superlinear_interface::SparseMatrix;

/// The unknown nodes, numbered.
pub(super) struct Unknowns {
    nodes: Vec<u32>,
    /// The number of each node among the unknown ones, or `KNOWN`.
    places: Vec<i32>,
}

/// The number of nodes that are not unknown.
const KNOWN: i32 = -1;

impl Unknowns {
    /// The reachable nodes that are not known.
    pub fn new(reachable: &[bool], is_known: impl Fn(usize) -> bool) -> Self {
        let is_unknown = |&node: &u32| reachable[node as usize] && !is_known(node as usize);
        let nodes: Vec<u32> = (0..reachable.len() as u32).filter(is_unknown).collect();
        let mut places = vec![KNOWN; reachable.len()];
        nodes.iter().zip(0..).for_each(|(&node, place)| places[node as usize] = place);
        Self { nodes, places }
    }

    pub fn nodes(&self) -> impl Iterator<Item = usize> {
        self.nodes.iter().map(|&node| node as usize)
    }

    /// Writes values of the unknown nodes into a vector over all nodes.
    pub fn write(&self, values: &[f64], column: &mut [f64]) {
        self.nodes().zip(values).for_each(|(node, value)| column[node] = *value);
    }

    /// The Laplacian, restricted to rows and columns of the unknown nodes.
    pub fn laplacian(&self, weights: &SparseMatrix) -> SparseMatrix {
        self.matrix(weights, |_, _, weight| -weight, |_, degree| degree)
    }

    /// `(1 - alpha) I + alpha L` with the normalized Laplacian `L = I - D^-1/2 W D^-1/2`. Nodes without neighbors have
    /// zero rows in L.
    pub fn normalized(&self, weights: &SparseMatrix, alpha: f64) -> SparseMatrix {
        let roots: Vec<f64> = (0..weights.rows).map(|node| degree(weights, node).sqrt()).collect();
        self.matrix(
            weights,
            |i, j, weight| -alpha * weight / (roots[i] * roots[j]),
            |_, degree| if degree > 0.0 { 1.0 } else { 1.0 - alpha },
        )
    }

    /// The matrix with these entries, for edges with positive weights and for the diagonal.
    fn matrix(
        &self,
        weights: &SparseMatrix,
        off_diagonal: impl Fn(usize, usize, f64) -> f64,
        diagonal: impl Fn(usize, f64) -> f64,
    ) -> SparseMatrix {
        let capacity = weights.data.len() + self.nodes.len();
        let (mut starts, mut indices, mut data) = (vec![0], Vec::with_capacity(capacity), Vec::with_capacity(capacity));
        for (place, node) in self.nodes().enumerate() {
            let place = place as i32;
            let (neighbors, entries) = weights.row(node);
            let mut own = None;
            for (&neighbor, &weight) in neighbors.iter().zip(entries) {
                let neighbor = neighbor as usize;
                if own.is_none() && neighbor > node {
                    own = Some(indices.len());
                    indices.push(place);
                    data.push(0.0);
                }
                if neighbor != node && self.places[neighbor] != KNOWN && weight > 0.0 {
                    indices.push(self.places[neighbor]);
                    data.push(off_diagonal(node, neighbor, weight));
                }
            }
            let own = own.unwrap_or_else(|| {
                indices.push(place);
                data.push(0.0);
                indices.len() - 1
            });
            data[own] = diagonal(node, degree(weights, node));
            starts.push(indices.len() as i32);
        }
        let count = self.nodes.len();
        SparseMatrix { rows: count, columns: count, indptr: starts.into(), indices: indices.into(), data: data.into() }
    }

    /// The right side from the known neighbors of each unknown node: `W_uk y_k`.
    pub fn pull(&self, weights: &SparseMatrix, column: &[f64]) -> Vec<f64> {
        let of_node = |node| {
            let (neighbors, entries) = weights.row(node);
            let known = neighbors.iter().zip(entries).filter(|(neighbor, _)| self.places[**neighbor as usize] == KNOWN);
            known.map(|(&neighbor, weight)| weight * column[neighbor as usize]).sum()
        };
        self.nodes().map(of_node).collect()
    }
}

/// The sum of the weights of a node's edges.
fn degree(weights: &SparseMatrix, node: usize) -> f64 {
    let (neighbors, entries) = weights.row(node);
    neighbors.iter().zip(entries).filter(|(neighbor, _)| **neighbor as usize != node).map(|(_, weight)| weight).sum()
}
