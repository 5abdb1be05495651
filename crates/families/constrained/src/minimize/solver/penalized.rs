//! The restoration phase guided by the objective: minimizes the augmented Lagrangian f + λ'c + η/2 |c|² with an
//! initially small penalty η. If the feasible set folds back on itself, the violation has dozens of local minima, and
//! only the objective indicates the fold with a solution. Unlike Newton steps on the KKT conditions, these steps and
//! their multipliers stay small if J is nearly singular, because of the term -1/η in the lower block.
//!
//! Source: the safeguarded method of multipliers of Birgin, Martínez, Practical Augmented Lagrangian Methods for
//! Constrained Optimization, SIAM 2014, algorithm 4.1; the linear system of the Newton steps, Armand, Omheni, Optim.
//! Methods Softw. 32, 2017.

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

/// Gradient tolerance of the first minimum. Once the KKT residual is below it, the exact augmented Lagrangian takes
/// over, as it converges faster. Halving or doubling it changes `npm run bench:constants -- constrained` by at most 0.2
/// %; with 0.01 the chains of this crate's tests take a tenth more iterations.
const ROUGH_RESIDUAL: f64 = 1.0;

/// Factor of the tolerance after each update of the multipliers.
const TOLERANCE_DECAY: f64 = 0.1;

/// The penalty grows unless the violation falls to this fraction from minimum to minimum: a slower decrease is not
/// worth a minimization each.
const VIOLATION_LEFT: f64 = 0.25;

/// Growth factor of the penalty. Halving or doubling it changes `npm run bench:constants -- constrained` by at most 0.1
/// %.
const PENALTY_GROWTH: f64 = 10.0;

/// After more consecutive penalty increases than this without a lower violation, a local minimum of the violation is
/// presumed. With 2 and with 6 `npm run bench:constants -- constrained` is the same.
const MOST_RISES: u32 = 3;

/// If the violation exceeds this multiple of max(1, initial violation), the search follows an objective unbounded
/// below.
const LARGEST_GROWTH: f64 = 10.0;

/// The outcome of a minimization with one penalty.
enum Minimum {
    /// Converged.
    Found,
    /// No step is accepted.
    Stuck,
    /// The violation exceeded its limit.
    Lost,
    /// The restoration phase is over.
    End(Restoration),
}

impl Solver {
    /// Moves the current iterate, with multipliers and Hessian, until the KKT residual is moderate. Returns
    /// [`Restoration::Slow`] if penalties do not reduce the violation.
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

    /// Minimizes the augmented Lagrangian with these multipliers to a gradient of `tolerance`, while the violation is
    /// at most `limit`.
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

    /// Takes a Newton step with line search on the augmented Lagrangian. Returns false if no step length is accepted.
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

    /// The Newton direction. With y = η J d, the system (H + δw I + η J'J) d = -∇ becomes a KKT system with -1/η in the
    /// lower block.
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

    /// Moves to a point. Returns false and stays if derivatives or Hessian are not finite there.
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
