//! The dimension of an embedding: the first one without false nearest neighbors.

use crate::embed::vectors;
use crate::neighbors::Neighbors;
use superlinear_interface::{Error, Run};
use superlinear_numerics::parallel::Parallelism;

/// A neighbor is false if the next entry moves it away by this multiple of its distance, or beyond this multiple of the
/// standard deviation (Kennel, Brown, Abarbanel 1992).
const MAX_RATIO: f64 = 15.0;
const MAX_DEVIATIONS: f64 = 2.0;

/// The accepted fraction of false neighbors.
const MAX_FRACTION: f64 = 0.01;

/// The number of vectors whose neighbors are tested, and of those tested in a block.
const MAX_TESTED: usize = 10_000;
const BLOCK: usize = 250;

/// The dimension for standardized values, if one is found, and the fraction of false neighbors by dimensions from 1 on.
pub(super) fn dimension(
    values: &[f64],
    delay: usize,
    max: usize,
    run: &Run,
) -> Result<(Option<usize>, Vec<f64>), Error> {
    let mut fractions = Vec::new();
    for dimension in 1..=max {
        let Some(fraction) = fraction(values, delay, dimension, run)? else { break };
        fractions.push(fraction);
        if fraction < MAX_FRACTION {
            return Ok((Some(dimension), fractions));
        }
    }
    Ok((None, fractions))
}

/// The fraction of false neighbors; `None` out of time.
fn fraction(values: &[f64], delay: usize, dimension: usize, run: &Run) -> Result<Option<f64>, Error> {
    let count = values.len() - dimension * delay;
    run.ensure_memory("series", [count, dimension + 2])?;
    let points = vectors(values, delay, dimension, count);
    let tree = Neighbors::new(&points, dimension);
    let tested = count.min(MAX_TESTED);
    let is_false = |index: usize| {
        let Some(neighbor) = tree.nearest(index, 0) else { return false };
        let apart = (values[index + dimension * delay] - values[neighbor.index + dimension * delay]).abs();
        apart > MAX_RATIO * neighbor.squared.sqrt() || (neighbor.squared + apart * apart).sqrt() > MAX_DEVIATIONS
    };
    let watch = run.watch();
    let blocks = Parallelism::of(run).map_blocks(tested.div_ceil(BLOCK), |block| {
        let mut count_false = 0;
        for place in block * BLOCK..tested.min((block + 1) * BLOCK) {
            if watch.is_over() {
                return None;
            }
            count_false += usize::from(is_false(place * count / tested));
        }
        Some(count_false)
    });
    if run.is_out_of_time()? {
        return Ok(None);
    }
    let total: Option<usize> = blocks.into_iter().sum();
    Ok(total.map(|total| total as f64 / tested as f64))
}
