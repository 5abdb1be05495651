//! All extreme equilibria of two players. All lexicographically feasible bases of both polytopes {z ≥ 0, Mz ≤ 1} are
//! visited, each from a neighbor, and vertices are collected by their tight labels. The equilibria are the pairs of
//! vertices that together have all labels, except the pair of zeros.
//!
//! A basis is a set of labels, stored as bits. Its tableau is computed from the payoffs, so rounding does not
//! accumulate.
//!
//! Source: Avis, Rosenberg, Savani, von Stengel, Enumeration of Nash Equilibria for Two-Player Games, Economic Theory
//! 42, 2010.

use super::bimatrix::Bimatrix;
use super::problem::NashProblem;
use super::solution::{NashProgress, NashSolution, Point};
use crate::mixed;
use crate::payoffs::Game;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet, VecDeque};
use superlinear_interface::{Advance, Ending, Error, Run};

/// Variables below this are zero at a vertex.
const TIGHT: f64 = 1e-10;

/// The rounding unit of probabilities when equilibria are sorted.
const ROUNDED: f64 = 1e-9;

/// A vertex of a player's polytope.
struct Vertex {
    /// The bit set of tight labels.
    labels: u64,
    strategy: Vec<f64>,
}

/// The vertices of a player's polytope.
#[derive(Default)]
struct Vertices {
    /// All vertices except zero.
    found: Vec<Vertex>,
    bases: u32,
    /// The reason why vertices may be missing, if any.
    cut: Option<Ending>,
}

pub(super) fn solve(problem: &NashProblem, game: &Game, run: &Run) -> Result<NashSolution, Error> {
    let bimatrix = Bimatrix::new(game);
    let first = vertices(&bimatrix, 0, problem, run)?;
    let second = vertices(&bimatrix, 1, problem, run)?;
    let (pairs, late) = complementary(&first.found, &second.found, bimatrix.labels(), run)?;
    let point = |(x, y): (&Vertex, &Vertex)| bimatrix.point(game, vec![x.strategy.clone(), y.strategy.clone()]);
    let mut points: Vec<_> = pairs.into_iter().map(point).collect();
    points.sort_by(descending);
    let cut = first.cut.or(second.cut).or(late);
    let is_exact = |point: &Point| point.regrets.relative <= problem.tolerance;
    let otherwise = if points.iter().all(is_exact) { Ending::Converged } else { Ending::Stalled };
    let is_degenerate = |vertices: &Vertices, dimension: usize| {
        vertices.found.iter().any(|vertex| vertex.labels.count_ones() as usize > dimension)
    };
    let returned = points.first().cloned().unwrap_or_else(|| Point::new(game, game.uniform()));
    let iterations = first.bases + second.bases;
    Ok(NashSolution {
        status: cut.unwrap_or(otherwise),
        equilibria: Some(points.iter().map(Point::equilibrium).collect()),
        complete: Some(cut.is_none()),
        degenerate: Some(is_degenerate(&first, bimatrix.rows) || is_degenerate(&second, bimatrix.columns)),
        ..NashSolution::of(&returned, problem.tolerance, Ending::Stalled, iterations)
    })
}

/// Visits the bases of a player's polytope.
fn vertices(bimatrix: &Bimatrix, player: usize, problem: &NashProblem, run: &Run) -> Result<Vertices, Error> {
    let (own, _) = bimatrix.sides(player);
    let zero = bimatrix.tableau(player);
    let start = zero.nonbasic().iter().fold(0, |mask, label| mask | 1_u64 << label);
    let mut vertices = Vertices::default();
    let (mut known, mut waiting) = (HashSet::from([start]), VecDeque::from([start]));
    let mut label_sets = HashSet::new();
    while let Some(basis) = waiting.pop_front() {
        if run.is_out_of_time()? {
            vertices.cut = Some(Ending::TimeLimit);
            break;
        }
        if vertices.bases == problem.max_vertices {
            vertices.cut = Some(Ending::IterationLimit);
            break;
        }
        let iteration = vertices.bases;
        vertices.bases += 1;
        let done = f64::from(player as u32) + f64::from(iteration) / f64::from(problem.max_vertices);
        run.progress(Advance::count(done, 2_u32), || NashProgress { iteration });
        let mut tableau = zero.clone();
        if !tableau.go_to(basis) {
            vertices.cut = Some(Ending::Stalled);
            continue;
        }
        let labels = (0..bimatrix.labels()).filter(|&label| tableau.value(label) <= TIGHT);
        let labels = labels.fold(0_u64, |mask, label| mask | 1 << label);
        if let Some(strategy) = mixed::normalized(&tableau.values(own.clone()))
            && label_sets.insert(labels)
        {
            vertices.found.push(Vertex { labels, strategy: without_rounding(strategy) });
        }
        for &entering in tableau.nonbasic() {
            let Some(leaving) = tableau.blocking(entering) else {
                vertices.cut = Some(Ending::Stalled);
                continue;
            };
            let next = basis & !(1 << entering) | 1 << leaving;
            if known.insert(next) {
                waiting.push_back(next);
            }
        }
    }
    Ok(vertices)
}

/// Sets probabilities at rounding level to zero.
fn without_rounding(mut strategy: Vec<f64>) -> Vec<f64> {
    strategy.iter_mut().filter(|probability| **probability <= TIGHT).for_each(|probability| *probability = 0.0);
    mixed::normalized(&strategy).unwrap_or(strategy)
}

type Pairs<'a> = Vec<(&'a Vertex, &'a Vertex)>;

/// The pairs of vertices that together have all labels. Pairs without a common label are looked up; all pairs are
/// compared only if some vertex has more labels than its basis.
fn complementary<'a>(
    first: &'a [Vertex],
    second: &'a [Vertex],
    labels: usize,
    run: &Run,
) -> Result<(Pairs<'a>, Option<Ending>), Error> {
    let all = (1_u64 << labels) - 1;
    let by_labels: HashMap<u64, &Vertex> = second.iter().map(|vertex| (vertex.labels, vertex)).collect();
    let most = second.iter().map(|vertex| vertex.labels.count_ones()).max().unwrap_or(0);
    let mut pairs = Vec::new();
    for x in first {
        if run.is_out_of_time()? {
            return Ok((pairs, Some(Ending::TimeLimit)));
        }
        let missing = all & !x.labels;
        if missing.count_ones() == most {
            pairs.extend(by_labels.get(&missing).map(|&y| (x, y)));
        } else if missing.count_ones() < most {
            pairs.extend(second.iter().filter(|y| y.labels & missing == missing).map(|y| (x, y)));
        }
    }
    Ok((pairs, None))
}

/// The descending order of strategies, first player first. Differences at rounding level are ignored.
fn descending(a: &Point, b: &Point) -> Ordering {
    let rounded = |probability: &f64| (probability / ROUNDED).round();
    let (a, b) = (a.strategies.iter().flatten(), b.strategies.iter().flatten());
    a.zip(b).map(|(a, b)| rounded(b).total_cmp(&rounded(a))).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}
