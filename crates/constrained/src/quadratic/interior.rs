//! The interior method: steps on the homogeneous self-dual embedding from slacks and multipliers that are positive.
//!
//! The embedding has a solution for every program. Its variable τ stays positive where the program has a solution, then x/τ;
//! its variable κ stays positive where the multipliers or the direction x prove that there is none.
//!
//! Source: Goulart, Chen, Clarabel: An Interior-Point Solver for Conic Programs with Quadratic Objectives, arXiv:2405.12762.

use super::active_set::Hold;
use super::direction::{Direction, Newton};
use super::embedding::Embedding;
use super::program::{Evaluation, Program};
use super::solver::{Ended, Limits, Solver};
use super::status::QuadraticProgramStatus;
use super::system::System;
use superlinear_interface::Error;

/// The part of the way to the nearest bound that is left at least, and what is left more of it for each part of the step that the
/// bound takes: a pair of slack and multiplier whose product falls to nothing shortens the next step, and by turns two such pairs
/// can stop all progress.
const MIN_LEFT: f64 = 0.005;
const LEFT_OF_SHORT: f64 = 0.25;

/// Steps on active sets that have settled: more lead back here more often than to a solution.
const LAST_STEPS: u32 = 3;

/// After so many iterations without a better point, a proof that there is no solution is looked for, whatever τ and κ say.
const IDLE_BETWEEN_PROOFS: u32 = 8;

/// Proximity to the last iterate per unit of the barrier parameter: of variables, without which directions that neither the
/// objective nor a bound limits have no step, and of multipliers, without which dependent rows have none. Tenths and tens of these
/// cost iterations or leave random programs unsolved (`tests/constrained/quadratic/verdicts.rs`).
const PRIMAL_PROXIMITY: f64 = 1e-2;
const DUAL_PROXIMITY: f64 = 1e-3;

/// The smallest proximity, at which rounding of the linear system is still below the tolerance.
const MIN_PROXIMITY: f64 = 1e-8;

impl Embedding<'_, '_> {
    /// The part of a direction up to which slacks and multipliers are not negative, up to 1.
    fn longest(&self, direction: &Direction) -> f64 {
        let most = |(value, change): (&f64, &f64)| if *change < 0.0 { -value / change } else { f64::INFINITY };
        let slacks = self.slacks.iter().zip(&direction.slacks).map(most);
        let duals = self.duals.iter().zip(&direction.duals).map(most);
        slacks.chain(duals).fold(1.0, f64::min)
    }

    /// The part of a direction that a step takes.
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

    /// The bounds that are closing in.
    fn holds(&self) -> Vec<Hold> {
        let fixed = |k| if self.program.is_fixed(k) { Hold::Upper } else { Hold::Free };
        let mut holds: Vec<_> = (0..self.base.len()).map(fixed).collect();
        for side in self.sides.iter().filter(|side| side.is_closing) {
            holds[side.index] = if side.sign > 0.0 { Hold::Upper } else { Hold::Lower };
        }
        holds
    }

    /// Takes the predicted direction, corrected. Tells whether there was one.
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

/// Sets of ends that are closing in: that of the iteration before, and the one that was tried last.
#[derive(Default)]
struct Closing {
    last: Vec<Hold>,
    tried: Vec<Hold>,
}

impl Closing {
    /// Takes note of a set. Tells whether it is to be tried: where it is there for the second time.
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
    /// Solves from a start of its own.
    pub fn solve_from_within(&mut self, program: &Program<'_>, limits: &Limits<'_>) -> Result<Ended, Error> {
        let mut interior = Embedding::new(program);
        let mut closing = Closing::default();
        loop {
            let at = interior.evaluate();
            self.note(&at, limits);
            // Where rounding keeps both from growing, κ may stay below τ.
            let is_idle = self.idle % IDLE_BETWEEN_PROOFS == IDLE_BETWEEN_PROOFS - 1;
            if (interior.kappa() > interior.tau() || is_idle)
                && !at.is_solution()
                && let Some((status, proof)) = self.proof_of_no_solution(program, &interior.multipliers(), &interior.x)
            {
                return Ok(Ended { certificate: Some(proof), ..self.ended_at_best(status, program) });
            }
            let holds = interior.holds();
            if at.is_solution() || closing.is_to_be_tried(&holds) {
                let exact = self.follow_active_ends(program, &at.point, holds, LAST_STEPS, limits)?;
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
