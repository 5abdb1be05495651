//! Lagrange interpolation on given nodes.

/// Interpolation nodes, with precomputed factors of their Lagrange functions.
#[derive(Clone, Debug)]
pub(crate) struct Lagrange {
    nodes: Vec<f64>,
    /// The inverse product of a node's distances to all others.
    factors: Vec<f64>,
}

impl Lagrange {
    pub(crate) fn new(nodes: &[f64]) -> Self {
        let factor = |j: usize| {
            let distance = |(m, node): (usize, &f64)| if m == j { 1.0 } else { nodes[j] - node };
            1.0 / nodes.iter().enumerate().map(distance).product::<f64>()
        };
        Self { nodes: nodes.to_vec(), factors: (0..nodes.len()).map(factor).collect() }
    }

    /// The values of all functions at `x`, by products from both ends. They are exact at the nodes too.
    pub(crate) fn values(&self, x: f64) -> Vec<f64> {
        let mut values = self.factors.clone();
        let mut product = 1.0;
        for (value, node) in values.iter_mut().zip(&self.nodes) {
            *value *= product;
            product *= x - node;
        }
        product = 1.0;
        for (value, node) in values.iter_mut().zip(&self.nodes).rev() {
            *value *= product;
            product *= x - node;
        }
        values
    }

    /// The derivatives of all functions at the `m`-th node.
    fn slopes_at_node(&self, m: usize) -> Vec<f64> {
        let slope = |j: usize| self.factors[j] / (self.factors[m] * (self.nodes[m] - self.nodes[j]));
        let mut slopes: Vec<f64> = (0..self.nodes.len()).map(|j| if j == m { 0.0 } else { slope(j) }).collect();
        // The functions sum to 1, so their derivatives sum to 0.
        slopes[m] = -slopes.iter().sum::<f64>();
        slopes
    }

    /// Entry `[m][j]` is the derivative of function `j` at node `m`. With it, the derivatives at any `x` are
    /// `values(x)` times this matrix.
    pub(crate) fn differentiation(&self) -> Vec<Vec<f64>> {
        (0..self.nodes.len()).map(|m| self.slopes_at_node(m)).collect()
    }
}

/// The row vector `row` times `matrix`.
pub(crate) fn row_times(row: &[f64], matrix: &[Vec<f64>]) -> Vec<f64> {
    let mut product = vec![0.0; matrix[0].len()];
    for (factor, matrix_row) in row.iter().zip(matrix) {
        product.iter_mut().zip(matrix_row).for_each(|(sum, entry)| *sum += factor * entry);
    }
    product
}
