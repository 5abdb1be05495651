//! Ranks by dominance: 0 for a nondominated vector, otherwise one more than the largest rank among the vectors that
//! dominate it.
//!
//! Divide and conquer in the last objective, down to a sweep in two objectives: n (log n)^(p-1) steps for n vectors of
//! p objectives in the worst case.
//!
//! Source: Jensen, Reducing the Run-Time Complexity of Multiobjective EAs, IEEE Trans. Evol. Comput. 7, 2003; for
//! vectors with equal objectives after Fortin, Grenier, Parizeau, Generalizing the Improved Run-Time Complexity
//! Algorithm for Non-Dominated Sorting, GECCO 2013.

use super::Objectives;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use superlinear_interface::{Cancellation, Error};

/// The rank of each vector. Equal vectors have equal ranks.
pub fn ranks(objectives: Objectives, cancellation: Cancellation) -> Result<Vec<u32>, Error> {
    let mut order: Vec<usize> = (0..objectives.count()).collect();
    order.sort_unstable_by(|&i, &j| objectives.lexicographic(i, j).then(i.cmp(&j)));
    // Only one vector of each group of equal ones is ranked.
    let mut members: Vec<usize> = order.clone();
    members.dedup_by(|later, first| objectives.lexicographic(*later, *first).is_eq());
    let mut sorted = Vec::with_capacity(members.len() * objectives.width);
    members.iter().for_each(|&member| sorted.extend_from_slice(objectives.get(member)));
    let mut sorting = Sorting {
        objectives: Objectives { width: objectives.width, values: &sorted },
        ranks: vec![0; members.len()],
        cancellation,
    };
    let all: Vec<usize> = (0..members.len()).collect();
    if objectives.width == 1 {
        sorting.ranks = all.iter().map(|&rank| rank as u32).collect();
    } else {
        sorting.rank(&all, objectives.width)?;
    }
    let mut ranks = vec![0; order.len()];
    let mut group = 0;
    for (place, &index) in order.iter().enumerate() {
        let is_new = place > 0 && objectives.lexicographic(order[place - 1], index).is_lt();
        group += usize::from(is_new);
        ranks[index] = sorting.ranks[group];
    }
    Ok(ranks)
}

/// Distinct vectors in lexicographic order, so that none is dominated by a later one, and their ranks so far.
struct Sorting<'a> {
    objectives: Objectives<'a>,
    ranks: Vec<u32>,
    cancellation: Cancellation<'a>,
}

/// The vectors of a list with an objective below, equal to and above some value.
struct Split {
    less: Vec<usize>,
    equal: Vec<usize>,
    more: Vec<usize>,
}

impl Split {
    fn up_to_equal(&self) -> Vec<usize> {
        merge(&self.less, &self.equal)
    }
}

impl Sorting<'_> {
    /// Ranks `members` against each other in the first `width` objectives; they are equal in all others. Their ranks
    /// already account for all other vectors.
    fn rank(&mut self, members: &[usize], width: usize) -> Result<(), Error> {
        self.cancellation.ensure_wanted()?;
        match *members {
            [] | [_] => {}
            [first, second] => self.compare(first, second, width),
            _ if width == 2 => self.sweep(members, members),
            _ => match self.median(members, members, width - 1) {
                None => self.rank(members, width - 1)?,
                Some(median) => {
                    let split = self.split(members, width - 1, median);
                    self.rank(&split.less, width)?;
                    self.rank_behind(&split.less, &split.equal, width - 1)?;
                    self.rank(&split.equal, width - 1)?;
                    self.rank_behind(&split.up_to_equal(), &split.more, width - 1)?;
                    self.rank(&split.more, width)?;
                }
            },
        }
        Ok(())
    }

    /// Raises the ranks of `members` by those of `before`, known already and no worse in all objectives from `width`
    /// on.
    fn rank_behind(&mut self, before: &[usize], members: &[usize], width: usize) -> Result<(), Error> {
        if before.is_empty() || members.is_empty() {
            return Ok(());
        }
        self.cancellation.ensure_wanted()?;
        if before.len() == 1 || members.len() == 1 {
            before.iter().for_each(|&first| members.iter().for_each(|&second| self.compare(first, second, width)));
            return Ok(());
        }
        if width == 2 {
            self.sweep(before, members);
            return Ok(());
        }
        let range = |list: &[usize]| self.range(list, width - 1);
        let ((least, most), (least_member, most_member)) = (range(before), range(members));
        if most <= least_member {
            return self.rank_behind(before, members, width - 1);
        }
        if least > most_member {
            return Ok(());
        }
        let Some(median) = self.median(before, members, width - 1) else {
            return self.rank_behind(before, members, width - 1);
        };
        let [first, second] = [before, members].map(|list| self.split(list, width - 1, median));
        self.rank_behind(&first.less, &second.less, width)?;
        self.rank_behind(&first.less, &second.equal, width - 1)?;
        self.rank_behind(&first.equal, &second.equal, width - 1)?;
        self.rank_behind(&first.up_to_equal(), &second.more, width - 1)?;
        self.rank_behind(&first.more, &second.more, width)
    }

    /// Raises the rank of `second` if `first` is no worse in the first `width` objectives.
    fn compare(&mut self, first: usize, second: usize, width: usize) {
        let (a, b) = (&self.objectives.get(first)[..width], &self.objectives.get(second)[..width]);
        if first < second && a.iter().zip(b).all(|(a, b)| a <= b) {
            self.ranks[second] = self.ranks[second].max(self.ranks[first] + 1);
        }
    }

    /// Raises the ranks of `members` by those of `before` in two objectives. If both are the same list, each rank is
    /// final once the sweep reaches its vector.
    fn sweep(&mut self, before: &[usize], members: &[usize]) {
        let mut stairs = Stairs::default();
        let mut ahead = before.iter().copied().peekable();
        for &member in members {
            while let Some(k) = ahead.next_if(|&k| k < member) {
                stairs.raise(self.objectives.get(k)[1], self.ranks[k] + 1);
            }
            self.ranks[member] = self.ranks[member].max(stairs.up_to(self.objectives.get(member)[1]));
        }
    }

    /// The minimum and maximum of an objective in a list.
    fn range(&self, list: &[usize], objective: usize) -> (f64, f64) {
        let value = |k: &usize| self.objectives.get(*k)[objective];
        list.iter()
            .map(value)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (least.min(value), most.max(value)))
    }

    /// The median of an objective over two lists. `None` if all values are equal.
    fn median(&self, first: &[usize], second: &[usize], objective: usize) -> Option<f64> {
        let both = if std::ptr::eq(first, second) { &[] } else { second };
        let mut values: Vec<f64> = first.iter().chain(both).map(|&k| self.objectives.get(k)[objective]).collect();
        let middle = values.len() / 2;
        let median = *values.select_nth_unstable_by(middle, f64::total_cmp).1;
        values.iter().any(|&value| value != median).then_some(median)
    }

    fn split(&self, list: &[usize], objective: usize, value: f64) -> Split {
        let part = |order: Ordering| {
            let is_in = |k: &usize| self.objectives.get(*k)[objective].partial_cmp(&value) == Some(order);
            list.iter().copied().filter(is_in).collect()
        };
        Split { less: part(Ordering::Less), equal: part(Ordering::Equal), more: part(Ordering::Greater) }
    }
}

/// Merges two ascending lists.
fn merge(first: &[usize], second: &[usize]) -> Vec<usize> {
    let mut merged = [first, second].concat();
    merged.sort_unstable();
    merged
}

/// The highest rank so far up to any value: steps of ascending values and ranks, as many as there are fronts.
#[derive(Default)]
struct Stairs {
    steps: BTreeMap<u64, u32>,
}

impl Stairs {
    /// Records a rank at a value.
    fn raise(&mut self, value: f64, rank: u32) {
        if self.up_to(value) >= rank {
            return;
        }
        let key = ordered(value);
        while let Some((&above, _)) = self.steps.range(key..).next().filter(|(_, other)| **other <= rank) {
            self.steps.remove(&above);
        }
        self.steps.insert(key, rank);
    }

    /// The highest rank among values up to this one.
    fn up_to(&self, value: f64) -> u32 {
        self.steps.range(..=ordered(value)).next_back().map_or(0, |(_, rank)| *rank)
    }
}

/// A number with the order of a finite value. Both zeros are the same.
fn ordered(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}
