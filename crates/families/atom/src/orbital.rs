//! Common data of the inner loops: an orbital, its potential, and the quadrature nodes of its symmetry.

use crate::grid::Grid;
use crate::lanes::{Lanes, Lanewise};

/// The potential of an electron at the quadrature nodes.
#[derive(Clone, Debug)]
pub(crate) struct Potential<Number = f64> {
    /// The total potential, including the nucleus.
    pub values: Vec<Number>,
    /// The derivative of the energy density with respect to the density's gradient, for gradient functionals: the
    /// operator contains the integrals of this times (P'v + P v' - 2 P v/r).
    pub slopes: Option<Vec<Number>>,
}

/// An orbital on the elements.
#[derive(Clone, Debug)]
pub(crate) struct Orbital {
    /// The energy level.
    pub energy: f64,
    /// The coefficients of each element's functions.
    pub coefficients: Vec<Lanes>,
    /// P at the quadrature nodes.
    pub large: Vec<Lanes>,
    /// P' + k P/r at the quadrature nodes.
    pub gradient: Vec<Lanes>,
    /// Q at the quadrature nodes for Dirac's equation; else empty.
    pub small: Vec<Lanes>,
    /// Whether counts on both sides of the energy have confirmed its index.
    pub is_certified: bool,
}

/// Factors in the integrals of a symmetry at the quadrature nodes, independent of the potential.
pub(crate) struct Nodes {
    pub r: Vec<Lanes>,
    pub weights: Vec<Lanes>,
    /// s/r^2.
    pub centrifugal: Vec<Lanes>,
    /// (k + 1)/r.
    pub slope_part: Vec<Lanes>,
}

impl Nodes {
    pub(crate) fn new(grid: &Grid, lanewise: Lanewise, (k, s): (f64, f64)) -> Self {
        let of_r =
            |value: &dyn Fn(f64) -> f64| lanewise.spread(&grid.r.iter().map(|&r| value(r)).collect::<Vec<f64>>());
        Self {
            r: of_r(&|r| r),
            weights: lanewise.spread(&grid.weights),
            centrifugal: of_r(&|r| s / (r * r)),
            slope_part: of_r(&|r| (k + 1.0) / r),
        }
    }
}
