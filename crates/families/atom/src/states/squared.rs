//! Dirac's equation by the square of its operator, in the form of Čertík et al. (Comput. Phys. Commun. 297, 2024): a
//! second method that shares only elements and quadrature with the first.
//!
//! A square is bounded below, so its levels come in order, and electron levels are the lowest if the potential is
//! shifted to be nonpositive. With H the operator without the rest energy, the solved problem is ((H + c^2)^2 - c^4)/(2
//! c^2): its eigenvalue is E + E^2/(2 c^2), and its matrix does not lose digits to c^4.
//!
//! Both components are r^alpha times polynomials near the origin, where alpha is their own leading power: with a
//! different power, levels for kappa = 1 and -1 are off by whole hartrees.

use crate::grid::{Grid, Shape};
use crate::kernel::eliminate::MIN_PIVOT;
use crate::levels::Spectrum;
use crate::scales::ElementFunctions;
use superlinear_numerics::vectors::{dot_in_order, largest};

/// The squared operator in a given potential.
pub(crate) struct Squared {
    c: f64,
    /// The constant subtracted from potential and energies.
    shift: f64,
    weights: Vec<f64>,
    /// The shifted potential.
    potential: Vec<f64>,
    functions: Functions,
    square: Banded,
    overlap: Banded,
    factors: Banded,
}

/// A level with both components of its orbital.
pub(crate) struct Spinor {
    /// The energy level.
    pub energy: f64,
    /// Alternating coefficients of P and Q at the elements' nodes except the last, where both are 0.
    coefficients: Vec<f64>,
    /// P at the quadrature nodes.
    pub large: Vec<f64>,
    /// Q at the quadrature nodes.
    pub small: Vec<f64>,
    /// P' + kappa P/r at the quadrature nodes.
    large_gradient: Vec<f64>,
    /// -Q' + kappa Q/r at the quadrature nodes.
    small_gradient: Vec<f64>,
}

impl Spinor {
    /// The coefficients of P at all nodes of the elements.
    pub(crate) fn large_coefficients(&self) -> Vec<f64> {
        self.coefficients.iter().step_by(2).copied().chain([0.0]).collect()
    }
}

/// The leading power of r of both components in a potential -`charge`/r + O(1).
pub(crate) fn power(kappa: i32, charge: f64, c: f64) -> f64 {
    (f64::from(kappa * kappa) - (charge / c).powi(2)).sqrt()
}

/// The shape with exact quadrature for the square of functions with this leading power, which contains r^(2 power - 2).
pub(crate) fn shape(shape: Shape, power: f64) -> Shape {
    Shape { origin_power: power - 0.5, ..shape }
}

impl Squared {
    /// The square for `kappa` in a potential given at the quadrature nodes, with basis functions that start as
    /// r^`power`.
    pub(crate) fn new(grid: &Grid, kappa: i32, power: f64, c: f64, potential: &[f64]) -> Self {
        let shift = potential.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let functions = Functions::new(grid, f64::from(kappa), power);
        let empty = Banded::new(2 * grid.elements() * grid.shape.degree, 2 * grid.shape.degree + 2);
        let mut squared = Self {
            c,
            shift,
            weights: grid.weights.clone(),
            potential: potential.iter().map(|value| value - shift).collect(),
            functions,
            square: empty.clone(),
            overlap: empty.clone(),
            factors: empty,
        };
        squared.assemble();
        squared
    }

    /// The lowest energy at which eigenvalues and energies have the same order.
    pub(crate) fn floor(&self) -> f64 {
        self.shift - self.c * self.c
    }

    fn assemble(&mut self) {
        let c = self.c;
        for node in 0..self.weights.len() {
            let (weight, v) = (self.weights[node], self.potential[node]);
            let (first, [phi, plus, minus]) = self.functions.at(node);
            let square = 0.5 * (v / c) * (v / c);
            let coupling = 0.5 * v / c;
            for i in 0..phi.len() {
                for j in 0..phi.len() {
                    let (large, small) = (2 * (first + i), 2 * (first + j) + 1);
                    let cross = coupling * (phi[i] * minus[j] + plus[i] * phi[j]);
                    self.square.add(large, small, weight * cross);
                    if j < i {
                        continue;
                    }
                    let overlap = weight * phi[i] * phi[j];
                    let kinetic = [plus, minus].map(|gradient| 0.5 * weight * gradient[i] * gradient[j]);
                    for (component, sign) in [(0, 1.0), (1, -1.0)] {
                        let (row, column) = (2 * (first + i) + component, 2 * (first + j) + component);
                        self.square.add(row, column, kinetic[component] + (square + sign * v) * overlap);
                        self.overlap.add(row, column, overlap);
                    }
                }
            }
        }
    }

    /// The eigenvalue of the square for an energy.
    fn eigenvalue(&self, energy: f64) -> f64 {
        let energy = energy - self.shift;
        energy * (1.0 + 0.5 * energy / (self.c * self.c))
    }

    /// The inverse of [`Squared::eigenvalue`].
    fn energy_of(&self, eigenvalue: f64) -> f64 {
        let root = (1.0 + 2.0 * eigenvalue / (self.c * self.c)).max(0.0).sqrt();
        self.shift + 2.0 * eigenvalue / (1.0 + root)
    }

    fn evaluate(&self, spinor: &mut Spinor) {
        let coefficient = |index: usize| spinor.coefficients.get(index).copied().unwrap_or(0.0);
        for node in 0..self.weights.len() {
            let (first, [phi, plus, minus]) = self.functions.at(node);
            let sum = |table: &[f64], component: usize| -> f64 {
                table.iter().enumerate().map(|(j, value)| value * coefficient(2 * (first + j) + component)).sum()
            };
            (spinor.large[node], spinor.large_gradient[node]) = (sum(phi, 0), sum(plus, 0));
            (spinor.small[node], spinor.small_gradient[node]) = (sum(phi, 1), sum(minus, 1));
        }
    }

    /// The Rayleigh quotient of an evaluated spinor, and the integral of P^2 + Q^2.
    fn quotient(&self, spinor: &Spinor) -> (f64, f64) {
        let c = self.c;
        let (mut form, mut norm) = (0.0, 0.0);
        for (node, (weight, v)) in self.weights.iter().zip(&self.potential).enumerate() {
            let (p, q) = (spinor.large[node], spinor.small[node]);
            let (plus, minus) = (spinor.large_gradient[node], spinor.small_gradient[node]);
            let (kinetic, square) = (0.5 * (plus * plus + minus * minus), 0.5 * (v / c) * (v / c));
            let cross = v / c * (p * minus + plus * q);
            form += weight * (kinetic + (square + v) * p * p + (square - v) * q * q + cross);
            norm += weight * (p * p + q * q);
        }
        (form / norm, norm)
    }
}

impl Spectrum for Squared {
    type Orbital = Spinor;

    fn factorize(&mut self, energy: f64) -> usize {
        let eigenvalue = self.eigenvalue(energy);
        let entries = self.square.entries.iter().zip(&self.overlap.entries);
        for (factor, (square, overlap)) in self.factors.entries.iter_mut().zip(entries) {
            *factor = square - eigenvalue * overlap;
        }
        self.factors.factorize()
    }

    fn improve(&mut self, _: f64, spinor: &mut Spinor) {
        let mut right = vec![0.0; self.square.size];
        for (node, weight) in self.weights.iter().enumerate() {
            let (first, [phi, ..]) = self.functions.at(node);
            for (value, both) in phi.iter().zip(right[2 * first..].chunks_exact_mut(2)) {
                both[0] += weight * value * spinor.large[node];
                both[1] += weight * value * spinor.small[node];
            }
        }
        self.factors.solve(&mut right);
        let size = largest(&right);
        if size > 0.0 && size.is_finite() {
            right.iter_mut().for_each(|x| *x /= size);
        }
        spinor.coefficients = right;
        self.evaluate(spinor);
        let (eigenvalue, norm) = self.quotient(spinor);
        spinor.energy = self.energy_of(eigenvalue);
        // The sign makes the slope of P at the origin positive.
        let factor = norm.sqrt().recip().copysign(spinor.large[0]);
        let components = [&mut spinor.coefficients, &mut spinor.large, &mut spinor.small];
        for values in components.into_iter().chain([&mut spinor.large_gradient, &mut spinor.small_gradient]) {
            values.iter_mut().for_each(|value| *value *= factor);
        }
    }

    fn any(&self, energy: f64) -> Spinor {
        let nothing = vec![0.0; self.weights.len()];
        let mut spinor = Spinor {
            energy,
            coefficients: vec![1.0; self.square.size],
            large: nothing.clone(),
            small: nothing.clone(),
            large_gradient: nothing.clone(),
            small_gradient: nothing,
        };
        self.evaluate(&mut spinor);
        spinor
    }

    fn energy(spinor: &Spinor) -> f64 {
        spinor.energy
    }
}

/// The basis functions at the quadrature nodes.
struct Functions {
    points: usize,
    degree: usize,
    /// phi, phi' + kappa phi/r and -phi' + kappa phi/r, one row per node.
    tables: [Vec<f64>; 3],
}

impl Functions {
    fn new(grid: &Grid, kappa: f64, power: f64) -> Self {
        let (points, count) = (grid.shape.points, grid.shape.degree + 1);
        let mut tables = [const { Vec::new() }; 3];
        let [mut phi, mut plus, mut minus] = [0; 3].map(|_| vec![0.0; count]);
        for (node, &r) in grid.r.iter().enumerate() {
            let (element, q) = (node / points, node % points);
            let reference = grid.reference(element);
            let lagrange: (&[f64], &[f64]) = (&reference.values[q], &reference.slopes[q]);
            ElementFunctions::new(grid, element, kappa, power).write(r, lagrange, (&mut phi, &mut plus));
            ElementFunctions::new(grid, element, -kappa, power).write(r, lagrange, (&mut phi, &mut minus));
            minus.iter_mut().for_each(|value| *value = -*value);
            for (table, row) in tables.iter_mut().zip([&phi, &plus, &minus]) {
                table.extend(row);
            }
        }
        Self { points, degree: grid.shape.degree, tables }
    }

    /// The first function of a quadrature node's element, and the values of its functions there.
    fn at(&self, node: usize) -> (usize, [&[f64]; 3]) {
        let count = self.degree + 1;
        (node / self.points * self.degree, [0, 1, 2].map(|table| &self.tables[table][node * count..][..count]))
    }
}

/// A symmetric banded matrix: each row starts with its diagonal entry.
#[derive(Clone)]
struct Banded {
    size: usize,
    width: usize,
    entries: Vec<f64>,
}

impl Banded {
    fn new(size: usize, width: usize) -> Self {
        Self { size, width, entries: vec![0.0; size * width] }
    }

    /// Adds to an entry on either side of the diagonal. Entries beyond the last row and column are ignored.
    fn add(&mut self, i: usize, j: usize, value: f64) {
        let (row, column) = (i.min(j), i.max(j));
        if column < self.size {
            self.entries[row * self.width + column - row] += value;
        }
    }

    /// Factorizes the matrix in place into L D L', without pivoting. Returns the number of negative pivots.
    fn factorize(&mut self) -> usize {
        let mut negative = 0;
        for k in 0..self.size {
            let (done, below) = self.entries.split_at_mut((k + 1) * self.width);
            let row = &mut done[k * self.width..];
            if row[0] == 0.0 {
                row[0] = MIN_PIVOT;
            }
            negative += usize::from(row[0] < 0.0);
            for (i, target) in (1..self.width).zip(below.chunks_exact_mut(self.width)) {
                let factor = row[i] / row[0];
                for (entry, value) in target.iter_mut().zip(&row[i..]) {
                    *entry -= factor * value;
                }
            }
        }
        negative
    }

    /// Solves with the factors.
    fn solve(&self, x: &mut [f64]) {
        let rows = || self.entries.chunks_exact(self.width).enumerate();
        for (k, row) in rows() {
            let factor = x[k] / row[0];
            for (x, entry) in x[k + 1..].iter_mut().zip(&row[1..]) {
                *x -= factor * entry;
            }
        }
        for (k, row) in rows().rev() {
            let rest = dot_in_order(&row[1..], &x[k + 1..]);
            x[k] = (x[k] - rest) / row[0];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::equation::{Equation, SPEED_OF_LIGHT_NIST, Symmetry, hydrogenic_energy};
    use crate::levels::{Levels, floor};
    use crate::mesh;

    /// The error of the lowest level of a bare uranium nucleus, for basis functions that start as r^`power`.
    fn error(kappa: i32, power: f64) -> f64 {
        let (z, c) = (92.0, SPEED_OF_LIGHT_NIST);
        let (equation, symmetry) = (Equation::Dirac(c), Symmetry::of_kappa(kappa));
        let boundaries = mesh::graded(7, 100.0, 50.0);
        let grid = Grid::new(shape(mesh::shape(boundaries, 23, 30, equation, z), power));
        let potential: Vec<f64> = grid.r.iter().map(|r| -z / r).collect();
        let mut squared = Squared::new(&grid, kappa, power, c, &potential);
        let found = Levels::new(&mut squared, floor(equation, symmetry, z, 0.0), false).find(0, 0.0, 0.0).unwrap();
        found.energy - hydrogenic_energy(equation, symmetry, symmetry.l + 1, z)
    }

    #[test]
    fn levels_need_their_own_power_at_the_origin() {
        for kappa in [-1, 1] {
            let own = power(kappa, 92.0, SPEED_OF_LIGHT_NIST);
            assert!(error(kappa, own).abs() < 1e-8, "kappa {kappa}: {}", error(kappa, own));
            assert!(error(kappa, 1.0).abs() > 1.0, "kappa {kappa}: {}", error(kappa, 1.0));
        }
    }
}
