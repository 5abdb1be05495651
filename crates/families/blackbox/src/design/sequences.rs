//! Designs that are sequences of letters, improved one letter at a time.

use super::proxy::{Proxy, WeightedLoss};
use std::ops::Add;
use superlinear_interface::{Cancellation, Error};

/// The sequences of a table, and their mutable positions.
#[derive(Clone, Debug)]
pub(crate) struct Sequences {
    /// The number of letters of the alphabet.
    pub alphabet: usize,
    /// The number of letters of a sequence.
    pub length: usize,
    /// The sequences, concatenated.
    pub letters: Vec<u32>,
    /// The positions that may change.
    pub mutable: Vec<usize>,
}

/// A sequence and its weighted loss.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// The letters.
    pub letters: Vec<u32>,
    /// The weighted loss.
    pub loss: f64,
}

/// The minimum of a descent, with its neighbors.
pub(crate) struct Descended {
    /// The final sequence.
    pub minimum: Candidate,
    /// All sequences that differ from it in one mutable letter.
    pub neighbors: Vec<Candidate>,
}

/// The relative difference of losses that counts as rounding error.
const ROUNDING: f64 = 1e-12;

impl Sequences {
    /// The number of sequences.
    pub(crate) fn count(&self) -> usize {
        self.letters.len() / self.length
    }

    /// The sequence at an index.
    pub(crate) fn get(&self, index: usize) -> &[u32] {
        &self.letters[index * self.length..][..self.length]
    }

    /// The inner product of two sequences as unit vectors: the fraction of positions with equal letters.
    pub(crate) fn product(&self, a: &[u32], b: &[u32]) -> f64 {
        a.iter().zip(b).filter(|(a, b)| a == b).count() as f64 / self.length as f64
    }

    /// The kernel values of a sequence with the table.
    pub(crate) fn kernels(&self, proxy: &Proxy, letters: &[u32]) -> Vec<f64> {
        (0..self.count()).map(|i| proxy.kernel().value(self.product(self.get(i), letters))).collect()
    }

    /// Steepest descent of the weighted loss from a row of the table, one letter at a time.
    pub(crate) fn descend(
        &self,
        loss: WeightedLoss<'_>,
        start: usize,
        cancellation: Cancellation,
    ) -> Result<Descended, Error> {
        let neighborhood = Neighborhood { table: self, loss };
        let mut letters = self.get(start).to_vec();
        let mut least = f64::MAX;
        loop {
            cancellation.ensure_wanted()?;
            let (here, neighbors) = neighborhood.of(&letters);
            let best = neighbors.iter().reduce(|best, other| if other.loss < best.loss { other } else { best });
            let falls = |to: f64, from: f64| to < from - ROUNDING * from.abs();
            match best {
                // The second condition stops a descent that only follows rounding errors.
                Some(best) if falls(best.loss, here) && falls(here, least) => {
                    least = here;
                    letters.clone_from(&best.letters);
                }
                _ => return Ok(Descended { minimum: Candidate { letters, loss: here }, neighbors }),
            }
        }
    }
}

/// Sequences one letter away.
struct Neighborhood<'a> {
    table: &'a Sequences,
    loss: WeightedLoss<'a>,
}

/// A prediction and a sum of squared errors, or changes of them.
#[derive(Clone, Copy, Default)]
struct Sums {
    prediction: f64,
    misses: f64,
}

impl Add for Sums {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { prediction: self.prediction + other.prediction, misses: self.misses + other.misses }
    }
}

impl Neighborhood<'_> {
    /// The loss of a sequence, and its neighbors with their losses. A changed letter reduces the agreements by one in
    /// rows with the old letter and adds one in rows with the new letter, so sums over these rows give the losses of
    /// all neighbors.
    fn of(&self, letters: &[u32]) -> (f64, Vec<Candidate>) {
        let Self { table, loss: WeightedLoss { proxy, .. } } = *self;
        let kernels: Vec<f64> =
            (0..=table.length).map(|k| proxy.kernel().value(k as f64 / table.length as f64)).collect();
        let agreements: Vec<usize> =
            (0..table.count()).map(|i| table.get(i).iter().zip(letters).filter(|(a, b)| a == b).count()).collect();
        let sums = |i: usize, agreements: usize| Sums {
            prediction: proxy.fit().coefficients[i] * kernels[agreements],
            misses: proxy.miss(i, kernels[agreements]),
        };
        let change = |i: usize, to: usize| {
            let (from, to) = (sums(i, agreements[i]), sums(i, to));
            Sums { prediction: to.prediction - from.prediction, misses: to.misses - from.misses }
        };
        let here = (0..table.count()).map(|i| sums(i, agreements[i])).fold(Sums::default(), Sums::add);
        let fewer: Vec<Sums> = (0..table.count()).map(|i| change(i, agreements[i].saturating_sub(1))).collect();
        let more: Vec<Sums> = (0..table.count()).map(|i| change(i, (agreements[i] + 1).min(table.length))).collect();
        let mut neighbors = Vec::with_capacity(table.mutable.len() * (table.alphabet - 1));
        for &position in &table.mutable {
            let mut by_letter = vec![Sums::default(); table.alphabet];
            let mut without = Sums::default();
            for i in 0..table.count() {
                let letter = table.get(i)[position];
                if letter == letters[position] {
                    without = without + fewer[i];
                } else {
                    by_letter[letter as usize] = by_letter[letter as usize] + more[i];
                }
            }
            for letter in (0..table.alphabet as u32).filter(|&letter| letter != letters[position]) {
                let mut changed = letters.to_vec();
                changed[position] = letter;
                let loss = self.loss(here + without + by_letter[letter as usize]);
                neighbors.push(Candidate { letters: changed, loss });
            }
        }
        (self.loss(here), neighbors)
    }

    fn loss(&self, sums: Sums) -> f64 {
        self.loss.of(self.loss.proxy.losses_of(sums.prediction, sums.misses))
    }
}
