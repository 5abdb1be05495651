//! The solve, on a sample of the points first: its potentials select the relevant arcs of the full problem.
//!
//! ```text
//! for each level, from a sample of a hundred points or fewer to all points, four times as many each
//!     g = the largest feasible for the last level's source potentials (for f = 0 on the first level)
//!     f = the largest feasible for g;  candidates = the arcs of small reduced cost
//!     a basic plan along the candidates, cheapest first
//!     repeat: network simplex over the candidates;  candidates = the arcs of negative or small reduced cost among all
//!     until none is negative
//! ```
//!
//! The last pass over all arcs proves optimality.
//!
//! The samples leave time for the last level before the time limit. After the limit no pass starts, and one for more
//! candidates is aborted: the remaining time is proportional to the number of points, not of pairs.

use super::amounts::Amounts;
use super::candidates::{Guess, select};
use super::costs::Costs;
use super::dummies::Dummies;
use super::masses::whole_numbers;
use super::scale::Scale;
use super::simplex::{Budget, GRACE_SECONDS, optimize};
use super::start::basic_plan;
use super::transform::target_potentials;
use super::tree::Tree;
use crate::geometry::Geometry;
use superlinear_interface::{Advance, Ending, Error, Run};

/// Ratio of the number of points to that of the sample below.
const SAMPLING: usize = 4;

/// Problems with fewer sources or targets than this are solved without a sample.
const SMALLEST_SAMPLED: usize = 100;

/// Thresholds of the reduced cost of candidates, as fractions of the costs' range: of the first candidates, and of
/// later ones. Chosen by measurement; results depend little on them.
const FIRST_THRESHOLD: f64 = 0.1;
const LATER_THRESHOLD: f64 = 0.003;

/// Reduced costs above minus this fraction of the costs' range count as zero: they may be rounding errors of long
/// chains of costs.
const TOLERANCE: f64 = 2e-13;

/// Reduced costs above minus this fraction of the largest cost magnitude also count as zero: the rounding error of the
/// costs themselves.
const MAGNITUDE_TOLERANCE: f64 = 2e-15;

/// Time for the first potentials and candidates of all points, in passes over all costs; up to three of them for
/// clustered points. They are not started with less time left, and always completed once started.
const GUESS_PASSES: f64 = 2.0;

/// Time reserved by the samples before the time limit, in passes over all costs, for the first potentials and
/// candidates of all points and a plan along these. A run with less time left could not prove optimality.
const RESERVED_PASSES: f64 = 4.0;

/// Sources and targets of one level, and their masses.
struct Level {
    sources: Side,
    targets: Side,
}

/// Points of one marginal.
struct Side {
    /// The indices of the points in the caller's problem, without the dummy.
    points: Vec<u32>,
    /// Their masses, then that of the dummy, if there is one.
    masses: Vec<f64>,
}

/// The result for all sources and targets with mass, and the dummies.
pub(crate) struct Solved {
    /// An optimal tree, or the current one when the budget was used up.
    pub tree: Tree,
    /// Feasible potentials of the sources and targets from before the first pivot, unless the time limit came first.
    pub first_potentials: Option<[Vec<f64>; 2]>,
}

/// Solves the samples, then the full problem.
pub fn solve(
    geometry: &Geometry,
    scale: Scale,
    amounts: &Amounts<'_>,
    budget: &mut Budget<'_>,
) -> Result<Solved, Error> {
    let sources = Side { points: amounts.masses.source.support.clone(), masses: amounts.source.clone() };
    let targets = Side { points: amounts.masses.target.support.clone(), masses: amounts.target.clone() };
    let mut levels = vec![Level { sources, targets }];
    while let Some(sample) = levels.last().and_then(Level::sample) {
        levels.push(sample);
    }
    let mut last: Option<(Level, Solved)> = None;
    let (run, count) = (budget.run, levels.len());
    while let Some(level) = levels.pop() {
        let (is_late, is_last) = (budget.is_late(), levels.is_empty());
        if is_late && !is_last {
            continue;
        }
        let index = count - 1 - levels.len();
        budget.reserved_seconds = if is_last { 0.0 } else { RESERVED_PASSES * budget.pass_seconds };
        // The last level may use its remaining time. The run still counts as late, so that no result without this
        // status depends on the clock.
        budget.stopped = budget.stopped.filter(|_| !is_late);
        let solved = run.share(index, count, || solve_level(geometry, scale, &level, last.as_ref(), budget))?;
        if is_late {
            budget.stopped = Some(Ending::TimeLimit);
        }
        if is_last {
            if budget.stopped.is_none() {
                budget.report(&solved.tree, Advance::count(1, 1));
            }
            return Ok(solved);
        }
        // A sample interrupted by the time limit has worse potentials than the previous one.
        if !budget.is_late() {
            last = Some((level, solved));
        }
    }
    unreachable!("there is one level at least")
}

fn solve_level(
    geometry: &Geometry,
    scale: Scale,
    level: &Level,
    last: Option<&(Level, Solved)>,
    budget: &mut Budget<'_>,
) -> Result<Solved, Error> {
    let run = budget.run;
    budget.iterations.rounds = 0;
    let dummies = Dummies::new([level.sources.has_dummy(), level.targets.has_dummy()], scale);
    let ceiling = if dummies.are_none() { scale.ceiling } else { scale.ceiling.max(dummies.pair_cost) };
    let costs_from =
        |sources: &Side| Costs { cost: geometry.cost(&sources.points, &level.targets.points), ceiling, dummies };
    let costs = costs_from(&level.sources);
    let range = scale.extent.range();
    let tolerance = TOLERANCE * range + MAGNITUDE_TOLERANCE * scale.extent.magnitude().max(ceiling.abs());
    let sample = last.map(|(sample, solved)| (costs_from(&sample.sources), solved.tree.f()));
    let has_time = run.seconds_left() + GRACE_SECONDS > GUESS_PASSES * budget.pass_seconds;
    let guess = if has_time { guess(&costs, sample, FIRST_THRESHOLD * range, &run.unlimited()) } else { None };
    let (a, b) = whole_numbers(&level.sources.masses, &level.targets.masses);
    let mut tree = basic_plan(&costs, [&a, &b], guess.as_ref(), run)?;
    let Some(Guess { mut selection, g }) = guess else {
        budget.interrupt()?;
        return Ok(Solved { tree, first_potentials: None });
    };
    let first_potentials = Some([selection.f.clone(), g]);
    loop {
        budget.iterations.rounds += 1;
        let pivots = optimize(&mut tree, &selection.candidates, tolerance, budget)?;
        tree.refresh_potentials();
        let is_first = budget.iterations.rounds == 1;
        if budget.stopped.is_some() || (pivots == 0 && !is_first) {
            break;
        }
        match select(&costs, Some(tree.f()), tree.g(), LATER_THRESHOLD * range, run) {
            Some(next) => selection = next,
            None => {
                budget.interrupt()?;
                break;
            }
        }
        if selection.smallest >= -tolerance {
            break;
        }
    }
    Ok(Solved { tree, first_potentials })
}

/// Initial potentials, from the costs and potentials of a sample of the sources, if there is one. `None` if the run was
/// canceled or timed out.
fn guess(costs: &Costs, sample: Option<(Costs, &[f64])>, threshold: f64, run: &Run) -> Option<Guess> {
    let g = match sample {
        Some((costs, f)) => target_potentials(&costs, f, run)?,
        None => target_potentials(costs, &vec![0.0; costs.rows()], run)?,
    };
    let selection = select(costs, None, &g, threshold, run)?;
    Some(Guess { selection, g })
}

impl Level {
    /// A sample of the points; `None` if there are too few.
    fn sample(&self) -> Option<Self> {
        let fewest = self.sources.points.len().min(self.targets.points.len());
        (fewest >= SMALLEST_SAMPLED)
            .then(|| Self { sources: self.sources.sample(SOURCE_SEED), targets: self.targets.sample(TARGET_SEED) })
    }
}

/// Seeds of the samples' random numbers, for sources and targets.
const SOURCE_SEED: u32 = 1;
const TARGET_SEED: u32 = 2;

impl Side {
    fn has_dummy(&self) -> bool {
        self.masses.len() > self.points.len()
    }

    /// Samples one random point from each group of consecutive points, with the group's mass; keeps the dummy.
    fn sample(&self, seed: u32) -> Self {
        let mut state = seed;
        let mut sample = Self { points: Vec::new(), masses: Vec::new() };
        let (masses, dummy) = self.masses.split_at(self.points.len());
        for (points, masses) in self.points.chunks(SAMPLING).zip(masses.chunks(SAMPLING)) {
            // The linear congruential generator of Numerical Recipes; its high bits are more random.
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            sample.points.push(points[(state >> 16) as usize % points.len()]);
            sample.masses.push(masses.iter().sum());
        }
        sample.masses.extend(dummy);
        sample
    }
}
