//! The Radau IIA method of order 5, with simplified Newton iterations on one real and one complex system.
//!
//! Sources: Hairer, Wanner, Solving Ordinary Differential Equations II, 1996, IV.8 (the code RADAU5); for the details of
//! the iterations, the implementation of SciPy; for the step control, Gustafsson, Control-theoretic techniques for
//! stepsize selection in implicit Runge-Kutta methods, ACM Trans. Math. Softw. 20, 1994.

use crate::augmented::Augmented;
use crate::dense_lu::Factorization;
use crate::interpolant::Interpolant;
use crate::newton::{COMPLEX, Matrices, REAL};
use crate::settings::Settings;
use crate::step::{State, Trial, are_usable};
use crate::system::System;
use crate::transformed::Transformed;
use std::ops::Range;
use superlinear_interface::{Error, Run};
use superlinear_numerics::vectors;
use superlinear_systems::scalar::Scalar;

const SQRT_6: f64 = 2.449_489_742_783_178;

/// The nodes within a step; the third is 1.
const NODES: [f64; 2] = [(4.0 - SQRT_6) / 10.0, (4.0 + SQRT_6) / 10.0];

/// The weights of the changes at the nodes in the error, which has order 3.
const ERROR: [f64; 3] = [(-13.0 - 7.0 * SQRT_6) / 3.0, (-13.0 + 7.0 * SQRT_6) / 3.0, -1.0 / 3.0];

/// The maximum number of Newton iterations; with more, a smaller step is cheaper.
const MAX_ITERATIONS: u32 = 6;

/// The same for the linear systems of the sensitivities, with their own convergence.
const MAX_SENSITIVITY_ITERATIONS: u32 = 20;

/// A new Jacobian is computed if the iterations took more than two and converged slower than this.
const FAST_RATE: f64 = 1e-3;

/// Factors of the step size that are not worth a new factorization: the step size is kept. From 0.9 on there are up to
/// half as many factorizations as from 1 on, with hardly more rejected steps (van der Pol, Oregonator at 1e-8).
const KEPT_FACTORS: Range<f64> = 0.9..1.2;

const SAFETY: f64 = 0.9;
const MIN_FACTOR: f64 = 0.2;
const MAX_FACTOR: f64 = 10.0;
const AFTER_DIVERGENCE: f64 = 0.5;

/// The state of the method between steps.
pub(crate) struct Radau {
    mass: Vec<f64>,
    matrices: Matrices,
    jacobian: Vec<f64>,
    /// Whether the Jacobian is that of the current state.
    is_current: bool,
    /// Whether the Jacobian is that of an earlier state, but serves.
    is_there: bool,
    /// The step size of the factors.
    factored_step: Option<f64>,
    /// The largest absolute sum of a row or a column of the Jacobian, whichever is less, once it is asked for.
    bound: Option<f64>,
    /// The changes of the state at the nodes.
    changes: [Vec<f64>; 3],
    work: Workspace,
    /// Size and error of the last accepted step.
    previous: Option<(f64, f64)>,
    /// Whether the interpolant is that of the step before.
    can_extrapolate: bool,
    was_rejected: bool,
    pub factorizations: u32,
}

/// Vectors of Newton's iterations.
struct Workspace {
    point: Vec<f64>,
    /// The slopes at the nodes.
    slopes: [Vec<f64>; 3],
    transformed: Transformed,
    corrections: Transformed,
    /// The reciprocals of the tolerances of the unknowns.
    scales: Vec<f64>,
}

/// The outcome of Newton iterations.
struct Iterations {
    has_converged: bool,
    count: u32,
    rate: Option<f64>,
}

impl Radau {
    pub fn new<S: System>(system: &mut Augmented<'_, S>, settings: &Settings, run: &Run) -> Result<Self, Error> {
        let size = system.size();
        Ok(Self {
            mass: settings.mass.clone().unwrap_or_else(|| vec![1.0; system.unknowns]),
            matrices: Matrices::new(system.pattern()?, run)?,
            jacobian: Vec::new(),
            is_current: false,
            is_there: false,
            factored_step: None,
            bound: None,
            changes: std::array::from_fn(|_| vec![0.0; size]),
            work: Workspace::new(system.unknowns),
            previous: None,
            can_extrapolate: false,
            was_rejected: false,
            factorizations: 0,
        })
    }

    /// Forgets earlier steps, after a change of the state or of the method.
    pub fn restart(&mut self) {
        (self.is_current, self.is_there, self.can_extrapolate) = (false, false, false);
        (self.previous, self.factored_step, self.was_rejected) = (None, None, false);
    }

    /// The smaller of two norms of the Jacobian, a bound of its eigenvalues: the largest sum of a row and of a column.
    pub fn jacobian_bound<S: System>(&mut self, system: &mut Augmented<'_, S>) -> Result<f64, Error> {
        if let Some(bound) = self.bound {
            return Ok(bound);
        }
        let n = system.unknowns;
        let (mut rows, mut columns) = (vec![0.0; n], vec![0.0; n]);
        for (&(i, j), entry) in system.pattern()?.entries.iter().zip(&self.jacobian).filter(|((_, j), _)| *j < n) {
            rows[i] += entry.abs();
            columns[j] += entry.abs();
        }
        let largest = |sums: &[f64]| sums.iter().copied().fold(0.0, f64::max);
        Ok(*self.bound.insert(largest(&rows).min(largest(&columns))))
    }

    /// Tries a step. `last` is the dense output of the step before. `None` once the time limit has passed.
    pub async fn attempt<S: System>(
        &mut self,
        system: &mut Augmented<'_, S>,
        (settings, run): (&Settings, &Run),
        (from, h): (&State, f64),
        to: &mut State,
        last: &Interpolant,
    ) -> Result<Option<Trial>, Error> {
        let iterations = loop {
            if !self.is_there {
                system.jacobian(from.t, &from.y, &mut self.jacobian).await?;
                (self.is_current, self.is_there, self.factored_step, self.bound) = (true, true, None, None);
                if !self.jacobian.iter().all(|entry| entry.is_finite()) {
                    self.is_there = false;
                    return Ok(Some(self.rejected(AFTER_DIVERGENCE)));
                }
            }
            if self.factored_step != Some(h) {
                self.factorizations += 1;
                match self.matrices.factorize(&self.jacobian, (&self.mass, h), run)? {
                    Factorization::Regular => self.factored_step = Some(h),
                    Factorization::Singular => return Ok(Some(self.rejected(AFTER_DIVERGENCE))),
                    Factorization::OutOfTime => return Ok(None),
                }
            }
            self.predict(from, h, last);
            let iterations = self.iterate(system, settings, from, h).await?;
            if iterations.has_converged || self.is_current {
                break iterations;
            }
            self.is_there = false;
        };
        if !iterations.has_converged {
            return Ok(Some(self.rejected(AFTER_DIVERGENCE)));
        }
        to.y.iter_mut().zip(&from.y).zip(&self.changes[2]).for_each(|((end, y), change)| *end = y + change);
        let error = self.error_norm(system, settings, (from, h), to).await?;
        if !error.is_finite() {
            return Ok(Some(self.rejected(AFTER_DIVERGENCE)));
        }
        let most = f64::from(2 * MAX_ITERATIONS + 1);
        let safety = SAFETY * most / (f64::from(2 * MAX_ITERATIONS) + f64::from(iterations.count));
        let factor = safety * self.predicted_factor(h, error);
        if error > 1.0 {
            return Ok(Some(self.rejected(factor.clamp(MIN_FACTOR, 1.0))));
        }
        if system.columns > 0 && !self.sensitivities(system, settings, from, h).await? {
            return Ok(Some(self.rejected(AFTER_DIVERGENCE)));
        }
        let n = system.unknowns;
        to.y[n..]
            .iter_mut()
            .zip(&from.y[n..])
            .zip(&self.changes[2][n..])
            .for_each(|((end, y), change)| *end = y + change);
        system.field(to.t, &to.y, &mut to.slope).await?;
        if !(are_usable(&to.y) && are_usable(&to.slope[..n])) {
            return Ok(Some(self.rejected(AFTER_DIVERGENCE)));
        }
        Ok(Some(self.accepted(h, (error, factor), &iterations)))
    }

    fn rejected(&mut self, factor: f64) -> Trial {
        self.was_rejected = true;
        Trial::rejected(factor)
    }

    fn accepted(&mut self, h: f64, (error, factor): (f64, f64), iterations: &Iterations) -> Trial {
        let is_slow = iterations.count > 2 && iterations.rate.is_some_and(|rate| rate > FAST_RATE);
        self.is_current = false;
        self.is_there = !is_slow;
        let largest = if self.was_rejected { 1.0 } else { MAX_FACTOR };
        let mut factor = factor.min(largest);
        if !is_slow && KEPT_FACTORS.contains(&factor) {
            factor = 1.0;
        }
        (self.previous, self.was_rejected, self.can_extrapolate) = (Some((h, error)), false, true);
        Trial { is_accepted: true, factor: factor.max(MIN_FACTOR) }
    }

    /// The factor of the next step by the errors of the last two.
    fn predicted_factor(&self, h: f64, error: f64) -> f64 {
        let error = error.max(1e-10);
        let trend = match self.previous {
            Some((previous_h, previous_error)) => {
                (h / previous_h).abs() * (previous_error.max(1e-10) / error).powf(0.25)
            }
            None => 1.0,
        };
        trend.min(1.0) * error.powf(-0.25)
    }

    /// Sets the changes at the nodes to those of the last step's polynomial.
    fn predict(&mut self, from: &State, h: f64, last: &Interpolant) {
        for (change, node) in self.changes.iter_mut().zip([NODES[0], NODES[1], 1.0]) {
            if !self.can_extrapolate {
                change.fill(0.0);
                continue;
            }
            last.write(last.place(from.t + node * h), change);
            change.iter_mut().zip(&from.y).for_each(|(change, y)| *change -= y);
        }
    }

    /// Newton iterations for the changes of the unknowns at the nodes.
    async fn iterate<S: System>(
        &mut self,
        system: &mut Augmented<'_, S>,
        settings: &Settings,
        from: &State,
        h: f64,
    ) -> Result<Iterations, Error> {
        let n = system.unknowns;
        let tolerance = (10.0 * f64::EPSILON / settings.tolerance).max(settings.tolerance.sqrt().min(0.03));
        self.work.set_scales(settings, &from.y);
        self.work.transformed.set(self.changes.each_ref().map(|change| &change[..n]));
        let mut iterations = Iterations { has_converged: false, count: 0, rate: None };
        let mut previous: Option<f64> = None;
        for left in (1..=MAX_ITERATIONS).rev() {
            iterations.count += 1;
            let Workspace { point, slopes, .. } = &mut self.work;
            for ((change, slope), node) in self.changes.iter().zip(slopes).zip([NODES[0], NODES[1], 1.0]) {
                point.iter_mut().zip(&from.y).zip(change).for_each(|((point, y), change)| *point = y + change);
                system.field(from.t + node * h, point, slope).await?;
            }
            self.set_corrections(h);
            let size = self.work.size_of_corrections();
            if !size.is_finite() {
                break;
            }
            iterations.rate = previous.map(|previous| size / previous);
            if let Some(rate) = iterations.rate
                && (rate >= 1.0 || rate.powi(left as i32) / (1.0 - rate) * size > tolerance)
            {
                break;
            }
            self.correct(0..n);
            if size == 0.0 || iterations.rate.is_some_and(|rate| rate / (1.0 - rate) * size < tolerance) {
                iterations.has_converged = true;
                break;
            }
            previous = Some(size);
        }
        Ok(iterations)
    }

    /// Sets the Newton corrections of the transformed changes, for the slopes at the nodes.
    fn set_corrections(&mut self, h: f64) {
        let Workspace { slopes, transformed, corrections, .. } = &mut self.work;
        let (real, complex) = (REAL / h, COMPLEX / h);
        corrections.set(slopes.each_ref().map(|slope| &slope[..]));
        let own = corrections.real.iter_mut().zip(&mut corrections.complex);
        for ((mass, (x, z)), (a, b)) in self.mass.iter().zip(own).zip(transformed.real.iter().zip(&transformed.complex))
        {
            *x -= real * mass * a;
            *z -= complex * (b * *mass);
        }
        self.matrices.solve(&mut corrections.real);
        self.matrices.solve_complex(&mut corrections.complex);
    }

    /// Adds the corrections, and writes this part of the changes.
    fn correct(&mut self, part: Range<usize>) {
        let Workspace { transformed, corrections, .. } = &mut self.work;
        transformed.add(corrections);
        transformed.write(self.changes.each_mut().map(|change| &mut change[part.clone()]));
    }

    /// The norm of the error of the unknowns.
    async fn error_norm<S: System>(
        &self,
        system: &mut Augmented<'_, S>,
        settings: &Settings,
        (from, h): (&State, f64),
        to: &State,
    ) -> Result<f64, Error> {
        let n = system.unknowns;
        let weighted =
            |i: usize| -> f64 { (0..3).map(|k| ERROR[k] * self.changes[k][i]).sum::<f64>() * self.mass[i] / h };
        let mut error: Vec<f64> = (0..n).map(|i| from.slope[i] + weighted(i)).collect();
        self.matrices.solve(&mut error);
        let mut norm = settings.error_norm(&error, &from.y, &to.y);
        if norm > 1.0 && (self.was_rejected || self.previous.is_none()) {
            // The filter once more: at the first step, and after a rejection, the estimate is too large on stiff problems.
            let point: Vec<f64> = error.iter().zip(&from.y).map(|(error, y)| y + error).collect();
            system.field(from.t, &point, &mut error).await?;
            error.iter_mut().enumerate().for_each(|(i, value)| *value += weighted(i));
            self.matrices.solve(&mut error);
            norm = settings.error_norm(&error, &from.y, &to.y);
        }
        Ok(norm)
    }

    /// Solves for the changes of the sensitivities at the nodes, which are linear systems with the Jacobians there.
    /// Returns whether the iterations converged.
    async fn sensitivities<S: System>(
        &mut self,
        system: &mut Augmented<'_, S>,
        settings: &Settings,
        from: &State,
        h: f64,
    ) -> Result<bool, Error> {
        let (n, size) = (system.unknowns, from.y.len());
        let mut jacobians: [Vec<f64>; 3] = Default::default();
        let mut points: [Vec<f64>; 3] = std::array::from_fn(|_| from.y.clone());
        for (k, node) in [NODES[0], NODES[1], 1.0].into_iter().enumerate() {
            points[k].iter_mut().zip(&self.changes[k]).for_each(|(point, change)| *point += change);
            system.jacobian(from.t + node * h, &points[k], &mut jacobians[k]).await?;
        }
        let accuracy = (SENSITIVITY_ACCURACY * settings.tolerance).max(MIN_SENSITIVITY_ACCURACY);
        let mut slopes: [Vec<f64>; 3] = std::array::from_fn(|_| vec![0.0; size]);
        for _ in 0..MAX_SENSITIVITY_ITERATIONS {
            for ((point, change), (entries, slope)) in
                points.iter_mut().zip(&self.changes).zip(jacobians.iter().zip(&mut slopes))
            {
                point.iter_mut().zip(&from.y).zip(change).for_each(|((point, y), change)| *point = y + change);
                system.slopes(entries, point, slope)?;
            }
            let mut ratios = Vec::with_capacity(size);
            for start in (n..size).step_by(n) {
                let column = start..start + n;
                for (own, slope) in self.work.slopes.iter_mut().zip(&slopes) {
                    own.copy_from_slice(&slope[column.clone()]);
                }
                self.work.transformed.set(self.changes.each_ref().map(|change| &change[column.clone()]));
                self.set_corrections(h);
                let Transformed { real, complex } = &self.work.corrections;
                let sizes = points[2][column.clone()].iter().map(|value| value.abs());
                let scale = SMALL_SENSITIVITY * sizes.clone().fold(f64::MIN_POSITIVE, f64::max);
                for ((value, real), complex) in sizes.zip(real).zip(complex) {
                    ratios.push(real.abs().max(complex.size()) / (value + scale));
                }
                self.correct(column);
            }
            let largest = vectors::largest(&ratios);
            if largest <= accuracy {
                return Ok(true);
            }
            if !largest.is_finite() {
                return Ok(false);
            }
        }
        Ok(false)
    }

    /// Writes the dense output of the last step.
    pub fn interpolate(&self, from: &State, h: f64, interpolant: &mut Interpolant) {
        interpolant.set_collocation(from.t, h, &from.y, NODES, &self.changes);
    }
}

/// The relative accuracy of the sensitivities' systems, in tolerances, and its smallest value, that of rounding.
const SENSITIVITY_ACCURACY: f64 = 1e-3;
const MIN_SENSITIVITY_ACCURACY: f64 = 1e-13;

/// The size relative to the largest component at which a sensitivity counts as small.
const SMALL_SENSITIVITY: f64 = 1e-3;

impl Workspace {
    fn new(unknowns: usize) -> Self {
        Self {
            point: vec![0.0; unknowns],
            slopes: std::array::from_fn(|_| vec![0.0; unknowns]),
            transformed: Transformed::new(unknowns),
            corrections: Transformed::new(unknowns),
            scales: vec![0.0; unknowns],
        }
    }

    fn set_scales(&mut self, settings: &Settings, y: &[f64]) {
        for ((scale, absolute), y) in self.scales.iter_mut().zip(&settings.absolute).zip(y) {
            *scale = 1.0 / (absolute + settings.tolerance * y.abs());
        }
    }

    /// The root mean square of the corrections, in units of the tolerance.
    fn size_of_corrections(&self) -> f64 {
        let Transformed { real, complex } = &self.corrections;
        let squares = real.iter().zip(complex).zip(&self.scales).map(|((real, complex), scale)| {
            let (x, y, z) = (real * scale, complex.re * scale, complex.im * scale);
            x * x + y * y + z * z
        });
        (squares.sum::<f64>() / (3 * self.scales.len()) as f64).sqrt()
    }
}
