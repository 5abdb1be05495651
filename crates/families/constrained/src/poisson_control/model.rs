//! The functions of the problem. The variables are the state at all points, then the control.

use super::grid::Laplacian;
use super::problem::PoissonControlProblem;
use crate::built_in::Model;
use std::f64::consts::PI;
use superlinear_numerics::pattern::Structure;

/// The functions of a validated problem.
pub(super) struct PoissonModel {
    grid: Laplacian,
    control_weight: f64,
    reaction: f64,
    target: Vec<f64>,
}

impl PoissonModel {
    pub fn new(problem: &PoissonControlProblem) -> Self {
        let grid = problem.grid();
        let target = problem.target.as_ref().map_or_else(|| default_target(grid), |target| target.data.to_vec());
        Self { grid, control_weight: problem.control_weight, reaction: problem.reaction, target }
    }
}

/// sin(2πx) sin(πy) + x (1 - x).
fn default_target(grid: Laplacian) -> Vec<f64> {
    let at = |k: usize| (k + 1) as f64 / (grid.size + 1) as f64;
    (0..grid.points())
        .map(|k| {
            let (x, y) = (at(k % grid.size), at(k / grid.size));
            (2.0 * PI * x).sin() * (PI * y).sin() + x * (1.0 - x)
        })
        .collect()
}

pub(super) fn jacobian_structure(grid: Laplacian) -> Structure {
    let places = (0..grid.points()).flat_map(|k| grid.row(k).map(move |j| (k as i32, j as i32)));
    let (rows, columns): (Vec<_>, Vec<_>) = places.unzip();
    Structure { rows: rows.into(), columns: columns.into() }
}

/// The structure of the Hessian: diagonal.
pub(super) fn hessian_structure(grid: Laplacian) -> Structure {
    let diagonal: Vec<_> = (0..2 * grid.points() as i32).collect();
    Structure { rows: diagonal.clone().into(), columns: diagonal.into() }
}

impl Model for PoissonModel {
    fn objective(&mut self, x: &[f64]) -> f64 {
        let (state, control) = x.split_at(self.grid.points());
        let misfits: Vec<_> = state.iter().zip(&self.target).map(|(y, target)| (y - target) * (y - target)).collect();
        let squares: Vec<_> = control.iter().map(|u| u * u).collect();
        let sum = superlinear_numerics::parallel::sum;
        0.5 * (sum(&misfits) + self.control_weight * sum(&squares)) / self.grid.weight()
    }

    fn constraints(&mut self, x: &[f64], values: &mut [f64]) {
        let (state, control) = x.split_at(self.grid.points());
        for (k, value) in values.iter_mut().enumerate() {
            let y = state[k];
            *value = self.grid.at(state, k) + self.reaction * y * y * y - control[k];
        }
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) {
        let area = 1.0 / self.grid.weight();
        let (of_state, of_control) = gradient.split_at_mut(self.grid.points());
        for ((slope, y), target) in of_state.iter_mut().zip(x).zip(&self.target) {
            *slope = area * (y - target);
        }
        for (slope, u) in of_control.iter_mut().zip(&x[of_state.len()..]) {
            *slope = area * self.control_weight * u;
        }
    }

    fn jacobian(&mut self, x: &[f64], entries: &mut [f64]) {
        let weight = self.grid.weight();
        let mut entry = entries.iter_mut();
        for (k, y) in x[..self.grid.points()].iter().enumerate() {
            for j in self.grid.row(k) {
                let value = match j {
                    j if j == k => 4.0 * weight + 3.0 * self.reaction * y * y,
                    j if j >= self.grid.points() => -1.0,
                    _ => -weight,
                };
                entry.next().into_iter().for_each(|entry| *entry = value);
            }
        }
    }

    fn hessian(&mut self, x: &[f64], multipliers: &[f64], weight: f64, entries: &mut [f64]) {
        let area = weight / self.grid.weight();
        let (of_state, of_control) = entries.split_at_mut(self.grid.points());
        for ((entry, y), multiplier) in of_state.iter_mut().zip(x).zip(multipliers) {
            *entry = area + 6.0 * self.reaction * y * multiplier;
        }
        of_control.fill(area * self.control_weight);
    }
}
