//! The descent of the regularization, level by level, to the requested one.
//!
//! ```text
//! for each level L, from a twentieth of the cost's range down to the regularization, by factors of 5
//!     predict the potentials from the last level's along the path's tangent
//!     a few sweeps, then Newton's method, until the marginal error is at most the level's goal
//!     if a level fails: restart from the beginning, in careful mode
//!     if a level fails in careful mode: return to the last solved one, and insert a level between the two
//! ```
//!
//! In careful mode, levels are closer to each other and each is solved to the tolerance, by steps with all entries of
//! the plan, each followed by a sweep; with penalties, points with a negligible fraction of their mass take part, too.
//! Masses over many decades need this: at a coarse goal the remaining imbalance between two parts of the plan exceeds
//! the mass that links them, and at a small regularization its correction moves potentials by hundreds of times the
//! level. Other problems do without.
//!
//! A direct start at a small regularization fails for sweeps and Newton's method: exponents of wrong potentials are
//! enormous, and the quadratic model holds only in a region of a width of about L.

use crate::potentials::Potentials;
use crate::result::fix_gauge;
use crate::solver::{Outcome, Solver, Stop};
use superlinear_interface::Ending;

/// Upper limit on the ratio of consecutive levels. With 2.5 there are 47 % more sweeps, 13 % more products and 6 %
/// fewer steps, with 10 there are 23 % more steps and 11 % more products (`npm run bench:constants -- transport`).
const LEVEL_RATIO: f64 = 5.0;

/// The same for a careful descent. With 4 there are 9 % fewer steps on random problems with masses over many decades,
/// and no more of them stall; 2 is a reserve for harder ones.
const CAREFUL_LEVEL_RATIO: f64 = 2.0;

/// The upper limit of the first level, as a fraction of the cost's range. With half of it there are 11 % more sweeps
/// and 7 % more steps, with twice as much 13 % more sweeps and 1 % fewer steps
/// (`npm run bench:constants -- transport`).
const FIRST_LEVEL: f64 = 0.05;

/// Levels above this fraction of the range are solved to the coarse goal, the others to the fine one. Above it the next
/// level needs no more, and assignments of 500 points take an eighth less time so. Half of the fine goal takes 2 %
/// fewer products, twice as much 6 % more, with equal steps (`npm run bench:constants -- transport`).
const COARSE_LEVEL: f64 = 0.01;
const COARSE_GOAL: f64 = 0.1;
const FINE_GOAL: f64 = 2e-3;

/// Sweeps at a level before Newton's method, from the last level's potentials and from predicted ones; the prediction
/// already includes a sweep. With 3 instead of 6 there are 3 % fewer sweeps and 1 % more steps, with 12 there are 2 %
/// more sweeps (`npm run bench:constants -- transport`).
const SWEEPS: u32 = 6;
const SWEEPS_AFTER_PREDICTION: u32 = 1;

/// Sweeps continue if their contraction predicts the goal within this many more: a Newton step takes a pass over the
/// costs like a sweep, plus a linear system.
const WORTHWHILE_SWEEPS: f64 = 1.0;

/// A prediction with a larger marginal error than this is outside the region of the linear model: some exponents are
/// wrong by 9, so some potentials by nine times the level.
const LARGEST_PREDICTION_ERROR: f64 = 1e4;

/// Maximum number of inserted levels in a careful descent. With none, 2 of 4000 random problems with masses over many
/// decades stall, with 6 none.
const MAX_INSERTIONS: u32 = 6;

/// The mass omitted from the plan for the path's tangent, and the relative residual of its system. The tangent is only
/// a prediction, so it can be coarse.
const TANGENT_PRECISION: f64 = 0.01;

/// A solved level above the requested one.
#[derive(Clone)]
struct Solved {
    level: f64,
    potentials: Potentials,
    /// The derivative of the potentials with respect to the level.
    tangent: Potentials,
}

impl Solver<'_> {
    /// Solves from `highest` down to the requested regularization. `point` is the start, and the best point found on
    /// return.
    pub(crate) fn descend(&mut self, point: &mut Potentials, highest: f64) -> Result<Ending, Stop> {
        let target = self.instance.regularization;
        let start = point.clone();
        let mut levels = levels_between(target, highest, LEVEL_RATIO);
        let mut solved: Option<Solved> = None;
        let mut insertions = 0;
        // The completed fraction of the work: the remaining levels share the rest equally.
        let mut done = 0.0;
        while let Some(level) = levels.pop() {
            let end = if levels.is_empty() { 1.0 } else { done + (1.0 - done) / (levels.len() + 1) as f64 };
            let run = self.run;
            let outcome = run.within(done..end, || {
                let is_predicted = self.predict(point, level, solved.as_ref())?;
                self.solve_level(point, level, is_predicted)
            })?;
            if outcome != Outcome::Stuck {
                done = end;
                if level == target {
                    return Ok(Ending::Converged);
                }
                if outcome == Outcome::Swept {
                    self.evaluate_here(point, level, self.keep(TANGENT_PRECISION))?;
                }
                solved = Some(Solved { level, potentials: point.clone(), tangent: self.tangent(point, level)? });
                continue;
            }
            let is_all_tried = self.is_careful || self.is_tolerance_below_floor();
            if insertions == MAX_INSERTIONS || is_all_tried && self.is_at_precision_floor() {
                return Ok(Ending::Stalled);
            }
            if !self.is_careful {
                self.is_careful = true;
                if self.instance.softness != [0.0; 2] {
                    self.negligible = self.passes.see_small_sums();
                }
                point.clone_from(&start);
                levels = levels_between(target, self.first_level(), CAREFUL_LEVEL_RATIO);
                solved = None;
                continue;
            }
            insertions += 1;
            levels.push(level);
            match &solved {
                Some(last) => {
                    point.clone_from(&last.potentials);
                    levels.push((level * last.level).sqrt());
                }
                None => levels.push(level * LEVEL_RATIO),
            }
        }
        Ok(Ending::Converged)
    }

    /// The first level of a cold start. A problem of a distribution with itself needs no descent: it starts near its
    /// solution, because almost no mass moves.
    pub(crate) fn cold_level(&self) -> f64 {
        if self.instance.mirror.is_some() {
            return self.instance.regularization;
        }
        self.first_level()
    }

    /// The level at which a cold start succeeds.
    fn first_level(&self) -> f64 {
        FIRST_LEVEL * self.instance.extent.range()
    }

    /// The target marginal error of a level.
    pub(crate) fn goal(&self, level: f64) -> f64 {
        if level == self.instance.regularization || self.is_careful {
            self.limits.tolerance
        } else if level > COARSE_LEVEL * self.instance.extent.range() {
            COARSE_GOAL
        } else {
            FINE_GOAL
        }
    }

    /// Sweeps, then takes Newton steps.
    fn solve_level(&mut self, point: &mut Potentials, level: f64, is_predicted: bool) -> Result<Outcome, Stop> {
        let goal = self.goal(level);
        let enough = if is_predicted { SWEEPS_AFTER_PREDICTION } else { SWEEPS };
        let mut error = f64::INFINITY;
        let mut sweeps = 0;
        loop {
            let previous = error;
            error = self.sweep(point, level)?.errors.error();
            sweeps += 1;
            let is_known = sweeps > 1 || is_predicted;
            if error <= goal && is_known {
                return Ok(Outcome::Swept);
            }
            let contraction = error / previous;
            let promised =
                sweeps > 1 && contraction < 1.0 && (goal / error).ln() / contraction.ln() < WORTHWHILE_SWEEPS;
            if sweeps >= enough && !promised {
                return self.newton(point, level, goal, error);
            }
        }
    }

    /// Moves the potentials of the last level along its tangent and sweeps once. Returns false, with the potentials
    /// unchanged, if the prediction is useless.
    fn predict(&mut self, point: &mut Potentials, level: f64, last: Option<&Solved>) -> Result<bool, Stop> {
        let Some(Solved { level: last_level, tangent, .. }) = last else { return Ok(false) };
        let mut trial = point.clone();
        trial.advance(tangent, level - last_level);
        let before = self.sweep(&mut trial, level)?;
        let is_good = before.errors.total < LARGEST_PREDICTION_ERROR;
        if is_good {
            *point = trial;
        }
        Ok(is_good)
    }

    /// The derivative of the solved potentials with respect to the level, at the point evaluated in `here`.
    /// Differentiation of the optimality conditions gives the system of the Newton step with the right-hand side (sum_j
    /// P_ij ln E_ij, sum_i P_ij ln E_ij).
    fn tangent(&mut self, point: &Potentials, level: f64) -> Result<Potentials, Stop> {
        self.prepare_system(point, level, 0.0)?;
        let mut tangent = Potentials::default();
        let (u, v) = (std::mem::take(&mut self.here.row_entropies), std::mem::take(&mut self.here.column_entropies));
        self.iterations.linear += self.passes.solve((&u, &v), TANGENT_PRECISION, &mut tangent)?;
        fix_gauge(self.instance, &mut tangent);
        Ok(tangent)
    }
}

/// The levels from `highest` down to `target`, evenly spaced on a logarithmic scale, last one first.
fn levels_between(target: f64, highest: f64, ratio: f64) -> Vec<f64> {
    let factor = (highest / target).max(1.0);
    let steps = (factor.ln() / ratio.ln()).ceil();
    (0..=steps as u32).map(|step| target * factor.powf(f64::from(step) / steps.max(1.0))).collect()
}
