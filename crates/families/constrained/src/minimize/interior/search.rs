//! The line search along a direction: filter acceptance with second-order corrections of the full step.

use super::Interior;
use super::current::Current;
use super::direction::{Direction, Linear};
use super::filter::{Measure, Step};
use super::point::Point;
use crate::minimize::data::Data;
use crate::minimize::functions::{Values, all_finite};
use crate::minimize::line_search::backtracking;
use superlinear_numerics::vectors::{norm, sum_with};

/// The smallest step length. Below it the search has failed.
pub(super) const MIN_STEP_SIZE: f64 = 1e-10;

/// Limit on second-order corrections of a step, and the fraction of the violation that each may leave for another one
/// to follow (Wächter and Biegler's p_max and κ_soc).
const MAX_CORRECTIONS: u32 = 4;
const VIOLATION_LEFT: f64 = 0.99;

/// A soft step must reduce the residual of the barrier problem by this fraction; it is halved at most this often.
const SOFT_GAIN: f64 = 1e-4;
const SOFT_HALVINGS: u32 = 2;

/// A trial point.
pub(super) struct Trial {
    pub primal: Vec<f64>,
    x: Vec<f64>,
    pub values: Values,
    pub measure: Measure,
}

impl Trial {
    /// The constraint residuals c(x) - s.
    pub fn gaps(&self, data: &Data) -> Vec<f64> {
        data.form.gaps(&self.primal, &self.values)
    }
}

/// The lengths of a step in the primal and in the dual variables.
#[derive(Clone, Copy)]
pub(super) struct Lengths {
    pub primal: f64,
    pub dual: f64,
}

impl Interior {
    /// Takes a step with the longest step length accepted by the filter or the merit function. Returns the length;
    /// `None` if there is none.
    pub(super) async fn barrier_step(&mut self) -> Option<f64> {
        let (linear, direction) = self.kkt.direction(&self.data, &self.current)?;
        let before = self.current.measure(&self.data);
        let size = if direction.is_tiny(&self.current.point.primal) {
            self.tiny_step(&direction).await
        } else {
            self.acceptance.progress.tiny = 0;
            self.search_or_shorten(&linear, direction, before).await
        }?;
        let after = self.current.measure(&self.data);
        let is_stationary = self.is_violation_stationary();
        self.acceptance.progress.note(size, (before.violation, after.violation), is_stationary);
        Some(size)
    }

    /// Line search along a direction. If it fails and the direction is too long to be trusted, searches along a shorter
    /// one. Returns the step length.
    async fn search_or_shorten(&mut self, linear: &Linear, direction: Direction, before: Measure) -> Option<f64> {
        if let Some(size) = self.search(linear, &direction, before).await {
            return Some(size);
        }
        self.kkt.long_step.as_ref()?;
        let direction = self.kkt.short_direction(&self.data, &self.current, linear)?;
        self.search(linear, &direction, before).await
    }

    async fn search(&mut self, linear: &Linear, direction: &Direction, before: Measure) -> Option<f64> {
        let size = match self.acceptance.merit {
            None => self.search_by_filter(linear, direction, before).await,
            Some(_) => self.search_by_merit(linear, direction).await,
        };
        match size {
            Some(size) => Some(size),
            None => self.soft_step(direction).await,
        }
    }

    async fn search_by_filter(&mut self, linear: &Linear, direction: &Direction, start: Measure) -> Option<f64> {
        let slope = self.current.barrier_function(&self.data).slope(&self.current.point, &direction.primal);
        let full = self.current.max_primal_step(&self.data.form, direction);
        for size in backtracking(full, MIN_STEP_SIZE) {
            let step = Step { start, slope, size };
            let trial = self.trial(direction, step.size).await;
            let gaps =
                (step.size == full && trial.measure.violation >= start.violation).then(|| trial.gaps(&self.data));
            if self.takes(trial, direction, step).await {
                return Some(size);
            }
            if let Some(gaps) = gaps.filter(|gaps| all_finite(gaps))
                && let Some(size) = self.search_corrected(linear, gaps, step).await
            {
                return Some(size);
            }
        }
        None
    }

    /// Second-order corrections after a trial step left the residuals `gaps_left`: directions that also remove those.
    async fn search_corrected(&mut self, linear: &Linear, gaps_left: Vec<f64>, step: Step) -> Option<f64> {
        let mut all_gaps = sum_with(&gaps_left, step.size, &self.current.gaps(&self.data));
        let mut violation: f64 = gaps_left.iter().map(|gap| gap.abs()).sum();
        for _ in 0..MAX_CORRECTIONS {
            let direction = self.kkt.correct(&self.data, &self.current, linear, &all_gaps);
            if !direction.is_finite() {
                return None;
            }
            let size = self.current.max_primal_step(&self.data.form, &direction);
            let trial = self.trial(&direction, size).await;
            let (left, then) = (trial.gaps(&self.data), trial.measure.violation);
            // The slope is that of the uncorrected step.
            if self.takes(trial, &direction, Step { size, ..step }).await {
                return Some(size);
            }
            if then > VIOLATION_LEFT * violation {
                return None;
            }
            violation = then;
            all_gaps = sum_with(&left, size, &all_gaps);
        }
        None
    }

    /// Moves to a trial point if the filter accepts it and all values are finite.
    async fn takes(&mut self, trial: Trial, direction: &Direction, step: Step) -> bool {
        let Some(decision) = self.acceptance.filter.test(trial.measure, step) else { return false };
        let lengths = Lengths { primal: step.size, dual: self.current.max_dual_step(direction) };
        let has_moved = self.moves(trial, direction, lengths).await;
        if has_moved {
            self.acceptance.filter.note(step.start, decision);
        }
        has_moved
    }

    /// Fallback if no trial is accepted: the same step length for primal and dual variables, if it reduces the residual
    /// of the barrier problem.
    async fn soft_step(&mut self, direction: &Direction) -> Option<f64> {
        let kept = self.current.point.clone();
        let residual = self.current.residual(&self.data);
        let mut size =
            self.current.max_primal_step(&self.data.form, direction).min(self.current.max_dual_step(direction));
        for _ in 0..=SOFT_HALVINGS {
            let trial = self.trial(direction, size).await;
            if self.moves(trial, direction, Lengths { primal: size, dual: size }).await {
                if self.current.residual(&self.data) <= (1.0 - SOFT_GAIN) * residual {
                    return Some(size);
                }
                self.current.move_to(kept.clone(), &self.data);
            }
            size *= 0.5;
        }
        None
    }

    /// Takes a step at rounding level without a test and decreases μ. At the last μ, only the first such step is taken.
    async fn tiny_step(&mut self, direction: &Direction) -> Option<f64> {
        let is_last = self.current.is_barrier_minimal(&self.data.problem);
        self.acceptance.progress.tiny += 1;
        if is_last && self.acceptance.progress.tiny > 1 {
            return None;
        }
        let lengths = Lengths {
            primal: self.current.max_primal_step(&self.data.form, direction),
            dual: self.current.max_dual_step(direction),
        };
        let trial = self.trial(direction, lengths.primal).await;
        if !self.moves(trial, direction, lengths).await {
            return None;
        }
        if !is_last {
            self.lower_barrier();
        }
        Some(lengths.primal)
    }

    /// Evaluates a trial point. Its measure is infinite if a function value is not finite.
    pub(super) async fn trial(&mut self, direction: &Direction, size: f64) -> Trial {
        let primal = sum_with(&self.current.point.primal, size, &direction.primal);
        let x = self.data.form.project(&primal);
        let values = self.data.functions.values(&x).await;
        let measure = if values.are_finite() {
            self.current.measure_of(&self.data, &primal, &values)
        } else {
            Measure { violation: f64::INFINITY, value: f64::INFINITY }
        };
        Trial { primal, x, values, measure }
    }

    /// Moves to a trial point. Returns false and stays if a value there is not finite.
    async fn moves(&mut self, trial: Trial, direction: &Direction, lengths: Lengths) -> bool {
        match self.arrive(trial, direction, lengths).await {
            Some(point) => self.stay(point).await,
            None => false,
        }
    }

    /// The trial point with derivatives and multipliers; `None` if one is not finite.
    pub(super) async fn arrive(&mut self, trial: Trial, direction: &Direction, lengths: Lengths) -> Option<Point> {
        let point = &self.current.point;
        let multipliers = sum_with(&point.at.multipliers, lengths.primal, &direction.multipliers);
        let lower = sum_with(&point.lower, lengths.dual, &direction.lower);
        let upper = sum_with(&point.upper, lengths.dual, &direction.upper);
        let are_finite = all_finite(&multipliers) && all_finite(&lower) && all_finite(&upper);
        let at = self.data.iterate(trial.x, trial.values, multipliers).await?;
        are_finite.then_some(Point { at, primal: trial.primal, lower, upper })
    }

    /// Makes `point` the current one. Returns false and keeps the previous point if the Hessian at `point` is not
    /// finite.
    pub(super) async fn stay(&mut self, point: Point) -> bool {
        let previous = std::mem::replace(&mut self.current.point, point);
        self.current.point.keep_apart(&mut self.data.form, self.current.barrier);
        self.renew_multipliers();
        self.current.update_reached(&self.data);
        if self.is_solved() {
            return true;
        }
        let hessian = self.data.functions.hessian_after(&previous.at, &self.current.point.at).await;
        if !all_finite(&hessian) {
            self.current.move_to(previous, &self.data);
            return false;
        }
        self.current.point.at.hessian = Some(hessian);
        true
    }

    /// After a step with linearly dependent constraint gradients, switches to least-squares multipliers if their dual
    /// residual is no larger.
    fn renew_multipliers(&mut self) {
        let Self { data, current: Current { point, .. }, kkt, .. } = self;
        if kkt.newton.shifts.constraints == 0.0 {
            return;
        }
        let Some(multipliers) = kkt.estimate_multipliers(data, point) else { return };
        let mut renewed = point.clone();
        renewed.at.gradient = data.functions.lagrangian_gradient(&renewed.at.derivatives, &multipliers);
        renewed.at.multipliers = multipliers;
        if norm(&renewed.dual(&data.form)) <= norm(&point.dual(&data.form)) {
            *point = renewed;
        }
    }
}

impl Current {
    /// The violation and the barrier function, the two criteria of the filter.
    fn measure(&self, data: &Data) -> Measure {
        self.measure_of(data, &self.point.primal, &self.point.at.values)
    }

    /// The criteria of the filter at other primal variables.
    fn measure_of(&self, data: &Data, primal: &[f64], values: &Values) -> Measure {
        Measure {
            violation: data.form.gaps(primal, values).iter().map(|gap| gap.abs()).sum(),
            value: self.barrier_function(data).value(values.objective, primal),
        }
    }
}
