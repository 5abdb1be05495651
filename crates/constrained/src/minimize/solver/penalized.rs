//! Work on the constraints with the objective as a guide: minima of the augmented Lagrangian f + λ'c + η/2 |c|^2, with a penalty
//! η that is small at first. Where the constraints fold, their violation has local minima by the dozen, and only the objective tells
//! on which side of the folds a solution lies; and unlike Newton's step on the KKT conditions this one stays short and its multipliers
//! stay small where J is nearly singular, since 1/η stands in the system's lower block.
//!
//! Source: the method of multipliers with safeguards of Birgin, Martínez, Practical Augmented Lagrangian Methods for Constrained
//! Optimization, SIAM 2014, algorithm 4.1; the system of its Newton steps, Armand, Omheni, Optim. Methods Softw. 32, 2017.

use super::Solver;
use super::restoration::Restoration;
use super::trial::LEAST_STEP_SIZE;
use crate::minimize::functions::Values;
use crate::minimize::iterate::Iterate;
use crate::minimize::merit::{FIRST_CONSTRAINT_PENALTY, LARGEST_CONSTRAINT_PENALTY, Merit, noise};
use crate::minimize::newton::LARGEST_MULTIPLIER_ESTIMATE;
use crate::minimize::newton::{Shifts, System};
use superlinear_interface::Error;
use superlinear_numerics::newton::ARMIJO;
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::vectors::{dot, largest, norm};

/// The first minimum is found to this gradient, and where the residual of the KKT conditions is no more, the exact augmented
/// Lagrangian takes over, which converges faster. With half and with double `npm run bench:constants -- constrained` tells 0.2 % at
/// most; with 0.01 the chains of this crate's tests take a tenth more iterations.
const ROUGH_RESIDUAL: f64 = 1.0;

/// How much more exactly the next minimum is found after multipliers were.
const TOLERANCE_DECAY: f64 = 0.1;

/// The part of the violation that may be left at a minimum, else the penalty grows: multipliers that do not bring it down by as much
/// converge too slowly to be worth a minimum each.
const VIOLATION_LEFT: f64 = 0.25;

/// By how much the penalty grows. With half and with double of it `npm run bench:constants -- constrained` tells 0.1 % at most.
const PENALTY_GROWTH: f64 = 10.0;

/// After more penalties than this in a row under which the violation did not fall, it seems to have a local minimum. With 2 and
/// with 6 `npm run bench:constants -- constrained` is the same.
const MOST_RISES: u32 = 3;

/// A search along which the violation grows beyond this many times what it was, or 1, runs after an objective without a lower bound.
const LARGEST_GROWTH: f64 = 10.0;

/// How the search for a minimum with one penalty ended.
enum Minimum {
    /// It was found.
    Found,
    /// No step improves the point.
    Stuck,
    /// The violation grew too large.
    Lost,
    /// The whole is at an end.
    End(Restoration),
}

impl Solver {
    /// Moves the current point, its multipliers and its Hessian to where the residual is no longer large.
    /// [`Restoration::Slow`] where the violation does not yield to penalties.
    pub(super) async fn follow_penalties(&mut self) -> Result<Restoration, Error> {
        let first = self.current.clone();
        let first_violation = norm(&first.values.constraints);
        let limit = LARGEST_GROWTH * first_violation.max(1.0);
        let mut multipliers = vec![0.0; self.functions.constraints()];
        let (mut penalty, mut rises) = (FIRST_CONSTRAINT_PENALTY, 0);
        let (mut tolerance, mut allowed) = (ROUGH_RESIDUAL, first_violation);
        self.newton.last_hessian_shift = 0.0;
        while rises <= MOST_RISES && penalty <= LARGEST_CONSTRAINT_PENALTY {
            self.merit = Merit::augmented_lagrangian(penalty);
            self.set_multipliers(self.merit.estimates(&self.current.values, &multipliers));
            self.current.hessian = Some(self.functions.hessian(&self.current).await);
            let minimum = self.minimize_penalized(&multipliers, tolerance, limit).await?;
            let violation = norm(&self.current.values.constraints);
            match minimum {
                Minimum::End(restoration) => return Ok(restoration),
                Minimum::Stuck if violation <= self.problem.tolerance => return Ok(Restoration::Restored),
                Minimum::Found | Minimum::Stuck if violation <= allowed => {
                    if self.current.kkt_residual() <= ROUGH_RESIDUAL {
                        return Ok(Restoration::Restored);
                    }
                    let within =
                        |estimate: &f64| estimate.clamp(-LARGEST_MULTIPLIER_ESTIMATE, LARGEST_MULTIPLIER_ESTIMATE);
                    multipliers = self.current.multipliers.iter().map(within).collect();
                    tolerance = (TOLERANCE_DECAY * tolerance).max(self.problem.tolerance);
                    (allowed, rises) = (VIOLATION_LEFT * violation, 0);
                    continue;
                }
                Minimum::Lost => self.current = first.clone(),
                Minimum::Found | Minimum::Stuck => {}
            }
            penalty *= PENALTY_GROWTH;
            rises += 1;
        }
        Ok(Restoration::Slow)
    }

    /// Minimises the augmented Lagrangian with these multipliers to a gradient of `tolerance`, as long as the violation is no more than
    /// `limit`.
    async fn minimize_penalized(&mut self, multipliers: &[f64], tolerance: f64, limit: f64) -> Result<Minimum, Error> {
        loop {
            if self.is_solution(&self.current) {
                return Ok(Minimum::End(Restoration::Restored));
            }
            if largest(&self.current.gradient) <= tolerance {
                return Ok(Minimum::Found);
            }
            if let Some(status) = self.limit_reached()? {
                return Ok(Minimum::End(Restoration::Limit(status)));
            }
            self.iterations += 1;
            let has_moved = self.penalized_step(multipliers).await;
            self.run.ensure_wanted()?;
            if !has_moved {
                self.iterations -= 1;
                return Ok(Minimum::Stuck);
            }
            self.record(0.0, true);
            if norm(&self.current.values.constraints) > limit {
                return Ok(Minimum::Lost);
            }
        }
    }

    /// Goes along a Newton step of the augmented Lagrangian with these multipliers; false where no part of it is acceptable.
    async fn penalized_step(&mut self, multipliers: &[f64]) -> bool {
        let Some(step) = self.penalized_direction() else { return false };
        let slope = dot(&self.current.gradient, &step);
        let start = self.merit.lower_bound(&self.current.values, multipliers);
        let slack = noise(start);
        let mut size = if slope < 0.0 { 1.0 } else { 0.0 };
        while size >= LEAST_STEP_SIZE {
            let x: Vec<_> = self.current.x.iter().zip(&step).map(|(x, step)| x + size * step).collect();
            let values = self.functions.values(&x).await;
            let is_lower = self.merit.lower_bound(&values, multipliers) <= start + ARMIJO * size * slope + slack;
            if values.are_finite() && is_lower && self.move_penalized(x, values, multipliers).await {
                return true;
            }
            size *= 0.5;
        }
        false
    }

    /// The step: with y = η J d the system (H + δw I + η J'J) d = -∇ is one with -1/η in the lower block.
    fn penalized_direction(&mut self) -> Option<Vec<f64>> {
        let hessian = self.current.hessian.clone()?;
        let least = Shifts { hessian: 0.0, constraints: 1.0 / self.merit.constraint_penalty };
        let Self { newton, functions, current, .. } = self;
        let system = System {
            hessian: Entries { pattern: &functions.hessian_pattern, values: &hessian },
            jacobian: functions.jacobian(&current.derivatives),
            diagonals: None,
            terms: &[],
        };
        newton.shifts = newton.shifts_for(system, current.kkt_residual(), least)?;
        Some(newton.solve(system, &current.gradient, &vec![0.0; current.multipliers.len()]).variables)
    }

    /// Moves to a point with these values; false, and stays, where what the next step needs is not finite there.
    async fn move_penalized(&mut self, x: Vec<f64>, values: Values, multipliers: &[f64]) -> bool {
        let derivatives = self.functions.derivatives(&x, &values).await;
        if !derivatives.are_finite() {
            return false;
        }
        let multipliers = self.merit.estimates(&values, multipliers);
        let gradient = self.functions.lagrangian_gradient(&derivatives, &multipliers);
        let next = Iterate { x, values, derivatives, multipliers, gradient, hessian: None };
        let previous = std::mem::replace(&mut self.current, next);
        let is_complete = self.complete(&previous).await;
        if !is_complete {
            self.current = previous;
        }
        is_complete
    }
}
