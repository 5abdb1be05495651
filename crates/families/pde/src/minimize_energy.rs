//! Minimizers of energies on boxes, as a task and, for densities of the caller, as a dialogue.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `mesh` | the nodes of the box |
//! | `density` | densities of the gradient and of the value |
//! | `integrand` | densities of all forms |
//! | `formula` | densities that are functions as data |
//! | `asked` | densities that are functions of the caller |
//! | [`functions`] | the dialogue for them |
//! | `energy` | the discrete energy and its derivatives |
//! | `stencil` | its second derivatives as a matrix |
//! | `inverse` | inverses of Laplacians, and dual norms |
//! | `iterate` | the iterate, and termination |
//! | `newton`, `preconditioner` | Newton's method |
//! | `sobolev` | gradient descent in H¹ |
//! | `curvature` | directions of negative curvature |

mod asked;
mod curvature;
mod density;
mod energy;
mod formula;
pub mod functions;
mod integrand;
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

use crate::fields::{Field, Given, Points, spaced};
use crate::grid::{checked_box, ensure_memory};
use density::{Order, Radial};
use energy::Energy;
use formula::Formula;
use integrand::Integrand;
use inverse::Inverse;
use iterate::{Iterate, Minimizer};
use mesh::Mesh;
use problem::{EnergyMethod, EnergyOptions, MinimizeEnergyProblem};
use schemars::JsonSchema;
use solution::{EnergyProgress, EnergyStatus, MinimizeEnergySolution};
use std::cell::RefCell;
use superlinear_expression::OrFunction;
use superlinear_interface::{Error, Oracle, Run, Task, check};
use superlinear_numerics::matrix_operator::ready;

/// Minimizes an energy: the integral over a box of a density of the function and its gradient, such as the area of a
/// minimal surface or the energy of a p-Laplacian, with given boundary values. The solution satisfies the nonlinear
/// elliptic equation that belongs to the energy. For strongly convex energies it comes with bounds on its errors.
/// The density is a kind, or a formula of your own.
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
        let axes = mesh(&problem.options)?.axes();
        let density = match &problem.density {
            OrFunction::Data(_) if !problem.parameters.is_empty() => {
                return Err(Error::invalid("parameters", "must not be given for a kind of density"));
            }
            OrFunction::Data(density) => Integrand::Radial(Radial::new(density)?),
            OrFunction::Function(function) => {
                Integrand::Formula(Box::new(RefCell::new(Formula::new(function, &problem.parameters, axes, run)?)))
            }
        };
        ready(solve(&problem.options, &density, None, run))
    }
}

/// Minimizes the energy of a density.
async fn solve(
    options: &EnergyOptions,
    density: &Integrand,
    oracle: Option<&Oracle>,
    run: &Run,
) -> Result<MinimizeEnergySolution, Error> {
    Checked::new(options, density, oracle, run)?.solve(run).await
}

/// Numbers per node held at a time: the Hessian, two evaluations and the vectors of conjugate gradients.
const NUMBERS_PER_NODE: usize = 60;

/// The range of fields: squares of their differences stay far from overflow.
const MAGNITUDES: std::ops::RangeInclusive<f64> = -1e50..=1e50;

/// Limits on iterations by default.
const MAX_NEWTON_ITERATIONS: u32 = 100;
const MAX_SOBOLEV_ITERATIONS: u32 = 2000;

/// A checked problem on a mesh.
struct Checked<'a> {
    options: &'a EnergyOptions,
    density: &'a Integrand,
    /// The caller of a dialogue.
    oracle: Option<&'a Oracle>,
    mesh: Mesh,
    /// The boundary values, and zeros inside.
    boundary: Vec<f64>,
    source: Vec<f64>,
    initial: Option<Vec<f64>>,
}

impl<'a> Checked<'a> {
    fn new(
        options: &'a EnergyOptions,
        density: &'a Integrand,
        oracle: Option<&'a Oracle>,
        run: &Run,
    ) -> Result<Self, Error> {
        check::optional("potential.weight", options.potential.weight, check::NOT_NEGATIVE)?;
        check::optional("strongConvexity", options.strong_convexity, check::POSITIVE)?;
        if options.strong_convexity.is_some() && density.curvatures().is_some() {
            return Err(Error::invalid("strongConvexity", "must not be given for a kind of density"));
        }
        check::tolerance(options.tolerance)?;
        check::at_least_one("maxIterations", options.max_iterations)?;
        check::optional("stepSize", options.step_size, check::POSITIVE)?;
        let mesh = mesh(options)?;
        let workspace = density.workspace(mesh.size() << mesh.axes(), mesh.nodes[mesh.axes() - 1]);
        let numbers = NUMBERS_PER_NODE + workspace.div_ceil(mesh.size());
        ensure_memory([numbers, mesh.size()], &inverse::axes(&mesh), run)?;
        let boundary = field("boundaryValues", &options.boundary_values, &mesh, &[Extent::Boundary], run)?;
        let source = field("rightSide", &options.right_side, &mesh, &[Extent::Whole, Extent::Interior], run)?;
        let initial = options.initial.as_ref();
        let initial = initial.map(|values| field("initial", values, &mesh, &[Extent::Interior], run)).transpose()?;
        Ok(Self { options, density, oracle, mesh, boundary, source, initial })
    }

    /// The problem on the mesh of every second point.
    fn coarser(&self) -> Option<Self> {
        let mesh = self.mesh.coarser().filter(|_| self.initial.is_none())?;
        let (boundary, source) = (&self.boundary, &self.source);
        Some(Self {
            boundary: self.mesh.restricted(&mesh, boundary),
            source: self.mesh.restricted(&mesh, source),
            initial: None,
            mesh,
            ..*self
        })
    }

    async fn solve(&self, run: &Run) -> Result<MinimizeEnergySolution, Error> {
        let (start, coarse_energy) = self.nested_start(run).await?;
        let minimizer = self.minimizer(run);
        let mut iterate = self.first_iterate(&minimizer, start).await?;
        let status = self.minimized(&minimizer, &mut iterate).await?;
        let status = self.examined(status, &minimizer, &mut iterate).await?;
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

    /// The interpolated minimizer on the mesh of every second point, with its energy there; from the coarsest mesh to
    /// finer ones. After the time limit only interpolated, without an energy.
    async fn nested_start(&self, run: &Run) -> Result<(Option<Vec<f64>>, Option<f64>), Error> {
        let (mut levels, run) = (Vec::new(), run.part());
        while let Some(coarser) = levels.last().unwrap_or(self).coarser() {
            levels.push(coarser);
        }
        let (mut start, mut energy) = (None, None);
        for number in (0..levels.len()).rev() {
            let level = &levels[number];
            let finer = if number == 0 { self } else { &levels[number - 1] };
            if run.is_out_of_time()? {
                let on_finer = |start: Vec<f64>| finer.mesh.interpolated(&level.mesh, &level.with_boundary(&start));
                (start, energy) = (start.map(on_finer), None);
                continue;
            }
            let minimizer = level.minimizer(&run);
            let mut iterate = level.first_iterate(&minimizer, start).await?;
            level.minimized(&minimizer, &mut iterate).await?;
            start = Some(finer.mesh.interpolated(&level.mesh, &iterate.u));
            energy = Some(iterate.evaluation.value);
        }
        Ok((start, energy))
    }

    /// Minimizes from an iterate, until the time limit even during an answer of the caller.
    async fn minimized(&self, minimizer: &Minimizer<'_>, iterate: &mut Iterate) -> Result<EnergyStatus, Error> {
        let work = async {
            match self.options.method {
                EnergyMethod::Newton => newton::minimize(minimizer, iterate).await,
                EnergyMethod::Sobolev => sobolev::minimize(minimizer, iterate, self.step_size()).await,
            }
        };
        self.in_time(minimizer.run, work).await.unwrap_or(Ok(EnergyStatus::TimeLimit))
    }

    /// The status after tests of negative curvature and of a lower bound.
    async fn examined(
        &self,
        status: EnergyStatus,
        minimizer: &Minimizer<'_>,
        iterate: &mut Iterate,
    ) -> Result<EnergyStatus, Error> {
        let work = async {
            match status {
                EnergyStatus::Converged if !self.is_convex() => {
                    let is_positive = curvature::is_positive(minimizer, iterate).await?;
                    Ok(is_positive.map_or(EnergyStatus::TimeLimit, |is_positive| {
                        if is_positive { EnergyStatus::Converged } else { EnergyStatus::Indefinite }
                    }))
                }
                EnergyStatus::LineSearchFailed | EnergyStatus::IterationLimit
                    if minimizer.is_unbounded(iterate).await =>
                {
                    Ok(EnergyStatus::Unbounded)
                }
                _ => Ok(status),
            }
        };
        self.in_time(minimizer.run, work).await.unwrap_or(Ok(EnergyStatus::TimeLimit))
    }

    /// Runs `work`; `None` once it asks the caller after the time limit.
    async fn in_time<T>(&self, run: &Run, work: impl Future<Output = T>) -> Option<T> {
        match self.oracle {
            Some(oracle) => oracle.in_time(run, work).await,
            None => Some(work.await),
        }
    }

    async fn first_iterate(&self, minimizer: &Minimizer<'_>, coarse: Option<Vec<f64>>) -> Result<Iterate, Error> {
        let u = self.with_boundary(&self.start(&minimizer.inverse, coarse));
        let is_newton = self.options.method == EnergyMethod::Newton;
        let order = if is_newton && !minimizer.run.is_out_of_time()? { Order::Second } else { Order::First };
        let iterate = Iterate::new(minimizer, u, order).await;
        if iterate.evaluation.is_finite() && iterate.dual_norm.is_finite() {
            return Ok(iterate);
        }
        minimizer.run.ensure_wanted()?;
        let (path, words) = match (&self.initial, self.density) {
            (Some(_), _) => ("initial", "must be small enough for a finite energy at the starting point"),
            (_, Integrand::Radial(_)) => {
                ("boundaryValues", "must be small enough for a finite energy at the starting point")
            }
            _ => ("density", "must be finite, with its derivatives, at the starting point; choose another by initial"),
        };
        Err(Error::invalid(path, words))
    }

    /// A field with the boundary values.
    fn with_boundary(&self, field: &[f64]) -> Vec<f64> {
        let mut u = self.boundary.clone();
        self.mesh.set_interior(&mut u, &self.mesh.interior(field));
        u
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

    fn minimizer<'run>(&self, run: &'run Run) -> Minimizer<'run>
    where
        'a: 'run,
    {
        let default = match self.options.method {
            EnergyMethod::Newton => MAX_NEWTON_ITERATIONS,
            EnergyMethod::Sobolev => MAX_SOBOLEV_ITERATIONS,
        };
        Minimizer {
            energy: Energy {
                run,
                shares: self.mesh.shares(),
                mesh: self.mesh.clone(),
                density: self.density,
                potential: self.options.potential,
                source: self.source.clone(),
            },
            inverse: Inverse::new(&self.mesh, run),
            run,
            tolerance: self.options.tolerance,
            max_iterations: self.options.max_iterations.unwrap_or(default),
            history: self.options.history.then(RefCell::default),
        }
    }

    /// The modulus of strong convexity in the norm of gradients, if it is positive.
    fn strong_convexity(&self) -> Option<f64> {
        let own = self.density.curvatures().map(|(modulus, _)| modulus);
        let modulus = own.or(self.options.strong_convexity)?;
        (self.options.potential.is_convex() && modulus > 0.0).then_some(modulus)
    }

    /// Whether the energy is known to be convex.
    fn is_convex(&self) -> bool {
        let is_known = self.density.curvatures().is_some() || self.options.strong_convexity.is_some();
        is_known && self.options.potential.is_convex()
    }

    /// The step size of `sobolev`, unless a line search has to find it. In H¹ no curvature is above the larger of those of
    /// density and potential.
    fn step_size(&self) -> Option<f64> {
        self.options.step_size.or_else(|| {
            let (smallest, largest) = self.density.curvatures()?;
            let largest = largest?.max(self.options.potential.largest_curvature()?);
            Some(2.0 / (smallest + largest))
        })
    }
}

/// The part of the mesh that a field covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    Interior,
    Whole,
    /// Given on the whole mesh, and read on the boundary alone.
    Boundary,
}

/// The mesh of a problem.
fn mesh(problem: &EnergyOptions) -> Result<Mesh, Error> {
    let lengths = checked_box(&problem.points, problem.lengths.as_deref())?;
    let points: Vec<usize> = problem.points.iter().map(|&points| points as usize).collect();
    Ok(Mesh::new(&points, &lengths))
}

/// A field on all nodes of a mesh: a number, an entry for each node of one of the given extents, or a function of the
/// coordinates. Zeros elsewhere.
fn field(path: &str, values: &Field, mesh: &Mesh, extents: &[Extent], run: &Run) -> Result<Vec<f64>, Error> {
    let ring = usize::from(*extents == [Extent::Interior]);
    let interior: usize = mesh.points().iter().product();
    let axes = mesh.nodes.iter().zip(&mesh.spacing);
    let axes = axes.map(|(&nodes, &spacing)| spaced(nodes - 2 * ring, ring as f64, spacing)).collect();
    let mut all = match Points::new(axes, run).given(path, values.clone())? {
        Given::Number(value) => {
            check::number(path, value, MAGNITUDES)?;
            vec![value; mesh.size()]
        }
        Given::List(values) if ring == 0 && values.len() == mesh.size() => values,
        Given::List(values) if extents.contains(&Extent::Interior) && values.len() == interior => {
            check::numbers(path, &values, MAGNITUDES)?;
            let mut all = vec![0.0; mesh.size()];
            mesh.set_interior(&mut all, &values);
            all
        }
        Given::List(values) => {
            let expected = match extents {
                [Extent::Interior] => format!("{interior}"),
                [_] => format!("{}", mesh.size()),
                _ => format!("{interior} or {}", mesh.size()),
            };
            return Err(Error::invalid(
                path,
                format!("must be a number or have {expected} entries, got {}", values.len()),
            ));
        }
    };
    if *extents == [Extent::Boundary] {
        mesh.set_interior(&mut all, &vec![0.0; interior]);
    }
    check::numbers(path, &all, MAGNITUDES)?;
    Ok(all)
}
