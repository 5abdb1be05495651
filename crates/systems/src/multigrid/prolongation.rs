//! Prolongation: the constant on each aggregate, smoothed by one step of damped Jacobi iteration with the strong part
//! of the matrix.

use super::aggregation::{ALONE, Aggregates};
use super::relaxation::Relaxation;
use superlinear_interface::SparseMatrix;

/// The matrix from coarse to fine variables, by rows.
pub(super) struct Prolongation {
    starts: Vec<u32>,
    coarse: Vec<u32>,
    weights: Vec<f64>,
    columns: usize,
}

/// The largest number of operations for the coarse matrix per entry of the fine one. Beyond it, as with hubs in the
/// graph, constants are not smoothed.
const MAX_OPERATIONS_PER_ENTRY: usize = 24;

impl Prolongation {
    /// The prolongation from the aggregates to the nodes of a matrix.
    pub fn new(matrix: &SparseMatrix, relaxation: &Relaxation, aggregates: &Aggregates) -> Self {
        let smoothed = Self::smoothed(matrix, relaxation, aggregates);
        let operations: usize = matrix.indices.iter().map(|&j| smoothed.row(j as usize).0.len()).sum();
        if operations <= MAX_OPERATIONS_PER_ENTRY * matrix.data.len() { smoothed } else { Self::constant(aggregates) }
    }

    fn constant(aggregates: &Aggregates) -> Self {
        let mut prolongation = Self::empty(aggregates.count, aggregates.of_node.len());
        for &aggregate in &aggregates.of_node {
            if aggregate != ALONE {
                prolongation.push(aggregate, 1.0);
            }
            prolongation.end_row();
        }
        prolongation
    }

    /// `T - omega D^-1 F T`, where T is constant on each aggregate and F is the matrix with its weak entries added to
    /// the diagonal.
    fn smoothed(matrix: &SparseMatrix, relaxation: &Relaxation, aggregates: &Aggregates) -> Self {
        let damping = 4.0 / 3.0 / spectral_radius_bound(matrix, relaxation);
        let mut prolongation = Self::empty(aggregates.count, 2 * matrix.rows);
        // The index of each coarse variable in the current row.
        let mut places = vec![ALONE; aggregates.count];
        for node in 0..matrix.rows {
            let start = prolongation.coarse.len();
            let scale = damping * relaxation.reciprocals[node];
            let mut own = 1.0;
            let (columns, entries) = matrix.row(node);
            for (&column, &entry) in columns.iter().zip(entries) {
                let neighbor = column as usize;
                let aggregate = aggregates.of_node[neighbor];
                if !aggregates.is_strong(relaxation, node, neighbor, entry) {
                    own -= scale * entry;
                } else if aggregate != ALONE {
                    prolongation.add(aggregate, -scale * entry, start, &mut places);
                }
            }
            let aggregate = aggregates.of_node[node];
            if aggregate != ALONE {
                prolongation.add(aggregate, own, start, &mut places);
            }
            prolongation.coarse[start..].iter().for_each(|&aggregate| places[aggregate as usize] = ALONE);
            prolongation.end_row();
        }
        prolongation
    }

    /// A prolongation without rows, for a number of coarse variables.
    pub fn empty(columns: usize, entries: usize) -> Self {
        let (coarse, weights) = (Vec::with_capacity(entries), Vec::with_capacity(entries));
        Self { starts: vec![0], coarse, weights, columns }
    }

    /// Adds an entry to the last row.
    pub fn push(&mut self, aggregate: u32, weight: f64) {
        self.coarse.push(aggregate);
        self.weights.push(weight);
    }

    /// Adds to an entry of the row that began at `start`.
    #[inline]
    fn add(&mut self, aggregate: u32, weight: f64, start: usize, places: &mut [u32]) {
        let place = &mut places[aggregate as usize];
        if *place == ALONE {
            *place = (self.coarse.len() - start) as u32;
            self.push(aggregate, weight);
        } else {
            self.weights[start + *place as usize] += weight;
        }
    }

    pub fn end_row(&mut self) {
        self.starts.push(self.coarse.len() as u32);
    }

    /// The number of fine variables.
    pub fn rows(&self) -> usize {
        self.starts.len() - 1
    }

    /// The number of coarse variables.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The coarse variables of a fine one, and their weights.
    #[inline(always)]
    pub fn row(&self, node: usize) -> (&[u32], &[f64]) {
        let range = self.starts[node] as usize..self.starts[node + 1] as usize;
        (&self.coarse[range.clone()], &self.weights[range])
    }

    /// The transposed product: weighted sums of fine values.
    pub fn restrict(&self, fine: impl Fn(usize) -> f64, coarse: &mut [f64]) {
        coarse.fill(0.0);
        for node in 0..self.rows() {
            let value = fine(node);
            let (variables, weights) = self.row(node);
            for (&variable, weight) in variables.iter().zip(weights) {
                coarse[variable as usize] += weight * value;
            }
        }
    }

    /// Adds the product with coarse values to fine ones.
    pub fn add_to(&self, coarse: &[f64], fine: &mut [f64]) {
        for (node, value) in fine.iter_mut().enumerate() {
            let (variables, weights) = self.row(node);
            let mut sum = 0.0;
            for (&variable, weight) in variables.iter().zip(weights) {
                sum += weight * coarse[variable as usize];
            }
            *value += sum;
        }
    }
}

/// Gershgorin's bound of the eigenvalues of `D^-1 A`.
fn spectral_radius_bound(matrix: &SparseMatrix, relaxation: &Relaxation) -> f64 {
    let row = |i: usize| matrix.row(i).1.iter().map(|entry| entry.abs()).sum::<f64>() * relaxation.reciprocals[i];
    (0..matrix.rows).map(row).fold(1.0, f64::max)
}
