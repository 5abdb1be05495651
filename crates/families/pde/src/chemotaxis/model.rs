//! The state of an evolution, its time steps and its free energy.

use super::cells::Cells;
use super::problem::{ChemotaxisFlux, LimitModel};
use super::transport::Transport;
use superlinear_numerics::vectors::{difference, norm};

/// The equations with their parameters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Model {
    /// The time scale of signal and intermediate; 0 in both limits.
    pub epsilon: f64,
    /// The diffusion of the intermediate; 0 for `direct`.
    pub tau: f64,
    pub sensitivity: f64,
    pub flux: ChemotaxisFlux,
}

/// Density, signal and intermediate.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub density: Vec<f64>,
    pub signal: Vec<f64>,
    pub intermediate: Vec<f64>,
}

/// A free energy, and the sum of the absolute values of its terms.
#[derive(Clone, Copy, Debug)]
pub(super) struct FreeEnergy {
    pub value: f64,
    pub scale: f64,
}

impl Model {
    /// The model in the limit of small time scales.
    pub fn limit(self, kind: LimitModel) -> Self {
        let tau = if kind == LimitModel::Direct { 0.0 } else { self.tau };
        Self { epsilon: 0.0, tau, ..self }
    }

    /// The intermediate in equilibrium with a density.
    pub fn equilibrium_intermediate(self, cells: &Cells, density: &[f64]) -> Vec<f64> {
        let mut intermediate = density.to_vec();
        if self.tau > 0.0 {
            cells.invert(&mut intermediate, 1.0, self.tau);
        }
        intermediate
    }

    /// The state in equilibrium with a density.
    pub fn equilibrium(self, cells: &Cells, density: Vec<f64>) -> State {
        let intermediate = self.equilibrium_intermediate(cells, &density);
        let mut signal = intermediate.clone();
        cells.invert(&mut signal, 1.0, 1.0);
        State { density, signal, intermediate }
    }

    /// The state after an implicit Euler step: of the density for the old signal, then of the other equations. `None` if
    /// the density's step fails.
    fn step(self, cells: &Cells, state: &State, time_step: f64) -> Option<State> {
        let transport = Transport::new(cells, &state.signal, self.sensitivity, self.flux);
        let density = transport.step(&state.density, time_step)?;
        if self.epsilon == 0.0 {
            return Some(self.equilibrium(cells, density));
        }
        let rate = self.epsilon / time_step;
        let relaxed = |before: &[f64], source: &[f64], diffusion: f64| {
            let mut next: Vec<f64> = before.iter().zip(source).map(|(before, source)| rate * before + source).collect();
            cells.invert(&mut next, rate + 1.0, diffusion);
            next
        };
        let intermediate = relaxed(&state.intermediate, &density, self.tau);
        let signal = relaxed(&state.signal, &intermediate, 1.0);
        Some(State { density, signal, intermediate })
    }

    /// The state after one step, or after two halves of it with the relative difference of the densities of both.
    pub fn estimated_step(self, cells: &Cells, state: &State, time_step: f64, is_fixed: bool) -> Option<(State, f64)> {
        let next = self.step(cells, state, time_step)?;
        if is_fixed {
            return Some((next, 0.0));
        }
        let middle = self.step(cells, state, 0.5 * time_step)?;
        let halves = self.step(cells, &middle, 0.5 * time_step)?;
        let error = norm(&difference(&next.density, &halves.density)) / norm(&halves.density);
        Some((halves, error))
    }

    /// The free energy: the integral of n ln n - χ n c + χ/2 ((ε ∂c/∂t)² + τ (Δc)² + (1 + τ) |∇c|² + c²).
    pub fn free_energy(self, cells: &Cells, state: &State) -> FreeEnergy {
        let State { density, signal, intermediate } = state;
        let laplacian = cells.laplacian(signal);
        let entropy = |n: f64| if n > 0.0 { n * n.ln() } else { 0.0 };
        let half = 0.5 * self.sensitivity;
        let (mut value, mut scale) = (Vec::with_capacity(density.len()), Vec::with_capacity(density.len()));
        for (((&n, &c), &w), &curvature) in density.iter().zip(signal).zip(intermediate).zip(&laplacian) {
            let rate = if self.epsilon > 0.0 { w + curvature - c } else { 0.0 };
            let attraction = self.sensitivity * n * c;
            let stored = half * (rate * rate + self.tau * curvature * curvature + c * c);
            value.push(entropy(n) - attraction + stored);
            scale.push(entropy(n).abs() + attraction.abs() + stored);
        }
        let gradient = half * (1.0 + self.tau) * cells.squared_gradient(signal);
        FreeEnergy { value: cells.integral(&value) + gradient, scale: cells.integral(&scale) + gradient }
    }
}
