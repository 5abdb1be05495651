//! The operator A(E) of one symmetry in a given potential: factorised at an energy, applied to an orbital.

use crate::equation::{Equation, Symmetry};
use crate::grid::Grid;
use crate::kernel::{Assemble, Evaluate, Factorise, Shift, Solve, Test};
use crate::tables::Tables;
use superlinear_numerics::simd::dispatch;

/// What an electron feels, at the quadrature nodes.
#[derive(Clone, Debug)]
pub struct Potential {
    /// The whole potential, with the nucleus.
    pub values: Vec<f64>,
    /// The derivative of the energy density by the density's slope, where the functional has one: the operator has the
    /// integrals of this times (P'v + P v' - 2 P v/r).
    pub slopes: Option<Vec<f64>>,
}

/// An orbital on the elements.
#[derive(Clone, Debug)]
pub struct Orbital {
    /// The level.
    pub energy: f64,
    /// Coefficients, those of shared nodes once; the last is 0.
    pub coefficients: Vec<f64>,
    /// P at the quadrature nodes.
    pub large: Vec<f64>,
    /// P' + k P/r at the quadrature nodes.
    pub gradient: Vec<f64>,
    /// Q at the quadrature nodes, where Dirac's equation has it; else empty.
    pub small: Vec<f64>,
    /// Whether counts on both sides of the energy have told its place.
    pub is_certified: bool,
}

impl Orbital {
    /// P^2 + Q^2 at the quadrature nodes.
    pub fn density(&self) -> impl Iterator<Item = f64> {
        let small = self.small.iter().copied().chain(std::iter::repeat(0.0));
        self.large.iter().zip(small).map(|(p, q)| p * p + q * q)
    }
}

/// The operator of one symmetry, with room for its factors.
pub struct Operator {
    pub equation: Equation,
    pub symmetry: Symmetry,
    tables: Tables,
    k: f64,
    s: f64,
    weights: Vec<f64>,
    r: Vec<f64>,
    potential: Potential,
    /// W at the energy of the last factorisation.
    pub mass: Vec<f64>,
    /// Where nothing is relativistic: the matrices at E = 0, and those of the overlap.
    linear: Option<Linear>,
    factors: Vec<f64>,
    inverses: Vec<f64>,
    scratch: Vec<f64>,
    gradient_weights: Vec<f64>,
    value_weights: Vec<f64>,
}

struct Linear {
    matrices: Vec<f64>,
    overlap: Vec<f64>,
}

impl Operator {
    /// The operator on a grid, in a potential -`charge`/r + O(1) that is still to be set.
    pub fn new(grid: &Grid, equation: Equation, symmetry: Symmetry, charge: f64) -> Self {
        let tables = Tables::new(grid, equation, symmetry, charge);
        let nodes = grid.r.len();
        let size = tables.elements * tables.width * tables.width;
        let mut operator = Self {
            equation,
            symmetry,
            k: symmetry.slope_coefficient(equation),
            s: symmetry.centrifugal_coefficient(equation),
            weights: grid.weights.clone(),
            r: grid.r.clone(),
            potential: Potential { values: vec![0.0; nodes], slopes: None },
            mass: vec![0.5; nodes],
            linear: None,
            factors: vec![0.0; size],
            inverses: vec![0.0; tables.elements * (tables.functions - 1)],
            scratch: Vec::new(),
            gradient_weights: vec![0.0; nodes],
            value_weights: vec![0.0; nodes],
            tables,
        };
        if equation == Equation::Schrodinger {
            let mut overlap = vec![0.0; size];
            operator.assemble(&vec![0.0; nodes], &grid.weights, None, &mut overlap);
            operator.linear = Some(Linear { matrices: vec![0.0; size], overlap });
        }
        operator
    }

    /// The highest value of the potential.
    pub fn highest_potential(&self) -> f64 {
        self.potential.values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    fn assemble(&mut self, gradient: &[f64], value: &[f64], cross: Option<&[f64]>, matrices: &mut [f64]) {
        dispatch(Assemble { tables: &self.tables, gradient, value, cross, matrices, scratch: &mut self.scratch });
    }

    /// Takes another potential.
    pub fn set_potential(&mut self, potential: &Potential) {
        self.potential.clone_from(potential);
        if let Some(mut linear) = self.linear.take() {
            self.assemble_at(0.0, &mut linear.matrices);
            self.linear = Some(linear);
        }
    }

    /// Writes the matrices of A(`energy`).
    fn assemble_at(&mut self, energy: f64, matrices: &mut [f64]) {
        self.set_mass(energy);
        let mut gradient = std::mem::take(&mut self.gradient_weights);
        let mut value = std::mem::take(&mut self.value_weights);
        for (q, (gradient, value)) in gradient.iter_mut().zip(&mut value).enumerate() {
            let (weight, mass, r) = (self.weights[q], self.mass[q], self.r[q]);
            *gradient = weight * mass;
            *value = weight * (self.potential.values[q] - energy + self.s * mass / (r * r));
        }
        let slopes = self.potential.slopes.take();
        let cross = slopes.as_ref().map(|slopes| {
            for (q, value) in value.iter_mut().enumerate() {
                *value -= self.weights[q] * 2.0 * (self.k + 1.0) * slopes[q] / self.r[q];
            }
            slopes.iter().zip(&self.weights).map(|(slope, weight)| slope * weight).collect::<Vec<f64>>()
        });
        self.assemble(&gradient, &value, cross.as_deref(), matrices);
        self.potential.slopes = slopes;
        (self.gradient_weights, self.value_weights) = (gradient, value);
    }

    fn set_mass(&mut self, energy: f64) {
        if let Some(c) = self.equation.speed_of_light() {
            let inverse = 1.0 / (c * c);
            for (mass, potential) in self.mass.iter_mut().zip(&self.potential.values) {
                *mass = 1.0 / (2.0 + (energy - potential) * inverse);
            }
        }
    }

    /// Factorises A(`energy`) and returns how many levels are below.
    pub fn factorise(&mut self, energy: f64) -> usize {
        let mut factors = std::mem::take(&mut self.factors);
        match self.linear.as_ref() {
            Some(Linear { matrices, overlap }) => {
                dispatch(Shift { a: matrices, b: overlap, energy, matrices: &mut factors });
            }
            None => self.assemble_at(energy, &mut factors),
        }
        self.factors = factors;
        let Tables { functions, width, .. } = self.tables;
        dispatch(Factorise { functions, width, matrices: &mut self.factors, inverses: &mut self.inverses })
    }

    /// An orbital of this shape, not normalised.
    pub fn orbital(&self, energy: f64, coefficients: Vec<f64>) -> Orbital {
        let nodes = self.r.len();
        let mut orbital = Orbital {
            energy,
            coefficients,
            large: vec![0.0; nodes],
            gradient: vec![0.0; nodes],
            small: Vec::new(),
            is_certified: false,
        };
        self.evaluate(&mut orbital);
        orbital
    }

    /// The number of coefficients of an orbital.
    pub fn unknowns(&self) -> usize {
        self.tables.elements * (self.tables.functions - 1) + 1
    }

    fn evaluate(&self, orbital: &mut Orbital) {
        dispatch(Evaluate {
            tables: &self.tables,
            x: &orbital.coefficients,
            values: &mut orbital.large,
            gradients: &mut orbital.gradient,
        });
    }

    /// The weights of P^2 and of (P' + k P/r)^2 in -d a_E/dE, the integral of P^2 + Q^2; without those of the quadrature.
    fn slope_weights(&self, q: usize) -> (f64, f64) {
        let Some(c) = self.equation.speed_of_light() else { return (1.0, 0.0) };
        let small = (self.mass[q] / c).powi(2);
        (1.0 + self.s * small / (self.r[q] * self.r[q]), small)
    }

    /// One step of inverse iteration with the factors at `energy`, and one of Newton's method on the energy with the new
    /// orbital: a Rayleigh quotient, so that its error is the cube of the orbital's before. It is summed over P and P', for the
    /// matrices have lost digits to their size. The orbital leaves normalised.
    pub fn improve(&mut self, energy: f64, orbital: &mut Orbital) {
        let (mut values, mut gradients) =
            (std::mem::take(&mut self.value_weights), std::mem::take(&mut self.gradient_weights));
        for (q, (value, gradient)) in values.iter_mut().zip(&mut gradients).enumerate() {
            let (of_value, of_gradient) = self.slope_weights(q);
            *value = self.weights[q] * of_value * orbital.large[q];
            *gradient = self.weights[q] * of_gradient * orbital.gradient[q];
        }
        let x = &mut orbital.coefficients;
        dispatch(Test { tables: &self.tables, values: &values, gradients: &gradients, x });
        (self.value_weights, self.gradient_weights) = (values, gradients);
        let Tables { functions, width, .. } = self.tables;
        dispatch(Solve { functions, width, matrices: &self.factors, inverses: &self.inverses, x });
        let size = orbital.coefficients.iter().fold(0.0_f64, |size, x| size.max(x.abs()));
        if size > 0.0 && size.is_finite() {
            orbital.coefficients.iter_mut().for_each(|x| *x /= size);
        }
        self.evaluate(orbital);
        let (residual, slope) = self.form(energy, orbital);
        orbital.energy = energy + residual / slope;
        self.normalise(orbital);
    }

    /// a_E(P, P) and -d/dE of it, with the masses of the last factorisation.
    fn form(&self, energy: f64, orbital: &Orbital) -> (f64, f64) {
        let (mut residual, mut slope) = (0.0, 0.0);
        for (q, (p, g)) in orbital.large.iter().zip(&orbital.gradient).enumerate() {
            let (weight, mass, r) = (self.weights[q], self.mass[q], self.r[q]);
            let mut term = mass * g * g + (self.potential.values[q] - energy + self.s * mass / (r * r)) * p * p;
            if let Some(slopes) = &self.potential.slopes {
                term += 2.0 * slopes[q] * p * (g - (self.k + 1.0) * p / r);
            }
            let (of_value, of_gradient) = self.slope_weights(q);
            residual += weight * term;
            slope += weight * (of_value * p * p + of_gradient * g * g);
        }
        (residual, slope)
    }

    /// Makes the norm 1: of P and Q in Dirac's equation, else of P. The slope at the origin is positive.
    fn normalise(&self, orbital: &mut Orbital) {
        if let Equation::Dirac(c) = self.equation {
            orbital.small = orbital.gradient.iter().zip(&self.mass).map(|(g, mass)| mass * g / c).collect();
        }
        let norm = orbital.density().zip(&self.weights).map(|(density, weight)| weight * density).sum::<f64>().sqrt();
        let first = orbital.large.first().copied().unwrap_or(1.0);
        let factor = 1.0 / if first < 0.0 { -norm } else { norm };
        for values in [&mut orbital.coefficients, &mut orbital.large, &mut orbital.gradient, &mut orbital.small] {
            values.iter_mut().for_each(|value| *value *= factor);
        }
    }
}
