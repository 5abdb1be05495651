//! A = K + nλI decomposed, and the dual coefficients of responses, with the constant that is fitted beside the kernel.
//!
//! With a constant b without a penalty, o = A⁻¹1 and B = A⁻¹ - ooᵀ/Σo, the dual coefficients are By and b = oᵀy/Σo. B stands wherever A⁻¹ does
//! without a constant: in the residuals of samples left out, and in the likelihood, from which the constant is integrated out (Rasmussen,
//! Williams, section 2.7).
//!
//! B depends only on PKP with P = I - 11ᵀ/n, so that PKP + c 11ᵀ/n + nλI is decomposed instead of A. Kernels that differ little from a
//! constant keep the digits in which they differ.

use super::kinds::KernelIntercept;
use faer::Mat;
use superlinear_numerics::dense;
use superlinear_numerics::vectors::dot;

/// A, or with a fitted constant what stands for it, by its Cholesky decomposition, and what it says of responses.
pub(super) struct System {
    /// The upper triangle R with R'R = A, or PKP + c 11ᵀ/n + nλI.
    root: Mat<f64>,
    constant: Option<Constant>,
    /// The constant of each response.
    pub offsets: Vec<f64>,
    /// Each response less its constant, y.
    pub centred: Vec<Vec<f64>>,
    /// A⁻¹y of each, which is B times the response.
    pub dual: Vec<Vec<f64>>,
}

/// A constant that is fitted.
struct Constant {
    /// The means of the rows of K.
    means: Vec<f64>,
    /// λ.
    ridge: f64,
    /// c + nλ: the eigenvalue of what is decomposed along 1.
    eigenvalue: f64,
}

impl System {
    /// Decomposes K + `ridge` I, of which `kernel` has the lower triangle of K. `None` where that is not positive definite, as far as
    /// rounding lets it be seen. With a fitted constant K may lack a multiple of 11ᵀ.
    pub fn new(mut kernel: Mat<f64>, ridge: f64, responses: &[Vec<f64>], intercept: KernelIntercept) -> Option<Self> {
        let means = (intercept == KernelIntercept::Fitted).then(|| center(&mut kernel));
        let along_ones = means.as_ref().map_or(0.0, |_| mean_of_diagonal(&kernel).max(ridge));
        let size = kernel.ncols() as f64;
        for j in 0..kernel.ncols() {
            kernel[(j, j)] += ridge;
            (j..kernel.ncols()).for_each(|i| kernel[(i, j)] += along_ones / size);
        }
        let (offsets, centred) = (Vec::new(), Vec::new());
        let mut system = Self { root: dense::cholesky(kernel)?, constant: None, offsets, centred, dual: Vec::new() };
        system.constant = means.map(|means| Constant { means, ridge: ridge / size, eigenvalue: along_ones + ridge });
        for response in responses {
            let mean = if intercept == KernelIntercept::None { 0.0 } else { mean(response) };
            let around: Vec<_> = response.iter().map(|y| y - mean).collect();
            let dual = system.solve_beside_constant(&around);
            let fitted =
                system.constant.as_ref().map_or(0.0, |constant| self::mean(&around) - dot(&constant.means, &dual));
            system.centred.push(around.iter().map(|y| y - fitted).collect());
            system.dual.push(dual);
            system.offsets.push(mean + fitted);
        }
        Some(system)
    }

    /// The solution of a system with what is decomposed.
    fn solve(&self, vector: &[f64]) -> Vec<f64> {
        let mut solution = vector.to_vec();
        dense::solve_by_root(&self.root, &mut solution);
        solution
    }

    /// B times a vector, where a constant is fitted.
    fn solve_centred(&self, vector: &[f64]) -> Vec<f64> {
        less_mean(&self.solve(&less_mean(vector)))
    }

    /// B times a vector, or A⁻¹ times it where no constant is fitted.
    pub fn solve_beside_constant(&self, vector: &[f64]) -> Vec<f64> {
        if self.constant.is_some() { self.solve_centred(vector) } else { self.solve(vector) }
    }

    /// The gradient, by the responses, of a function of predictions. `pulled` is the product of its gradient by predictions with the kernel
    /// between those and the samples, and `total` the sum of that gradient: A⁻¹K_tv r, or with a fitted constant BK_tv r + o Σr / Σo.
    ///
    /// With the means m of the rows of K, o / Σo is 1/n - Bm. Its entries may be large, and cancel others in the sum.
    pub fn pull_back(&self, pulled: &[f64], total: f64) -> Vec<f64> {
        let Some(Constant { means, .. }) = &self.constant else { return self.solve(pulled) };
        let around: Vec<_> = pulled.iter().zip(means).map(|(pulled, mean)| pulled - total * mean).collect();
        let share = total / means.len() as f64;
        self.solve_centred(&around).iter().map(|entry| entry + share).collect()
    }

    /// The variance of the kernel's value at a new sample, whose kernel with itself and with the samples is given, in units of the
    /// process's variance. With a fitted constant nothing changes where a function of one sample is added to the kernel for each of its two:
    /// the means are taken off.
    pub fn variance(&self, own: f64, kernel: &[f64]) -> f64 {
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

    /// The number of samples, less one where a constant is fitted.
    pub fn degrees_of_freedom(&self) -> f64 {
        (self.root.ncols() - usize::from(self.constant.is_some())) as f64
    }

    /// yᵀA⁻¹y, of all responses.
    pub fn energy(&self) -> f64 {
        self.centred.iter().zip(&self.dual).map(|(y, dual)| dot(y, dual)).sum()
    }

    /// The variance of the process that makes the responses likeliest.
    pub fn process_variance(&self) -> f64 {
        self.energy() / (self.degrees_of_freedom() * self.dual.len() as f64)
    }

    /// The logarithm of the determinant, with a fitted constant of that times Σo.
    pub fn log_determinant(&self) -> f64 {
        let size = self.root.ncols() as f64;
        let of_constant = self.constant.as_ref().map_or(0.0, |constant| (size / constant.eigenvalue).ln());
        2.0 * (0..self.root.ncols()).map(|i| self.root[(i, i)].ln()).sum::<f64>() + of_constant
    }

    /// B, or A⁻¹ where no constant is fitted: both triangles.
    pub fn inverse(&self) -> Mat<f64> {
        let size = self.root.ncols();
        let inverse_root = dense::inverse_of_triangle(&self.root);
        // The columns of R⁻¹ one after the other are the rows of its transpose, whose Gram matrix is A⁻¹.
        let rows: Vec<f64> = (0..size).flat_map(|k| inverse_root.col_as_slice(k).iter().copied()).collect();
        let mut inverse = Mat::zeros(size, size);
        dense::add_gram(&rows, &mut inverse);
        let of_constant = self.constant.as_ref().map_or(0.0, |constant| 1.0 / (size as f64 * constant.eigenvalue));
        Mat::from_fn(size, size, |i, j| inverse[(i.max(j), i.min(j))] - of_constant)
    }
}

/// The mean of numbers.
pub(super) fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len() as f64
}

fn less_mean(vector: &[f64]) -> Vec<f64> {
    let mean = mean(vector);
    vector.iter().map(|entry| entry - mean).collect()
}

/// Makes PKP of the lower triangle of K. Returns the means of the rows of K.
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

/// The mean of the diagonal.
fn mean_of_diagonal(kernel: &Mat<f64>) -> f64 {
    let size = kernel.ncols();
    (0..size).map(|i| kernel[(i, i)]).sum::<f64>() / size as f64
}
