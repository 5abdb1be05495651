//! The network simplex method over a list of candidate arcs.

use super::candidates::Candidates;
use super::solution::{ExactIterations, ExactProgress};
use super::tree::{Arc, Tree};
use superlinear_interface::{Advance, Ending, Error, Run};

/// Number of pivots between two checks of the limits. A pivot takes a few microseconds, and more in large trees.
const PIVOTS_BETWEEN_POLLS: u32 = 64;

/// Time after the time limit in which work that improves the plan much continues: too short an overrun to be noticed.
pub(crate) const GRACE_SECONDS: f64 = 0.02;

/// The limits of a solve, and the work so far.
pub(crate) struct Budget<'a> {
    pub run: &'a Run,
    pub max_pivots: u32,
    pub iterations: ExactIterations,
    /// Approximate time of a pass over the costs of all pairs.
    pub pass_seconds: f64,
    /// Time before the time limit in which no pivot may start.
    pub reserved_seconds: f64,
    /// The reason why no more pivots are allowed, once there is one.
    pub stopped: Option<Ending>,
}

impl<'a> Budget<'a> {
    /// A budget with no work done yet.
    pub(crate) fn new(run: &'a Run, max_pivots: u32) -> Self {
        let iterations = ExactIterations::default();
        Self { run, max_pivots, iterations, pass_seconds: 0.0, reserved_seconds: 0.0, stopped: None }
    }

    /// Returns whether another pivot is allowed. `excess` is the negative reduced cost of the last arc, divided by the
    /// tolerance.
    fn allows_pivot(&mut self, tree: &Tree, excess: f64) -> Result<bool, Error> {
        if self.stopped.is_none() && self.iterations.pivots >= self.max_pivots {
            self.stopped = Some(Ending::IterationLimit);
        }
        if self.stopped.is_none() && self.iterations.pivots.is_multiple_of(PIVOTS_BETWEEN_POLLS) {
            self.poll(tree, excess)?;
        }
        Ok(self.stopped.is_none())
    }

    fn poll(&mut self, tree: &Tree, excess: f64) -> Result<(), Error> {
        self.run.ensure_wanted()?;
        if self.run.seconds_left() <= self.reserved_seconds {
            self.stopped = Some(Ending::TimeLimit);
        }
        let advance = Advance::certificate(excess, 1.0).or_budget(self.iterations.pivots, self.max_pivots);
        self.report(tree, advance);
        Ok(())
    }

    /// Records that a pass over costs was left unfinished: because of the time limit, or of cancellation, which is an
    /// error.
    pub(crate) fn interrupt(&mut self) -> Result<(), Error> {
        self.run.ensure_wanted()?;
        self.stopped = Some(Ending::TimeLimit);
        Ok(())
    }

    /// Returns whether the time limit has stopped the work.
    pub(crate) fn is_late(&self) -> bool {
        self.stopped == Some(Ending::TimeLimit)
    }

    /// Reports progress with a tree.
    pub(crate) fn report(&self, tree: &Tree, advance: Advance) {
        let (sources, targets, iterations) = (tree.f().len(), tree.g().len(), self.iterations);
        self.run.progress(advance, || ExactProgress { sources, targets, iterations });
    }
}

/// Pivots until no candidate has a reduced cost below `-tolerance`, or the budget is used up. Returns the number of
/// pivots.
pub(crate) fn optimize(
    tree: &mut Tree,
    candidates: &Candidates,
    tolerance: f64,
    budget: &mut Budget<'_>,
) -> Result<u32, Error> {
    let block = candidates.len().isqrt();
    let mut pricing = Pricing { candidates, block, tolerance, next: 0 };
    let nodes = (tree.f().len() + tree.g().len()) as u32;
    let (mut pivots, mut excess) = (0, f64::NAN);
    while budget.allows_pivot(tree, excess)?
        && let Some((arc, reduced)) = pricing.entering(tree)
    {
        excess = -reduced / tolerance;
        tree.exchange(arc);
        budget.iterations.pivots += 1;
        pivots += 1;
        // Frequent enough to keep rounding errors below the tolerance, at little cost.
        if pivots % nodes == 0 {
            tree.refresh_potentials();
        }
    }
    Ok(pivots)
}

/// Block search: cycles through the sources, and the best arc of each block enters.
struct Pricing<'a> {
    candidates: &'a Candidates,
    /// The number of arcs in a block: the square root of the number of candidates, as in LEMON.
    block: usize,
    tolerance: f64,
    /// The next source to scan.
    next: usize,
}

impl Pricing<'_> {
    /// The next entering arc, and its reduced cost.
    fn entering(&mut self, tree: &Tree) -> Option<(Arc, f64)> {
        let (f, g) = (tree.f(), tree.g());
        let mut best = -self.tolerance;
        let mut arc = None;
        let mut seen = 0;
        for _ in 0..f.len() {
            let i = self.next;
            self.next = if i + 1 == f.len() { 0 } else { i + 1 };
            let range = self.candidates.starts[i]..self.candidates.starts[i + 1];
            seen += range.len();
            let (targets, costs) = (&self.candidates.targets[range.clone()], &self.candidates.costs[range]);
            for (&target, &cost) in targets.iter().zip(costs) {
                let reduced = cost - f[i] - g[target as usize];
                if reduced < best {
                    best = reduced;
                    arc = Some((Arc { source: i as u32, target, cost }, reduced));
                }
            }
            if seen >= self.block {
                if arc.is_some() {
                    return arc;
                }
                seen = 0;
            }
        }
        arc
    }
}
