//! Point values of a solved atom.

use crate::equation::{Equation, Symmetry};
use crate::grid::Grid;
use crate::lagrange::{Lagrange, row_times};
use crate::scales::ElementFunctions;
use crate::state::AtomState;
use crate::vocabulary::Spin;
use std::f64::consts::PI;
use superlinear_interface::Error;
use superlinear_numerics::vectors::dot_in_order;

/// A solved atom, prepared for evaluation.
pub(crate) struct Sampler<'a> {
    state: &'a AtomState,
    equation: Equation,
    grid: Grid,
    functions: Lagrange,
    differentiation: Vec<Vec<f64>>,
    /// Interpolation on the quadrature nodes of the first element and of all others.
    first: Lagrange,
    other: Lagrange,
}

/// An orbital at a point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OrbitalSample {
    /// P.
    pub large: f64,
    /// P'.
    pub slope: f64,
    /// Q, for Dirac's equation; else 0.
    pub small: f64,
    /// Q'.
    pub small_slope: f64,
}

/// The density at a point.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct DensitySample {
    /// n.
    pub value: f64,
    /// n'.
    pub slope: f64,
    /// The kinetic energy density, for orbitals with one component.
    pub kinetic: f64,
}

/// Limits at the origin are evaluated at this fraction of the first element: close enough for rounding, and far enough
/// from 0/0.
const NEAR_ORIGIN: f64 = 1e-12;

impl<'a> Sampler<'a> {
    /// Refuses inconsistent states.
    pub(crate) fn new(state: &'a AtomState) -> Result<Self, Error> {
        let (grid, equation) = (state.grid()?, state.equation()?);
        let point = state.nucleus.point_charge(state.nuclear_charge);
        if equation.speed_of_light().is_some_and(|c| point >= c) {
            return Err(Error::invalid("solution.nuclearCharge", "must be below the speed of light"));
        }
        let functions = Lagrange::new(&grid.other.lobatto);
        Ok(Self {
            state,
            equation,
            differentiation: functions.differentiation(),
            functions,
            first: Lagrange::new(&grid.first.nodes),
            other: Lagrange::new(&grid.other.nodes),
            grid,
        })
    }

    pub(crate) fn r_max(&self) -> f64 {
        self.grid.r_max()
    }

    fn symmetry(&self, index: usize) -> Symmetry {
        self.state.symmetry(&self.state.orbitals[index])
    }

    fn spin_of(&self, index: usize) -> usize {
        usize::from(self.state.orbitals[index].spin == Some(Spin::Down))
    }

    fn away_from_origin(&self, r: f64) -> f64 {
        r.max(NEAR_ORIGIN * self.grid.endpoints(0).1)
    }

    /// An orbital at `r`.
    pub(crate) fn orbital(&self, index: usize, r: f64) -> OrbitalSample {
        let r = self.away_from_origin(r);
        let (element, symmetry) = (self.grid.element_of(r), self.symmetry(index));
        let (start, end) = self.grid.endpoints(element);
        let k = symmetry.slope_coefficient(self.equation);
        let charge = self.state.nucleus.point_charge(self.state.nuclear_charge);
        let own = ElementFunctions::new(&self.grid, element, k, symmetry.origin_power(self.equation, charge));
        let values = self.functions.values((r - start) / (end - start));
        let slopes = row_times(&values, &self.differentiation);
        let (mut phi, mut gradients) = (values.clone(), slopes.clone());
        own.write(r, (&values, &slopes), (&mut phi, &mut gradients));
        let orbital = &self.state.orbitals[index];
        let local = &orbital.coefficients[element * self.grid.shape.degree..];
        let sum = |row: &[f64]| dot_in_order(row, local);
        let (large, gradient) = (sum(&phi), sum(&gradients));
        let (mut small, mut small_slope) = (0.0, 0.0);
        if let Equation::Dirac(c) = self.equation {
            let below = orbital.energy - self.potential(0, r);
            small = c / (2.0 * c * c + below) * gradient;
            small_slope = k * small / r - below * large / c;
        }
        OrbitalSample { large, slope: gradient - k * large / r, small, small_slope }
    }

    /// The density at `r`, of one spin or of both.
    pub(crate) fn density(&self, spin: Option<usize>, r: f64) -> DensitySample {
        let r = self.away_from_origin(r);
        let mut sum = DensitySample::default();
        for (index, orbital) in self.state.orbitals.iter().enumerate() {
            if spin.is_some_and(|spin| spin != self.spin_of(index)) {
                continue;
            }
            let sample = self.orbital(index, r);
            let l = f64::from(orbital.l);
            let factor = orbital.occupation / (4.0 * PI);
            // Divided by r first: r^2 may leave the range of doubles even if n does not.
            let (p, q) = (sample.large / r, sample.small / r);
            let (slope, small_slope) = ((sample.slope - p) / r, (sample.small_slope - q) / r);
            sum.value += factor * (p * p + q * q);
            sum.slope += factor * 2.0 * (p * slope + q * small_slope);
            sum.kinetic += factor * 0.5 * (slope * slope + l * (l + 1.0) * (p / r) * (p / r));
        }
        sum
    }

    fn interpolated(&self, values: &[f64], r: f64) -> f64 {
        let element = self.grid.element_of(r);
        let (start, end) = self.grid.endpoints(element);
        let functions = if element == 0 { &self.first } else { &self.other };
        let row = functions.values((r - start) / (end - start));
        dot_in_order(&row, &values[element * self.grid.shape.points..])
    }

    fn electron_potential(&self, spin: usize, r: f64) -> f64 {
        let nodes = self.grid.r.len();
        let spin = if self.state.spin { spin } else { 0 };
        self.interpolated(&self.state.electron_potential[spin * nodes..][..nodes], r)
    }

    /// The total potential of a spin.
    pub(crate) fn potential(&self, spin: usize, r: f64) -> f64 {
        let state = self.state;
        state.nucleus.potential(state.nuclear_charge, r)
            + state.confinement.potential(r)
            + self.electron_potential(spin, r)
    }

    /// The Hartree potential.
    pub(crate) fn hartree(&self, r: f64) -> f64 {
        self.interpolated(&self.state.hartree, r)
    }

    /// The exchange-correlation potential of a spin.
    pub(crate) fn exchange_correlation(&self, spin: usize, r: f64) -> f64 {
        self.electron_potential(spin, r) - self.hartree(r)
    }
}
