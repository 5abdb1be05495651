//! Piecewise-linear maps from series, by hinge regression.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `prepared` | the standardized, smoothed series |
//! | `hinges` | a linear map with hinges |
//! | `regression` | the regression from one start |
//! | `candidates` | free runs of the best regressions, and their choice |

mod candidates;
mod hinges;
mod prepared;
pub mod problem;
mod regression;
pub mod solution;

pub(crate) use regression::Settings;

use crate::exponents::{Spectrum, spectrum};
use crate::piecewise_linear::{MAX_DIMENSION, MAX_PIECES, Model};
use crate::series::{STEPS, Series};
use candidates::{Candidate, Chosen};
use hinges::Ended;
use prepared::Prepared;
use problem::ReconstructProblem;
use regression::Regression;
use schemars::JsonSchema;
use solution::{ReconstructProgress, ReconstructSolution, ReconstructStatus};
use superlinear_interface::{Advance, Error, Run, Task, Vector, check};
use superlinear_numerics::parallel::Parallelism;

/// Reconstructs a piecewise-linear map from a series: a linear map with a few hinges, whose free run shares the series'
/// attractor. The hinges are found by nonlinear regression of each row on the one before, from several starts; of the
/// best regressions the one whose free run resembles the series is returned. Analyze it by {@link analyze}.
///
/// @example
/// ```ts
/// const { series } = await simulate({ system: 'lozi', length: 500, transient: 100 });
/// const { model, residualRatio } = await reconstruct({ series, pieces: 1 });
/// ```
#[derive(JsonSchema)]
pub struct Reconstruct;

/// The numbers of rows of the Lyapunov exponents of the model.
const EXPONENT_ROWS: u32 = 20_000;
const EXPONENT_TRANSIENT: u32 = 1000;

/// The maximum number of rows by which hinges are placed.
const MAX_SAMPLE: usize = 100_000;

/// The number of best regressions that run freely.
const MAX_CANDIDATES: usize = 6;

/// Regressions whose squared residuals differ by less than this fraction, or by rounding, are one.
const SAME_RESIDUAL: f64 = 1e-6;
const ROUNDING: f64 = 1e-20;

impl Task for Reconstruct {
    const NAME: &'static str = "dynamics.reconstruct";
    type Problem = ReconstructProblem;
    type Solution = ReconstructSolution;
    type Progress = ReconstructProgress;

    fn solve(problem: ReconstructProblem, run: &Run) -> Result<ReconstructSolution, Error> {
        check_parameters(&problem)?;
        let prepared = Prepared::new(&problem, run)?;
        let settings = Settings {
            pieces: problem.pieces as usize,
            starts: problem.starts as usize,
            sample: problem.sample as usize,
            max_iterations: problem.max_iterations,
            tolerance: problem.tolerance,
            seed: run.seed(),
        };
        let regression = Regression::new(prepared.series(), prepared.pairs.clone(), settings, run)?;
        let fits = run.within(0.0..0.7, || fit(settings, &regression, run))?;
        let mut best = distinct(fits);
        best.iter_mut().try_for_each(|candidate| regression.refit(&mut candidate.hinges, run))?;
        let candidates = run.within(0.7..0.9, || candidates::run_freely(&prepared, best, run))?;
        let Chosen { place, status } = candidates::choose(&candidates, run)?;
        let chosen = &candidates[place];
        let model = prepared.in_units(&chosen.hinges, problem.step)?;
        let wanted = Spectrum { count: prepared.columns, length: EXPONENT_ROWS, transient: EXPONENT_TRANSIENT };
        let exponents = match status {
            ReconstructStatus::Converged | ReconstructStatus::IterationLimit => exponents(&model, wanted, run)?,
            _ => Vector::default(),
        };
        Ok(ReconstructSolution {
            status,
            residual: prepared.residual(&chosen.hinges, &prepared.held_out),
            linear_residual: prepared.residual(&regression.linear(), &prepared.held_out),
            residual_ratio: chosen.ratio,
            attractor_divergence: chosen.divergence,
            divergence_floor: prepared.divergence_floor(&run.unlimited())?,
            spectrum_distance: chosen.spectrum_distance,
            lyapunov_exponents: exponents,
            smoothing_window: prepared.window.unwrap_or(1) as u32,
            candidates: candidates.iter().map(Candidate::figures).collect(),
            iterations: chosen.iterations,
            model: model.fitted(),
        })
    }
}

fn check_parameters(problem: &ReconstructProblem) -> Result<(), Error> {
    check::count("pieces", problem.pieces as usize, 0..=MAX_PIECES)?;
    check::count("starts", problem.starts as usize, 1..=1000)?;
    check::count("sample", problem.sample as usize, 10..=MAX_SAMPLE)?;
    check::at_least_one("maxIterations", Some(problem.max_iterations))?;
    check::tolerance(problem.tolerance)?;
    check::number("holdOut", problem.hold_out, 0.0..=0.5)?;
    check::number("step", problem.step, STEPS)?;
    let columns = problem.series.columns();
    if columns > MAX_DIMENSION {
        let message = format!("must have at most {MAX_DIMENSION} columns, got {columns}");
        return Err(Error::invalid("series", message));
    }
    Ok(())
}

/// The directions of hinges, with their constants behind, by the regression of each row on the one before with the
/// smallest residual, and whether the time limit cut the search off. Standardized rows of one size are expected. None if
/// a linear map leaves nothing but rounding. `pairs` are the rows with a successor.
pub(crate) fn hinge_directions(
    series: Series,
    pairs: Vec<usize>,
    settings: Settings,
    run: &Run,
) -> Result<(Vec<f64>, bool), Error> {
    let regression = Regression::new(series, pairs, settings, run)?;
    let fits = fit(settings, &regression, &run.part())?;
    let directions = distinct(fits).into_iter().next().map_or_else(Vec::new, |best| best.hinges.directions);
    Ok((directions, run.is_out_of_time()?))
}

/// The regressions from all starts; one where there are no hinges to find.
fn fit(settings: Settings, regression: &Regression, run: &Run) -> Result<Vec<Candidate>, Error> {
    if settings.pieces == 0 || regression.is_linear() {
        return Ok(vec![Candidate::new(regression.linear(), 1.0, Ended::Converged, 0)]);
    }
    let (watch, starts) = (run.watch(), settings.starts);
    // As many at a time as there are threads, so that progress is reported.
    let mut fits = Vec::with_capacity(starts);
    let at_a_time = run.threads().max(1);
    for first in (0..starts).step_by(at_a_time) {
        let (count, done) = (at_a_time.min(starts - first), first as u32);
        run.progress(Advance::count(done, starts as u32), || ReconstructProgress { starts: done });
        let work = |k: usize| regression.fit(settings, (first + k) as u64, &watch);
        fits.extend(Parallelism::of(run).map_blocks(count, work));
        if run.is_out_of_time()? {
            break;
        }
    }
    Ok(fits)
}

/// The best regressions that differ, at most [`MAX_CANDIDATES`].
fn distinct(mut fits: Vec<Candidate>) -> Vec<Candidate> {
    fits.sort_by(|a, b| a.ratio.total_cmp(&b.ratio));
    let mut best: Vec<Candidate> = Vec::new();
    for fit in fits {
        let is_new = best.last().is_none_or(|last| fit.ratio - last.ratio > SAME_RESIDUAL * fit.ratio + ROUNDING);
        if is_new && best.len() < MAX_CANDIDATES {
            best.push(fit);
        }
    }
    best
}

fn exponents(model: &Model, wanted: Spectrum, run: &Run) -> Result<Vector, Error> {
    let mut model = model.clone();
    let initial = model.initial.clone();
    Ok(spectrum(&mut model, &initial, wanted, &run.part())?.exponents)
}
