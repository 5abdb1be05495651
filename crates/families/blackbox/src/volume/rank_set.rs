//! Sets of integers below a bound with fast neighbor queries: words of bits, words that flag the nonzero ones among
//! those, and so on.

/// A set of ranks. The steps of every operation are at most the number of base-64 digits of the bound.
pub(crate) struct RankSet {
    /// On the first level, bit `k` flags member `k`. On each further level, bit `k` flags a nonzero word `k` of the
    /// level before.
    levels: Vec<Vec<u64>>,
}

const BITS: usize = u64::BITS as usize;

impl RankSet {
    /// The empty set of ranks below `bound`.
    pub(crate) fn below(bound: usize) -> Self {
        // One more word, so that queries at the bound itself are valid.
        let mut levels = vec![vec![0; bound / BITS + 1]];
        while let Some(words) = levels.last().map(Vec::len).filter(|&words| words > 1) {
            levels.push(vec![0; words / BITS + 1]);
        }
        Self { levels }
    }

    /// Adds a rank.
    pub(crate) fn insert(&mut self, mut rank: usize) {
        for level in &mut self.levels {
            level[rank / BITS] |= 1 << (rank % BITS);
            rank /= BITS;
        }
    }

    /// Removes a rank.
    pub(crate) fn remove(&mut self, mut rank: usize) {
        for level in &mut self.levels {
            level[rank / BITS] &= !(1 << (rank % BITS));
            if level[rank / BITS] != 0 {
                return;
            }
            rank /= BITS;
        }
    }

    /// The smallest member at or above `rank`.
    pub(crate) fn at_or_after(&self, mut rank: usize) -> Option<usize> {
        for (height, level) in self.levels.iter().enumerate() {
            let rest = level.get(rank / BITS)? >> (rank % BITS);
            if rest != 0 {
                let found = rank + rest.trailing_zeros() as usize;
                let down = |word: usize, level: &Vec<u64>| word * BITS + level[word].trailing_zeros() as usize;
                return Some(self.levels[..height].iter().rev().fold(found, down));
            }
            rank = rank / BITS + 1;
        }
        None
    }

    /// The largest member below `rank`.
    pub(crate) fn before(&self, mut rank: usize) -> Option<usize> {
        for (height, level) in self.levels.iter().enumerate() {
            let word = rank / BITS;
            let rest = level.get(word).map_or(0, |bits| bits & ((1 << (rank % BITS)) - 1));
            if rest != 0 {
                let highest = |bits: u64| bits.ilog2() as usize;
                let down = |word: usize, level: &Vec<u64>| word * BITS + highest(level[word]);
                return Some(self.levels[..height].iter().rev().fold(word * BITS + highest(rest), down));
            }
            rank = word;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use superlinear_numerics::random::Stream;

    #[test]
    fn neighbors_are_those_of_an_ordered_set() {
        for bound in [1, 63, 64, 65, 300_000] {
            let (mut set, mut known) = (RankSet::below(bound), BTreeSet::new());
            let mut random = Stream::new(1, bound as u64);
            for _ in 0..3000 {
                let rank = random.below(bound as u32) as usize;
                if random.below(3) > 0 {
                    set.insert(rank);
                    known.insert(rank);
                } else {
                    set.remove(rank);
                    known.remove(&rank);
                }
                let asked = random.below(bound as u32 + 1) as usize;
                assert_eq!(set.at_or_after(asked), known.range(asked..).next().copied());
                assert_eq!(set.before(asked), known.range(..asked).next_back().copied());
            }
        }
    }
}
