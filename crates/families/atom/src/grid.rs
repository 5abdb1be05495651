//! Elements on [0, r_max], and the common quadrature nodes of potential and density.

use crate::lagrange::Lagrange;
use crate::quadrature::{gauss, lobatto_nodes};
use crate::reference::Reference;
use crate::tables::Tables;
use std::sync::Arc;
use superlinear_numerics::vectors::dot_in_order;

/// The largest ratio of an element's end to its start with weighted orbitals: in longer elements, high powers of r
/// would leave the range of doubles.
const LONGEST_WEIGHTED: f64 = 1e6;

/// The subdivision of [0, r_max], and the polynomials on the elements.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The boundaries of the elements, ascending from 0 to r_max.
    pub boundaries: Vec<f64>,
    /// The degree of the polynomials.
    pub degree: usize,
    /// The number of quadrature nodes per element.
    pub points: usize,
    /// The leading power beta of s orbitals; the density starts as r^(2 beta).
    pub origin_power: f64,
    /// In elements that end at most here, orbitals are their leading power of r times a polynomial; farther out they
    /// are polynomials. The first element always has the power.
    pub weighted_up_to: f64,
}

/// Elements with quadrature nodes.
#[derive(Clone, Debug)]
pub struct Grid {
    pub shape: Shape,
    /// All quadrature nodes, ascending.
    pub r: Vec<f64>,
    /// The weights of integrals over r.
    pub weights: Vec<f64>,
    /// Values of the Lagrange functions on the Lobatto nodes, and derivatives with respect to the element's coordinate
    /// in [0, 1], at the quadrature nodes: for the first element, and for all others.
    pub(crate) first: Reference,
    pub(crate) other: Reference,
    /// The same values and derivatives, arranged by lanes.
    pub(crate) tables: Arc<Tables>,
}

impl Grid {
    /// Computes nodes and tables. `shape` must have at least two boundaries, degree 1 and two points.
    pub(crate) fn new(shape: Shape) -> Self {
        // Products of two orbitals' terms start as r^(2 beta - 1) in every part of the energy.
        let power = 2.0 * shape.origin_power - 1.0;
        let lobatto = lobatto_nodes(shape.degree);
        let (first_rule, other_rule) = (gauss(shape.points, power), gauss(shape.points, 0.0));
        let (mut r, mut weights) = (Vec::new(), Vec::new());
        for (element, endpoints) in shape.boundaries.windows(2).enumerate() {
            let length = endpoints[1] - endpoints[0];
            let rule = if element == 0 { &first_rule } else { &other_rule };
            for (x, weight) in rule.nodes.iter().zip(&rule.weights) {
                r.push(endpoints[0] + length * x);
                weights.push(length * weight / if element == 0 { x.powf(power) } else { 1.0 });
            }
        }
        let first = Reference::new(&lobatto, &first_rule, power);
        let other = Reference::new(&lobatto, &other_rule, -1.0);
        let tables = Arc::new(Tables::new(shape.boundaries.len() - 1, &first, &other));
        Self { shape, r, weights, first, other, tables }
    }

    pub(crate) fn elements(&self) -> usize {
        self.shape.boundaries.len() - 1
    }

    pub(crate) fn r_max(&self) -> f64 {
        self.shape.boundaries[self.elements()]
    }

    /// The start and end of an element.
    pub(crate) fn endpoints(&self, element: usize) -> (f64, f64) {
        (self.shape.boundaries[element], self.shape.boundaries[element + 1])
    }

    pub(crate) fn reference(&self, element: usize) -> &Reference {
        if element == 0 { &self.first } else { &self.other }
    }

    /// Whether orbitals in an element contain their power of r as a factor.
    pub(crate) fn is_weighted(&self, element: usize) -> bool {
        let (start, end) = self.endpoints(element);
        element == 0 || end <= self.shape.weighted_up_to.min(LONGEST_WEIGHTED * start)
    }

    /// The element that contains `r`, from 0 to r_max.
    pub(crate) fn element_of(&self, r: f64) -> usize {
        self.shape.boundaries.partition_point(|&end| end <= r).clamp(1, self.elements()) - 1
    }

    /// The derivatives of the first element's Lagrange functions at the origin, with respect to the coordinate in [0,
    /// 1].
    pub(crate) fn slopes_at_origin(&self) -> Vec<f64> {
        Lagrange::new(&self.other.lobatto).differentiation().swap_remove(0)
    }

    /// The integral of a product.
    pub(crate) fn integrate_product(&self, a: &[f64], b: &[f64]) -> f64 {
        self.weights.iter().zip(a).zip(b).map(|((weight, a), b)| weight * a * b).sum()
    }

    /// The Hartree potential of the radial density D = 4 pi r^2 n at the quadrature nodes: (1/r) times the integral of
    /// D up to r, plus the integral of D/r beyond r.
    pub(crate) fn hartree(&self, density: &[f64]) -> Vec<f64> {
        let points = self.shape.points;
        let over_r: Vec<f64> = density.iter().zip(&self.r).map(|(density, r)| density / r).collect();
        let mut potential = vec![0.0; density.len()];
        let mut inside = 0.0;
        for element in 0..self.elements() {
            let (range, (start, end)) = (element * points..(element + 1) * points, self.endpoints(element));
            for (q, row) in range.clone().zip(&self.reference(element).charge) {
                potential[q] = (inside + (end - start) * dot_in_order(row, &density[range.clone()])) / self.r[q];
            }
            inside += dot_in_order(&self.weights[range.clone()], &density[range]);
        }
        let mut outside = 0.0;
        for element in (0..self.elements()).rev() {
            let (range, (start, end)) = (element * points..(element + 1) * points, self.endpoints(element));
            let whole = dot_in_order(&self.weights[range.clone()], &over_r[range.clone()]);
            for (q, row) in range.clone().zip(&self.reference(element).potential) {
                potential[q] += outside + (whole - (end - start) * dot_in_order(row, &over_r[range.clone()]));
            }
            outside += whole;
        }
        potential
    }

    /// Interpolates values at the quadrature nodes of an element to `r`, from 0 to r_max.
    pub(crate) fn interpolate(&self, values: &[f64], r: f64) -> f64 {
        let element = self.element_of(r);
        let (start, end) = self.endpoints(element);
        let row = Lagrange::new(&self.reference(element).nodes).values((r - start) / (end - start));
        dot_in_order(&row, &values[element * self.shape.points..])
    }
}
