//! The logarithms of column sums, for exponents of any size.

use crate::blocks::Blocks;
use crate::instance::Instance;
use crate::log_sum::LogSum;
use superlinear_interface::{Error, Run};
use superlinear_numerics::parallel::Parallelism;

/// ln of the sum over i of a_i exp((f_i - C_ij) / level) for the `columns`, for exponents of any size.
pub(super) fn column_log_sums(
    instance: &Instance,
    f: &[f64],
    columns: &[usize],
    level: f64,
    run: &Run,
) -> Result<Vec<f64>, Error> {
    let blocks = Blocks::new(instance.a.len(), instance.b.len());
    let cancellation = run.cancellation();
    let parts = Parallelism::of(run).map_blocks(blocks.count(), |block| {
        let mut sums = vec![LogSum::EMPTY; columns.len()];
        let mut buffer = vec![0.0; instance.cost.buffer_length()];
        for i in blocks.rows(block) {
            if cancellation.is_requested() {
                break;
            }
            let cost = instance.cost.fetch_row(i, &mut buffer);
            let offset = f[i] / level + instance.a[i].ln();
            for (sum, &j) in sums.iter_mut().zip(columns) {
                sum.add(offset - cost[j] / level);
            }
        }
        sums
    });
    run.ensure_wanted()?;
    let merged = parts.into_iter().reduce(|mut total, part| {
        for (sum, other) in total.iter_mut().zip(part) {
            sum.merge(other);
        }
        total
    });
    Ok(merged.unwrap_or_default().into_iter().map(LogSum::value).collect())
}
