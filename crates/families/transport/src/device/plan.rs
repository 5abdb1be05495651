//! The plan's entries: counted first, then written at offsets computed from the counts.

use super::costs::{DeviceCosts, Side, Slot};
use super::kernels::{COUNT, WRITE};
use crate::plan_rows::PlanRows;
use std::ops::Range;
use superlinear_cuda::Buffer;
use superlinear_interface::{Error, Run};

/// Number of pairs of a dense plan written at a time, each as a number and its column; at least one row.
const PAIRS_AT_ONCE: usize = 1 << 22;

/// The smallest positive number: zero entries are not collected.
const SMALLEST_ENTRY: f64 = f64::from_bits(1);

/// The entries of some of the device's rows, one after the other, with their columns on the device.
struct Entries {
    row_ends: Vec<usize>,
    columns: Vec<i32>,
    values: Vec<f64>,
}

impl DeviceCosts {
    /// The entries of at least `threshold`. If there are more than `limit`, the result is empty and marked as overfull.
    pub(crate) fn plan_rows(
        &mut self,
        masses: [&[f64]; 2],
        threshold: f64,
        limit: usize,
        run: &Run,
    ) -> Result<PlanRows, Error> {
        let rows = self.side(Side::Sources).count;
        let Some(found) = self.entries(0..rows, masses, threshold, limit, run)? else {
            return Ok(PlanRows { is_overfull: true, ..PlanRows::default() });
        };
        // The position of each of the instance's rows on the device.
        let mut places = vec![0; rows];
        for (place, &i) in self.side(Side::Sources).order.iter().enumerate() {
            places[i as usize] = place;
        }
        let targets = &self.side(Side::Targets).order;
        let mut plan = PlanRows::default();
        for place in places {
            let row = found.row(place);
            plan.columns.extend(found.columns[row.clone()].iter().map(|&column| targets[column as usize]));
            plan.entries.extend_from_slice(&found.values[row]);
            plan.row_ends.push(plan.entries.len());
        }
        Ok(plan)
    }

    /// Writes all entries to a plan of zeros.
    pub(crate) fn write_plan(&mut self, masses: [&[f64]; 2], plan: &mut [f64], run: &Run) -> Result<(), Error> {
        let (rows, columns) = (self.side(Side::Sources).count, self.side(Side::Targets).count);
        let at_once = rows_at_once(columns);
        for first in (0..rows).step_by(at_once) {
            let part = first..rows.min(first + at_once);
            let Some(found) = self.entries(part.clone(), masses, SMALLEST_ENTRY, usize::MAX, run)? else { continue };
            let [sources, targets] = [Side::Sources, Side::Targets].map(|side| &self.side(side).order);
            for (k, place) in part.enumerate() {
                let start = sources[place] as usize * columns;
                for entry in found.row(k) {
                    plan[start + targets[found.columns[entry] as usize] as usize] = found.values[entry];
                }
            }
        }
        Ok(())
    }

    /// The entries of at least `threshold` in some of the device's rows; `None` if there are more than `limit`.
    fn entries(
        &mut self,
        rows: Range<usize>,
        [a, b]: [&[f64]; 2],
        threshold: f64,
        limit: usize,
        run: &Run,
    ) -> Result<Option<Entries>, Error> {
        let weights = self.put(Slot::Weights, Side::Targets, b, 0.0)?;
        let own_weights = self.put(Slot::OtherWeights, Side::Sources, a, 0.0)?;
        let (count, chunks) = (self.side(Side::Sources).count, self.chunks(Side::Sources));
        let counts = Buffer::of(&self.device, &vec![0_i32; count * chunks])?;
        let arguments = [weights, own_weights, threshold.to_bits(), counts.address()];
        self.launch(COUNT, Side::Sources, rows.clone(), &arguments, run)?;
        let mut counted = vec![0; count * chunks];
        counts.read(&mut counted)?;
        let mut starts = vec![0_i64; count * chunks];
        let mut row_ends = Vec::with_capacity(rows.len());
        let mut total = 0;
        for row in rows.clone() {
            for chunk in 0..chunks {
                starts[chunk * count + row] = total as i64;
                total += counted[chunk * count + row] as usize;
            }
            row_ends.push(total);
        }
        if total > limit {
            return Ok(None);
        }
        let starts = Buffer::of(&self.device, &starts)?;
        let (columns, values) = (Buffer::new(&self.device, total)?, Buffer::new(&self.device, total)?);
        let arguments =
            [weights, own_weights, threshold.to_bits(), starts.address(), columns.address(), values.address()];
        self.launch(WRITE, Side::Sources, rows, &arguments, run)?;
        let mut entries = Entries { row_ends, columns: vec![0; total], values: vec![0.0; total] };
        columns.read(&mut entries.columns)?;
        values.read(&mut entries.values)?;
        Ok(Some(entries))
    }
}

/// The number of rows of a dense plan written at a time.
pub(super) fn rows_at_once(columns: usize) -> usize {
    (PAIRS_AT_ONCE / columns).max(1)
}

impl Entries {
    /// The range of entries of the `k`-th row.
    fn row(&self, k: usize) -> Range<usize> {
        let start = if k == 0 { 0 } else { self.row_ends[k - 1] };
        start..self.row_ends[k]
    }
}
