//! Minimizers of energies on boxes, as a task.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `mesh` | the nodes of the box |
//! | `density` | densities of the gradient and of the value |
//! | `energy` | the discrete energy and its derivatives |
//! | `stencil` | its second derivatives as a matrix |
//! | `inverse` | inverses of Laplacians, and dual norms |
//! | `iterate` | the iterate, and termination |
//! | `newton`, `preconditioner` | Newton's method |
//! | `sobolev` | gradient descent in H¹ |
//! | `curvature` | directions of negative curvature |

mod curvature;
mod density;
mod energy;
mod inverse;
mod iterate;
mod mesh;
mod newton;
mod preconditioner;
pub mod problem;
mod sobolev;
pub mod solution;
mod stencil;
#[cfg(test)]
mod tests;

use crate::grid::{checked_box, ensure_memory};
use density::{Order, Radial};
use energy::{Energy, Evaluation};
use inverse::Inverse;
use iterate::{Iterate, Minimizer};
use mesh::Mesh;
use problem::{EnergyMethod, MinimizeEnergyProblem};
use schemars::JsonSchema;
use solution::{EnergyProgress, EnergyStatus, MinimizeEnergySolution};
use std::cell::RefCell;
use superlinear_interface::{Error, NumberOrVector, Run, Task, check};

/// Minimizes an energy: the integral over a box of a density of the function and its gradient, such as the area of a
/// minimal surface or the energy of a p-Laplacian, with given boundary values. The solution satisfies the nonlinear
/// elliptic equation that belongs to the energy. For strongly convex energies it comes with bounds on its errors.
///
/// @example
/// ```ts
/// // A soap film in a frame whose height is that of a saddle.
/// const boundaryValues = Array.from({ length: 33 * 33 }, (_, k) => {
///   const [x, y] = [(k % 33) / 32, Math.floor(k / 33) / 32];
///   return (x - 0.5) ** 2 - (y - 0.5) ** 2;
/// });
/// const { solution, energy } = await minimizeEnergy({
///   points: [31, 31],
///   density: { kind: 'area' },
///   boundaryValues,
/// });
/// ```
#[derive(JsonSchema)]
pub struct MinimizeEnergy;

impl Task for MinimizeEnergy {
    const NAME: &'static str = "pde.minimizeEnergy";
    type Problem = MinimizeEnergyProblem;
    type Solution = MinimizeEnergySolution;
    type Progress = EnergyProgress;

    fn solve(problem: MinimizeEnergyProblem, run: &Run) -> Result<MinimizeEnergySolution, Error> {
        let checked = Checked::new(&problem, run)?;
        checked.solve(run)
    }
}

/// Numbers per node held at a time: the Hessian, two evaluations and the vectors of conjugate gradients.
const NUMBERS_PER_NODE: usize = 60;

/// The range of fields: squares of their differences stay far from overflow.
const MAGNITUDES: std::ops::RangeInclusive<f64> = -1e50..=1e50;

/// Limits on iterations by default.
const MAX_NEWTON_ITERATIONS: u32 = 100;
const MAX_SOBOLEV_ITERATIONS: u32 = 2000;

/// The outcome on a mesh.
struct Minimum {
    status: EnergyStatus,
    iterate: Iterate,
    /// The energy on the mesh of every second point, if that was solved first.
    coarse_energy: Option<f64>,
}

/// A checked problem on a mesh.
struct Checked<'a> {
    problem: &'a MinimizeEnergyProblem,
    mesh: Mesh,
    density: Radial,
    /// The boundary values, and zeros inside.
    boundary: Vec<f64>,
    source: Vec<f64>,
    initial: Option<Vec<f64>>,
}

impl<'a> Checked<'a> {
    fn new(problem: &'a MinimizeEnergyProblem, run: &Run) -> Result<Self, Error> {
        let density = Radial::new(&problem.density)?;
        check::optional("potential.weight", problem.potential.weight, check::NOT_NEGATIVE)?;
        check::tolerance(problem.tolerance)?;
        check::at_least_one("maxIterations", problem.max_iterations)?;
        check::optional("stepSize", problem.step_size, check::POSITIVE)?;
        let mesh = mesh(problem)?;
        ensure_memory([NUMBERS_PER_NODE, mesh.size()], &inverse::axes(&mesh), run)?;
        let mut boundary = field("boundaryValues", &problem.boundary_values, &mesh, &[Extent::Whole])?;
        mesh.set_interior(&mut boundary, &vec![0.0; mesh.points().iter().product()]);
        let source = field("rightSide", &problem.right_side, &mesh, &[Extent::Whole, Extent::Interior])?;
        let initial = problem.initial.as_ref();
        let initial = initial.map(|values| field("initial", values, &mesh, &[Extent::Interior])).transpose()?;
        Ok(Self { problem, mesh, density, boundary, source, initial })
    }

    /// The problem on the mesh of every second point.
    fn coarser(&self) -> Option<Self> {
        let mesh = self.mesh.coarser().filter(|_| self.initial.is_none())?;
        let (boundary, source) = (&self.boundary, &self.source);
        Some(Self {
            problem: self.problem,
            density: self.density,
            boundary: self.mesh.restricted(&mesh, boundary),
            source: self.mesh.restricted(&mesh, source),
            initial: None,
            mesh,
        })
    }

    fn solve(&self, run: &Run) -> Result<MinimizeEnergySolution, Error> {
        let minimizer = self.minimizer(run);
        let Minimum { mut status, mut iterate, coarse_energy } = self.minimized(&minimizer)?;
        if status == EnergyStatus::Converged && !self.problem.potential.is_convex() {
            status = match curvature::is_positive(&minimizer, &mut iterate)? {
                Some(true) => EnergyStatus::Converged,
                Some(false) => EnergyStatus::Indefinite,
                None => EnergyStatus::TimeLimit,
            };
        }
        let (value, dual_norm) = (iterate.evaluation.value, iterate.dual_norm);
        let modulus = self.strong_convexity();
        Ok(MinimizeEnergySolution {
            status,
            solution: self.mesh.interior(&iterate.u).into(),
            energy: value,
            dual_norm,
            relative_dual_norm: iterate.relative_dual_norm(),
            energy_error_bound: modulus.map(|modulus| (0.5 * dual_norm * dual_norm / modulus).min(f64::MAX)),
            gradient_error_bound: modulus.map(|modulus| (dual_norm / modulus).min(f64::MAX)),
            discretization_energy_error: coarse_energy.map(|coarse| (coarse - value) / 3.0),
            iterations: iterate.iterations,
            evaluations: iterate.evaluations,
            inner_iterations: iterate.inner_iterations,
            history: minimizer.history.map(RefCell::into_inner),
        })
    }

    fn minimized(&self, minimizer: &Minimizer) -> Result<Minimum, Error> {
        let (mut start, mut coarse_energy) = (None, None);
        if let Some(coarse) = self.coarser() {
            let run = minimizer.run.part();
            let Minimum { iterate, .. } = coarse.minimized(&coarse.minimizer(&run))?;
            start = Some(self.mesh.interpolated(&coarse.mesh, &iterate.u));
            coarse_energy = Some(iterate.evaluation.value);
        }
        let mut iterate = self.first_iterate(minimizer, start)?;
        let status = match self.problem.method {
            EnergyMethod::Newton => newton::minimize(minimizer, &mut iterate)?,
            EnergyMethod::Sobolev => sobolev::minimize(minimizer, &mut iterate, self.step_size())?,
        };
        Ok(Minimum { status, iterate, coarse_energy })
    }

    fn first_iterate(&self, minimizer: &Minimizer, coarse: Option<Vec<f64>>) -> Result<Iterate, Error> {
        let start = self.start(&minimizer.inverse, coarse);
        let mut u = self.boundary.clone();
        self.mesh.set_interior(&mut u, &self.mesh.interior(&start));
        let order = if self.problem.method == EnergyMethod::Newton { Order::Second } else { Order::First };
        let iterate = Iterate::new(minimizer, u, order);
        let Evaluation { value, flux_norm, .. } = iterate.evaluation;
        if [value, flux_norm, iterate.dual_norm].iter().all(|figure| figure.is_finite()) {
            return Ok(iterate);
        }
        let path = if self.initial.is_some() { "initial" } else { "boundaryValues" };
        Err(Error::invalid(path, "must be small enough for a finite energy at the starting point"))
    }

    /// The starting point: the given one, that of the coarser mesh, or a harmonic function.
    fn start(&self, inverse: &Inverse, coarse: Option<Vec<f64>>) -> Vec<f64> {
        if let Some(start) = self.initial.clone().or(coarse) {
            return start;
        }
        if self.boundary.iter().all(|&value| value == 0.0) {
            return self.boundary.clone();
        }
        let laplacian = energy::laplacian(&self.mesh, &self.boundary);
        inverse.solve(&laplacian, 0.0, 1.0)
    }

    fn minimizer<'run>(&self, run: &'run Run) -> Minimizer<'run> {
        let default = match self.problem.method {
            EnergyMethod::Newton => MAX_NEWTON_ITERATIONS,
            EnergyMethod::Sobolev => MAX_SOBOLEV_ITERATIONS,
        };
        Minimizer {
            energy: Energy {
                run,
                shares: self.mesh.shares(),
                mesh: self.mesh.clone(),
                density: self.density,
                potential: self.problem.potential,
                source: self.source.clone(),
            },
            inverse: Inverse::new(&self.mesh, run),
            run,
            tolerance: self.problem.tolerance,
            max_iterations: self.problem.max_iterations.unwrap_or(default),
            history: self.problem.history.then(RefCell::default),
        }
    }

    /// The modulus of strong convexity in the norm of gradients, if it is positive.
    fn strong_convexity(&self) -> Option<f64> {
        let modulus = self.density.curvatures().0;
        (self.problem.potential.is_convex() && modulus > 0.0).then_some(modulus)
    }

    /// The step size of `sobolev`, unless a line search has to find it. In H¹ no curvature is above the larger of those of
    /// density and potential.
    fn step_size(&self) -> Option<f64> {
        self.problem.step_size.or_else(|| {
            let (smallest, largest) = self.density.curvatures();
            let largest = largest?.max(self.problem.potential.largest_curvature()?);
            Some(2.0 / (smallest + largest))
        })
    }
}

/// The part of the mesh that a field covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    Interior,
    Whole,
}

/// The mesh of a problem.
fn mesh(problem: &MinimizeEnergyProblem) -> Result<Mesh, Error> {
    let lengths = checked_box(&problem.points, problem.lengths.as_deref())?;
    let points: Vec<usize> = problem.points.iter().map(|&points| points as usize).collect();
    Ok(Mesh::new(&points, &lengths))
}

/// A field on all nodes of a mesh: a number, or an entry for each node of one of the given extents. Zeros elsewhere.
fn field(path: &str, values: &NumberOrVector, mesh: &Mesh, extents: &[Extent]) -> Result<Vec<f64>, Error> {
    let values = match values {
        NumberOrVector::Number(value) => {
            check::number(path, *value, MAGNITUDES)?;
            return Ok(vec![*value; mesh.size()]);
        }
        NumberOrVector::Vector(values) => values,
    };
    let interior: usize = mesh.points().iter().product();
    if extents.contains(&Extent::Whole) && values.len() == mesh.size() {
        check::numbers(path, values, MAGNITUDES)?;
        return Ok(values.to_vec());
    }
    if extents.contains(&Extent::Interior) && values.len() == interior {
        check::numbers(path, values, MAGNITUDES)?;
        let mut all = vec![0.0; mesh.size()];
        mesh.set_interior(&mut all, values);
        return Ok(all);
    }
    let expected = match extents {
        [Extent::Interior] => format!("{interior}"),
        [Extent::Whole] => format!("{}", mesh.size()),
        _ => format!("{interior} or {}", mesh.size()),
    };
    Err(Error::invalid(path, format!("must be a number or have {expected} entries, got {}", values.len())))
}
