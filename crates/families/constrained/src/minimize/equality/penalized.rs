//! The restoration phase guided by the objective: minimizes the augmented Lagrangian f + λ'c + η/2 |c|² with an
//! initially small penalty η. If the feasible set folds back on itself, the violation has dozens of local minima, and
//! only the objective indicates the fold with a solution. Unlike Newton steps on the KKT conditions, these steps and
//! their multipliers stay small if J is nearly singular, because of the term -1/η in the lower block.
//!
//! Source: the safeguarded method of multipliers of Birgin, Martínez, Practical Augmented Lagrangian Methods for
//! Constrained Optimization, SIAM 2014, algorithm 4.1; the linear system of the Newton steps, Armand, Omheni, Optim.
//! Methods Softw. 32, 2017.

use super::Equality;
use super::search::MIN_STEP_SIZE;
use crate::minimize::functions::Values;
use crate::minimize::line_search::{SufficientDecrease, backtracking};
use crate::minimize::merit::{FIRST_CONSTRAINT_PENALTY, LARGEST_CONSTRAINT_PENALTY, Merit};
use crate::minimize::method::Method;
use crate::minimize::newton::{LARGEST_MULTIPLIER_ESTIMATE, Shifts};
use crate::minimize::restoration::Restoration;
use crate::minimize::solution::Phase;
use superlinear_interface::Error;
use superlinear_numerics::newton::ARMIJO;
use superlinear_numerics::vectors::{dot, largest, norm, sum_with};

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
const MAX_RISES: u32 = 3;

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

impl Equality {
    /// Moves the current iterate, with multipliers and Hessian, until the KKT residual is moderate. Returns
    /// [`Restoration::Slow`] if penalties do not reduce the violation.
    pub(super) async fn follow_penalties(&mut self) -> Result<Restoration, Error> {
        let first = self.current.clone();
        let first_violation = norm(&first.values.constraints);
        let limit = LARGEST_GROWTH * first_violation.max(1.0);
        let mut multipliers = vec![0.0; self.data.functions.constraints()];
        let (mut penalty, mut rises) = (FIRST_CONSTRAINT_PENALTY, 0);
        let (mut tolerance, mut allowed) = (ROUGH_RESIDUAL, first_violation);
        self.newton.last_hessian_shift = 0.0;
        while rises <= MAX_RISES && penalty <= LARGEST_CONSTRAINT_PENALTY {
            self.merit = Merit::augmented_lagrangian(penalty);
            self.set_multipliers(self.merit.estimates(&self.current.values, &multipliers));
            self.current.hessian = Some(self.data.functions.hessian(&self.current).await);
            let minimum = self.minimize_penalized(&multipliers, tolerance, limit).await?;
            let violation = norm(&self.current.values.constraints);
            match minimum {
                Minimum::End(restoration) => return Ok(restoration),
                Minimum::Stuck if violation <= self.data.problem.tolerance => return Ok(Restoration::Restored),
                Minimum::Found | Minimum::Stuck if violation <= allowed => {
                    if self.current.kkt_residual() <= ROUGH_RESIDUAL {
                        return Ok(Restoration::Restored);
                    }
                    let within =
                        |estimate: &f64| estimate.clamp(-LARGEST_MULTIPLIER_ESTIMATE, LARGEST_MULTIPLIER_ESTIMATE);
                    multipliers = self.current.multipliers.iter().map(within).collect();
                    tolerance = (TOLERANCE_DECAY * tolerance).max(self.data.problem.tolerance);
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
            if self.is_solved() {
                return Ok(Minimum::End(Restoration::Restored));
            }
            if largest(&self.current.gradient) <= tolerance {
                return Ok(Minimum::Found);
            }
            if let Some(status) = self.limit_reached()? {
                return Ok(Minimum::End(Restoration::Limit(status)));
            }
            self.info.iterations += 1;
            let has_moved = self.penalized_step(multipliers).await;
            self.data.run.ensure_wanted()?;
            if !has_moved {
                self.info.iterations -= 1;
                return Ok(Minimum::Stuck);
            }
            self.record(0.0, Phase::Restoration);
            if norm(&self.current.values.constraints) > limit {
                return Ok(Minimum::Lost);
            }
        }
    }

    /// Takes a Newton step with line search on the augmented Lagrangian. Returns false if no step length is accepted.
    async fn penalized_step(&mut self, multipliers: &[f64]) -> bool {
        let Some(step) = self.penalized_direction() else { return false };
        let decrease = SufficientDecrease {
            start: self.merit.lower_bound(&self.current.values, multipliers),
            slope: dot(&self.current.gradient, &step),
            fraction: ARMIJO,
        };
        let first = if decrease.slope < 0.0 { 1.0 } else { 0.0 };
        for size in backtracking(first, MIN_STEP_SIZE) {
            let x = sum_with(&self.current.x, size, &step);
            let values = self.data.functions.values(&x).await;
            let is_lower = self.merit.lower_bound(&values, multipliers) <= decrease.bound(size);
            if values.are_finite() && is_lower && self.move_penalized(x, values, multipliers).await {
                return true;
            }
        }
        false
    }

    /// The Newton direction. With y = η J d, the system (H + δw I + η J'J) d = -∇ becomes a KKT system with -1/η in the
    /// lower block.
    fn penalized_direction(&mut self) -> Option<Vec<f64>> {
        let hessian = self.current.hessian.clone()?;
        let floor = Shifts { hessian: 0.0, constraints: 1.0 / self.merit.constraint_penalty };
        let Self { data, newton, current, .. } = self;
        let system = data.system(current, &hessian);
        newton.shifts = newton.shifts_for(system, current.kkt_residual(), floor)?;
        Some(newton.solve(system, &current.gradient, &vec![0.0; current.multipliers.len()]).variables)
    }

    /// Moves to a point. Returns false and stays if derivatives or Hessian are not finite there.
    async fn move_penalized(&mut self, x: Vec<f64>, values: Values, multipliers: &[f64]) -> bool {
        let multipliers = self.merit.estimates(&values, multipliers);
        let Some(next) = self.data.iterate(x, values, multipliers).await else { return false };
        let previous = std::mem::replace(&mut self.current, next);
        let is_complete = self.complete(&previous).await;
        if !is_complete {
            self.current = previous;
        }
        is_complete
    }
}
