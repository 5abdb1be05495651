//! The error estimate of the total energy: the energy of the same potential on richer elements minus the computed
//! energy.
//!
//! The energy is the Harris–Foulkes functional, with an error quadratic in the error of the potential. One step of each
//! orbital in the computed potential therefore yields the self-consistent energy of the finer mesh.

use super::Attempt;
use crate::external::{Confinement, Nucleus};
use crate::functional::Functional;
use crate::grid::{Grid, Shape};
use crate::lagrange::Lagrange;
use crate::scales::ElementFunctions;
use crate::self_consistency::Atom;
use superlinear_interface::{Error, Run};
use superlinear_numerics::vectors::dot_in_order;

/// The increment of the degree and the number of quadrature nodes.
const MORE: usize = 3;

/// The largest degree.
const HIGHEST_DEGREE: usize = 44;

/// The factor of the change on slightly richer elements, which stands for the change on very rich ones.
const SAFETY: f64 = 2.0;

/// The rounding error of sums over large terms of both signs, relative to the energy.
const ROUNDING: f64 = 4e-14;

/// Estimates the error. The result is never 0.
pub fn of(made: &Attempt, outer: &Outer, run: &Run) -> Result<f64, Error> {
    let coarse = &made.atom;
    let energy = made.output.energies.total;
    let rounding = ROUNDING * energy.abs() + f64::MIN_POSITIVE;
    let degree = coarse.grid.shape.degree + MORE;
    if degree > HIGHEST_DEGREE || run.is_out_of_time()? {
        return Ok(f64::max(rounding, made.residual_energy() + made.jump_energy()));
    }
    let shape = Shape { degree, points: coarse.grid.shape.points + MORE, ..coarse.grid.shape.clone() };
    let mut fine = transferred(coarse, Grid::new(shape), outer);
    let change = match fine.respond_once() {
        Some(output) => (output.energies.total - energy).abs(),
        // Levels are lost if the coarse mesh resolves nothing.
        None => energy.abs(),
    };
    Ok(SAFETY * change + made.residual_energy() + made.jump_energy() + rounding)
}

impl Attempt {
    /// The energy error from the residual of the potential: of second order, and zero without a functional.
    fn residual_energy(&self) -> f64 {
        let model = &self.atom.model;
        if model.approximation.functional == Functional::None {
            return 0.0;
        }
        let electrons: f64 = model.shells.iter().map(|shell| shell.occupation).sum();
        let residual = self.atom.residual_of(&self.output);
        // The response of the density to a potential is about one electron per hartree.
        electrons * residual * residual
    }

    /// The quadrature error at a discontinuity of the functional: half the distance of the adjacent nodes times the
    /// density and the jump.
    fn jump_energy(&self) -> f64 {
        let model = &self.atom.model;
        let Some((radius, jump)) = model.approximation.functional.jump() else { return 0.0 };
        let r = &self.atom.grid.r;
        let whole = |q: usize| self.output.density.iter().map(|density| density[q]).sum::<f64>();
        // r_s is below `radius` if the density 3/(4 pi r_s^3) is above this.
        let is_inside = |q: usize| whole(q) * radius.powi(3) > 3.0 * r[q] * r[q];
        let crossings = (1..r.len()).filter(|&q| is_inside(q) != is_inside(q - 1));
        crossings.map(|q| 0.5 * (r[q] - r[q - 1]) * jump * whole(q - 1).max(whole(q))).sum()
    }
}

/// The external potential, defined at any r.
pub(crate) struct Outer {
    pub nucleus: Nucleus,
    pub confinement: Confinement,
}

/// An atom on a different grid with the same elements, with the electrons' potential and the orbitals interpolated. The
/// nuclear potential is recomputed, because it need not be smooth within an element.
fn transferred(coarse: &Atom, grid: Grid, outer: &Outer) -> Atom {
    let at_nodes = |values: &[f64]| interpolate(&coarse.grid, values, &grid);
    let nodes = coarse.grid.r.len();
    let unknown = coarse.unknown.chunks_exact(nodes).flat_map(at_nodes).collect();
    let (charge, point) = (coarse.model.charge, coarse.model.point_charge);
    let nuclear = grid.r.iter().map(|&r| outer.nucleus.potential(charge, r)).collect();
    let confinement = grid.r.iter().map(|&r| outer.confinement.potential(r)).collect();
    let mut fine = Atom::new(grid, coarse.model.clone(), nuclear, confinement, unknown);
    fine.parallelism = coarse.parallelism;
    let functions = Lagrange::new(&coarse.grid.other.lobatto);
    let rows: Vec<Vec<f64>> = fine.grid.other.lobatto[1..].iter().map(|&x| functions.values(x)).collect();
    for shell in 0..coarse.model.shells.len() {
        let Some((operator, orbital)) = coarse.orbital(shell) else { continue };
        let k = operator.symmetry.slope_coefficient(operator.equation);
        let power = operator.symmetry.origin_power(operator.equation, point);
        let coefficients = lift(&coarse.grid, &operator.coefficients(orbital), (k, power), &fine.grid, &rows);
        fine.set_orbital(shell, orbital.energy, &coefficients);
    }
    fine
}

/// Interpolates values to the nodes of another grid with the same elements.
fn interpolate(from: &Grid, values: &[f64], to: &Grid) -> Vec<f64> {
    let rows = |from: &[f64], to: &[f64]| {
        let functions = Lagrange::new(from);
        to.iter().map(|&x| functions.values(x)).collect::<Vec<_>>()
    };
    let first = rows(&from.first.nodes, &to.first.nodes);
    let other = rows(&from.other.nodes, &to.other.nodes);
    let elements = values.chunks_exact(from.shape.points).enumerate();
    let in_element = |(element, values): (usize, &[f64])| {
        let rows = if element == 0 { &first } else { &other };
        rows.iter().map(|row| dot_in_order(row, values)).collect::<Vec<f64>>()
    };
    elements.flat_map(in_element).collect()
}

/// The coefficients of an orbital on a grid with the same elements. `rows` holds the old Lagrange functions at its
/// Lobatto nodes except the first.
fn lift(from: &Grid, coefficients: &[f64], (k, power): (f64, f64), to: &Grid, rows: &[Vec<f64>]) -> Vec<f64> {
    let (degree, slopes) = (from.shape.degree, vec![0.0; from.shape.degree + 1]);
    let (mut phi, mut gradient) = (slopes.clone(), slopes.clone());
    let mut lifted = vec![coefficients[0]];
    for element in 0..from.elements() {
        let local = &coefficients[element * degree..][..=degree];
        let own = (element > 0 && from.is_weighted(element)).then(|| ElementFunctions::new(from, element, k, power));
        let (start, end) = from.endpoints(element);
        for (x, lagrange) in to.other.lobatto[1..].iter().zip(rows) {
            let functions = match &own {
                Some(own) => {
                    own.write(start + (end - start) * x, (lagrange, &slopes), (&mut phi, &mut gradient));
                    &phi
                }
                None => lagrange,
            };
            lifted.push(dot_in_order(functions, local));
        }
    }
    lifted
}
