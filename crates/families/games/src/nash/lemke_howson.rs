//! The Lemke–Howson method. A label is an action that its player does not use or that is a best response for its
//! player. A pair of vertices with all labels is an equilibrium, except the pair of zeros. Starting there, the method
//! drops one label, and then each label that appears twice, by pivots in the two players' tableaux in turn, until the
//! first label returns.
//!
//! Path lengths differ by orders of magnitude between initial labels, so all labels race.
//!
//! Sources: Lemke, Howson, Equilibrium Points of Bimatrix Games, J. SIAM 12, 1964; on the race: Codenotti, De Rossi,
//! Pagan, An Experimental Analysis of Lemke-Howson Algorithm, 2008.

use super::bimatrix::Bimatrix;
use super::problem::NashProblem;
use super::solution::{NashProgress, NashSolution, Point};
use crate::mixed;
use crate::payoffs::Game;
use superlinear_interface::{Advance, Ending, Error, Run};

/// Pivots per label in the first heat of the race, and the factor from heat to heat. Each heat restarts, which takes a
/// ninth more pivots than storing all tableaux.
const FIRST_HEAT: u32 = 100;
const NEXT_HEAT: u32 = 10;

/// The pivots of all paths so far, and their limits.
struct Pivots<'a> {
    run: &'a Run,
    count: u32,
    most: u32,
}

/// The end of a path.
enum Path {
    /// An equilibrium.
    Ended(Vec<Vec<f64>>),
    /// The pivot limit of this heat.
    TooLong,
    /// A dead end, caused by rounding.
    Lost,
    /// The total limit on pivots or time.
    Limit(Ending),
}

pub(super) fn solve(problem: &NashProblem, game: &Game, run: &Run) -> Result<NashSolution, Error> {
    let bimatrix = Bimatrix::new(game);
    let mut pivots = Pivots { run, count: 0, most: problem.max_iterations };
    let mut best: Option<Point> = None;
    let mut ending = Ending::Stalled;
    let mut labels: Vec<usize> = match problem.label {
        Some(label) => vec![label as usize],
        None => (0..bimatrix.labels()).collect(),
    };
    let mut heat = if problem.label.is_some() { problem.max_iterations } else { FIRST_HEAT };
    'race: while !labels.is_empty() {
        let mut left = Vec::new();
        for &label in &labels {
            match follow(&bimatrix, label, heat, &mut pivots)? {
                Path::Ended(strategies) => {
                    let point = bimatrix.point(game, strategies);
                    let is_exact = point.regrets.relative <= problem.tolerance;
                    best = Some(best.map_or_else(|| point.clone(), |best| best.or(point.clone())));
                    if is_exact {
                        break 'race;
                    }
                }
                Path::TooLong => left.push(label),
                Path::Lost => {}
                Path::Limit(limit) => {
                    ending = limit;
                    break 'race;
                }
            }
        }
        labels = left;
        heat = heat.saturating_mul(NEXT_HEAT);
    }
    let best = best.unwrap_or_else(|| Point::new(game, game.uniform()));
    Ok(NashSolution::of(&best, problem.tolerance, ending, pivots.count))
}

/// Follows the path from one label.
fn follow(bimatrix: &Bimatrix, first: usize, heat: u32, pivots: &mut Pivots<'_>) -> Result<Path, Error> {
    let mut tableaux = [bimatrix.tableau(0), bimatrix.tableau(1)];
    let mut player = usize::from(first >= bimatrix.rows);
    let mut entering = first;
    for _ in 0..heat {
        if let Some(limit) = pivots.limit()? {
            return Ok(Path::Limit(limit));
        }
        pivots.count += 1;
        match tableaux[player].enter(entering) {
            None => return Ok(Path::Lost),
            Some(left) if left == first => {
                let weights = |player: usize| mixed::normalized(&tableaux[player].values(bimatrix.sides(player).0));
                return Ok(match (weights(0), weights(1)) {
                    (Some(row), Some(column)) => Path::Ended(vec![row, column]),
                    _ => Path::Lost,
                });
            }
            Some(left) => entering = left,
        }
        player = 1 - player;
    }
    Ok(Path::TooLong)
}

impl Pivots<'_> {
    fn limit(&self) -> Result<Option<Ending>, Error> {
        let iteration = self.count;
        self.run.progress(Advance::count(0_u32, 1_u32).or_budget(iteration, self.most), || NashProgress { iteration });
        if self.run.is_out_of_time()? {
            return Ok(Some(Ending::TimeLimit));
        }
        Ok((iteration >= self.most).then_some(Ending::IterationLimit))
    }
}
