//! The solver's state, for the current program and across programs with the same matrices: factorization, counts, best
//! point and limits.

use super::program::{Evaluation, Program, Shared};
use super::status::{Certificate, QuadraticProgramRecord, QuadraticProgramStatus};
use super::system::Decomposition;
use superlinear_interface::{Advance, Error, Run};

/// Limit on iterations in which the best point does not improve by the factor `CLEARLY_BETTER`. Rounding ends most
/// other runs much earlier.
const MAX_IDLE: u32 = 50;
const CLEARLY_BETTER: f64 = 0.99;

/// The limits of a run.
pub(super) struct Limits<'a> {
    pub run: &'a Run,
    pub max_iterations: u32,
}

/// The result of a program.
pub(super) struct Ended {
    pub status: QuadraticProgramStatus,
    pub evaluation: Evaluation,
    pub certificate: Option<Certificate>,
    pub iterations: u32,
    pub factorizations: u32,
    pub pivots: u32,
}

impl Ended {
    pub fn is_solved(&self) -> bool {
        self.status == QuadraticProgramStatus::Converged
    }
}

/// The solver for programs with the same matrices.
pub(super) struct Solver<'a> {
    pub shared: &'a Shared,
    pub decomposition: Decomposition,
    /// Counts of the current program.
    pub iterations: u32,
    pub factorizations: u32,
    pub pivots: u32,
    /// The best point of the current program.
    best: Option<Evaluation>,
    /// Iterations since the last clear improvement, and the excess then.
    pub idle: u32,
    last_excess: f64,
}

impl<'a> Solver<'a> {
    pub fn new(shared: &'a Shared, run: &Run) -> Self {
        let decomposition = Decomposition::new(&shared.matrices, run);
        Self {
            shared,
            decomposition,
            iterations: 0,
            factorizations: 0,
            pivots: 0,
            best: None,
            idle: 0,
            last_excess: f64::INFINITY,
        }
    }

    /// Resets the state for another program.
    pub fn begin(&mut self) {
        (self.iterations, self.factorizations, self.pivots, self.best) = (0, 0, 0, None);
        (self.idle, self.last_excess) = (0, f64::INFINITY);
    }

    /// The result at this point.
    pub fn ended(
        &self,
        status: QuadraticProgramStatus,
        evaluation: Evaluation,
        certificate: Option<Certificate>,
    ) -> Ended {
        let Self { iterations, factorizations, pivots, .. } = *self;
        Ended { status, evaluation, certificate, iterations, factorizations, pivots }
    }

    /// The result at the best point so far.
    pub fn ended_at_best(&mut self, status: QuadraticProgramStatus, program: &Program<'_>) -> Ended {
        let point = self.best.take().map_or_else(|| program.origin(), |best| best.point);
        self.ended(status, program.evaluate_within_bounds(&point), None)
    }

    /// Records a point and reports progress.
    pub fn note(&mut self, at: &Evaluation, limits: &Limits<'_>) {
        let excess = at.measures.excess;
        limits
            .run
            .progress(Advance::certificate(excess, 1.0).or_budget(self.iterations, limits.max_iterations), || {
                QuadraticProgramRecord::of(self.iterations, &at.measures)
            });
        self.idle += 1;
        if excess < CLEARLY_BETTER * self.last_excess {
            (self.idle, self.last_excess) = (0, excess);
        }
        if self.best.as_ref().is_none_or(|best| excess < best.measures.excess) {
            self.best = Some(at.clone());
        }
    }

    /// The status if the current program has reached a limit.
    pub fn limit(&self, limits: &Limits<'_>) -> Result<Option<QuadraticProgramStatus>, Error> {
        if limits.run.is_out_of_time()? {
            return Ok(Some(QuadraticProgramStatus::TimeLimit));
        }
        if self.iterations >= limits.max_iterations {
            return Ok(Some(QuadraticProgramStatus::IterationLimit));
        }
        Ok((self.idle > MAX_IDLE).then_some(QuadraticProgramStatus::Stalled))
    }
}
