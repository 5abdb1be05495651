//! The path of logit equilibria. At precision λ each player chooses action a with probability proportional to e^(λ
//! u(a)), where u are the expected payoffs against the others: uniformly at λ = 0, and approaching an equilibrium as λ
//! → ∞. The path is followed in log-probabilities by predictor steps along the tangent and Newton corrector steps,
//! through turning points at which λ decreases. Near the end, Newton's method on the equilibrium equations finds the
//! limit.
//!
//! Sources: McKelvey, Palfrey, Quantal Response Equilibria for Normal Form Games, Games Econ. Behav. 10, 1995; Turocy,
//! A Dynamic Homotopy Interpretation of the Logistic Quantal Response Equilibrium Correspondence, Games Econ. Behav.
//! 51, 2005.

use super::problem::NashProblem;
use super::solution::{NashProgress, NashSolution, Point};
use super::supports;
use crate::mixed;
use crate::payoffs::{Game, relative};
use faer::Mat;
use superlinear_interface::{Advance, Ending, Error, Run, Values};
use superlinear_numerics::dense::{self, Lu};
use superlinear_numerics::vectors::{argmax, dot_in_order, norm};

/// The initial step length along the path, and the length below which tracking fails.
const FIRST_STEP: f64 = 0.1;
const MIN_STEP: f64 = 1e-10;

/// Step length control: steps grow after few corrections, shrink after many, and are halved if corrections fail.
const FEW: u32 = 3;
const MANY: u32 = 4;
const MAX_CORRECTIONS: u32 = 6;
const GROW: f64 = 1.7;
const SHRINK: f64 = 0.7;
const HALVE: f64 = 0.5;

/// The smallest cosine of the angle between successive tangents.
const MIN_COSINE: f64 = 0.9;

/// The relative size of the last correction. Convergence is quadratic, so the point is then accurate to rounding.
const CORRECTED: f64 = 1e-9;

/// The relative regret below which the equilibrium equations are tried, and the interval between trials. From larger
/// regrets they have led to other equilibria than the path.
const NEAR: f64 = 1e-3;
const STEPS_BETWEEN_TRIALS: u32 = 5;

/// The relative regret at the end of the path.
const END: f64 = 1e-6;

/// The number of steps at the end before other choices of supports are tried. Paths to points where several equilibria
/// meet never end.
const STEPS_AT_END: u32 = 200;

/// Actions with a probability below this fraction of the largest are considered unused; at the end other thresholds are
/// tried.
const OUT_OF_USE: f64 = 1e-3;
const LAST_THRESHOLDS: [f64; 8] = [1e-1, 3e-2, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8];

/// The limit on Newton steps on the equilibrium equations. Convergence takes fewer, or fails.
const NEWTON_STEPS: u32 = 12;

/// Probabilities below the negative of this are not due to rounding.
const CLEARLY_NEGATIVE: f64 = 1e-12;

/// The path of a game with payoffs from 0 to 1.
struct Path<'a> {
    game: &'a Game,
    /// The first index of each player's entries in a point, and the total number.
    starts: Vec<usize>,
    size: usize,
}

pub(super) fn solve(problem: &NashProblem, game: &Game, run: &Run) -> Result<NashSolution, Error> {
    let unit = unit_game(problem, game)?;
    let path = Path::new(&unit);
    let mut follower = Follower::new(&path);
    let mut best = Point::new(game, game.uniform());
    let (mut steps, mut steps_at_end) = (0, 0);
    let ending = loop {
        let regret = best.regrets.relative;
        let advance = Advance::certificate(regret, problem.tolerance).or_budget(steps, problem.max_iterations);
        run.progress(advance, || NashProgress { iteration: steps });
        if regret <= problem.tolerance {
            break Ending::Converged;
        }
        if run.is_out_of_time()? {
            break Ending::TimeLimit;
        }
        if steps >= problem.max_iterations {
            break Ending::IterationLimit;
        }
        steps += 1;
        let has_moved = follower.advance(&path);
        let on_path = path.strategies(&follower.point);
        let regret = unit.regrets(&on_path).relative;
        best = best.or(Point::new(game, on_path.clone()));
        let is_at_end = !has_moved || regret <= END;
        let thresholds: &[f64] = match () {
            () if is_at_end => &LAST_THRESHOLDS,
            () if regret <= NEAR && steps.is_multiple_of(STEPS_BETWEEN_TRIALS) => &[OUT_OF_USE],
            () => &[],
        };
        for &threshold in thresholds {
            if let Some(strategies) = path.polished(&on_path, threshold) {
                best = best.or(Point::new(game, strategies));
            }
        }
        steps_at_end += u32::from(is_at_end);
        if best.regrets.relative > problem.tolerance && (!has_moved || steps_at_end == STEPS_AT_END) {
            let newton = |supports: &[Vec<usize>], start: &[Vec<f64>]| path.polished_on(supports, start);
            best = supports::improved(newton, game, &on_path, best, problem.tolerance, run)?;
        }
        if !has_moved {
            break Ending::Stalled;
        }
    };
    let solution = NashSolution::of(&best, problem.tolerance, ending, steps);
    Ok(NashSolution { logit_precision: Some(follower.point[path.size]), ..solution })
}

/// The game with each player's payoffs scaled to [0, 1], which changes no equilibrium.
fn unit_game(problem: &NashProblem, game: &Game) -> Result<Game, Error> {
    let of = |player: usize| {
        let (low, high) = game.extremes(player);
        let unit = game.payoffs(player).iter().map(|payoff| relative(payoff - low, high - low));
        Values::new(game.actions.clone(), unit.collect::<Vec<_>>())
    };
    let payoffs: Vec<_> = (0..problem.payoffs.len()).map(of).collect();
    Game::new(&payoffs, game.profiles())
}

impl<'a> Path<'a> {
    fn new(game: &'a Game) -> Self {
        let mut starts = Vec::new();
        let size = game.actions.iter().fold(0, |start, actions| {
            starts.push(start);
            start + actions
        });
        Self { game, starts, size }
    }

    fn range(&self, player: usize) -> std::ops::Range<usize> {
        self.starts[player]..self.starts[player] + self.game.actions[player]
    }

    /// The probabilities from the logarithms in a point.
    fn strategies(&self, point: &[f64]) -> Vec<Vec<f64>> {
        let of = |player: usize| {
            let weights: Vec<_> = point[self.range(player)].iter().map(|logarithm| logarithm.exp()).collect();
            mixed::normalized(&weights).unwrap_or_else(|| mixed::uniform(weights.len()))
        };
        (0..self.game.players()).map(of).collect()
    }

    /// l − (λu − logsumexp(λu)) for each player, and its derivatives with respect to l and λ.
    fn equations(&self, point: &[f64]) -> (Vec<f64>, Mat<f64>) {
        let precision = point[self.size];
        let probabilities: Vec<Vec<f64>> = (0..self.game.players())
            .map(|player| point[self.range(player)].iter().map(|logarithm| logarithm.exp()).collect())
            .collect();
        let mut residual = vec![0.0; self.size];
        let mut jacobian = Mat::identity(self.size + 1, self.size + 1);
        for player in 0..self.game.players() {
            let values = self.game.values(player, &probabilities);
            let (responses, logarithm) = softmax(&values, precision);
            let mean = dot_in_order(&responses, &values);
            let start = self.starts[player];
            for (a, value) in values.iter().enumerate() {
                residual[start + a] = point[start + a] - (precision * value - logarithm);
                jacobian[(start + a, self.size)] = mean - value;
            }
            for other in (0..self.game.players()).filter(|&other| other != player) {
                self.add_derivatives(&mut jacobian, [player, other], &probabilities, &responses, precision);
            }
        }
        (residual, jacobian)
    }

    /// The derivatives of one player's equations with respect to another's logarithms.
    fn add_derivatives(
        &self,
        jacobian: &mut Mat<f64>,
        [player, other]: [usize; 2],
        probabilities: &[Vec<f64>],
        responses: &[f64],
        precision: f64,
    ) {
        let by_pair = Pairs::new(self.game, player, other, probabilities);
        for (b, probability) in probabilities[other].iter().enumerate() {
            let mean: f64 = responses.iter().enumerate().map(|(a, response)| response * by_pair.at(a, b)).sum();
            for a in 0..responses.len() {
                jacobian[(self.starts[player] + a, self.starts[other] + b)] =
                    -precision * probability * (by_pair.at(a, b) - mean);
            }
        }
    }

    /// Newton's method on the equilibrium equations: all used actions are equally good, and probabilities sum to 1.
    fn polished(&self, strategies: &[Vec<f64>], threshold: f64) -> Option<Vec<Vec<f64>>> {
        let in_use = |strategy: &Vec<f64>| {
            let least = threshold * strategy[argmax(strategy)];
            (0..strategy.len()).filter(|&action| strategy[action] > least).collect::<Vec<_>>()
        };
        let supports: Vec<_> = strategies.iter().map(in_use).collect();
        self.polished_on(&supports, strategies)
    }

    /// Newton's method for given supports, from the strategies' probabilities on them.
    fn polished_on(&self, supports: &[Vec<usize>], strategies: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
        let mut point: Vec<_> = strategies
            .iter()
            .zip(supports)
            .map(|(strategy, support)| {
                let weights: Vec<_> = (0..strategy.len())
                    .map(|action| if support.contains(&action) { strategy[action] } else { 0.0 })
                    .collect();
                mixed::normalized(&weights)
            })
            .collect::<Option<Vec<_>>>()?;
        for _ in 0..NEWTON_STEPS {
            let step = self.newton_step(&point, supports)?;
            let unknowns =
                supports.iter().enumerate().flat_map(|(player, support)| support.iter().map(move |&a| (player, a)));
            for ((player, action), step) in unknowns.zip(&step) {
                point[player][action] -= step;
            }
            if norm(&step) <= f64::EPSILON {
                break;
            }
        }
        let is_allowed = |probability: &f64| *probability >= -CLEARLY_NEGATIVE;
        if !point.iter().flatten().all(is_allowed) {
            return None;
        }
        point.iter().map(|strategy| mixed::normalized(strategy)).collect()
    }

    /// The Newton step in the probabilities of the used actions, player by player.
    fn newton_step(&self, point: &[Vec<f64>], supports: &[Vec<usize>]) -> Option<Vec<f64>> {
        let unknowns: usize = supports.iter().map(Vec::len).sum();
        let mut matrix = Mat::zeros(unknowns, unknowns);
        let mut residual = vec![0.0; unknowns];
        let starts: Vec<_> =
            supports.iter().scan(0, |start, of| Some(std::mem::replace(start, *start + of.len()))).collect();
        for (player, support) in supports.iter().enumerate() {
            let values = self.game.values(player, point);
            let (start, first) = (starts[player], support[0]);
            // The first equation of each player is the sum; the others compare with the player's first action.
            residual[start] = point[player].iter().sum::<f64>() - 1.0;
            (0..support.len()).for_each(|k| matrix[(start, start + k)] = 1.0);
            for (k, &action) in support.iter().enumerate().skip(1) {
                residual[start + k] = values[action] - values[first];
            }
            for other in (0..supports.len()).filter(|&other| other != player) {
                let by_pair = Pairs::new(self.game, player, other, point);
                for (k, &action) in support.iter().enumerate().skip(1) {
                    for (l, &b) in supports[other].iter().enumerate() {
                        matrix[(start + k, starts[other] + l)] = by_pair.at(action, b) - by_pair.at(first, b);
                    }
                }
            }
        }
        dense::solve(&matrix, &residual)
    }
}

/// A player's expected payoffs for each pair of own action and another's action.
struct Pairs {
    values: Vec<f64>,
    strides: [usize; 2],
}

impl Pairs {
    fn new(game: &Game, player: usize, other: usize, strategies: &[Vec<f64>]) -> Self {
        let values = game.expected(player, strategies, &[player, other]);
        let strides = if player < other { [game.actions[other], 1] } else { [1, game.actions[player]] };
        Self { values, strides }
    }

    fn at(&self, a: usize, b: usize) -> f64 {
        self.values[a * self.strides[0] + b * self.strides[1]]
    }
}

/// The softmax of λu, and the logarithm of its denominator.
fn softmax(values: &[f64], precision: f64) -> (Vec<f64>, f64) {
    let largest = values.iter().map(|value| precision * value).fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<_> = values.iter().map(|value| (precision * value - largest).exp()).collect();
    let sum: f64 = weights.iter().sum();
    (weights.iter().map(|weight| weight / sum).collect(), largest + sum.ln())
}

/// The current point of path tracking.
struct Follower {
    /// Log-probabilities, then the precision.
    point: Vec<f64>,
    tangent: Vec<f64>,
    step: f64,
}

impl Follower {
    fn new(path: &Path<'_>) -> Self {
        let mut point: Vec<f64> = path.game.uniform().concat().iter().map(|probability| probability.ln()).collect();
        point.push(0.0);
        // The precision increases at the start.
        let mut tangent = vec![0.0; path.size + 1];
        tangent[path.size] = 1.0;
        let mut follower = Self { point, tangent, step: FIRST_STEP };
        if let Some(tangent) = follower.tangent_at(path, &follower.point) {
            follower.tangent = tangent;
        }
        follower
    }

    /// Takes one step along the path, as long as possible. Returns `false` if none succeeds.
    fn advance(&mut self, path: &Path<'_>) -> bool {
        while self.step > MIN_STEP {
            let ahead: Vec<_> = self.point.iter().zip(&self.tangent).map(|(x, t)| x + self.step * t).collect();
            let corrected = self.corrected(path, ahead).and_then(|(point, corrections)| {
                let tangent = self.tangent_at(path, &point)?;
                let is_near = dot_in_order(&tangent, &self.tangent) >= MIN_COSINE && point[path.size] >= 0.0;
                is_near.then_some((point, tangent, corrections))
            });
            let Some((point, tangent, corrections)) = corrected else {
                self.step *= HALVE;
                continue;
            };
            (self.point, self.tangent) = (point, tangent);
            self.step *= match corrections {
                ..=FEW => GROW,
                MANY => 1.0,
                _ => SHRINK,
            };
            return true;
        }
        false
    }

    /// Newton corrections orthogonal to the tangent, and their number; `None` if they do not converge.
    fn corrected(&self, path: &Path<'_>, mut point: Vec<f64>) -> Option<(Vec<f64>, u32)> {
        for corrections in 1..=MAX_CORRECTIONS {
            let (mut residual, mut matrix) = path.equations(&point);
            residual.push(0.0);
            self.border(&mut matrix);
            let step = dense::solve(&matrix, &residual)?;
            point.iter_mut().zip(&step).for_each(|(x, step)| *x -= step);
            if norm(&step) < CORRECTED * (1.0 + norm(&point[..path.size])) {
                return Some((point, corrections));
            }
        }
        None
    }

    /// The tangent at a point, with the direction of the previous one. `None` if it is undefined or has the opposite
    /// orientation (the sign of the determinant with the tangent as last row): the point is then on another path, or on
    /// this one backwards.
    fn tangent_at(&self, path: &Path<'_>, point: &[f64]) -> Option<Vec<f64>> {
        let (_, mut matrix) = path.equations(point);
        self.border(&mut matrix);
        let decomposed = Lu::new(&matrix);
        if decomposed.has_negative_determinant() {
            return None;
        }
        let mut right_side = vec![0.0; path.size + 1];
        right_side[path.size] = 1.0;
        let tangent = decomposed.solve(&right_side)?;
        let length = norm(&tangent);
        Some(tangent.into_iter().map(|entry| entry / length).collect())
    }

    /// Appends the tangent as the last row of a matrix.
    fn border(&self, matrix: &mut Mat<f64>) {
        let last = self.tangent.len() - 1;
        self.tangent.iter().enumerate().for_each(|(k, entry)| matrix[(last, k)] = *entry);
    }
}
