//! Systems with a Hessian given by its entries plus low-rank terms, as produced by quasi-Newton updates. Solved by the
//! factorization without these terms and a small system for them.
//!
//! Source: Woodbury, Inverting Modified Matrices, 1950; for quasi-Newton updates in KKT systems, Wächter, Biegler,
//! Math. Program. 106, 2006, section 3.7 of the implementation's documentation.

use super::{InnerSolver, Kkt};
use superlinear_numerics::ldl::{DenseLdl, Inertia, Ldl, Symmetric};
use superlinear_numerics::vectors::{add_scaled, dot};

/// Pairs of vectors (a, b) that each add the term a a' - b b' to the Hessian.
pub(crate) type Terms = [(Vec<f64>, Vec<f64>)];

/// A factorization with a low-rank correction.
pub(crate) struct LowRankSolver {
    ldl: Ldl,
    /// The vectors of the terms, and the solutions of the factorized system for them.
    vectors: Vec<Vec<f64>>,
    solved: Vec<Vec<f64>>,
    small: DenseLdl,
}

impl LowRankSolver {
    /// With this factorization.
    pub fn by(ldl: Ldl) -> Self {
        Self { ldl, vectors: Vec::new(), solved: Vec::new(), small: DenseLdl::default() }
    }
}

impl InnerSolver for LowRankSolver {
    fn factorize(&mut self, matrix: &Kkt<'_>) -> Inertia {
        // The Hessian stays positive definite with the terms, so the inertia does not change.
        let inertia = self.ldl.factorize(matrix);
        let padded = |vector: &Vec<f64>| {
            let mut vector = vector.clone();
            vector.resize(matrix.order(), 0.0);
            vector
        };
        self.vectors = matrix.terms.iter().flat_map(|(added, taken)| [padded(added), padded(taken)]).collect();
        self.solved.clear();
        if inertia.zero == 0 && !self.vectors.is_empty() {
            self.solved = self.vectors.iter().map(|vector| self.ldl.solve(vector)).collect();
            self.small.factorize(&Small { vectors: &self.vectors, solved: &self.solved });
        }
        inertia
    }

    fn solve(&self, right_side: &[f64]) -> Vec<f64> {
        let mut solution = self.ldl.solve(right_side);
        if !self.solved.is_empty() {
            let products: Vec<_> = self.vectors.iter().map(|vector| dot(vector, &solution)).collect();
            for (factor, solved) in self.small.solve(&products).iter().zip(&self.solved) {
                add_scaled(&mut solution, -factor, solved);
            }
        }
        solution
    }
}

/// The small system: the signs of the terms plus the products of vectors and solutions.
struct Small<'a> {
    vectors: &'a [Vec<f64>],
    solved: &'a [Vec<f64>],
}

impl Symmetric for Small<'_> {
    fn order(&self) -> usize {
        self.vectors.len()
    }

    fn lower_triangle(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let signs = (0..self.order()).map(|i| (i, i, if i % 2 == 0 { 1.0 } else { -1.0 }));
        let products =
            (0..self.order()).flat_map(move |i| (0..=i).map(move |j| (i, j, dot(&self.vectors[i], &self.solved[j]))));
        signs.chain(products)
    }
}
