//! Mirror prox for entropy-regularized games: each player maximizes a payoff, linear in all strategies, minus a
//! divergence from a reference strategy. Computations use log-probabilities, so strategies may be arbitrarily small.
//!
//! Sources: Nemirovski, Prox-Method with Rate of Convergence O(1/t) for Variational Inequalities, SIAM J. Optim. 15,
//! 2004; for preferences Tiapkin and others, Accelerating Nash Learning from Human Feedback via Mirror Prox,
//! arXiv:2505.19731 (2025). Safeguarded Newton steps on the fixed-point equation l = T(l) complete the solution.

use crate::least_squares::shortest_solution;
use crate::stagnation::Stagnation;
use faer::Mat;
use std::ops::Range;
use superlinear_interface::{Ending, Error, Matrix, Run};
use superlinear_numerics::{logsumexp, rows};

/// Beyond this number of strategies, Newton steps take longer than the rounds they save.
const MAX_IN_NEWTON: usize = 2000;

/// The round of the first attempt at Newton steps. Each later attempt comes after twice as many rounds.
const FIRST_ATTEMPT: u32 = 4;

/// The limit on Newton steps per attempt, which keeps attempts without convergence cheap.
const MAX_NEWTON_STEPS: u32 = 12;

/// An attempt continues while each step reduces the exploitability to this fraction.
const NEWTON_FALL: f64 = 0.7;

/// Bound on changes of logarithms in a Newton step. Without it, 50 items with regularization 0.01 diverge.
const LONGEST_CHANGE: f64 = 2.0;

/// A game of one player against itself, or of several.
pub(crate) struct Game {
    /// The payoff of each strategy (row) against each strategy of each player (column).
    pub payoffs: Matrix,
    /// The index range of each player's strategies.
    pub players: Vec<Range<usize>>,
    /// The log-probabilities of the reference, normalized per player.
    pub reference: Vec<f64>,
    /// The factor β on the divergence, positive.
    pub regularization: f64,
    /// The weight of a step's divergence from its start, at least half the range of the payoffs.
    pub weight: f64,
}

/// The kind of rounds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rounds {
    /// Two prox steps per round, and occasional Newton steps.
    ProxAndNewton,
    /// Two prox steps per round.
    Prox,
    /// One step per round: mirror descent.
    Descent,
}

/// Termination criteria.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub tolerance: f64,
    pub max_rounds: u32,
}

/// The result.
#[derive(Clone, Debug)]
pub(crate) struct Reached {
    pub status: Ending,
    /// The log-probabilities of the strategies.
    pub logarithms: Vec<f64>,
    /// The sum of the players' gains from best responses.
    pub exploitability: f64,
    pub rounds: u32,
    pub newton_steps: u32,
}

impl Game {
    /// Plays rounds from the reference. `report` receives the number of rounds and the exploitability after each.
    pub(crate) fn play(
        &self,
        rounds: Rounds,
        limits: Limits,
        run: &Run,
        mut report: impl FnMut(u32, f64),
    ) -> Result<Reached, Error> {
        let mut at = self.reference.clone();
        let (mut exploitability, mut round, mut newton_steps) = (self.exploitability(&at), 0, 0);
        let (mut stagnation, mut next_attempt) = (Stagnation::default(), FIRST_ATTEMPT);
        let status = loop {
            report(round, exploitability);
            if exploitability <= limits.tolerance {
                break Ending::Converged;
            }
            if run.is_out_of_time()? {
                break Ending::TimeLimit;
            }
            if round == limits.max_rounds {
                break Ending::IterationLimit;
            }
            if stagnation.is_over(round, exploitability) {
                break Ending::Stalled;
            }
            let half = self.step(&at, &at);
            at = if rounds == Rounds::Descent { half } else { self.step(&at, &half) };
            exploitability = self.exploitability(&at);
            round += 1;
            if rounds == Rounds::ProxAndNewton && round == next_attempt && at.len() <= MAX_IN_NEWTON {
                next_attempt = next_attempt.saturating_mul(2);
                newton_steps += self.newton(&mut at, &mut exploitability, run)?;
            }
        };
        Ok(Reached { status, logarithms: at, exploitability, rounds: round, newton_steps })
    }

    /// The step from one point by the payoffs at another: normalize((G π + β log ref + w log π₀) / (β + w)).
    fn step(&self, from: &[f64], at: &[f64]) -> Vec<f64> {
        let (beta, weight) = (self.regularization, self.weight);
        let gains = self.gains(at);
        let mut next: Vec<_> = (0..from.len())
            .map(|i| (gains[i] + beta * self.reference[i] + weight * from[i]) / (beta + weight))
            .collect();
        self.normalize(&mut next);
        next
    }

    /// The regularized best responses, T(l) = normalize(G eˡ / β + log ref).
    pub(crate) fn best_answers(&self, at: &[f64]) -> Vec<f64> {
        let mut answers = self.gains(at);
        for (answer, reference) in answers.iter_mut().zip(&self.reference) {
            *answer = *answer / self.regularization + reference;
        }
        self.normalize(&mut answers);
        answers
    }

    /// The payoff of each strategy against the strategies with log-probabilities `at`.
    pub(crate) fn gains(&self, at: &[f64]) -> Vec<f64> {
        let strategies: Vec<_> = at.iter().map(|logarithm| logarithm.exp()).collect();
        let mut gains = vec![0.0; at.len()];
        rows::apply(&self.payoffs.data, &strategies, &mut gains);
        gains
    }

    fn normalize(&self, logarithms: &mut [f64]) {
        for player in &self.players {
            let own = &mut logarithms[player.clone()];
            let total = logsumexp::of(own);
            own.iter_mut().for_each(|logarithm| *logarithm -= total);
        }
    }

    /// The sum of the players' gains from best responses, nonnegative up to rounding.
    pub(crate) fn exploitability(&self, at: &[f64]) -> f64 {
        let (beta, gains) = (self.regularization, self.gains(at));
        let of = |player: &Range<usize>| {
            let answer: Vec<_> = player.clone().map(|i| gains[i] / beta + self.reference[i]).collect();
            let played = |i: usize| at[i].exp() * (beta * (at[i] - self.reference[i]) - gains[i]);
            beta * logsumexp::of(&answer) + player.clone().map(played).sum::<f64>()
        };
        self.players.iter().map(of).sum()
    }

    /// Newton steps on l = T(l). Keeps the best point and returns the number of steps.
    fn newton(&self, at: &mut Vec<f64>, exploitability: &mut f64, run: &Run) -> Result<u32, Error> {
        let (mut point, mut before) = (at.clone(), *exploitability);
        for count in 0..MAX_NEWTON_STEPS {
            if before <= 0.0 || run.is_out_of_time()? {
                return Ok(count);
            }
            point = self.newton_step(&point);
            let here = self.exploitability(&point);
            if here.is_finite() && here < *exploitability {
                at.clone_from(&point);
                *exploitability = here;
            }
            if here.is_nan() || here > NEWTON_FALL * before {
                return Ok(count + 1);
            }
            before = here;
        }
        Ok(MAX_NEWTON_STEPS)
    }

    /// One step of (I − (G − 1 s'G) diag(eˡ) / β) d = T(l) − l, where s = exp(T(l)).
    fn newton_step(&self, at: &[f64]) -> Vec<f64> {
        let (size, answers) = (at.len(), self.best_answers(at));
        let mut matrix = Mat::from_fn(size, size, |i, j| self.payoffs.data[i * size + j]);
        for player in &self.players {
            let shares: Vec<_> = answers[player.clone()].iter().map(|answer| answer.exp()).collect();
            for j in 0..size {
                let column = &mut matrix.col_as_slice_mut(j)[player.clone()];
                let mean: f64 = column.iter().zip(&shares).map(|(payoff, share)| payoff * share).sum();
                column.iter_mut().for_each(|payoff| *payoff -= mean);
            }
        }
        let factors: Vec<_> = at.iter().map(|logarithm| -logarithm.exp() / self.regularization).collect();
        let matrix = Mat::from_fn(size, size, |i, j| matrix[(i, j)] * factors[j] + f64::from(u8::from(i == j)));
        let right_side: Vec<_> = answers.iter().zip(at).map(|(answer, l)| answer - l).collect();
        let direction = shortest_solution(&matrix, &right_side);
        let mut longest = 0.0_f64;
        for player in &self.players {
            let own = &direction[player.clone()];
            let mean = own.iter().sum::<f64>() / own.len() as f64;
            longest = own.iter().fold(longest, |longest, entry| longest.max((entry - mean).abs()));
        }
        let length = if longest > LONGEST_CHANGE { LONGEST_CHANGE / longest } else { 1.0 };
        let mut next: Vec<_> = at.iter().zip(&direction).map(|(l, d)| l + length * d).collect();
        self.normalize(&mut next);
        next
    }
}
