//! Sorts and selections, each compiled once: in WebAssembly one takes some kilobytes.

use std::cmp::Ordering;

/// The places of the values in descending order, of equal ones the lowest first.
pub(crate) fn descending(values: &[f64]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..values.len()).collect();
    places.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
    places
}

/// All places in descending order of the entries' absolute values.
pub(crate) fn by_descending_size(values: &[f64]) -> Vec<usize> {
    let sizes: Vec<f64> = values.iter().map(|value| value.abs()).collect();
    descending(&sizes)
}

/// The different values, ascending.
pub(crate) fn distinct(values: &[f64]) -> Vec<f64> {
    let mut distinct: Vec<f64> = descending(values).into_iter().rev().map(|place| values[place]).collect();
    distinct.dedup();
    distinct
}

/// The different ones of some numbers below `bound`, ascending.
pub(crate) fn ascending(numbers: impl IntoIterator<Item = usize>, bound: usize) -> Vec<usize> {
    let mut is_there = vec![false; bound];
    numbers.into_iter().for_each(|number| is_there[number] = true);
    (0..bound).filter(|&number| is_there[number]).collect()
}

/// Which `count` of the places below `total` come first by `compare`, which tells any two apart; ascending.
pub(crate) fn first_of(total: usize, count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..total).collect();
    if count >= total {
        return places;
    }
    places.select_nth_unstable_by(count, |&a, &b| compare(a, b));
    ascending(places.drain(..count), total)
}

/// Sorts the row of a sparse matrix by columns; entries of one column keep their order.
pub(crate) fn sort_row(row: &mut [(u32, f64)]) {
    row.sort_by_key(|&(column, _)| column);
}
