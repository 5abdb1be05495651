//! The error of a total energy: the energy of the same potential on richer elements, less the one found.
//!
//! The energy is that of Harris and Foulkes, whose error is the square of the potential's; so one step of each orbital, in the
//! potential found, gives the finer mesh's self-consistent energy.

use super::Attempt;
use crate::external::{Confinement, Nucleus};
use crate::functional::Functional;
use crate::grid::{Grid, Shape};
use crate::lagrange::Lagrange;
use crate::scales::ElementFunctions;
use crate::self_consistency::Atom;
use superlinear_interface::{Error, Run};
use superlinear_numerics::vectors::dot_in_order;

/// The richer elements have this many degrees and quadrature nodes more.
const MORE: usize = 3;

/// Degrees that are not exceeded.
const HIGHEST_DEGREE: usize = 44;

/// What is found on elements only a little richer stands for what is found on very rich ones; so it is doubled.
const SAFETY: f64 = 2.0;

/// Rounding of sums over large parts of both signs, relative to the energy.
const ROUNDING: f64 = 4e-14;

/// The estimate. It is never 0.
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
        // Levels are lost where the coarse mesh resolves nothing.
        None => energy.abs(),
    };
    Ok(SAFETY * change + made.residual_energy() + made.jump_energy() + rounding)
}

impl Attempt {
    /// What the residual of the potential leaves in the energy: it is of second order, and nothing without a functional.
    fn residual_energy(&self) -> f64 {
        let model = &self.atom.model;
        if model.approximation.functional == Functional::None {
            return 0.0;
        }
        let electrons: f64 = model.shells.iter().map(|shell| shell.occupation).sum();
        let residual = self.atom.residual_of(&self.output);
        // The response of a density to a potential is about one electron a hartree.
        electrons * residual * residual
    }

    /// What the quadrature may miss where the functional jumps: half the distance of the nodes on both sides, times the jump.
    fn jump_energy(&self) -> f64 {
        let model = &self.atom.model;
        let Some((radius, jump)) = model.approximation.functional.jump() else { return 0.0 };
        let r = &self.atom.grid.r;
        let whole = |q: usize| self.output.density.iter().map(|density| density[q]).sum::<f64>();
        // r_s is below `radius` where the density 3/(4 pi r_s^3) is above this.
        let is_inside = |q: usize| whole(q) * radius.powi(3) > 3.0 * r[q] * r[q];
        let crossings = (1..r.len()).filter(|&q| is_inside(q) != is_inside(q - 1));
        crossings.map(|q| 0.5 * (r[q] - r[q - 1]) * jump * whole(q - 1).max(whole(q))).sum()
    }
}

/// What electrons feel besides each other, anywhere.
pub struct Outer {
    pub nucleus: Nucleus,
    pub confinement: Confinement,
}

/// An atom on another grid of the same elements, with the electrons' potential and the orbitals interpolated. The nucleus' potential,
/// which need not be smooth in an element, is not.
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

/// Values at the nodes of another grid with the same elements.
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

/// The coefficients of an orbital of a symmetry with `k` and `power` on a grid with the same elements, at whose Lobatto nodes
/// but the first the old ones' Lagrange functions are `rows`.
fn lift(from: &Grid, coefficients: &[f64], (k, power): (f64, f64), to: &Grid, rows: &[Vec<f64>]) -> Vec<f64> {
    let (degree, slopes) = (from.shape.degree, vec![0.0; from.shape.degree + 1]);
    let (mut phi, mut gradient) = (slopes.clone(), slopes.clone());
    let mut lifted = vec![coefficients[0]];
    for element in 0..from.elements() {
        let local = &coefficients[element * degree..][..=degree];
        let own = (element > 0 && from.is_weighted(element)).then(|| ElementFunctions::new(from, element, k, power));
        let (start, end) = from.ends(element);
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
