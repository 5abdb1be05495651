//! Lanczos iterations with thick restarts: the eigenvalues of largest modulus of a symmetric operator.
//!
//! Sources: Wu, Simon, Thick-Restart Lanczos Method for Large Symmetric Eigenvalue Problems, SIAM J. Matrix Anal. Appl. 22,
//! 2000; on orthogonality, Parlett, The Symmetric Eigenvalue Problem, 1998.

use faer::Mat;
use superlinear_interface::{Ending, Error};
use superlinear_numerics::dense::symmetric_eigen;
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{add_scaled, dot, norm};

/// The number of eigenvalues wanted, and the limits of the iterations.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The number of eigenvalues.
    pub count: usize,
    /// The maximum error of an eigenvalue's equation: relative to the eigenvalue for Lanczos, absolute for LOBPCG.
    pub tolerance: f64,
    /// The maximum number of iterations: products with the operator for Lanczos, blocks for LOBPCG.
    pub max_iterations: u32,
}

/// Eigenvalues with orthonormal eigenvectors: by descending modulus for Lanczos, ascending for LOBPCG.
pub struct Ritz {
    /// The eigenvalues.
    pub values: Vec<f64>,
    /// The eigenvectors.
    pub vectors: Vec<Vec<f64>>,
    /// The reason for termination; `converged` by the estimates of the errors.
    pub ending: Ending,
    /// The number of iterations: products with the operator for Lanczos, blocks for LOBPCG.
    pub iterations: u32,
}

/// The dimension of the subspace for a number of eigenvalues: twice as many, so that a restart keeps those wanted and as
/// many of the next ones.
fn dimension_for(count: usize) -> usize {
    (2 * count + 10).max(20)
}

/// A vector whose norm falls below this fraction by orthogonalization is a combination of the others but for rounding.
const DEPENDENT: f64 = 1e-14;

/// The number of orthogonalizations: twice is enough (Parlett, section 6.9).
const ORTHOGONALIZATIONS: usize = 2;

/// Computes eigenvalues of largest modulus in the complement of orthonormal vectors. `apply` writes the product of the
/// operator with a vector; `poll` receives the number of products and the largest relative error, and returns whether
/// time is out.
pub fn largest_eigenvalues(
    order: usize,
    mut apply: impl FnMut(&[f64], &mut [f64]),
    locked: &[Vec<f64>],
    wanted: Wanted,
    stream: &mut Stream,
    mut poll: impl FnMut(u32, f64) -> Result<bool, Error>,
) -> Result<Ritz, Error> {
    let dimension = dimension_for(wanted.count).min(order - locked.len());
    let count = wanted.count.min(dimension);
    let mut space = Space { basis: Vec::new(), locked, projection: Mat::zeros(dimension, dimension) };
    let mut next = space.random_direction(order, stream);
    let (mut products, mut error) = (0, f64::MAX);
    loop {
        let is_late = poll(products, error)?;
        let mut product = vec![0.0; order];
        apply(&next, &mut product);
        products += 1;
        space.basis.push(next);
        let remainder = space.project(&mut product);
        let size = space.basis.len();
        let is_full = size == dimension;
        next = if remainder > 0.0 || is_full { product } else { space.random_direction(order, stream) };
        let is_over = is_late || is_full || products >= wanted.max_iterations;
        let is_examined = size > count && (size - count).is_multiple_of(EXAMINED);
        if !(is_over || is_examined) {
            continue;
        }
        let (values, rotations) = space.eigenvalues();
        let errors = (0..count.min(size)).map(|k| remainder * rotations[(size - 1, k)].abs() / values[k].abs());
        // A vanishing eigenvalue has an infinite error, unless there is no remainder.
        error = errors.fold(0.0, |largest: f64, error| if error.is_nan() { largest } else { largest.max(error) });
        let ending = if error <= wanted.tolerance && size >= count {
            Some(Ending::Converged)
        } else if is_late {
            Some(Ending::TimeLimit)
        } else {
            (products >= wanted.max_iterations).then_some(Ending::IterationLimit)
        };
        if ending.is_none() && !is_full {
            continue;
        }
        let kept =
            if ending.is_some() { count.min(size) } else { (count + (dimension - count) / 2).min(dimension - 1) };
        // Long combinations of many vectors are polled for cancellation; the time limit waits for them.
        space.rotate(&values, &rotations, kept, &mut || poll(products, error))?;
        if let Some(ending) = ending {
            return Ok(Ritz { values: values[..kept].to_vec(), vectors: space.basis, ending, iterations: products });
        }
    }
}

/// The number of steps between two examinations of the errors. An examination costs less than a product.
const EXAMINED: usize = 3;

/// Sorts eigenvalues by descending modulus, and eigenvectors alike.
fn by_modulus((values, vectors): (Vec<f64>, Mat<f64>)) -> (Vec<f64>, Mat<f64>) {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].abs().total_cmp(&values[a].abs()));
    let sorted = Mat::from_fn(vectors.nrows(), vectors.ncols(), |i, j| vectors[(i, order[j])]);
    (order.iter().map(|&k| values[k]).collect(), sorted)
}

/// An orthonormal basis and the operator's projection onto it.
struct Space<'a> {
    basis: Vec<Vec<f64>>,
    locked: &'a [Vec<f64>],
    projection: Mat<f64>,
}

impl Space<'_> {
    /// The eigenvalues of the projection by descending modulus, and its eigenvectors.
    fn eigenvalues(&self) -> (Vec<f64>, Mat<f64>) {
        let size = self.basis.len();
        let square = self.projection.as_ref().submatrix(0, 0, size, size).to_owned();
        by_modulus(symmetric_eigen(&square).unwrap_or_else(|| (vec![0.0; size], Mat::identity(size, size))))
    }

    /// Enters the product with the last basis vector into the projection, and turns it into the next direction. Returns
    /// the norm of its remainder; 0 if it is a combination of the basis.
    fn project(&mut self, product: &mut [f64]) -> f64 {
        let last = self.basis.len() - 1;
        let size = norm(product);
        for _ in 0..ORTHOGONALIZATIONS {
            for vector in self.locked {
                let coefficient = dot(vector, product);
                add_scaled(product, -coefficient, vector);
            }
            for (k, vector) in self.basis.iter().enumerate() {
                let coefficient = dot(vector, product);
                add_scaled(product, -coefficient, vector);
                self.projection[(k, last)] += coefficient;
            }
        }
        for k in 0..last {
            self.projection[(last, k)] = self.projection[(k, last)];
        }
        let remainder = norm(product);
        // Unlike the negation of `>`, this rejects NaN.
        let is_new = remainder > DEPENDENT * size;
        if !is_new {
            product.fill(0.0);
            return 0.0;
        }
        product.iter_mut().for_each(|entry| *entry /= remainder);
        remainder
    }

    /// A random unit vector orthogonal to the basis.
    fn random_direction(&self, order: usize, stream: &mut Stream) -> Vec<f64> {
        let mut direction = vec![0.0; order];
        stream.fill_normal(&mut direction);
        for _ in 0..=ORTHOGONALIZATIONS {
            for vector in self.locked.iter().chain(&self.basis) {
                let coefficient = dot(vector, &direction);
                add_scaled(&mut direction, -coefficient, vector);
            }
            let size = norm(&direction);
            direction.iter_mut().for_each(|entry| *entry /= size);
        }
        direction
    }

    /// Replaces the basis by its leading eigenvectors, and the projection by their eigenvalues.
    fn rotate(
        &mut self,
        values: &[f64],
        rotations: &Mat<f64>,
        kept: usize,
        poll: &mut dyn FnMut() -> Result<bool, Error>,
    ) -> Result<(), Error> {
        let order = self.basis[0].len();
        let mut rotated = Vec::with_capacity(kept);
        for k in 0..kept {
            poll()?;
            let mut vector = vec![0.0; order];
            self.basis.iter().enumerate().for_each(|(i, basis)| add_scaled(&mut vector, rotations[(i, k)], basis));
            rotated.push(vector);
        }
        self.basis = rotated;
        self.projection.fill(0.0);
        (0..kept).for_each(|k| self.projection[(k, k)] = values[k]);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The eigenvalues of a diagonal matrix in the complement of some vectors.
    fn of_diagonal(diagonal: &[f64], locked: &[Vec<f64>], count: usize) -> Ritz {
        let apply = |x: &[f64], y: &mut [f64]| (0..x.len()).for_each(|i| y[i] = diagonal[i] * x[i]);
        let wanted = Wanted { count, tolerance: 1e-12, max_iterations: 10_000 };
        let poll = |_, _| Ok(false);
        largest_eigenvalues(diagonal.len(), apply, locked, wanted, &mut Stream::new(1, 0), poll).expect("no error")
    }

    #[test]
    fn eigenvalues_of_largest_modulus_come_first() {
        let diagonal: Vec<f64> = (0..200).map(|k| if k == 7 { -3.0 } else { k as f64 / 100.0 }).collect();
        let ritz = of_diagonal(&diagonal, &[], 4);
        assert_eq!(ritz.ending, Ending::Converged);
        for (value, expected) in ritz.values.iter().zip([-3.0, 1.99, 1.98, 1.97]) {
            assert!((value - expected).abs() < 1e-11, "{value} instead of {expected}");
        }
        for (k, vector) in ritz.vectors.iter().enumerate() {
            for other in &ritz.vectors[..k] {
                assert!(dot(vector, other).abs() < 1e-13);
            }
        }
    }

    #[test]
    fn copies_of_a_multiple_eigenvalue_are_found_beside_locked_ones() {
        let diagonal: Vec<f64> = (0..60).map(|k| if k < 3 { 5.0 } else { 1.0 / (k as f64) }).collect();
        let mut locked = Vec::new();
        for _ in 0..3 {
            let mut ritz = of_diagonal(&diagonal, &locked, 1);
            assert!((ritz.values[0] - 5.0).abs() < 1e-11);
            locked.append(&mut ritz.vectors);
        }
        assert!(of_diagonal(&diagonal, &locked, 1).values[0] < 1.0);
    }

    #[test]
    fn spaces_as_large_as_the_operator_and_zero_operators_end() {
        for count in [1, 2, 3] {
            let ritz = of_diagonal(&[1.0, 2.0, 4.0], &[], count);
            assert_eq!((ritz.ending, ritz.values.len()), (Ending::Converged, count));
            assert_eq!(of_diagonal(&[0.0; 3], &[], count).values, vec![0.0; count]);
        }
    }
}
