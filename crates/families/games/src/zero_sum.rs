//! Two-player zero-sum games given by a matrix: exactly by the simplex method, or approximately by first-order methods
//! that only multiply by the matrix.
//!
//! | module | contents |
//! |---|---|
//! | `problem`, `solution` | input and output |
//! | `unit_game` | the game with payoffs scaled to [0, 1], and certificates of strategies |
//! | `search` | the best strategies so far, and termination |
//! | `exact` | linear programming |
//! | `entropy` | games with entropy regularization |
//! | `regret_matching`, `primal_dual` | the first-order methods |

mod entropy;
mod exact;
mod primal_dual;
mod problem;
mod regret_matching;
mod search;
mod solution;
mod unit_game;

use problem::Chosen;
use schemars::JsonSchema;
use search::{History, Limits, Search};
use superlinear_interface::{Error, Run, Task};
use unit_game::UnitGame;

pub use problem::{ZeroSumMethod, ZeroSumProblem, ZeroSumStart};
pub use search::ZeroSumProgress;
pub use solution::ZeroSumSolution;

/// Computes optimal mixed strategies of a two-player zero-sum game, and bounds on its value that hold against any
/// opponent: the row player's guaranteed payoff, and the column player's guaranteed limit.
///
/// @example
/// ```ts
/// // The row player wins 3 or 4 where both choose alike.
/// const { value, row, column } = await zeroSum({ payoffs: [[3, -1], [-2, 4]] });
/// // value is 1, row (0.6, 0.4), column (0.5, 0.5)
/// ```
#[derive(JsonSchema)]
pub struct ZeroSum;

impl Task for ZeroSum {
    const NAME: &'static str = "games.zeroSum";
    type Problem = ZeroSumProblem;
    type Solution = ZeroSumSolution;
    type Progress = ZeroSumProgress;

    fn solve(problem: ZeroSumProblem, run: &Run) -> Result<ZeroSumSolution, Error> {
        problem.check()?;
        let game = UnitGame::new(&problem.payoffs);
        let method = problem.chosen(&game);
        let max_iterations = problem.max_iterations.unwrap_or(method.default_iterations(&game));
        let limits = Limits { run, tolerance: problem.tolerance, max_iterations };
        if method == Chosen::MirrorProx {
            return entropy::solve(&problem, &game, limits);
        }
        let mut search = Search::new(&game, limits, problem.start(), History::new(problem.history))?;
        let ending = match (search.limit()?, method) {
            (Some(ending), _) => ending,
            (None, Chosen::Simplex) => exact::solve(&mut search)?,
            (None, Chosen::RegretMatching) => regret_matching::solve(&mut search)?,
            (None, Chosen::PrimalDual | Chosen::MirrorProx) => primal_dual::solve(&mut search)?,
        };
        Ok(ZeroSumSolution::of(&game, search, ending, method))
    }
}
