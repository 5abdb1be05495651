//! The descent of the regularization, level by level, to the one asked for.
//!
//! ```text
//! for each level L, from a twentieth of the cost's range down to the regularization, by factors of 5
//!     predict where the potentials go from the last level's along the path's tangent
//!     a few sweeps, then Newton's method, until the marginal error is at most the level's goal
//!     a level that fails: from the start again, with care
//!     with care: back to the last one solved, and one level more between the two
//! ```
//!
//! With care, levels are closer to each other and each is solved to the tolerance, by steps with all entries of the plan, each
//! followed by a sweep; under penalties, points that keep next to nothing of their mass take part, too. Masses over many decades need that: what a coarse goal leaves of the imbalance between two parts of the
//! plan is more than the mass that links them, and to set that right at a small regularization potentials have to go hundreds
//! of times the level. Others do without.
//!
//! Started at a small regularization, both methods fail: exponents of wrong potentials are enormous, and the region in
//! which the quadratic model holds is about L wide.

use crate::potentials::Potentials;
use crate::result::fix_gauge;
use crate::solver::{Outcome, Solver, Stop};
use superlinear_interface::Ending;

/// Each level is this factor below the one before, or a little less. With 2.5 there are 47 % more sweeps, 13 % more
/// products and 6 % fewer steps, with 10 there are 23 % more steps and 11 % more products
/// (`npm run bench:constants -- transport`).
const LEVEL_RATIO: f64 = 5.0;

/// The same for a careful descent. With 4 there are 9 % fewer steps on random problems with masses over many decades, and
/// no more of them stall; this one leaves room for harder ones.
const CAREFUL_LEVEL_RATIO: f64 = 2.0;

/// The first level is at most this part of the cost's range. With half of it there are 11 % more sweeps and 7 % more
/// steps, with twice as much 13 % more sweeps and 1 % fewer steps (`npm run bench:constants -- transport`).
const FIRST_LEVEL: f64 = 0.05;

/// Levels above this part of the range need only be solved to the coarse goal, the others to the fine one. Above it the
/// next level needs no more, and assignments of 500 points take an eighth less time so. Half of the fine goal takes 2 %
/// fewer products, twice as much 6 % more, and steps stay (`npm run bench:constants -- transport`).
const COARSE_LEVEL: f64 = 0.01;
const COARSE_GOAL: f64 = 0.1;
const FINE_GOAL: f64 = 2e-3;

/// Sweeps at a level before Newton's method, from the last level's potentials and from predicted ones, which a sweep
/// has already been spent on. With 3 of the former there are 3 % fewer sweeps and 1 % more steps, with 12 there are 2 %
/// more sweeps (`npm run bench:constants -- transport`).
const SWEEPS: u32 = 6;
const SWEEPS_AFTER_PREDICTION: u32 = 1;

/// Where the contraction of the sweeps promises the goal within this many more, they go on: a Newton step takes a pass
/// over the costs as a sweep does, and a linear system besides.
const WORTHWHILE_SWEEPS: f64 = 1.0;

/// A prediction with a larger marginal error than this has left the region in which tangents mean anything: some
/// exponents are wrong by 9, that is, some potentials by nine times the level.
const LARGEST_PREDICTION_ERROR: f64 = 1e4;

/// Levels that may be inserted in one careful descent. With none, 2 of 4000 random problems with masses over many decades
/// stall, with 6 none.
const MAX_INSERTIONS: u32 = 6;

/// The path's tangent only predicts: the mass that may be left out of its plan, and the relative residual to which it
/// is found.
const TANGENT_PRECISION: f64 = 0.01;

/// A level above the one asked for that was solved.
#[derive(Clone)]
struct Solved {
    level: f64,
    potentials: Potentials,
    /// The derivative of the potentials by the level.
    tangent: Potentials,
}

impl Solver<'_> {
    /// Solves from `highest` down to the regularization asked for. `point` is the start, and the best point found on return.
    pub fn descend(&mut self, point: &mut Potentials, highest: f64) -> Result<Ending, Stop> {
        let target = self.instance.regularization;
        let start = point.clone();
        let mut levels = levels_between(target, highest, LEVEL_RATIO);
        let mut solved: Option<Solved> = None;
        let mut insertions = 0;
        // The part of the work that is done: the levels to come share what is left.
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

    /// The level that a start without any knowledge descends from. A distribution beside itself needs no descent: it starts
    /// near its solution, in which hardly anything moves.
    pub fn cold_level(&self) -> f64 {
        if self.instance.mirror.is_some() {
            return self.instance.regularization;
        }
        self.first_level()
    }

    /// The level from which on potentials are found from nothing.
    fn first_level(&self) -> f64 {
        FIRST_LEVEL * self.instance.extent.range()
    }

    /// The error to reach at a level.
    pub fn goal(&self, level: f64) -> f64 {
        if level == self.instance.regularization || self.is_careful {
            self.limits.tolerance
        } else if level > COARSE_LEVEL * self.instance.extent.range() {
            COARSE_GOAL
        } else {
            FINE_GOAL
        }
    }

    /// Sweeps, then Newton steps.
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

    /// Moves the potentials of the last level to where its tangent points, and sweeps once. False, and nothing is moved,
    /// where what was found there is worse than nothing.
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

    /// The derivative of the solved potentials by the level, at the point that `here` evaluates: differentiating the optimality
    /// conditions gives the system of the Newton step with the right side (sum_j P_ij ln E_ij, sum_i P_ij ln E_ij).
    fn tangent(&mut self, point: &Potentials, level: f64) -> Result<Potentials, Stop> {
        self.prepare_system(point, level, 0.0)?;
        let mut tangent = Potentials::default();
        let (u, v) = (std::mem::take(&mut self.here.row_entropies), std::mem::take(&mut self.here.column_entropies));
        self.iterations.linear += self.passes.solve((&u, &v), TANGENT_PRECISION, &mut tangent)?;
        fix_gauge(self.instance, &mut tangent);
        Ok(tangent)
    }
}

/// The levels from `highest` down to `target`, evenly spaced, the last one first.
fn levels_between(target: f64, highest: f64, ratio: f64) -> Vec<f64> {
    let factor = (highest / target).max(1.0);
    let steps = (factor.ln() / ratio.ln()).ceil();
    (0..=steps as u32).map(|step| target * factor.powf(f64::from(step) / steps.max(1.0))).collect()
}
