//! Mirror prox for games with entropy: each player wants large payoffs and a strategy near a reference, and payoffs are linear in
//! what all of them play. In logarithms, so that strategies may be as small as they like.
//!
//! Sources: Nemirovski, Prox-Method with Rate of Convergence O(1/t) for Variational Inequalities, SIAM J. Optim. 15, 2004; for
//! preferences Tiapkin and others, Accelerating Nash Learning from Human Feedback via Mirror Prox, arXiv:2505.19731,
//! 2025. Newton's method on the fixed-point equation l = T(l), with guards, ends it.

use crate::least_squares::shortest_solution;
use crate::stagnation::Stagnation;
use faer::Mat;
use std::ops::Range;
use superlinear_interface::{Ending, Error, Matrix, Run};
use superlinear_numerics::{logsumexp, rows};

/// Newton steps of more strategies take longer than the rounds that they save.
const MOST_IN_NEWTON: usize = 2000;

/// The first round after which Newton steps are tried; then after twice as many each time.
const FIRST_ATTEMPT: u32 = 4;

/// The most Newton steps of one attempt.
const MOST_NEWTON_STEPS: u32 = 12;

/// An attempt goes on while the exploitability falls to this part of what it was.
const NEWTON_FALL: f64 = 0.7;

/// Logarithms change by at most this much in a Newton step: without that guard 50 items at the regularization 0.01 diverge.
const LONGEST_CHANGE: f64 = 2.0;

/// A game of one player against itself, or of several.
pub struct Game {
    /// The payoff of each strategy, in its row, against each strategy of each player.
    pub payoffs: Matrix,
    /// The strategies of each player.
    pub players: Vec<Range<usize>>,
    /// The logarithms of what the strategies are to be near, each player's of the sum 1.
    pub reference: Vec<f64>,
    /// How much nearness counts, positive.
    pub regularization: f64,
    /// The weight of a step's nearness to where it starts: half the range of the payoffs, or more.
    pub weight: f64,
}

/// How rounds are made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rounds {
    /// Two steps a round, and Newton steps now and then.
    ProxAndNewton,
    /// Two steps a round.
    Prox,
    /// One step a round: mirror descent.
    Descent,
}

/// When rounds end.
#[derive(Clone, Copy)]
pub struct Limits {
    pub tolerance: f64,
    pub max_rounds: u32,
}

/// What was reached.
#[derive(Clone, Debug)]
pub struct Reached {
    pub end: Ending,
    /// The logarithms of the strategies' probabilities.
    pub logarithms: Vec<f64>,
    /// What the players could gain by their best answers, in sum.
    pub exploitability: f64,
    pub rounds: u32,
    pub newton_steps: u32,
}

impl Game {
    /// Plays rounds from the reference on. `report` hears of the rounds and the exploitability after each.
    pub fn play(
        &self,
        rounds: Rounds,
        limits: Limits,
        run: &Run,
        mut report: impl FnMut(u32, f64),
    ) -> Result<Reached, Error> {
        let mut at = self.reference.clone();
        let (mut exploitability, mut round, mut newton_steps) = (self.exploitability(&at), 0, 0);
        let (mut stagnation, mut next_attempt) = (Stagnation::default(), FIRST_ATTEMPT);
        let end = loop {
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
            if rounds == Rounds::ProxAndNewton && round == next_attempt && at.len() <= MOST_IN_NEWTON {
                next_attempt = next_attempt.saturating_mul(2);
                newton_steps += self.newton(&mut at, &mut exploitability, run)?;
            }
        };
        Ok(Reached { end, logarithms: at, exploitability, rounds: round, newton_steps })
    }

    /// The step from one point by the payoffs at another: normalise((G π + β log ref + w log π₀) / (β + w)).
    fn step(&self, from: &[f64], at: &[f64]) -> Vec<f64> {
        let (beta, weight) = (self.regularization, self.weight);
        let gains = self.gains(at);
        let mut next: Vec<_> = (0..from.len())
            .map(|i| (gains[i] + beta * self.reference[i] + weight * from[i]) / (beta + weight))
            .collect();
        self.normalise(&mut next);
        next
    }

    /// The best answers with their nearness to the reference: T(l) = normalise(G eˡ / β + log ref).
    pub fn best_answers(&self, at: &[f64]) -> Vec<f64> {
        let mut answers = self.gains(at);
        for (answer, reference) in answers.iter_mut().zip(&self.reference) {
            *answer = *answer / self.regularization + reference;
        }
        self.normalise(&mut answers);
        answers
    }

    /// The payoff of each strategy where these are the logarithms of what is played.
    pub fn gains(&self, at: &[f64]) -> Vec<f64> {
        let strategies: Vec<_> = at.iter().map(|logarithm| logarithm.exp()).collect();
        let mut gains = vec![0.0; at.len()];
        rows::apply(&self.payoffs.data, &strategies, &mut gains);
        gains
    }

    fn normalise(&self, logarithms: &mut [f64]) {
        for player in &self.players {
            let own = &mut logarithms[player.clone()];
            let total = logsumexp::of(own);
            own.iter_mut().for_each(|logarithm| *logarithm -= total);
        }
    }

    /// What the players could gain by their best answers, in sum: never below zero but for rounding.
    pub fn exploitability(&self, at: &[f64]) -> f64 {
        let (beta, gains) = (self.regularization, self.gains(at));
        let of = |player: &Range<usize>| {
            let answer: Vec<_> = player.clone().map(|i| gains[i] / beta + self.reference[i]).collect();
            let played = |i: usize| at[i].exp() * (beta * (at[i] - self.reference[i]) - gains[i]);
            beta * logsumexp::of(&answer) + player.clone().map(played).sum::<f64>()
        };
        self.players.iter().map(of).sum()
    }

    /// Newton steps on l = T(l), of which the best point is kept. Returns how many were made.
    fn newton(&self, at: &mut Vec<f64>, exploitability: &mut f64, run: &Run) -> Result<u32, Error> {
        let (mut point, mut before) = (at.clone(), *exploitability);
        for count in 0..MOST_NEWTON_STEPS {
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
        Ok(MOST_NEWTON_STEPS)
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
        self.normalise(&mut next);
        next
    }
}
