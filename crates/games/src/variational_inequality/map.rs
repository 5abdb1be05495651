//! The caller's functions as the methods see them: counted, with a Jacobian by differences where none is given, and with multipliers
//! where there are constraints.

use super::problem::{Space, VariationalInequalityProblem};
use crate::matrices::Rectangular;
use crate::sets::Product;
use faer::Mat;
use superlinear_interface::{Error, Lengths, Oracle};
use superlinear_numerics::differences::{CENTRAL_STEP, Stencil};

/// The questions, by their tags.
pub(super) const QUESTIONS: &[&str] = &["operator", "jacobian", "components"];

pub(super) const OPERATOR: usize = 0;
pub(super) const JACOBIAN: usize = 1;
pub(super) const COMPONENTS: usize = 2;

/// Newton steps of more variables and multipliers take longer than anyone waits for a step: their cube.
pub(super) const MOST_IN_NEWTON: usize = 2000;

/// Differences of more variables are more evaluations than the other steps mostly take in all.
const MOST_IN_DIFFERENCES: usize = 200;

/// How many components are evaluated at once: the square root of how many there are, by which the method's estimate is made.
pub(super) fn sample_size(components: u32) -> usize {
    f64::from(components).sqrt().ceil() as usize
}

/// The lengths of the questions of a problem that was checked. What is not asked needs no room.
pub(super) fn lengths(problem: &VariationalInequalityProblem, dimension: usize) -> Vec<Lengths> {
    let entries = if problem.jacobian && dimension <= MOST_IN_NEWTON { dimension * dimension } else { 0 };
    let sample = problem.component_count.map_or(0, sample_size);
    vec![
        Lengths { point: dimension, answer: dimension },
        Lengths { point: dimension, answer: entries },
        Lengths { point: dimension + sample, answer: dimension },
    ]
}

/// The map, of the variables and of the multipliers that come after them.
pub(super) struct Map {
    oracle: Oracle,
    variables: usize,
    constraints: Option<(Rectangular, Vec<f64>)>,
    is_jacobian_given: bool,
    /// How many components there are.
    pub components: u32,
    pub evaluations: u32,
    pub component_evaluations: f64,
}

impl Map {
    /// The map of a problem that was checked.
    pub fn new(problem: &VariationalInequalityProblem, variables: usize, oracle: Oracle) -> Result<Self, Error> {
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

    /// How many of the numbers of a point are multipliers.
    pub fn multipliers(&self) -> usize {
        self.constraints.as_ref().map_or(0, |(_, upper)| upper.len())
    }

    /// How often all was evaluated, where components count as their part.
    pub fn passes(&self) -> f64 {
        f64::from(self.evaluations) + self.component_evaluations / f64::from(self.components.max(1))
    }

    /// Whether Newton steps can be taken.
    pub fn has_jacobian(&self) -> bool {
        let size = self.variables + self.multipliers();
        size <= MOST_IN_NEWTON && (self.is_jacobian_given || self.variables <= MOST_IN_DIFFERENCES)
    }

    /// The map at a point: (F(x) + C'λ, upper − C x).
    pub async fn values(&mut self, point: &[f64]) -> Vec<f64> {
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

    /// The Jacobian at a point of the set where the map has these values; `None` where it is not finite.
    pub async fn jacobian(&mut self, point: &[f64], values: &[f64], set: &Product) -> Option<Mat<f64>> {
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
            let (lower, upper) = set.ends(j);
            let step = CENTRAL_STEP * point[j].abs().max(1.0);
            // A variable without room stays where it is, whatever the map does.
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

    /// The mean of the components with these numbers.
    pub async fn component_mean(&mut self, point: &[f64], indices: &[f64]) -> Vec<f64> {
        let question: Vec<_> = point.iter().chain(indices).copied().collect();
        let mut values = vec![f64::NAN; point.len()];
        self.oracle.ask(COMPONENTS, &question, &mut values).await;
        self.component_evaluations += indices.len() as f64;
        values
    }
}
