//! Species that react and diffuse, as a task and, for reactions of the caller, as a dialogue.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `kinetics` | kinds of reactions, and the positive time step |
//! | `reactions` | reactions of all forms |
//! | [`functions`] | reactions that are functions of the caller |

pub mod functions;
mod kinetics;
pub mod problem;
mod reactions;
pub mod solution;
#[cfg(test)]
mod tests;

use crate::fields::{Points, field};
use crate::grid::{checked_box, ensure_memory};
use crate::time_steps::{Limits, StepControl};
use kinetics::positive;
use problem::{ClosedBoundaries, ClosedBoundary, ReactionDiffusionProblem, ReactionOptions, Species};
use reactions::Reactions;
use schemars::JsonSchema;
use solution::{ReactionDiffusionProgress, ReactionDiffusionSolution, ReactionDiffusionStatus};
use superlinear_interface::{Advance, Error, Matrix, Oracle, Run, Task, check};
use superlinear_numerics::matrix_operator::ready;
use superlinear_numerics::parallel::{Parallelism, sum};
use superlinear_numerics::transforms::{Axis, Basis, BoxTransform};
use superlinear_numerics::vectors::{difference, norm};

/// Computes the evolution of species that react and diffuse, such as patterns of Gray–Scott and Schnakenberg or invasion
/// fronts. Steps are split by Strang: the reaction by a method that keeps concentrations positive for any time step, the
/// diffusion exactly. Together they are of second order. The reaction is a kind, or formulas of your own.
///
/// @example
/// ```ts
/// const { states } = await reactionDiffusion({
///   points: [128],
///   lengths: [20],
///   species: [{ diffusion: 1, initial: Array.from({ length: 128 }, (_, i) => (i < 40 ? 1 : 0)) }],
///   reaction: { kind: 'logistic' },
///   finalTime: 2,
/// });
/// ```
#[derive(JsonSchema)]
pub struct ReactionDiffusion;

/// The range of concentrations at the start, and of diffusion coefficients.
const CONCENTRATIONS: std::ops::RangeInclusive<f64> = 0.0..=1e50;

/// The range of values at the start that may be negative.
const SIGNED: std::ops::RangeInclusive<f64> = -1e50..=1e50;

/// Concentrations above this and above those at the start have blown up.
const BLOWN_UP: f64 = 1e12;

/// Added to norms in relative errors: smaller species do not matter.
const NEGLIGIBLE: f64 = 1e-10;

impl Task for ReactionDiffusion {
    const NAME: &'static str = "pde.reactionDiffusion";
    type Problem = ReactionDiffusionProblem;
    type Solution = ReactionDiffusionSolution;
    type Progress = ReactionDiffusionProgress;

    fn solve(problem: ReactionDiffusionProblem, run: &Run) -> Result<ReactionDiffusionSolution, Error> {
        problem.options.check_species()?;
        let reactions = Reactions::new(&problem, run)?;
        ready(solve(&problem.options, reactions, None, run))
    }
}

/// Computes the evolution by a reaction.
async fn solve(
    options: &ReactionOptions,
    reactions: Reactions,
    oracle: Option<&Oracle>,
    run: &Run,
) -> Result<ReactionDiffusionSolution, Error> {
    let lengths = checked_box(&options.points, options.lengths.as_deref())?;
    let limits = Limits::new(options.final_time, options.snapshots.as_ref())?;
    let mut control = StepControl::new(&limits, options.time_step, options.tolerance, 2.0)?;
    let bases = bases(&options.boundary, options.points.len())?;
    let axes: Vec<Axis> = (0..bases.len())
        .map(|k| Axis {
            points: options.points[k] as usize,
            spacing: lengths[k] / f64::from(options.points[k]),
            basis: bases[k],
        })
        .collect();
    let species =
        Start { options, axes: &axes, is_positive: reactions.is_positive() }.species(limits.stops.len(), run)?;
    let largest = species.iter().flatten().map(|value| value.abs()).fold(BLOWN_UP, f64::max);
    let mut evolution = Evolution {
        equations: Equations {
            reactions,
            diffusion: options.species.iter().map(|species| species.diffusion).collect(),
            transform: BoxTransform::new(&axes, Parallelism::of(run)),
            run,
        },
        species,
        largest,
        time: 0.0,
        steps: 0,
        rejected: 0,
        error_estimate: 0.0,
    };
    let volume = axes.iter().map(|axis| axis.spacing).product();
    let mut snapshots = Snapshots::new(evolution.species.len(), volume);
    let work = limits.visit(
        &mut evolution,
        async |evolution, stop| evolution.advance_to(stop, &limits, &mut control).await,
        |evolution| snapshots.push(evolution),
    );
    let stopped = match oracle {
        Some(oracle) => oracle.in_time(run, work).await,
        None => Some(work.await),
    };
    run.ensure_wanted()?;
    let status = match stopped {
        Some(status) => status?.unwrap_or(ReactionDiffusionStatus::Finished),
        None => {
            snapshots.push(&evolution);
            ReactionDiffusionStatus::TimeLimit
        }
    };
    Ok(snapshots.solution(status, &evolution, &control))
}

/// The eigenvectors along the axes.
fn bases(boundaries: &ClosedBoundaries, axes: usize) -> Result<Vec<Basis>, Error> {
    let boundaries = match boundaries {
        ClosedBoundaries::Same(boundary) => vec![*boundary; axes],
        ClosedBoundaries::Each(boundaries) => {
            check::length("boundary", boundaries.len(), axes, "points")?;
            boundaries.clone()
        }
    };
    let basis = |boundary| if boundary == ClosedBoundary::Neumann { Basis::Cosine } else { Basis::Fourier };
    Ok(boundaries.into_iter().map(basis).collect())
}

/// The start of an evolution.
struct Start<'a> {
    options: &'a ReactionOptions,
    axes: &'a [Axis],
    is_positive: bool,
}

impl Start<'_> {
    /// The checked concentrations, for an evolution with so many stops.
    fn species(&self, stops: usize, run: &Run) -> Result<Vec<Vec<f64>>, Error> {
        let (species, count) = (&self.options.species, self.axes.iter().map(|axis| axis.points).product());
        // Each species is held at the start, in three states of a step, and in the snapshots.
        ensure_memory([species.len() * (6 + stops), count], self.axes, run)?;
        let points = Points::of_cells(self.axes.iter().map(|axis| (axis.points, axis.spacing)), run);
        let initial = |(k, species): (usize, &Species)| {
            check::number(&format!("species[{k}].diffusion"), species.diffusion, CONCENTRATIONS)?;
            let path = format!("species[{k}].initial");
            if !self.is_positive {
                return field(&path, &species.initial, &points, SIGNED);
            }
            let values = field(&path, &species.initial, &points, CONCENTRATIONS)?;
            Ok(values.into_iter().map(positive).collect())
        };
        species.iter().enumerate().map(initial).collect()
    }
}

/// The equations of a problem.
struct Equations<'run> {
    reactions: Reactions,
    /// The diffusion coefficient of each species.
    diffusion: Vec<f64>,
    transform: BoxTransform,
    run: &'run Run,
}

impl Equations<'_> {
    /// A step by Strang's splitting; `None` if the time limit passes during a reaction.
    ///
    /// Source: Strang, SIAM J. Numer. Anal. 5, 1968.
    async fn step(&self, species: &[Vec<f64>], time_step: f64) -> Result<Option<Vec<Vec<f64>>>, Error> {
        let mut next = species.to_vec();
        if self.reactions.step(&mut next, 0.5 * time_step, self.run).await?.is_none() {
            return Ok(None);
        }
        for (field, &diffusion) in next.iter_mut().zip(&self.diffusion) {
            self.diffuse(field, diffusion * time_step);
        }
        Ok(self.reactions.step(&mut next, 0.5 * time_step, self.run).await?.map(|()| next))
    }

    /// Diffuses for a time in units of the diffusion coefficient. Rounding may leave tiny positive concentrations negative:
    /// they become 0, and all are scaled to the mass before.
    fn diffuse(&self, field: &mut [f64], time: f64) {
        if time == 0.0 {
            return;
        }
        let before = sum(field);
        let decay = |eigenvalues: &[f64]| eigenvalues.iter().map(|mu| (-time * mu).exp()).collect();
        let factors: Vec<Vec<f64>> = self.transform.eigenvalues().map(decay).collect();
        self.transform.apply_product(field, &factors, self.run.cancellation());
        if !self.reactions.is_positive() {
            return;
        }
        field.iter_mut().for_each(|value| *value = positive(*value));
        let factor = before / sum(field);
        field.iter_mut().for_each(|value| *value = positive(*value * factor));
    }
}

/// The evolution so far.
struct Evolution<'run> {
    equations: Equations<'run>,
    species: Vec<Vec<f64>>,
    /// Larger concentrations have blown up.
    largest: f64,
    time: f64,
    steps: u32,
    rejected: u32,
    error_estimate: f64,
}

impl Evolution<'_> {
    /// Advances to a time. Returns the status if that is impossible.
    async fn advance_to(
        &mut self,
        end: f64,
        limits: &Limits,
        control: &mut StepControl,
    ) -> Result<Option<ReactionDiffusionStatus>, Error> {
        while self.time < end {
            if self.equations.run.is_out_of_time()? {
                return Ok(Some(ReactionDiffusionStatus::TimeLimit));
            }
            let step = control.next(self.time, end);
            if control.is_exhausted(limits) {
                return Ok(Some(ReactionDiffusionStatus::StepLimit));
            }
            let Some((next, error)) = self.step(step, control.is_fixed()).await? else {
                return Ok(Some(ReactionDiffusionStatus::TimeLimit));
            };
            self.equations.run.ensure_wanted()?;
            if !control.accept(error, step) {
                self.rejected += 1;
                continue;
            }
            if next.iter().flatten().any(|&value| value.is_nan() || value.abs() > self.largest) {
                return Ok(Some(ReactionDiffusionStatus::BlowUp));
            }
            self.time = if step < end - self.time { self.time + step } else { end };
            self.species = next;
            self.steps += 1;
            self.error_estimate += error;
            let record = ReactionDiffusionProgress { step: self.steps, time: self.time };
            self.equations.run.progress(Advance::count(self.time, limits.final_time), || record);
        }
        Ok(None)
    }

    /// The concentrations after a step, and its error, 0 for a fixed one; `None` if the time limit passes before.
    async fn step(&self, step: f64, is_fixed: bool) -> Result<Option<(Vec<Vec<f64>>, f64)>, Error> {
        let Some(next) = self.equations.step(&self.species, step).await? else { return Ok(None) };
        if is_fixed {
            return Ok(Some((next, 0.0)));
        }
        let Some(middle) = self.equations.step(&self.species, 0.5 * step).await? else { return Ok(None) };
        let Some(halves) = self.equations.step(&middle, 0.5 * step).await? else { return Ok(None) };
        let error = relative_error(&next, &halves);
        Ok(Some((halves, error)))
    }
}

/// The largest relative difference of a species; infinite if one is not a number.
fn relative_error(coarse: &[Vec<f64>], fine: &[Vec<f64>]) -> f64 {
    let error = |(coarse, fine): (&Vec<f64>, &Vec<f64>)| norm(&difference(coarse, fine)) / (norm(fine) + NEGLIGIBLE);
    let comparable = |error: f64| if error.is_nan() { f64::INFINITY } else { error };
    coarse.iter().zip(fine).map(error).map(comparable).fold(0.0, f64::max)
}

/// States at the times of snapshots.
struct Snapshots {
    /// The volume of a cell.
    volume: f64,
    times: Vec<f64>,
    /// The concentrations of each species, one time after another.
    states: Vec<Vec<f64>>,
    mass: Vec<f64>,
    minimum: Vec<f64>,
}

impl Snapshots {
    fn new(species: usize, volume: f64) -> Self {
        let states = vec![Vec::new(); species];
        Self { volume, times: Vec::new(), states, mass: Vec::new(), minimum: Vec::new() }
    }

    fn push(&mut self, evolution: &Evolution) {
        self.times.push(evolution.time);
        for (state, field) in self.states.iter_mut().zip(&evolution.species) {
            state.extend(field);
            self.mass.push(self.volume * sum(field));
        }
        self.minimum.push(evolution.species.iter().flatten().copied().fold(f64::INFINITY, f64::min));
    }

    fn solution(
        self,
        status: ReactionDiffusionStatus,
        evolution: &Evolution,
        control: &StepControl,
    ) -> ReactionDiffusionSolution {
        let (times, species) = (self.times.len(), self.states.len());
        let matrix = |data: Vec<f64>| Matrix::new(times, data.len() / times.max(1), data);
        ReactionDiffusionSolution {
            status,
            times: self.times.into(),
            states: self.states.into_iter().map(matrix).collect(),
            mass: Matrix::new(times, species, self.mass),
            minimum: self.minimum.into(),
            error_estimate: (!control.is_fixed()).then_some(evolution.error_estimate),
            steps: evolution.steps,
            rejected: evolution.rejected,
        }
    }
}
