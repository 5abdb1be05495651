//! A linear map with hinges, on standardized states.

use crate::piecewise_linear::ModelParts;
use superlinear_numerics::vectors::dot_in_order;

/// A map of standardized states: coefficients of the increments on `[x, 1, hinges]`, and the hinges on `[x, 1]`.
#[derive(Clone, Debug)]
pub(super) struct Hinges {
    pub n: usize,
    /// A row for each of `[x, 1, hinges]`, a column for each entry of the state.
    pub coefficients: Vec<f64>,
    /// A row for each hinge.
    pub directions: Vec<f64>,
}

impl Hinges {
    pub fn pieces(&self) -> usize {
        self.directions.len() / (self.n + 1)
    }

    /// The direction of a hinge, with its constant behind.
    pub fn direction(&self, hinge: usize) -> &[f64] {
        &self.directions[hinge * (self.n + 1)..][..self.n + 1]
    }

    pub fn weight(&self, i: usize, hinge: usize) -> f64 {
        self.coefficients[(self.n + 1 + hinge) * self.n + i]
    }

    pub fn constant(&self, i: usize) -> f64 {
        self.coefficients[self.n * self.n + i]
    }

    /// An entry of the linear part of the map, not of the increments.
    pub fn slope(&self, i: usize, j: usize) -> f64 {
        self.coefficients[j * self.n + i] + f64::from(u8::from(i == j))
    }

    /// The map with a state from which to begin.
    pub fn parts(&self, initial: &[f64]) -> ModelParts {
        let (n, pieces) = (self.n, self.pieces());
        let places = |columns: usize| (0..n).flat_map(move |i| (0..columns).map(move |j| (i, j)));
        ModelParts {
            linear: places(n).map(|(i, j)| self.slope(i, j)).collect(),
            offset: (0..n).map(|i| self.constant(i)).collect(),
            weights: places(pieces).map(|(i, k)| self.weight(i, k)).collect(),
            directions: (0..pieces).flat_map(|k| self.direction(k)[..n].iter().copied()).collect(),
            thresholds: (0..pieces).map(|k| self.direction(k)[n]).collect(),
            initial: initial.to_vec(),
            step: 1.0,
        }
    }

    /// Writes the next state.
    pub fn write_next(&self, state: &[f64], next: &mut [f64]) {
        next.copy_from_slice(state);
        let n = self.n;
        let mut add = |factor: f64, row: usize| {
            let coefficients = &self.coefficients[row * n..][..n];
            next.iter_mut().zip(coefficients).for_each(|(next, coefficient)| *next += factor * coefficient);
        };
        state.iter().enumerate().for_each(|(row, &x)| add(x, row));
        add(1.0, n);
        for hinge in 0..self.pieces() {
            add(hinge_value(self.direction(hinge), state).max(0.0), n + 1 + hinge);
        }
    }
}

/// The value of a hinge before it is clipped at 0.
pub(super) fn hinge_value(direction: &[f64], state: &[f64]) -> f64 {
    dot_in_order(&direction[..state.len()], state) + direction[state.len()]
}

/// How a fit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    Converged,
    IterationLimit,
    TimeLimit,
}
