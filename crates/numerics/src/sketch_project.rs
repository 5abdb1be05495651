//! Sketch and project: solves consistent systems of equations by projections onto the solutions of a few random
//! combinations at a time (Gower and Richtárik, SIAM J. Matrix Anal. Appl. 36, 2015; for single equations this is the
//! randomized Kaczmarz method of Strohmer and Vershynin, J. Fourier Anal. Appl. 15, 2009), with momentum (Loizou and
//! Richtárik, Comput. Optim. Appl. 77, 2020).
//!
//! [`Projections`] chooses the combinations and projects. This module decides termination, by recomputed residuals.

use crate::vectors::{add_scaled, norm};
use superlinear_interface::{Ending, Error, Run};

/// A system A x = b.
pub trait Equations {
    /// The residual b - A x.
    fn residual(&self, x: &[f64]) -> Result<Vec<f64>, Error>;

    /// The scale of residual norms at a point of norm `length`: the Frobenius norm of A times `length`, plus the norm
    /// of b.
    fn scale(&self, length: f64) -> f64;
}

/// Projections onto the solutions of random combinations of equations.
pub trait Projections {
    /// Projects `x` onto the solutions of the next combinations.
    fn project(&mut self, x: &mut [f64]) -> Result<(), Error>;

    /// The number of projections per evaluation of the full residual, at least 1.
    fn per_measurement(&self) -> u32;

    /// A number of projections that take at most a few milliseconds, at least 1.
    fn per_poll(&self) -> u32;

    /// Forgets what is derived from earlier projections, which may be rounding. `false` where nothing is.
    fn renew(&mut self) -> bool {
        false
    }

    /// Whether the projections between two evaluations cover all equations. A point unchanged by them is then optimal;
    /// random projections may have met only equations that it already satisfied.
    fn takes_all(&self) -> bool {
        true
    }
}

/// Entries read and written in a few milliseconds, for [`Projections::per_poll`].
pub const POLL_ENTRIES: usize = 1 << 20;

/// Termination criteria.
#[derive(Clone, Copy, Debug)]
pub struct StoppingRule {
    /// Tolerance on the residual norm, relative to [`Equations::scale`]. Values below rounding are raised to it.
    pub tolerance: f64,
    /// The fraction of the last step added to the next one, at least 0 and below 1.
    pub momentum: f64,
    /// Limit on projections.
    pub max_projections: u32,
}

/// The outcome: the point with the smallest evaluated residual.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The termination status: converged if the residual is within the tolerance, stalled if it has almost ceased to
    /// decrease, because the system is inconsistent or too ill-conditioned.
    pub status: Ending,
    /// The number of projections.
    pub projections: u32,
    /// The point x.
    pub solution: Vec<f64>,
    /// The evaluated residual norm at the solution.
    pub residual_norm: f64,
}

/// The minimum number of evaluations before stagnation is tested.
const FEWEST_MEASUREMENTS: usize = 100;

/// The iteration has stagnated if the residual exceeds this fraction of its value after half of the evaluations.
const MIN_PROGRESS: f64 = 0.9;

/// The iteration has also stagnated if the point has moved by at most this between evaluations, relative to its norm.
const STANDSTILL: f64 = 4.0 * f64::EPSILON;

/// Solves a consistent system from `start`. Converges to the solution nearest to `start`; with exact projections and
/// without momentum, the distance to no solution ever increases. `observe` receives the number of projections, the
/// residual norm and its tolerance at each evaluation.
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
    // The smallest residual when the projections began anew.
    let mut renewed = f64::INFINITY;
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
        } else if has_stalled(&smallest) {
            Some(Ending::Stalled)
        } else if projections.takes_all() && walk.stands_still() {
            let is_worthwhile = best.residual_norm < renewed;
            renewed = best.residual_norm;
            (!(is_worthwhile && projections.renew())).then_some(Ending::Stalled)
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
    measurements >= FEWEST_MEASUREMENTS && smallest[measurements - 1] > MIN_PROGRESS * smallest[measurements / 2]
}

/// The current point, and the previous one for momentum.
struct Walk {
    point: Vec<f64>,
    before: Vec<f64>,
    scratch: Vec<f64>,
    /// The last evaluated point.
    measured: Vec<f64>,
    momentum: f64,
    projections: u32,
}

impl Walk {
    fn start(point: Vec<f64>, momentum: f64) -> Self {
        let copy = || point.clone();
        Self { before: copy(), scratch: copy(), measured: copy(), point, momentum, projections: 0 }
    }

    /// Returns whether the projections since the last evaluation have changed nothing.
    fn stands_still(&mut self) -> bool {
        self.scratch.copy_from_slice(&self.point);
        add_scaled(&mut self.scratch, -1.0, &self.measured);
        self.projections > 0 && norm(&self.scratch) <= STANDSTILL * norm(&self.point)
    }

    /// Makes some projections, up to number `end`.
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
