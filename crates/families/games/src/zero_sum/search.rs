//! The best strategies evaluated by a method, and termination.

use super::unit_game::{Certificate, UnitGame};
use crate::stagnation::Stagnation;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Advance, Ending, Error, Run};

/// The progress of a method.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ZeroSumProgress {
    /// The number of iterations so far.
    pub iteration: u32,
    /// The relative gap of the best strategies so far.
    pub relative_gap: f64,
}

/// The limits of a method.
#[derive(Clone, Copy)]
pub(super) struct Limits<'a> {
    pub run: &'a Run,
    pub tolerance: f64,
    pub max_iterations: u32,
}

/// The gap at every evaluation, if requested.
#[derive(Clone, Debug)]
pub(super) struct History(Option<Vec<ZeroSumProgress>>);

impl History {
    pub(crate) fn new(is_kept: bool) -> Self {
        Self(is_kept.then(Vec::new))
    }

    /// Records an evaluation. It replaces an earlier one of the same iteration.
    pub(crate) fn note(&mut self, look: ZeroSumProgress) {
        let Some(looks) = &mut self.0 else { return };
        looks.pop_if(|last| last.iteration == look.iteration);
        looks.push(look);
    }

    pub(crate) fn into_looks(self) -> Option<Vec<ZeroSumProgress>> {
        self.0
    }
}

/// The state of a method.
pub(super) struct Search<'a> {
    pub game: &'a UnitGame<'a>,
    pub limits: Limits<'a>,
    pub iterations: u32,
    /// The strategies with the smallest gap so far.
    pub row: Vec<f64>,
    pub column: Vec<f64>,
    pub certificate: Certificate,
    pub history: History,
    stagnation: Stagnation,
}

impl<'a> Search<'a> {
    pub(crate) fn new(
        game: &'a UnitGame<'a>,
        limits: Limits<'a>,
        [row, column]: [Vec<f64>; 2],
        history: History,
    ) -> Result<Self, Error> {
        limits.run.ensure_wanted()?;
        let certificate = game.certificate(&row, &column);
        let stagnation = Stagnation::default();
        Ok(Self { game, limits, iterations: 0, row, column, certificate, history, stagnation })
    }

    /// Keeps strategies if they are the best so far, and returns their gap.
    pub(crate) fn offer(&mut self, row: &[f64], column: &[f64]) -> f64 {
        let certificate = self.game.certificate(row, column);
        let gap = certificate.gap();
        if gap < self.certificate.gap() {
            self.row.copy_from_slice(row);
            self.column.copy_from_slice(column);
            self.certificate = certificate;
        }
        gap
    }

    /// The status if the method has converged or reached a limit.
    pub(crate) fn limit(&mut self) -> Result<Option<Ending>, Error> {
        let (gap, Limits { run, tolerance, max_iterations }) = (self.certificate.gap(), self.limits);
        let iteration = self.iterations;
        let look = ZeroSumProgress { iteration, relative_gap: gap };
        run.progress(Advance::certificate(gap, tolerance).or_budget(iteration, max_iterations), || look);
        self.history.note(look);
        if gap <= tolerance {
            return Ok(Some(Ending::Converged));
        }
        if run.is_out_of_time()? {
            return Ok(Some(Ending::TimeLimit));
        }
        if iteration >= max_iterations {
            return Ok(Some(Ending::IterationLimit));
        }
        Ok(None)
    }

    /// The status if the method has to stop, including stagnation.
    pub(crate) fn ending(&mut self) -> Result<Option<Ending>, Error> {
        let ending = self.limit()?;
        let is_stalled = self.stagnation.is_over(self.iterations, self.certificate.gap());
        Ok(ending.or(is_stalled.then_some(Ending::Stalled)))
    }
}
