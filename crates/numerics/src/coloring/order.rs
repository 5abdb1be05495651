//! The order of columns for greedy coloring.

/// The columns in descending order of their number of neighbors, ties in ascending order of index.
pub(crate) fn most_first(neighbors: impl Iterator<Item = usize>) -> Vec<usize> {
    let counts: Vec<_> = neighbors.collect();
    let most = counts.iter().max().copied().unwrap_or(0);
    // The start of the columns with each number of neighbors, after those with more.
    let mut places = vec![0; most + 2];
    counts.iter().for_each(|count| places[most - count + 1] += 1);
    (1..places.len()).for_each(|k| places[k] += places[k - 1]);
    let mut order = vec![0; counts.len()];
    for (column, count) in counts.iter().enumerate() {
        let place = &mut places[most - count];
        order[*place] = column;
        *place += 1;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::most_first;

    #[test]
    fn columns_with_as_many_neighbors_keep_their_order() {
        assert_eq!(most_first([2, 0, 5, 2, 5, 0, 1].into_iter()), [2, 4, 0, 3, 6, 1, 5]);
        assert!(most_first(std::iter::empty()).is_empty());
    }
}
