//! A chain of edges, each with a mixture of operations: forward pass and gradient of a loss.
//!
//! h = XW + b, then h ← Σ p_o op_o(h) on each edge, and finally the logits hV + c. All weights are in one vector.

use super::operation::Operation;
use std::ops::Range;
use superlinear_numerics::vectors::dot_in_order;

/// The dimensions of a network, and the layout of its weight vector.
#[derive(Clone, Debug)]
pub(super) struct Network {
    pub features: usize,
    pub width: usize,
    pub classes: usize,
    /// The operations mixed by each edge.
    pub edges: Vec<Vec<Operation>>,
}

/// The results of a forward pass.
pub(super) struct Passage {
    /// The hidden values before each edge, and after the last.
    hidden: Vec<Vec<f64>>,
    /// The input of each operation of each edge; empty if it is the hidden values themselves, or unused.
    inputs: Vec<Vec<Vec<f64>>>,
    /// Logits, with a row per sample and a column per class.
    pub logits: Vec<f64>,
}

/// The gradient of a loss with respect to the weights and to the proportions of each mixture.
pub(super) struct Gradient {
    pub weights: Vec<f64>,
    pub proportions: Vec<Vec<f64>>,
}

impl Network {
    /// The number of weights.
    pub(crate) fn weights(&self) -> usize {
        self.output_bias().end
    }

    /// The range of W.
    pub(crate) fn input(&self) -> Range<usize> {
        0..self.features * self.width
    }

    /// The range of b.
    pub(crate) fn input_bias(&self) -> Range<usize> {
        let start = self.input().end;
        start..start + self.width
    }

    /// The range of the weights of an operation of an edge; empty if it has none.
    pub(crate) fn edge(&self, edge: usize, operation: usize) -> Range<usize> {
        let before = self.edges[..edge].iter().flatten().chain(&self.edges[edge][..operation]);
        let start = self.input_bias().end + before.filter(|operation| operation.has_weights()).count() * self.square();
        start..start + if self.edges[edge][operation].has_weights() { self.square() } else { 0 }
    }

    /// The range of V.
    pub(crate) fn output(&self) -> Range<usize> {
        let with_weights = self.edges.iter().flatten().filter(|operation| operation.has_weights()).count();
        let start = self.input_bias().end + with_weights * self.square();
        start..start + self.width * self.classes
    }

    /// The range of c.
    pub(crate) fn output_bias(&self) -> Range<usize> {
        let start = self.output().end;
        start..start + self.classes
    }

    fn square(&self) -> usize {
        self.width * self.width
    }

    /// The forward pass for samples, one per row.
    pub(crate) fn pass(&self, weights: &[f64], proportions: &[Vec<f64>], samples: &[f64]) -> Passage {
        let mut hidden = vec![product(samples, &weights[self.input()], self.width)];
        add_to_rows(&mut hidden[0], &weights[self.input_bias()]);
        let mut inputs = Vec::with_capacity(self.edges.len());
        for (edge, operations) in self.edges.iter().enumerate() {
            let before = &hidden[edge];
            let mut after = vec![0.0; before.len()];
            let mut of_edge = vec![Vec::new(); operations.len()];
            for (k, &operation) in operations.iter().enumerate() {
                let proportion = proportions[edge][k];
                if proportion == 0.0 {
                    continue;
                }
                if operation.has_weights() {
                    of_edge[k] = product(before, &weights[self.edge(edge, k)], self.width);
                }
                let input = if operation.has_weights() { &of_edge[k] } else { before };
                after.iter_mut().zip(input).for_each(|(after, &z)| *after += proportion * operation.value(z));
            }
            inputs.push(of_edge);
            hidden.push(after);
        }
        let mut logits = product(&hidden[self.edges.len()], &weights[self.output()], self.classes);
        add_to_rows(&mut logits, &weights[self.output_bias()]);
        Passage { hidden, inputs, logits }
    }

    /// The gradient of a loss, given its derivatives `slopes` with respect to the logits.
    pub(crate) fn gradient(
        &self,
        weights: &[f64],
        proportions: &[Vec<f64>],
        samples: &[f64],
        passage: &Passage,
        slopes: &[f64],
    ) -> Gradient {
        let mut gradient = vec![0.0; self.weights()];
        let mut of_proportions: Vec<_> = self.edges.iter().map(|operations| vec![0.0; operations.len()]).collect();
        let last = &passage.hidden[self.edges.len()];
        add_outer(last, slopes, self.width, &mut gradient[self.output()]);
        add_rows(slopes, &mut gradient[self.output_bias()]);
        let mut pull = vec![0.0; last.len()];
        add_transposed(slopes, &weights[self.output()], self.classes, &mut pull);
        for (edge, operations) in self.edges.iter().enumerate().rev() {
            let before = &passage.hidden[edge];
            let mut further = vec![0.0; before.len()];
            for (k, &operation) in operations.iter().enumerate() {
                let proportion = proportions[edge][k];
                if proportion == 0.0 {
                    continue;
                }
                let input = if operation.has_weights() { &passage.inputs[edge][k] } else { before };
                let pairs = pull.iter().zip(input);
                of_proportions[edge][k] = pairs.clone().map(|(pull, &z)| pull * operation.value(z)).sum();
                let pulled: Vec<_> = pairs.map(|(pull, &z)| proportion * pull * operation.slope(z)).collect();
                if operation.has_weights() {
                    add_outer(before, &pulled, self.width, &mut gradient[self.edge(edge, k)]);
                    add_transposed(&pulled, &weights[self.edge(edge, k)], self.width, &mut further);
                } else {
                    further.iter_mut().zip(&pulled).for_each(|(further, pulled)| *further += pulled);
                }
            }
            pull = further;
        }
        add_outer(samples, &pull, self.features, &mut gradient[self.input()]);
        add_rows(&pull, &mut gradient[self.input_bias()]);
        Gradient { weights: gradient, proportions: of_proportions }
    }
}

/// Rows times a matrix with `columns` columns. Too small for a library call to pay.
fn product(rows: &[f64], matrix: &[f64], columns: usize) -> Vec<f64> {
    let width = matrix.len() / columns;
    let mut products = vec![0.0; rows.len() / width * columns];
    for (row, product) in rows.chunks(width).zip(products.chunks_mut(columns)) {
        for (factor, line) in row.iter().zip(matrix.chunks(columns)) {
            product.iter_mut().zip(line).for_each(|(sum, entry)| *sum += factor * entry);
        }
    }
    products
}

/// Adds rows with `columns` entries times the transpose of a matrix.
fn add_transposed(rows: &[f64], matrix: &[f64], columns: usize, sums: &mut [f64]) {
    let width = matrix.len() / columns;
    for (row, sums) in rows.chunks(columns).zip(sums.chunks_mut(width)) {
        sums.iter_mut().zip(matrix.chunks(columns)).for_each(|(sum, line)| *sum += dot_in_order(row, line));
    }
}

/// Adds the transpose of the left rows, `width` entries each, times the right rows.
fn add_outer(left: &[f64], right: &[f64], width: usize, sums: &mut [f64]) {
    let columns = sums.len() / width;
    for (left, right) in left.chunks(width).zip(right.chunks(columns)) {
        for (factor, line) in left.iter().zip(sums.chunks_mut(columns)) {
            line.iter_mut().zip(right).for_each(|(sum, entry)| *sum += factor * entry);
        }
    }
}

/// Adds up all rows.
fn add_rows(rows: &[f64], sums: &mut [f64]) {
    for row in rows.chunks(sums.len()) {
        sums.iter_mut().zip(row).for_each(|(sum, entry)| *sum += entry);
    }
}

/// Adds a bias to each row.
fn add_to_rows(rows: &mut [f64], bias: &[f64]) {
    for row in rows.chunks_mut(bias.len()) {
        row.iter_mut().zip(bias).for_each(|(entry, bias)| *entry += bias);
    }
}
