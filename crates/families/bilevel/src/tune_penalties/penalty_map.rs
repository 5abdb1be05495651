//! Assignment of penalties to coefficients, and derivatives with respect to the logarithms of the penalties.

use super::problem::LinearPenalty;
use crate::linear::strengths::{Norm, Strengths};

/// The penalties of all coefficients.
#[derive(Clone, Debug)]
pub(super) struct PenaltyMap {
    pub kind: LinearPenalty,
    /// The penalty index of each coefficient, if penalized.
    pub of: Vec<Option<usize>>,
    /// The number of penalties, of each kind for `elasticNet`.
    pub count: usize,
    /// For `groupL2`, the groups of coefficients with penalized norms.
    pub groups: Vec<Vec<usize>>,
}

impl PenaltyMap {
    /// The number of logarithms of penalties.
    pub(crate) fn variables(&self) -> usize {
        self.count * self.kinds()
    }

    /// The number of kinds of penalties.
    pub(crate) fn kinds(&self) -> usize {
        if self.kind == LinearPenalty::ElasticNet { 2 } else { 1 }
    }

    /// The logarithms of all penalties, given one per kind.
    pub(crate) fn spread_out(&self, shared: &[f64]) -> Vec<f64> {
        shared.iter().flat_map(|logarithm| std::iter::repeat_n(*logarithm, self.count)).collect()
    }

    /// The sums over each kind.
    pub(crate) fn sums(&self, of_all: &[f64]) -> Vec<f64> {
        of_all.chunks(self.count).map(|part| part.iter().sum()).collect()
    }

    /// The penalty strength of each coefficient.
    pub(crate) fn strengths(&self, logarithms: &[f64]) -> Strengths {
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

    /// The gradient of a function of the fitted coefficients with respect to the logarithms: minus the derivatives of
    /// the penalty's gradient times `adjoint`, the solution q of H q = the function's gradient.
    pub(crate) fn pull_back(&self, strengths: &Strengths, coefficients: &[f64], adjoint: &[f64]) -> Vec<f64> {
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
