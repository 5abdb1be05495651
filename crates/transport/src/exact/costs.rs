//! The costs of one level by rows, with a finite number in the place of infinity, and what a first look at them tells.

use crate::blocks::Blocks;
use crate::cost::Cost;
use crate::geometry::Geometry;
use crate::instance::Extent;
use crate::kernels::rows::{Lanes, ROWS_BETWEEN_POLLS, larger, largest, smaller, smallest};
use std::ops::Range;
use superlinear_interface::{Cancellation, Error, Matrix, Run};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch};

/// Costs, of which none exceeds the ceiling: what is forbidden costs that much.
pub(crate) struct Costs {
    pub cost: Cost,
    pub ceiling: f64,
}

impl Costs {
    /// The cost from `source` to `target`.
    pub fn at(&self, source: u32, target: u32, buffer: &mut [f64]) -> f64 {
        smaller(self.row(source, buffer)[target as usize], self.ceiling)
    }

    /// The costs from `source`, not yet under the ceiling.
    pub fn row<'a>(&'a self, source: u32, buffer: &'a mut [f64]) -> &'a [f64] {
        dispatch(FetchRow { cost: &self.cost, i: source as usize, buffer })
    }
}

struct FetchRow<'a> {
    cost: &'a Cost,
    i: usize,
    buffer: &'a mut [f64],
}

impl<'a> Kernel for FetchRow<'a> {
    type Output = &'a [f64];

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> &'a [f64] {
        self.cost.row(arithmetic, self.i, self.buffer)
    }
}

/// The finite costs' extent, and what stands for an infinite one: more than any chain of exchanges can gain.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    pub extent: Extent,
    pub ceiling: f64,
    pub has_forbidden: bool,
}

/// Looks at all costs, and complains of those that are not numbers.
pub(crate) fn scale(geometry: &Geometry, cost: &Cost, run: &Run) -> Result<Scale, Error> {
    let blocks = Blocks::new(cost.rows(), cost.columns());
    let cancellation = run.cancellation();
    let parts = Parallelism::of(run)
        .map_blocks(blocks.count(), |block| dispatch(Look { cost, rows: blocks.rows(block), cancellation }));
    run.ensure_wanted()?;
    let seen = parts.into_iter().fold(Seen::NOTHING, Seen::union);
    match geometry {
        Geometry::Cost(matrix) => check_entries(matrix, &seen)?,
        Geometry::Points { .. } => {
            if seen.has_infinite || seen.has_strange {
                return Err(Error::invalid(
                    "sourcePoints",
                    "and targetPoints are so far apart that the cost overflows",
                ));
            }
        }
    }
    // A matrix of nothing but infinities has no extent.
    let extent = if seen.extent == Extent::EMPTY { Extent { smallest: 0.0, largest: 0.0 } } else { seen.extent };
    let ceiling = if seen.has_infinite { ceiling(extent, cost) } else { extent.largest };
    if !(extent.range().is_finite() && ceiling.is_finite()) {
        return Err(Error::invalid("cost", "has entries so far apart that their difference overflows"));
    }
    Ok(Scale { extent, ceiling, has_forbidden: seen.has_infinite })
}

/// A cycle passes each source and each target once at most, so its finite costs cannot gain more than this.
fn ceiling(extent: Extent, cost: &Cost) -> f64 {
    let chain = cost.rows().min(cost.columns()) as f64 + 1.0;
    let step = if extent.range() > 0.0 { extent.range() } else { 1.0 + extent.magnitude() };
    extent.largest + chain * step
}

fn check_entries(matrix: &Matrix, seen: &Seen) -> Result<(), Error> {
    if seen.has_strange
        && let Some(index) = matrix.data.iter().position(|&cost| !is_cost(cost))
    {
        let got = matrix.data[index];
        return Err(Error::invalid(format!("cost.data[{index}]"), format!("must be a number or Infinity, got {got}")));
    }
    Ok(())
}

fn is_cost(value: f64) -> bool {
    value > f64::NEG_INFINITY
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    /// Of the finite costs.
    extent: Extent,
    has_infinite: bool,
    /// Whether some cost is not a number or minus infinity.
    has_strange: bool,
}

impl Seen {
    const NOTHING: Self = Self { extent: Extent::EMPTY, has_infinite: false, has_strange: false };

    fn union(self, other: Self) -> Self {
        Self {
            extent: self.extent.union(other.extent),
            has_infinite: self.has_infinite || other.has_infinite,
            has_strange: self.has_strange || other.has_strange,
        }
    }
}

struct Look<'a> {
    cost: &'a Cost,
    rows: Range<usize>,
    cancellation: Cancellation<'a>,
}

impl Kernel for Look<'_> {
    type Output = Seen;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> Seen {
        let mut seen = Seen::NOTHING;
        let mut buffer = vec![0.0; self.cost.buffer_length()];
        for i in self.rows {
            if i % ROWS_BETWEEN_POLLS == 0 && self.cancellation.is_requested() {
                break;
            }
            seen = seen.union(look(self.cost.row(arithmetic, i, &mut buffer)));
        }
        seen
    }
}

#[inline(always)]
fn look(row: &[f64]) -> Seen {
    let mut lanes = SeenLanes {
        low: [f64::INFINITY; LANES],
        high: [f64::NEG_INFINITY; LANES],
        infinite: [false; LANES],
        strange: [false; LANES],
    };
    let (groups, rest) = row.as_chunks::<LANES>();
    for group in groups {
        for (lane, &cost) in group.iter().enumerate() {
            lanes.visit(lane, cost);
        }
    }
    for (lane, &cost) in rest.iter().enumerate() {
        lanes.visit(lane, cost);
    }
    Seen {
        extent: Extent { smallest: smallest(lanes.low), largest: largest(lanes.high) },
        has_infinite: lanes.infinite.contains(&true),
        has_strange: lanes.strange.contains(&true),
    }
}

struct SeenLanes {
    low: Lanes,
    high: Lanes,
    infinite: [bool; LANES],
    strange: [bool; LANES],
}

impl SeenLanes {
    #[inline(always)]
    fn visit(&mut self, lane: usize, cost: f64) {
        let is_infinite = cost == f64::INFINITY;
        self.low[lane] = smaller(cost, self.low[lane]);
        self.high[lane] = larger(if is_infinite { f64::NEG_INFINITY } else { cost }, self.high[lane]);
        self.infinite[lane] |= is_infinite;
        self.strange[lane] |= !is_cost(cost);
    }
}
