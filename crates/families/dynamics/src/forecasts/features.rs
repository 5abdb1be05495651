//! The numbers from which a regression predicts the change of a series: delays, their products, hinges, or a random network.
//!
//! Source of the network: Jaeger, The "echo state" approach to analysing and training recurrent neural networks, 2001.

use super::reservoir::Reservoir;
use superlinear_interface::{Error, Run};
use superlinear_numerics::random::Stream;
use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};
use superlinear_numerics::vectors::dot_in_order;

/// The largest number of features.
const MAX_FEATURES: usize = 3000;

/// The map from the past of a standardized series to features.
pub(crate) enum Features {
    /// The last rows, the latest first, after a constant if there is one.
    Linear { order: usize, columns: usize, has_constant: bool },
    /// Products of entries of the last rows. A product is an earlier one times a variable.
    Polynomial { order: usize, columns: usize, has_constant: bool, products: Vec<(usize, usize)> },
    /// The same as `Linear`, and hinges on the last rows: directions with their constants behind.
    Hinged { order: usize, columns: usize, has_constant: bool, directions: Vec<f64> },
    /// A constant, the units of a network and their squares.
    Reservoir(Network),
}

/// The past of a series as far as features need it.
#[derive(Clone)]
pub(crate) struct Past {
    /// The last rows, the latest first; or the units of a network.
    values: Vec<f64>,
    /// A copy to work on.
    work: Vec<f64>,
}

impl Features {
    pub fn linear(order: usize, columns: usize, has_constant: bool) -> Self {
        Self::Linear { order, columns, has_constant }
    }

    /// Refuses too many features.
    pub fn polynomial(order: usize, columns: usize, degree: usize, has_constant: bool) -> Result<Self, Error> {
        let variables = order * columns;
        // Entries are (place of the earlier product, variable); the first product is 1.
        let mut products = Vec::new();
        let mut level = vec![(0, 0)];
        for _ in 0..degree {
            let mut next = Vec::new();
            for &(parent, first) in &level {
                for variable in first..variables {
                    if products.len() == MAX_FEATURES {
                        let message = format!("must give at most {MAX_FEATURES} products of the delays, got more");
                        return Err(Error::invalid("degree", message));
                    }
                    products.push((parent, variable));
                    next.push((products.len(), variable));
                }
            }
            level = next;
        }
        Ok(Self::Polynomial { order, columns, has_constant, products })
    }

    pub fn reservoir(reservoir: &Reservoir, columns: usize, run: &Run) -> Result<Self, Error> {
        Ok(Self::Reservoir(Network::new(reservoir, columns, run)?))
    }

    /// The number of features.
    pub fn count(&self) -> usize {
        match self {
            Self::Linear { order, columns, has_constant } => order * columns + usize::from(*has_constant),
            Self::Polynomial { has_constant, products, .. } => products.len() + usize::from(*has_constant),
            Self::Hinged { order, columns, has_constant, directions } => {
                let width = order * columns;
                width + usize::from(*has_constant) + directions.len() / (width + 1)
            }
            Self::Reservoir(network) => 1 + 2 * network.units(),
        }
    }

    /// The operations of a row, roughly.
    pub fn work(&self) -> usize {
        match self {
            Self::Linear { .. } | Self::Polynomial { .. } => self.count(),
            Self::Hinged { directions, .. } => self.count() + directions.len(),
            Self::Reservoir(network) => network.recurrent.iter().map(Vec::len).sum::<usize>() + network.inputs.len(),
        }
    }

    /// The past before the first row.
    pub fn past(&self) -> Past {
        let (length, work) = match self {
            Self::Linear { order, columns, .. } | Self::Hinged { order, columns, .. } => (order * columns, 0),
            Self::Polynomial { order, columns, products, .. } => (order * columns, products.len() + 1),
            Self::Reservoir(network) => (network.units(), network.units()),
        };
        Past { values: vec![0.0; length], work: vec![0.0; work] }
    }

    /// Moves on by a row of standardized numbers.
    pub fn push(&self, past: &mut Past, row: &[f64]) {
        match self {
            Self::Linear { columns, .. } | Self::Polynomial { columns, .. } | Self::Hinged { columns, .. } => {
                let kept = past.values.len() - columns;
                past.values.copy_within(..kept, *columns);
                past.values[..*columns].copy_from_slice(row);
            }
            Self::Reservoir(network) => network.push(past, row),
        }
    }

    /// Writes the features.
    pub fn write(&self, past: &mut Past, to: &mut [f64]) {
        match self {
            Self::Linear { has_constant, .. } => {
                let first = usize::from(*has_constant);
                to[..first].fill(1.0);
                to[first..].copy_from_slice(&past.values);
            }
            Self::Hinged { has_constant, directions, .. } => {
                let (first, width) = (usize::from(*has_constant), past.values.len());
                to[..first].fill(1.0);
                to[first..first + width].copy_from_slice(&past.values);
                for (hinge, direction) in to[first + width..].iter_mut().zip(directions.chunks_exact(width + 1)) {
                    *hinge = (dot_in_order(&direction[..width], &past.values) + direction[width]).max(0.0);
                }
            }
            Self::Polynomial { has_constant, products, .. } => {
                past.work[0] = 1.0;
                for (k, &(parent, variable)) in products.iter().enumerate() {
                    past.work[k + 1] = past.work[parent] * past.values[variable];
                }
                to.copy_from_slice(&past.work[usize::from(!has_constant)..]);
            }
            Self::Reservoir(network) => {
                let units = network.units();
                to[0] = 1.0;
                to[1..=units].copy_from_slice(&past.values);
                to[1 + units..].iter_mut().zip(&past.values).for_each(|(square, unit)| *square = unit * unit);
            }
        }
    }
}

/// A sparse random recurrent network.
pub(crate) struct Network {
    /// For each unit the places and weights of the units that it hears.
    recurrent: Vec<Vec<(usize, f64)>>,
    /// For each unit the weights of the inputs, and its constant.
    inputs: Vec<f64>,
    columns: usize,
    leak: f64,
}

impl Network {
    fn new(reservoir: &Reservoir, columns: usize, run: &Run) -> Result<Self, Error> {
        let units = reservoir.units as usize;
        run.ensure_memory("units", [units, units + columns + 2])?;
        let mut recurrent = recurrent_weights(reservoir);
        recurrent.iter_mut().flatten().for_each(|(_, weight)| *weight *= reservoir.recurrent_scale);
        let mut stream = Stream::new(reservoir.seed, 1);
        let draw = |_| reservoir.input_scale * (2.0 * stream.uniform() - 1.0);
        let inputs = (0..units * (columns + 1)).map(draw).collect();
        Ok(Self { recurrent, inputs, columns, leak: reservoir.leak })
    }

    fn units(&self) -> usize {
        self.recurrent.len()
    }

    fn push(&self, past: &mut Past, row: &[f64]) {
        let width = self.columns + 1;
        for ((own, sum), inputs) in self.recurrent.iter().zip(&mut past.work).zip(self.inputs.chunks_exact(width)) {
            let heard: f64 = own.iter().map(|&(unit, weight)| weight * past.values[unit]).sum();
            let given: f64 = inputs.iter().zip(row).map(|(weight, value)| weight * value).sum();
            *sum = heard + given + inputs[self.columns];
        }
        dispatch(HyperbolicTangents(&mut past.work));
        for (unit, new) in past.values.iter_mut().zip(&past.work) {
            *unit += self.leak * (new - *unit);
        }
    }
}

/// The recurrent weights before scaling: uniform in [-1, 1], each with the probability `density`.
fn recurrent_weights(reservoir: &Reservoir) -> Vec<Vec<(usize, f64)>> {
    let units = reservoir.units as usize;
    let mut stream = Stream::new(reservoir.seed, 0);
    let mut draw = |unit: usize| {
        let (is_there, weight) = (stream.uniform() < reservoir.density, 2.0 * stream.uniform() - 1.0);
        is_there.then_some((unit, weight))
    };
    (0..units).map(|_| (0..units).filter_map(&mut draw).collect()).collect()
}

/// The products of the power method, and those at its beginning that do not count.
const PRODUCTS: usize = 400;
const SKIPPED: usize = 100;

/// The factor that gives the recurrent weights a spectral radius; 0 if they are nilpotent. The radius is the geometric mean
/// growth of a vector by repeated products, which conjugate eigenvalues do not disturb.
pub(crate) fn scale_for_radius(reservoir: &Reservoir, radius: f64) -> f64 {
    let weights = recurrent_weights(reservoir);
    let mut vector = vec![1.0; weights.len()];
    let mut growth = 0.0;
    for k in 0..PRODUCTS {
        vector = weights.iter().map(|own| own.iter().map(|&(j, weight)| weight * vector[j]).sum()).collect();
        let length = vector.iter().map(|value: &f64| value * value).sum::<f64>().sqrt();
        if length < f64::MIN_POSITIVE {
            return 0.0;
        }
        vector.iter_mut().for_each(|value| *value /= length);
        if k >= SKIPPED {
            growth += length.ln() / (PRODUCTS - SKIPPED) as f64;
        }
    }
    (radius / growth.exp()).min(MAX_SCALE)
}

/// The largest factor on recurrent weights.
pub(crate) const MAX_SCALE: f64 = 1e9;

/// Replaces each number by its hyperbolic tangent.
struct HyperbolicTangents<'a>(&'a mut [f64]);

impl Kernel for HyperbolicTangents<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for value in self.0 {
            *value = arithmetic.tanh(*value);
        }
    }
}
