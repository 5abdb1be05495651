//! BFGS with a dense matrix.
//!
//! Source: Nocedal, Wright, Numerical Optimization, 2nd edition, 2006, equation 6.20 for the scale.

use super::{damped, undamped_part};
use crate::vectors::dot;

/// The model of a Hessian as a dense matrix.
#[derive(Clone, Debug)]
pub struct Bfgs {
    order: usize,
    /// The matrix, row by row.
    matrix: Vec<f64>,
    is_untouched: bool,
}

impl Bfgs {
    /// Starts from the identity of this order.
    pub fn new(order: usize) -> Self {
        let mut matrix = vec![0.0; order * order];
        (0..order).for_each(|i| matrix[i * order + i] = 1.0);
        Self { order, matrix, is_untouched: true }
    }

    /// Resumes from an earlier model, a symmetric matrix given row by row.
    pub fn resumed(order: usize, matrix: Vec<f64>) -> Self {
        Self { order, matrix, is_untouched: false }
    }

    /// The matrix, row by row; `None` before the first step.
    pub fn matrix(&self) -> Option<&[f64]> {
        (!self.is_untouched).then_some(&self.matrix)
    }

    /// The entries of the lower triangle, row by row.
    pub fn lower_triangle(&self) -> Vec<f64> {
        (0..self.order).flat_map(|i| (0..=i).map(move |j| self.matrix[i * self.order + j])).collect()
    }

    /// Updates the model with a step and its gradient change.
    pub fn update(&mut self, step: &[f64], change: &[f64]) {
        let (curvature, length) = (dot(step, change), dot(step, step));
        if !(length > 0.0 && curvature.is_finite()) {
            return;
        }
        if std::mem::take(&mut self.is_untouched) && curvature > 0.0 {
            // Scale to the first positive curvature.
            let scale = dot(change, change) / curvature;
            self.matrix.iter_mut().for_each(|entry| *entry *= scale);
        }
        let product: Vec<_> = self.matrix.chunks(self.order).map(|row| dot(row, step)).collect();
        let model_curvature = dot(step, &product);
        let damped = damped(undamped_part(curvature, model_curvature), change, &product);
        let damped_curvature = dot(step, &damped);
        if !(model_curvature > 0.0 && damped_curvature > 0.0) {
            return;
        }
        for (i, row) in self.matrix.chunks_mut(self.order).enumerate() {
            for (j, entry) in row.iter_mut().enumerate() {
                *entry += damped[i] * damped[j] / damped_curvature - product[i] * product[j] / model_curvature;
            }
        }
    }
}
