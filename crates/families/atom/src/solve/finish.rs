//! The solution of an atom, from its final potential and orbitals.

use super::Attempt;
use super::problem::{Checked, SolveProblem};
use super::solution::{EnergyParts, OrbitalLevel, SolveRecord, SolveSolution, SolveStatus};
use crate::configuration::Shell;
use crate::equation::Equation;
use crate::external::NucleusKind;
use crate::operator::Operator;
use crate::orbital::Orbital;
use crate::self_consistency::{Atom, Ending, Occupied, Record};
use crate::state::Mesh;
use crate::vocabulary::Spin;
use std::f64::consts::PI;
use superlinear_numerics::vectors::dot_in_order;

/// Assembles the solution.
pub(crate) fn solution(
    problem: &SolveProblem,
    checked: &Checked,
    made: Attempt,
    records: &[Record],
    estimated_error: f64,
) -> SolveSolution {
    let Attempt { atom, ending, output } = &made;
    let mut orbitals: Vec<OrbitalLevel> = Vec::new();
    for (shell, occupied) in atom.model.shells.iter().enumerate() {
        if let Some(found) = atom.orbital(shell) {
            orbitals.push(level(problem, atom, occupied, found));
        }
    }
    if has_lost_a_level(problem, *ending, records) {
        // The level appears and disappears during the iterations; it may be below zero only in the last one.
        let highest = orbitals.iter_mut().max_by(|a, b| a.energy.total_cmp(&b.energy));
        highest.into_iter().for_each(|orbital| orbital.bound = false);
    }
    let is_bound = orbitals.len() == atom.model.shells.len() && orbitals.iter().all(|orbital| orbital.bound);
    let status = match ending {
        Ending::Converged if is_bound => SolveStatus::Converged,
        Ending::Converged | Ending::Lost => SolveStatus::UnboundState,
        Ending::IterationLimit if has_lost_a_level(problem, *ending, records) => SolveStatus::UnboundState,
        Ending::IterationLimit => SolveStatus::IterationLimit,
        Ending::TimeLimit => SolveStatus::TimeLimit,
        Ending::Stalled => SolveStatus::Stalled,
    };
    let mut density = output.density[0].clone();
    let mut difference = density.clone();
    for other in &output.density[1..] {
        density.iter_mut().zip(other).for_each(|(sum, other)| *sum += other);
        difference.iter_mut().zip(other).for_each(|(sum, other)| *sum -= other);
    }
    let at_nucleus = density_at_nucleus(atom);
    let is_smooth = problem.nucleus.kind != NucleusKind::Point || checked.equation == Equation::Schrodinger;
    let energies = output.energies;
    SolveSolution {
        status,
        iterations: records.len() as u32,
        residual: atom.residual_of(output),
        energy: EnergyParts {
            total: energies.total,
            kinetic: energies.kinetic,
            hartree: energies.hartree,
            nuclear: energies.nuclear,
            confinement: energies.confinement,
            xc: energies.exchange_correlation,
        },
        estimated_error,
        mesh: Mesh::of(&atom.grid),
        density: density.into(),
        spin_density: problem.spin.then(|| difference.into()),
        hartree: output.hartree.clone().into(),
        electron_potential: atom.unknown.clone().into(),
        density_at_nucleus: at_nucleus.filter(|_| is_smooth).map(|(density, _)| density),
        cusp: at_nucleus
            .filter(|&(density, _)| {
                checked.equation == Equation::Schrodinger && problem.nucleus.kind == NucleusKind::Point && density > 0.0
            })
            .map(|(density, slope)| -0.5 * slope / density),
        nuclear_charge: checked.charge,
        charge: checked.ionicity,
        model: problem.model,
        xc: problem.xc,
        spin: problem.spin,
        speed_of_light: checked.equation.speed_of_light(),
        nucleus: problem.nucleus,
        confinement: problem.confinement,
        history: problem
            .history
            .then(|| records.iter().map(|&Record { energy, residual, .. }| SolveRecord { energy, residual }).collect()),
        orbitals,
    }
}

/// The number of last iterations in which a bound level must always be bound.
const LAST_ITERATIONS: usize = 20;

/// Whether iterations did not settle because a level is not bound: its density fills the mesh, and no mixing helps.
fn has_lost_a_level(problem: &SolveProblem, ending: Ending, records: &[Record]) -> bool {
    let is_long = records.len() > LAST_ITERATIONS;
    let mut last = records.iter().rev().take(LAST_ITERATIONS);
    ending == Ending::IterationLimit
        && is_long
        && !problem.confinement.is_there()
        && last.any(|record| record.highest >= 0.0)
}

fn level(
    problem: &SolveProblem,
    atom: &Atom,
    occupied: &Occupied,
    (operator, orbital): (&Operator, &Orbital),
) -> OrbitalLevel {
    let Occupied { n, symmetry, spin, occupation } = *occupied;
    let is_dirac = symmetry.kappa != 0;
    let mark = match symmetry.kappa {
        0 => "",
        _ if symmetry.l == 0 => "",
        kappa if kappa > 0 => "-",
        _ => "+",
    };
    let density = operator.density(orbital);
    let mean = |power: i32| {
        let powers: Vec<f64> = atom.grid.r.iter().map(|r| r.powi(power)).collect();
        atom.grid.integrate_product(&powers, &density)
    };
    OrbitalLevel {
        label: format!("{}{mark}", Shell::label(n, symmetry.l)),
        n,
        l: symmetry.l,
        j: is_dirac.then(|| f64::from(symmetry.kappa.unsigned_abs()) - 0.5),
        kappa: is_dirac.then_some(symmetry.kappa),
        spin: problem.spin.then_some(if spin == 0 { Spin::Up } else { Spin::Down }),
        occupation,
        energy: orbital.energy,
        bound: orbital.energy < 0.0 || problem.confinement.is_there(),
        certified: orbital.is_certified,
        mean_radius: mean(1),
        mean_square_radius: mean(2),
        mean_inverse_radius: mean(-1),
        coefficients: operator.coefficients(orbital).into(),
    }
}

/// n and n' at the origin, for orbitals that start as r: P = (r/h) u, where u is the polynomial of the first element.
fn density_at_nucleus(atom: &Atom) -> Option<(f64, f64)> {
    let (_, h) = atom.grid.endpoints(0);
    let slopes = atom.grid.slopes_at_origin();
    let mut sums = (0.0, 0.0);
    for (shell, occupied) in atom.model.shells.iter().enumerate() {
        if occupied.symmetry.l != 0 {
            continue;
        }
        let (operator, orbital) = atom.orbital(shell)?;
        let coefficients = operator.coefficients(orbital);
        let u = coefficients[0];
        let slope = dot_in_order(&slopes, &coefficients);
        let factor = occupied.occupation / (4.0 * PI * h * h);
        sums.0 += factor * u * u;
        sums.1 += factor * 2.0 * u * slope / h;
    }
    Some(sums)
}
