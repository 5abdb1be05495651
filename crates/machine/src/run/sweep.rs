//! One pass over the rows of a matrix, panel by panel: it is read from memory once, and from a cache after that.

use super::{Given, Machine, read, tape};
use crate::plan::Sweep;
use std::ops::Range;
use superlinear_numerics::parallel::LEAF;
use superlinear_numerics::rows;

/// Bytes of a panel: half of a second-level cache of 512 KiB. (One pass takes 0.6 of the time of two over 32,000 rows
/// of 123 numbers, and 0.5 over 10,000 of 784; the same within 5 % with a quarter to twice as many bytes.)
const PANEL_BYTES: usize = 256 << 10;

/// Rows per product kernel, a multiple of a chunk. Panels are multiples of it.
const STEP: usize = 8;

impl Machine {
    /// Executes a sweep.
    pub(super) fn sweep(&mut self, sweep: &Sweep, given: Given) {
        let Sweep { width, region, .. } = sweep;
        for &(_, target) in &sweep.transposed {
            self.slots[target][..*width].fill(0.0);
        }
        let panel = (PANEL_BYTES / (size_of::<f64>() * width)).min(LEAF).next_multiple_of(STEP);
        let mut sums = Vec::with_capacity(region.lanes.div_ceil(panel));
        for start in (0..region.lanes).step_by(panel) {
            let lanes = start..region.lanes.min(start + panel);
            self.multiply(sweep, lanes.clone(), given);
            sums.push(self.lanes_of_sweep(sweep, lanes.clone(), given));
            self.multiply_transposed(sweep, lanes, given);
        }
        let mut targets = self.taken(&region.targets);
        tape::write_sums(region, &sums, &mut targets);
        self.put_back(&region.targets, targets);
    }

    fn multiply(&mut self, sweep: &Sweep, lanes: Range<usize>, given: Given) {
        for &(vector, target) in &sweep.products {
            let mut products = std::mem::take(&mut self.slots[target]);
            let vector = &read(&self.slots, given, vector)[..sweep.width];
            rows::apply(self.panel(sweep, &lanes, given), vector, &mut products[lanes.clone()]);
            self.slots[target] = products;
        }
    }

    fn lanes_of_sweep(&mut self, sweep: &Sweep, lanes: Range<usize>, given: Given) -> Vec<f64> {
        let region = &sweep.region;
        let mut targets = self.taken(&region.targets);
        let sources: Vec<_> = region.loads.iter().map(|load| read(&self.slots, given, load.place)).collect();
        let sums = tape::run_range(region, &sources, &mut targets, &mut self.registers, lanes);
        self.put_back(&region.targets, targets);
        sums
    }

    fn multiply_transposed(&mut self, sweep: &Sweep, lanes: Range<usize>, given: Given) {
        for &(vector, target) in &sweep.transposed {
            let mut products = std::mem::take(&mut self.slots[target]);
            let vector = &read(&self.slots, given, vector)[lanes.clone()];
            rows::apply_transpose(self.panel(sweep, &lanes, given), vector, &mut products[..sweep.width]);
            self.slots[target] = products;
        }
    }

    fn panel<'a>(&'a self, sweep: &Sweep, lanes: &Range<usize>, given: Given<'a>) -> &'a [f64] {
        &read(&self.slots, given, sweep.matrix)[lanes.start * sweep.width..lanes.end * sweep.width]
    }
}
