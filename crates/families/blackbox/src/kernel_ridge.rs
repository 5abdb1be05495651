//! Kernel ridge regression for several targets and any ridge by one eigendecomposition, with leave-one-out errors.

use faer::Mat;
use superlinear_interface::{Code, Error};
use superlinear_numerics::dense::symmetric_eigen;
use superlinear_numerics::vectors::dot;

/// The eigendecomposition of a kernel matrix.
pub(crate) struct KernelRidge {
    /// The eigenvectors, as columns.
    vectors: Mat<f64>,
    /// The eigenvalues, clipped to be nonnegative.
    values: Vec<f64>,
}

/// The model of one target.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    /// The coefficients of the kernel functions.
    pub coefficients: Vec<f64>,
    /// The leave-one-out residual of each sample: its target minus the prediction from the others.
    pub left_out: Vec<f64>,
    /// The regularization added to the diagonal.
    pub ridge: f64,
}

impl Fit {
    /// The root mean squared leave-one-out error.
    pub(crate) fn error(&self) -> f64 {
        (dot(&self.left_out, &self.left_out) / self.left_out.len() as f64).sqrt()
    }
}

impl KernelRidge {
    /// Decomposes a kernel matrix. Only its lower triangle is read.
    pub(crate) fn new(kernel: &Mat<f64>) -> Result<Self, Error> {
        let breakdown =
            || Error::new(Code::NumericalBreakdown, "the kernel's matrix has no eigenvalues in floating point");
        let (values, vectors) = symmetric_eigen(kernel).ok_or_else(breakdown)?;
        Ok(Self { vectors, values: values.into_iter().map(|value| value.max(0.0)).collect() })
    }

    /// Fits a target. The ridge is at least the rounding error of the largest eigenvalue.
    pub(crate) fn fit(&self, target: &[f64], ridge: f64) -> Fit {
        let largest = self.values.iter().fold(f64::MIN_POSITIVE, |most: f64, &value| most.max(value));
        let ridge = ridge.max(largest * f64::EPSILON * target.len() as f64);
        let shrunk = |k: usize| 1.0 / (self.values[k] + ridge);
        let mut coefficients = vec![0.0; target.len()];
        // The diagonal of the inverse of the regularized kernel matrix.
        let mut diagonal = vec![0.0; target.len()];
        for k in 0..target.len() {
            let vector = self.vectors.col_as_slice(k);
            let factor = shrunk(k) * dot(vector, target);
            for ((coefficient, diagonal), entry) in coefficients.iter_mut().zip(&mut diagonal).zip(vector) {
                *coefficient += factor * entry;
                *diagonal += shrunk(k) * entry * entry;
            }
        }
        let left_out =
            coefficients.iter().zip(&diagonal).map(|(coefficient, diagonal)| coefficient / diagonal).collect();
        Fit { coefficients, left_out, ridge }
    }

    /// The fit with the smallest leave-one-out error among these ridges, the first one if several are equal. Panics
    /// without ridges.
    pub(crate) fn best_fit(&self, target: &[f64], ridges: impl Iterator<Item = f64>) -> Fit {
        let fits = ridges.map(|ridge| self.fit(target, ridge));
        fits.reduce(|best, fit| if fit.error() < best.error() { fit } else { best }).expect("there is a ridge")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_numerics::random::Stream;

    #[test]
    fn errors_are_those_of_fits_without_the_sample() {
        let (count, ridge) = (9, 0.3);
        let mut random = Stream::new(3, 0);
        let places: Vec<f64> = (0..count).map(|_| random.uniform()).collect();
        let target: Vec<f64> = (0..count).map(|_| random.normal()).collect();
        let kernel = |i: usize, j: usize| (-4.0 * (places[i] - places[j]).powi(2)).exp();
        let fit = KernelRidge::new(&Mat::from_fn(count, count, kernel)).expect("it is finite").fit(&target, ridge);
        for left_out in 0..count {
            let rest: Vec<usize> = (0..count).filter(|&k| k != left_out).collect();
            let smaller = Mat::from_fn(count - 1, count - 1, |i, j| kernel(rest[i], rest[j]));
            let of_rest: Vec<f64> = rest.iter().map(|&k| target[k]).collect();
            let others = KernelRidge::new(&smaller).expect("it is finite").fit(&of_rest, ridge);
            let predicted: f64 =
                rest.iter().zip(&others.coefficients).map(|(&k, factor)| factor * kernel(k, left_out)).sum();
            assert!((target[left_out] - predicted - fit.left_out[left_out]).abs() < 1e-12);
        }
    }
}
