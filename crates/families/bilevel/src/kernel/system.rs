//! Factorization of A = K + nλI, dual coefficients of responses, and the fitted constant.
//!
//! For an unpenalized constant b, let o = A⁻¹1 and B = A⁻¹ - ooᵀ/Σo. The dual coefficients are By, and b = oᵀy/Σo. B
//! replaces A⁻¹ everywhere: in the leave-one-out residuals, and in the likelihood with the constant integrated out
//! (Rasmussen, Williams, section 2.7).
//!
//! B depends only on PKP with P = I - 11ᵀ/n, so PKP + c 11ᵀ/n + nλI is factorized instead of A. Nearly constant kernels
//! then keep the digits of their variation.

use super::kinds::KernelIntercept;
use faer::Mat;
use superlinear_numerics::dense;
use superlinear_numerics::vectors::dot;

/// The Cholesky factorization of A, or of its replacement with a fitted constant, and the solutions for the responses.
pub(super) struct System {
    /// The upper triangular factor R, R'R = A or PKP + c 11ᵀ/n + nλI.
    root: Mat<f64>,
    constant: Option<Constant>,
    /// The constant of each response.
    pub offsets: Vec<f64>,
    /// Each response minus its constant, y.
    pub centered: Vec<Vec<f64>>,
    /// A⁻¹y for each response, equal to B times the response.
    pub dual: Vec<Vec<f64>>,
}

/// A fitted constant.
struct Constant {
    /// The row means of K.
    means: Vec<f64>,
    /// λ.
    ridge: f64,
    /// c + nλ, the eigenvalue of the factorized matrix for the eigenvector 1.
    eigenvalue: f64,
}

impl System {
    /// Factorizes K + `ridge` I, given the lower triangle of K in `kernel`. `None` if it is not numerically positive
    /// definite. With a fitted constant, K may lack a multiple of 11ᵀ.
    pub(crate) fn new(
        mut kernel: Mat<f64>,
        ridge: f64,
        responses: &[Vec<f64>],
        intercept: KernelIntercept,
    ) -> Option<Self> {
        let means = (intercept == KernelIntercept::Fitted).then(|| center(&mut kernel));
        let along_ones = means.as_ref().map_or(0.0, |_| mean_of_diagonal(&kernel).max(ridge));
        let size = kernel.ncols() as f64;
        for j in 0..kernel.ncols() {
            kernel[(j, j)] += ridge;
            (j..kernel.ncols()).for_each(|i| kernel[(i, j)] += along_ones / size);
        }
        let (offsets, centered) = (Vec::new(), Vec::new());
        let mut system = Self { root: dense::cholesky(kernel)?, constant: None, offsets, centered, dual: Vec::new() };
        system.constant = means.map(|means| Constant { means, ridge: ridge / size, eigenvalue: along_ones + ridge });
        for response in responses {
            let mean = if intercept == KernelIntercept::None { 0.0 } else { mean(response) };
            let around: Vec<_> = response.iter().map(|y| y - mean).collect();
            let dual = system.solve_beside_constant(&around);
            let fitted =
                system.constant.as_ref().map_or(0.0, |constant| self::mean(&around) - dot(&constant.means, &dual));
            system.centered.push(around.iter().map(|y| y - fitted).collect());
            system.dual.push(dual);
            system.offsets.push(mean + fitted);
        }
        Some(system)
    }

    /// Solves a system with the factorized matrix.
    fn solve(&self, vector: &[f64]) -> Vec<f64> {
        let mut solution = vector.to_vec();
        dense::solve_by_root(&self.root, &mut solution);
        solution
    }

    /// B times a vector, with a fitted constant.
    fn solve_centered(&self, vector: &[f64]) -> Vec<f64> {
        less_mean(&self.solve(&less_mean(vector)))
    }

    /// B times a vector, or A⁻¹ times it without a fitted constant.
    pub(crate) fn solve_beside_constant(&self, vector: &[f64]) -> Vec<f64> {
        if self.constant.is_some() { self.solve_centered(vector) } else { self.solve(vector) }
    }

    /// The gradient with respect to the responses of a function of predictions. `pulled` is the kernel between samples
    /// and predictions times the function's gradient r, and `total` is Σr. Returns A⁻¹K_tv r or, with a fitted
    /// constant, BK_tv r + o Σr / Σo.
    ///
    /// With the row means m of K, o / Σo = 1/n - Bm. Its entries may be large and cancel others in the sum.
    pub(crate) fn pull_back(&self, pulled: &[f64], total: f64) -> Vec<f64> {
        let Some(Constant { means, .. }) = &self.constant else { return self.solve(pulled) };
        let around: Vec<_> = pulled.iter().zip(means).map(|(pulled, mean)| pulled - total * mean).collect();
        let share = total / means.len() as f64;
        self.solve_centered(&around).iter().map(|entry| entry + share).collect()
    }

    /// The predictive variance at a new sample in units of the process variance, from its kernel with itself and with
    /// the samples. With a fitted constant the means are subtracted, as the result is invariant under adding f(a) +
    /// f(b) to the kernel.
    pub(crate) fn variance(&self, own: f64, kernel: &[f64]) -> f64 {
        let (own, around) = match &self.constant {
            None => (own, kernel.to_vec()),
            Some(Constant { means, ridge, .. }) => {
                let (here, all) = (mean(kernel), mean(means));
                let around = kernel.iter().zip(means).map(|(kernel, mean)| (kernel - here) - (mean - all)).collect();
                (own - 2.0 * here + all + ridge, around)
            }
        };
        (own - dot(&around, &self.solve_beside_constant(&around))).max(0.0)
    }

    /// The number of samples, minus one with a fitted constant.
    pub(crate) fn degrees_of_freedom(&self) -> f64 {
        (self.root.ncols() - usize::from(self.constant.is_some())) as f64
    }

    /// yᵀA⁻¹y, summed over all responses.
    pub(crate) fn energy(&self) -> f64 {
        self.centered.iter().zip(&self.dual).map(|(y, dual)| dot(y, dual)).sum()
    }

    /// The maximum-likelihood variance of the process.
    pub(crate) fn process_variance(&self) -> f64 {
        self.energy() / (self.degrees_of_freedom() * self.dual.len() as f64)
    }

    /// ln det A, plus ln Σo with a fitted constant.
    pub(crate) fn log_determinant(&self) -> f64 {
        let size = self.root.ncols() as f64;
        let of_constant = self.constant.as_ref().map_or(0.0, |constant| (size / constant.eigenvalue).ln());
        2.0 * (0..self.root.ncols()).map(|i| self.root[(i, i)].ln()).sum::<f64>() + of_constant
    }

    /// B, or A⁻¹ without a fitted constant, in both triangles.
    pub(crate) fn inverse(&self) -> Mat<f64> {
        let size = self.root.ncols();
        let inverse_root = dense::inverse_of_triangle(&self.root);
        // R⁻¹ stored by columns is its transpose stored by rows, with Gram matrix A⁻¹.
        let rows: Vec<f64> = (0..size).flat_map(|k| inverse_root.col_as_slice(k).iter().copied()).collect();
        let mut inverse = Mat::zeros(size, size);
        dense::add_gram(&rows, &mut inverse);
        let of_constant = self.constant.as_ref().map_or(0.0, |constant| 1.0 / (size as f64 * constant.eigenvalue));
        Mat::from_fn(size, size, |i, j| inverse[(i.max(j), i.min(j))] - of_constant)
    }
}

pub(super) fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len() as f64
}

fn less_mean(vector: &[f64]) -> Vec<f64> {
    let mean = mean(vector);
    vector.iter().map(|entry| entry - mean).collect()
}

/// Replaces the lower triangle of K with that of PKP. Returns the row means of K.
fn center(kernel: &mut Mat<f64>) -> Vec<f64> {
    let size = kernel.ncols();
    let row = |i: usize| (0..size).map(|j| kernel[(i.max(j), i.min(j))]).sum::<f64>() / size as f64;
    let means: Vec<_> = (0..size).map(row).collect();
    let all = mean(&means);
    for j in 0..size {
        (j..size).for_each(|i| kernel[(i, j)] -= means[i] + means[j] - all);
    }
    means
}

fn mean_of_diagonal(kernel: &Mat<f64>) -> f64 {
    let size = kernel.ncols();
    (0..size).map(|i| kernel[(i, i)]).sum::<f64>() / size as f64
}
