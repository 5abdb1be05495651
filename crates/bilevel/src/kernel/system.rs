//! A = K + nλI decomposed, and the dual coefficients of responses, with the constant that is fitted beside the kernel.
//!
//! With a constant b without a penalty, o = A⁻¹1 and B = A⁻¹ - ooᵀ/Σo, the dual coefficients are By and b = oᵀy/Σo. B stands wherever A⁻¹ does
//! without a constant: in the residuals of samples left out, and in the likelihood, from which the constant is integrated out (Rasmussen,
//! Williams, section 2.7).

use super::kinds::KernelIntercept;
use faer::Mat;
use superlinear_numerics::dense;
use superlinear_numerics::vectors::{add_scaled, dot};

/// A by its Cholesky decomposition, and what it says of responses.
pub(super) struct System {
    /// The upper triangle R with R'R = A.
    root: Mat<f64>,
    constant: Option<Constant>,
    /// The constant of each response.
    pub offsets: Vec<f64>,
    /// Each response less its constant, y.
    pub centred: Vec<Vec<f64>>,
    /// A⁻¹y of each.
    pub dual: Vec<Vec<f64>>,
}

/// A constant that is fitted.
struct Constant {
    /// o = A⁻¹1.
    solution: Vec<f64>,
    /// Σo.
    sum: f64,
}

impl System {
    /// Decomposes K + `ridge` I, of which `kernel` has the lower triangle of K. `None` where that is not positive definite, as far as
    /// rounding lets it be seen.
    pub fn new(mut kernel: Mat<f64>, ridge: f64, responses: &[Vec<f64>], intercept: KernelIntercept) -> Option<Self> {
        (0..kernel.ncols()).for_each(|i| kernel[(i, i)] += ridge);
        let size = kernel.ncols();
        let (offsets, centred) = (Vec::new(), Vec::new());
        let mut system = Self { root: dense::cholesky(kernel)?, constant: None, offsets, centred, dual: Vec::new() };
        if intercept == KernelIntercept::Fitted {
            let solution = system.solve(&vec![1.0; size]);
            let sum: f64 = solution.iter().sum();
            system.constant = Some(Constant { solution, sum }).filter(|constant| constant.sum > 0.0);
            system.constant.as_ref()?;
        }
        for response in responses {
            let mean = if intercept == KernelIntercept::None { 0.0 } else { mean(response) };
            let around: Vec<_> = response.iter().map(|y| y - mean).collect();
            let fitted =
                system.constant.as_ref().map_or(0.0, |Constant { solution, sum }| dot(solution, &around) / sum);
            let centred: Vec<_> = around.iter().map(|y| y - fitted).collect();
            system.dual.push(system.solve(&centred));
            system.centred.push(centred);
            system.offsets.push(mean + fitted);
        }
        Some(system)
    }

    /// A⁻¹ times a vector.
    pub fn solve(&self, vector: &[f64]) -> Vec<f64> {
        let mut solution = vector.to_vec();
        dense::solve_by_root(&self.root, &mut solution);
        solution
    }

    /// B times a vector.
    pub fn solve_beside_constant(&self, vector: &[f64]) -> Vec<f64> {
        let mut solution = self.solve(vector);
        if let Some(Constant { solution: ones, sum }) = &self.constant {
            add_scaled(&mut solution, -dot(ones, vector) / sum, ones);
        }
        solution
    }

    /// What the constant of a prediction adds to the sensitivity of dual coefficients where predictions change by `total`: o total / Σo.
    pub fn pull_of_constant(&self, total: f64) -> Option<Vec<f64>> {
        let Constant { solution, sum } = self.constant.as_ref()?;
        Some(solution.iter().map(|entry| entry * total / sum).collect())
    }

    /// The variance of the kernel's value at a new sample, whose kernel with itself and with the samples is given, in units of the
    /// process's variance.
    pub fn variance(&self, own: f64, kernel: &[f64]) -> f64 {
        let explained = dot(kernel, &self.solve(kernel));
        let of_constant = self.constant.as_ref().map_or(0.0, |Constant { solution, sum }| {
            let left = 1.0 - dot(solution, kernel);
            left * left / sum
        });
        (own - explained + of_constant).max(0.0)
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
        let of_constant = self.constant.as_ref().map_or(0.0, |constant| constant.sum.ln());
        2.0 * (0..self.root.ncols()).map(|i| self.root[(i, i)].ln()).sum::<f64>() + of_constant
    }

    /// B, both triangles.
    pub fn inverse(&self) -> Mat<f64> {
        let size = self.root.ncols();
        let inverse_root = dense::inverse_of_triangle(&self.root);
        // The columns of R⁻¹ one after the other are the rows of its transpose, whose Gram matrix is A⁻¹.
        let rows: Vec<f64> = (0..size).flat_map(|k| inverse_root.col_as_slice(k).iter().copied()).collect();
        let mut inverse = Mat::zeros(size, size);
        dense::add_gram(&rows, &mut inverse);
        let of_constant = |i: usize, j: usize| {
            self.constant.as_ref().map_or(0.0, |Constant { solution, sum }| solution[i] * solution[j] / sum)
        };
        Mat::from_fn(size, size, |i, j| inverse[(i.max(j), i.min(j))] - of_constant(i, j))
    }
}

/// The mean of numbers.
pub(super) fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len() as f64
}
