//! How often each of two items won, for the pairs that were compared.

use crate::matrices::Rectangular;
use superlinear_interface::{AnyMatrix, Error, check};

/// Two items that were compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    /// The item of the lower number.
    pub first: usize,
    /// The item of the higher number.
    pub second: usize,
    /// How often each of them won.
    pub wins: [f64; 2],
}

/// Votes, by pairs in the order of their numbers.
#[derive(Clone, Debug)]
pub(super) struct Votes {
    /// How many items there are.
    pub items: usize,
    /// The pairs that were compared.
    pub pairs: Vec<Pair>,
    /// The largest number of times that one item beat another; 1 where there are no votes.
    pub unit: f64,
}

impl Votes {
    /// The votes of a matrix at the path `votes`.
    pub fn of_matrix(matrix: &AnyMatrix) -> Result<Self, Error> {
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

    /// The votes of wins: the winner, the loser, and how often.
    pub fn of_wins(items: usize, wins: Vec<(usize, usize, f64)>) -> Result<Self, Error> {
        let in_order = |(winner, loser, count): (usize, usize, f64)| {
            if winner < loser {
                Pair { first: winner, second: loser, wins: [count, 0.0] }
            } else {
                Pair { first: loser, second: winner, wins: [0.0, count] }
            }
        };
        let mut single: Vec<_> = wins.into_iter().map(in_order).collect();
        // Stable, so that equal ones are added in their order.
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

    /// The votes within groups, of which each item has the number of its own.
    pub fn within(&self, groups: &[usize]) -> Self {
        let is_within = |pair: &&Pair| groups[pair.first] == groups[pair.second];
        Self { pairs: self.pairs.iter().filter(is_within).copied().collect(), ..*self }
    }

    /// The logarithm of the votes' probability under these strengths.
    pub fn log_likelihood(&self, strengths: &[f64]) -> f64 {
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
