//! A spatially coherent order of the targets.
//!
//! Passes skip a register of targets if all are too far from a source, and Newton's method keeps the plan's entries by
//! whole registers. In a random order nearly every register has some relevant target; in a coherent order most
//! registers are relevant as a whole or not at all.
//!
//! The costs to a few sources serve as coordinates of a target, in any metric. The targets are bisected recursively,
//! each time by the coordinate with the largest range (a k-d tree: Bentley, Communications of the ACM 18, 1975).

use crate::cost::Cost;
use crate::extent::Extent;
use crate::lanes::{larger, smaller};
use superlinear_interface::{Error, Run};
use superlinear_numerics::simd::LANES;

/// The number of sources that define coordinates, and of further ones to validate the order.
const LANDMARKS: usize = 8;

/// An order is worth a copy of the cost if it reduces the range of costs within registers to this fraction.
const WORTHWHILE: f64 = 0.7;

/// An order of the targets much better than the given one, if found.
pub(crate) fn coherent_order(cost: &Cost, extent: Extent, run: &Run) -> Result<Option<Vec<u32>>, Error> {
    let (landmarks, validation) = sample(cost, extent);
    let own: Vec<u32> = (0..cost.columns() as u32).collect();
    let order = neighbors(cost.columns(), &landmarks, LANES, run)?;
    Ok((incoherence(&order, &validation) <= WORTHWHILE * incoherence(&own, &validation)).then_some(order))
}

/// The costs of two sets of evenly spaced sources. Forbidden pairs get the largest cost.
fn sample(cost: &Cost, extent: Extent) -> (Vec<Vec<f64>>, Vec<Vec<f64>>) {
    let count = (2 * LANDMARKS).min(cost.rows());
    let mut buffer = vec![0.0; cost.buffer_length()];
    let mut rows = (0..count).map(|k| {
        let row = cost.fetch_row(k * cost.rows() / count, &mut buffer);
        row.iter().map(|&cost| smaller(cost, extent.largest)).collect()
    });
    let mut sets = (Vec::new(), Vec::new());
    while let Some(row) = rows.next() {
        sets.0.push(row);
        sets.1.extend(rows.next());
    }
    sets
}

/// The indices below `count`, ordered into groups of `unit` with similar coordinates `places`.
pub(crate) fn neighbors(count: usize, places: &[Vec<f64>], unit: usize, run: &Run) -> Result<Vec<u32>, Error> {
    let mut order: Vec<u32> = (0..count as u32).collect();
    halve(&mut order, places, unit, run)?;
    Ok(order)
}

fn halve(targets: &mut [u32], landmarks: &[Vec<f64>], unit: usize, run: &Run) -> Result<(), Error> {
    if targets.len() <= unit {
        return Ok(());
    }
    run.ensure_wanted()?;
    let spread = |costs: &[f64]| range(targets.iter().map(|&j| costs[j as usize]));
    let widest = landmarks.iter().max_by(|x, y| spread(x).total_cmp(&spread(y)));
    let Some(costs) = widest else { return Ok(()) };
    let middle = (targets.len() / 2).next_multiple_of(unit);
    targets.select_nth_unstable_by(middle, |&i, &j| costs[i as usize].total_cmp(&costs[j as usize]).then(i.cmp(&j)));
    let (near, far) = targets.split_at_mut(middle);
    halve(near, landmarks, unit, run)?;
    halve(far, landmarks, unit, run)
}

/// The sum of the ranges of costs within registers, over registers and validation sources.
fn incoherence(order: &[u32], validation: &[Vec<f64>]) -> f64 {
    let within = |costs: &Vec<f64>| -> f64 {
        order.chunks(LANES).map(|targets| range(targets.iter().map(|&j| costs[j as usize]))).sum()
    };
    validation.iter().map(within).sum()
}

fn range(numbers: impl Iterator<Item = f64>) -> f64 {
    let (low, high) = numbers
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| (smaller(number, low), larger(number, high)));
    high - low
}

#[cfg(test)]
mod tests {
    use super::{coherent_order, neighbors};
    use crate::cost::{Cost, MatrixCost};
    use crate::extent::Extent;
    use std::sync::Arc;
    use superlinear_interface::testing::untimed;
    use superlinear_interface::{Code, Host, Matrix, Run, RunOptions};
    use superlinear_numerics::simd::LANES;

    /// Targets on a line, in the cyclic order of multiples of `step`.
    fn line(count: usize, step: usize) -> (Cost, Extent) {
        let place = |k: usize| (k * step % count) as f64;
        let data = (0..count * count).map(|k| ((k / count) as f64 - place(k % count)).abs()).collect();
        let cost = Cost::Matrix(MatrixCost { matrix: Matrix::new(count, count, data), rows: None, columns: None });
        (cost, Extent { smallest: 0.0, largest: (count - 1) as f64 })
    }

    #[test]
    fn neighbors_on_a_line_come_together() {
        let (count, step) = (64, 27);
        let (cost, extent) = line(count, step);
        let order = coherent_order(&cost, extent, &untimed(&RunOptions::default()));
        let order = order.expect("an order").expect("a better one than that");
        for register in order.chunks(LANES) {
            let mut places: Vec<usize> = register.iter().map(|&k| k as usize * step % count).collect();
            places.sort_unstable();
            assert!(places[LANES - 1] - places[0] < 2 * LANES, "{places:?}");
        }
        let mut sorted = order;
        sorted.sort_unstable();
        assert!(sorted.into_iter().eq(0..count as u32));
    }

    #[test]
    fn a_good_order_stays() {
        let (cost, extent) = line(64, 1);
        assert_eq!(coherent_order(&cost, extent, &untimed(&RunOptions::default())), Ok(None));
    }

    #[test]
    fn a_cancelled_run_orders_nothing() {
        struct Cancelled;
        impl Host for Cancelled {
            fn is_cancelled(&self) -> bool {
                true
            }
            fn now(&self) -> f64 {
                0.0
            }
        }
        let run = Run::new(&RunOptions::default(), Arc::new(Cancelled)).expect("a run");
        let error = neighbors(100, &[vec![0.0; 100]], LANES, &run).expect_err("an end");
        assert_eq!(error.code, Code::Aborted);
    }
}
