//! First derivatives by central differences, several columns of the Jacobian at once; near bounds, by differences inwards.
//!
//! Central ones, at twice the price of forward ones, because their error of about 1e-10 leaves the default tolerance of
//! 1e-8 within reach; forward ones, with 1e-8 at best, do not. Those inwards are of the same order, with three values.

use super::{Derivatives, Functions, Values};
use superlinear_numerics::differences::{CENTRAL_STEP, Stencil, step_of};
use superlinear_numerics::vectors::norm;

impl Functions {
    /// Gradient and Jacobian at `x`, where the values are `values`: of objective and constraints at once where no columns of the
    /// Jacobian can be differenced together.
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

    /// The gradient of the objective, whose value at `x` is `objective`.
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

    /// The Jacobian of the constraints, whose values at `x` are `constraints`.
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

    /// How long J'q may come out where it is zero, J being of differences: rounding of the constraints' values, over the steps. Zero where
    /// J is given.
    pub fn rounding_of_slope(&self, x: &[f64], constraints: &[f64], q: &[f64]) -> f64 {
        let mut slope = vec![0.0; x.len()];
        let entries: &[_] = if self.is_jacobian_given { &[] } else { &self.jacobian_pattern.entries };
        for &(i, j) in entries {
            slope[j] += (f64::EPSILON * constraints[i] * q[i]).abs() / step_of(x[j], CENTRAL_STEP);
        }
        norm(&slope)
    }

    /// The variables whose bounds leave them room.
    fn moving_variables(&self) -> Vec<usize> {
        (0..self.variables()).filter(|&j| !self.bounds.are_equal(j)).collect()
    }

    fn stencil(&self, x: &[f64], j: usize) -> Option<Stencil> {
        self.bounds.stencil(j, x[j], step_of(x[j], CENTRAL_STEP))
    }

    /// The point `x` with the variables of `group` at one of their places.
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

/// The group that each column is in.
fn group_of_columns(groups: &[Vec<usize>], columns: usize) -> Vec<usize> {
    let mut group_of = vec![usize::MAX; columns];
    for (index, group) in groups.iter().enumerate() {
        group.iter().for_each(|&j| group_of[j] = index);
    }
    group_of
}
