//! Correlated equilibria: distributions of profiles, of which each player is told their own action, from which nobody gains by playing
//! another. The best of them for a linear objective is a linear program.
//!
//! Sources: Aumann, Subjectivity and Correlation in Randomized Strategies, J. Math. Econ. 1, 1974; coarse ones: Moulin, Vial, Int. J. Game
//! Theory 7, 1978.

use crate::exploitability::{MOST_PROFILES_WITH_DISTRIBUTION, of_distribution};
use crate::mixed;
use crate::payoffs::{Game, check_tensor, relative};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Advance, Ending, Error, Run, Task, Values, Vector, check};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::random::Stream;
use superlinear_numerics::simplex::{LinearProgram, Simplex, SimplexEnd};
use superlinear_numerics::vectors::{add_scaled, dot_in_order};

/// The correlated equilibrium of a game that is best by an objective: of all players' payoffs, of one player's, or of any number for each profile.
///
/// @example
/// ```ts
/// // Chicken: told in private what to do, two drivers avoid the crash and fare better than by any equilibrium without a signal.
/// const { distribution, objective } = await correlated({ payoffs: [[[6, 2], [7, 0]], [[6, 7], [2, 0]]] });
/// // distribution is (0.5, 0.25, 0.25, 0), objective 10.5
/// ```
#[derive(JsonSchema)]
pub struct Correlated;

/// A game, and what is to be best.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CorrelatedProblem {
    /// What each player gets at each profile of actions: from 2 to 8 matrices or tensors, as nested lists or
    /// `{ shape, values }`, of one shape, which has an axis for each player. At most 50 000 profiles, and 50 million in all rows of the linear program, which has one for each pair of
    /// actions of a player.
    pub payoffs: Vec<Values>,
    /// Whether players decide before they are told anything, to follow or to play one action whatever happens: there are more such
    /// equilibria.
    #[serde(default)]
    pub coarse: bool,
    /// Which player's payoff is to be large, counted from 0. Default: the sum of all.
    pub player: Option<u32>,
    /// What is to be large in place of payoffs: a number for each profile, of the shape of payoffs or the same as a vector.
    pub objective: Option<Values>,
    /// What a player can gain by deviating, as a part of the range of their payoffs, and the duality gap, as a part of the range of the objective, are at
    /// most this much.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The most pivots.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
}

/// A correlated equilibrium.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CorrelatedSolution {
    /// How the method ended: `converged` where regrets and duality gap, computed for the returned distribution from the payoffs, are at most
    /// what the tolerance says; `stalled` where rounding allows no more.
    pub status: Ending,
    /// The probability of each profile; the last player's actions go round fastest.
    pub distribution: Vector,
    /// The expected value of the objective.
    pub objective: f64,
    /// What each player gets on average.
    pub expected_payoffs: Vector,
    /// What a player gains at most by deviating: where they are told their action by another one for each, where the equilibrium is coarse by
    /// one action throughout.
    pub regret: f64,
    /// How far the objective is below a bound that holds for all equilibria.
    pub duality_gap: f64,
    /// Pivots.
    pub iterations: u32,
}

/// What there is to tell of a program under way.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CorrelatedProgress {
    /// The number of pivots so far.
    pub iteration: u32,
}

/// More entries of the linear program would not fit in memory.
const MOST_ENTRIES: usize = 50_000_000;

/// How much right sides are moved, so that not all rows but one are tight at once. It is less than the tolerance of what is looked for, and far
/// more than rounding; the final basis is solved without it.
const PERTURBATION: f64 = 1e-9;

/// More than any deviation gains, in units of the range of payoffs.
const MORE_THAN_ALL: f64 = 2.0;

/// Pivots of the dual simplex method for each row and column: more than it takes where it does not go round in circles.
const DUAL_PIVOTS: usize = 4;

/// Pivots between reports.
const PIVOTS_BETWEEN_REPORTS: u32 = 256;

fn default_tolerance() -> f64 {
    1e-9
}

fn default_max_iterations() -> u32 {
    1_000_000
}

impl Task for Correlated {
    const NAME: &'static str = "games.correlated";
    type Problem = CorrelatedProblem;
    type Solution = CorrelatedSolution;
    type Progress = CorrelatedProgress;

    fn solve(problem: CorrelatedProblem, run: &Run) -> Result<CorrelatedSolution, Error> {
        let (game, objective) = problem.check()?;
        run.ensure_wanted()?;
        let deviations = Deviations::new(&game, problem.coarse);
        let program = Program::new(&game, &deviations, &objective);
        let limits = Limits { run, max_iterations: problem.max_iterations };
        let solution = program.solve_from_the_best_profile(&problem, &limits)?;
        if solution.status != Ending::Stalled {
            return Ok(solution);
        }
        program.solve_from_nothing(&problem, &limits)
    }
}

/// What the simplex method is held to.
#[derive(Clone, Copy)]
struct Limits<'a> {
    run: &'a Run,
    max_iterations: u32,
}

/// Goes on by the primal or the dual simplex method, until the end, or until the limit that is returned.
fn follow(
    simplex: &mut Simplex,
    limits: &Limits<'_>,
    method: impl Fn(&mut Simplex, u32, &Run) -> Result<SimplexEnd, Error>,
) -> Result<Option<Ending>, Error> {
    let Limits { run, max_iterations } = *limits;
    loop {
        let iteration = simplex.pivots();
        run.progress(Advance::count(0_u32, 1_u32).or_budget(iteration, max_iterations), || CorrelatedProgress {
            iteration,
        });
        if run.is_out_of_time()? {
            return Ok(Some(Ending::TimeLimit));
        }
        let pivots = iteration.saturating_add(PIVOTS_BETWEEN_REPORTS).min(max_iterations);
        match method(simplex, pivots, run)? {
            SimplexEnd::PivotLimit if pivots < max_iterations => {}
            SimplexEnd::PivotLimit => return Ok(Some(Ending::IterationLimit)),
            SimplexEnd::TimeLimit => return Ok(Some(Ending::TimeLimit)),
            SimplexEnd::Optimal | SimplexEnd::Unbounded => return Ok(None),
        }
    }
}

impl CorrelatedProblem {
    /// The equilibrium with the largest sum of payoffs, with the default of all else.
    pub fn new(payoffs: Vec<Values>) -> Self {
        Self {
            payoffs,
            coarse: false,
            player: None,
            objective: None,
            tolerance: default_tolerance(),
            max_iterations: default_max_iterations(),
        }
    }

    /// The game, and the objective of each profile.
    fn check(&self) -> Result<(Game, Vec<f64>), Error> {
        let game = Game::new(&self.payoffs, MOST_PROFILES_WITH_DISTRIBUTION)?;
        check::tolerance(self.tolerance)?;
        check::at_least_one("maxIterations", Some(self.max_iterations))?;
        let rows: usize = game.actions.iter().map(|&actions| deviations_of(actions, self.coarse)).sum();
        check::count("payoffs.length", (rows + 1).saturating_mul(game.profiles()), ..=MOST_ENTRIES)
            .map_err(|_| Error::invalid("payoffs", "must have fewer actions: the linear program is too large"))?;
        let objective = self.objective_of(&game)?;
        Ok((game, objective))
    }

    fn objective_of(&self, game: &Game) -> Result<Vec<f64>, Error> {
        match (&self.objective, self.player) {
            (Some(_), Some(_)) => Err(Error::invalid("player", "must not be given beside objective")),
            (Some(objective), None) => {
                check::length("objective", objective.len(), game.profiles(), "there are profiles")?;
                check_tensor("objective", objective, -LARGEST_OBJECTIVE..=LARGEST_OBJECTIVE)?;
                Ok(objective.to_vec())
            }
            (None, Some(player)) => {
                check::count("player", player as usize, ..game.players())?;
                Ok(game.payoffs(player as usize).to_vec())
            }
            (None, None) => {
                let mut sum = vec![0.0; game.profiles()];
                (0..game.players()).for_each(|player| add_scaled(&mut sum, 1.0, game.payoffs(player)));
                Ok(sum)
            }
        }
    }
}

/// The size of objectives whose range is finite, as that of payoffs.
const LARGEST_OBJECTIVE: f64 = 1e150;

/// How many ways there are for a player to deviate.
fn deviations_of(actions: usize, coarse: bool) -> usize {
    if coarse { actions } else { actions.saturating_mul(actions - 1) }
}

/// What each player gains at each profile by each deviation, as a part of the range of their payoffs: a row for each.
struct Deviations {
    rows: usize,
    gains: Vec<f64>,
}

impl Deviations {
    fn new(game: &Game, coarse: bool) -> Self {
        let mut deviations = Self { rows: 0, gains: Vec::new() };
        for player in 0..game.players() {
            // Who has nothing to gain need not be watched.
            if game.range(player) == 0.0 {
                continue;
            }
            for to in 0..game.actions[player] {
                if coarse {
                    deviations.push(game, player, None, to);
                } else {
                    (0..game.actions[player])
                        .filter(|&from| from != to)
                        .for_each(|from| deviations.push(game, player, Some(from), to));
                }
            }
        }
        deviations
    }

    /// Playing `to` where `from` is told, or whatever is.
    fn push(&mut self, game: &Game, player: usize, from: Option<usize>, to: usize) {
        let inner: usize = game.actions[player + 1..].iter().product();
        let (payoffs, range) = (game.payoffs(player), game.range(player));
        self.rows += 1;
        self.gains.extend((0..game.profiles()).map(|profile| {
            let told = profile / inner % game.actions[player];
            let instead = profile - told * inner + to * inner;
            let is_meant = from.is_none_or(|from| from == told);
            if is_meant { relative(payoffs[instead] - payoffs[profile], range) } else { 0.0 }
        }));
    }
}

/// The linear program: no deviation gains anything, and probabilities sum to 1 at most. The objective is shifted to be from 1 to 2, so
/// that the sum is 1 at the solution, and zero is feasible.
struct Program<'a> {
    game: &'a Game,
    deviations: &'a Deviations,
    objective: &'a [f64],
    low: f64,
    range: f64,
}

impl<'a> Program<'a> {
    fn new(game: &'a Game, deviations: &'a Deviations, objective: &'a [f64]) -> Self {
        let widen = |(low, high): (f64, f64), &value: &f64| (low.min(value), high.max(value));
        let (low, high) = objective.iter().fold((f64::INFINITY, f64::NEG_INFINITY), widen);
        Self { game, deviations, objective, low, range: high - low }
    }

    fn shifted_objective(&self) -> Vec<f64> {
        self.objective.iter().map(|value| 1.0 + relative(value - self.low, self.range)).collect()
    }

    fn right_side(&self) -> Vec<f64> {
        let mut right_side = vec![0.0; self.deviations.rows];
        right_side.push(1.0);
        right_side
    }

    /// The program with other right sides of the deviations.
    fn with_right_sides(&self, next: impl FnMut() -> f64) -> LinearProgram {
        let mut matrix = self.deviations.gains.clone();
        matrix.resize(matrix.len() + self.objective.len(), 1.0);
        let mut right_side = self.right_side();
        right_side[..self.deviations.rows].fill_with(next);
        LinearProgram { matrix, right_side, objective: self.shifted_objective() }
    }

    /// By the dual simplex method from the best profile of all, which is the solution where nobody gains by deviating. Mostly few deviations
    /// have to be made up for.
    fn solve_from_the_best_profile(
        &self,
        problem: &CorrelatedProblem,
        limits: &Limits<'_>,
    ) -> Result<CorrelatedSolution, Error> {
        let run = limits.run;
        // Where deviations may gain more than they can, one pivot leads to that profile.
        let mut simplex = Simplex::new(self.with_right_sides(|| MORE_THAN_ALL), Parallelism::of(run));
        simplex.solve(1, run)?;
        simplex.refactor(Some(self.right_side()), run)?;
        let dual_limits = Limits { max_iterations: limits.max_iterations.min(self.patience()), ..*limits };
        let limit = follow(&mut simplex, &dual_limits, Simplex::restore)?;
        let is_cut = limit == Some(Ending::IterationLimit) && simplex.pivots() < limits.max_iterations;
        let limit = if is_cut { Some(Ending::Stalled) } else { limit };
        self.solution(&simplex, problem, limit, run)
    }

    /// By the primal simplex method from the distribution without any profile, around whose many tight rows moved right sides lead; and
    /// back from there by the dual one.
    fn solve_from_nothing(
        &self,
        problem: &CorrelatedProblem,
        limits: &Limits<'_>,
    ) -> Result<CorrelatedSolution, Error> {
        let mut random = Stream::new(0, 0);
        let program = self.with_right_sides(|| PERTURBATION * (1.0 + random.uniform()));
        let mut simplex = Simplex::new(program, Parallelism::of(limits.run));
        let mut limit = follow(&mut simplex, limits, Simplex::solve)?;
        if limit.is_none() && simplex.refactor(Some(self.right_side()), limits.run)? {
            limit = follow(&mut simplex, limits, Simplex::restore)?;
        }
        self.solution(&simplex, problem, limit, limits.run)
    }

    /// Pivots of the dual simplex method after which the primal one is tried, which cannot cycle.
    fn patience(&self) -> u32 {
        u32::try_from(DUAL_PIVOTS * (self.deviations.rows + self.objective.len())).unwrap_or(u32::MAX)
    }

    /// A bound on the objective of all equilibria: for multipliers y ≥ 0 of the deviations, the largest entry of c − y'D.
    fn bound(&self, multipliers: &[f64]) -> f64 {
        let mut reduced = self.shifted_objective();
        for (row, &multiplier) in self.deviations.gains.chunks_exact(reduced.len()).zip(multipliers) {
            if multiplier > 0.0 {
                add_scaled(&mut reduced, -multiplier, row);
            }
        }
        reduced.into_iter().fold(f64::NEG_INFINITY, f64::max)
    }

    fn solution(
        &self,
        simplex: &Simplex,
        problem: &CorrelatedProblem,
        limit: Option<Ending>,
        run: &Run,
    ) -> Result<CorrelatedSolution, Error> {
        let profiles = self.objective.len();
        let distribution = mixed::normalized(&simplex.primal()).unwrap_or_else(|| mixed::uniform(profiles));
        let relative_gap =
            (self.bound(&simplex.dual()) - dot_in_order(&self.shifted_objective(), &distribution)).max(0.0);
        let told = of_distribution(self.game, &distribution, run)?;
        let regrets = if problem.coarse { self.coarse_regrets(&distribution) } else { told.regrets.to_vec() };
        let relative_regret = (0..self.game.players()).map(|player| relative(regrets[player], self.game.range(player)));
        let is_exact = relative_regret.fold(relative_gap, f64::max) <= problem.tolerance;
        Ok(CorrelatedSolution {
            status: if is_exact { Ending::Converged } else { limit.unwrap_or(Ending::Stalled) },
            objective: dot_in_order(self.objective, &distribution),
            distribution: distribution.into(),
            expected_payoffs: told.expected_payoffs,
            regret: regrets.into_iter().fold(0.0, f64::max),
            duality_gap: relative_gap * self.range,
            iterations: simplex.pivots(),
        })
    }

    /// What each player gains by one action throughout.
    fn coarse_regrets(&self, distribution: &[f64]) -> Vec<f64> {
        let mut rows = self.deviations.gains.chunks_exact(distribution.len());
        let regret = |player: usize| {
            let range = self.game.range(player);
            let count = if range > 0.0 { self.game.actions[player] } else { 0 };
            let gains = rows.by_ref().take(count).map(|row| dot_in_order(row, distribution));
            range * gains.fold(0.0, f64::max)
        };
        (0..self.game.players()).map(regret).collect()
    }
}
