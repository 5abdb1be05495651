//! Least squares of sparse features, updated row by row: each row solves the equations of its own features, or all
//! equations by rotations of a triangular factor.

use superlinear_interface::{Effort, Error};
use superlinear_numerics::rotated_equations::{Forgetting, RotatedEquations};
use superlinear_numerics::vectors::{add_scaled, dot, norm, scale_and_add};

/// Normal equations and weights. Without a triangular factor, a row changes the equations and the weights of its features
/// only.
pub(super) struct Fit {
    count: usize,
    outputs: usize,
    /// The matrix of the normal equations, with the ridge.
    pub(super) matrix: Vec<f64>,
    /// The right sides, row by row.
    pub(super) right: Vec<f64>,
    /// The weights, row by row.
    pub(super) weights: Vec<f64>,
    pub(super) exact: Option<Exact>,
}

/// The factor of the exact solver.
pub(super) struct Exact {
    pub(super) equations: RotatedEquations,
    /// A dense row of features and responses.
    row: Vec<f64>,
    /// Whether the weights are those of fewer rows.
    is_ahead: bool,
}

impl Fit {
    pub(super) fn new(count: usize, outputs: usize, ridge: f64, is_exact: bool) -> Self {
        let mut matrix = vec![0.0; count * count];
        (0..count).for_each(|k| matrix[k * (count + 1)] = ridge);
        let [right, weights] = [0.0; 2].map(|zero| vec![zero; count * outputs]);
        let exact = is_exact.then(|| Exact {
            equations: RotatedEquations::new(count, outputs, ridge.sqrt()),
            row: vec![0.0; count + outputs],
            is_ahead: false,
        });
        Self { count, outputs, matrix, right, weights, exact }
    }

    /// The operations of learning a row with some nonzero features, about.
    pub(super) fn cost(&self, nonzeros: usize) -> usize {
        if self.exact.is_some() { self.count * (self.count + self.outputs) } else { nonzeros * self.count }
    }

    /// Adds a row with these nonzero features.
    pub(super) fn learn(&mut self, indices: &[usize], values: &[f64], response: &[f64]) {
        let (count, outputs) = (self.count, self.outputs);
        for (&i, &value) in indices.iter().zip(values) {
            for (&j, &other) in indices.iter().zip(values) {
                self.matrix[i * count + j] += value * other;
            }
            add_few(&mut self.right[i * outputs..][..outputs], value, response);
        }
        match &mut self.exact {
            None => self.solve_own(indices),
            Some(Exact { equations, row, is_ahead }) => {
                row.fill(0.0);
                indices.iter().zip(values).for_each(|(&i, &value)| row[i] = value);
                row[count..].copy_from_slice(response);
                equations.add(row, Forgetting::NONE);
                *is_ahead = true;
            }
        }
    }

    /// Solves for the weights of these features with all others fixed.
    fn solve_own(&mut self, indices: &[usize]) {
        let (count, outputs) = (self.count, self.outputs);
        let mut residual = Vec::with_capacity(indices.len() * outputs);
        for &i in indices {
            let mut rest = self.right[i * outputs..][..outputs].to_vec();
            for (entry, weights) in self.matrix[i * count..][..count].iter().zip(self.weights.chunks_exact(outputs)) {
                if *entry != 0.0 {
                    add_few(&mut rest, -entry, weights);
                }
            }
            residual.extend(rest);
        }
        let mut own: Vec<f64> = Vec::with_capacity(indices.len() * indices.len());
        for &i in indices {
            own.extend(indices.iter().map(|&j| self.matrix[i * count + j]));
        }
        solve(&mut own, &mut residual, outputs);
        for (&i, change) in indices.iter().zip(residual.chunks_exact(outputs)) {
            add_few(&mut self.weights[i * outputs..][..outputs], 1.0, change);
        }
    }

    /// Computes the weights of all rows where the factor is ahead of them.
    pub(super) fn catch_up(&mut self) {
        let Some(Exact { equations, is_ahead: is_ahead @ true, .. }) = &mut self.exact else { return };
        let coefficients = equations.coefficients();
        for (output, own) in coefficients.chunks_exact(self.count).enumerate() {
            let places = self.weights[output..].iter_mut().step_by(self.outputs);
            places.zip(own).for_each(|(weight, coefficient)| *weight = *coefficient);
        }
        *is_ahead = false;
    }

    /// The predictions of a row with these features.
    pub(super) fn predict(&self, indices: &[usize], values: &[f64], predictions: &mut Vec<f64>) {
        let start = predictions.len();
        predictions.resize(start + self.outputs, 0.0);
        for (&i, &value) in indices.iter().zip(values) {
            add_few(&mut predictions[start..], value, &self.weights[i * self.outputs..][..self.outputs]);
        }
    }

    /// The residual of the normal equations.
    fn residual(&self, effort: &mut Effort) -> Result<Vec<f64>, Error> {
        let product = self.times(&self.weights, effort)?;
        Ok(self.right.iter().zip(&product).map(|(right, product)| right - product).collect())
    }

    /// The norm of the residual, relative to that of the right sides.
    pub(super) fn relative_residual(&self, effort: &mut Effort) -> Result<f64, Error> {
        let size = norm(&self.right);
        Ok(if size > 0.0 { norm(&self.residual(effort)?) / size } else { 0.0 })
    }

    fn times(&self, x: &[f64], effort: &mut Effort) -> Result<Vec<f64>, Error> {
        let mut product = vec![0.0; x.len()];
        let rows = self.matrix.chunks_exact(self.count);
        for (product, row) in product.chunks_exact_mut(self.outputs).zip(rows) {
            effort.spend(self.count * self.outputs)?;
            for (entry, x) in row.iter().zip(x.chunks_exact(self.outputs)) {
                if *entry != 0.0 {
                    add_few(product, *entry, x);
                }
            }
        }
        Ok(product)
    }

    /// Solves the normal equations by conjugate gradients with Jacobi's preconditioner, up to a relative residual or a
    /// number of steps.
    pub(super) fn polish(&mut self, tolerance: f64, steps: u32, effort: &mut Effort) -> Result<(), Error> {
        let target = tolerance * norm(&self.right);
        let (count, outputs) = (self.count, self.outputs);
        let diagonal: Vec<f64> = (0..count * outputs).map(|k| self.matrix[k / outputs * (count + 1)].recip()).collect();
        let conditioned = |residual: &[f64]| residual.iter().zip(&diagonal).map(|(r, d)| r * d).collect::<Vec<_>>();
        let mut residual = self.residual(effort)?;
        let mut gradient = conditioned(&residual);
        let mut direction = gradient.clone();
        let mut square = dot(&residual, &gradient);
        for _ in 0..steps {
            if norm(&residual) <= target || square == 0.0 {
                break;
            }
            let image = self.times(&direction, effort)?;
            let curvature = dot(&direction, &image);
            if curvature.is_nan() || curvature <= 0.0 {
                break;
            }
            let step = square / curvature;
            add_scaled(&mut self.weights, step, &direction);
            add_scaled(&mut residual, -step, &image);
            gradient = conditioned(&residual);
            let next = dot(&residual, &gradient);
            scale_and_add(&mut direction, next / square, &gradient);
            square = next;
        }
        Ok(())
    }
}

/// Solves a symmetric positive definite system by Cholesky's factorization, in place. Pivots lost to rounding count as
/// infinite: their unknowns are not changed.
fn solve(matrix: &mut [f64], right: &mut [f64], outputs: usize) {
    let n = right.len() / outputs;
    for j in 0..n {
        let rest = &mut matrix[j * n..];
        let pivot = rest[j] - rest[..j].iter().map(|entry| entry * entry).sum::<f64>();
        let is_lost = pivot <= f64::EPSILON * rest[j];
        let root = if is_lost { f64::INFINITY } else { pivot.sqrt() };
        rest[j] = root;
        let (row, below) = rest.split_at_mut(n);
        for lower in below.chunks_exact_mut(n) {
            let sum: f64 = lower[..j].iter().zip(&row[..j]).map(|(a, b)| a * b).sum();
            lower[j] = (lower[j] - sum) / root;
        }
        let (known, own) = right.split_at_mut(j * outputs);
        for (k, solved) in known.chunks_exact(outputs).enumerate() {
            add_few(&mut own[..outputs], -row[k], solved);
        }
        own[..outputs].iter_mut().for_each(|entry| *entry /= root);
    }
    for j in (0..n).rev() {
        let (own, known) = right.split_at_mut((j + 1) * outputs);
        let own = &mut own[j * outputs..];
        for (k, solved) in known.chunks_exact(outputs).enumerate() {
            add_few(own, -matrix[(j + 1 + k) * n + j], solved);
        }
        own.iter_mut().for_each(|entry| *entry /= matrix[j * (n + 1)]);
    }
}

/// `y += factor x` for vectors so short that a call of `add_scaled` takes longer than the sum.
#[inline]
fn add_few(y: &mut [f64], factor: f64, x: &[f64]) {
    y.iter_mut().zip(x).for_each(|(y, x)| *y += factor * x);
}
