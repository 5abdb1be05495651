//! Free runs of regressions, and the choice among them: the smallest residual alone may belong to a map that dies out.

use super::hinges::{Ended, Hinges};
use super::prepared::Prepared;
use super::solution::{CandidateFigures, ReconstructStatus};
use superlinear_interface::{Error, Run, Watch};
use superlinear_numerics::parallel::Parallelism;

/// Rows of a free run that are dropped, and the maximum number of those compared.
const TRANSIENT: usize = 1000;
const MAX_ROWS: usize = 20_000;

/// The rows of a free run between two looks at the clock.
const ROWS_PER_LOOK: usize = 64;

/// Free runs beyond this many standard deviations are unbounded.
const MAX_DEVIATION: f64 = 10.0;

/// A regression with its figures.
pub(super) struct Candidate {
    pub hinges: Hinges,
    /// The squared residual relative to that of the linear map.
    pub ratio: f64,
    pub ended: Ended,
    pub iterations: u32,
    /// Of the free run, if it is bounded and there was time for it.
    pub divergence: Option<f64>,
    pub spectrum_distance: Option<f64>,
}

/// The place of the chosen candidate.
pub(super) struct Chosen {
    pub place: usize,
    pub status: ReconstructStatus,
}

impl Candidate {
    pub fn new(hinges: Hinges, ratio: f64, ended: Ended, iterations: u32) -> Self {
        Self { hinges, ratio, ended, iterations, divergence: None, spectrum_distance: None }
    }

    pub fn figures(&self) -> CandidateFigures {
        CandidateFigures { residual_ratio: self.ratio, attractor_divergence: self.divergence }
    }
}

/// Runs the candidates freely from the first row, and compares bounded runs with the series.
pub(super) fn run_freely(
    prepared: &Prepared,
    mut candidates: Vec<Candidate>,
    run: &Run,
) -> Result<Vec<Candidate>, Error> {
    if run.is_out_of_time()? {
        return Ok(candidates);
    }
    // A comparison in progress is short, and is finished.
    let unlimited = run.unlimited();
    let watch = unlimited.watch();
    let figures = Parallelism::of(run).map_blocks(candidates.len(), |k| {
        let Some(series) = run_of(prepared, &candidates[k].hinges, &watch) else { return Ok(None) };
        prepared.compare(&series, &unlimited).map(Some)
    });
    for (candidate, figures) in candidates.iter_mut().zip(figures) {
        if let Some((divergence, distance)) = figures? {
            (candidate.divergence, candidate.spectrum_distance) = (Some(divergence), Some(distance));
        }
    }
    Ok(candidates)
}

/// The free run of a regression; `None` if it is unbounded.
fn run_of(prepared: &Prepared, hinges: &Hinges, watch: &Watch) -> Option<Vec<f64>> {
    let start = prepared.longest().row(0).to_vec();
    let mut next = start.clone();
    free_run(prepared, start, watch, |state| {
        hinges.write_next(state, &mut next);
        std::mem::swap(state, &mut next);
    })
}

/// The observed states, which come first, of a free run with given steps; `None` if it is unbounded or should stop.
pub(super) fn free_run(
    prepared: &Prepared,
    mut state: Vec<f64>,
    watch: &Watch,
    mut advance: impl FnMut(&mut Vec<f64>),
) -> Option<Vec<f64>> {
    let columns = prepared.columns;
    let rows = prepared.longest().rows().min(MAX_ROWS);
    let mut run = Vec::with_capacity(rows * columns);
    for row in 0..TRANSIENT + rows {
        if row % ROWS_PER_LOOK == 0 && watch.is_over() {
            return None;
        }
        if row >= TRANSIENT {
            run.extend_from_slice(&state[..columns]);
        }
        advance(&mut state);
        let (observed, others) = state.split_at(columns);
        let is_bounded = observed.iter().all(|entry| entry.abs() <= MAX_DEVIATION);
        if !is_bounded || !others.iter().all(|entry| entry.is_finite()) {
            return None;
        }
    }
    Some(run)
}

/// The bounded candidate with the least divergence, or the first one.
pub(super) fn choose(candidates: &[Candidate], run: &Run) -> Result<Chosen, Error> {
    let divergence = |place: &usize| candidates[*place].divergence.unwrap_or(f64::INFINITY);
    let bounded = (0..candidates.len()).filter(|place| candidates[*place].divergence.is_some());
    let best = bounded.min_by(|a, b| divergence(a).total_cmp(&divergence(b)));
    let place = best.unwrap_or(0);
    let status = match (candidates[place].ended, best) {
        _ if run.is_out_of_time()? => ReconstructStatus::TimeLimit,
        (Ended::TimeLimit, _) => ReconstructStatus::TimeLimit,
        (_, None) => ReconstructStatus::Unbounded,
        (Ended::Converged, Some(_)) => ReconstructStatus::Converged,
        (Ended::IterationLimit, Some(_)) => ReconstructStatus::IterationLimit,
    };
    Ok(Chosen { place, status })
}
