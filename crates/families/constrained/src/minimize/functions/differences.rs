//! First derivatives by central differences, several columns of the Jacobian at once; close to bounds, by one-sided
//! differences into the feasible range.
//!
//! Central differences cost twice as much as forward ones, but their error of about 1e-10 permits the default tolerance
//! of 1e-8; forward ones, with 1e-8 at best, do not. The one-sided differences use three values and have the same
//! order.

use super::{Derivatives, Functions, Values};
use superlinear_numerics::differences::{CENTRAL_STEP, Stencil, step_of};
use superlinear_numerics::vectors::norm;

impl Functions {
    /// Gradient and Jacobian at `x`, given the values there: objective and constraints in one question, if no columns
    /// of the Jacobian can be grouped.
    pub(super) async fn derivatives_by_values(&mut self, x: &[f64], values: &Values) -> Derivatives {
        let (mut gradient, mut jacobian) = (vec![0.0; x.len()], vec![0.0; self.jacobian_pattern.entries.len()]);
        for column in self.moving_variables() {
            let Some(stencil) = self.stencil(x, column) else { continue };
            let first = self.values(&self.displaced(x, &[column], 0)).await;
            let second = self.values(&self.displaced(x, &[column], 1)).await;
            gradient[column] = stencil.slope(values.objective, [first.objective, second.objective]);
            for (value, &(i, j)) in jacobian.iter_mut().zip(&self.jacobian_pattern.entries) {
                if j == column {
                    *value = stencil.slope(values.constraints[i], [first.constraints[i], second.constraints[i]]);
                }
            }
        }
        Derivatives { gradient, jacobian }
    }

    /// The gradient of the objective, given its value at `x`.
    pub(super) async fn gradient_by_differences(&mut self, x: &[f64], objective: f64) -> Vec<f64> {
        let mut gradient = vec![0.0; x.len()];
        for j in self.moving_variables() {
            let Some(stencil) = self.stencil(x, j) else { continue };
            let first = self.objective(&self.displaced(x, &[j], 0)).await;
            let second = self.objective(&self.displaced(x, &[j], 1)).await;
            gradient[j] = stencil.slope(objective, [first, second]);
        }
        gradient
    }

    /// The Jacobian of the constraints, given their values at `x`.
    pub(super) async fn jacobian_by_differences(&mut self, x: &[f64], constraints: &[f64]) -> Vec<f64> {
        let groups = std::mem::take(&mut self.jacobian_groups);
        let mut jacobian = vec![0.0; self.jacobian_pattern.entries.len()];
        let group_of = group_of_columns(&groups, x.len());
        for (index, group) in groups.iter().enumerate() {
            if group.iter().all(|&j| self.bounds.are_equal(j)) {
                continue;
            }
            let first = self.constraint_values(&self.displaced(x, group, 0)).await;
            let second = self.constraint_values(&self.displaced(x, group, 1)).await;
            for (value, &(i, j)) in jacobian.iter_mut().zip(&self.jacobian_pattern.entries) {
                let stencil = if group_of[j] == index { self.stencil(x, j) } else { None };
                if let Some(stencil) = stencil {
                    *value = stencil.slope(constraints[i], [first[i], second[i]]);
                }
            }
        }
        self.jacobian_groups = groups;
        jacobian
    }

    /// A bound on the norm of J'q due to rounding, if J comes from differences: the rounding error of the constraint
    /// values divided by the steps. Zero if J is provided.
    pub fn rounding_of_slope(&self, x: &[f64], constraints: &[f64], q: &[f64]) -> f64 {
        let mut slope = vec![0.0; x.len()];
        let entries: &[_] = if self.is_jacobian_given { &[] } else { &self.jacobian_pattern.entries };
        for &(i, j) in entries {
            slope[j] += (f64::EPSILON * constraints[i] * q[i]).abs() / step_of(x[j], CENTRAL_STEP);
        }
        norm(&slope)
    }

    /// The variables that are not fixed.
    fn moving_variables(&self) -> Vec<usize> {
        (0..self.variables()).filter(|&j| !self.bounds.are_equal(j)).collect()
    }

    fn stencil(&self, x: &[f64], j: usize) -> Option<Stencil> {
        self.bounds.stencil(j, x[j], step_of(x[j], CENTRAL_STEP))
    }

    /// The point `x` with the variables of `group` at point `which` of their stencils.
    fn displaced(&self, x: &[f64], group: &[usize], which: usize) -> Vec<f64> {
        let mut point = x.to_vec();
        for &j in group {
            if let Some(stencil) = self.stencil(x, j) {
                point[j] = stencil.places[which];
            }
        }
        point
    }
}

/// The group of each column.
fn group_of_columns(groups: &[Vec<usize>], columns: usize) -> Vec<usize> {
    let mut group_of = vec![usize::MAX; columns];
    for (index, group) in groups.iter().enumerate() {
        group.iter().for_each(|&j| group_of[j] = index);
    }
    group_of
}
