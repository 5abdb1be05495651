//! Piecewise-linear maps from series, by hinge regression or by teacher forcing.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`training`], [`solution`] | the caller's problem, the parameters of teacher forcing, the solution |
//! | `prepared` | the standardized, smoothed series |
//! | `hinges` | a linear map with hinges |
//! | `regression` | the regression from one start |
//! | `candidates` | free runs of the best regressions, and their choice |
//! | `teacher_forcing` | the training of a recurrent network |

mod candidates;
mod hinges;
mod prepared;
pub mod problem;
mod regression;
pub mod solution;
mod teacher_forcing;
pub mod training;

pub(crate) use regression::Settings;

use crate::exponents::{Spectrum, spectrum};
use crate::piecewise_linear::{MAX_DIMENSION, MAX_PIECES, Model};
use crate::series::{STEPS, Series};
use candidates::{Candidate, Chosen};
use hinges::{Ended, Hinges};
use prepared::Prepared;
use problem::{ReconstructMethod, ReconstructProblem};
use regression::Regression;
use schemars::JsonSchema;
use solution::{ReconstructProgress, ReconstructSolution, ReconstructStatus};
use superlinear_interface::{Advance, Error, Run, Task, Vector, check};
use superlinear_numerics::parallel::Parallelism;
use teacher_forcing::Trained;
use training::{NamedStart, Training, TrainingSettings, TrainingStart};

/// Reconstructs a piecewise-linear map from a series: a linear map with a few hinges, whose free run shares the series'
/// attractor. The hinges are found by nonlinear regression of each row on the one before, from several starts; of the
/// best regressions the one whose free run resembles the series is returned. `method: 'teacherForcing'` trains a recurrent
/// network with hidden states from there. Analyze the map by {@link analyze}.
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
        let found = match problem.method {
            ReconstructMethod::Regression => Found::of_regression(&prepared, &regression, settings, run)?,
            ReconstructMethod::TeacherForcing => {
                Found::of_training(&problem.training, &prepared, &regression, settings, run)?
            }
        };
        solution_of(&found, &prepared, &regression, problem.step, run)
    }
}

/// A reconstruction: candidates of the regression and the place of the best, or a trained network.
struct Found {
    status: ReconstructStatus,
    candidates: Vec<Candidate>,
    place: usize,
    trained: Option<Trained>,
}

impl Found {
    fn of_regression(
        prepared: &Prepared,
        regression: &Regression,
        settings: Settings,
        run: &Run,
    ) -> Result<Self, Error> {
        let fits = run.within(0.0..0.7, || fit(settings, regression, run))?;
        let mut best = distinct(fits);
        best.iter_mut().try_for_each(|candidate| regression.refit(&mut candidate.hinges, run))?;
        let candidates = run.within(0.7..0.9, || candidates::run_freely(prepared, best, run))?;
        let Chosen { place, status } = candidates::choose(&candidates, run)?;
        Ok(Self { status, candidates, place, trained: None })
    }

    /// Trains a network, by default from the best regression.
    fn of_training(
        given: &TrainingSettings,
        prepared: &Prepared,
        regression: &Regression,
        settings: Settings,
        run: &Run,
    ) -> Result<Self, Error> {
        let rows = prepared.fitted.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
        let training = Training::new(given, prepared.columns, settings.pieces, rows)?;
        let mut found = Self { status: ReconstructStatus::Completed, candidates: Vec::new(), place: 0, trained: None };
        let start = match &training.initial {
            TrainingStart::Model(model) => Some(prepared.given_start(model, settings.pieces)?),
            TrainingStart::Named(NamedStart::Random) => None,
            TrainingStart::Named(NamedStart::Regression) => {
                found = run.within(0.0..0.2, || Self::of_regression(prepared, regression, settings, run))?;
                Some(found.candidates[found.place].hinges.clone())
            }
        };
        let train = || teacher_forcing::train(prepared, start.as_ref(), &training, settings.pieces, run);
        let trained = run.within(0.2..0.95, train)?;
        Ok(Self { status: trained.status, trained: Some(trained), ..found })
    }
}

fn solution_of(
    found: &Found,
    prepared: &Prepared,
    regression: &Regression,
    step: f64,
    run: &Run,
) -> Result<ReconstructSolution, Error> {
    let linear = regression.linear();
    let of_map = |hinges: &Hinges, pairs: &[usize]| prepared.residual(pairs, |row, next| hinges.write_next(row, next));
    let linear_residual = of_map(&linear, &prepared.held_out);
    let (model, residual, ratio, figures, iterations) = match &found.trained {
        None => {
            let chosen = &found.candidates[found.place];
            let model = prepared.in_units(chosen.hinges.parts(prepared.series().row(0)), step)?;
            let figures = chosen.divergence.zip(chosen.spectrum_distance);
            (model, of_map(&chosen.hinges, &prepared.held_out), chosen.ratio, figures, chosen.iterations)
        }
        Some(trained) => {
            let [own, linear] = [trained.residual(prepared, &prepared.pairs), of_map(&linear, &prepared.pairs)];
            let ratio = if linear > 0.0 { (own / linear).powi(2) } else { 1.0 };
            let model = trained.model(prepared, step)?;
            (model, trained.residual(prepared, &prepared.held_out), ratio, trained.figures, trained.steps)
        }
    };
    let wanted = Spectrum { count: prepared.columns, length: EXPONENT_ROWS, transient: EXPONENT_TRANSIENT };
    let exponents = match found.status {
        ReconstructStatus::Converged | ReconstructStatus::IterationLimit | ReconstructStatus::Completed => {
            exponents(&model, wanted, run)?
        }
        _ => Vector::default(),
    };
    Ok(ReconstructSolution {
        status: found.status,
        residual,
        linear_residual,
        residual_ratio: ratio,
        attractor_divergence: figures.map(|(divergence, _)| divergence),
        divergence_floor: prepared.divergence_floor(&run.unlimited())?,
        spectrum_distance: figures.map(|(_, distance)| distance),
        lyapunov_exponents: exponents,
        smoothing_window: prepared.window.unwrap_or(1) as u32,
        candidates: found.candidates.iter().map(Candidate::figures).collect(),
        iterations,
        lift: found.trained.as_ref().map(|trained| trained.lift(prepared)),
        history: found.trained.as_ref().map(|trained| trained.history.clone()),
        model: model.fitted(),
    })
}

fn check_parameters(problem: &ReconstructProblem) -> Result<(), Error> {
    check::count("pieces", problem.pieces as usize, 0..=MAX_PIECES)?;
    check::count("starts", problem.starts as usize, 1..=1000)?;
    check::count("sample", problem.sample as usize, 10..=MAX_SAMPLE)?;
    check::at_least_one("maxIterations", Some(problem.max_iterations))?;
    check::tolerance(problem.tolerance)?;
    check::number("holdOut", problem.hold_out, 0.0..=0.5)?;
    check::number("step", problem.step, STEPS)?;
    let has_states = problem.training.hidden_states.is_some_and(|count| count > 0);
    if has_states && problem.method == ReconstructMethod::Regression {
        return Err(Error::invalid("hiddenStates", "must be 0 for regression; pass method teacherForcing"));
    }
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
        run.progress(Advance::count(done, starts as u32), || ReconstructProgress { starts: done, steps: 0 });
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
