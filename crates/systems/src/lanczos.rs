//! Lanczos iterations with thick restarts: the eigenvalues of largest modulus of a symmetric operator.
//!
//! Sources: Wu, Simon, Thick-Restart Lanczos Method for Large Symmetric Eigenvalue Problems, SIAM J. Matrix Anal. Appl. 22,
//! 2000; on orthogonality, Parlett, The Symmetric Eigenvalue Problem, 1998, chapter 13.

use faer::Mat;
use superlinear_interface::Error;
use superlinear_numerics::dense::symmetric_eigen;
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{add_scaled, dot, norm};

/// The number of eigenvalues wanted, and the limits of the iterations.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The number of eigenvalues.
    pub count: usize,
    /// The maximum error of an eigenvalue's equation, relative to the eigenvalue.
    pub tolerance: f64,
    /// The maximum number of products with the operator.
    pub max_products: u32,
}

/// The reason for termination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The estimates of all errors are within the tolerance.
    Converged,
    /// The maximum number of products was reached.
    Limit,
    /// The time limit was reached.
    OutOfTime,
}

/// Eigenvalues by descending modulus, with orthonormal eigenvectors.
pub struct Ritz {
    /// The eigenvalues.
    pub values: Vec<f64>,
    /// The eigenvectors.
    pub vectors: Vec<Vec<f64>>,
    /// The reason for termination.
    pub ended: Ended,
    /// The number of products with the operator.
    pub products: u32,
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
        let mut remainder = 0.0;
        let mut is_late = false;
        while space.basis.len() < dimension && !is_late {
            is_late = poll(products, error)?;
            let mut product = vec![0.0; order];
            apply(&next, &mut product);
            products += 1;
            space.basis.push(next);
            remainder = space.project(&mut product);
            next = if remainder > 0.0 || space.basis.len() == dimension {
                product
            } else {
                space.random_direction(order, stream)
            };
        }
        let size = space.basis.len();
        let square = space.projection.as_ref().submatrix(0, 0, size, size).to_owned();
        let (values, rotations) =
            by_modulus(symmetric_eigen(&square).unwrap_or_else(|| (vec![0.0; size], Mat::identity(size, size))));
        let errors = values
            .iter()
            .enumerate()
            .map(|(k, value)| remainder * rotations[(size - 1, k)].abs() / value.abs().max(f64::MIN_POSITIVE));
        error = errors.take(count).fold(0.0, f64::max);
        let ended = if error <= wanted.tolerance && size >= count {
            Some(Ended::Converged)
        } else if is_late {
            Some(Ended::OutOfTime)
        } else if products >= wanted.max_products {
            Some(Ended::Limit)
        } else {
            None
        };
        let kept = if ended.is_some() { count.min(size) } else { count + (dimension - count) / 2 };
        space.rotate(&values, &rotations, kept);
        if let Some(ended) = ended {
            return Ok(Ritz { values: values[..kept].to_vec(), vectors: space.basis, ended, products });
        }
    }
}

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
    fn rotate(&mut self, values: &[f64], rotations: &Mat<f64>, kept: usize) {
        let order = self.basis[0].len();
        let combined = |k: usize| {
            let mut vector = vec![0.0; order];
            self.basis.iter().enumerate().for_each(|(i, basis)| add_scaled(&mut vector, rotations[(i, k)], basis));
            vector
        };
        self.basis = (0..kept).map(combined).collect();
        self.projection.fill(0.0);
        (0..kept).for_each(|k| self.projection[(k, k)] = values[k]);
    }
}
