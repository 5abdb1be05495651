//! A point of the dual problem.

/// Dual potentials, in units of cost.
#[derive(Clone, Debug, Default)]
pub(crate) struct Potentials {
    /// Of the sources.
    pub f: Vec<f64>,
    /// Of the targets.
    pub g: Vec<f64>,
}

impl Potentials {
    /// The step from `other` to here.
    pub fn less(&self, other: &Self) -> Self {
        let less = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x - y).collect();
        Self { f: less(&self.f, &other.f), g: less(&self.g, &other.g) }
    }

    /// Adds `length` times `direction`.
    pub fn advance(&mut self, direction: &Self, length: f64) {
        for (f, step) in self.f.iter_mut().zip(&direction.f) {
            *f += length * step;
        }
        for (g, step) in self.g.iter_mut().zip(&direction.g) {
            *g += length * step;
        }
    }
}
