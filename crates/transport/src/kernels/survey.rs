//! The smallest and the largest cost of each row and the sum of all costs.

use super::rows::{Lanes, larger, largest, smaller, smallest, total};
use crate::blocks::Blocks;
use crate::cost::Cost;
use crate::instance::Extent;
use std::ops::Range;
use superlinear_interface::{Error, Run};
use superlinear_numerics::parallel::{Parallelism, sum};
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch};

/// What a look at all costs tells.
pub(crate) struct Survey {
    pub row_minima: Vec<f64>,
    pub extent: Extent,
    /// The sum of all costs; not finite where some cost is not.
    pub sum: f64,
}

/// Looks at all costs once.
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
    let row_minima = parts.into_iter().flat_map(|part| part.row_minima).collect();
    Ok(Survey { row_minima, extent, sum: sum(&sums) })
}

struct SurveyPart {
    row_minima: Vec<f64>,
    extent: Extent,
    sum: f64,
}

impl Default for SurveyPart {
    fn default() -> Self {
        Self { row_minima: Vec::new(), extent: Extent::EMPTY, sum: 0.0 }
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
            let (extent, sum) = survey_row(self.cost.row(arithmetic, i, &mut buffer));
            part.row_minima.push(extent.smallest);
            part.extent = part.extent.union(extent);
            part.sum += sum;
        }
        part
    }
}

#[inline(always)]
fn survey_row(row: &[f64]) -> (Extent, f64) {
    let mut low: Lanes = [f64::INFINITY; LANES];
    let mut high: Lanes = [f64::NEG_INFINITY; LANES];
    let mut sums: Lanes = [0.0; LANES];
    let (groups, rest) = row.as_chunks::<LANES>();
    for group in groups {
        for lane in 0..LANES {
            low[lane] = smaller(group[lane], low[lane]);
            high[lane] = larger(group[lane], high[lane]);
            sums[lane] += group[lane];
        }
    }
    for (lane, &cost) in rest.iter().enumerate() {
        low[lane] = smaller(cost, low[lane]);
        high[lane] = larger(cost, high[lane]);
        sums[lane] += cost;
    }
    (Extent { smallest: smallest(low), largest: largest(high) }, total(sums))
}
