//! Which penalty each coefficient has, and how the objective changes with the logarithms of the penalties.

use super::problem::LinearPenalty;
use crate::linear::strengths::{Norm, Strengths};

/// The penalties of all coefficients.
#[derive(Clone, Debug)]
pub(super) struct PenaltyMap {
    pub kind: LinearPenalty,
    /// The penalty of each coefficient, if it has one.
    pub of: Vec<Option<usize>>,
    /// How many penalties there are; for `elasticNet` so many of each kind.
    pub count: usize,
    /// For `groupL2`, the groups whose norms are penalised.
    pub groups: Vec<Vec<usize>>,
}

impl PenaltyMap {
    /// How many logarithms of penalties there are.
    pub fn variables(&self) -> usize {
        self.count * self.kinds()
    }

    /// How many kinds of penalties there are.
    pub fn kinds(&self) -> usize {
        if self.kind == LinearPenalty::ElasticNet { 2 } else { 1 }
    }

    /// The logarithms of all penalties where those of a kind are one.
    pub fn spread_out(&self, shared: &[f64]) -> Vec<f64> {
        shared.iter().flat_map(|logarithm| std::iter::repeat_n(*logarithm, self.count)).collect()
    }

    /// The sums over each kind.
    pub fn sums(&self, of_all: &[f64]) -> Vec<f64> {
        of_all.chunks(self.count).map(|part| part.iter().sum()).collect()
    }

    /// How strongly each coefficient is penalised.
    pub fn strengths(&self, logarithms: &[f64]) -> Strengths {
        let part = |kind: usize| -> Vec<f64> {
            let of = |penalty: &Option<usize>| penalty.map_or(0.0, |g| logarithms[kind * self.count + g].exp());
            self.of.iter().map(of).collect()
        };
        let none = vec![0.0; self.of.len()];
        match self.kind {
            LinearPenalty::L2 => Strengths::squares(part(0)),
            LinearPenalty::L1 => Strengths { absolute: part(0), square: none, norms: Vec::new() },
            LinearPenalty::ElasticNet => Strengths { absolute: part(0), square: part(1), norms: Vec::new() },
            LinearPenalty::GroupL2 => {
                let norms = self.groups.iter().map(|members| Norm {
                    members: members.clone(),
                    strength: self.of[members[0]].map_or(0.0, |g| logarithms[g].exp()) * (members.len() as f64).sqrt(),
                });
                Strengths { absolute: none.clone(), square: none, norms: norms.collect() }
            }
        }
    }

    /// The gradient by the logarithms of a function of the fitted coefficients, by `adjoint`, the solution of H q = its gradient:
    /// minus the derivatives of the penalty's slope times q.
    pub fn pull_back(&self, strengths: &Strengths, coefficients: &[f64], adjoint: &[f64]) -> Vec<f64> {
        let mut gradient = vec![0.0; self.variables()];
        let mut add = |kind: usize, j: usize, slope: f64| {
            if let Some(g) = self.of[j] {
                gradient[kind * self.count + g] -= slope;
            }
        };
        for (j, (w, q)) in coefficients.iter().zip(adjoint).enumerate() {
            let absolute = if *w == 0.0 { 0.0 } else { strengths.absolute[j] * w.signum() * q };
            let square = strengths.square[j] * w * q;
            match self.kind {
                LinearPenalty::L2 => add(0, j, square),
                LinearPenalty::L1 => add(0, j, absolute),
                LinearPenalty::ElasticNet => {
                    add(0, j, absolute);
                    add(1, j, square);
                }
                LinearPenalty::GroupL2 => {}
            }
        }
        for norm in &strengths.norms {
            let size = norm.of(coefficients);
            if size > 0.0 {
                let along: f64 = norm.members.iter().map(|&j| coefficients[j] * adjoint[j]).sum();
                add(0, norm.members[0], norm.strength * along / size);
            }
        }
        gradient
    }
}
