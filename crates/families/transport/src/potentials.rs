//! A point of the dual problem.

use superlinear_numerics::vectors::difference;

/// Dual potentials, in units of cost.
#[derive(Clone, Debug, Default)]
pub(crate) struct Potentials {
    /// The potentials of the sources.
    pub f: Vec<f64>,
    /// The potentials of the targets.
    pub g: Vec<f64>,
}

impl Potentials {
    /// The step from `other` to this point.
    pub(crate) fn less(&self, other: &Self) -> Self {
        Self { f: difference(&self.f, &other.f), g: difference(&self.g, &other.g) }
    }

    /// Adds `length` times `direction`.
    pub(crate) fn advance(&mut self, direction: &Self, length: f64) {
        for (f, step) in self.f.iter_mut().zip(&direction.f) {
            *f += length * step;
        }
        for (g, step) in self.g.iter_mut().zip(&direction.g) {
            *g += length * step;
        }
    }
}
