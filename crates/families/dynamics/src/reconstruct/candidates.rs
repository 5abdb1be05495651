//! Free runs of regressions, and the choice among them: the smallest residual alone may belong to a map that dies out.

use super::hinges::{Ended, Hinges};
use super::prepared::Prepared;
use super::solution::{CandidateFigures, ReconstructStatus};
use superlinear_interface::{Error, Run};
use superlinear_numerics::parallel::Parallelism;

/// Rows of a free run that are dropped, and the maximum number of those compared.
const TRANSIENT: usize = 1000;
const MAX_ROWS: usize = 20_000;

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
    let figures = Parallelism::of(run).map_blocks(candidates.len(), |k| {
        let Some(series) = free_run(prepared, &candidates[k].hinges) else { return Ok(None) };
        prepared.compare(&series, &unlimited).map(Some)
    });
    for (candidate, figures) in candidates.iter_mut().zip(figures) {
        if let Some((divergence, distance)) = figures? {
            (candidate.divergence, candidate.spectrum_distance) = (Some(divergence), Some(distance));
        }
    }
    Ok(candidates)
}

/// The free run; `None` if it is unbounded.
fn free_run(prepared: &Prepared, hinges: &Hinges) -> Option<Vec<f64>> {
    let series = prepared.longest();
    let rows = series.rows().min(MAX_ROWS);
    let (mut state, mut next) = (series.row(0).to_vec(), vec![0.0; series.columns]);
    let mut run = Vec::with_capacity(rows * series.columns);
    for row in 0..TRANSIENT + rows {
        if row >= TRANSIENT {
            run.extend_from_slice(&state);
        }
        hinges.write_next(&state, &mut next);
        std::mem::swap(&mut state, &mut next);
        if !state.iter().all(|entry| entry.abs() <= MAX_DEVIATION) {
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
