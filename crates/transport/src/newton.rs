//! Newton's method on the dual at one level L, with a sparse Hessian.
//!
//! ```text
//! repeat
//!     evaluate the plan's row sums r, column sums c, marginal error e, and its entries of at least some threshold
//!     e <= goal: done
//!     solve [[r + shift, S], [S', c + shift]] (x, y) = (a - r, b - c);  step (f, g) += t L (x, y)
//!         (where sums may differ from the masses at a price rho, a exp(-f / rho) is in the place of a, and its L / rho
//!         times itself is added to the diagonal)
//!     where that was quick, once more with what the kept entries leave of the error at the end of the step
//!     the first t of 1, 1/2, ... at which the dual objective grows enough
//!     one exact update of g, which is free: the column sums of the accepted point are known
//! ```
//!
//! What is left out of S is a *mass* that shrinks with the error, never a number of entries: the smallest entries that link two
//! clusters of points decide how fast the slow modes are solved.

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

/// Steps at one level before the attempt is given up. Levels that go well take 3 to 20. With 30 and with 120 nothing
/// changes in `npm run bench:constants -- transport`.
const MAX_STEPS: u32 = 60;

/// The part of the marginal error that the entries left out of the Hessian may sum to. Rows and columns hold their
/// mass, which damps the step: far less than what would make it gain too little. From half to double steps and products
/// differ by 1 % at most (`npm run bench:constants -- transport`).
const DROPPED_PART: f64 = 0.03;

/// Left-out masses below this change nothing: the rounding of row sums, which are 1 together, is not far below.
const SMALLEST_BUDGET: f64 = 1e-13;

/// A step that leaves more than this part of the error gained too little; the next one leaves out less of the plan.
/// (Where the left-out mass follows every error, the Hessian fills up without end; where it follows none, convergence
/// is linear.) From half to double steps differ by less than 1 % and products by -3 and +4 %
/// (`npm run bench:constants -- transport`).
const GOOD_CONTRACTION: f64 = 0.3;

/// The Levenberg-Marquardt shift of the Hessian is this number, at first, times the length of the gradient (Tang and
/// Qiu, Safe and Sparse Newton Method for Entropic-Regularized Optimal Transport, NeurIPS 2024), so that it vanishes at
/// the solution. Half of it changes steps and products by 2 % at most, twice as much costs 5 % more steps
/// (`npm run bench:constants -- transport`).
const INITIAL_SHIFT: f64 = 0.01;

/// The bounds between which the shift moves as steps fail or succeed. At the lower one it is far below the masses left
/// out, which damp the step too. From the first shift to the upper one it takes 14 refusals.
const SMALLEST_SHIFT: f64 = 1e-5;
const LARGEST_SHIFT: f64 = 1e6;

/// By what factor a step moves the shift. With 2 there are 4 % more steps and 6 % more products, with 8 there are 1 and
/// 3 % fewer (`npm run bench:constants -- transport`).
const SHIFT_FACTOR: f64 = 4.0;

/// The relative residual of the linear systems is this number times the root of the error, so that the steps converge
/// with order 3/2 (Dembo, Eisenstat, Steihaug, Inexact Newton Methods, 1982), and at most [`LARGEST_FORCING`], which
/// is enough for a correction, too, small as that is beside its step. Half the factor takes 4 % more products, twice the
/// factor 2 % more steps and 1 % fewer products (`npm run bench:constants -- transport`).
const FORCING: f64 = 3.0;

/// In a careful descent they are solved to this part of that: the residual is one number for all rows and columns, and is
/// to be small beside the least mass too. With 1e-4 there are 11 % fewer products, and one of 4000 random problems with
/// masses over some 16 decades stalls where none does.
const CAREFUL_FORCING: f64 = 1e-8;

/// A step is corrected where it took no more products with kept entries than that many passes over all costs would
/// have: an evaluation costs about as much as that many products do. With 3 there are 8 % more steps, with 12 there are
/// 3 % more products (`npm run bench:constants -- transport`).
const PRODUCTS_OF_A_PASS: f64 = 6.0;

/// Steps that promise to leave more than this part of the error are not worth a correction: the quadratic model is
/// wrong there. Half as much takes 5 % more steps, twice as much 5 % more steps and 7 % more products
/// (`npm run bench:constants -- transport`).
const CORRECTABLE: f64 = 0.5;

/// Steps that promise to leave less than this part of the error need none: kept entries are right to 2^-11, half of it,
/// and do not tell more.
const MODEL_PRECISION: f64 = 1e-3;

/// Linear systems need not be solved to better than this part of the goal: what they leave is then small beside it.
const NEEDED_PART: f64 = 0.1;

/// Step lengths that are tried in turn, by factors of 2 to 3: each costs an evaluation. Where the shortest fails the
/// shift grows, which turns the step too.
const STEP_LENGTHS: [f64; 5] = [1.0, 0.5, 0.25, 0.1, 0.03];

/// A step this short is a sign that the quadratic model was trusted too far, whatever its gain: with the ratio of gains
/// alone to judge by, steps stay as short as the last length under Manhattan distances.
const SHORT_STEP: f64 = 0.25;

/// Gains below this, relative to the dual objective, drown in its rounding, some thousands of units in the last place
/// of a sum over all points; steps are then judged by the error. Gains are about the square of the error: with them
/// alone to judge by there was no progress below an error of 5e-9.
const MEASURABLE_GAIN: f64 = 1e-12;

/// Linear systems that give no acceptable step, at one point, before sweeps take over: more than take the shift to its
/// upper bound.
const MAX_REFUSALS: u32 = 20;

/// What is added to the diagonal for a point that is held: as much as all masses together, which leaves of its step its own mass.
const HELD: f64 = 1.0;

/// What is learned from step to step.
struct Damping {
    /// The shift of the Hessian, in lengths of the gradient.
    shift: f64,
    /// The mass that may be left out of the Hessian.
    budget: f64,
}

/// A step on trial.
struct Step<'a> {
    /// The change of the potentials, over the level.
    direction: &'a Potentials,
    /// The slope of the dual objective along it.
    slope: f64,
    /// Whether gains of the dual objective stand out from its rounding.
    is_measurable: bool,
}

/// A step that was accepted.
struct Accepted {
    length: f64,
    /// True over predicted gain.
    gain: f64,
}

impl Solver<'_> {
    /// Takes Newton steps at `level` until the marginal error is at most `goal`. `error` is about that of `point`.
    pub fn newton(&mut self, point: &mut Potentials, level: f64, goal: f64, error: f64) -> Result<Outcome, Stop> {
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
            // Rows that are wrong beside their own mass alone: mostly each by itself, which no step cures as a sweep does.
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

    /// The entries that matter: those left out sum to no more than `budget`, and carefully there are none.
    pub fn keep(&self, budget: f64) -> Keep {
        let threshold = if self.is_careful { f64::MIN_POSITIVE } else { budget / self.pairs() };
        Keep { threshold, limit: self.limits.max_plan_entries }
    }

    /// How many pairs of points there are.
    fn pairs(&self) -> f64 {
        self.instance.a.len() as f64 * self.instance.b.len() as f64
    }

    /// What the shift of the Hessian is counted in: it is this times a point's weight. Where masses are equal, it is the
    /// length of the gradient for each point; else entries of the gradient count beside the weights, so that a point's
    /// step does not depend on how small its mass is.
    fn shift_unit(&self, point: &Potentials, u: &[f64], v: &[f64]) -> f64 {
        let squares = |u: &[f64], weights: Vec<f64>| -> f64 { u.iter().zip(weights).map(|(u, a)| u * (u / a)).sum() };
        let [rows, columns] = self.weights(point);
        (self.pairs().sqrt() * (squares(u, rows) + squares(v, columns))).sqrt()
    }

    /// How much mass a point has to do with, at the point that `here` evaluates: its own, or where it may keep some of it or take
    /// more, what is asked of it or what it has, whichever is more.
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

    /// One step with as many shifts as it takes. False where none gave an acceptable step.
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

    /// Adds to the step what is still missing at its end, as far as the kept entries tell: with the same matrix, which makes the order
    /// of convergence 3 (Potra and Pták, Nondiscrete Induction and Iterative Processes, 1984).
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

    /// What is asked of the sums at `point`, less the sums that `here` has: where it evaluates this point, the gradient of the
    /// dual objective there.
    fn gradient(&self, point: &Potentials) -> (Vec<f64>, Vec<f64>) {
        let side = |marginal: Marginal<'_>, potentials: &[f64], sums: &[f64]| -> Vec<f64> {
            marginal.wanted(potentials).zip(sums).map(|(wanted, sum)| wanted - sum).collect()
        };
        (
            side(self.instance.source(), &point.f, &self.here.row_sums),
            side(self.instance.target(), &point.g, &self.here.column_sums),
        )
    }

    /// Sets up the linear system at the point that `here` evaluates, with `shift` times the masses added to its diagonal. Points that keep
    /// a negligible part of their mass are held: sweeps alone move them, by logarithms of their sums.
    pub fn prepare_system(&mut self, point: &Potentials, level: f64, shift: f64) -> Result<(), Error> {
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

    /// Moves `point` by the first acceptable length of `step`; `here` is then the evaluation there. Where no length is
    /// acceptable, the entries are those of the last trial.
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
                // The model is quadratic, and conjugate gradients from zero leave its slope and its curvature equal; a correction
                // changes that little.
                let predicted = slope * (length - 0.5 * length * length);
                return Ok(Some(Accepted { length, gain: if is_measurable { gain / predicted } else { 1.0 } }));
            }
        }
        Ok(None)
    }

    /// The exact update of g at the point that `here` evaluates.
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
    /// Adapts the shift to how the last attempt went.
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

/// The mass that may be left out of the Hessian at a point of this error.
fn budget_for(error: f64) -> f64 {
    (DROPPED_PART * error.min(1.0)).max(SMALLEST_BUDGET)
}
