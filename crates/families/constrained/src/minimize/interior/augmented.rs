//! The line search on a merit function, the exact augmented Lagrangian of the barrier problem: M(w, λ) = φ + λ'r + η1/2
//! |r|² + η2/2 |B ∇(φ + λ'r)|², in the variables and slacks w, with the barrier function φ and the constraint residuals
//! r = c - s. The diagonal B has the distances to the bounds at the start of the search: near bounds the gradient of φ,
//! and with it M, would otherwise change without limit.
//!
//! Source: Hong, Na, Mahoney, Kolar, Constrained Optimization via Exact Augmented Lagrangian and Randomized Iterative
//! Sketching, ICML 2023, for equations. The factor B is this crate's addition for barrier problems.

use super::Interior;
use super::point::Point;
use super::search::{LEAST_STEP_SIZE, sum_with};
use super::step::{Direction, Linear};
use crate::minimize::functions::{Values, all_finite};
use crate::minimize::merit::{Merit, Slope, noise};
use superlinear_numerics::vectors::dot;

/// M during one line search.
struct Judge {
    merit: Merit,
    /// The diagonal of B.
    room: Vec<f64>,
    start: f64,
    descent: f64,
    sufficient_decrease: f64,
}

impl Judge {
    /// The largest acceptable M at step length `size`.
    fn bound(&self, size: f64) -> f64 {
        self.start + self.sufficient_decrease * size * self.descent + noise(self.start)
    }
}

impl Interior {
    /// Line search along a direction, with one second-order correction of the full step. Returns the step length.
    pub(super) async fn search_augmented(&mut self, linear: &Linear, direction: &Direction) -> Option<f64> {
        if let Some(judge) = self.judge(direction).await {
            let longest = self.longest(&direction.numbers);
            let mut size = longest;
            while size >= LEAST_STEP_SIZE {
                let Err(gaps) = self.attempt(direction, size, &judge).await else { return Some(size) };
                if size == longest && all_finite(&gaps) {
                    let gaps = sum_with(&gaps, size, &self.point.gaps(&self.form));
                    let corrected = self.corrected(linear, &gaps);
                    let size = self.longest(&corrected.numbers);
                    if all_finite(&corrected.numbers) && self.attempt(&corrected, size, &judge).await.is_ok() {
                        return Some(size);
                    }
                }
                size *= 0.5;
            }
        }
        self.soft_step(direction).await
    }

    /// Chooses penalties with which M decreases along the direction; `None` if there are none.
    async fn judge(&mut self, direction: &Direction) -> Option<Judge> {
        let room = self.form.room(&self.point.numbers);
        let (weighted, gaps) = (self.weighted_dual(&self.point, &room), self.point.gaps(&self.form));
        let slope = self.slope_of_augmented(direction, &room).await?;
        let squared_residual = dot(&weighted, &weighted) + dot(&gaps, &gaps);
        let merit = self.merit.as_mut()?;
        let descent = merit.make_descent(&slope, squared_residual)?;
        let (merit, sufficient_decrease) = (*merit, self.problem.sufficient_decrease);
        let start = merit.value(&self.barrier_values(&self.point), &self.point.at.multipliers, &weighted);
        Some(Judge { merit, room, start, descent, sufficient_decrease })
    }

    /// Moves by step length `size` if M decreases sufficiently and all values are finite; else stays and returns the
    /// residuals there. Derivatives are evaluated only if the function values alone do not rule out acceptance.
    async fn attempt(&mut self, direction: &Direction, size: f64, judge: &Judge) -> Result<(), Vec<f64>> {
        let trial = self.trial(&direction.numbers, size).await;
        let gaps = self.form.gaps(&trial.numbers, &trial.values);
        let values = Values { objective: trial.measure.value, constraints: gaps.clone() };
        let multipliers = sum_with(&self.point.at.multipliers, size, &direction.multipliers);
        // Not `>`, which is false for NaN.
        let may_fall = |value: f64| value <= judge.bound(size);
        if !may_fall(judge.merit.lower_bound(&values, &multipliers)) {
            return Err(gaps);
        }
        let sizes = (size, self.longest_of_multipliers(direction));
        let Some(point) = self.arrive(trial, direction, sizes).await else { return Err(gaps) };
        let falls = may_fall(judge.merit.value(&values, &multipliers, &self.weighted_dual(&point, &judge.room)));
        if falls && self.stay(point).await { Ok(()) } else { Err(gaps) }
    }

    /// B times the gradient of the Lagrangian of the barrier problem.
    fn weighted_dual(&self, point: &Point, room: &[f64]) -> Vec<f64> {
        self.barrier_function().dual(point).iter().zip(room).map(|(dual, room)| room * dual).collect()
    }

    /// The barrier function and the constraint residuals, as values of an equality-constrained problem.
    fn barrier_values(&self, point: &Point) -> Values {
        let objective = self.barrier_function().value(point.at.values.objective, &point.numbers);
        Values { objective, constraints: point.gaps(&self.form) }
    }

    /// The terms of M's directional derivative; `None` without a Hessian.
    async fn slope_of_augmented(&mut self, direction: &Direction, room: &[f64]) -> Option<Slope> {
        let Direction { numbers: step, multipliers, .. } = direction;
        let (n, point) = (self.form.variables, &self.point);
        let dual = self.barrier_function().dual(point);
        let of_walls = self.barrier_function().curvature(&point.numbers);
        let gaps = point.gaps(&self.form);
        let twice_weighted: Vec<_> = dual.iter().zip(room).map(|(dual, room)| room * room * dual).collect();
        let (of_variables, of_slacks) = twice_weighted.split_at(n);
        let jacobian = self.functions.jacobian(&point.at.derivatives);
        let less = |products: Vec<f64>, slacks: &[f64]| sum_with(&products, -1.0, slacks);
        let change = less(jacobian.times(&step[..n]), &step[n..]);
        let of_multipliers = less(jacobian.times(of_variables), of_slacks);
        let by_walls: f64 = (0..step.len()).map(|k| twice_weighted[k] * of_walls[k] * step[k]).sum();
        let (hessian, x) = (point.at.hessian.clone()?, point.at.x.clone());
        let curved = self.functions.model_times(&x, &self.point.at.multipliers, &hessian, of_variables).await;
        Some(Slope {
            of_lagrangian: dot(&dual, step) + dot(&gaps, multipliers),
            of_constraints: dot(&gaps, &change),
            of_gradient: dot(&curved, &step[..n]) + by_walls + dot(&of_multipliers, multipliers),
            ..Slope::default()
        })
    }
}
