//! Least squares by Golub–Kahan bidiagonalization: LSQR and LSMR, in rounds that each begin by computing the residual
//! of the current point.
//!
//! The recurrences' estimates of the residual keep decreasing after rounding has stopped the iterate. When they satisfy
//! the tolerance, the residual is therefore recomputed. If it is too large, a new round starts from there, which is
//! iterative refinement, until a round makes no more progress.

mod bidiagonalization;
mod lsmr;
mod lsqr;

pub use lsmr::Lsmr;
pub use lsqr::Lsqr;

use crate::matrix_operator::MatrixOperator;
use crate::vectors::norm;
use bidiagonalization::Bidiagonalization;
use superlinear_interface::{Code, Error, Run};

/// Termination criteria.
#[derive(Clone, Copy, Debug)]
pub struct StoppingRule {
    /// Tolerance on the backward error, the relative change of A and b for which the solution is exact: the residual is
    /// at most this times |A| |x| + |b|, or A' times it at most this times |A| times the residual (Paige and Saunders
    /// 1982, section 6). Values below rounding are raised to it.
    pub tolerance: f64,
    /// Limit on the estimated condition number.
    pub condition_limit: f64,
    /// Limit on iterations, each with one product with A and one with its transpose.
    pub max_iterations: u32,
}

/// The termination status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The recomputed residual is within the tolerance.
    Converged,
    /// The estimated condition number exceeds its limit.
    ConditionLimit,
    /// The iteration limit was reached.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// A round made no progress, because of rounding.
    Stalled,
}

/// Estimates of a recurrence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Estimates {
    /// The norm of b - A x.
    pub residual: f64,
    /// The norm of A' (b - A x).
    pub normal: f64,
    /// The Frobenius norm of A.
    pub matrix_norm: f64,
    /// The condition number of A.
    pub condition: f64,
}

/// The outcome of a solve.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The termination status.
    pub status: Status,
    /// The number of iterations in all rounds.
    pub iterations: u32,
    /// The solution x.
    pub solution: Vec<f64>,
    /// The residual b - A x, computed from the solution.
    pub residual: Vec<f64>,
    /// The computed norms of this residual and of A' times it, and the largest estimates of A's norm and condition.
    pub norms: Estimates,
}

/// A recurrence that builds iterates along a bidiagonalization.
pub trait Recurrence {
    /// The recurrence before its first step.
    fn start(alpha: f64, beta: f64, v: &[f64]) -> Self;

    /// Advances by one step of the bidiagonalization and updates `solution`.
    fn step(&mut self, alpha: f64, beta: f64, v: &[f64], solution: &mut [f64]);

    /// The estimates after the last step.
    fn estimates(&self) -> Estimates;
}

/// A round must reduce the backward error below this fraction.
const MIN_PROGRESS: f64 = 0.5;

/// Minimizes |A x - b| over x from `start`, by the recurrence `R`, [`Lsqr`] or [`Lsmr`]. From zero it converges to the
/// minimum-norm minimizer. `observe` receives the number of each iteration, its estimates, and the backward error
/// relative to the tolerance. Fails if a product fails, the run is cancelled, or numbers overflow.
pub async fn solve<R: Recurrence>(
    matrix: &impl MatrixOperator,
    right_side: &[f64],
    start: Vec<f64>,
    rule: StoppingRule,
    run: &Run,
    observe: impl FnMut(u32, Estimates, f64),
) -> Result<Outcome, Error> {
    let rule = StoppingRule { tolerance: rule.tolerance.max(f64::EPSILON), ..rule };
    let mut rounds = Rounds {
        matrix,
        right_side,
        scale: norm(right_side),
        rule,
        run,
        observe,
        iterations: 0,
        norms: Estimates::default(),
        largest_norm: f64::INFINITY,
    };
    let (mut best, bidiagonalization) = rounds.measure(start).await?;
    let improvement = rounds.improve::<R>(&mut best, bidiagonalization);
    let status = matrix.while_answered(improvement).await.unwrap_or(Ok(Status::TimeLimit))?;
    Ok(rounds.outcome(status, best))
}

/// Data common to all rounds.
struct Rounds<'a, A, Observe> {
    matrix: &'a A,
    right_side: &'a [f64],
    /// The norm of the right-hand side.
    scale: f64,
    rule: StoppingRule,
    run: &'a Run,
    observe: Observe,
    iterations: u32,
    /// The largest estimates of norm and condition number so far.
    norms: Estimates,
    /// The Frobenius norm of the matrix once a point seems good enough, if entries are there to be read. Estimates exceed it after as many
    /// iterations as the rank.
    largest_norm: f64,
}

/// A point with its computed residual.
struct Measured {
    solution: Vec<f64>,
    residual: Vec<f64>,
    residual_norm: f64,
    normal_norm: f64,
    /// The backward error relative to the tolerance.
    excess: f64,
}

impl<'a, A: MatrixOperator, Observe: FnMut(u32, Estimates, f64)> Rounds<'a, A, Observe> {
    /// The residual at a point, and the bidiagonalization started from it.
    async fn measure(&mut self, solution: Vec<f64>) -> Result<(Measured, Bidiagonalization<'a, A>), Error> {
        let mut residual = vec![0.0; self.right_side.len()];
        let length = norm(&solution);
        if length > 0.0 {
            self.matrix.apply(&solution, &mut residual).await?;
            self.norms.matrix_norm = self.norms.matrix_norm.max(norm(&residual) / length);
        }
        for (residual, right) in residual.iter_mut().zip(self.right_side) {
            *residual = right - *residual;
        }
        let bidiagonalization = Bidiagonalization::start(self.matrix, residual.clone()).await?;
        let Bidiagonalization { alpha, beta, .. } = bidiagonalization;
        self.norms.matrix_norm = self.norms.matrix_norm.max(alpha);
        let excess = self.excess(beta, alpha * beta, &solution)?;
        let measured = Measured { solution, residual, residual_norm: beta, normal_norm: alpha * beta, excess };
        Ok((measured, bidiagonalization))
    }

    /// Runs rounds from `best` with its bidiagonalization. `best` is always the best computed point, even if this
    /// future is dropped.
    async fn improve<R: Recurrence>(
        &mut self,
        best: &mut Measured,
        mut bidiagonalization: Bidiagonalization<'a, A>,
    ) -> Result<Status, Error> {
        while best.excess > 1.0 {
            let mut solution = best.solution.clone();
            let stopped = self.iterate::<R>(bidiagonalization, &mut solution).await?;
            let (measured, next) = self.measure(solution).await?;
            let has_stalled = measured.excess > MIN_PROGRESS * best.excess;
            if measured.excess < best.excess {
                *best = measured;
            }
            match stopped {
                _ if best.excess <= 1.0 => return Ok(Status::Converged),
                None if has_stalled => return Ok(Status::Stalled),
                Some(status) => return Ok(status),
                None => bidiagonalization = next,
            }
        }
        Ok(Status::Converged)
    }

    /// One round, from the point of the given bidiagonalization. `None` if the estimates satisfy the tolerance.
    async fn iterate<R: Recurrence>(
        &mut self,
        mut bidiagonalization: Bidiagonalization<'a, A>,
        solution: &mut [f64],
    ) -> Result<Option<Status>, Error> {
        let Bidiagonalization { alpha, beta, ref v, .. } = bidiagonalization;
        let mut recurrence = R::start(alpha, beta, v);
        loop {
            if self.iterations == self.rule.max_iterations {
                return Ok(Some(Status::IterationLimit));
            }
            if self.run.is_out_of_time()? {
                return Ok(Some(Status::TimeLimit));
            }
            bidiagonalization.step().await?;
            let Bidiagonalization { alpha, beta, ref v, .. } = bidiagonalization;
            recurrence.step(alpha, beta, v, solution);
            let estimates = recurrence.estimates();
            self.iterations += 1;
            self.norms.matrix_norm = self.norms.matrix_norm.max(estimates.matrix_norm);
            self.norms.condition = self.norms.condition.max(estimates.condition);
            let excess = self.excess(estimates.residual, estimates.normal, solution)?;
            (self.observe)(self.iterations, estimates, excess);
            if excess <= 1.0 {
                return Ok(None);
            }
            if estimates.condition > self.rule.condition_limit {
                return Ok(Some(Status::ConditionLimit));
            }
        }
    }

    /// The backward error relative to the tolerance, of a point with these residual norms.
    fn excess(&mut self, residual: f64, normal: f64, solution: &[f64]) -> Result<f64, Error> {
        let excess = self.excess_by_known_norm(residual, normal, solution)?;
        if excess > 1.0 || self.largest_norm < f64::INFINITY {
            return Ok(excess);
        }
        self.largest_norm = self.matrix.frobenius_norm()?.unwrap_or(f64::MAX);
        self.excess_by_known_norm(residual, normal, solution)
    }

    fn excess_by_known_norm(&self, residual: f64, normal: f64, solution: &[f64]) -> Result<f64, Error> {
        let of = |size: f64, scale: f64| if size == 0.0 { 0.0 } else { size / scale };
        let matrix_norm = self.norms.matrix_norm.min(self.largest_norm);
        let consistent = of(residual, matrix_norm * norm(solution) + self.scale);
        let least_squares = of(normal, matrix_norm * residual);
        let excess = consistent.min(least_squares) / self.rule.tolerance;
        if [residual, normal, matrix_norm, excess].iter().all(|number| number.is_finite()) {
            return Ok(excess);
        }
        Err(Error::new(
            Code::NumericalBreakdown,
            "numbers overflow in the iteration; scale the matrix or the right side",
        ))
    }

    fn outcome(&self, status: Status, point: Measured) -> Outcome {
        let Measured { solution, residual, residual_norm, normal_norm, .. } = point;
        let matrix_norm = self.norms.matrix_norm.min(self.largest_norm);
        let norms = Estimates { residual: residual_norm, normal: normal_norm, matrix_norm, ..self.norms };
        Outcome { status, iterations: self.iterations, solution, residual, norms }
    }
}

/// The rotation that maps (`a`, `b`) to (r, 0), as cosine, sine and r ≥ 0; the identity for zero.
fn rotation(a: f64, b: f64) -> (f64, f64, f64) {
    let r = a.hypot(b);
    if r == 0.0 { (1.0, 0.0, 0.0) } else { (a / r, b / r, r) }
}
