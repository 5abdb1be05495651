//! Self-consistent atoms as a task.

pub mod problem;
pub mod solution;

mod estimate;
mod finish;

use crate::external::Confinement;
use crate::functional::{Approximation, Functional};
use crate::grid::Grid;
use crate::layout::Layout;
use crate::mesh::DEFAULT_R_MAX;
use crate::self_consistency::{Atom, Ending, Mixing, Model, Output, Record, thomas_fermi};
use crate::state::StartProblem;
use problem::{Checked, SolveProblem};
use schemars::JsonSchema;
use solution::{SolveProgress, SolveSolution};
use superlinear_interface::{Advance, Error, Run, Task};
use superlinear_numerics::parallel::Parallelism;

/// Computes a self-consistent atom or ion by density functional theory: total energy with its parts, levels, orbitals,
/// density and potential, to 1e-8 hartree by default for every element, with Schrödinger's, the scalar-relativistic or
/// Dirac's equation. The solution is plain data: store it, start from it, or pass it to {@link evaluate} and {@link
/// onLogGrid}.
///
/// High-order finite elements after Čertík, Pask, Fernando, Goswami, Sukumar, Collins, Manzini, Vackář: High-order
/// finite element method for atomic structure calculations, Computer Physics Communications 297, 2024, with Dirac's
/// equation in its eliminated form, which allows levels to be counted.
///
/// @example
/// ```ts
/// const uranium = await solve({ element: 'U', model: 'dirac' });
/// console.log(uranium.energy.total, uranium.orbitals.map(({ label, energy }) => [label, energy]));
/// ```
#[derive(JsonSchema)]
pub struct Solve;

impl Task for Solve {
    const NAME: &'static str = "atom.solve";
    type Problem = SolveProblem;
    type Solution = SolveSolution;
    type Progress = SolveProgress;

    fn solve(problem: SolveProblem, run: &Run) -> Result<SolveSolution, Error> {
        let checked = problem.check()?;
        let earlier = match &problem.start {
            Some(start) => Some(Earlier::of(start, checked.charge)?),
            None => None,
        };
        let is_small = checked.occupied.len() < FEWEST_FOR_THREADS;
        let parallelism = if is_small { Parallelism::sequential() } else { Parallelism::of(run) };
        let run = run.continued();
        parallelism.inside(move || {
            let attempts =
                Attempts { problem: &problem, checked: &checked, run: &run, parallelism, records: Vec::new() };
            attempts.solve(earlier)
        })
    }
}

/// An initial potential, on its own grid.
struct Earlier {
    grid: Grid,
    /// U of each spin.
    potentials: Vec<Vec<f64>>,
    /// The gradient potential of each spin. Empty if there is none.
    slopes: Vec<Vec<f64>>,
    /// The charge that determines U at large distances: U is this divided by r there.
    electrons: f64,
}

impl Earlier {
    /// The potential of a solution, scaled to a different nuclear charge.
    fn of(start: &StartProblem, charge: f64) -> Result<Self, Error> {
        let grid = start.grid()?;
        let scale = charge / start.nuclear_charge;
        let nodes = grid.r.len();
        let spins = if start.spin { 2 } else { 1 };
        let mut blocks = start.electron_potential.chunks_exact(nodes);
        let scaled = |block: &[f64]| block.iter().map(|u| u * scale).collect();
        let potentials: Vec<Vec<f64>> = blocks.by_ref().take(spins).map(scaled).collect();
        // Gradient potentials are about the same for different nuclei: derivatives of an energy density with respect to
        // a gradient, both proportional to n^(4/3).
        let slopes = blocks.map(<[f64]>::to_vec).collect();
        let electrons = potentials[0][nodes - 1] * grid.r[nodes - 1];
        Ok(Self { grid, potentials, slopes, electrons })
    }

    /// U of a spin at `r`.
    fn potential(&self, spin: usize, r: f64) -> f64 {
        if r > self.grid.r_max() {
            return self.electrons / r;
        }
        self.grid.interpolate(&self.potentials[spin.min(self.potentials.len() - 1)], r)
    }

    /// The gradient potential of a spin at `r`; 0 if unknown.
    fn slopes(&self, spin: usize, r: f64) -> f64 {
        let known = self.slopes.get(spin).or(self.slopes.last()).filter(|_| r <= self.grid.r_max());
        known.map_or(0.0, |slopes| self.grid.interpolate(slopes, r))
    }
}

/// Attempts on meshes of increasing length, until all orbitals fit.
struct Attempts<'a> {
    problem: &'a SolveProblem,
    checked: &'a Checked,
    run: &'a Run,
    parallelism: Parallelism,
    records: Vec<Record>,
}

/// The largest remainder of an orbital at the end of the mesh, estimated as exp(-2 sqrt(-2 E) r_max).
const TAIL: f64 = 1e-14;

/// The safety factor of the mesh length. A longer mesh is only tried beyond it, so that attempts terminate.
const SLACK: f64 = 1.05;

/// Levels closer to zero than this, in hartree, do not lengthen the mesh further: no mesh could hold their orbitals.
const SHALLOWEST: f64 = 1e-4;

/// The nuclear charge, relative to c, above which orbitals start with powers of r below about 0.7.
const HEAVY: f64 = 0.7;

/// The factor of the accuracy used for the mesh in cases more demanding than the reference tables of the elements.
const DEMANDING: f64 = 1e-2;

/// The smallest number of shells with several threads: with fewer, two threads were measured to lose more by
/// synchronization than they gain.
const FEWEST_FOR_THREADS: usize = 7;

/// The result of an attempt.
pub(crate) struct Attempt {
    pub atom: Atom,
    pub ending: Ending,
    pub output: Output,
}

impl<'a> Attempts<'a> {
    fn solve(mut self, mut earlier: Option<Earlier>) -> Result<SolveSolution, Error> {
        let layout = self.layout();
        let confinement = self.problem.confinement.radius;
        let requested = confinement.or(layout.requested_r_max());
        let mut r_max = requested.unwrap_or(DEFAULT_R_MAX);
        let mut settled: Option<Attempt> = None;
        loop {
            let made = self.attempt(Grid::new(layout.shape(r_max)), earlier.as_ref())?;
            // If the iteration does not settle on a longer mesh, because a level bound by the shorter one is not bound,
            // the result of the shorter mesh is just as informative.
            let made = match settled.take() {
                Some(before) if made.ending != Ending::Converged => return self.finish(before),
                _ => made,
            };
            let needed = self.needed_r_max(&made.atom);
            let is_last = requested.is_some() || made.ending != Ending::Converged || self.iterations_left() == 0;
            if is_last || needed <= SLACK * r_max {
                return self.finish(made);
            }
            r_max = needed;
            earlier = Some(self.earlier(&made));
            settled = Some(made);
        }
    }

    fn finish(&self, made: Attempt) -> Result<SolveSolution, Error> {
        let outer = estimate::Outer { nucleus: self.problem.nucleus, confinement: self.problem.confinement };
        let estimate = estimate::of(&made, &outer, self.run)?;
        Ok(finish::solution(self.problem, self.checked, made, &self.records, estimate))
    }

    fn iterations_left(&self) -> u32 {
        self.problem.max_iterations.saturating_sub(self.records.len() as u32)
    }

    fn layout(&self) -> Layout<'a> {
        Layout {
            mesh: self.problem.mesh.as_ref(),
            accuracy: self.problem.accuracy * self.demand(),
            equation: self.checked.equation,
            charge: self.checked.charge,
            nucleus: self.problem.nucleus,
        }
    }

    /// The accuracy of the mesh relative to the requested one: gradient functionals, and orbitals near a nucleus with a
    /// charge close to c, need more elements.
    fn demand(&self) -> f64 {
        let is_heavy = self.checked.equation.speed_of_light().is_some_and(|c| self.checked.charge > HEAVY * c);
        if is_heavy || self.problem.xc.has_gradient() { DEMANDING } else { 1.0 }
    }

    /// The mesh length that holds all orbitals, estimated from a converged mesh.
    fn needed_r_max(&self, atom: &Atom) -> f64 {
        let energies =
            (0..atom.model.shells.len()).filter_map(|shell| atom.orbital(shell)).map(|(_, orbital)| orbital.energy);
        let highest = energies.fold(f64::NEG_INFINITY, f64::max);
        match highest {
            _ if self.problem.confinement.is_there() => 0.0,
            // Only once, for a level raised above zero by the box alone.
            _ if highest >= 0.0 => 2.0 * DEFAULT_R_MAX,
            // The slack allows for small changes of the level on the next mesh.
            _ => SLACK * -TAIL.ln() / (2.0 * (-2.0 * highest).max(2.0 * SHALLOWEST).sqrt()),
        }
    }

    fn earlier(&self, made: &Attempt) -> Earlier {
        let atom = &made.atom;
        let mut blocks = atom.unknown.chunks_exact(atom.grid.r.len()).map(<[f64]>::to_vec);
        let potentials = blocks.by_ref().take(atom.model.spins).collect();
        let electrons = self.checked.charge - self.checked.ionicity;
        Earlier { grid: atom.grid.clone(), potentials, slopes: blocks.collect(), electrons }
    }

    /// Solves on one mesh.
    fn attempt(&mut self, grid: Grid, earlier: Option<&Earlier>) -> Result<Attempt, Error> {
        let mut atom = self.atom(grid, earlier);
        let problem = self.problem;
        let mixing = Mixing {
            depth: problem.mixing.depth as usize,
            factor: problem.mixing.factor,
            tolerance: problem.accuracy,
            max_iterations: self.iterations_left(),
        };
        let mut iteration = self.records.len() as u32;
        let run = self.run;
        let (ending, mut output, records) = atom.converge(mixing, run, |record| {
            iteration += 1;
            let advance = Advance::certificate(record.residual, mixing.tolerance);
            let advance = advance.or_budget(iteration, problem.max_iterations);
            run.progress(advance, || SolveProgress { iteration, energy: record.energy, residual: record.residual });
        })?;
        self.records.extend(records);
        if ending == Ending::Converged
            && let Some(finished) = atom.finish()
        {
            output = finished;
        }
        Ok(Attempt { atom, ending, output })
    }

    fn atom(&self, grid: Grid, earlier: Option<&Earlier>) -> Atom {
        let (problem, Checked { equation, charge, ionicity, occupied }) = (self.problem, self.checked);
        let (equation, charge) = (*equation, *charge);
        let model = Model {
            equation,
            approximation: Approximation { functional: problem.xc, speed_of_light: equation.speed_of_light() },
            charge,
            point_charge: problem.nucleus.point_charge(charge),
            spins: if problem.spin { 2 } else { 1 },
            shells: occupied.clone(),
        };
        let nuclear: Vec<f64> = grid.r.iter().map(|&r| problem.nucleus.potential(charge, r)).collect();
        let confinement = grid.r.iter().map(|&r| Confinement::potential(&problem.confinement, r)).collect();
        let mut unknown = vec![0.0; Atom::unknowns(&grid, &model)];
        if problem.xc != Functional::None {
            for (block, values) in unknown.chunks_exact_mut(grid.r.len()).enumerate() {
                for (value, &r) in values.iter_mut().zip(&grid.r) {
                    *value = match (earlier, block.checked_sub(model.spins)) {
                        (Some(earlier), None) => earlier.potential(block, r),
                        (Some(earlier), Some(spin)) => earlier.slopes(spin, r),
                        (None, None) => thomas_fermi(charge, *ionicity, r),
                        (None, Some(_)) => 0.0,
                    };
                }
            }
        }
        let mut atom = Atom::new(grid, model, nuclear, confinement, unknown);
        atom.parallelism = self.parallelism;
        if earlier.is_some() {
            // The potential is almost the final one, so its levels are computed to all digits.
            atom.first_accuracy = 0.0;
        }
        atom
    }
}
