//! Groups of items connected by votes.
//!
//! Source: Tarjan, Depth-First Search and Linear Graph Algorithms, SIAM J. Comput. 1, 1972.

use super::votes::Votes;
use superlinear_interface::Vector;

/// A partition of the items.
#[derive(Clone, Debug)]
pub(super) struct Groups {
    /// The group index of each item.
    pub of: Vec<usize>,
    count: usize,
}

impl Groups {
    /// Groups in which each item has beaten every other, directly or through others. No item has lost to one of a later
    /// group.
    pub(crate) fn by_wins(votes: &Votes) -> Self {
        Self::strongly_connected(
            votes.items,
            votes.pairs.iter().flat_map(|pair| {
                let won = [(pair.first, pair.second, pair.wins[0]), (pair.second, pair.first, pair.wins[1])];
                won.into_iter().filter(|&(_, _, wins)| wins > 0.0).map(|(winner, loser, _)| (winner, loser))
            }),
        )
    }

    /// Groups connected by votes, whoever won.
    pub(crate) fn by_votes(votes: &Votes) -> Self {
        let both = |(first, second): (usize, usize)| [(first, second), (second, first)];
        Self::strongly_connected(votes.items, votes.pairs.iter().flat_map(|pair| both((pair.first, pair.second))))
    }

    /// The same groups in descending order of size, then in order of their first items.
    pub(crate) fn largest_first(&self) -> Self {
        let sizes = self.sizes();
        let mut first = vec![usize::MAX; self.count];
        self.of.iter().enumerate().rev().for_each(|(item, &group)| first[group] = item);
        let mut order: Vec<_> = (0..self.count).collect();
        order.sort_by(|&a, &b| sizes[b].total_cmp(&sizes[a]).then(first[a].cmp(&first[b])));
        let mut places = vec![0; self.count];
        order.iter().enumerate().for_each(|(place, &group)| places[group] = place);
        Self { of: self.of.iter().map(|&group| places[group]).collect(), count: self.count }
    }

    /// The number of groups.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// The items of each group.
    pub(crate) fn lists(&self) -> Vec<Vector<i32>> {
        let mut lists = vec![Vec::new(); self.count];
        self.of.iter().enumerate().for_each(|(item, &group)| lists[group].push(item as i32));
        lists.into_iter().map(Vector::from).collect()
    }

    /// Subtracts the group mean from each entry.
    pub(crate) fn center(&self, entries: &mut [f64]) {
        let (mut sums, sizes) = (vec![0.0; self.count], self.sizes());
        entries.iter().zip(&self.of).for_each(|(entry, &group)| sums[group] += entry);
        entries.iter_mut().zip(&self.of).for_each(|(entry, &group)| *entry -= sums[group] / sizes[group]);
    }

    /// The number of items in each group.
    pub(crate) fn sizes(&self) -> Vec<f64> {
        let mut sizes = vec![0.0; self.count];
        self.of.iter().for_each(|&group| sizes[group] += 1.0);
        sizes
    }

    /// The strongly connected components of a graph in topological order.
    fn strongly_connected(items: usize, arcs: impl Iterator<Item = (usize, usize)> + Clone) -> Self {
        let mut starts = vec![0; items + 1];
        arcs.clone().for_each(|(from, _)| starts[from + 1] += 1);
        (0..items).for_each(|i| starts[i + 1] += starts[i]);
        let (mut heads, mut next) = (vec![0; starts[items]], starts.clone());
        for (from, to) in arcs {
            heads[next[from]] = to;
            next[from] += 1;
        }
        let mut search = Search {
            starts: &starts,
            heads: &heads,
            order: vec![0; items],
            low: vec![0; items],
            of: vec![OPEN; items],
            stack: Vec::new(),
            visited: 0,
            count: 0,
        };
        (0..items).for_each(|root| search.visit(root));
        // Tarjan's algorithm finds components in reverse order.
        let Search { mut of, count, .. } = search;
        of.iter_mut().for_each(|group| *group = count - 1 - *group);
        Self { of, count }
    }
}

/// The group of an item not yet in a component.
const OPEN: usize = usize::MAX;

/// Tarjan's algorithm without recursion.
struct Search<'a> {
    starts: &'a [usize],
    heads: &'a [usize],
    /// The visit number of each item from 1; 0 if not visited.
    order: Vec<usize>,
    low: Vec<usize>,
    of: Vec<usize>,
    stack: Vec<usize>,
    visited: usize,
    count: usize,
}

impl Search<'_> {
    fn visit(&mut self, root: usize) {
        if self.order[root] > 0 {
            return;
        }
        // The items on the current path, each with its next arc.
        let mut path = vec![self.enter(root)];
        while let Some((item, arc)) = path.pop() {
            if arc < self.starts[item + 1] {
                path.push((item, arc + 1));
                let to = self.heads[arc];
                if self.order[to] == 0 {
                    path.push(self.enter(to));
                } else if self.of[to] == OPEN {
                    self.low[item] = self.low[item].min(self.order[to]);
                }
                continue;
            }
            if self.low[item] == self.order[item] {
                self.close(item);
            }
            if let Some(&(parent, _)) = path.last() {
                self.low[parent] = self.low[parent].min(self.low[item]);
            }
        }
    }

    fn enter(&mut self, item: usize) -> (usize, usize) {
        self.visited += 1;
        (self.order[item], self.low[item]) = (self.visited, self.visited);
        self.stack.push(item);
        (item, self.starts[item])
    }

    /// Makes a group of the items on the stack down to this item.
    fn close(&mut self, item: usize) {
        while let Some(member) = self.stack.pop() {
            self.of[member] = self.count;
            if member == item {
                break;
            }
        }
        self.count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_come_winners_first() {
        // Item 3 beats a cycle of 0, 1, 2; the cycle beats 4; 5 plays nobody.
        let wins = [(3, 1), (0, 1), (1, 2), (2, 0), (2, 4), (0, 4)].map(|(winner, loser)| (winner, loser, 1.0));
        let votes = Votes::of_wins(6, wins.to_vec()).expect("right votes");
        let groups = Groups::by_wins(&votes);
        assert_eq!(groups.count(), 4);
        assert_eq!(groups.of[0], groups.of[1]);
        assert_eq!(groups.of[0], groups.of[2]);
        assert!(groups.of[3] < groups.of[0] && groups.of[0] < groups.of[4]);
        assert_eq!(Groups::by_votes(&votes).count(), 2);
    }

    #[test]
    fn long_chains_take_no_recursion() {
        let wins = (0..100_000).map(|i| (i, i + 1, 1.0)).collect();
        let groups = Groups::by_wins(&Votes::of_wins(100_001, wins).expect("right votes"));
        assert_eq!(groups.count(), 100_001);
        assert!((0..100_001).all(|i| groups.of[i] == i));
    }
}
