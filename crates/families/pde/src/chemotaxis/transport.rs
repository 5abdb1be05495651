//! One implicit step of the density for a fixed signal.
//!
//! The flux from a cell L to its neighbor R is (B(-δ) n_L - B(δ) n_R) / h with δ = χ (c_R - c_L) and
//! B(δ) = δ / (exp δ - 1). It vanishes for n proportional to exp(χ c). The matrix of the step has positive diagonal,
//! other entries not positive, and equal column sums: densities stay positive and keep their mass.
//!
//! Source: Scharfetter, Gummel, IEEE Trans. Electron Devices 16, 1969.

use super::cells::Cells;
use super::problem::ChemotaxisFlux;
use superlinear_numerics::krylov::{Status, StoppingRule, gmres};
use superlinear_numerics::linear_operator::LinearOperator;
use superlinear_numerics::matrix_operator::ready;

/// Accuracy of the linear systems, relative residual.
const ACCURACY: f64 = 1e-12;

/// Systems that rounding prevents from reaching this accuracy have signals too steep for a solution.
const MIN_ACCURACY: f64 = 1e-6;

/// Rounding errors of residuals, relative to the largest entry of the matrix in units of the right side's.
const ROUNDING: f64 = 4.0 * f64::EPSILON;

/// GMRES iterations between restarts, and in total. Usual steps take fewer than ten.
const RESTART: usize = 30;
const MAX_ITERATIONS: usize = 300;

/// A step whose system GMRES cannot solve is halved down to this fraction.
const SMALLEST_PART: f64 = 1e-3;

/// Jacobi iterations for densities that rounding has made negative.
const MAX_SWEEPS: usize = 20;

/// Arguments of B below which its series is exact to rounding.
const SMALL: f64 = 1e-4;

/// B(δ) = δ / (exp δ - 1).
fn bernoulli(delta: f64) -> f64 {
    if delta.abs() < SMALL { 1.0 - 0.5 * delta + delta * delta / 12.0 } else { delta / delta.exp_m1() }
}

/// The flow of cells for a signal.
pub(super) struct Transport<'a> {
    cells: &'a Cells<'a>,
    /// For each face, the rates from the lower to the upper cell and back, per time.
    rates: Vec<[f64; 2]>,
    /// The total rate out of each cell.
    outflow: Vec<f64>,
}

impl<'a> Transport<'a> {
    pub fn new(cells: &'a Cells<'a>, signal: &[f64], sensitivity: f64, flux: ChemotaxisFlux) -> Self {
        let mut rates = Vec::with_capacity(2 * cells.count());
        let mut outflow = vec![0.0; cells.count()];
        let weights = cells.spacing.map(|spacing| 1.0 / (spacing * spacing));
        cells.for_each_face(|lower, upper, axis| {
            let delta = sensitivity * (signal[upper] - signal[lower]);
            let [up, down] = match flux {
                ChemotaxisFlux::Exponential => [bernoulli(-delta), bernoulli(delta)],
                ChemotaxisFlux::Upwind => [1.0 + delta.max(0.0), 1.0 + (-delta).max(0.0)],
            };
            let pair = [weights[axis] * up, weights[axis] * down];
            outflow[lower] += pair[0];
            outflow[upper] += pair[1];
            rates.push(pair);
        });
        Self { cells, rates, outflow }
    }

    /// The density after a time step, with the same mass; `None` if the signal is too steep for floating-point numbers, or
    /// the run is over.
    pub fn step(&self, density: &[f64], time_step: f64) -> Option<Vec<f64>> {
        let mut next = density.to_vec();
        let (mut left, mut part) = (time_step, time_step);
        while left > 0.0 {
            match self.implicit_step(&next, part.min(left)) {
                Some(after) => {
                    next = after;
                    left -= part;
                }
                None if part > SMALLEST_PART * time_step && !self.cells.is_over() => part *= 0.5,
                None => return None,
            }
        }
        Some(next)
    }

    /// One implicit Euler step; `None` if its system cannot be solved.
    fn implicit_step(&self, density: &[f64], time_step: f64) -> Option<Vec<f64>> {
        let is_line = self.cells.rows == 1 || self.cells.columns == 1;
        let mut next = if is_line { self.eliminated(density, time_step) } else { self.solved(density, time_step)? };
        if next.iter().any(|&value| value <= 0.0) {
            next = self.smoothed(density, next, time_step);
        }
        let [before, after] = [density, &next].map(superlinear_numerics::parallel::sum);
        if !(after > 0.0 && after.is_finite()) {
            return None;
        }
        next.iter_mut().for_each(|value| *value *= before / after);
        Some(next)
    }

    /// The solution by elimination for cells in a line: no differences of positive numbers occur.
    fn eliminated(&self, density: &[f64], time_step: f64) -> Vec<f64> {
        let count = density.len();
        let mut next: Vec<f64> = density.iter().map(|value| value / time_step).collect();
        // The pivot of a cell without its outflow to the next one, which is kept apart.
        let mut pivots = vec![1.0 / time_step; count];
        for face in 0..count - 1 {
            let [up, down] = self.rates[face];
            // Of the outflow to the next cell, this part stays away.
            let pivot = pivots[face];
            let total = pivot + up;
            next[face + 1] += up / total * next[face];
            pivots[face + 1] += down * (pivot / total);
        }
        next[count - 1] /= pivots[count - 1];
        for face in (0..count - 1).rev() {
            let [up, down] = self.rates[face];
            next[face] = (next[face] + down * next[face + 1]) / (pivots[face] + up);
        }
        next
    }

    /// The solution by GMRES, preconditioned with the diffusion alone; `None` if it fails.
    fn solved(&self, density: &[f64], time_step: f64) -> Option<Vec<f64>> {
        let right_side: Vec<f64> = density.iter().map(|value| value / time_step).collect();
        let mut next = density.to_vec();
        let fastest = self.outflow.iter().copied().fold(0.0, f64::max);
        let relative_tolerance = (ROUNDING * (1.0 + time_step * fastest)).clamp(ACCURACY, MIN_ACCURACY);
        let rule = StoppingRule { relative_tolerance, max_iterations: MAX_ITERATIONS };
        let rate = 1.0 / time_step;
        let (mut matrix, diffusion) = (StepMatrix { transport: self, rate }, Diffusion { cells: self.cells, rate });
        let preconditioner = &mut &diffusion;
        let poll = |_| self.cells.run.is_out_of_time();
        let solve = gmres::solve_in_time(&mut matrix, preconditioner, &right_side, &mut next, (rule, RESTART), poll);
        let outcome = ready(solve).ok()?;
        (outcome.status == Status::Converged).then_some(next)
    }

    /// Positive densities near `next`, by Jacobi iterations.
    fn smoothed(&self, density: &[f64], mut next: Vec<f64>, time_step: f64) -> Vec<f64> {
        for _ in 0..MAX_SWEEPS {
            next.iter_mut().for_each(|value| *value = value.max(0.0));
            let mut inflow: Vec<f64> = density.iter().map(|value| value / time_step).collect();
            let mut rates = self.rates.iter();
            self.cells.for_each_face(|lower, upper, _| {
                let Some([up, down]) = rates.next() else { return };
                inflow[upper] += up * next[lower];
                inflow[lower] += down * next[upper];
            });
            for ((value, inflow), outflow) in next.iter_mut().zip(inflow).zip(&self.outflow) {
                *value = inflow / (1.0 / time_step + outflow);
            }
        }
        next
    }
}

/// The matrix of an implicit step.
struct StepMatrix<'a> {
    transport: &'a Transport<'a>,
    /// The reciprocal of the time step.
    rate: f64,
}

impl LinearOperator for StepMatrix<'_> {
    fn dimension(&self) -> usize {
        self.transport.cells.count()
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        let Transport { cells, rates, outflow } = self.transport;
        for ((y, x), outflow) in y.iter_mut().zip(x).zip(outflow) {
            *y = (self.rate + outflow) * x;
        }
        let mut rates = rates.iter();
        cells.for_each_face(|lower, upper, _| {
            let Some([up, down]) = rates.next() else { return };
            y[upper] -= up * x[lower];
            y[lower] -= down * x[upper];
        });
    }
}

/// The inverse of the step without signal.
struct Diffusion<'a> {
    cells: &'a Cells<'a>,
    rate: f64,
}

impl LinearOperator for Diffusion<'_> {
    fn dimension(&self) -> usize {
        self.cells.count()
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        y.copy_from_slice(x);
        self.cells.invert(y, self.rate, 1.0);
    }
}
