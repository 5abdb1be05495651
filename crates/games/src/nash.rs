//! Nash equilibria of games in normal form: strategies of which no player gains by leaving their own.
//!
//! | module | what |
//! |---|---|
//! | `problem`, `solution` | what the caller gives and gets |
//! | `bimatrix` | games of two players in the units of the pivoting methods |
//! | `tableau` | the tableau in which they pivot, with the lexicographic ratio test |
//! | `lemke_howson` | one equilibrium of two players, by complementary pivots |
//! | `vertices` | all extreme equilibria of two players, by enumeration of vertices |
//! | `pure` | a pure equilibrium of several players, by looking at all profiles |
//! | `logit` | one equilibrium of several players, by the path of logit responses |
//! | `supports` | the same by Newton's method on one choice of actions in use after the other |

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

/// One Nash equilibrium of a game of two to eight players, or all extreme ones of a game of two: mixed strategies, with what each player could
/// still gain by leaving them. Of more than two players it is a pure one where there is one.
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
