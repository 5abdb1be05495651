//! Newton's method on the dual at one level L, with a sparse Hessian.
//!
//! ```text
//! repeat
//!     evaluate the plan's row sums r, column sums c, marginal error e, and its entries above a threshold
//!     e <= goal: done
//!     solve [[r + shift, S], [S', c + shift]] (x, y) = (a - r, b - c);  step (f, g) += t L (x, y)
//!         (for a marginal with penalty rho, a exp(-f / rho) replaces a, and L / rho times it is added to the diagonal)
//!     if that was cheap: one correction, for the error predicted at the end of the step by the kept entries
//!     line search: the first t of 1, 1/2, ... with sufficient increase of the dual objective
//!     one exact update of g, at no cost: the column sums of the accepted point are known
//! ```
//!
//! The entries omitted from S are limited by their *mass*, in proportion to the error, never by their number: the
//! smallest entries that link two clusters of points determine the convergence of the slow modes.

use crate::kept::Keep;
use crate::lanes::larger;
use crate::marginal::Marginal;
use crate::potentials::Potentials;
use crate::precision::NOTICEABLE_FALL;
use crate::result::fix_gauge;
use crate::solution::Phase;
use crate::solver::{Evaluated, Outcome, Solver, Stop};
use crate::sums::Evaluation;
use superlinear_interface::Error;
use superlinear_numerics::elementwise::exp;
use superlinear_numerics::newton::{ARMIJO, GOOD_GAIN, LARGEST_FORCING, POOR_GAIN};
use superlinear_numerics::vectors::dot_in_order;

/// Maximum number of steps at one level. Successful levels take 3 to 20. 30 and 120 change nothing in
/// `npm run bench:constants -- transport`.
const MAX_STEPS: u32 = 60;

/// Mass omitted from the Hessian, as a fraction of the marginal error. The diagonal includes this mass, so it damps the
/// step, but far too little to slow convergence. From half to double steps and products differ by 1 % at most
/// (`npm run bench:constants -- transport`).
const DROPPED_PART: f64 = 0.03;

/// Omitted mass below this changes nothing: it is close to the rounding error of the row sums, whose total is 1.
const SMALLEST_BUDGET: f64 = 1e-13;

/// A step that leaves more than this fraction of the error is too slow: the next one omits less of the plan. (If the
/// omitted mass followed every error, the Hessian would fill up without end; if it followed none, convergence would be
/// linear.) From half to double steps differ by less than 1 % and products by -3 and +4 %
/// (`npm run bench:constants -- transport`).
const GOOD_CONTRACTION: f64 = 0.3;

/// The Levenberg-Marquardt shift of the Hessian is initially this number times the gradient norm (Tang and Qiu, Safe
/// and Sparse Newton Method for Entropic-Regularized Optimal Transport, NeurIPS 2024), so that it vanishes at the
/// solution. Half of it changes steps and products by 2 % at most, twice as much takes 5 % more steps
/// (`npm run bench:constants -- transport`).
const INITIAL_SHIFT: f64 = 0.01;

/// The limits of the shift, in gradient norms. At the lower one it is far below the omitted mass, which also damps the
/// step. It takes 14 refusals to get from the initial shift to the upper one.
const SMALLEST_SHIFT: f64 = 1e-5;
const LARGEST_SHIFT: f64 = 1e6;

/// The factor by which a step changes the shift. With 2 there are 4 % more steps and 6 % more products, with 8 there
/// are 1 and 3 % fewer (`npm run bench:constants -- transport`).
const SHIFT_FACTOR: f64 = 4.0;

/// The relative residual of the linear systems is this number times the square root of the error, for convergence of
/// order 3/2 (Dembo, Eisenstat, Steihaug, Inexact Newton Methods, 1982), and at most [`LARGEST_FORCING`]. The latter is
/// enough for corrections, because these are small compared with their step. Half the factor takes 4 % more products,
/// twice the factor 2 % more steps and 1 % fewer products (`npm run bench:constants -- transport`).
const FORCING: f64 = 3.0;

/// In a careful descent the relative residual is multiplied by this: it is one number for all rows and columns, and
/// must be small compared with the smallest mass too. With 1e-4 there are 11 % fewer products, but one of 4000 random
/// problems with masses over some 16 decades stalls; with this value none does.
const CAREFUL_FORCING: f64 = 1e-8;

/// A step is corrected if its products with the kept entries cost at most as much as this many passes over all costs:
/// an evaluation costs about as much as this many products. With 3 there are 8 % more steps, with 12 there are 3 % more
/// products (`npm run bench:constants -- transport`).
const PRODUCTS_OF_A_PASS: f64 = 6.0;

/// A step with a predicted error above this fraction of the current one is not worth a correction: the quadratic model
/// is inaccurate there. Half as much takes 5 % more steps, twice as much 5 % more steps and 7 % more products
/// (`npm run bench:constants -- transport`).
const CORRECTABLE: f64 = 0.5;

/// A step with a predicted error below this fraction of the current one needs no correction: the kept entries have a
/// relative error of 2^-11, half of it, and predict no better.
const MODEL_PRECISION: f64 = 1e-3;

/// The residual of a linear system need not be below this fraction of the goal: its effect is then small compared with
/// it.
const NEEDED_PART: f64 = 0.1;

/// Trial step lengths, in ratios of 2 to 3: each costs an evaluation. If the shortest fails the shift grows, which also
/// turns the direction.
const STEP_LENGTHS: [f64; 5] = [1.0, 0.5, 0.25, 0.1, 0.03];

/// A step of at most this length shows that the quadratic model was trusted too far, whatever its gain. With the gain
/// ratio as the only criterion, steps stay as short as the last one under Manhattan distances.
const SHORT_STEP: f64 = 0.25;

/// Gains below this, relative to the dual objective, are lost in its rounding error of a few thousand units in the last
/// place, from a sum over all points. Steps are then evaluated by the marginal error. A gain is about the square of the
/// error: with gains as the only criterion there was no progress below an error of 5e-9.
const MEASURABLE_GAIN: f64 = 1e-12;

/// Maximum number of linear systems without an acceptable step, at one point, before sweeps take over. It is more than
/// enough for the shift to reach its upper limit.
const MAX_REFUSALS: u32 = 20;

/// The diagonal entry added for a frozen point: as much as all masses together. It reduces the point's step to the
/// order of its mass.
const HELD: f64 = 1.0;

/// State adapted from step to step.
struct Damping {
    /// The shift of the Hessian, in gradient norms.
    shift: f64,
    /// The mass that may be omitted from the Hessian.
    budget: f64,
}

/// A trial step.
struct Step<'a> {
    /// The change of the potentials, divided by the level.
    direction: &'a Potentials,
    /// The directional derivative of the dual objective.
    slope: f64,
    /// Whether gains of the dual objective exceed its rounding error.
    is_measurable: bool,
}

struct Accepted {
    length: f64,
    /// Ratio of the actual to the predicted gain.
    gain: f64,
}

impl Solver<'_> {
    /// Takes Newton steps at `level` until the marginal error is at most `goal`. `error` is an estimate of the error of
    /// `point`.
    pub(crate) fn newton(
        &mut self,
        point: &mut Potentials,
        level: f64,
        goal: f64,
        error: f64,
    ) -> Result<Outcome, Stop> {
        let mut damping = Damping { shift: INITIAL_SHIFT, budget: budget_for(error) };
        let mut previous_error = f64::INFINITY;
        let mut fruitless_rescues = 0;
        let mut has_swept = false;
        self.evaluate_here(point, level, self.keep(damping.budget))?;
        for _ in 0..MAX_STEPS {
            let error = self.here.errors.error();
            self.remember(point, level, self.here.errors);
            if error <= goal {
                return Ok(Outcome::Solved);
            }
            if error > GOOD_CONTRACTION * previous_error && budget_for(error) < damping.budget {
                damping.budget = budget_for(error);
                self.evaluate_here(point, level, self.keep(damping.budget))?;
            }
            if self.passes.is_overfull(self.limits.max_plan_entries) {
                return self.sweep_on(point, level, goal);
            }
            // Only errors relative to small masses are left. Mostly each row is wrong on its own, and a sweep corrects
            // that better than a step.
            has_swept = !has_swept && self.here.errors.are_relative();
            if has_swept {
                self.sweep(point, level)?;
                self.evaluate_here(point, level, self.keep(damping.budget))?;
                continue;
            }
            previous_error = error;
            if self.newton_step(point, level, goal, &mut damping)? {
                fruitless_rescues = 0;
            } else {
                fruitless_rescues += 1;
                if fruitless_rescues == 2 {
                    return Ok(Outcome::Stuck);
                }
                self.sweep(point, level)?;
                self.sweep(point, level)?;
                self.evaluate_here(point, level, self.keep(damping.budget))?;
            }
        }
        Ok(Outcome::Stuck)
    }

    /// The entries to keep: the omitted ones sum to at most `budget`. A careful descent omits none.
    pub(crate) fn keep(&self, budget: f64) -> Keep {
        let threshold = if self.is_careful { f64::MIN_POSITIVE } else { budget / self.pairs() };
        Keep { threshold, limit: self.limits.max_plan_entries }
    }

    /// The number of pairs of points.
    fn pairs(&self) -> f64 {
        self.instance.a.len() as f64 * self.instance.b.len() as f64
    }

    /// The unit of the shift, to be multiplied by a point's weight. For equal masses the product is the gradient norm;
    /// otherwise each gradient entry is divided by the root of its weight, so that a point's step does not depend on
    /// its mass.
    fn shift_unit(&self, point: &Potentials, u: &[f64], v: &[f64]) -> f64 {
        let squares = |u: &[f64], weights: Vec<f64>| -> f64 { u.iter().zip(weights).map(|(u, a)| u * (u / a)).sum() };
        let [rows, columns] = self.weights(point);
        (self.pairs().sqrt() * (squares(u, rows) + squares(v, columns))).sqrt()
    }

    /// The weight of each point at the point evaluated in `here`: its mass, or for a marginal with a penalty the larger
    /// of its desired and its actual sum.
    fn weights(&self, point: &Potentials) -> [Vec<f64>; 2] {
        let side = |marginal: Marginal<'_>, potentials: &[f64], sums: &[f64]| -> Vec<f64> {
            if marginal.softness == 0.0 {
                return marginal.masses.to_vec();
            }
            marginal
                .wanted(potentials)
                .zip(sums)
                .map(|(wanted, &sum)| larger(wanted, sum).max(f64::MIN_POSITIVE))
                .collect()
        };
        let Evaluation { row_sums, column_sums, .. } = &self.here;
        [side(self.instance.source(), &point.f, row_sums), side(self.instance.target(), &point.g, column_sums)]
    }

    /// Takes one step, with increasing shifts until one is acceptable. Returns false if none is.
    fn newton_step(
        &mut self,
        point: &mut Potentials,
        level: f64,
        goal: f64,
        damping: &mut Damping,
    ) -> Result<bool, Stop> {
        self.ensure_within_limits()?;
        self.iterations.newton += 1;
        let dual = self.dual_value(point, level, self.here.mass);
        self.record(Phase::Newton, level, self.here.errors.total, dual, self.passes.kept_entries());
        let (u, v) = self.gradient(point);
        let shift_unit = self.shift_unit(point, &u, &v);
        let error = self.here.errors.error();
        let mut tolerance = (FORCING * error.sqrt()).max(NEEDED_PART * goal / error).min(LARGEST_FORCING);
        if self.is_careful {
            tolerance *= CAREFUL_FORCING;
        }
        let mut direction = Potentials::default();
        for _ in 0..MAX_REFUSALS {
            self.ensure_within_time()?;
            if self.entries_at == Evaluated::There {
                self.evaluate_here(point, level, self.keep(damping.budget))?;
            }
            self.prepare_system(point, level, damping.shift * shift_unit)?;
            let products = self.passes.solve((&u, &v), tolerance, &mut direction)?;
            self.iterations.linear += products;
            if f64::from(products) * self.passes.kept_entries() as f64 <= PRODUCTS_OF_A_PASS * self.pairs() {
                self.correct(point, level, goal, &mut direction)?;
            }
            fix_gauge(self.instance, &mut direction);
            let slope = level * (dot_in_order(&u, &direction.f) + dot_in_order(&v, &direction.g));
            let is_measurable = slope > MEASURABLE_GAIN * (dual.abs() + level);
            let step = Step { direction: &direction, slope, is_measurable };
            let accepted = self.line_search(point, level, &step, damping.budget)?;
            damping.learn(accepted.as_ref());
            if accepted.is_some() {
                if self.instance.mirror.is_none() && !self.is_careful {
                    self.balance_here(point, level, damping.budget)?;
                }
                return Ok(true);
            }
            if !is_measurable {
                return Ok(false);
            }
        }
        Ok(false)
    }

    /// Adds a correction to the step for the error at its end, as predicted by the kept entries. It uses the same
    /// matrix, which makes the order of convergence 3 (Potra and Pták, Nondiscrete Induction and Iterative Processes,
    /// 1984).
    fn correct(&mut self, point: &Potentials, level: f64, goal: f64, direction: &mut Potentials) -> Result<(), Stop> {
        let mut end = point.clone();
        end.advance(direction, level);
        let Some(changes) = self.passes.promised_changes(direction)? else { return Ok(()) };
        let (mut u, mut v) = self.gradient(&end);
        let mut promised_error = 0.0;
        for (missing, change) in u.iter_mut().zip(&changes.f).chain(v.iter_mut().zip(&changes.g)) {
            *missing -= change;
            promised_error += missing.abs();
        }
        let enough = (MODEL_PRECISION * self.here.errors.error()).max(NEEDED_PART * goal);
        if promised_error > enough && promised_error <= CORRECTABLE * self.here.errors.error() {
            let mut correction = Potentials::default();
            self.iterations.linear += self.passes.solve((&u, &v), LARGEST_FORCING, &mut correction)?;
            direction.advance(&correction, 1.0);
        }
        Ok(())
    }

    /// The desired sums at `point` minus the sums in `here`: the gradient of the dual objective if `here` evaluates
    /// this point.
    fn gradient(&self, point: &Potentials) -> (Vec<f64>, Vec<f64>) {
        let side = |marginal: Marginal<'_>, potentials: &[f64], sums: &[f64]| -> Vec<f64> {
            marginal.wanted(potentials).zip(sums).map(|(wanted, sum)| wanted - sum).collect()
        };
        (
            side(self.instance.source(), &point.f, &self.here.row_sums),
            side(self.instance.target(), &point.g, &self.here.column_sums),
        )
    }

    /// Sets up the linear system at the point evaluated in `here`, with `shift` times the weights added to its
    /// diagonal. Points that keep a negligible fraction of their mass are frozen: only sweeps move them, by logarithms
    /// of their sums.
    pub(crate) fn prepare_system(&mut self, point: &Potentials, level: f64, shift: f64) -> Result<(), Error> {
        debug_assert_eq!(self.entries_at, Evaluated::Here, "the entries are those of another point");
        let side = |marginal: Marginal<'_>, potentials: &[f64], weights: Vec<f64>| -> Vec<f64> {
            let curvature = level * marginal.softness;
            let added = |((wanted, weight), mass): ((f64, f64), &f64)| {
                let is_held = weight < (self.negligible * mass).max(f64::MIN_POSITIVE / f64::EPSILON);
                if is_held { HELD } else { curvature * wanted + shift * weight }
            };
            marginal.wanted(potentials).zip(weights).zip(marginal.masses).map(added).collect()
        };
        let [rows, columns] = self.weights(point);
        let rows = side(self.instance.source(), &point.f, rows);
        let columns = side(self.instance.target(), &point.g, columns);
        self.passes.prepare(point, level, &self.here, (&rows, &columns))
    }

    /// Moves `point` by the first acceptable length of `step`; `here` is then the evaluation there. If no length is
    /// acceptable, the kept entries are those of the last trial.
    fn line_search(
        &mut self,
        point: &mut Potentials,
        level: f64,
        &Step { direction, slope, is_measurable }: &Step<'_>,
        budget: f64,
    ) -> Result<Option<Accepted>, Stop> {
        for length in STEP_LENGTHS {
            self.ensure_within_time()?;
            let mut trial = point.clone();
            trial.advance(direction, length * level);
            let mut masses_gain = self.instance.gain(point, direction, length * level);
            if self.is_careful {
                let end = trial.clone();
                self.sweep(&mut trial, level)?;
                masses_gain += self.instance.gain(&end, &trial.less(&end), 1.0);
            }
            self.evaluate_there(&trial, level, self.keep(budget))?;
            let gain = masses_gain - level * (self.there.mass - self.here.mass);
            let accept = if is_measurable {
                gain >= ARMIJO * length * slope
            } else {
                self.there.errors.error() < NOTICEABLE_FALL * self.here.errors.error()
            };
            if accept {
                *point = trial;
                self.accept();
                // In the quadratic model, conjugate gradients from zero make the directional derivative equal to the
                // curvature; a correction changes that little.
                let predicted = slope * (length - 0.5 * length * length);
                return Ok(Some(Accepted { length, gain: if is_measurable { gain / predicted } else { 1.0 } }));
            }
        }
        Ok(None)
    }

    /// The exact update of g at the point evaluated in `here`.
    fn balance_here(&mut self, point: &mut Potentials, level: f64, budget: f64) -> Result<(), Stop> {
        let before = point.g.clone();
        self.passes.balance_targets(point, level)?;
        let mut factors: Vec<f64> =
            before.iter().zip(&point.g).map(|(before, after)| (after - before) / level).collect();
        exp(&mut factors);
        let Some(uncertainty) = self.passes.follow_columns(point, level, &factors, &mut self.here.row_sums)? else {
            return Ok(self.evaluate_here(point, level, self.keep(budget))?);
        };
        let Evaluation { row_sums, column_sums, errors, mass, .. } = &mut self.here;
        column_sums.iter_mut().zip(&factors).for_each(|(sum, factor)| *sum *= factor);
        *mass = column_sums.iter().sum();
        *errors = self.instance.marginal_errors(&point.f, &point.g, row_sums, column_sums);
        errors.worst += uncertainty;
        Ok(())
    }
}

impl Damping {
    /// Adapts the shift to the result of the last attempt.
    fn learn(&mut self, accepted: Option<&Accepted>) {
        match accepted {
            Some(step) if step.gain > GOOD_GAIN && step.length == 1.0 => {
                self.shift = (self.shift / SHIFT_FACTOR).max(SMALLEST_SHIFT);
            }
            Some(step) if step.gain >= POOR_GAIN && step.length > SHORT_STEP => {}
            _ => self.shift = (self.shift * SHIFT_FACTOR).min(LARGEST_SHIFT),
        }
    }
}

/// The mass that may be omitted from the Hessian at a point with this error.
fn budget_for(error: f64) -> f64 {
    (DROPPED_PART * error.min(1.0)).max(SMALLEST_BUDGET)
}
