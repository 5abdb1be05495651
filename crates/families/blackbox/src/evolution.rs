//! Evolution of a nondominated set: tournament selection of parents, variation, survival by fronts.
//!
//! Source: Deb, Pratap, Agarwal, Meyarivan, A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II, IEEE Trans.
//! Evol. Comput. 6, 2002; survival by exclusive hypervolume after Beume, Naujoks, Emmerich, SMS-EMOA, Eur. J. Oper.
//! Res. 181, 2007.

mod survival;
mod variation;

pub use variation::latin_hypercube;

use crate::fronts::Objectives;
use crate::variables::Space;
use std::collections::HashSet;
use superlinear_interface::{Cancellation, Error};
use superlinear_numerics::random::Stream;
use survival::{Standing, standing, survivors};
use variation::children;

/// A point of the unit cube, with its outputs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member {
    /// The point of the unit cube.
    pub place: Vec<f64>,
    /// The objectives, followed by the constraints. Infinite if the evaluation failed.
    pub outputs: Vec<f64>,
    /// The total constraint violation: 0 if the point is feasible, infinite if the evaluation failed.
    pub violation: f64,
}

/// The total violation of the constraints, given after the objectives. Infinite if the evaluation failed.
pub(crate) fn violation(outputs: &[f64], objectives: usize) -> f64 {
    if outputs[0] == f64::INFINITY {
        return f64::INFINITY;
    }
    let total: f64 = outputs[objectives..].iter().map(|value| value.max(0.0)).sum();
    // Finite, to rank before failed evaluations.
    total.min(f64::MAX)
}

/// A population with the ranks of its members.
#[derive(Clone, Debug)]
pub(crate) struct Population {
    size: usize,
    objectives: usize,
    members: Vec<Member>,
    standing: Standing,
}

/// A hash key of a point.
pub(crate) fn key(place: &[f64]) -> Vec<u64> {
    place.iter().map(|entry| entry.to_bits()).collect()
}

/// The number of trials per child to find one that differs from all members and other children.
const MAX_TRIALS: usize = 10;

impl Population {
    /// An empty population of at most `size` members.
    pub(crate) fn new(size: usize, objectives: usize) -> Self {
        Self { size, objectives, members: Vec::new(), standing: Standing::default() }
    }

    /// The members.
    pub(crate) fn members(&self) -> &[Member] {
        &self.members
    }

    /// The feasible members of rank 0.
    pub(crate) fn front(&self) -> Vec<&Member> {
        let ranked = self.members.iter().zip(&self.standing.ranks);
        ranked.filter(|(member, rank)| **rank == 0 && member.violation == 0.0).map(|(member, _)| member).collect()
    }

    /// The members in order of their ranks; within a rank, the least crowded first.
    pub(crate) fn in_order(&self) -> Vec<&Member> {
        let Standing { ranks, crowding } = &self.standing;
        let mut order: Vec<usize> = (0..self.members.len()).collect();
        order.sort_by(|&i, &j| ranks[i].cmp(&ranks[j]).then(crowding[j].total_cmp(&crowding[i])).then(i.cmp(&j)));
        order.into_iter().map(|k| &self.members[k]).collect()
    }

    /// Adds newcomers and keeps the best.
    pub(crate) fn join(&mut self, newcomers: Vec<Member>, cancellation: Cancellation) -> Result<(), Error> {
        self.members.extend(newcomers);
        self.rank(cancellation)?;
        if self.members.len() > self.size {
            let values = self.values();
            let objectives = Objectives { width: self.objectives, values: &values };
            let kept = survivors(objectives, &self.standing, self.size);
            let mut places = 0..;
            self.members.retain(|_| places.next().is_some_and(|place: usize| kept.binary_search(&place).is_ok()));
            self.rank(cancellation)?;
        }
        Ok(())
    }

    fn rank(&mut self, cancellation: Cancellation) -> Result<(), Error> {
        let values = self.values();
        let violations: Vec<f64> = self.members.iter().map(|member| member.violation).collect();
        let objectives = Objectives { width: self.objectives, values: &values };
        self.standing = standing(objectives, &violations, cancellation)?;
        Ok(())
    }

    fn values(&self) -> Vec<f64> {
        self.members.iter().flat_map(|member| &member.outputs[..self.objectives]).copied().collect()
    }

    /// `count` children of the members, as points of the unit cube. Panics if the population is empty.
    pub(crate) fn children(&self, space: &Space, count: usize, random: &mut Stream) -> Vec<Vec<f64>> {
        let mut seen: HashSet<Vec<u64>> = self.members.iter().map(|member| key(&member.place)).collect();
        let mut places: Vec<Vec<f64>> = Vec::with_capacity(count + 1);
        let mut trials = 0;
        while places.len() < count {
            let parents = [self.winner(random), self.winner(random)].map(|k| self.members[k].place.as_slice());
            for child in children(space, parents, random) {
                if seen.insert(key(&child)) || trials >= MAX_TRIALS * count {
                    places.push(child);
                }
                trials += 1;
            }
        }
        places.truncate(count);
        places
    }

    /// The better of two random members (binary tournament).
    fn winner(&self, random: &mut Stream) -> usize {
        let [a, b] = [(); 2].map(|()| random.below(self.members.len() as u32) as usize);
        let Standing { ranks, crowding } = &self.standing;
        let is_better = ranks[b].cmp(&ranks[a]).then(crowding[a].total_cmp(&crowding[b])).is_ge();
        if is_better { a } else { b }
    }
}
