//! The network simplex method over a list of candidate arcs.

use super::candidates::Candidates;
use super::solution::{ExactIterations, ExactProgress};
use super::tree::{Arc, Tree};
use superlinear_interface::{Advance, Ending, Error, Run};

/// Pivots between two questions whether to go on; one takes some microseconds, and more in large trees.
const PIVOTS_BETWEEN_POLLS: u32 = 64;

/// For as long after the time limit, work goes on that makes the plan much better: an overrun too short to be noticed.
pub(crate) const GRACE_SECONDS: f64 = 0.02;

/// What may be used up, and what was.
pub(crate) struct Budget<'a> {
    pub run: &'a Run,
    pub max_pivots: u32,
    pub iterations: ExactIterations,
    /// How long a pass over the costs of all pairs takes, about.
    pub pass_seconds: f64,
    /// As long before the time limit there may be no more pivots.
    pub reserved_seconds: f64,
    /// Why there may be no more pivots, once that is so.
    pub stopped: Option<Ending>,
}

impl<'a> Budget<'a> {
    /// Nothing is used up yet.
    pub fn new(run: &'a Run, max_pivots: u32) -> Self {
        let iterations = ExactIterations::default();
        Self { run, max_pivots, iterations, pass_seconds: 0.0, reserved_seconds: 0.0, stopped: None }
    }

    /// Asks whether there may be another pivot.
    /// `excess` is by how much the last arc's reduced cost was more than rounding.
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

    /// Notes that a pass over costs was left unfinished: the time limit has passed, or the caller has cancelled, which is an error.
    pub fn interrupt(&mut self) -> Result<(), Error> {
        self.run.ensure_wanted()?;
        self.stopped = Some(Ending::TimeLimit);
        Ok(())
    }

    /// True once the time limit has ended the work.
    pub fn is_late(&self) -> bool {
        self.stopped == Some(Ending::TimeLimit)
    }

    /// Tells how far the method has come with a tree.
    pub fn report(&self, tree: &Tree, advance: Advance) {
        let (sources, targets, iterations) = (tree.f().len(), tree.g().len(), self.iterations);
        self.run.progress(advance, || ExactProgress { sources, targets, iterations });
    }
}

/// Exchanges arcs until no candidate has a reduced cost below `-tolerance`, or the budget is used up. Gives the number of pivots.
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
        // Often enough that rounding stays below the tolerance, and that it costs little.
        if pivots % nodes == 0 {
            tree.refresh_potentials();
        }
    }
    Ok(pivots)
}

/// Block search: the sources are gone through in turn, and of each block of arcs the best one enters.
struct Pricing<'a> {
    candidates: &'a Candidates,
    /// The arcs of which the best enters: the root of their number, as in LEMON.
    block: usize,
    tolerance: f64,
    /// The source to look at next.
    next: usize,
}

impl Pricing<'_> {
    /// The next arc, and its reduced cost.
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
