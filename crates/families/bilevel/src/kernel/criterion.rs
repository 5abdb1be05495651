//! The criteria, and their derivatives with respect to A.
//!
//! Sums run over n samples and c responses. Leave-one-out residuals are α_i / A⁻¹_ii (Rasmussen, Williams, equation
//! 5.12). The marginal likelihood uses the maximum-likelihood scale yᵀα / n. With a fitted constant, B replaces A⁻¹ and
//! n - 1 replaces n.

use super::covariance::Covariance;
use super::folds::Fold;
use super::kinds::{KernelCriterion, KernelIntercept};
use super::system::System;
use faer::Mat;
use std::f64::consts::TAU;
use superlinear_numerics::dense;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::vectors::{dot, dot_in_order, larger};

/// The samples' kernel and responses, and the criterion.
pub(super) struct Setting {
    pub covariance: Covariance,
    /// The given responses.
    pub responses: Vec<Vec<f64>>,
    /// The constant term of predictions.
    pub intercept: KernelIntercept,
    pub criterion: KernelCriterion,
    /// For [`KernelCriterion::Folds`].
    pub folds: Vec<Fold>,
    pub parallelism: Parallelism,
}

/// The solved systems of a criterion, as needed for its derivative.
pub(super) enum Fitted {
    /// One system of all samples, with A⁻¹ if the value needed it.
    Whole(System, Option<Mat<f64>>),
    /// A system per training part, with the prediction errors on the held-out part.
    Parts(Vec<(System, Vec<Vec<f64>>)>),
}

impl Setting {
    /// Solves all systems at the given parameters (logarithms, the ridge's last), and evaluates the criterion. `None`
    /// if a matrix is not positive definite or a number not finite.
    pub(crate) fn fit(&self, x: &[f64]) -> Option<(Fitted, f64)> {
        let (x, ridge) = split(x);
        let kernel = self.kernel(x);
        let (fitted, value) = match self.criterion {
            KernelCriterion::MarginalLikelihood => {
                let system = self.whole(kernel, ridge)?;
                let value = self.marginal(&system);
                (Fitted::Whole(system, None), value)
            }
            KernelCriterion::LeaveOneOut => {
                let system = self.whole(kernel, ridge)?;
                let inverse = system.inverse();
                let value = half_mean_square(&left_out(&system, &inverse));
                (Fitted::Whole(system, Some(inverse)), value)
            }
            KernelCriterion::Folds => {
                let part = |k: usize| self.part(&kernel, ridge, &self.folds[k]);
                let parts = self.parallelism.map_blocks(self.folds.len(), part);
                let parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
                let value = 0.5 * parts.iter().map(|(_, errors)| square_of(errors)).sum::<f64>() / self.held_out();
                (Fitted::Parts(parts), value)
            }
        };
        value.is_finite().then_some((fitted, value))
    }

    /// The gradient with respect to the logarithms of all parameters.
    pub(crate) fn gradient(&self, x: &[f64], fitted: &Fitted) -> Vec<f64> {
        let (parameters, ridge) = split(x);
        let (sensitivity, of_ridge) = match (fitted, self.criterion) {
            (Fitted::Parts(parts), _) => self.sensitivity_of_folds(&self.kernel(parameters), parts, ridge),
            (Fitted::Whole(system, inverse), criterion) => {
                let inverse = inverse.clone().unwrap_or_else(|| system.inverse());
                let sensitivity = match criterion {
                    KernelCriterion::LeaveOneOut => sensitivity_left_out(system, &inverse),
                    _ => self.sensitivity_marginal(system, inverse),
                };
                let size = sensitivity.ncols();
                let trace: f64 = (0..size).map(|i| sensitivity[(i, i)]).sum();
                (sensitivity, size as f64 * ridge * trace)
            }
        };
        let mut gradient = self.covariance.gradient(parameters, &sensitivity);
        gradient.push(of_ridge);
        gradient
    }

    /// K at the parameters, in the lower triangle. With a fitted constant, K - 1 for kernels with unit diagonal:
    /// nothing then depends on a constant, and the difference has more digits.
    pub(crate) fn kernel(&self, parameters: &[f64]) -> Mat<f64> {
        match self.intercept {
            KernelIntercept::Fitted => self.covariance.matrix_less_one(parameters),
            KernelIntercept::Mean | KernelIntercept::None => self.covariance.matrix(parameters),
        }
    }

    /// The system of all samples.
    pub(crate) fn whole(&self, kernel: Mat<f64>, ridge: f64) -> Option<System> {
        let scaled = kernel.ncols() as f64 * ridge;
        System::new(kernel, scaled, &self.responses, self.intercept)
    }

    /// The largest absolute entry of Aα - y over all samples.
    pub(crate) fn residual(&self, system: &System, parameters: &[f64], ridge: f64) -> f64 {
        let kernel = self.kernel(parameters);
        let size = kernel.ncols();
        let scaled = size as f64 * ridge;
        let mut residual = 0.0;
        for (y, dual) in system.centered.iter().zip(&system.dual) {
            for i in 0..size {
                let row: Vec<_> = (0..size).map(|j| kernel[(i.max(j), i.min(j))]).collect();
                residual = larger(residual, (dot(&row, dual) + scaled * dual[i] - y[i]).abs());
            }
        }
        residual
    }

    /// ½ ln(yᵀα / n) + ln det A / (2n).
    fn marginal(&self, system: &System) -> f64 {
        0.5 * system.process_variance().ln() + system.log_determinant() / (2.0 * system.degrees_of_freedom())
    }

    /// The log-density of the responses under one Gaussian process with maximum-likelihood scale.
    pub(crate) fn log_marginal_likelihood(&self, system: &System) -> f64 {
        let numbers = system.degrees_of_freedom() * self.responses.len() as f64;
        -numbers * (self.marginal(system) + 0.5 * (1.0 + TAU.ln()))
    }

    /// A⁻¹ / (2n) - ααᵀ / (2yᵀα).
    fn sensitivity_marginal(&self, system: &System, mut inverse: Mat<f64>) -> Mat<f64> {
        let (size, energy, degrees) = (inverse.ncols(), system.energy(), system.degrees_of_freedom());
        for j in 0..size {
            for i in j..size {
                let outer: f64 = system.dual.iter().map(|dual| dual[i] * dual[j]).sum();
                inverse[(i, j)] = 0.5 * (inverse[(i, j)] / degrees - outer / energy);
            }
        }
        inverse
    }

    /// The system of a fold's training part, and its prediction errors (prediction minus response) on the held-out
    /// part.
    fn part(&self, kernel: &Mat<f64>, ridge: f64, fold: &Fold) -> Option<(System, Vec<Vec<f64>>)> {
        let Fold { training, validation } = fold;
        let size = training.len();
        let entry = |i: usize, j: usize| kernel[(i.max(j), i.min(j))];
        let part = Mat::from_fn(size, size, |i, j| entry(training[i], training[j]));
        let chosen: Vec<Vec<_>> =
            self.responses.iter().map(|response| training.iter().map(|&i| response[i]).collect()).collect();
        let system = System::new(part, size as f64 * ridge, &chosen, self.intercept)?;
        let mut errors: Vec<Vec<_>> = self
            .responses
            .iter()
            .zip(&system.offsets)
            .map(|(y, offset)| validation.iter().map(|&i| offset - y[i]).collect())
            .collect();
        for (k, &i) in validation.iter().enumerate() {
            let row: Vec<_> = training.iter().map(|&j| entry(i, j)).collect();
            errors.iter_mut().zip(&system.dual).for_each(|(errors, dual)| errors[k] += dot_in_order(&row, dual));
        }
        Some((system, errors))
    }

    /// The number of held-out values.
    fn held_out(&self) -> f64 {
        let samples: usize = self.folds.iter().map(|fold| fold.validation.len()).sum();
        (samples * self.responses.len()) as f64
    }

    /// ∂F/∂K, and the derivative with respect to the ridge's logarithm. With errors r = K_vt α + b - y over N values
    /// and s = A⁻¹K_tv r, dF = (rᵀ dK_vt α - sᵀ dA α) / N. With a fitted constant b, s = BK_tv r + o Σr / Σo.
    fn sensitivity_of_folds(
        &self,
        kernel: &Mat<f64>,
        parts: &[(System, Vec<Vec<f64>>)],
        ridge: f64,
    ) -> (Mat<f64>, f64) {
        let size = self.covariance.samples();
        let (mut sensitivity, mut of_ridge) = (Mat::zeros(size, size), 0.0);
        // Off the diagonal, each entry gets half of the change; its mirror image has the other half.
        let mut add = |i: usize, j: usize, change: f64| {
            sensitivity[(i.max(j), i.min(j))] += if i == j { change } else { 0.5 * change };
        };
        for (Fold { training, validation }, (system, errors)) in self.folds.iter().zip(parts) {
            for (errors, dual) in errors.iter().zip(&system.dual) {
                let (mut pulled, mut total) = (vec![0.0; training.len()], 0.0);
                for (&i, error) in validation.iter().zip(errors) {
                    let error = error / self.held_out();
                    total += error;
                    for ((&j, dual), pulled) in training.iter().zip(dual).zip(&mut pulled) {
                        *pulled += error * kernel[(i.max(j), i.min(j))];
                        add(i, j, error * dual);
                    }
                }
                let pulled = system.pull_back(&pulled, total);
                for (&i, pulled) in training.iter().zip(&pulled) {
                    training.iter().zip(dual).for_each(|(&j, dual)| add(i, j, -pulled * dual));
                }
                of_ridge -= training.len() as f64 * ridge * dot(&pulled, dual);
            }
        }
        (sensitivity, of_ridge)
    }
}

/// The leave-one-out residuals.
pub(super) fn left_out(system: &System, inverse: &Mat<f64>) -> Vec<Vec<f64>> {
    let residuals = |dual: &Vec<f64>| dual.iter().enumerate().map(|(i, dual)| dual / inverse[(i, i)]).collect();
    system.dual.iter().map(residuals).collect()
}

/// The lower triangle of A⁻¹ diag(v) A⁻¹ - ½(αuᵀA⁻¹ + A⁻¹uαᵀ), where u = α / (n (A⁻¹_ii)²) and v = α² / (n (A⁻¹_ii)³).
fn sensitivity_left_out(system: &System, inverse: &Mat<f64>) -> Mat<f64> {
    let size = inverse.ncols();
    let numbers = (size * system.dual.len()) as f64;
    let diagonal = |i: usize| inverse[(i, i)];
    let square =
        |i: usize| system.dual.iter().map(|dual| dual[i] * dual[i]).sum::<f64>() / (numbers * diagonal(i).powi(3));
    let roots: Vec<_> = (0..size).map(|i| square(i).sqrt()).collect();
    let rows: Vec<f64> = (0..size)
        .flat_map(|i| inverse.col_as_slice(i).iter().map(move |entry| (i, entry)))
        .map(|(i, entry)| roots[i] * entry)
        .collect();
    let mut sensitivity = Mat::zeros(size, size);
    dense::add_gram(&rows, &mut sensitivity);
    for dual in &system.dual {
        let pull: Vec<_> = (0..size).map(|i| dual[i] / (numbers * diagonal(i).powi(2))).collect();
        let pulled = system.solve_beside_constant(&pull);
        for j in 0..size {
            (j..size).for_each(|i| sensitivity[(i, j)] -= 0.5 * (dual[i] * pulled[j] + pulled[i] * dual[j]));
        }
    }
    sensitivity
}

/// Half the mean square of all entries.
pub(super) fn half_mean_square(columns: &[Vec<f64>]) -> f64 {
    let numbers: usize = columns.iter().map(Vec::len).sum();
    0.5 * square_of(columns) / numbers as f64
}

fn square_of(columns: &[Vec<f64>]) -> f64 {
    columns.iter().map(|column| dot(column, column)).sum()
}

/// Splits the logarithms of parameters into those of the kernel and the ridge λ, the exponential of the last.
pub(super) fn split(x: &[f64]) -> (&[f64], f64) {
    let (kernel, ridge) = x.split_at(x.len() - 1);
    (kernel, ridge[0].exp())
}
