//! The line search on a merit function, the exact augmented Lagrangian of the barrier problem: M(w, λ) = φ + λ'r + η1/2
//! |r|² + η2/2 |B ∇(φ + λ'r)|², in the variables and slacks w, with the barrier function φ and the constraint residuals
//! r = c - s. The diagonal B has the distances to the bounds at the start of the search: near bounds the gradient of φ,
//! and with it M, would otherwise change without limit.
//!
//! Source: Hong, Na, Mahoney, Kolar, Constrained Optimization via Exact Augmented Lagrangian and Randomized Iterative
//! Sketching, ICML 2023, for equations. The factor B is this crate's addition for barrier problems.

use super::Interior;
use super::current::Current;
use super::direction::{Direction, Linear};
use super::point::Point;
use super::search::{Lengths, MIN_STEP_SIZE};
use crate::minimize::data::Data;
use crate::minimize::functions::{Values, all_finite};
use crate::minimize::line_search::{SufficientDecrease, backtracking};
use crate::minimize::merit::{Merit, Slope};
use superlinear_numerics::vectors::{dot, sum_with};

/// M during one line search.
struct MeritSearch {
    merit: Merit,
    /// The diagonal of B.
    distances: Vec<f64>,
    decrease: SufficientDecrease,
}

impl Interior {
    /// Line search along a direction, with one second-order correction of the full step. Returns the step length.
    pub(super) async fn search_by_merit(&mut self, linear: &Linear, direction: &Direction) -> Option<f64> {
        let search = self.merit_search(direction).await?;
        let full = self.current.max_primal_step(&self.data.form, direction);
        for size in backtracking(full, MIN_STEP_SIZE) {
            let Err(gaps) = self.attempt(direction, size, &search).await else { return Some(size) };
            if size == full && all_finite(&gaps) {
                let gaps = sum_with(&gaps, size, &self.current.gaps(&self.data));
                let corrected = self.kkt.correct(&self.data, &self.current, linear, &gaps);
                let size = self.current.max_primal_step(&self.data.form, &corrected);
                if corrected.is_finite() && self.attempt(&corrected, size, &search).await.is_ok() {
                    return Some(size);
                }
            }
        }
        None
    }

    /// Chooses penalties with which M decreases along the direction; `None` if there are none.
    async fn merit_search(&mut self, direction: &Direction) -> Option<MeritSearch> {
        let Self { data, current, acceptance, .. } = self;
        let distances = data.form.distances(&current.point.primal);
        let (weighted, gaps) = (current.weighted_dual(data, &current.point, &distances), current.gaps(data));
        let slope = current.merit_slope(data, direction, &distances).await?;
        let squared_residual = dot(&weighted, &weighted) + dot(&gaps, &gaps);
        let merit = acceptance.merit.as_mut()?;
        let slope = merit.make_descent(&slope, squared_residual)?;
        let merit = *merit;
        let values = Values {
            objective: current.barrier_function(data).value(current.point.at.values.objective, &current.point.primal),
            constraints: gaps,
        };
        let decrease = SufficientDecrease {
            start: merit.value(&values, &current.point.at.multipliers, &weighted),
            slope,
            fraction: data.problem.sufficient_decrease,
        };
        Some(MeritSearch { merit, distances, decrease })
    }

    /// Moves by step length `size` if M decreases sufficiently and all values are finite; else stays and returns the
    /// residuals there. Derivatives are evaluated only if the function values alone do not rule out acceptance.
    async fn attempt(&mut self, direction: &Direction, size: f64, search: &MeritSearch) -> Result<(), Vec<f64>> {
        let trial = self.trial(direction, size).await;
        let gaps = trial.gaps(&self.data);
        let values = Values { objective: trial.measure.value, constraints: gaps.clone() };
        let multipliers = sum_with(&self.current.point.at.multipliers, size, &direction.multipliers);
        // Not `>`, which is false for NaN.
        let may_fall = |value: f64| value <= search.decrease.bound(size);
        if !may_fall(search.merit.lower_bound(&values, &multipliers)) {
            return Err(gaps);
        }
        let lengths = Lengths { primal: size, dual: self.current.max_dual_step(direction) };
        let Some(point) = self.arrive(trial, direction, lengths).await else { return Err(gaps) };
        let weighted = self.current.weighted_dual(&self.data, &point, &search.distances);
        let falls = may_fall(search.merit.value(&values, &multipliers, &weighted));
        if falls && self.stay(point).await { Ok(()) } else { Err(gaps) }
    }
}

impl Current {
    /// B times the gradient of the Lagrangian of the barrier problem at a point.
    fn weighted_dual(&self, data: &Data, point: &Point, distances: &[f64]) -> Vec<f64> {
        let dual = self.barrier_function(data).dual(point);
        dual.iter().zip(distances).map(|(dual, distance)| distance * dual).collect()
    }

    /// The terms of M's directional derivative; `None` without a Hessian.
    async fn merit_slope(&self, data: &mut Data, direction: &Direction, distances: &[f64]) -> Option<Slope> {
        let Direction { primal: step, multipliers, .. } = direction;
        let (n, point) = (data.form.variables, &self.point);
        let dual = self.barrier_function(data).dual(point);
        let of_bounds = self.barrier_function(data).curvature(&point.primal);
        let gaps = self.gaps(data);
        let twice_weighted: Vec<_> =
            dual.iter().zip(distances).map(|(dual, distance)| distance * distance * dual).collect();
        let (of_variables, of_slacks) = twice_weighted.split_at(n);
        let jacobian = data.functions.jacobian(&point.at.derivatives);
        let less = |products: Vec<f64>, slacks: &[f64]| sum_with(&products, -1.0, slacks);
        let change = less(jacobian.times(&step[..n]), &step[n..]);
        let of_multipliers = less(jacobian.times(of_variables), of_slacks);
        let by_bounds: f64 = (0..step.len()).map(|k| twice_weighted[k] * of_bounds[k] * step[k]).sum();
        let hessian = point.at.hessian.as_deref()?;
        let curved = data.functions.model_times(&point.at.x, &point.at.multipliers, hessian, of_variables).await;
        Some(Slope {
            of_lagrangian: dot(&dual, step) + dot(&gaps, multipliers),
            of_constraints: dot(&gaps, &change),
            of_gradient: dot(&curved, &step[..n]) + by_bounds + dot(&of_multipliers, multipliers),
            ..Slope::default()
        })
    }
}
