//! A table of designs of either kind, and the operations common to both.

use super::problem::{DesignKind, DesignProblem};
use super::proxy::{Proxy, WeightedLoss};
use super::sequences::{Candidate, Descended, Sequences};
use super::vectors::Vectors;
use std::collections::HashSet;
use superlinear_interface::{Cancellation, Error};

/// The designs of a table.
pub(crate) enum Table {
    /// Sequences of letters.
    Sequences(Sequences),
    /// Vectors of numbers.
    Vectors(Vectors),
}

/// A proposed design.
pub(crate) enum Proposal {
    /// The letters of a sequence.
    Letters(Vec<u32>),
    /// The entries of a vector, standardized.
    Numbers(Vec<f64>),
}

/// The result of a descent.
pub(crate) enum DescentOutcome {
    /// A sequence, with its neighbors.
    Sequence(Descended),
    /// A vector, with its loss.
    Vector(Vec<f64>, f64),
}

impl Table {
    /// The table of a problem.
    pub(crate) fn new(problem: &DesignProblem) -> Result<Self, Error> {
        let mutable = problem.mutable_positions()?;
        Ok(match problem.kind {
            DesignKind::Vector => Self::Vectors(Vectors::new(&problem.designs, &mutable)),
            DesignKind::Sequence => {
                let letters = problem.letters()?;
                let alphabet = problem.alphabet_of(&letters);
                Self::Sequences(Sequences { alphabet, length: problem.designs.columns, letters, mutable })
            }
        })
    }

    /// The number of letters or entries of a design.
    pub(crate) fn length(&self) -> usize {
        match self {
            Self::Sequences(table) => table.length,
            Self::Vectors(table) => table.length,
        }
    }

    /// The inner product of two rows as unit vectors.
    pub(crate) fn product(&self, i: usize, j: usize) -> f64 {
        match self {
            Self::Sequences(table) => table.product(table.get(i), table.get(j)),
            Self::Vectors(table) => table.product(i, j),
        }
    }

    /// The kernel values of a proposal with the rows. Panics for a proposal of the other kind.
    pub(crate) fn kernels(&self, proxy: &Proxy, proposal: &Proposal) -> Vec<f64> {
        match (self, proposal) {
            (Self::Sequences(table), Proposal::Letters(letters)) => table.kernels(proxy, letters),
            (Self::Vectors(table), Proposal::Numbers(numbers)) => table.kernels(proxy, numbers),
            _ => unreachable!("proposals are of the table's kind"),
        }
    }

    /// A proposal in the problem's units. Panics for a proposal of the other kind.
    pub(crate) fn in_units(&self, proposal: &Proposal) -> Vec<f64> {
        match (self, proposal) {
            (Self::Sequences(_), Proposal::Letters(letters)) => {
                letters.iter().map(|&letter| f64::from(letter)).collect()
            }
            (Self::Vectors(table), Proposal::Numbers(numbers)) => table.in_units(numbers),
            _ => unreachable!("proposals are of the table's kind"),
        }
    }

    /// Descends from a row.
    pub(crate) fn descend(
        &self,
        loss: WeightedLoss<'_>,
        start: usize,
        cancellation: Cancellation,
    ) -> Result<DescentOutcome, Error> {
        Ok(match self {
            Self::Sequences(table) => DescentOutcome::Sequence(table.descend(loss, start, cancellation)?),
            Self::Vectors(table) => {
                let (design, value) = table.descend(loss, start, cancellation)?;
                DescentOutcome::Vector(design, value)
            }
        })
    }

    /// Chooses up to `count` distinct designs from the results of descents, in order of increasing loss. Sequences of the
    /// table are skipped; if too few remain, the best neighbors of the results join them.
    pub(crate) fn proposals(&self, outcomes: &[DescentOutcome], count: usize) -> Vec<Proposal> {
        match self {
            Self::Sequences(table) => {
                let mut seen: HashSet<&[u32]> = (0..table.count()).map(|i| table.get(i)).collect();
                let (mut first, mut around) = (Vec::new(), Vec::new());
                for outcome in outcomes {
                    let DescentOutcome::Sequence(Descended { minimum, neighbors }) = outcome else { continue };
                    first.push(minimum);
                    around.extend(neighbors);
                }
                let mut chosen = Vec::new();
                for mut candidates in [first, around] {
                    candidates.sort_by(|a: &&Candidate, b| a.loss.total_cmp(&b.loss));
                    let fresh = candidates.into_iter().filter(|candidate| seen.insert(&candidate.letters));
                    chosen.extend(fresh.take(count - chosen.len()));
                }
                chosen.sort_by(|a, b| a.loss.total_cmp(&b.loss));
                chosen.into_iter().map(|candidate| Proposal::Letters(candidate.letters.clone())).collect()
            }
            Self::Vectors(_) => {
                let numbers = |outcome| match outcome {
                    &DescentOutcome::Vector(ref numbers, loss) => Some((numbers, loss)),
                    DescentOutcome::Sequence(_) => None,
                };
                let mut vectors: Vec<(&Vec<f64>, f64)> = outcomes.iter().filter_map(numbers).collect();
                vectors.sort_by(|a, b| a.1.total_cmp(&b.1));
                let mut seen = HashSet::new();
                let bits = |numbers: &[f64]| numbers.iter().map(|number| number.to_bits()).collect::<Vec<_>>();
                vectors.retain(|(numbers, _)| seen.insert(bits(numbers)));
                vectors.into_iter().map(|(numbers, _)| Proposal::Numbers(numbers.clone())).collect()
            }
        }
    }
}
