//! Candidate arcs of small reduced cost, found in one pass over all costs.

use super::costs::Costs;
use crate::blocks::Blocks;
use crate::lanes::{Lanes, ROWS_BETWEEN_POLLS, smaller, smallest};
use std::iter::StepBy;
use std::ops::Range;
use superlinear_interface::{Run, Watch};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch};

/// Maximum number of arcs per source, chosen by the smallest reduced cost. Arcs from and to dummies are always
/// included: they are few, and may carry much mass.
const MAX_PER_SOURCE: usize = 40;

/// Arcs grouped by source.
#[derive(Clone, Debug)]
pub(crate) struct Candidates {
    /// The start of each source's arcs, and the end of the last.
    pub starts: Vec<usize>,
    pub targets: Vec<u32>,
    pub costs: Vec<f64>,
}

impl Candidates {
    const EMPTY: Self = Self { starts: Vec::new(), targets: Vec::new(), costs: Vec::new() };

    /// The number of arcs.
    pub(crate) fn len(&self) -> usize {
        self.targets.len()
    }
}

/// The result of a pass over all costs.
pub(crate) struct Selection {
    pub candidates: Candidates,
    /// The smallest reduced cost of all arcs, or infinity if none is below the threshold.
    pub smallest: f64,
    /// The source potentials used by the pass.
    pub f: Vec<f64>,
}

/// Feasible potentials of all points of a level, and the arcs of small reduced cost.
pub(crate) struct Guess {
    /// The arcs, and the potentials of the sources.
    pub selection: Selection,
    /// The potentials of the targets.
    pub g: Vec<f64>,
}

/// Number of rows sampled to estimate the distribution of reduced costs.
const PROBES: usize = 32;

/// Selects arcs with a reduced cost below the nonnegative `threshold`, or below a smaller one with enough arcs. Without
/// source potentials the largest feasible ones for `g` are used. `None` if the run was canceled or timed out.
pub(crate) fn select(costs: &Costs, f: Option<&[f64]>, g: &[f64], threshold: f64, run: &Run) -> Option<Selection> {
    let points = costs.cost.rows();
    let watch = run.watch();
    let rows = |rows: Range<usize>, step: usize, threshold: f64| SelectRows {
        costs,
        rows: rows.step_by(step),
        f,
        g,
        threshold,
        watch,
    };
    let probe = dispatch(rows(0..points, points.div_ceil(PROBES), threshold));
    if watch.is_over() {
        return None;
    }
    let threshold = probe.enough(&g[..costs.cost.columns()], threshold);
    let blocks = Blocks::new(costs.rows(), costs.columns());
    let parts =
        Parallelism::of(run).map_blocks(blocks.count(), |block| dispatch(rows(blocks.rows(block), 1, threshold)));
    if watch.is_over() {
        return None;
    }
    let mut all =
        Selection { candidates: Candidates::EMPTY, smallest: f64::INFINITY, f: Vec::with_capacity(costs.rows()) };
    for mut part in parts {
        let Candidates { starts, targets, costs } = &mut all.candidates;
        starts.extend(part.candidates.starts.iter().map(|start| targets.len() + start));
        targets.append(&mut part.candidates.targets);
        costs.append(&mut part.candidates.costs);
        all.smallest = smaller(part.smallest, all.smallest);
        all.f.append(&mut part.f);
    }
    all.candidates.starts.push(all.candidates.len());
    Some(all)
}

struct SelectRows<'a> {
    costs: &'a Costs,
    rows: StepBy<Range<usize>>,
    f: Option<&'a [f64]>,
    g: &'a [f64],
    threshold: f64,
    watch: Watch<'a>,
}

impl Kernel for SelectRows<'_> {
    type Output = Selection;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> Selection {
        let Self { costs, g, .. } = self;
        let mut selection = Selection { candidates: Candidates::EMPTY, smallest: f64::INFINITY, f: Vec::new() };
        let mut buffer = vec![0.0; costs.buffer_length()];
        let mut found: Vec<Found> = Vec::new();
        for i in self.rows {
            if i % ROWS_BETWEEN_POLLS == 0 && self.watch.is_over() {
                break;
            }
            let row = costs.row(arithmetic, i, &mut buffer);
            let f = match self.f {
                Some(f) => f[i],
                None => lowest(row, g, costs.ceiling),
            };
            found.clear();
            if costs.is_dummy_source(i) {
                find(row, g, f64::INFINITY, &mut found);
            } else {
                let (to_points, to_dummy) = row.split_at(costs.cost.columns());
                find(to_points, &g[..to_points.len()], f + self.threshold, &mut found);
                keep_nearest(&mut found);
                find_dummy(to_dummy, g, &mut found);
            }
            selection.push_row(f, &found);
        }
        selection
    }
}

impl Selection {
    /// The threshold at which half of the rows have the maximum number of arcs to targets with the potentials `g`,
    /// without dummies, if it is below `threshold`.
    fn enough(&self, g: &[f64], threshold: f64) -> f64 {
        let Candidates { starts, targets, costs } = &self.candidates;
        let stops = starts[1..].iter().copied().chain([targets.len()]);
        let mut limits: Vec<f64> = (starts.iter().zip(stops).zip(&self.f))
            .map(|((&start, end), f)| {
                let near = &targets[start..end];
                let to_points = near.iter().take_while(|&&target| (target as usize) < g.len()).count();
                let reduced = (start..start + to_points).map(|k| costs[k] - g[targets[k] as usize] - f);
                if to_points < MAX_PER_SOURCE { threshold } else { reduced.fold(0.0, f64::max) }
            })
            .collect();
        let middle = limits.len() / 2;
        *limits.select_nth_unstable_by(middle, f64::total_cmp).1
    }

    fn push_row(&mut self, f: f64, found: &[Found]) {
        self.f.push(f);
        self.candidates.starts.push(self.candidates.targets.len());
        for arc in found {
            self.smallest = smaller(arc.order - f, self.smallest);
            self.candidates.targets.push(arc.target);
            self.candidates.costs.push(arc.cost);
        }
    }
}

/// An arc with a small difference of cost and target potential, stored as `order`. The arcs of a source are sorted by
/// it.
#[derive(Clone, Copy, Debug)]
struct Found {
    order: f64,
    cost: f64,
    target: u32,
}

/// Truncates to the maximum number of arcs per source.
fn keep_nearest(found: &mut Vec<Found>) {
    if found.len() > MAX_PER_SOURCE {
        found.select_nth_unstable_by(MAX_PER_SOURCE, |x, y| x.order.total_cmp(&y.order));
        found.truncate(MAX_PER_SOURCE);
        found.sort_unstable_by_key(|arc| arc.target);
    }
}

/// Adds the arc to the dummy target, the last of those with potentials `g`, if its cost is given.
fn find_dummy(cost: &[f64], g: &[f64], found: &mut Vec<Found>) {
    let last = g.len() - 1;
    found.extend(cost.iter().map(|&cost| Found { order: cost - g[last], cost, target: last as u32 }));
}

/// The minimum of cost minus target potential.
#[inline(always)]
fn lowest(row: &[f64], g: &[f64], ceiling: f64) -> f64 {
    let mut low: Lanes = [f64::INFINITY; LANES];
    let (groups, rest) = row.as_chunks::<LANES>();
    let (potentials, last) = g.as_chunks::<LANES>();
    for (costs, g) in groups.iter().zip(potentials) {
        for lane in 0..LANES {
            low[lane] = smaller(smaller(costs[lane], ceiling) - g[lane], low[lane]);
        }
    }
    for (lane, (&cost, g)) in rest.iter().zip(last).enumerate() {
        low[lane] = smaller(smaller(cost, ceiling) - g, low[lane]);
    }
    smallest(low)
}

/// The arcs with cost minus target potential below `below`.
#[inline(always)]
fn find(row: &[f64], g: &[f64], below: f64, found: &mut Vec<Found>) {
    let (groups, rest) = row.as_chunks::<LANES>();
    let (potentials, last) = g.as_chunks::<LANES>();
    for (k, (costs, g)) in groups.iter().zip(potentials).enumerate() {
        let mut order = [0.0; LANES];
        let mut is_any = false;
        for lane in 0..LANES {
            order[lane] = costs[lane] - g[lane];
            is_any |= order[lane] < below;
        }
        if is_any {
            for lane in 0..LANES {
                if order[lane] < below {
                    found.push(Found { order: order[lane], cost: costs[lane], target: (k * LANES + lane) as u32 });
                }
            }
        }
    }
    let first = groups.len() * LANES;
    for (k, (&cost, g)) in rest.iter().zip(last).enumerate() {
        if cost - g < below {
            found.push(Found { order: cost - g, cost, target: (first + k) as u32 });
        }
    }
}
