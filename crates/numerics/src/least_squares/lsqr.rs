//! LSQR: the iterate with the smallest residual over the Krylov space (Paige and Saunders, ACM Trans. Math. Softw. 8,
//! 1982, algorithm LSQR and section 5 for the estimates).

use super::{Estimates, Recurrence, rotation};
use crate::vectors::{add_scaled, dot, scale_and_add};

/// The recurrence of LSQR, with the paper's names.
pub struct Lsqr {
    rho_bar: f64,
    phi_bar: f64,
    w: Vec<f64>,
    /// The squared Frobenius norms of the bidiagonal matrix and of W R^-1.
    matrix_square: f64,
    inverse_square: f64,
    normal: f64,
}

impl Recurrence for Lsqr {
    fn start(alpha: f64, beta: f64, v: &[f64]) -> Self {
        Self {
            rho_bar: alpha,
            phi_bar: beta,
            w: v.to_vec(),
            matrix_square: alpha * alpha,
            inverse_square: 0.0,
            normal: alpha * beta,
        }
    }

    fn step(&mut self, alpha: f64, beta: f64, v: &[f64], solution: &mut [f64]) {
        let (c, s, rho) = rotation(self.rho_bar, beta);
        let (phi, theta) = (c * self.phi_bar, s * alpha);
        if rho > 0.0 {
            add_scaled(solution, phi / rho, &self.w);
            self.inverse_square += dot(&self.w, &self.w) / rho / rho;
            scale_and_add(&mut self.w, -theta / rho, v);
        }
        self.matrix_square += beta * beta + alpha * alpha;
        self.rho_bar = -c * alpha;
        self.phi_bar *= s;
        self.normal = alpha * (s * phi).abs();
    }

    fn estimates(&self) -> Estimates {
        let matrix_norm = self.matrix_square.sqrt();
        Estimates {
            residual: self.phi_bar,
            normal: self.normal,
            matrix_norm,
            condition: matrix_norm * self.inverse_square.sqrt(),
        }
    }
}
