//! Sketch and project: a consistent system of equations is solved by projections onto the solutions of a few random combinations
//! of them at a time (Gower and Richtárik, SIAM J. Matrix Anal. Appl. 36, 2015; with single equations it is Kaczmarz's method as
//! Strohmer and Vershynin randomised it, J. Fourier Anal. Appl. 15, 2009), with momentum (Loizou and Richtárik, Comput. Optim.
//! Appl. 77, 2020).
//!
//! Which combinations, and how they are projected onto, is the business of [`Projections`]; when to stop is decided here, by
//! residuals that are computed anew.

use crate::vectors::{add_scaled, norm};
use superlinear_interface::{Ending, Error, Run};

/// A system A x = b as a whole.
pub trait Equations {
    /// The residual b - A x.
    fn residual(&self, x: &[f64]) -> Result<Vec<f64>, Error>;

    /// What the norm of a residual at a point of norm `length` is measured against: the Frobenius norm of A times that, and
    /// the norm of b.
    fn scale(&self, length: f64) -> f64;
}

/// Projections onto the solutions of random combinations of equations.
pub trait Projections {
    /// Moves `x` to the nearest point that satisfies the next combinations.
    fn project(&mut self, x: &mut [f64]) -> Result<(), Error>;

    /// How many projections are worth a look at the whole residual; at least 1.
    fn per_measurement(&self) -> u32;

    /// How many projections take a few milliseconds at most; at least 1.
    fn per_poll(&self) -> u32;

    /// Whether the projections between two looks take all equations: then a point that they do not move satisfies all that
    /// projections can. Random ones may have met those alone that it satisfied already.
    fn takes_all(&self) -> bool {
        true
    }
}

/// Entries that are read and written in a few milliseconds, for [`Projections::per_poll`].
pub const POLL_ENTRIES: usize = 1 << 20;

/// When to stop.
#[derive(Clone, Copy, Debug)]
pub struct StoppingRule {
    /// The norm of the residual that is asked for, relative to [`Equations::scale`]. What is less than rounding is taken for
    /// rounding.
    pub tolerance: f64,
    /// How much of the last step is added to the next one, from 0 and below 1.
    pub momentum: f64,
    /// The most projections.
    pub max_projections: u32,
}

/// Where the iteration ended: the point with the smallest residual that was measured.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How it ended: converged where the residual is as small as was asked for, stalled where it has all but ceased to
    /// fall, as the system is not consistent, or too ill-conditioned.
    pub status: Ending,
    /// Projections done.
    pub projections: u32,
    /// The point x.
    pub solution: Vec<f64>,
    /// The norm of the residual there, as measured.
    pub residual_norm: f64,
}

/// Measurements before the iteration can be said to have stalled.
const FEWEST_MEASUREMENTS: usize = 100;

/// It has stalled when the residual has not fallen below this times what it was after half of the measurements.
const LEAST_PROGRESS: f64 = 0.9;

/// It has also stalled when the point has moved by no more than this from one measurement to the next, relative to its norm.
const STANDSTILL: f64 = 4.0 * f64::EPSILON;

/// Solves a consistent system from `start` on: of its solutions, it goes to the one nearest to `start` (with exact projections and
/// without momentum, never away from any). `observe` hears of each measurement: the projections done, the residual's norm, and what that is to be.
pub fn solve(
    equations: &impl Equations,
    projections: &mut impl Projections,
    start: Vec<f64>,
    rule: StoppingRule,
    run: &Run,
    mut observe: impl FnMut(u32, f64, f64),
) -> Result<Outcome, Error> {
    let tolerance = rule.tolerance.max(f64::EPSILON);
    let mut walk = Walk::start(start, rule.momentum);
    let mut best =
        Outcome { status: Ending::Stalled, projections: 0, solution: Vec::new(), residual_norm: f64::INFINITY };
    let mut smallest = Vec::new();
    let mut is_out_of_time = false;
    loop {
        let residual_norm = norm(&equations.residual(&walk.point)?);
        observe(walk.projections, residual_norm, tolerance * equations.scale(norm(&walk.point)));
        if residual_norm < best.residual_norm {
            best = Outcome { solution: walk.point.clone(), residual_norm, ..best };
        }
        smallest.push(best.residual_norm);
        let status = if best.residual_norm <= tolerance * equations.scale(norm(&best.solution)) {
            Some(Ending::Converged)
        } else if walk.projections == rule.max_projections {
            Some(Ending::IterationLimit)
        } else if is_out_of_time {
            Some(Ending::TimeLimit)
        } else if has_stalled(&smallest) || (projections.takes_all() && walk.stands_still()) {
            Some(Ending::Stalled)
        } else {
            None
        };
        if let Some(status) = status {
            return Ok(Outcome { status, projections: walk.projections, ..best });
        }
        walk.measured.copy_from_slice(&walk.point);
        let end = walk.projections.saturating_add(projections.per_measurement()).min(rule.max_projections);
        while walk.projections < end && !is_out_of_time {
            walk.advance(projections, end)?;
            is_out_of_time = run.is_out_of_time()?;
        }
    }
}

fn has_stalled(smallest: &[f64]) -> bool {
    let measurements = smallest.len();
    measurements >= FEWEST_MEASUREMENTS && smallest[measurements - 1] > LEAST_PROGRESS * smallest[measurements / 2]
}

/// The point, and the one before it for the sake of momentum.
struct Walk {
    point: Vec<f64>,
    before: Vec<f64>,
    scratch: Vec<f64>,
    /// The point that was measured last.
    measured: Vec<f64>,
    momentum: f64,
    projections: u32,
}

impl Walk {
    fn start(point: Vec<f64>, momentum: f64) -> Self {
        let copy = || point.clone();
        Self { before: copy(), scratch: copy(), measured: copy(), point, momentum, projections: 0 }
    }

    /// Whether projections since the last measurement have changed nothing.
    fn stands_still(&mut self) -> bool {
        self.scratch.copy_from_slice(&self.point);
        add_scaled(&mut self.scratch, -1.0, &self.measured);
        self.projections > 0 && norm(&self.scratch) <= STANDSTILL * norm(&self.point)
    }

    /// Some projections, but not beyond number `end`.
    fn advance(&mut self, projections: &mut impl Projections, end: u32) -> Result<(), Error> {
        for _ in 0..projections.per_poll().min(end - self.projections) {
            if self.momentum > 0.0 {
                self.scratch.copy_from_slice(&self.point);
                projections.project(&mut self.point)?;
                add_scaled(&mut self.point, self.momentum, &self.scratch);
                add_scaled(&mut self.point, -self.momentum, &self.before);
                std::mem::swap(&mut self.before, &mut self.scratch);
            } else {
                projections.project(&mut self.point)?;
            }
            self.projections += 1;
        }
        Ok(())
    }
}
