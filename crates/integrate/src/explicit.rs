//! Dormand–Prince methods of orders 5 and 8, with the step control of Hairer, Nørsett, Wanner (1993) and their test for
//! stiffness.

use crate::augmented::Augmented;
use crate::interpolant::Interpolant;
use crate::settings::{Method, Settings};
use crate::step::{AFTER_OVERFLOW, State, Trial, are_usable};
use crate::system::System;
use crate::tables::{ERROR_5, ERRORS_8, ORDER_5, ORDER_8, Pair};
use superlinear_interface::Error;

/// Constants of the step control: safety, and the range of the factor between two steps.
const SAFETY: f64 = 0.9;
const MIN_FACTOR: f64 = 0.2;
const MAX_FACTOR: f64 = 5.0;

/// The exponents of the last two errors, in units of the inverse order.
const PROPORTIONAL: f64 = 0.7;
const INTEGRAL: f64 = 0.4;

/// Lower bound on the previous error in step size control.
const MIN_ERROR: f64 = 1e-4;

/// The problem is stiff if it was in this number of the last steps.
const STIFF_STEPS: u32 = 15;
const STEPS_OBSERVED: u32 = 20;

/// The number of repetitions of a step that looks back to itself, the change in tolerances at which it ends, and the factor
/// of the step size where that is not reached.
const MAX_SWEEPS: usize = 10;
const MAX_CHANGE: f64 = 0.1;
const AFTER_DIVERGENCE: f64 = 0.5;

/// The place in a step at which the residual of dense output measures its error, and the error in residuals: in fields with
/// and without curvature, the residual there was 2.6 to 5 and 5.6 to 9 times the largest error.
const RESIDUAL_5: (f64, f64) = (0.15, 1.0 / 3.0);
const RESIDUAL_8: (f64, f64) = (0.95, 1.0 / 7.0);

/// The stages of the current step.
pub(crate) struct Explicit {
    pub method: Method,
    pair: &'static Pair,
    stages: Vec<f64>,
    /// The point of the stage before the last, which is at the end of the step too.
    before: Vec<f64>,
    error: Vec<f64>,
    control: Control,
}

/// The step control of one trajectory, and its steps that were stiff.
pub(crate) struct Control {
    order: f64,
    /// The logarithm of the last error.
    previous_log: f64,
    was_rejected: bool,
    /// A bit for each of the last steps: whether it was stiff.
    stiff: u32,
}

impl Explicit {
    pub fn new(method: Method, size: usize) -> Self {
        let pair = pair_of(method);
        Self {
            method,
            pair,
            stages: vec![0.0; pair.nodes.len() * size],
            before: vec![0.0; size],
            error: vec![0.0; size],
            control: Control::new(pair),
        }
    }

    /// The order of the method.
    pub fn order(&self) -> u32 {
        self.pair.order
    }

    /// Forgets earlier steps, after a change of the state.
    pub fn restart(&mut self) {
        self.control = Control::new(self.pair);
    }

    /// Tries a step.
    pub async fn attempt<S: System>(
        &mut self,
        system: &mut Augmented<'_, S>,
        settings: &Settings,
        (from, h): (&State, f64),
        to: &mut State,
    ) -> Result<Trial, Error> {
        self.take(system, (from, h), to).await?;
        let error = self.error_norm(system.unknowns, settings, h, (&from.y, &to.y));
        Ok(self.control.after(error, to))
    }

    /// Tries a step of a system with delays, which may look back to itself: then it is repeated with its own dense output
    /// until that remains the same. Its error is that of its end and of dense output.
    pub async fn attempt_delayed<S: System>(
        &mut self,
        system: &mut Augmented<'_, S>,
        settings: &Settings,
        (from, h): (&State, f64),
        to: &mut State,
        interpolant: &mut Interpolant,
    ) -> Result<Trial, Error> {
        let is_within = system.past.as_mut().is_some_and(|past| {
            past.begin(from, h);
            past.is_within(h)
        });
        let (mut last, mut middle, mut change) = (Vec::new(), vec![0.0; to.y.len()], f64::INFINITY);
        for _ in 0..MAX_SWEEPS {
            self.take(system, (from, h), to).await?;
            self.interpolate(system, (from, h, to), interpolant).await?;
            if !interpolant.is_usable() {
                return Ok(self.control.rejected(AFTER_OVERFLOW));
            }
            let before = std::mem::take(&mut change);
            if is_within {
                interpolant.write(0.5, &mut middle);
                let now = [&to.y[..], &middle].concat();
                change = change_between(settings, from, (&last, &now));
                last = now;
                system.past.iter_mut().for_each(|past| past.predict(interpolant));
            }
            if change <= MAX_CHANGE {
                let end = self.error_norm(system.unknowns, settings, h, (&from.y, &to.y));
                let within = self.interpolation_error(system, settings, (from, h, to), interpolant).await?;
                return Ok(self.control.after((end * end + within * within).sqrt(), to));
            }
            if change > before {
                break;
            }
        }
        Ok(self.control.rejected(AFTER_DIVERGENCE))
    }

    /// The norm of the error of dense output, by its residual at the place where this is a safe multiple of the error.
    async fn interpolation_error<S: System>(
        &mut self,
        system: &mut Augmented<'_, S>,
        settings: &Settings,
        (from, h, to): (&State, f64, &State),
        interpolant: &Interpolant,
    ) -> Result<f64, Error> {
        let (place, share) = if self.pair.order == 5 { RESIDUAL_5 } else { RESIDUAL_8 };
        let (mut slope, mut value) = (vec![0.0; to.y.len()], vec![0.0; to.y.len()]);
        interpolant.write(place, &mut self.error);
        system.value(from.t + place * h, &self.error, &mut value).await?;
        interpolant.write_slope(place, &mut slope);
        slope.iter_mut().zip(&value).for_each(|(slope, value)| *slope = share * (*slope - h * value));
        Ok(settings.error_norm(&slope, &from.y, &to.y))
    }

    /// Evaluates all stages of a step.
    async fn take<S: System>(
        &mut self,
        system: &mut Augmented<'_, S>,
        (from, h): (&State, f64),
        to: &mut State,
    ) -> Result<(), Error> {
        let size = from.y.len();
        self.stages[..size].copy_from_slice(&from.slope);
        for stage in 1..=self.pair.last {
            self.point(stage, from, h, &mut to.y);
            if stage + 1 == self.pair.last {
                self.before.copy_from_slice(&to.y);
            }
            let t = if stage == self.pair.last { to.t } else { from.t + h * self.pair.nodes[stage] };
            system.value(t, &to.y, &mut self.stages[stage * size..][..size]).await?;
        }
        to.slope.copy_from_slice(&self.stages[self.pair.last * size..][..size]);
        Ok(())
    }

    /// Writes the point of a stage.
    fn point(&self, stage: usize, from: &State, h: f64, point: &mut [f64]) {
        write_sums(&self.stages, self.pair.weights[stage], point);
        point.iter_mut().zip(&from.y).for_each(|(sum, y)| *sum = y + h * *sum);
    }

    /// The norm of the error of the unknowns.
    fn error_norm(&mut self, unknowns: usize, settings: &Settings, h: f64, (y, end): (&[f64], &[f64])) -> f64 {
        let mut error = std::mem::take(&mut self.error);
        let norm = |weights: &&[f64]| {
            write_sums(&self.stages, weights, &mut error);
            h.abs() * settings.error_norm(&error[..unknowns], y, end)
        };
        let norm = combined_error(errors_of(self.pair).iter().map(norm));
        self.error = error;
        norm
    }

    /// Whether the problem is stiff, after an accepted step of size `h` to `to`.
    pub fn is_stiff(&mut self, unknowns: usize, h: f64, to: &State) -> bool {
        let before = &self.stages[(self.pair.last - 1) * to.y.len()..][..unknowns];
        let slopes = distance(&to.slope[..unknowns], before);
        let points = distance(&to.y[..unknowns], &self.before[..unknowns]);
        self.control.is_stiff(self.pair, (h, slopes, points))
    }

    /// Writes the dense output of the last step.
    pub async fn interpolate<S: System>(
        &mut self,
        system: &mut Augmented<'_, S>,
        (from, h, to): (&State, f64, &State),
        interpolant: &mut Interpolant,
    ) -> Result<(), Error> {
        let size = from.y.len();
        if self.pair.order == 5 {
            interpolant.set_order_5(from.t, h, &from.y, &self.stages);
            return Ok(());
        }
        let mut point = std::mem::take(&mut self.error);
        for stage in self.pair.last + 1..self.pair.nodes.len() {
            self.point(stage, from, h, &mut point);
            let t = from.t + h * self.pair.nodes[stage];
            system.value(t, &point, &mut self.stages[stage * size..][..size]).await?;
        }
        self.error = point;
        interpolant.set_order_8(from.t, h, &from.y, &to.y, &self.stages);
        Ok(())
    }
}

/// The number of entries whose sums are in registers at once.
const BLOCK: usize = 8;

/// Writes sums of stages with these weights.
fn write_sums(stages: &[f64], weights: &[f64], sums: &mut [f64]) {
    let mut start = 0;
    while start < sums.len() {
        let write = match sums.len() - start {
            1 => write_block::<1>,
            2 => write_block::<2>,
            3 => write_block::<3>,
            4..BLOCK => write_block::<4>,
            _ => write_block::<BLOCK>,
        };
        start += write(stages, weights, start, sums);
    }
}

/// Writes a block of sums. Returns their number.
fn write_block<const N: usize>(stages: &[f64], weights: &[f64], start: usize, sums: &mut [f64]) -> usize {
    let mut own = [0.0; N];
    for (stage, &weight) in stages.chunks_exact(sums.len()).zip(weights).filter(|(_, weight)| **weight != 0.0) {
        own.iter_mut().zip(&stage[start..start + N]).for_each(|(sum, k)| *sum += weight * k);
    }
    sums[start..start + N].copy_from_slice(&own);
    N
}

impl Control {
    pub fn new(pair: &Pair) -> Self {
        Self { order: f64::from(pair.order), previous_log: MIN_ERROR.ln(), was_rejected: false, stiff: 0 }
    }

    /// Accepts or rejects a step to `to` with this error, and chooses the factor of the next step.
    pub fn after(&mut self, error: f64, to: &State) -> Trial {
        if !(error.is_finite() && are_usable(&to.y) && are_usable(&to.slope)) {
            return self.rejected(AFTER_OVERFLOW);
        }
        // The logarithm of the error enters the factors of this step and of the next.
        let log = error.ln();
        if error > 1.0 {
            return self.rejected(rounded((SAFETY * (-log / self.order).exp()).max(MIN_FACTOR)));
        }
        let min_log = MIN_ERROR.ln();
        let growth = ((INTEGRAL * self.previous_log - PROPORTIONAL * log) / self.order).exp();
        let largest = if self.was_rejected { 1.0 } else { MAX_FACTOR };
        (self.previous_log, self.was_rejected) = (log.max(min_log), false);
        Trial { is_accepted: true, factor: rounded((SAFETY * growth).clamp(MIN_FACTOR, largest)) }
    }

    /// Rejects a step.
    fn rejected(&mut self, factor: f64) -> Trial {
        self.was_rejected = true;
        Trial::rejected(factor)
    }

    /// Whether the problem is stiff, after a step of size `h` with these differences of slopes and points of its last stages.
    pub fn is_stiff(&mut self, pair: &Pair, (h, slopes, points): (f64, f64, f64)) -> bool {
        let is_stiff = points > 0.0 && h.abs() * slopes > pair.stability * points;
        self.stiff = ((self.stiff << 1) | u32::from(is_stiff)) & ((1 << STEPS_OBSERVED) - 1);
        self.stiff.count_ones() >= STIFF_STEPS
    }
}

/// The norm of the change between two repetitions of a step.
fn change_between(settings: &Settings, from: &State, (last, now): (&[f64], &[f64])) -> f64 {
    let size = from.y.len();
    let norm = |(last, now): (&[f64], &[f64])| {
        let change: Vec<f64> = last.iter().zip(now).map(|(last, now)| now - last).collect();
        settings.error_norm(&change, &from.y, now)
    };
    if last.is_empty() { f64::INFINITY } else { last.chunks(size).zip(now.chunks(size)).map(norm).fold(0.0, f64::max) }
}

/// The coefficients of a method.
pub(crate) fn pair_of(method: Method) -> &'static Pair {
    if method == Method::DormandPrince5 { &ORDER_5 } else { &ORDER_8 }
}

/// The weights of the stages in the errors of a method.
pub(crate) fn errors_of(pair: &Pair) -> &'static [&'static [f64]] {
    if pair.order == 5 { &[ERROR_5] } else { &ERRORS_8 }
}

/// The error of a step by the norms of its one or two errors.
pub(crate) fn combined_error(mut norms: impl Iterator<Item = f64>) -> f64 {
    let fifth = norms.next().unwrap_or(0.0);
    let Some(third) = norms.next() else { return fifth };
    // Both errors together, after DOP853: the one of order 3 makes up for zeros of the one of order 5.
    let both = (fifth * fifth + 0.1 * third * (0.1 * third)).sqrt();
    if both > 0.0 { fifth * (fifth / both) } else { both }
}

/// The Euclidean distance of two vectors.
pub(crate) fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
}

/// A step size or factor in single precision: powers differ in their last digits between platforms, and steps should not.
pub(crate) fn rounded(factor: f64) -> f64 {
    f64::from(factor as f32)
}
