//! The interior point method on the homogeneous self-dual embedding, with positive slacks and multipliers.
//!
//! The embedding has a solution for every program. Its variable τ stays positive if the program has a solution, which
//! is x/τ. Its variable κ stays positive if the multipliers or the direction x prove that there is none.
//!
//! Source: Goulart, Chen, Clarabel: An Interior-Point Solver for Conic Programs with Quadratic Objectives,
//! arXiv:2405.12762.

use super::active_set::Hold;
use super::direction::{Direction, Newton};
use super::embedding::Embedding;
use super::program::{Evaluation, Program};
use super::solver::{Ended, Limits, Solver};
use super::status::QuadraticProgramStatus;
use super::system::System;
use superlinear_interface::Error;

/// The smallest fraction of the distance to the closest bound left by a step, and the fraction of the shortening left
/// in addition. A complementarity product close to zero shortens the next step, and two such pairs can alternate and
/// stop all progress.
const MIN_LEFT: f64 = 0.005;
const LEFT_OF_SHORT: f64 = 0.25;

/// Active-set steps from a settled active set. More of them return here more often than they reach a solution.
const LAST_STEPS: u32 = 3;

/// After this many iterations without a better point, the test for a proof of no solution runs regardless of τ and κ.
const IDLE_BETWEEN_PROOFS: u32 = 8;

/// Proximal regularization per unit of the barrier parameter: of the variables, without which directions limited by
/// neither objective nor bounds have no step, and of the multipliers, without which linearly dependent rows have none.
/// A tenth or ten times these values cost iterations or leave random programs unsolved
/// (`tests/constrained/quadratic/verdicts.rs`).
const PRIMAL_PROXIMITY: f64 = 1e-2;
const DUAL_PROXIMITY: f64 = 1e-3;

/// The smallest proximal regularization, at which rounding error of the linear system is still below the tolerance.
const MIN_PROXIMITY: f64 = 1e-8;

impl Embedding<'_, '_> {
    /// The longest step length up to 1 with nonnegative slacks and multipliers.
    fn longest(&self, direction: &Direction) -> f64 {
        let limit = |(value, change): (&f64, &f64)| if *change < 0.0 { -value / change } else { f64::INFINITY };
        let slacks = self.slacks.iter().zip(&direction.slacks).map(limit);
        let duals = self.duals.iter().zip(&direction.duals).map(limit);
        slacks.chain(duals).fold(1.0, f64::min)
    }

    /// The step length, strictly inside.
    fn length(&self, direction: &Direction) -> f64 {
        let longest = self.longest(direction);
        longest * (1.0 - f64::max(MIN_LEFT, LEFT_OF_SHORT * (1.0 - longest)))
    }

    fn take(&mut self, direction: &Direction, length: f64) {
        let (slacks, duals) = (self.slacks.clone(), self.duals.clone());
        let take =
            |to: &mut [f64], change: &[f64]| to.iter_mut().zip(change).for_each(|(to, change)| *to += length * change);
        take(&mut self.x, &direction.x);
        take(&mut self.slacks, &direction.slacks);
        take(&mut self.duals, &direction.duals);
        let n = self.x.len();
        for (i, change) in direction.rows.iter().enumerate().filter(|(i, _)| self.program.is_fixed(n + i)) {
            self.fixed[n + i] += length * change;
        }
        for (i, side) in self.sides.iter_mut().enumerate() {
            side.is_closing = self.slacks[i] * duals[i] < self.duals[i] * slacks[i];
        }
    }

    /// The active set indicated by the bounds that are closing in.
    fn holds(&self) -> Vec<Hold> {
        let fixed = |k| if self.program.is_fixed(k) { Hold::Upper } else { Hold::Free };
        let mut holds: Vec<_> = (0..self.base.len()).map(fixed).collect();
        for side in self.sides.iter().filter(|side| side.is_closing) {
            holds[side.index] = if side.sign > 0.0 { Hold::Upper } else { Hold::Lower };
        }
        holds
    }

    /// Takes a predictor-corrector step. Returns false if there is none.
    fn iterate(&mut self, solver: &mut Solver<'_>, at: &Evaluation) -> bool {
        let (stiffness, barrier) = (self.stiffness(), self.barrier());
        let system = System {
            primal_proximity: f64::max(MIN_PROXIMITY, PRIMAL_PROXIMITY * barrier),
            dual_proximity: f64::max(MIN_PROXIMITY, DUAL_PROXIMITY * barrier),
            ..System::new(&self.program.shared.matrices, &stiffness)
        };
        solver.factorizations += 1;
        if !solver.decomposition.factorize(&system) {
            return false;
        }
        let newton = Newton::new(self, &system, &solver.decomposition, at);
        let predicted = newton.predict();
        let length = self.longest(&predicted);
        let (direction, length) = newton.correct(&predicted, length, barrier, |direction| self.length(direction));
        if !direction.is_finite() {
            return false;
        }
        self.take(&direction, length);
        true
    }
}

/// The active sets indicated by the last iteration and by the last attempt.
#[derive(Default)]
struct Closing {
    last: Vec<Hold>,
    tried: Vec<Hold>,
}

impl Closing {
    /// Records an active set. Returns whether to try it: if it appeared twice in a row.
    fn is_to_be_tried(&mut self, holds: &[Hold]) -> bool {
        let is_settled = holds == self.last && holds != self.tried;
        self.last = holds.to_vec();
        if is_settled {
            self.tried = holds.to_vec();
        }
        is_settled
    }
}

impl Solver<'_> {
    /// Solves from a cold start.
    pub fn solve_from_within(&mut self, program: &Program<'_>, limits: &Limits<'_>) -> Result<Ended, Error> {
        let mut interior = Embedding::new(program);
        let mut closing = Closing::default();
        loop {
            let at = interior.evaluate();
            self.note(&at, limits);
            // Rounding may keep both from growing, so κ may stay below τ.
            let is_idle = self.idle % IDLE_BETWEEN_PROOFS == IDLE_BETWEEN_PROOFS - 1;
            if (interior.kappa() > interior.tau() || is_idle)
                && !at.is_solution()
                && let Some((status, proof)) = self.proof_of_no_solution(program, &interior.multipliers(), &interior.x)
            {
                return Ok(Ended { certificate: Some(proof), ..self.ended_at_best(status, program) });
            }
            let holds = interior.holds();
            if at.is_solution() || closing.is_to_be_tried(&holds) {
                let exact = self.follow_active_set(program, &at.point, holds, LAST_STEPS, limits)?;
                let solution = exact.or_else(|| program.evaluate_within_bounds(&at.point).solution());
                if let Some(solution) = solution {
                    return Ok(self.ended(QuadraticProgramStatus::Converged, solution, None));
                }
            }
            if let Some(status) = self.limit(limits)? {
                return Ok(self.ended_at_best(status, program));
            }
            self.iterations += 1;
            if !interior.iterate(self, &at) {
                let status = self.limit(limits)?.unwrap_or(QuadraticProgramStatus::Stalled);
                return Ok(self.ended_at_best(status, program));
            }
        }
    }
}
