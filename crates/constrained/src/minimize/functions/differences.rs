//! First derivatives by central differences, several columns of the Jacobian at once.
//!
//! Central ones, at twice the price of forward ones, because their error of about 1e-10 leaves the default tolerance of
//! 1e-8 within reach; forward ones, with 1e-8 at best, do not.

use super::{Derivatives, Functions, Values};
use superlinear_numerics::differences::{CENTRAL_STEP, displaced, slope, step_of};

impl Functions {
    /// Gradient and Jacobian at `x`, where the values are `values`: of objective and constraints at once where no columns of the
    /// Jacobian can be differenced together.
    pub(super) async fn derivatives_by_values(&mut self, x: &[f64], values: &Values) -> Derivatives {
        let (mut gradient, mut jacobian) =
            (Vec::with_capacity(x.len()), vec![0.0; self.jacobian_pattern.entries.len()]);
        for column in 0..x.len() {
            let step = step_of(x[column], CENTRAL_STEP);
            let above = self.values(&displaced(x, &[column], CENTRAL_STEP)).await;
            let below = self.values(&displaced(x, &[column], -CENTRAL_STEP)).await;
            gradient.push(slope(step, above.objective, values.objective, below.objective));
            for (value, &(i, j)) in jacobian.iter_mut().zip(&self.jacobian_pattern.entries) {
                if j == column {
                    *value = slope(step, above.constraints[i], values.constraints[i], below.constraints[i]);
                }
            }
        }
        Derivatives { gradient, jacobian }
    }

    /// The gradient of the objective, whose value at `x` is `objective`.
    pub(super) async fn gradient_by_differences(&mut self, x: &[f64], objective: f64) -> Vec<f64> {
        let mut gradient = Vec::with_capacity(x.len());
        let mut point = x.to_vec();
        for j in 0..x.len() {
            let step = step_of(x[j], CENTRAL_STEP);
            point[j] = x[j] + step;
            let above = self.objective(&point).await;
            point[j] = x[j] - step;
            let below = self.objective(&point).await;
            point[j] = x[j];
            gradient.push(slope(step, above, objective, below));
        }
        gradient
    }

    /// The Jacobian of the constraints, whose values at `x` are `constraints`.
    pub(super) async fn jacobian_by_differences(&mut self, x: &[f64], constraints: &[f64]) -> Vec<f64> {
        let groups = std::mem::take(&mut self.jacobian_groups);
        let mut jacobian = vec![0.0; self.jacobian_pattern.entries.len()];
        let group_of = group_of_columns(&groups, x.len());
        for (index, group) in groups.iter().enumerate() {
            let above = self.constraint_values(&displaced(x, group, CENTRAL_STEP)).await;
            let below = self.constraint_values(&displaced(x, group, -CENTRAL_STEP)).await;
            for (value, &(i, j)) in jacobian.iter_mut().zip(&self.jacobian_pattern.entries) {
                if group_of[j] == index {
                    *value = slope(step_of(x[j], CENTRAL_STEP), above[i], constraints[i], below[i]);
                }
            }
        }
        self.jacobian_groups = groups;
        jacobian
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
