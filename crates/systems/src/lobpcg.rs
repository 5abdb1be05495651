//! The locally optimal block preconditioned conjugate gradient method (LOBPCG): the smallest eigenvalues of a symmetric
//! operator without a factorization.
//!
//! Source: Knyazev, Toward the Optimal Preconditioned Eigensolver, SIAM J. Sci. Comput. 23, 2001; on the orthonormal
//! bases, Hetmaniuk, Lehoucq, Basis Selection in LOBPCG, J. Comput. Phys. 218, 2006.

use crate::lanczos::{Ritz, Wanted};
use faer::Mat;
use superlinear_interface::{Ending, Error};
use superlinear_numerics::dense::symmetric_eigen;
use superlinear_numerics::linear_operator::LinearOperator;
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{add_scaled, dot, norm};

/// The number of vectors iterated in addition to those wanted: the last ones of a block converge slowly.
const GUARD_VECTORS: usize = 2;

/// The maximum number of iterations without a smaller error: rounding then prevents further progress.
const MAX_IDLE: u32 = 30;

/// A vector whose norm falls below this fraction by orthogonalization is dropped.
const DEPENDENT: f64 = 1e-12;

/// An operator and a preconditioner, which is symmetric and positive definite.
pub struct Operators<'a> {
    /// The operator.
    pub matrix: &'a dyn LinearOperator,
    /// An approximation of its inverse.
    pub preconditioner: &'a dyn LinearOperator,
}

/// Vectors with their products.
#[derive(Default)]
struct Block {
    vectors: Vec<Vec<f64>>,
    products: Vec<Vec<f64>>,
}

impl Block {
    /// Adds the part of a vector that is orthogonal to the others, unless this is rounding.
    fn push(&mut self, mut vector: Vec<f64>, matrix: &dyn LinearOperator) {
        let size = norm(&vector);
        for _ in 0..2 {
            for other in &self.vectors {
                let coefficient = dot(other, &vector);
                add_scaled(&mut vector, -coefficient, other);
            }
        }
        let remainder = norm(&vector);
        // Unlike the negation of `>`, this rejects NaN.
        let is_new = remainder > DEPENDENT * size;
        if is_new {
            vector.iter_mut().for_each(|entry| *entry /= remainder);
            let mut product = vec![0.0; vector.len()];
            matrix.apply(&vector, &mut product);
            self.vectors.push(vector);
            self.products.push(product);
        }
    }

    /// The eigenvalues of the projection in ascending order, and its eigenvectors; `None` if they do not converge.
    fn projected(&self) -> Option<(Vec<f64>, Mat<f64>)> {
        let count = self.vectors.len();
        let entry = |i: usize, j: usize| {
            0.5 * (dot(&self.vectors[i], &self.products[j]) + dot(&self.vectors[j], &self.products[i]))
        };
        symmetric_eigen(&Mat::from_fn(count, count, entry))
    }
}

/// The combinations of vectors by the first columns of `rotations`, without the vectors before the index `first`.
fn combined(vectors: &[Vec<f64>], rotations: &Mat<f64>, count: usize, first: usize) -> Vec<Vec<f64>> {
    let combination = |k: usize| {
        let mut sum = vec![0.0; vectors[0].len()];
        vectors.iter().enumerate().skip(first).for_each(|(i, vector)| add_scaled(&mut sum, rotations[(i, k)], vector));
        sum
    };
    (0..count).map(combination).collect()
}

/// Computes the smallest eigenvalues with errors of at most `wanted.tolerance`, absolutely. `poll` receives the number of
/// iterations and the largest error, and returns whether time is out.
pub fn smallest_eigenvalues(
    operators: &Operators<'_>,
    wanted: Wanted,
    stream: &mut Stream,
    mut poll: impl FnMut(u32, f64) -> Result<bool, Error>,
) -> Result<Ritz, Error> {
    let order = operators.matrix.dimension();
    let size = (wanted.count + GUARD_VECTORS).min(order);
    let mut space = Block::default();
    let mut is_late = false;
    while space.vectors.len() < size {
        is_late |= poll(0, f64::MAX)?;
        let mut vector = vec![0.0; order];
        stream.fill_normal(&mut vector);
        space.push(vector, operators.matrix);
    }
    let (mut last, mut iterations) = (size, 0);
    let (mut best, mut idle) = (f64::INFINITY, 0);
    loop {
        let Some((values, rotations)) = space.projected() else {
            return Ok(Ritz { values: Vec::new(), vectors: Vec::new(), ending: Ending::Stalled, iterations });
        };
        let mut next = Block {
            vectors: combined(&space.vectors, &rotations, size, 0),
            products: combined(&space.products, &rotations, size, 0),
        };
        let directions = combined(&space.vectors, &rotations, size, last);
        let residuals: Vec<Vec<f64>> = (0..size)
            .map(|k| {
                let mut residual = next.products[k].clone();
                add_scaled(&mut residual, -values[k], &next.vectors[k]);
                residual
            })
            .collect();
        let errors: Vec<f64> = residuals.iter().map(|residual| norm(residual)).collect();
        let error = errors[..wanted.count].iter().fold(0.0, |largest: f64, &error| largest.max(error));
        is_late |= poll(iterations, error)?;
        idle = if error < best { 0 } else { idle + 1 };
        best = best.min(error);
        let ending = if error <= wanted.tolerance {
            Some(Ending::Converged)
        } else if is_late {
            Some(Ending::TimeLimit)
        } else if idle >= MAX_IDLE {
            Some(Ending::Stalled)
        } else {
            (iterations >= wanted.max_iterations).then_some(Ending::IterationLimit)
        };
        if let Some(ending) = ending {
            next.vectors.truncate(wanted.count);
            return Ok(Ritz { values: values[..wanted.count].to_vec(), vectors: next.vectors, ending, iterations });
        }
        iterations += 1;
        // Soft locking: converged vectors stay in the basis, without new directions.
        for (residual, _) in residuals.iter().zip(&errors).filter(|(_, error)| **error > wanted.tolerance) {
            is_late |= poll(iterations, error)?;
            let mut direction = vec![0.0; order];
            operators.preconditioner.apply(residual, &mut direction);
            next.push(direction, operators.matrix);
        }
        for direction in directions {
            is_late |= poll(iterations, error)?;
            next.push(direction, operators.matrix);
        }
        (space, last) = (next, size);
    }
}
