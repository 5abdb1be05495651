//! The smallest and the largest cost of each row and the sum of all costs.

use crate::blocks::Blocks;
use crate::cost::Cost;
use crate::extent::Extent;
use crate::lanes::{Lanes, larger, largest, smaller, smallest, total};
use std::ops::Range;
use superlinear_interface::{Error, Run};
use superlinear_numerics::parallel::{Parallelism, sum};
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch};

/// Statistics of all costs.
pub(crate) struct Survey {
    pub row_minima: Vec<f64>,
    pub extent: Extent,
    /// The sum of all finite costs; not finite if some cost is NaN or minus infinity.
    pub sum: f64,
    /// The number of costs equal to plus infinity.
    pub forbidden: usize,
}

impl Survey {
    /// Converts it to a survey of the costs minus `offset`, except for their sum.
    pub(crate) fn lower(&mut self, offset: f64) {
        self.row_minima.iter_mut().for_each(|minimum| *minimum -= offset);
        self.extent = Extent { smallest: self.extent.smallest - offset, largest: self.extent.largest - offset };
    }
}

pub(crate) fn survey(cost: &Cost, run: &Run) -> Result<Survey, Error> {
    let blocks = Blocks::new(cost.rows(), cost.columns());
    let cancellation = run.cancellation();
    let parts = Parallelism::of(run).map_blocks(blocks.count(), |block| {
        if cancellation.is_requested() {
            return SurveyPart::default();
        }
        dispatch(SurveyRows { cost, rows: blocks.rows(block) })
    });
    run.ensure_wanted()?;
    let extent = parts.iter().fold(Extent::EMPTY, |extent, part| extent.union(part.extent));
    let sums: Vec<f64> = parts.iter().map(|part| part.sum).collect();
    let forbidden = parts.iter().map(|part| part.forbidden).sum();
    let row_minima = parts.into_iter().flat_map(|part| part.row_minima).collect();
    Ok(Survey { row_minima, extent, sum: sum(&sums), forbidden })
}

struct SurveyPart {
    row_minima: Vec<f64>,
    extent: Extent,
    sum: f64,
    forbidden: usize,
}

impl Default for SurveyPart {
    fn default() -> Self {
        Self { row_minima: Vec::new(), extent: Extent::EMPTY, sum: 0.0, forbidden: 0 }
    }
}

struct SurveyRows<'a> {
    cost: &'a Cost,
    rows: Range<usize>,
}

impl Kernel for SurveyRows<'_> {
    type Output = SurveyPart;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> SurveyPart {
        let mut part = SurveyPart::default();
        let mut buffer = vec![0.0; self.cost.buffer_length()];
        for i in self.rows {
            let row = survey_row(self.cost.row(arithmetic, i, &mut buffer));
            part.row_minima.push(row.extent.smallest);
            part.extent = part.extent.union(row.extent);
            part.sum += row.sum;
            part.forbidden += row.forbidden;
        }
        part
    }
}

struct SurveyedRow {
    extent: Extent,
    sum: f64,
    forbidden: usize,
}

#[inline(always)]
fn survey_row(row: &[f64]) -> SurveyedRow {
    let mut low: Lanes = [f64::INFINITY; LANES];
    let mut high: Lanes = [f64::NEG_INFINITY; LANES];
    let mut sums: Lanes = [0.0; LANES];
    let mut forbidden: Lanes = [0.0; LANES];
    let (whole, rest) = row.as_chunks::<LANES>();
    let mut last = [f64::INFINITY; LANES];
    last[..rest.len()].copy_from_slice(rest);
    for group in whole.iter().chain(std::iter::once(&last)) {
        for lane in 0..LANES {
            let is_forbidden = group[lane] == f64::INFINITY;
            low[lane] = smaller(group[lane], low[lane]);
            high[lane] = if is_forbidden { high[lane] } else { larger(group[lane], high[lane]) };
            sums[lane] += if is_forbidden { 0.0 } else { group[lane] };
            forbidden[lane] += if is_forbidden { 1.0 } else { 0.0 };
        }
    }
    SurveyedRow {
        extent: Extent { smallest: smallest(low), largest: largest(high) },
        sum: total(sums),
        forbidden: total(forbidden) as usize - (LANES - rest.len()),
    }
}

pub(crate) fn column_minima(cost: &Cost, run: &Run) -> Result<Vec<f64>, Error> {
    let blocks = Blocks::new(cost.rows(), cost.columns());
    let parts = Parallelism::of(run)
        .map_blocks(blocks.count(), |block| dispatch(ColumnMinima { cost, rows: blocks.rows(block) }));
    run.ensure_wanted()?;
    let lower = |mut minima: Vec<f64>, part: Vec<f64>| {
        for (minimum, other) in minima.iter_mut().zip(part) {
            *minimum = smaller(other, *minimum);
        }
        minima
    };
    Ok(parts.into_iter().reduce(lower).unwrap_or_default())
}

struct ColumnMinima<'a> {
    cost: &'a Cost,
    rows: Range<usize>,
}

impl Kernel for ColumnMinima<'_> {
    type Output = Vec<f64>;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> Vec<f64> {
        let mut minima = vec![f64::INFINITY; self.cost.columns()];
        let mut buffer = vec![0.0; self.cost.buffer_length()];
        for i in self.rows {
            for (minimum, &cost) in minima.iter_mut().zip(self.cost.row(arithmetic, i, &mut buffer)) {
                *minimum = smaller(cost, *minimum);
            }
        }
        minima
    }
}
