//! Newton's method for the total loss of all votes.

use super::curvature::Curvature;
use super::groups::Groups;
use super::problem::{BradleyTerryProblem, VoteLoss};
use super::solution::{BradleyTerryProgress, BradleyTerryStatus};
use super::votes::{Votes, softplus};
use superlinear_interface::{Advance, Error, Matrix, Run};
use superlinear_numerics::newton::{ARMIJO, LARGEST_FORCING};
use superlinear_numerics::rows;
use superlinear_numerics::vectors::{dot, largest, norm};

/// The target of the strength difference in the squared loss.
const WANTED: f64 = 0.5;

/// The residual of a last Newton step, relative to the goal of the gradient.
const SMALL_RESIDUAL: f64 = 1e-2;

/// The limit on step halvings. Shorter steps make no progress.
const MAX_HALVINGS: u32 = 50;

/// The largest number of items with standard errors, for the time they take.
const MAX_WITH_ERRORS: usize = 2000;

/// A loss to minimize.
pub(super) struct Fit<'a> {
    problem: &'a BradleyTerryProblem,
    votes: &'a Votes,
    connected: Groups,
}

/// The loss at given strengths with its derivatives.
struct Local {
    loss: f64,
    /// With respect to the strengths, or to the coefficients of features.
    gradient: Vec<f64>,
    /// The second derivative with respect to the strength difference of each pair.
    weights: Vec<f64>,
}

/// The result of a fit.
pub(super) struct Fitted {
    pub status: BradleyTerryStatus,
    pub strengths: Vec<f64>,
    pub coefficients: Option<Vec<f64>>,
    pub gradient_norm: f64,
    pub iterations: u32,
}

impl<'a> Fit<'a> {
    pub(crate) fn new(problem: &'a BradleyTerryProblem, votes: &'a Votes) -> Self {
        Self { problem, votes, connected: Groups::by_votes(votes) }
    }

    /// Newton's method with Armijo backtracking.
    pub(crate) fn run(&self, run: &Run) -> Result<Fitted, Error> {
        let features = self.problem.features.as_ref();
        let mut x = vec![0.0; features.map_or(self.votes.items, |features| features.columns)];
        let (mut local, mut iterations) = (self.local(&x), 0);
        let goal = self.problem.tolerance * self.votes.unit;
        let status = loop {
            let gradient_norm = largest(&local.gradient);
            let advance = Advance::certificate(gradient_norm, goal).or_budget(iterations, self.problem.max_iterations);
            run.progress(advance, || BradleyTerryProgress { iterations, gradient_norm });
            if gradient_norm <= goal {
                break BradleyTerryStatus::Converged;
            }
            if self.is_separated(&x) {
                break BradleyTerryStatus::Unbounded;
            }
            if run.is_out_of_time()? {
                break BradleyTerryStatus::TimeLimit;
            }
            if iterations == self.problem.max_iterations {
                break BradleyTerryStatus::IterationLimit;
            }
            let step = self.step(&local, run)?;
            let Some((next, there)) = self.search(&x, &local, &step) else { break BradleyTerryStatus::Stalled };
            (x, local) = (next, there);
            iterations += 1;
        };
        let strengths = self.strengths(&x);
        let gradient_norm = largest(&local.gradient);
        Ok(Fitted { status, strengths, coefficients: features.map(|_| x), gradient_norm, iterations })
    }

    /// The strengths, with mean 0 in each connected group.
    fn strengths(&self, x: &[f64]) -> Vec<f64> {
        let mut strengths = x.to_vec();
        if let Some(features) = &self.problem.features {
            strengths = vec![0.0; features.rows];
            rows::apply(&features.data, x, &mut strengths);
        }
        self.connected.center(&mut strengths);
        strengths
    }

    fn local(&self, x: &[f64]) -> Local {
        let (strengths, lambda) = (self.strengths(x), self.problem.regularization);
        let mut by_strengths = vec![0.0; strengths.len()];
        let mut loss = 0.5 * lambda * dot(x, x);
        let mut weights = Vec::with_capacity(self.votes.pairs.len());
        for pair in &self.votes.pairs {
            let difference = strengths[pair.first] - strengths[pair.second];
            let [value, slope, curvature] = self.of_pair(difference, pair.wins);
            loss += value;
            by_strengths[pair.first] += slope;
            by_strengths[pair.second] -= slope;
            weights.push(curvature);
        }
        let mut gradient = by_strengths;
        if let Some(Matrix { data, columns, .. }) = &self.problem.features {
            let mut by_coefficients = vec![0.0; *columns];
            rows::apply_transpose(data, &gradient, &mut by_coefficients);
            gradient = by_coefficients;
        }
        gradient.iter_mut().zip(x).for_each(|(gradient, x)| *gradient += lambda * x);
        Local { loss, gradient, weights }
    }

    /// The loss of a pair's votes as a function of the strength difference, with its first two derivatives.
    fn of_pair(&self, difference: f64, [won, lost]: [f64; 2]) -> [f64; 3] {
        match self.problem.loss {
            VoteLoss::Logistic => {
                let decay = (-difference.abs()).exp();
                let larger = 1.0 / (1.0 + decay);
                let [above, below] =
                    if difference >= 0.0 { [larger, decay * larger] } else { [decay * larger, larger] };
                let value = won * softplus(-difference) + lost * softplus(difference);
                [value, lost * above - won * below, (won + lost) * above * below]
            }
            VoteLoss::Squared => {
                let [short, over] = [difference - WANTED, difference + WANTED];
                let value = won * short * short + lost * over * over;
                [value, 2.0 * (won * short + lost * over), 2.0 * (won + lost)]
            }
        }
    }

    fn curvature(&self, weights: Vec<f64>) -> Curvature<'_> {
        Curvature {
            votes: self.votes,
            connected: &self.connected,
            weights,
            regularization: self.problem.regularization,
        }
    }

    /// The inexact Newton step. Its accuracy increases as the gradient decreases, for superlinear convergence. A residual
    /// far below the goal of the gradient suffices: smaller ones may be below rounding, and take all iterations.
    fn step(&self, local: &Local, run: &Run) -> Result<Vec<f64>, Error> {
        let curvature = self.curvature(local.weights.clone());
        let right_side: Vec<_> = local.gradient.iter().map(|entry| -entry).collect();
        match &self.problem.features {
            Some(features) => Ok(curvature.solve_features(features, &right_side)),
            None => {
                let forcing = (largest(&local.gradient) / self.votes.unit).min(LARGEST_FORCING);
                let goal = SMALL_RESIDUAL * self.problem.tolerance * self.votes.unit;
                curvature.solve(&right_side, forcing.max(goal / norm(&right_side)), run)
            }
        }
    }

    /// Armijo backtracking from the full step. Near the minimum, where rounding hides the decrease, the gradient must
    /// decrease instead.
    fn search(&self, x: &[f64], local: &Local, step: &[f64]) -> Option<(Vec<f64>, Local)> {
        let slope = dot(&local.gradient, step);
        let rounding = f64::EPSILON * self.votes.pairs.len() as f64 * local.loss.abs();
        let mut length = 1.0;
        for _ in 0..MAX_HALVINGS {
            let next: Vec<_> = x.iter().zip(step).map(|(x, step)| x + length * step).collect();
            let there = self.local(&next);
            let is_lower = there.loss <= local.loss + ARMIJO * length * slope;
            let is_flatter =
                largest(&there.gradient) < 0.5 * largest(&local.gradient) && there.loss <= local.loss + rounding;
            if next != x && (is_lower || is_flatter) && largest(&there.gradient).is_finite() {
                return Some((next, there));
            }
            length *= 0.5;
        }
        None
    }

    /// Returns whether the coefficients of features separate the votes: every winner is stronger, and larger
    /// coefficients are always more likely.
    fn is_separated(&self, x: &[f64]) -> bool {
        let can_be = self.problem.features.is_some()
            && self.problem.regularization == 0.0
            && self.problem.loss == VoteLoss::Logistic;
        if !can_be {
            return false;
        }
        let strengths = self.strengths(x);
        let is_won = |pair: &super::votes::Pair| {
            let difference = strengths[pair.first] - strengths[pair.second];
            (pair.wins[0] == 0.0 || difference > 0.0) && (pair.wins[1] == 0.0 || difference < 0.0)
        };
        !self.votes.pairs.is_empty() && self.votes.pairs.iter().all(is_won)
    }
}

impl Fitted {
    /// The standard errors from the observed information, if requested and available.
    pub(crate) fn standard_errors(
        &self,
        problem: &BradleyTerryProblem,
        votes: &Votes,
        run: &Run,
    ) -> Result<Option<Vec<f64>>, Error> {
        let is_wanted = problem.standard_errors && problem.loss == VoteLoss::Logistic;
        if !is_wanted || votes.items > MAX_WITH_ERRORS || run.is_out_of_time()? {
            return Ok(None);
        }
        let fit = Fit::new(problem, votes);
        let at = self.coefficients.as_deref().unwrap_or(&self.strengths);
        let curvature = fit.curvature(fit.local(at).weights);
        let variances = match &problem.features {
            Some(features) => curvature.inverse_diagonal_of_features(features),
            None => curvature.inverse_diagonal(),
        };
        let errors = variances.map(|variances| variances.into_iter().map(f64::sqrt).collect::<Vec<_>>());
        Ok(errors.filter(|errors| errors.iter().all(|error| error.is_finite())))
    }
}
