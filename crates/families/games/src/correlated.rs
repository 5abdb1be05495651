//! Correlated equilibria: distributions over action profiles from which no player, informed of their own action only,
//! gains by deviating. The best one for a linear objective solves a linear program.
//!
//! Sources: Aumann, Subjectivity and Correlation in Randomized Strategies, J. Math. Econ. 1, 1974; coarse ones: Moulin,
//! Vial, Int. J. Game Theory 7, 1978.

use crate::exploitability::{MAX_PROFILES_WITH_DISTRIBUTION, of_distribution};
use crate::mixed;
use crate::payoffs::{Game, check_tensor, relative};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Advance, Ending, Error, Run, Task, Values, Vector, check};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::random::Stream;
use superlinear_numerics::simplex::{LinearProgram, Simplex, SimplexStatus};
use superlinear_numerics::vectors::{add_scaled, dot_in_order};

/// Computes the correlated equilibrium of a game that maximizes an objective: the sum of all payoffs, one player's
/// payoff, or any number per profile.
///
/// @example
/// ```ts
/// // Chicken: told in private what to do, two drivers avoid the crash and fare better than by any equilibrium without a signal.
/// const { distribution, objective } = await correlated({ payoffs: [[[6, 2], [7, 0]], [[6, 7], [2, 0]]] });
/// // distribution is (0.5, 0.25, 0.25, 0), objective 10.5
/// ```
#[derive(JsonSchema)]
pub struct Correlated;

/// A game and an objective.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CorrelatedProblem {
    /// The payoffs of each player for each action profile: 2 to 8 matrices or tensors of equal shape with one axis per
    /// player, as nested lists or `{ shape, values }`. At most 50 000 profiles, and 50 million entries in the linear
    /// program; it has one row for each ordered pair of actions of a player.
    pub payoffs: Vec<Values>,
    /// Whether players commit to obey before they learn their action. The only deviations are then constant actions,
    /// and there are more equilibria.
    #[serde(default)]
    pub coarse: bool,
    /// The player with the payoff to maximize, from 0. Default: the sum of all payoffs.
    pub player: Option<u32>,
    /// An objective to maximize instead of payoffs: a number per profile, in the shape of payoffs or as a vector.
    pub objective: Option<Values>,
    /// Tolerance on the gain from deviating relative to the range of the player's payoffs, and on the duality gap
    /// relative to the range of the objective.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// Limit on pivots.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
}

/// A correlated equilibrium.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CorrelatedSolution {
    /// The termination status: `converged` if regrets and duality gap, computed from the payoffs for the returned
    /// distribution, are within the tolerance; `stalled` if rounding allows no more.
    pub status: Ending,
    /// The probability of each profile, with the last player's action varying fastest.
    pub distribution: Vector,
    /// The expected value of the objective.
    pub objective: f64,
    /// The expected payoff of each player.
    pub expected_payoffs: Vector,
    /// The largest gain of a player from deviating: from one substitute for each action, or from one constant action if
    /// `coarse`.
    pub regret: f64,
    /// The distance of the objective from an upper bound for all equilibria.
    pub duality_gap: f64,
    /// The number of pivots.
    pub iterations: u32,
}

/// The progress of the simplex method.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CorrelatedProgress {
    /// The number of pivots so far.
    pub iteration: u32,
}

/// The limit on entries of the linear program, for memory.
const MAX_ENTRIES: usize = 50_000_000;

/// The perturbation of right-hand sides against degeneracy: initially all rows but one would be tight. It is below the
/// default tolerance and far above rounding. The final basis is solved without it.
const PERTURBATION: f64 = 1e-9;

/// How much of the tolerance right sides are moved by at least; at most by twice that.
const RELAXATION: f64 = 0.25;

/// An upper bound on the gain from any deviation, relative to the range of payoffs.
const MORE_THAN_ALL: f64 = 2.0;

/// The limit on dual simplex pivots per row and column. More indicate cycling.
const DUAL_PIVOTS: usize = 4;

/// Pivots between progress reports and checks of the time limit.
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
        let of_player = |&actions: &usize| deviations_of(actions, problem.coarse);
        let rows = game.actions.iter().map(of_player).fold(0, usize::saturating_add);
        run.ensure_memory("payoffs", [rows, game.profiles(), PROGRAMS])?;
        let deviations = Deviations::new(&game, problem.coarse);
        let program = Program::new(&game, &deviations, &objective);
        let limits = Limits { run, max_iterations: problem.max_iterations };
        let solution = program.solve_from_the_best_profile(&problem, &limits)?;
        if solution.status != Ending::Stalled {
            return Ok(solution);
        }
        let solution = program.solve_from_nothing(&problem, &limits)?;
        if solution.status != Ending::Stalled {
            return Ok(solution);
        }
        let relaxed = program.solve_relaxed(&problem, &limits)?;
        Ok(if relaxed.status == Ending::Stalled { solution } else { relaxed })
    }
}

/// Matrices of gains at a time: the deviations, and the program with its copy by columns.
const PROGRAMS: usize = 3;

/// Limits of the simplex method.
#[derive(Clone, Copy)]
struct Limits<'a> {
    run: &'a Run,
    max_iterations: u32,
}

/// Continues the primal or the dual simplex method to its end, or to the limit returned.
fn follow(
    simplex: &mut Simplex,
    limits: &Limits<'_>,
    method: impl Fn(&mut Simplex, u32, &Run) -> Result<SimplexStatus, Error>,
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
            SimplexStatus::PivotLimit if pivots < max_iterations => {}
            SimplexStatus::PivotLimit => return Ok(Some(Ending::IterationLimit)),
            SimplexStatus::TimeLimit => return Ok(Some(Ending::TimeLimit)),
            SimplexStatus::Optimal | SimplexStatus::Unbounded => return Ok(None),
        }
    }
}

impl CorrelatedProblem {
    /// The problem of the equilibrium with the largest sum of payoffs, with default options.
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

    /// Validates the problem. Returns the game, and the objective of each profile.
    fn check(&self) -> Result<(Game, Vec<f64>), Error> {
        let game = Game::new(&self.payoffs, MAX_PROFILES_WITH_DISTRIBUTION)?;
        check::tolerance(self.tolerance)?;
        check::at_least_one("maxIterations", Some(self.max_iterations))?;
        let rows: usize = game.actions.iter().map(|&actions| deviations_of(actions, self.coarse)).sum();
        check::count("payoffs.length", (rows + 1).saturating_mul(game.profiles()), ..=MAX_ENTRIES)
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

/// The largest absolute objective, as for payoffs. Ranges stay finite.
const LARGEST_OBJECTIVE: f64 = 1e150;

/// The number of possible deviations of a player.
fn deviations_of(actions: usize, coarse: bool) -> usize {
    if coarse { actions } else { actions.saturating_mul(actions - 1) }
}

/// The gain of each player from each deviation at each profile, relative to the range of their payoffs: a row per
/// deviation.
struct Deviations {
    rows: usize,
    gains: Vec<f64>,
}

impl Deviations {
    fn new(game: &Game, coarse: bool) -> Self {
        let mut deviations = Self { rows: 0, gains: Vec::new() };
        for player in 0..game.players() {
            // A player with constant payoffs gains nothing.
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

    /// Adds the deviation of playing `to` if told `from`, or always.
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

/// The linear program: no deviation gains, and probabilities sum to at most 1. The objective is mapped to [1, 2], so
/// zero is feasible and the sum is 1 at the solution.
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

    /// The program with other right-hand sides of the deviations.
    fn with_right_sides(&self, next: impl FnMut() -> f64) -> LinearProgram {
        let mut matrix = self.deviations.gains.clone();
        matrix.resize(matrix.len() + self.objective.len(), 1.0);
        let mut right_side = self.right_side();
        right_side[..self.deviations.rows].fill_with(next);
        LinearProgram { matrix, right_side, objective: self.shifted_objective() }
    }

    /// Solves by the dual simplex method from the profile with the largest objective. It is the solution if no
    /// deviation gains there; usually only few do.
    fn solve_from_the_best_profile(
        &self,
        problem: &CorrelatedProblem,
        limits: &Limits<'_>,
    ) -> Result<CorrelatedSolution, Error> {
        let run = limits.run;
        // With relaxed deviations, one pivot leads to that profile.
        let mut simplex = Simplex::new(self.with_right_sides(|| MORE_THAN_ALL), Parallelism::of(run));
        simplex.solve(1, run)?;
        simplex.refactor(Some(self.right_side()), run)?;
        let dual_limits = Limits { max_iterations: limits.max_iterations.min(self.patience()), ..*limits };
        let limit = follow(&mut simplex, &dual_limits, Simplex::restore)?;
        let is_cut = limit == Some(Ending::IterationLimit) && simplex.pivots() < limits.max_iterations;
        let limit = if is_cut { Some(Ending::Stalled) } else { limit };
        self.solution(&simplex, problem, limit, run)
    }

    /// Solves by the primal simplex method from the zero distribution, with perturbed right-hand sides because of its
    /// many tight rows, and returns to the original ones by the dual simplex method.
    fn solve_from_nothing(
        &self,
        problem: &CorrelatedProblem,
        limits: &Limits<'_>,
    ) -> Result<CorrelatedSolution, Error> {
        let (mut simplex, mut limit) = self.solve_moved(PERTURBATION, limits)?;
        if limit.is_none() && simplex.refactor(Some(self.right_side()), limits.run)? {
            limit = follow(&mut simplex, limits, Simplex::restore)?;
        }
        self.solution(&simplex, problem, limit, limits.run)
    }

    /// Lets deviations gain less than the tolerance. Where gains of many decades meet, small ones are rounding to a basis of the exact program.
    fn solve_relaxed(&self, problem: &CorrelatedProblem, limits: &Limits<'_>) -> Result<CorrelatedSolution, Error> {
        // A player who is told actions gains the sum of what is gained at each.
        let actions = self.game.actions.iter().copied().max().unwrap_or(1);
        let (simplex, limit) = self.solve_moved(RELAXATION * problem.tolerance / actions as f64, limits)?;
        self.solution(&simplex, problem, limit, limits.run)
    }

    /// By the primal simplex method from the distribution without any profile, with right sides from `size` to twice that.
    fn solve_moved(&self, size: f64, limits: &Limits<'_>) -> Result<(Simplex, Option<Ending>), Error> {
        let mut random = Stream::new(0, 0);
        let program = self.with_right_sides(|| size * (1.0 + random.uniform()));
        let mut simplex = Simplex::new(program, Parallelism::of(limits.run));
        let limit = follow(&mut simplex, limits, Simplex::solve)?;
        Ok((simplex, limit))
    }

    /// The pivot limit of the dual simplex method. Beyond it the primal one is tried, which cannot cycle.
    fn patience(&self) -> u32 {
        u32::try_from(DUAL_PIVOTS * (self.deviations.rows + self.objective.len())).unwrap_or(u32::MAX)
    }

    /// An upper bound on the objective of all equilibria: for multipliers y ≥ 0 of the deviations, the largest entry of
    /// c − y'D.
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

    /// The gain of each player from the best constant action.
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
