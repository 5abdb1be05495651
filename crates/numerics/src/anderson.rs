//! Anderson acceleration of fixed-point iterations (Anderson 1965; type II of Fang and Saad, Numerical Linear Algebra
//! with Applications 16, 2009; Walker and Ni, SIAM J. Numer. Anal. 49, 2011).

use crate::vectors::{add_scaled, dot};
use std::collections::VecDeque;

/// Regularization of the Gram matrix, scaled to unit diagonal. It bounds the coefficients for nearly dependent
/// differences, and is about the square root of the rounding of inner products.
const RIDGE: f64 = 1e-10;

/// Mixes the last images of a fixed-point map so that their residuals nearly cancel.
///
/// With images y_i = G(x_i) and residuals r_i = y_i - x_i of the last points, the next point is the affine combination
/// of the images with the smallest combined residual in a weighted norm. On linear maps this is equivalent to GMRES.
#[derive(Clone, Debug)]
pub struct Anderson {
    window: usize,
    /// The differences of successive images and residuals, oldest first.
    differences: VecDeque<Pair>,
    last: Option<Pair>,
}

#[derive(Clone, Debug)]
struct Pair {
    image: Vec<f64>,
    residual: Vec<f64>,
}

impl Anderson {
    /// Creates an accelerator with at most `window` earlier points.
    pub fn new(window: usize) -> Self {
        Self { window, differences: VecDeque::with_capacity(window), last: None }
    }

    /// Discards all earlier points.
    pub fn clear(&mut self) {
        self.differences.clear();
        self.last = None;
    }

    /// Replaces `point`, with image `image`, by the next point. Returns the number of earlier points used; with none,
    /// the next point is the image. `weights` are the nonnegative weights of the squared residuals. Panics if lengths
    /// differ.
    pub fn advance(&mut self, point: &mut [f64], image: &[f64], weights: &[f64]) -> usize {
        let residual: Vec<f64> = image.iter().zip(&*point).map(|(image, point)| image - point).collect();
        let here = Pair { image: image.to_vec(), residual };
        if let Some(last) = self.last.take() {
            if self.differences.len() == self.window {
                self.differences.pop_front();
            }
            self.differences.push_back(last.until(&here));
        }
        point.copy_from_slice(image);
        let used = match self.coefficients(&here.residual, weights) {
            Some(coefficients) => {
                for (pair, coefficient) in self.differences.iter().zip(&coefficients) {
                    add_scaled(point, -coefficient, &pair.image);
                }
                coefficients.len()
            }
            None => 0,
        };
        self.last = Some(here);
        used
    }

    /// The coefficients of the residual differences in the weighted least-squares fit of `residual`; `None` if there
    /// are none or they are not finite.
    fn coefficients(&self, residual: &[f64], weights: &[f64]) -> Option<Vec<f64>> {
        let weighted = |values: &[f64]| values.iter().zip(weights).map(|(value, weight)| value * weight).collect();
        let columns: Vec<Vec<f64>> = self.differences.iter().map(|pair| weighted(&pair.residual)).collect();
        let inner = |i: usize, values: &[f64]| dot(&columns[i], values);
        let count = columns.len();
        let norms: Vec<f64> = (0..count).map(|i| inner(i, &self.differences[i].residual).sqrt()).collect();
        if count == 0 || !norms.iter().all(|&norm| norm > 0.0 && norm.is_finite()) {
            return None;
        }
        let mut gram = vec![vec![0.0; count]; count];
        for i in 0..count {
            for j in 0..i {
                gram[i][j] = inner(i, &self.differences[j].residual) / (norms[i] * norms[j]);
            }
            gram[i][i] = 1.0 + RIDGE;
        }
        let mut solution: Vec<f64> = (0..count).map(|i| inner(i, residual) / norms[i]).collect();
        solve_by_cholesky(&mut gram, &mut solution)?;
        solution.iter_mut().zip(&norms).for_each(|(entry, norm)| *entry /= norm);
        solution.iter().all(|entry| entry.is_finite()).then_some(solution)
    }
}

impl Pair {
    /// The differences from `self` to `next`.
    fn until(mut self, next: &Self) -> Self {
        for (values, next) in [(&mut self.image, &next.image), (&mut self.residual, &next.residual)] {
            values.iter_mut().zip(next).for_each(|(value, next)| *value = next - *value);
        }
        self
    }
}

/// Solves a symmetric positive definite system, given by its lower triangle, in place; `None` if it is not positive
/// definite.
fn solve_by_cholesky(matrix: &mut [Vec<f64>], right_side: &mut [f64]) -> Option<()> {
    let dimension = right_side.len();
    for i in 0..dimension {
        for j in 0..=i {
            let sum = matrix[i][j] - (0..j).map(|k| matrix[i][k] * matrix[j][k]).sum::<f64>();
            matrix[i][j] = if i > j {
                sum / matrix[j][j]
            } else if sum > 0.0 {
                sum.sqrt()
            } else {
                return None;
            };
        }
        let sum = right_side[i] - (0..i).map(|k| matrix[i][k] * right_side[k]).sum::<f64>();
        right_side[i] = sum / matrix[i][i];
    }
    for i in (0..dimension).rev() {
        let sum = right_side[i] - (i + 1..dimension).map(|k| matrix[k][i] * right_side[k]).sum::<f64>();
        right_side[i] = sum / matrix[i][i];
    }
    Some(())
}
