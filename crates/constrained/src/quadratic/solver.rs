//! What is kept of a program under way, and from one program to the next with the same matrices: the decomposition, counts, the best
//! point, when to stop.

use super::program::{Evaluation, Program, Shared};
use super::status::{Certificate, QuadraticProgramRecord, QuadraticProgramStatus};
use super::system::Decomposition;
use superlinear_interface::{Advance, Error, Run};

/// Iterations that may pass without the best point becoming clearly better: rounding ends most others long before.
const MOST_IDLE: u32 = 50;
const CLEARLY_BETTER: f64 = 0.99;

/// When to stop.
pub(super) struct Limits<'a> {
    pub run: &'a Run,
    pub max_iterations: u32,
}

/// How a program ended, and where.
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

/// The solver, for programs with the same matrices.
pub(super) struct Solver<'a> {
    pub shared: &'a Shared,
    pub decomposition: Decomposition,
    /// Of the program under way.
    pub iterations: u32,
    pub factorizations: u32,
    pub pivots: u32,
    /// The best point of the program under way.
    best: Option<Evaluation>,
    /// Iterations since that was clearly better than before, and its excess then.
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

    /// Begins with another program.
    pub fn begin(&mut self) {
        (self.iterations, self.factorizations, self.pivots, self.best) = (0, 0, 0, None);
        (self.idle, self.last_excess) = (0, f64::INFINITY);
    }

    /// The end of the program under way.
    pub fn ended(
        &self,
        status: QuadraticProgramStatus,
        evaluation: Evaluation,
        certificate: Option<Certificate>,
    ) -> Ended {
        let Self { iterations, factorizations, pivots, .. } = *self;
        Ended { status, evaluation, certificate, iterations, factorizations, pivots }
    }

    /// The end where nothing better can be had than the best point so far.
    pub fn ended_at_best(&mut self, status: QuadraticProgramStatus, program: &Program<'_>) -> Ended {
        let point = self.best.take().map_or_else(|| program.origin(), |best| best.point);
        self.ended(status, program.evaluate_within_bounds(&point), None)
    }

    /// Takes note of a point, and of how far the solver has come.
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

    /// The status of a program under way that has reached a limit.
    pub fn limit(&self, limits: &Limits<'_>) -> Result<Option<QuadraticProgramStatus>, Error> {
        if limits.run.is_out_of_time()? {
            return Ok(Some(QuadraticProgramStatus::TimeLimit));
        }
        if self.iterations >= limits.max_iterations {
            return Ok(Some(QuadraticProgramStatus::IterationLimit));
        }
        Ok((self.idle > MOST_IDLE).then_some(QuadraticProgramStatus::Stalled))
    }
}
