//! The line search along a direction: filter acceptance with second-order corrections of the full step.

use super::Interior;
use super::filter::Measure;
use super::point::Point;
use super::step::{Direction, Linear};
use crate::minimize::functions::{Values, all_finite};
use crate::minimize::iterate::Iterate;

/// The smallest step length. Below it the search has failed.
pub(super) const LEAST_STEP_SIZE: f64 = 1e-10;

/// Limit on second-order corrections of a step, and the fraction of the violation that each may leave for another one
/// to follow (Wächter and Biegler's p_max and κ_soc).
const MOST_CORRECTIONS: u32 = 4;
const VIOLATION_LEFT: f64 = 0.99;

/// A soft step must reduce the residual of the barrier problem by this fraction; it is halved at most this often.
const SOFT_GAIN: f64 = 1e-4;
const SOFT_HALVINGS: u32 = 2;

/// A trial point.
pub(super) struct Trial {
    pub numbers: Vec<f64>,
    x: Vec<f64>,
    pub values: Values,
    pub measure: Measure,
}

impl Interior {
    /// Takes a step with the longest step length accepted by the filter or the merit function. Returns the length;
    /// `None` if there is none.
    pub(super) async fn step(&mut self) -> Option<f64> {
        let (linear, direction) = self.direction()?;
        let before = self.measure(&self.point.numbers, &self.point.at.values);
        let size = if self.is_tiny(&direction) {
            self.tiny_step(&direction).await
        } else {
            self.pace.tiny = 0;
            self.search_or_shorten(&linear, direction, before).await
        }?;
        let after = self.measure(&self.point.numbers, &self.point.at.values);
        let is_stationary = self.is_violation_stationary();
        self.pace.note(size, (before.violation, after.violation), is_stationary);
        Some(size)
    }

    /// Line search along a direction. If it fails and the direction is too long to be trusted, searches along a shorter
    /// one. Returns the step length.
    async fn search_or_shorten(&mut self, linear: &Linear, direction: Direction, before: Measure) -> Option<f64> {
        if let Some(size) = self.search_along(linear, &direction, before).await {
            return Some(size);
        }
        self.long_step.as_ref()?;
        let direction = self.short_direction(linear)?;
        self.search_along(linear, &direction, before).await
    }

    async fn search_along(&mut self, linear: &Linear, direction: &Direction, before: Measure) -> Option<f64> {
        match self.merit {
            None => self.search(linear, direction, before).await,
            Some(_) => self.search_augmented(linear, direction).await,
        }
    }

    /// The violation and the barrier function, the two criteria of the filter.
    fn measure(&self, numbers: &[f64], values: &Values) -> Measure {
        Measure {
            violation: self.form.gaps(numbers, values).iter().map(|gap| gap.abs()).sum(),
            value: self.barrier_function().value(values.objective, numbers),
        }
    }

    async fn search(&mut self, linear: &Linear, direction: &Direction, start: Measure) -> Option<f64> {
        let slope = self.barrier_function().slope(&self.point, &direction.numbers);
        let longest = self.longest(&direction.numbers);
        let mut size = longest;
        while size >= LEAST_STEP_SIZE {
            let trial = self.trial(&direction.numbers, size).await;
            let gaps = (size == longest && trial.measure.violation >= start.violation)
                .then(|| self.form.gaps(&trial.numbers, &trial.values));
            if self.takes(trial, start, slope, (direction, size)).await {
                return Some(size);
            }
            if let Some(gaps) = gaps.filter(|gaps| all_finite(gaps))
                && let Some(size) = self.search_corrected(linear, (gaps, size), start, slope).await
            {
                return Some(size);
            }
            size *= 0.5;
        }
        self.soft_step(direction).await
    }

    /// Second-order corrections after a trial step of length `size` left the residuals `gaps_left`: directions that
    /// also remove those.
    async fn search_corrected(
        &mut self,
        linear: &Linear,
        (gaps_left, size): (Vec<f64>, f64),
        start: Measure,
        slope: f64,
    ) -> Option<f64> {
        let mut gaps_in_all = sum_with(&gaps_left, size, &self.point.gaps(&self.form));
        let mut violation: f64 = gaps_left.iter().map(|gap| gap.abs()).sum();
        for _ in 0..MOST_CORRECTIONS {
            let direction = self.corrected(linear, &gaps_in_all);
            if !all_finite(&direction.numbers) {
                return None;
            }
            let corrected_size = self.longest(&direction.numbers);
            let trial = self.trial(&direction.numbers, corrected_size).await;
            let (left, then) = (self.form.gaps(&trial.numbers, &trial.values), trial.measure.violation);
            if self.takes(trial, start, slope, (&direction, corrected_size)).await {
                return Some(corrected_size);
            }
            if then > VIOLATION_LEFT * violation {
                return None;
            }
            violation = then;
            gaps_in_all = sum_with(&left, corrected_size, &gaps_in_all);
        }
        None
    }

    /// Moves to a trial point if the filter accepts it and all values are finite.
    async fn takes(&mut self, trial: Trial, start: Measure, slope: f64, (direction, size): (&Direction, f64)) -> bool {
        let Some(decision) = self.filter.judge(trial.measure, start, slope, size) else { return false };
        let dual_size = self.longest_of_multipliers(direction);
        let has_moved = self.moves(trial, direction, (size, dual_size)).await;
        if has_moved {
            self.filter.note(start, decision);
        }
        has_moved
    }

    /// Fallback if no trial is accepted: the same step length for primal and dual variables, if it reduces the residual
    /// of the barrier problem.
    pub(super) async fn soft_step(&mut self, direction: &Direction) -> Option<f64> {
        let kept = self.point.clone();
        let residual = kept.residual(&self.form, self.barrier);
        let mut size = self.longest(&direction.numbers).min(self.longest_of_multipliers(direction));
        for _ in 0..=SOFT_HALVINGS {
            let trial = self.trial(&direction.numbers, size).await;
            if self.moves(trial, direction, (size, size)).await {
                if self.point.residual(&self.form, self.barrier) <= (1.0 - SOFT_GAIN) * residual {
                    return Some(size);
                }
                self.return_to(kept.clone());
            }
            size *= 0.5;
        }
        None
    }

    /// Takes a step at rounding level without a test and decreases μ. At the last μ, only the first such step is taken.
    async fn tiny_step(&mut self, direction: &Direction) -> Option<f64> {
        let is_last = self.barrier <= self.least_barrier();
        self.pace.tiny += 1;
        if is_last && self.pace.tiny > 1 {
            return None;
        }
        let size = self.longest(&direction.numbers);
        let dual_size = self.longest_of_multipliers(direction);
        let trial = self.trial(&direction.numbers, size).await;
        if !self.moves(trial, direction, (size, dual_size)).await {
            return None;
        }
        if !is_last {
            self.lower_barrier_once();
        }
        Some(size)
    }

    /// Evaluates a trial point. Its measure is infinite if a function value is not finite.
    pub(super) async fn trial(&mut self, step: &[f64], size: f64) -> Trial {
        let numbers: Vec<_> = self.point.numbers.iter().zip(step).map(|(at, step)| at + size * step).collect();
        let x = self.form.inside(&numbers);
        let values = self.functions.values(&x).await;
        let measure = if values.are_finite() {
            self.measure(&numbers, &values)
        } else {
            Measure { violation: f64::INFINITY, value: f64::INFINITY }
        };
        Trial { numbers, x, values, measure }
    }

    /// Moves to a trial point with step lengths `sizes` (primal, dual). Returns false and stays if a value there is not
    /// finite.
    async fn moves(&mut self, trial: Trial, direction: &Direction, sizes: (f64, f64)) -> bool {
        match self.arrive(trial, direction, sizes).await {
            Some(point) => self.stay(point).await,
            None => false,
        }
    }

    /// The trial point with derivatives and multipliers; `None` if one is not finite.
    pub(super) async fn arrive(
        &mut self,
        trial: Trial,
        direction: &Direction,
        (size, dual_size): (f64, f64),
    ) -> Option<Point> {
        let Trial { numbers, x, values, .. } = trial;
        if !values.are_finite() {
            return None;
        }
        let derivatives = self.functions.derivatives(&x, &values).await;
        if !derivatives.are_finite() {
            return None;
        }
        let multipliers = sum_with(&self.point.at.multipliers, size, &direction.multipliers);
        let lower = sum_with(&self.point.lower, dual_size, &direction.lower);
        let upper = sum_with(&self.point.upper, dual_size, &direction.upper);
        if !(all_finite(&multipliers) && all_finite(&lower) && all_finite(&upper)) {
            return None;
        }
        let gradient = self.functions.lagrangian_gradient(&derivatives, &multipliers);
        let at = Iterate { x, values, derivatives, multipliers, gradient, hessian: None };
        Some(Point { at, numbers, lower, upper })
    }

    /// Makes `point` the current one. Returns false and keeps the previous point if the Hessian at `point` is not
    /// finite.
    pub(super) async fn stay(&mut self, point: Point) -> bool {
        let previous = std::mem::replace(&mut self.point, point);
        self.point.keep_apart(&mut self.form, self.barrier);
        self.renew_multipliers();
        self.reached = self.public_pair();
        if self.is_solved() {
            return true;
        }
        let hessian = self.functions.hessian_after(&previous.at, &self.point.at).await;
        if !all_finite(&hessian) {
            self.return_to(previous);
            return false;
        }
        self.point.at.hessian = Some(hessian);
        true
    }

    /// Restores an earlier point.
    fn return_to(&mut self, point: Point) {
        self.point = point;
        self.reached = self.public_pair();
    }

    /// After a step with linearly dependent constraint gradients, switches to least-squares multipliers if their dual
    /// residual is no larger.
    fn renew_multipliers(&mut self) {
        if self.newton.shifts.constraints == 0.0 {
            return;
        }
        let Some(multipliers) = self.estimated_multipliers(&self.point.clone()) else { return };
        let mut renewed = self.point.clone();
        renewed.at.gradient = self.functions.lagrangian_gradient(&renewed.at.derivatives, &multipliers);
        renewed.at.multipliers = multipliers;
        let size = |point: &Point| superlinear_numerics::vectors::norm(&point.dual(&self.form));
        if size(&renewed) <= size(&self.point) {
            self.point = renewed;
        }
    }
}

/// `to` + `factor` · `of`.
pub(super) fn sum_with(to: &[f64], factor: f64, of: &[f64]) -> Vec<f64> {
    to.iter().zip(of).map(|(to, of)| to + factor * of).collect()
}
