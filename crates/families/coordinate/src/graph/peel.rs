//! Exact elimination of nodes with at most two neighbors: leaves, and links of chains. It creates no fill, so a tree is
//! eliminated completely, and the rest of any other graph is smaller and no denser.

use crate::forest::PIVOT_ROUNDING;
use superlinear_interface::SparseMatrix;
use superlinear_systems::sort_row;
use superlinear_systems::symmetric::diagonal;

/// Whether enough nodes have at most two neighbors to justify the set-up, which costs as much as several products with
/// the matrix. In a tree, more than half of the nodes do.
pub(super) fn is_worthwhile(matrix: &SparseMatrix) -> bool {
    let few = matrix.indptr.windows(2).filter(|row| row[1] - row[0] <= 3).count();
    few >= matrix.rows / 8
}

/// A link is only replaced if one of its neighbors has at most this degree. Otherwise the search for an existing edge
/// between the two could take too long for each of very many links.
const MAX_SEARCHED: usize = 64;

/// An eliminated node, with its neighbors at that time and their entries divided by the pivot.
struct Step {
    node: u32,
    neighbors: [u32; 2],
    messages: [f64; 2],
    reciprocal: f64,
}

/// The steps of an elimination, and the remaining matrix.
pub(super) struct Peeled {
    steps: Vec<Step>,
    /// The remaining nodes, ascending.
    kept: Vec<u32>,
    /// The matrix on the remaining nodes.
    pub rest: SparseMatrix,
}

impl Peeled {
    /// Eliminates all possible nodes. If a pivot is not positive, the error is its node.
    pub fn new(matrix: &SparseMatrix) -> Result<Self, usize> {
        let mut graph = Graph::new(matrix);
        let mut steps = Vec::new();
        let mut waiting: Vec<u32> = (0..matrix.rows as u32).rev().filter(|&node| graph.degree(node) <= 2).collect();
        while let Some(node) = waiting.pop() {
            if !graph.is_eliminated(node) && graph.is_easy(node) {
                let step = graph.eliminate(node)?;
                let neighbors = step.neighbors;
                steps.push(step);
                for neighbor in neighbors {
                    if neighbor != node && graph.degree(neighbor) <= 2 && !graph.is_eliminated(neighbor) {
                        waiting.push(neighbor);
                    }
                }
            }
        }
        let (kept, rest) = graph.rest();
        Ok(Self { steps, kept, rest })
    }

    /// The number of eliminated nodes.
    pub fn eliminated(&self) -> usize {
        self.steps.len()
    }

    /// The right side on the remaining nodes. `right_side` keeps the data for [`extend`](Self::extend).
    pub fn reduce(&self, right_side: &mut [f64]) -> Vec<f64> {
        for Step { node, neighbors, messages, .. } in &self.steps {
            let value = right_side[*node as usize];
            // A missing neighbor is the node itself, with message 0.
            for (&neighbor, message) in neighbors.iter().zip(messages) {
                right_side[neighbor as usize] -= message * value;
            }
        }
        self.kept.iter().map(|&node| right_side[node as usize]).collect()
    }

    /// Extends the solution on the remaining nodes to all nodes, in place of the reduced right side.
    pub fn extend(&self, solution: &[f64], values: &mut [f64]) {
        for (&node, value) in self.kept.iter().zip(solution) {
            values[node as usize] = *value;
        }
        for Step { node, neighbors, messages, reciprocal } in self.steps.iter().rev() {
            let mut value = values[*node as usize] * reciprocal;
            for (&neighbor, message) in neighbors.iter().zip(messages) {
                if neighbor != *node {
                    value -= message * values[neighbor as usize];
                }
            }
            values[*node as usize] = value;
        }
    }
}

/// A shrinking graph. Each node's edges are in a section of the arrays that never grows.
struct Graph {
    starts: Vec<u32>,
    degrees: Vec<u32>,
    neighbors: Vec<u32>,
    entries: Vec<f64>,
    /// The position of the same edge at the other node.
    mirrors: Vec<u32>,
    pivots: Vec<f64>,
    smallest: Vec<f64>,
}

/// The degree of an eliminated node.
const ELIMINATED: u32 = u32::MAX;

impl Graph {
    fn new(matrix: &SparseMatrix) -> Self {
        let nodes = matrix.rows;
        let pivots = diagonal(matrix);
        let mut graph = Self {
            starts: Vec::with_capacity(nodes),
            degrees: Vec::with_capacity(nodes),
            neighbors: Vec::with_capacity(matrix.data.len()),
            entries: Vec::with_capacity(matrix.data.len()),
            mirrors: vec![0; matrix.data.len()],
            smallest: pivots.iter().map(|diagonal| PIVOT_ROUNDING * diagonal).collect(),
            pivots,
        };
        for node in 0..nodes {
            let start = graph.neighbors.len();
            let (columns, values) = matrix.row(node);
            for (&column, &value) in columns.iter().zip(values).filter(|&(&column, _)| column as usize != node) {
                graph.neighbors.push(column as u32);
                graph.entries.push(value);
            }
            graph.starts.push(start as u32);
            graph.degrees.push((graph.neighbors.len() - start) as u32);
        }
        // Rows are visited in order, and so are the mirror images of their entries within each row.
        let mut next = graph.starts.clone();
        for edge in 0..graph.neighbors.len() {
            let neighbor = graph.neighbors[edge] as usize;
            graph.mirrors[edge] = next[neighbor];
            next[neighbor] += 1;
        }
        graph
    }

    fn degree(&self, node: u32) -> u32 {
        self.degrees[node as usize]
    }

    fn is_eliminated(&self, node: u32) -> bool {
        self.degree(node) == ELIMINATED
    }

    fn edges(&self, node: u32) -> std::ops::Range<usize> {
        let start = self.starts[node as usize] as usize;
        start..start + self.degree(node) as usize
    }

    /// Whether a node is a leaf, or a link that can be replaced by an edge after a short search.
    fn is_easy(&self, node: u32) -> bool {
        match self.neighbors[self.edges(node)] {
            [] | [_] => true,
            [a, b] => self.degree(a).min(self.degree(b)) as usize <= MAX_SEARCHED,
            _ => false,
        }
    }

    fn eliminate(&mut self, node: u32) -> Result<Step, usize> {
        let pivot = self.pivots[node as usize];
        if !(pivot > self.smallest[node as usize] && pivot > 0.0) {
            return Err(node as usize);
        }
        let reciprocal = 1.0 / pivot;
        let mut step = Step { node, neighbors: [node; 2], messages: [0.0; 2], reciprocal };
        let edges = self.edges(node);
        for (k, edge) in edges.clone().enumerate() {
            let (neighbor, entry) = (self.neighbors[edge], self.entries[edge]);
            step.neighbors[k] = neighbor;
            step.messages[k] = entry * reciprocal;
            self.pivots[neighbor as usize] -= entry * step.messages[k];
        }
        if edges.len() == 2 {
            let entry = -step.messages[0] * self.entries[edges.start + 1];
            self.replace_by_edge(edges.start, entry);
        } else if edges.len() == 1 {
            self.remove(self.mirrors[edges.start]);
        }
        self.degrees[node as usize] = ELIMINATED;
        Ok(step)
    }

    /// Replaces a link by an edge between its neighbors, or adds to the existing edge. `first` is the position of the
    /// link's two edges.
    fn replace_by_edge(&mut self, first: usize, entry: f64) {
        let [at_a, at_b] = [self.mirrors[first], self.mirrors[first + 1]];
        let [a, b] = [self.neighbors[first], self.neighbors[first + 1]];
        let (short, long) = if self.degree(a) <= self.degree(b) { (a, b) } else { (b, a) };
        match self.edges(short).find(|&edge| self.neighbors[edge] == long) {
            Some(edge) => {
                self.entries[edge] += entry;
                self.entries[self.mirrors[edge] as usize] += entry;
                self.remove(at_a);
                self.remove(at_b);
            }
            None => {
                for (here, there, to) in [(at_a, at_b, b), (at_b, at_a, a)] {
                    self.neighbors[here as usize] = to;
                    self.entries[here as usize] = entry;
                    self.mirrors[here as usize] = there;
                }
            }
        }
    }

    /// Removes an edge from the list that contains it. The last edge of that list takes its position.
    fn remove(&mut self, edge: u32) {
        let node = self.neighbors[self.mirrors[edge as usize] as usize] as usize;
        let last = self.starts[node] + self.degrees[node] - 1;
        let (to, from) = (edge as usize, last as usize);
        if to != from {
            self.neighbors[to] = self.neighbors[from];
            self.entries[to] = self.entries[from];
            let mirror = self.mirrors[from];
            self.mirrors[to] = mirror;
            self.mirrors[mirror as usize] = edge;
        }
        self.degrees[node] -= 1;
    }

    /// The remaining nodes, ascending, and the matrix on them.
    fn rest(self) -> (Vec<u32>, SparseMatrix) {
        let kept: Vec<u32> = (0..self.degrees.len() as u32).filter(|&node| !self.is_eliminated(node)).collect();
        let mut places = vec![0; self.degrees.len()];
        kept.iter().zip(0..).for_each(|(&node, place)| places[node as usize] = place);
        let (mut starts, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
        let mut row = Vec::new();
        for &node in &kept {
            row.clear();
            row.push((places[node as usize], self.pivots[node as usize]));
            let edges = self.edges(node);
            row.extend(edges.map(|edge| (places[self.neighbors[edge] as usize], self.entries[edge])));
            sort_row(&mut row);
            indices.extend(row.iter().map(|&(place, _)| place as i32));
            data.extend(row.iter().map(|&(_, value)| value));
            starts.push(indices.len() as i32);
        }
        let count = kept.len();
        let (indptr, indices, data) = (starts.into(), indices.into(), data.into());
        (kept, SparseMatrix { rows: count, columns: count, indptr, indices, data })
    }
}
