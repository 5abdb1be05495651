//! Systems whose Hessian is known by its entries but for a sum of terms of low rank, as quasi-Newton updates make it: solved by the
//! decomposition without these and a small system for them.
//!
//! Source: Woodbury, Inverting Modified Matrices, 1950; for quasi-Newton updates in KKT systems, Wächter, Biegler, Math. Program. 106,
//! 2006, section 3.7 of the implementation's documentation.

use super::{InnerSolver, Kkt};
use superlinear_numerics::ldl::{DenseLdl, Inertia, Ldl, Symmetric};
use superlinear_numerics::vectors::{add_scaled, dot};

/// Vectors a and b of which the Hessian has a term a a' - b b' each.
pub(crate) type Terms = [(Vec<f64>, Vec<f64>)];

/// A decomposition, and what the terms add to it.
pub(crate) struct LowRankSolver {
    ldl: Ldl,
    /// The vectors of the terms, and what the decomposition makes of them.
    vectors: Vec<Vec<f64>>,
    solved: Vec<Vec<f64>>,
    small: DenseLdl,
}

impl LowRankSolver {
    /// By this decomposition.
    pub fn by(ldl: Ldl) -> Self {
        Self { ldl, vectors: Vec::new(), solved: Vec::new(), small: DenseLdl::default() }
    }
}

impl InnerSolver for LowRankSolver {
    fn factorize(&mut self, matrix: &Kkt<'_>) -> Inertia {
        // The terms leave the Hessian positive definite, and so the inertia as it is.
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

/// The small system: that of the terms' signs, and of the vectors' products with what is made of them.
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
