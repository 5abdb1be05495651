//! The solve: on a sample of the points first, whose potentials say which arcs of the whole matter.
//!
//! ```text
//! for each level, from a sample of a hundred points or fewer to all points, four times as many each
//!     g = the largest that the last level's source potentials allow (none on the first level: those of f = 0)
//!     f = the largest that g allows;  candidates = the arcs of small reduced cost
//!     a basic plan along the candidates, cheapest first
//!     repeat: network simplex over the candidates;  candidates = the arcs of negative or small reduced cost among all
//!     until none is negative
//! ```
//!
//! The last pass over all arcs is the proof that the plan is optimal.

use super::amounts::Amounts;
use super::candidates::select;
use super::costs::Costs;
use super::dummies::Dummies;
use super::masses::whole_numbers;
use super::scale::Scale;
use super::simplex::{Budget, optimize};
use super::start::basic_plan;
use super::transform::target_potentials;
use super::tree::Tree;
use crate::geometry::Geometry;
use superlinear_interface::{Advance, Error};

/// Of this many points one is in the sample below.
const SAMPLING: usize = 4;

/// Problems with fewer sources or targets than this are solved without a sample.
const SMALLEST_SAMPLED: usize = 100;

/// The first candidates are the arcs of a reduced cost below this part of the costs' range, the later ones below that part:
/// measured, with much freedom.
const FIRST_THRESHOLD: f64 = 0.1;
const LATER_THRESHOLD: f64 = 0.003;

/// Reduced costs above minus this part of the costs' range count as zero; below it they may be rounding of long chains of costs.
const TOLERANCE: f64 = 2e-13;

/// Reduced costs above minus this part of the largest magnitude of a cost count as zero too: the rounding of the costs themselves.
const MAGNITUDE_TOLERANCE: f64 = 2e-15;

/// Sources and targets of one level, and their masses.
struct Level {
    sources: Side,
    targets: Side,
}

/// Points of one side.
struct Side {
    /// The indices of the points in the caller's problem, without the dummy.
    points: Vec<u32>,
    /// Their masses, then that of the dummy, if there is one.
    masses: Vec<f64>,
}

/// An optimal tree of the sources and targets that hold mass and of the dummies, or the one reached when the budget was used up.
pub(crate) fn solve(
    geometry: &Geometry,
    scale: Scale,
    amounts: &Amounts<'_>,
    budget: &mut Budget<'_>,
) -> Result<Tree, Error> {
    let sources = Side { points: amounts.masses.source.support.clone(), masses: amounts.source.clone() };
    let targets = Side { points: amounts.masses.target.support.clone(), masses: amounts.target.clone() };
    let mut levels = vec![Level { sources, targets }];
    while let Some(sample) = levels.last().and_then(Level::sample) {
        levels.push(sample);
    }
    let mut last: Option<(Level, Tree)> = None;
    let (run, count) = (budget.run, levels.len());
    while let Some(level) = levels.pop() {
        let index = count - 1 - levels.len();
        let tree = run.share(index, count, || solve_level(geometry, scale, &level, last.as_ref(), budget))?;
        last = Some((level, tree));
    }
    match last {
        Some((_, tree)) => {
            if budget.stopped.is_none() {
                budget.report(&tree, Advance::count(1, 1));
            }
            Ok(tree)
        }
        None => unreachable!("there is one level at least"),
    }
}

fn solve_level(
    geometry: &Geometry,
    scale: Scale,
    level: &Level,
    last: Option<&(Level, Tree)>,
    budget: &mut Budget<'_>,
) -> Result<Tree, Error> {
    let run = budget.run;
    let dummies = Dummies::new([level.sources.has_dummy(), level.targets.has_dummy()], scale);
    let ceiling = if dummies.are_none() { scale.ceiling } else { scale.ceiling.max(dummies.pair_cost) };
    let costs_from =
        |sources: &Side| Costs { cost: geometry.cost(&sources.points, &level.targets.points), ceiling, dummies };
    let costs = costs_from(&level.sources);
    let g = match last {
        Some((sample, tree)) => target_potentials(&costs_from(&sample.sources), tree.f(), run)?,
        None => target_potentials(&costs, &vec![0.0; costs.rows()], run)?,
    };
    let range = scale.extent.range();
    let tolerance = TOLERANCE * range + MAGNITUDE_TOLERANCE * scale.extent.magnitude().max(ceiling.abs());
    let mut selection = select(&costs, None, &g, FIRST_THRESHOLD * range, run)?;
    let (a, b) = whole_numbers(&level.sources.masses, &level.targets.masses);
    let mut tree = basic_plan(&costs, [&a, &b], &selection, &g, run)?;
    budget.iterations.rounds = 0;
    loop {
        budget.iterations.rounds += 1;
        let pivots = optimize(&mut tree, &selection.candidates, tolerance, budget)?;
        tree.refresh_potentials();
        let is_first = budget.iterations.rounds == 1;
        if budget.stopped.is_some() || (pivots == 0 && !is_first) {
            return Ok(tree);
        }
        selection = select(&costs, Some(tree.f()), tree.g(), LATER_THRESHOLD * range, run)?;
        if selection.smallest >= -tolerance {
            return Ok(tree);
        }
    }
}

impl Level {
    /// A sample of the points, unless there are too few for one.
    fn sample(&self) -> Option<Self> {
        let fewest = self.sources.points.len().min(self.targets.points.len());
        (fewest >= SMALLEST_SAMPLED)
            .then(|| Self { sources: self.sources.sample(SOURCE_SEED), targets: self.targets.sample(TARGET_SEED) })
    }
}

/// Where the samples' random numbers start, for each side.
const SOURCE_SEED: u32 = 1;
const TARGET_SEED: u32 = 2;

impl Side {
    fn has_dummy(&self) -> bool {
        self.masses.len() > self.points.len()
    }

    /// One point at random of each group of neighbours in the order given, with the mass of them all; and the dummy.
    fn sample(&self, seed: u32) -> Self {
        let mut state = seed;
        let mut sample = Self { points: Vec::new(), masses: Vec::new() };
        let (masses, dummy) = self.masses.split_at(self.points.len());
        for (points, masses) in self.points.chunks(SAMPLING).zip(masses.chunks(SAMPLING)) {
            // The congruential generator of Numerical Recipes; its high bits are the better ones.
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            sample.points.push(points[(state >> 16) as usize % points.len()]);
            sample.masses.push(masses.iter().sum());
        }
        sample.masses.extend(dummy);
        sample
    }
}
