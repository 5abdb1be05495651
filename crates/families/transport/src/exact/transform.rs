//! The largest feasible target potentials for given source potentials (the c-transform):
//! `g_j = min over i of C_ij - f_i`.

use super::costs::Costs;
use crate::blocks::Blocks;
use crate::lanes::{ROWS_BETWEEN_POLLS, smaller};
use std::ops::Range;
use superlinear_interface::{Run, Watch};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};

/// The largest feasible target potentials for `f`. `None` if the run was canceled or timed out.
pub(crate) fn target_potentials(costs: &Costs, f: &[f64], run: &Run) -> Option<Vec<f64>> {
    let blocks = Blocks::new(costs.rows(), costs.columns());
    let watch = run.watch();
    let parts = Parallelism::of(run)
        .map_blocks(blocks.count(), |block| dispatch(LowerTargets { costs, rows: blocks.rows(block), f, watch }));
    if watch.is_over() {
        return None;
    }
    let lowest = parts.into_iter().reduce(|mut lowest, part| {
        for (lowest, g) in lowest.iter_mut().zip(part) {
            *lowest = smaller(g, *lowest);
        }
        lowest
    });
    Some(lowest.unwrap_or_default())
}

struct LowerTargets<'a> {
    costs: &'a Costs,
    rows: Range<usize>,
    f: &'a [f64],
    watch: Watch<'a>,
}

impl Kernel for LowerTargets<'_> {
    type Output = Vec<f64>;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> Vec<f64> {
        let Self { costs, .. } = self;
        let mut lowest = vec![f64::INFINITY; costs.columns()];
        let mut buffer = vec![0.0; costs.buffer_length()];
        for i in self.rows {
            if i % ROWS_BETWEEN_POLLS == 0 && self.watch.is_over() {
                break;
            }
            let f = self.f[i];
            for (lowest, &cost) in lowest.iter_mut().zip(costs.row(arithmetic, i, &mut buffer)) {
                *lowest = smaller(smaller(cost, costs.ceiling) - f, *lowest);
            }
        }
        lowest
    }
}
