//! Nash equilibria of normal-form games: strategies from which no player gains by deviating alone.
//!
//! | module | contents |
//! |---|---|
//! | `problem`, `solution` | input and output |
//! | `bimatrix` | two-player games, scaled for the pivoting methods |
//! | `tableau` | their tableau, with the lexicographic ratio test |
//! | `lemke_howson` | one equilibrium of two players, by complementary pivoting |
//! | `vertices` | all extreme equilibria of two players, by vertex enumeration |
//! | `pure` | a pure equilibrium of several players, by enumeration of profiles |
//! | `logit` | one equilibrium of several players, by the path of logit equilibria |
//! | `supports` | one equilibrium of several players, by Newton's method on each choice of supports |

mod bimatrix;
mod lemke_howson;
mod logit;
mod problem;
mod pure;
mod solution;
mod supports;
mod tableau;
mod vertices;

use problem::Chosen;
use schemars::JsonSchema;
use superlinear_interface::{Error, Run, Task};

pub use problem::{NashFind, NashMethod, NashProblem};
pub use solution::{NashEquilibrium, NashProgress, NashSolution};

/// Computes one Nash equilibrium of a game of two to eight players, or all extreme ones of a two-player game: mixed
/// strategies, with the gain of each player from deviating. For more than two players, a pure equilibrium is preferred
/// if there is one.
///
/// @example
/// ```ts
/// // The battle of the sexes has two equilibria without chance, and one with it.
/// const { equilibria } = await nash({
///   payoffs: [[[3, 0], [0, 2]], [[2, 0], [0, 3]]],
///   find: 'all',
/// });
/// // strategies are (1, 0) and (1, 0); (0.6, 0.4) and (0.4, 0.6); (0, 1) and (0, 1)
/// ```
#[derive(JsonSchema)]
pub struct Nash;

impl Task for Nash {
    const NAME: &'static str = "games.nash";
    type Problem = NashProblem;
    type Solution = NashSolution;
    type Progress = NashProgress;

    fn solve(problem: NashProblem, run: &Run) -> Result<NashSolution, Error> {
        let game = problem.check()?;
        run.ensure_wanted()?;
        match (problem.find, problem.chosen(&game)) {
            (NashFind::All, _) => vertices::solve(&problem, &game, run),
            (NashFind::One, Chosen::LemkeHowson) => lemke_howson::solve(&problem, &game, run),
            (NashFind::One, Chosen::Logit) => logit::solve(&problem, &game, run),
            (NashFind::One, Chosen::PureOrLogit) => match pure::solve(&problem, &game, run)? {
                Some(solution) => Ok(solution),
                None => logit::solve(&problem, &game, run),
            },
        }
    }
}
