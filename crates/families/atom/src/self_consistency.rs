//! Kohn–Sham atoms: the self-consistent potential.
//!
//! The unknown is U, the electrons' contribution to the potential, at the quadrature nodes; for gradient functionals
//! also the derivative with respect to the gradient. Anderson mixing (J. ACM 12, 547, 1965) finds the fixed point.

use crate::equation::{Equation, Symmetry};
use crate::functional::{Approximation, Functional};
use crate::grid::Grid;
use crate::levels::Levels;
use crate::operator::Operator;
use crate::orbital::{Orbital, Potential};
use std::f64::consts::PI;
use superlinear_interface::{Error, Run};
use superlinear_numerics::anderson::Anderson;
use superlinear_numerics::parallel::Parallelism;

/// The physical model.
#[derive(Clone, Debug)]
pub struct Model {
    pub equation: Equation,
    pub approximation: Approximation,
    /// The nuclear charge.
    pub charge: f64,
    /// The part of the charge that is a point at the origin: all or nothing.
    pub point_charge: f64,
    /// 1, or 2 if the spins have separate potentials.
    pub spins: usize,
    pub shells: Vec<Occupied>,
}

/// The electrons of one level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Occupied {
    pub n: u32,
    pub symmetry: Symmetry,
    /// The spin, which selects the potential.
    pub spin: usize,
    pub occupation: f64,
}

impl Occupied {
    /// The level's index among the levels of its symmetry, from 0.
    fn index(&self) -> usize {
        (self.n - self.symmetry.l - 1) as usize
    }
}

/// The fixed-point iteration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mixing {
    /// The number of earlier potentials used for the next.
    pub depth: usize,
    /// The fraction of the residual that is added.
    pub factor: f64,
    pub tolerance: f64,
    pub max_iterations: u32,
}

/// The parts of the total energy.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Energies {
    pub total: f64,
    pub kinetic: f64,
    pub hartree: f64,
    pub nuclear: f64,
    pub confinement: f64,
    pub exchange_correlation: f64,
}

/// The reason why the iteration stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Converged,
    IterationLimit,
    TimeLimit,
    /// Rounding keeps the residual above the tolerance.
    Stalled,
    /// A level was not found at any energy of the mesh.
    Lost,
}

/// One iteration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record {
    pub energy: f64,
    pub residual: f64,
    /// The highest level.
    pub highest: f64,
}

/// The highest energy of a level in an iteration's potential, in hartree; above it the search is abandoned. From half
/// to double, nothing changes in `npm run bench:constants -- atom`.
const CEILING: f64 = 1e4;

/// The relative accuracy of levels in the initial potential. It is a guess, and the next potential moves them by more.
/// From half to double, iterations differ by less than 1 % (`npm run bench:constants -- atom`).
const FIRST_ACCURACY: f64 = 1e-5;

/// A residual this many times the smallest so far counts as divergence: mixing restarts. From half to double, nothing
/// changes in `npm run bench:constants -- atom`.
const RESTART_GROWTH: f64 = 1e3;

/// The residual, and the change of the energy per iteration, must be below this fraction of the requested accuracy.
/// Half of it takes 3 % more iterations, twice as much 3 % fewer (`npm run bench:constants -- atom`).
const CONVERGED_PART: f64 = 0.1;

/// Above this energy, in hartree, the allowed change grows in proportion to it: its rounding error, 4e-14 of the
/// energy, is by then nearly half of the 1e-9 allowed by the default accuracy.
const LARGE_ENERGY: f64 = 1e4;

/// The number of iterations without a smaller residual that count as a stall. From half to double, nothing changes in
/// `npm run bench:constants -- atom`.
const STALL_ITERATIONS: usize = 20;

/// Only residuals below this, in hartree, may be limited by rounding. From half to double, nothing changes in
/// `npm run bench:constants -- atom`.
const ROUNDED_RESIDUAL: f64 = 1e-10;

/// The levels of one symmetry and spin.
struct Channel {
    operator: Operator,
    spin: usize,
    levels: Vec<(usize, Option<Orbital>)>,
}

/// Sums over the orbitals of a channel.
struct Sums {
    density: Vec<f64>,
    slope: Vec<f64>,
    energy: f64,
    is_complete: bool,
}

/// Sums over all orbitals, and the resulting potential.
pub(crate) struct Output {
    /// D = 4 pi r^2 n of each spin.
    pub density: Vec<Vec<f64>>,
    pub hartree: Vec<f64>,
    /// v_xc of each spin.
    pub exchange_correlation: Vec<Vec<f64>>,
    /// The derivative of the energy density with respect to the gradient, for each spin. Empty without gradient
    /// dependence.
    pub slope_potential: Vec<Vec<f64>>,
    pub energies: Energies,
}

/// An atom during the self-consistency iteration.
pub(crate) struct Atom {
    pub grid: Grid,
    pub model: Model,
    /// The potential of the nucleus.
    pub nuclear: Vec<f64>,
    /// The potential of an external confinement.
    pub confinement: Vec<f64>,
    channels: Vec<Channel>,
    /// U of each spin, then the gradient potentials: the mixed quantity.
    pub unknown: Vec<f64>,
    /// The relative accuracy of levels in the initial potential.
    pub first_accuracy: f64,
    /// The threads for the symmetries; initially only the calling one.
    pub parallelism: Parallelism,
}

impl Atom {
    /// An atom with the potential given by `unknown`; see [`Atom::unknown`].
    pub(crate) fn new(grid: Grid, model: Model, nuclear: Vec<f64>, confinement: Vec<f64>, unknown: Vec<f64>) -> Self {
        let mut channels: Vec<Channel> = Vec::new();
        for (place, shell) in model.shells.iter().enumerate() {
            let known = channels
                .iter_mut()
                .find(|channel| (channel.spin, channel.operator.symmetry) == (shell.spin, shell.symmetry));
            match known {
                Some(channel) => channel.levels.push((place, None)),
                None => channels.push(Channel {
                    operator: Operator::new(&grid, model.equation, shell.symmetry, model.point_charge),
                    spin: shell.spin,
                    levels: vec![(place, None)],
                }),
            }
        }
        Self {
            grid,
            model,
            nuclear,
            confinement,
            channels,
            unknown,
            first_accuracy: FIRST_ACCURACY,
            parallelism: Parallelism::sequential(),
        }
    }

    /// The number of mixed values.
    pub(crate) fn unknowns(grid: &Grid, model: &Model) -> usize {
        let kinds = if model.approximation.functional.has_gradient() { 2 } else { 1 };
        kinds * model.spins * grid.r.len()
    }

    /// The potential of a spin.
    pub(crate) fn potential(&self, spin: usize) -> Potential {
        let nodes = self.grid.r.len();
        let own = &self.unknown[spin * nodes..][..nodes];
        let outer = self.nuclear.iter().zip(&self.confinement);
        let values = own.iter().zip(outer).map(|(own, (nuclear, confinement))| own + nuclear + confinement).collect();
        let slopes = self.model.approximation.functional.has_gradient().then(|| {
            let start = (self.model.spins + spin) * nodes;
            self.unknown[start..start + nodes].to_vec()
        });
        Potential { values, slopes }
    }

    /// The energy of the highest level.
    pub(crate) fn highest_level(&self) -> f64 {
        let levels = self.channels.iter().flat_map(|channel| &channel.levels);
        levels
            .filter_map(|(_, orbital)| orbital.as_ref())
            .fold(f64::NEG_INFINITY, |most, orbital| most.max(orbital.energy))
    }

    /// The orbital of a shell, and the operator of its channel.
    pub(crate) fn orbital(&self, shell: usize) -> Option<(&Operator, &Orbital)> {
        self.channels.iter().find_map(|channel| {
            let (_, orbital) = channel.levels.iter().find(|(place, _)| *place == shell)?;
            Some((&channel.operator, orbital.as_ref()?))
        })
    }

    /// Sets the initial orbital of a shell.
    pub(crate) fn set_orbital(&mut self, shell: usize, energy: f64, coefficients: &[f64]) {
        for channel in &mut self.channels {
            if let Some((_, orbital)) = channel.levels.iter_mut().find(|(place, _)| *place == shell) {
                *orbital = Some(channel.operator.orbital(energy, coefficients));
                return;
            }
        }
    }

    /// Iterates until the potential converges, and passes each iteration to `report`.
    pub(crate) fn converge(
        &mut self,
        mixing: Mixing,
        run: &Run,
        mut report: impl FnMut(&Record),
    ) -> Result<(Ending, Output, Vec<Record>), Error> {
        let mut anderson = Anderson::new(mixing.depth);
        let weights = self.grid.weights.repeat(self.unknown.len() / self.grid.r.len());
        let mut history: Vec<Record> = Vec::new();
        let (mut best, mut best_at, mut best_unknown) = (f64::INFINITY, 0, Vec::new());
        loop {
            let is_late = run.is_out_of_time()? && !history.is_empty();
            let Some(output) = self.respond(Level::Improved) else {
                return Ok((Ending::Lost, self.empty_output(), history));
            };
            let image = self.image(&output);
            let record = Record {
                energy: output.energies.total,
                residual: self.residual(&output, &image),
                highest: self.highest_level(),
            };
            report(&record);
            let moved = history.last().map_or(f64::INFINITY, |last| (record.energy - last.energy).abs());
            history.push(record);
            let is_converged = record.residual < CONVERGED_PART * mixing.tolerance
                && moved < CONVERGED_PART * mixing.tolerance * (record.energy.abs() / LARGE_ENERGY).max(1.0);
            if record.residual < best {
                (best, best_at) = (record.residual, history.len());
                best_unknown.clone_from(&self.unknown);
            }
            let ending = match () {
                () if is_converged || self.model.approximation.functional == Functional::None => Ending::Converged,
                () if history.len() >= mixing.max_iterations as usize => Ending::IterationLimit,
                () if is_late => Ending::TimeLimit,
                () if history.len() > best_at + STALL_ITERATIONS && best < ROUNDED_RESIDUAL => Ending::Stalled,
                () => {
                    if record.residual > RESTART_GROWTH * best {
                        anderson.clear();
                    }
                    let damped: Vec<f64> =
                        self.unknown.iter().zip(&image).map(|(x, y)| x + mixing.factor * (y - x)).collect();
                    anderson.advance(&mut self.unknown, &damped, &weights);
                    continue;
                }
            };
            let is_best = ending == Ending::Converged || best_at == history.len();
            let output = if is_best { Some(output) } else { self.response_to(best_unknown) };
            return Ok(match output {
                Some(output) => (ending, output, history),
                None => (Ending::Lost, self.empty_output(), history),
            });
        }
    }

    /// The response to a different potential: the response with the smallest residual, if the iteration does not
    /// settle.
    fn response_to(&mut self, unknown: Vec<f64>) -> Option<Output> {
        self.unknown = unknown;
        self.respond(Level::Improved)
    }

    /// Refines all orbitals in the current potential until their energies converge, and certifies their indices by
    /// counts.
    pub(crate) fn finish(&mut self) -> Option<Output> {
        self.respond(Level::Certified)
    }

    /// Performs one step for all current orbitals, without a search for new ones.
    pub(crate) fn respond_once(&mut self) -> Option<Output> {
        self.respond(Level::Improved)
    }

    /// Solves for all orbitals and computes their response.
    fn respond(&mut self, level: Level) -> Option<Output> {
        let potentials: Vec<Potential> = (0..self.model.spins).map(|spin| self.potential(spin)).collect();
        let nodes = self.grid.r.len();
        // No nucleus of this charge attracts more strongly than a point.
        let least = self.unknown[..self.model.spins * nodes].iter().copied().fold(0.0, f64::min);
        let (model, first_accuracy) = (&self.model, self.first_accuracy);
        let sums = self.parallelism.map(self.channels.iter_mut(), |_, channel| {
            channel.operator.set_potential(&potentials[channel.spin]);
            channel.solve(model, level, least, first_accuracy);
            channel.sums(model)
        });
        if !sums.iter().all(|sums| sums.is_complete) {
            return None;
        }
        let mut density = vec![vec![0.0; nodes]; self.model.spins];
        let mut slope = density.clone();
        let mut band = 0.0;
        for (channel, sums) in self.channels.iter().zip(&sums) {
            add(&mut density[channel.spin], &sums.density);
            add(&mut slope[channel.spin], &sums.slope);
            band += sums.energy;
        }
        Some(self.output(density, slope, band, &potentials))
    }

    fn output(&self, density: Vec<Vec<f64>>, slope: Vec<Vec<f64>>, band: f64, potentials: &[Potential]) -> Output {
        let grid = &self.grid;
        let mut kinetic = band;
        for (potential, (density, slope)) in potentials.iter().zip(density.iter().zip(&slope)) {
            kinetic -= grid.integrate_product(&potential.values, density);
            if let Some(slopes) = &potential.slopes {
                kinetic -= grid.integrate_product(slopes, slope);
            }
        }
        let mut whole = density[0].clone();
        density[1..].iter().for_each(|other| add(&mut whole, other));
        let is_alone = self.model.approximation.functional == Functional::None;
        let hartree = if is_alone { vec![0.0; whole.len()] } else { grid.hartree(&whole) };
        let (exchange_correlation, slope_potential, energy) = self.exchange_correlation(&density, &slope);
        let mut energies = Energies {
            total: 0.0,
            kinetic,
            hartree: 0.5 * grid.integrate_product(&hartree, &whole),
            nuclear: grid.integrate_product(&self.nuclear, &whole),
            confinement: grid.integrate_product(&self.confinement, &whole),
            exchange_correlation: energy,
        };
        energies.total = kinetic + energies.hartree + energies.nuclear + energies.confinement + energy;
        Output { density, hartree, exchange_correlation, slope_potential, energies }
    }

    /// v_xc and the gradient potential of each spin, and the energy.
    fn exchange_correlation(&self, density: &[Vec<f64>], slope: &[Vec<f64>]) -> (Vec<Vec<f64>>, Vec<Vec<f64>>, f64) {
        let (nodes, spins) = (self.grid.r.len(), self.model.spins);
        let mut potential = vec![vec![0.0; nodes]; spins];
        let has_gradient = self.model.approximation.functional.has_gradient();
        let mut slopes = if has_gradient { vec![vec![0.0; nodes]; spins] } else { Vec::new() };
        let mut energy = 0.0;
        for (q, r) in self.grid.r.iter().enumerate() {
            let sphere = 4.0 * PI * r * r;
            let at = |values: &[Vec<f64>], spin: usize| values[spin][q] / sphere;
            let mut write = |energy_density: f64, of_density: &[f64], of_slope: &[f64]| {
                energy += self.grid.weights[q] * sphere * energy_density;
                for spin in 0..spins {
                    potential[spin][q] = of_density[spin];
                    if has_gradient {
                        slopes[spin][q] = of_slope[spin];
                    }
                }
            };
            if spins == 1 {
                let point = self.model.approximation.restricted(at(density, 0), at(slope, 0));
                write(point.energy, &point.potential, &point.slope);
            } else {
                let both = |values: &[Vec<f64>]| [at(values, 0), at(values, 1)];
                let point = self.model.approximation.polarized(both(density), both(slope));
                write(point.energy, &point.potential, &point.slope);
            }
        }
        (potential, slopes, energy)
    }

    /// The unknown that results from an output.
    fn image(&self, output: &Output) -> Vec<f64> {
        let own = output.exchange_correlation.iter().flat_map(|potential| potential.iter().zip(&output.hartree));
        let slopes = output.slope_potential.iter().flatten().copied();
        own.map(|(potential, hartree)| potential + hartree).chain(slopes).collect()
    }

    /// The change of the potential: root mean square over the electrons.
    fn residual(&self, output: &Output, image: &[f64]) -> f64 {
        let nodes = self.grid.r.len();
        let electrons: f64 = self.model.shells.iter().map(|shell| shell.occupation).sum();
        let square: f64 = (0..self.model.spins)
            .map(|spin| {
                let range = spin * nodes..(spin + 1) * nodes;
                let change = image[range.clone()].iter().zip(&self.unknown[range]);
                let squares: Vec<f64> = change.map(|(image, own)| (image - own).powi(2)).collect();
                self.grid.integrate_product(&squares, &output.density[spin])
            })
            .sum();
        (square / electrons).sqrt()
    }

    /// The residual of an output in the current potential.
    pub(crate) fn residual_of(&self, output: &Output) -> f64 {
        self.residual(output, &self.image(output))
    }

    fn empty_output(&self) -> Output {
        let nodes = self.grid.r.len();
        let nothing = vec![vec![0.0; nodes]; self.model.spins];
        let potentials: Vec<Potential> = (0..self.model.spins).map(|spin| self.potential(spin)).collect();
        self.output(nothing.clone(), nothing, 0.0, &potentials)
    }
}

/// The extent of the refinement of orbitals.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    /// One step from the last iteration.
    Improved,
    /// Until the energies converge, with counts on both sides of each.
    Certified,
}

impl Channel {
    fn solve(&mut self, model: &Model, level: Level, least: f64, first_accuracy: f64) {
        let mut levels = Levels::of_operator(&mut self.operator, model.charge, least);
        for (place, orbital) in &mut self.levels {
            let index = model.shells[*place].index();
            let stands = orbital.as_mut().is_some_and(|orbital| match level {
                Level::Improved => levels.follow(index, orbital).is_some(),
                Level::Certified => orbital.certify(&mut levels, index),
            });
            if stands {
                continue;
            }
            let accuracy = if level == Level::Certified || orbital.is_some() { 0.0 } else { first_accuracy };
            *orbital = levels.find(index, accuracy, CEILING);
            if let (Level::Certified, Some(orbital)) = (level, orbital) {
                orbital.certify(&mut levels, index);
            }
        }
    }

    fn sums(&self, model: &Model) -> Sums {
        let operator = &self.operator;
        let (mut density, mut slope) = (operator.nothing(), operator.nothing());
        let (mut energy, mut is_complete) = (0.0, true);
        for (place, orbital) in &self.levels {
            let Some(orbital) = orbital else {
                is_complete = false;
                continue;
            };
            let occupation = model.shells[*place].occupation;
            energy += occupation * orbital.energy;
            operator.add_density(occupation, orbital, &mut density);
            if model.approximation.functional.has_gradient() {
                operator.add_slope(occupation, orbital, &mut slope);
            }
        }
        Sums { density: operator.at_nodes(&density), slope: operator.at_nodes(&slope), energy, is_complete }
    }
}

fn add(sums: &mut [f64], values: &[f64]) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
}

/// The potential that the electrons of a Thomas–Fermi atom add to the nucleus' at `r` (Oulne, Appl. Math. Comput. 218,
/// 303, 2011). The screened nuclear charge is at least the ion's charge plus one.
pub(crate) fn thomas_fermi(charge: f64, ionicity: f64, r: f64) -> f64 {
    let (a, b, g) = (0.7280642371, -0.5430794693, 0.3612163121);
    let y = r * (128.0 * charge / (9.0 * PI * PI)).cbrt();
    let root = y.sqrt();
    let screening = (1.0 + a * root + b * y * (-g * root).exp()).powi(2) * (-2.0 * a * root).exp();
    let left = (charge * screening).max((ionicity + 1.0).max(0.0)).min(charge);
    (charge - left) / r
}
