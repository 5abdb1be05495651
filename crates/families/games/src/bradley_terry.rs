//! Strengths of items from pairwise votes: the Bradley–Terry model by maximum likelihood.
//!
//! Sources: Bradley, Terry, Rank Analysis of Incomplete Block Designs, Biometrika 39, 1952; existence of a maximum:
//! Ford, Solution of a Ranking Problem from Binary Comparisons, Amer. Math. Monthly 64, 1957; policies: Rafailov and
//! others, Direct Preference Optimization, NeurIPS 2023, and for the squared loss Azar and others, A General
//! Theoretical Paradigm to Understand Learning from Human Preferences, AISTATS 2024.
//!
//! | module | contents |
//! |---|---|
//! | `problem`, `solution` | input and output |
//! | `votes` | wins by pairs |
//! | `groups` | groups of items connected by votes |
//! | `fit` | Newton's method |
//! | `curvature` | linear systems with the Hessian, and the diagonal of its inverse |

mod curvature;
mod fit;
mod groups;
mod problem;
mod solution;
mod votes;

use fit::{Fit, Fitted};
use groups::Groups;
use problem::BradleyTerryProblem;
use schemars::JsonSchema;
use solution::{BradleyTerryProgress, BradleyTerrySolution, BradleyTerryStatus};
use superlinear_interface::{Error, Run, Task, Vector};
use superlinear_numerics::logsumexp;
use superlinear_numerics::vectors::largest;

/// Estimates strengths of items from pairwise votes. Item i beats item j with probability 1 / (1 + exp(θ_j − θ_i)), and
/// the strengths θ maximize the likelihood of the votes. Newton's method computes them to rounding, with standard
/// errors. If there is no maximum, because some items never lost to any of the others, the solution says so and lists
/// the groups of items. Items not connected by votes cannot be compared: the solution lists the connected groups, and
/// ranks one after the other.
///
/// With `features` the strengths are linear in the features. With a `policy` they are rewards, and the solution
/// contains the policy to which direct preference optimization (DPO) would converge, or identity preference
/// optimization (IPO) for the squared loss.
///
/// @example
/// ```ts
/// const { strengths, standardErrors, ranking } = await bradleyTerry({
///   votes: [
///     [0, 7, 5],
///     [3, 0, 6],
///     [5, 4, 0],
///   ],
/// });
/// // ranking is (0, 1, 2)
/// ```
#[derive(JsonSchema)]
pub struct BradleyTerry;

impl Task for BradleyTerry {
    const NAME: &'static str = "games.bradleyTerry";
    type Problem = BradleyTerryProblem;
    type Solution = BradleyTerrySolution;
    type Progress = BradleyTerryProgress;

    fn solve(problem: BradleyTerryProblem, run: &Run) -> Result<BradleyTerrySolution, Error> {
        let all = problem.votes()?;
        problem.check(&all)?;
        let (wins, connected) = (Groups::by_wins(&all), Groups::by_votes(&all));
        let is_unbounded = problem.has_no_maximum_between_groups() && wins.count() > connected.count();
        // If one group always beats another, their strengths diverge. Votes within groups remain informative.
        let votes = if is_unbounded { all.within(&wins.of) } else { all };
        let fitted = Fit::new(&problem, &votes).run(run)?;
        let status = if is_unbounded { BradleyTerryStatus::Unbounded } else { fitted.status };
        let order = is_unbounded.then_some(&wins);
        let apart = (connected.count() > 1 && problem.compares_by_votes_alone()).then(|| connected.largest_first());
        Ok(BradleyTerrySolution {
            status,
            ranking: ranking(&fitted.strengths, apart.as_ref(), order),
            standard_errors: fitted.standard_errors(&problem, &votes, run)?.map(Vector::from),
            policy: policy(&problem, &fitted),
            log_likelihood: votes.log_likelihood(&fitted.strengths),
            gradient_norm: fitted.gradient_norm,
            iterations: fitted.iterations,
            components: order.map(Groups::lists),
            connected_groups: apart.as_ref().map(Groups::lists),
            coefficients: fitted.coefficients.map(Vector::from),
            strengths: fitted.strengths.into(),
        })
    }
}

/// The rounding unit of strengths in the ranking, relative to the largest.
const ROUNDED: f64 = 1e-12;

/// Ranks the items, the best first: by connected groups, the largest first; then by groups in order of wins, if there
/// is no maximum; then by strength; then by index. Strengths that differ by rounding are equal.
fn ranking(strengths: &[f64], connected: Option<&Groups>, wins: Option<&Groups>) -> Vector<i32> {
    let mut order: Vec<_> = (0..strengths.len()).collect();
    let groups = |i: usize| [connected, wins].map(|groups| groups.map_or(0, |groups| groups.of[i]));
    let unit = ROUNDED * largest(strengths).max(f64::MIN_POSITIVE);
    let rounded = |i: usize| (strengths[i] / unit).round();
    order.sort_by(|&i, &j| groups(i).cmp(&groups(j)).then(rounded(j).total_cmp(&rounded(i))).then(i.cmp(&j)));
    order.into_iter().map(|i| i as i32).collect::<Vec<_>>().into()
}

/// The policy proportional to the reference times exp(θ / β).
fn policy(problem: &BradleyTerryProblem, fitted: &Fitted) -> Option<Vector> {
    let policy = problem.policy.as_ref()?;
    let reference = policy.reference.iter().zip(&fitted.strengths);
    let logarithms: Vec<_> = reference.map(|(reference, strength)| reference.ln() + strength / policy.beta).collect();
    let total = logsumexp::of(&logarithms);
    Some(logarithms.iter().map(|logarithm| (logarithm - total).exp()).collect::<Vec<_>>().into())
}
