//! The covariance matrix of a search distribution, C = B D² B', with its principal axes B and their lengths D: full, or
//! diagonal.
//!
//! Steps are C^½ z with the symmetric root C^½ = B D B'. Eigenvectors have arbitrary signs, and arbitrary directions
//! within an eigenspace; both differ between processors, and B D z would differ with them. The symmetric root is unique
//! and depends continuously on C.

use faer::Mat;
use superlinear_interface::{Matrix, VectorOrMatrix};
use superlinear_numerics::dense::symmetric_eigen;
use superlinear_numerics::vectors::{add_scaled, dot_in_order};

/// A covariance matrix.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    variables: usize,
    /// The matrix by rows, of which only the lower triangle is maintained, or the diagonal.
    covariance: Vec<f64>,
    /// The principal axes, one after another. Empty if the matrix is diagonal.
    axes: Vec<f64>,
    /// The standard deviation along each axis.
    lengths: Vec<f64>,
    /// The symmetric root by rows. Empty if the matrix is diagonal.
    root: Vec<f64>,
}

/// Variances below this fraction of the largest are rounding error.
const MIN_VARIANCE: f64 = 1e-20;

/// Negative eigenvalues of a given covariance beyond this fraction of the largest variance are not rounding error.
const NEGATIVE: f64 = 1e-10;

impl Shape {
    /// The identity.
    pub(crate) fn identity(variables: usize, is_diagonal: bool) -> Self {
        let n = variables;
        let identity = |diagonal: bool| {
            if diagonal {
                return vec![1.0; n];
            }
            let mut matrix = vec![0.0; n * n];
            matrix.iter_mut().step_by(n + 1).for_each(|entry| *entry = 1.0);
            matrix
        };
        let axes = if is_diagonal { Vec::new() } else { identity(false) };
        Self { variables, covariance: identity(is_diagonal), root: axes.clone(), axes, lengths: vec![1.0; n] }
    }

    /// A given covariance. `None` if it has negative eigenvalues beyond rounding.
    pub(crate) fn new(covariance: &VectorOrMatrix, is_diagonal: bool) -> Option<Self> {
        let n = covariance.rows();
        let mut shape = Self::identity(n, is_diagonal);
        for i in 0..n {
            match covariance {
                VectorOrMatrix::Vector(variances) => {
                    let place = shape.place(i);
                    shape.covariance[place] = variances[i];
                }
                VectorOrMatrix::Matrix(matrix) if is_diagonal => shape.covariance[i] = matrix.row(i)[i],
                VectorOrMatrix::Matrix(matrix) => {
                    shape.covariance[i * n..=i * (n + 1)].copy_from_slice(&matrix.row(i)[..=i]);
                }
            }
        }
        let least = if is_diagonal {
            shape.covariance.iter().copied().fold(f64::INFINITY, f64::min)
        } else {
            symmetric_eigen(&shape.matrix())?.0.first().copied()?
        };
        let most = (0..n).map(|k| shape.variance(k)).fold(0.0, f64::max);
        (least >= -NEGATIVE * most && shape.refresh()).then_some(shape)
    }

    /// The covariance scaled to mean variance 1, or the variances if it is diagonal. `None` after an overflow.
    pub(crate) fn normalized(&self) -> Option<VectorOrMatrix> {
        let n = self.variables;
        let mean = (0..n).map(|k| self.variance(k) / n as f64).sum::<f64>();
        let entry = |i: usize, j: usize| self.covariance[i.max(j) * n + i.min(j)] / mean;
        let entries: Vec<f64> = if self.is_diagonal() {
            (0..n).map(|k| self.variance(k) / mean).collect()
        } else {
            (0..n * n).map(|k| entry(k / n, k % n)).collect()
        };
        if !entries.iter().all(|entry| entry.is_finite()) {
            return None;
        }
        Some(if self.is_diagonal() {
            VectorOrMatrix::Vector(entries.into())
        } else {
            VectorOrMatrix::Matrix(Matrix::new(n, n, entries))
        })
    }

    /// The full covariance as a symmetric matrix.
    fn matrix(&self) -> Mat<f64> {
        let n = self.variables;
        Mat::from_fn(n, n, |i, j| self.covariance[i.max(j) * n + i.min(j)])
    }

    /// Whether the matrix is diagonal.
    pub(crate) fn is_diagonal(&self) -> bool {
        self.axes.is_empty()
    }

    /// The index of the variance of variable `k`.
    fn place(&self, k: usize) -> usize {
        if self.is_diagonal() { k } else { k * (self.variables + 1) }
    }

    /// The variance of variable `k`, kept positive in spite of rounding.
    pub(crate) fn variance(&self, k: usize) -> f64 {
        self.covariance[self.place(k)].max(f64::MIN_POSITIVE)
    }

    /// Raises the variance of variable `k` to at least `least`.
    pub(crate) fn raise_variance(&mut self, k: usize, least: f64) {
        let place = self.place(k);
        self.covariance[place] = self.covariance[place].max(least);
    }

    /// The standard deviations along the principal axes.
    pub(crate) fn lengths(&self) -> &[f64] {
        &self.lengths
    }

    /// Writes C^½ z: a normal sample with this covariance, for standard normal z.
    pub(crate) fn stretch(&self, z: &[f64], step: &mut [f64]) {
        if self.is_diagonal() {
            self.unwhiten(z, step);
            return;
        }
        step.fill(0.0);
        for (row, z) in self.root.chunks_exact(self.variables).zip(z) {
            add_scaled(step, *z, row);
        }
    }

    /// Writes B D z, the step with whitened coordinates z: the inverse of [`whiten`](Self::whiten).
    pub(crate) fn unwhiten(&self, z: &[f64], step: &mut [f64]) {
        let scaled: Vec<f64> = z.iter().zip(&self.lengths).map(|(z, length)| z * length).collect();
        self.turn(&scaled, step);
    }

    /// Writes D⁻¹ B' y, the whitened coordinates of a step y.
    pub(crate) fn whiten(&self, step: &[f64], z: &mut [f64]) {
        if self.is_diagonal() {
            z.iter_mut().zip(step.iter().zip(&self.lengths)).for_each(|(z, (step, length))| *z = step / length);
            return;
        }
        for ((axis, z), length) in self.axes.chunks_exact(self.variables).zip(z).zip(&self.lengths) {
            *z = dot_in_order(axis, step) / length;
        }
    }

    /// Writes B z: transforms coordinates along the principal axes to the variables.
    pub(crate) fn turn(&self, z: &[f64], turned: &mut [f64]) {
        if self.is_diagonal() {
            turned.copy_from_slice(z);
            return;
        }
        turned.fill(0.0);
        for (axis, z) in self.axes.chunks_exact(self.variables).zip(z) {
            turned.iter_mut().zip(axis).for_each(|(turned, axis)| *turned += z * axis);
        }
    }

    /// Multiplies the covariance by `keep` and adds the weighted outer product of each step with itself. The axes stay
    /// unchanged until [`refresh`](Self::refresh).
    pub(crate) fn adapt<'a>(&mut self, keep: f64, steps: impl Iterator<Item = (f64, &'a [f64])>) {
        let n = self.variables;
        self.covariance.iter_mut().for_each(|entry| *entry *= keep);
        for (weight, step) in steps {
            if self.is_diagonal() {
                let squares = self.covariance.iter_mut().zip(step);
                squares.for_each(|(entry, step)| *entry += weight * step * step);
                continue;
            }
            for (i, row) in self.covariance.chunks_exact_mut(n).enumerate() {
                let factor = weight * step[i];
                row[..=i].iter_mut().zip(step).for_each(|(entry, step)| *entry += factor * step);
            }
        }
    }

    /// Recomputes the principal axes. Returns false if the decomposition fails, for example after an overflow.
    pub(crate) fn refresh(&mut self) -> bool {
        let n = self.variables;
        if self.is_diagonal() {
            let most = self.covariance.iter().copied().fold(0.0, f64::max);
            let roots = self.lengths.iter_mut().zip(&self.covariance);
            roots.for_each(|(length, variance)| *length = variance.max(MIN_VARIANCE * most).sqrt());
        } else {
            let Some((values, axes)) = symmetric_eigen(&self.matrix()) else { return false };
            let most = values.iter().copied().fold(0.0, f64::max);
            self.lengths = values.iter().map(|value| value.max(MIN_VARIANCE * most).sqrt()).collect();
            for (k, axis) in self.axes.chunks_exact_mut(n).enumerate() {
                axis.iter_mut().enumerate().for_each(|(i, entry)| *entry = axes[(i, k)]);
            }
            self.root.fill(0.0);
            for (axis, length) in self.axes.chunks_exact(n).zip(&self.lengths) {
                for (row, entry) in self.root.chunks_exact_mut(n).zip(axis) {
                    add_scaled(row, length * entry, axis);
                }
            }
        }
        self.lengths.iter().all(|length| *length > 0.0 && length.is_finite())
    }
}

/// The weighted sum of the rows of `steps`.
pub(crate) fn weighted_sum<'a>(weights: &[f64], steps: impl Iterator<Item = &'a [f64]>, variables: usize) -> Vec<f64> {
    let mut sum = vec![0.0; variables];
    weights.iter().zip(steps).for_each(|(weight, step)| add_scaled(&mut sum, *weight, step));
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_numerics::random::Stream;

    #[test]
    fn steps_do_not_depend_on_which_eigenvectors_are_found() {
        // Two directions and an eigenspace of dimension four, as after the first population. Rounding rotates the axes
        // of the eigenspace.
        let n = 6;
        let mut stream = Stream::new(1, 0);
        let [a, b]: [Vec<f64>; 2] = [(); 2].map(|()| (0..n).map(|_| stream.normal()).collect());
        let shape = |rounding: f64| {
            let mut stream = Stream::new(2, 0);
            let mut shape = Shape::identity(n, false);
            shape.adapt(0.9, [(0.2, &a[..]), (0.1, &b[..])].into_iter());
            shape.covariance.iter_mut().for_each(|entry| *entry *= 1.0 + rounding * stream.normal());
            assert!(shape.refresh());
            shape
        };
        let (exact, rounded) = (shape(0.0), shape(1e-15));
        let z: Vec<f64> = (0..n).map(|_| stream.normal()).collect();
        let step = |shape: &Shape| {
            let mut step = vec![0.0; n];
            shape.stretch(&z, &mut step);
            step
        };
        for (x, y) in step(&exact).iter().zip(step(&rounded)) {
            assert!((x - y).abs() < 1e-12, "{x} and {y}");
        }
        // C^½ C^½ z = C z.
        let mut twice = vec![0.0; n];
        exact.stretch(&step(&exact), &mut twice);
        for (i, entry) in twice.iter().enumerate() {
            let product: f64 = (0..n).map(|j| exact.matrix()[(i, j)] * z[j]).sum();
            assert!((entry - product).abs() < 1e-12);
        }
    }
}
