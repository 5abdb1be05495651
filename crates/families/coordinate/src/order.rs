//! Sorts and selections, each instantiated only once: in WebAssembly an instance takes a few kilobytes.

use std::cmp::Ordering;

/// The indices of the values in descending order; equal values by ascending index.
pub(crate) fn descending(values: &[f64]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..values.len()).collect();
    places.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
    places
}

/// The indices in descending order of the absolute values.
pub(crate) fn by_descending_size(values: &[f64]) -> Vec<usize> {
    let sizes: Vec<f64> = values.iter().map(|value| value.abs()).collect();
    descending(&sizes)
}

/// The distinct values in ascending order.
pub(crate) fn distinct(values: &[f64]) -> Vec<f64> {
    let mut distinct: Vec<f64> = descending(values).into_iter().rev().map(|place| values[place]).collect();
    distinct.dedup();
    distinct
}

/// The distinct numbers in ascending order; all are below `bound`.
pub(crate) fn ascending(numbers: impl IntoIterator<Item = usize>, bound: usize) -> Vec<usize> {
    let mut is_there = vec![false; bound];
    numbers.into_iter().for_each(|number| is_there[number] = true);
    (0..bound).filter(|&number| is_there[number]).collect()
}

/// The first `count` of the indices below `total` in the order `compare`, a strict one. The result is ascending.
pub(crate) fn first_of(total: usize, count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..total).collect();
    if count >= total {
        return places;
    }
    places.select_nth_unstable_by(count, |&a, &b| compare(a, b));
    ascending(places.drain(..count), total)
}
