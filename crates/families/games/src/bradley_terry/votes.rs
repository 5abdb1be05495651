//! Wins by pairs of compared items.

use crate::matrices::Rectangular;
use superlinear_interface::{AnyMatrix, Error, check};

/// Two compared items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    /// The item with the lower index.
    pub first: usize,
    /// The item with the higher index.
    pub second: usize,
    /// The number of wins of each.
    pub wins: [f64; 2],
}

/// Votes, by pairs in lexicographic order.
#[derive(Clone, Debug)]
pub(super) struct Votes {
    /// The number of items.
    pub items: usize,
    /// The compared pairs.
    pub pairs: Vec<Pair>,
    /// The largest number of wins of one item over another; 1 if there are no votes.
    pub unit: f64,
}

impl Votes {
    /// Reads the matrix of votes. Error paths begin with `votes`.
    pub(crate) fn of_matrix(matrix: &AnyMatrix) -> Result<Self, Error> {
        let items = matrix.rows();
        let (matrix, mut wins, mut refused) = (Rectangular::open("votes", matrix.clone())?, Vec::new(), None);
        let mut place = 0;
        matrix.for_each_entry(|i, j, count| {
            let is_wrong = count < 0.0 || i == j && count != 0.0;
            if is_wrong && refused.is_none() {
                refused = Some((place, i == j && count > 0.0, count));
            }
            if count > 0.0 {
                wins.push((i, j, count));
            }
            place += 1;
        });
        match refused {
            None => Self::of_wins(items, wins),
            Some((place, is_diagonal, count)) => {
                let path = format!("votes.data[{place}]");
                if !is_diagonal {
                    check::number(&path, count, check::NOT_NEGATIVE)?;
                }
                Err(Error::invalid(path, format!("must be 0, on the diagonal, got {}", check::short(count))))
            }
        }
    }

    /// Votes from a list of (winner, loser, weight).
    pub(crate) fn of_wins(items: usize, wins: Vec<(usize, usize, f64)>) -> Result<Self, Error> {
        let in_order = |(winner, loser, count): (usize, usize, f64)| {
            if winner < loser {
                Pair { first: winner, second: loser, wins: [count, 0.0] }
            } else {
                Pair { first: loser, second: winner, wins: [0.0, count] }
            }
        };
        let mut single: Vec<_> = wins.into_iter().map(in_order).collect();
        // A stable sort, so weights of equal pairs are added in their order.
        single.sort_by_key(|pair| (pair.first, pair.second));
        let mut pairs: Vec<Pair> = Vec::new();
        for pair in single {
            match pairs.last_mut() {
                Some(last) if (last.first, last.second) == (pair.first, pair.second) => {
                    (0..2).for_each(|k| last.wins[k] += pair.wins[k]);
                }
                _ => pairs.push(pair),
            }
        }
        pairs.retain(|pair| pair.wins[0] + pair.wins[1] > 0.0);
        let total: f64 = pairs.iter().map(|pair| pair.wins[0] + pair.wins[1]).sum();
        if !total.is_finite() {
            return Err(Error::invalid("votes", "must have a sum within the range of numbers"));
        }
        let unit = pairs.iter().flat_map(|pair| pair.wins).reduce(f64::max).unwrap_or(1.0);
        Ok(Self { items, pairs, unit })
    }

    /// The votes between items of the same group; `groups` holds the group of each item.
    pub(crate) fn within(&self, groups: &[usize]) -> Self {
        let is_within = |pair: &&Pair| groups[pair.first] == groups[pair.second];
        Self { pairs: self.pairs.iter().filter(is_within).copied().collect(), ..*self }
    }

    /// The log-likelihood of the votes for given strengths.
    pub(crate) fn log_likelihood(&self, strengths: &[f64]) -> f64 {
        let of = |pair: &Pair| {
            let difference = strengths[pair.first] - strengths[pair.second];
            -pair.wins[0] * softplus(-difference) - pair.wins[1] * softplus(difference)
        };
        self.pairs.iter().map(of).sum()
    }
}

/// ln(1 + eˣ).
pub(super) fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}
