//! LSMR: the iterate with the smallest residual of the normal equations over the Krylov space (Fong and Saunders, SIAM
//! J. Sci. Comput. 33, 2011, sections 2 and 3).

use super::{Estimates, Recurrence, rotation};
use crate::vectors::{add_scaled, scale_and_add};

/// The recurrence of LSMR, with the paper's names.
pub struct Lsmr {
    alpha_bar: f64,
    zeta: f64,
    zeta_bar: f64,
    rho: f64,
    rho_bar: f64,
    c_bar: f64,
    s_bar: f64,
    h: Vec<f64>,
    h_bar: Vec<f64>,
    residual: Residual,
    matrix_square: f64,
    /// The largest and the smallest diagonal entry of the second triangular factor except the last one, and the last
    /// one.
    largest: f64,
    smallest: f64,
    last: f64,
}

impl Recurrence for Lsmr {
    fn start(alpha: f64, beta: f64, v: &[f64]) -> Self {
        Self {
            alpha_bar: alpha,
            zeta: 0.0,
            zeta_bar: alpha * beta,
            rho: 1.0,
            rho_bar: 1.0,
            c_bar: 1.0,
            s_bar: 0.0,
            h: v.to_vec(),
            h_bar: vec![0.0; v.len()],
            residual: Residual::start(beta),
            matrix_square: alpha * alpha,
            largest: 0.0,
            smallest: f64::INFINITY,
            last: alpha,
        }
    }

    fn step(&mut self, alpha: f64, beta: f64, v: &[f64], solution: &mut [f64]) {
        let (rho_old, rho_bar_old, zeta_old) = (self.rho, self.rho_bar, self.zeta);
        let (c, s, rho) = rotation(self.alpha_bar, beta);
        let theta = s * alpha;
        let theta_bar = self.s_bar * rho;
        self.last = self.c_bar * rho;
        let (c_bar, s_bar, rho_bar) = rotation(self.last, theta);
        self.matrix_square += beta * beta + alpha * alpha;
        self.alpha_bar = c * alpha;
        self.zeta = c_bar * self.zeta_bar;
        self.zeta_bar *= -s_bar;
        if rho > 0.0 && rho_bar > 0.0 {
            scale_and_add(&mut self.h_bar, -theta_bar * rho / (rho_old * rho_bar_old), &self.h);
            add_scaled(solution, self.zeta / (rho * rho_bar), &self.h_bar);
            scale_and_add(&mut self.h, -theta / rho, v);
            self.residual.step([c, s], theta_bar, rho_bar, [zeta_old, self.zeta]);
            self.largest = self.largest.max(rho_bar);
            self.smallest = self.smallest.min(rho_bar);
        }
        (self.rho, self.rho_bar, self.c_bar, self.s_bar) = (rho, rho_bar, c_bar, s_bar);
    }

    fn estimates(&self) -> Estimates {
        let (largest, smallest) = (self.largest.max(self.last.abs()), self.smallest.min(self.last.abs()));
        Estimates {
            residual: self.residual.norm(),
            normal: self.zeta_bar.abs(),
            matrix_norm: self.matrix_square.sqrt(),
            condition: if smallest > 0.0 { largest / smallest } else { f64::INFINITY },
        }
    }
}

/// The norm of the residual, by the rotations of section 3.2 of the paper.
struct Residual {
    beta_dot: f64,
    beta_double_dot: f64,
    rho_dot: f64,
    theta_tilde: f64,
    tau_tilde: f64,
    tau_dot: f64,
}

impl Residual {
    fn start(beta: f64) -> Self {
        Self { beta_dot: 0.0, beta_double_dot: beta, rho_dot: 1.0, theta_tilde: 0.0, tau_tilde: 0.0, tau_dot: 0.0 }
    }

    fn step(&mut self, [c, s]: [f64; 2], theta_bar: f64, rho_bar: f64, [zeta_old, zeta]: [f64; 2]) {
        let beta_hat = c * self.beta_double_dot;
        self.beta_double_dot *= -s;
        let (c_tilde, s_tilde, rho_tilde) = rotation(self.rho_dot, theta_bar);
        if rho_tilde == 0.0 {
            return;
        }
        let theta_tilde_old = self.theta_tilde;
        self.theta_tilde = s_tilde * rho_bar;
        self.rho_dot = c_tilde * rho_bar;
        self.beta_dot = c_tilde * beta_hat - s_tilde * self.beta_dot;
        self.tau_tilde = (zeta_old - theta_tilde_old * self.tau_tilde) / rho_tilde;
        if self.rho_dot != 0.0 {
            self.tau_dot = (zeta - self.theta_tilde * self.tau_tilde) / self.rho_dot;
        }
    }

    fn norm(&self) -> f64 {
        (self.beta_dot - self.tau_dot).hypot(self.beta_double_dot)
    }
}
