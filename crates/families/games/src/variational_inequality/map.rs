//! The caller's functions: evaluations are counted, a missing Jacobian is replaced by finite differences, and
//! constraints add multipliers.

use super::problem::{Space, VariationalInequalityProblem};
use crate::matrices::Rectangular;
use faer::Mat;
use superlinear_interface::{Error, Lengths, Oracle};
use superlinear_numerics::differences::{CENTRAL_STEP, Stencil};
use superlinear_numerics::sets::Product;

/// The questions, indexed by tag.
pub(super) const QUESTIONS: &[&str] = &["operator", "jacobian", "components"];

pub(super) const OPERATOR: usize = 0;
pub(super) const JACOBIAN: usize = 1;
pub(super) const COMPONENTS: usize = 2;

/// The limit on variables and multipliers for Newton steps. They take cubic time.
pub(super) const MAX_IN_NEWTON: usize = 2000;

/// The limit on variables for Jacobians by finite differences. Beyond it they take more evaluations than the other
/// steps usually need in all.
const MAX_IN_DIFFERENCES: usize = 200;

/// The number of components evaluated at once: the square root of their total, as in the method's estimator.
pub(super) fn sample_size(components: u32) -> usize {
    f64::from(components).sqrt().ceil() as usize
}

/// The lengths of questions and answers of a validated problem. Unused questions take no space.
pub(super) fn lengths(problem: &VariationalInequalityProblem, dimension: usize) -> Vec<Lengths> {
    let entries = if problem.jacobian && dimension <= MAX_IN_NEWTON { dimension * dimension } else { 0 };
    let sample = problem.component_count.map_or(0, sample_size);
    vec![
        Lengths { point: dimension, answer: dimension },
        Lengths { point: dimension, answer: entries },
        Lengths { point: dimension + sample, answer: dimension },
    ]
}

/// The map of the variables and the multipliers after them.
pub(super) struct Map {
    oracle: Oracle,
    variables: usize,
    constraints: Option<(Rectangular, Vec<f64>)>,
    is_jacobian_given: bool,
    /// The number of components.
    pub components: u32,
    pub evaluations: u32,
    pub component_evaluations: f64,
}

impl Map {
    /// Creates the map of a validated problem.
    pub(crate) fn new(problem: &VariationalInequalityProblem, variables: usize, oracle: Oracle) -> Result<Self, Error> {
        let Space { constraints, .. } = problem.space()?;
        Ok(Self {
            oracle,
            variables,
            constraints,
            is_jacobian_given: problem.jacobian,
            components: problem.component_count.unwrap_or(0),
            evaluations: 0,
            component_evaluations: 0.0,
        })
    }

    /// The number of multipliers in a point.
    pub(crate) fn multipliers(&self) -> usize {
        self.constraints.as_ref().map_or(0, |(_, upper)| upper.len())
    }

    /// The number of evaluations, with components counted as fractions.
    pub(crate) fn passes(&self) -> f64 {
        f64::from(self.evaluations) + self.component_evaluations / f64::from(self.components.max(1))
    }

    /// Returns whether Newton steps are possible.
    pub(crate) fn has_jacobian(&self) -> bool {
        let size = self.variables + self.multipliers();
        size <= MAX_IN_NEWTON && (self.is_jacobian_given || self.variables <= MAX_IN_DIFFERENCES)
    }

    /// The map at a point: (F(x) + C'λ, upper − C x).
    pub(crate) async fn values(&mut self, point: &[f64]) -> Vec<f64> {
        let (x, multipliers) = point.split_at(self.variables);
        let mut values = vec![f64::NAN; point.len()];
        let (own, slacks) = values.split_at_mut(self.variables);
        self.oracle.ask(OPERATOR, x, own).await;
        self.evaluations += 1;
        if let Some((matrix, upper)) = &self.constraints {
            matrix.add_transposed(multipliers, own);
            matrix.apply(x, slacks);
            slacks.iter_mut().zip(upper).for_each(|(slack, upper)| *slack = upper - *slack);
        }
        values
    }

    /// The Jacobian at a point of the set with these values; `None` if it is not finite.
    pub(crate) async fn jacobian(&mut self, point: &[f64], values: &[f64], set: &Product) -> Option<Mat<f64>> {
        let mut jacobian = Mat::zeros(point.len(), point.len());
        if self.is_jacobian_given {
            self.given_jacobian(&point[..self.variables], &mut jacobian).await;
        } else {
            self.differences(point, values, set, &mut jacobian).await;
        }
        if let Some((matrix, _)) = &self.constraints {
            matrix.for_each_entry(|i, j, value| {
                let i = self.variables + i;
                jacobian[(j, i)] = value;
                jacobian[(i, j)] = -value;
            });
        }
        (0..point.len()).all(|j| jacobian.col_as_slice(j).iter().all(|entry| entry.is_finite())).then_some(jacobian)
    }

    async fn given_jacobian(&mut self, x: &[f64], jacobian: &mut Mat<f64>) {
        let size = x.len();
        let mut entries = vec![f64::NAN; size * size];
        self.oracle.ask(JACOBIAN, x, &mut entries).await;
        for (i, row) in entries.chunks_exact(size).enumerate() {
            row.iter().enumerate().for_each(|(j, &entry)| jacobian[(i, j)] = entry);
        }
    }

    async fn differences(&mut self, point: &[f64], values: &[f64], set: &Product, jacobian: &mut Mat<f64>) {
        let mut moved = point.to_vec();
        for j in 0..self.variables {
            let (lower, upper) = set.bounds(j);
            let step = CENTRAL_STEP * point[j].abs().max(1.0);
            // A variable fixed by its bounds never moves: its column stays zero.
            let Some(stencil) = Stencil::within(point[j], step, lower, upper) else { continue };
            moved[j] = stencil.places[0];
            let first = self.values(&moved).await;
            moved[j] = stencil.places[1];
            let second = self.values(&moved).await;
            moved[j] = point[j];
            for i in 0..self.variables {
                jacobian[(i, j)] = stencil.slope(values[i], [first[i], second[i]]);
            }
        }
    }

    /// The mean of the components with these indices.
    pub(crate) async fn component_mean(&mut self, point: &[f64], indices: &[f64]) -> Vec<f64> {
        let question: Vec<_> = point.iter().chain(indices).copied().collect();
        let mut values = vec![f64::NAN; point.len()];
        self.oracle.ask(COMPONENTS, &question, &mut values).await;
        self.component_evaluations += indices.len() as f64;
        values
    }
}
