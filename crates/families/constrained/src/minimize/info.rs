//! The progress of a run: counters, records, the best iterate, and a solution kept during the search for a better one.

use super::data::{ACCEPTABLE_RESIDUAL, Data};
use super::iterate::{Iterate, KktResiduals};
use super::scaling::Kept;
use super::solution::{MinimizeRecord, MinimizeStatus};

/// The progress of a run whose iterates are of type `I`.
pub(super) struct Info<I> {
    pub iterations: u32,
    pub restorations: u32,
    pub active_set_steps: u32,
    /// The iterations at the last record.
    recorded_iterations: u32,
    best: Option<Best<I>>,
    /// A solution and its objective scale, kept during the search for a better one.
    kept: Option<Kept<(I, f64)>>,
    /// A direction along which the objective is unbounded below, once found.
    pub unbounded_direction: Option<Vec<f64>>,
    pub history: Vec<MinimizeRecord>,
}

/// The best recorded iterate: feasible before infeasible, then the smallest residual.
struct Best<I> {
    iterate: I,
    violation: f64,
    residual: f64,
}

impl<I> Default for Info<I> {
    fn default() -> Self {
        Self {
            iterations: 0,
            restorations: 0,
            active_set_steps: 0,
            recorded_iterations: 0,
            best: None,
            kept: None,
            unbounded_direction: None,
            history: Vec::new(),
        }
    }
}

impl<I: Clone> Info<I> {
    /// The record of an iterate with these residuals, without the particulars of the method and its step.
    pub fn measured(&self, data: &Data, at: &Iterate, residuals: &KktResiduals) -> MinimizeRecord {
        let scale = data.functions.scale.objective;
        MinimizeRecord::new(
            self.iterations,
            at.values.objective / scale,
            KktResiduals { dual: residuals.dual / scale, ..*residuals },
        )
    }

    /// Records an iteration that led to `iterate`, and reports it to the caller.
    pub fn record(&mut self, data: &Data, iterate: &I, record: MinimizeRecord) {
        let (violation, residual) = (record.constraint_violation, record.kkt_residual);
        let rank = |violation: f64, residual: f64| (violation > data.problem.constraint_tolerance, residual);
        if self.best.as_ref().is_none_or(|best| rank(violation, residual) <= rank(best.violation, best.residual)) {
            self.best = Some(Best { iterate: iterate.clone(), violation, residual });
        }
        if let Some(kept) = &mut self.kept {
            kept.note(residual, record.objective);
        }
        self.recorded_iterations = self.iterations;
        record.report(&data.problem, &data.run);
        if data.problem.history {
            self.history.push(record);
        }
    }

    /// Takes the best recorded iterate.
    pub fn take_best(&mut self) -> Option<I> {
        self.best.take().map(|best| best.iterate)
    }

    /// Forgets the best iterate, whose residual a change of scale invalidates.
    pub fn forget_best(&mut self) {
        self.best = None;
    }

    /// The best recorded iterate if it is acceptable.
    pub fn acceptable(&self) -> Option<&I> {
        let is_acceptable = |best: &&Best<I>| best.residual.max(best.violation) <= ACCEPTABLE_RESIDUAL;
        self.best.as_ref().filter(is_acceptable).map(|best| &best.iterate)
    }

    /// Starts the search for a better solution than `kept` from an iterate with this residual and objective, under
    /// another scale of the objective.
    pub fn search_beyond(&mut self, kept: (I, f64), residual: f64, objective: f64) {
        self.forget_best();
        self.kept = Some(Kept::new(kept, residual, objective));
    }

    /// Whether the search for a better solution stopped making progress.
    pub fn is_search_spent(&self) -> bool {
        self.kept.as_ref().is_some_and(Kept::is_spent)
    }

    /// The kept solution and its objective scale, if the search for a better one failed with this status.
    pub fn kept_after(&mut self, status: MinimizeStatus) -> Option<(I, f64)> {
        use MinimizeStatus::{Converged, IterationLimit, TimeLimit, Unbounded};
        let has_failed = !matches!(status, Converged | IterationLimit | TimeLimit | Unbounded);
        self.kept.take().filter(|_| has_failed).map(|kept| kept.solution)
    }

    /// Forgets an interrupted iteration.
    pub fn interrupt(&mut self) {
        self.iterations = self.recorded_iterations;
    }
}
