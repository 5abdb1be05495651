//! Newton steps by iterative inner solvers of K z = -(∇L, c), only as accurate as the merit function and the
//! convergence rate require.
//!
//! These solvers do not compute the inertia. Positive curvature of H on the null space of J is tested on the step
//! itself, on its tangential component. (Similarly: Chiang, Zavala, An Inertia-Free Filter Line-Search Algorithm for
//! Large-Scale Nonlinear Programming, Comput. Optim. Appl. 64, 2016.)

use super::{Descent, Equality};
use crate::inner::Kkt;
use crate::inner::constraint::{ConstraintSystem, Inverse};
use crate::inner::options::{Inner, Preconditioner};
use crate::inner::sketch::{self, Rows};
use crate::minimize::accuracy::Forcing;
use crate::minimize::functions::{Functions, all_finite};
use crate::minimize::iterate::Iterate;
use crate::minimize::newton::{Newton, Shifts, Step};
use crate::minimize::problem::MinimizeProblem;
use superlinear_interface::{Ending, Error, Run};
use superlinear_numerics::krylov::{self, StoppingRule, gmres, minres};
use superlinear_numerics::linear_operator::AwaitedOperator;
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{add_scaled, dot, largest, norm};

/// The curvature required of a step's tangential component.
const MIN_CURVATURE: f64 = 1e-8;

/// A tangential component below this fraction of the step is rounding error, as is its curvature.
const NEGLIGIBLE_PART: f64 = 1e-10;

/// If the step is no descent direction, the tolerance of the solve is multiplied by this factor, at most this many
/// times.
const TIGHTENING: f64 = 0.1;
const MAX_TIGHTENINGS: u32 = 3;

/// More GMRES iterations than this mark a lagged factorization as stale. With 5 and with 20 nothing changes in
/// `npm run bench:constants -- constrained`.
const MAX_LAGGED_STEPS: u32 = 10;

/// Limit on rejected steps per iteration: each costs a solve.
const MAX_REFUSALS: u32 = 40;

/// The inner solver and its state.
pub(super) struct Inexact {
    inner: Inner,
    preconditioner: Preconditioner,
    max_steps: u32,
    restart: usize,
    forcing: Forcing,
    constraint: ConstraintSystem,
    /// The factorization of an earlier system.
    lagged: Newton,
    is_lagged_stale: bool,
    /// The number of solves. Each uses its own random stream.
    solves: u64,
    /// Inner iterations, total and of the last Newton iteration.
    pub steps: u32,
    pub last_steps: u32,
    /// Fallbacks to `ldl`.
    pub fallbacks: u32,
}

/// Counts for the statistics.
#[derive(Clone, Copy)]
pub(super) struct Counts {
    /// Factorizations of preconditioners.
    pub factorizations: u32,
    /// Inner iterations.
    pub steps: u32,
    /// Fallbacks to `ldl`.
    pub fallbacks: u32,
}

/// A system to solve: the Hessian, the regularization, the right-hand side, and the required relative residual.
#[derive(Clone, Copy)]
struct Request<'a> {
    hessian: &'a [f64],
    shifts: Shifts,
    right_side: &'a [f64],
    tolerance: f64,
}

/// The result of a solve, converged or not.
struct Solved {
    z: Vec<f64>,
    shifts: Shifts,
    has_converged: bool,
    /// Whether it comes from `ldl`.
    is_direct: bool,
}

impl Inexact {
    /// The requested solver; `None` for `ldl`, unless only products are available.
    pub fn new(problem: &MinimizeProblem, run: &Run) -> Option<Self> {
        let (n, m) = (problem.variables(), problem.equations());
        let inner = match problem.inner {
            Inner::Ldl if problem.has_only_products() => Inner::Gmres,
            inner => inner,
        };
        (inner != Inner::Ldl).then(|| Self {
            inner,
            preconditioner: problem.preconditioner(),
            max_steps: problem.inner_options.max_steps_of(inner),
            restart: problem.inner_options.restart as usize,
            forcing: Forcing::new(problem),
            constraint: ConstraintSystem::new(n, m, run),
            lagged: Newton::new(n + m, run),
            is_lagged_stale: true,
            solves: 0,
            steps: 0,
            last_steps: 0,
            fallbacks: 0,
        })
    }

    pub fn counts(&self) -> Counts {
        let factorizations = self.constraint.factorizations + self.lagged.factorizations;
        Counts { factorizations, steps: self.steps, fallbacks: self.fallbacks }
    }

    /// The normal step, in the row space of J, that removes a violation.
    pub fn normal_step(&self, violation: &[f64]) -> Vec<f64> {
        self.constraint.normal(violation)
    }

    /// A descent direction of the merit function and its directional derivative; `None` if there is none.
    pub async fn step(&mut self, method: &mut Equality, hessian: &[f64]) -> Result<Option<Descent>, Error> {
        self.last_steps = 0;
        let Iterate { gradient, values, .. } = &method.current;
        let right_side: Vec<_> = gradient.iter().chain(&values.constraints).map(|entry| -entry).collect();
        let squared_residual = dot(&right_side, &right_side);
        let mut tolerance = {
            let matrix = method.matrix(hessian, Shifts::default());
            self.forcing.tolerance(&matrix, squared_residual.sqrt(), &method.merit)
        };
        let Some(mut solved) = self.trusted(method, hessian, &right_side, tolerance).await? else { return Ok(None) };
        let curvature = method.gradient_curvature(hessian).await;
        let mut tightenings = 0;
        loop {
            let step = solved.step(method.current.x.len());
            let slope = method.slope(&curvature, &step);
            if method.merit.is_descent(&slope, squared_residual) {
                return Ok(Some(Descent { step, slope: method.merit.slope(&slope) }));
            }
            let is_paper = self.forcing.is_paper();
            let may_improve = !solved.is_direct && (is_paper || tightenings < MAX_TIGHTENINGS);
            if !may_improve || is_paper && !method.merit.raise_penalties() {
                let slope = method.merit.make_descent(&slope, squared_residual);
                return Ok(slope.map(|slope| Descent { step, slope }));
            }
            tolerance = if is_paper {
                let matrix = method.matrix(hessian, solved.shifts);
                self.forcing.tolerance(&matrix, squared_residual.sqrt(), &method.merit)
            } else {
                TIGHTENING * tolerance
            };
            tightenings += 1;
            solved = self
                .solve(method, Request { hessian, shifts: solved.shifts, right_side: &right_side, tolerance }, solved.z)
                .await?;
        }
    }

    /// A solution of acceptable length that passes the curvature test, with its regularization.
    async fn trusted(
        &mut self,
        method: &mut Equality,
        hessian: &[f64],
        right_side: &[f64],
        tolerance: f64,
    ) -> Result<Option<Solved>, Error> {
        let mut shifts = Shifts::default();
        let mut is_fresh = false;
        // Regularization that was needed once is not kept: convergence would be linear.
        self.is_lagged_stale |= self.lagged.shifts.are_needed();
        if !all_finite(hessian) {
            return Ok(None);
        }
        for _ in 0..MAX_REFUSALS {
            is_fresh |= self.preconditioner == Preconditioner::Lagged && self.is_lagged_stale;
            let Some(prepared) = self.prepare(method, hessian, shifts) else { return Ok(None) };
            shifts = prepared;
            let zeros = vec![0.0; right_side.len()];
            let solved = self.solve(method, Request { hessian, shifts, right_side, tolerance }, zeros).await?;
            let is_lagged = self.preconditioner == Preconditioner::Lagged && !is_fresh;
            if is_lagged && (!solved.has_converged || self.last_steps > self.max_lagged_steps()) {
                self.is_lagged_stale = true;
            }
            if is_lagged && !solved.has_converged {
                continue;
            }
            if !solved.has_converged && method.data.functions.is_hessian_known() {
                return Ok(self.hand_over(method, hessian));
            }
            // If the Hessian's entries are unknown, a failed solve can only be treated as a singular system.
            let leads_down = solved.has_converged
                && all_finite(&solved.z)
                && (is_fresh || self.curves_upwards(method, hessian, &solved).await);
            if !leads_down {
                self.is_lagged_stale = true;
                if !is_lagged {
                    let Some(shift) = method.newton.larger_hessian_shift(shifts.hessian) else { return Ok(None) };
                    shifts.hessian = shift;
                }
            } else if method.is_too_long(&solved.z) {
                self.is_lagged_stale = true;
                shifts = Newton::shifts_after_long_step(shifts, shifts, true);
            } else {
                method.newton.take(shifts);
                return Ok(Some(solved));
            }
        }
        Ok(None)
    }

    /// Updates the preconditioners for at least this regularization and returns the one actually used; `None` if the
    /// factorization fails.
    fn prepare(&mut self, method: &Equality, hessian: &[f64], mut shifts: Shifts) -> Option<Shifts> {
        if self.preconditioner == Preconditioner::Lagged {
            if self.is_lagged_stale {
                let residual = method.current.kkt_residual();
                self.lagged.shifts =
                    self.lagged.shifts_for(method.data.system(&method.current, hessian), residual, shifts)?;
                self.is_lagged_stale = false;
            }
            shifts = self.lagged.shifts;
        }
        let has_rank = self.constraint.factorize(&method.matrix(hessian, shifts));
        if !has_rank && shifts.constraints == 0.0 {
            shifts.constraints = Newton::rank_shift(method.current.kkt_residual());
        }
        Some(shifts)
    }

    /// Sketching takes many steps with any preconditioner: about as many per equation as GMRES in total.
    fn max_lagged_steps(&self) -> u32 {
        let order = self.constraint.order() as u32;
        if self.inner == Inner::Sketch { MAX_LAGGED_STEPS.saturating_mul(order) } else { MAX_LAGGED_STEPS }
    }

    /// Falls back to a factorization.
    fn hand_over(&mut self, method: &mut Equality, hessian: &[f64]) -> Option<Solved> {
        self.fallbacks += 1;
        let Step { variables, multipliers } = method.direct_step(hessian, false)?;
        let z = variables.into_iter().chain(multipliers).collect();
        Some(Solved { z, shifts: method.newton.shifts, has_converged: true, is_direct: true })
    }

    /// Whether the regularized H has positive curvature along the step's tangential component.
    async fn curves_upwards(&self, method: &mut Equality, hessian: &[f64], solved: &Solved) -> bool {
        let variables = &solved.z[..method.current.x.len()];
        let part = self.constraint.tangential(variables);
        let square = dot(&part, &part);
        if square.sqrt() <= NEGLIGIBLE_PART * norm(variables) {
            return true;
        }
        let Iterate { x, multipliers, .. } = &method.current;
        let curvature = dot(&part, &method.data.functions.model_times(x, multipliers, hessian, &part).await);
        curvature + solved.shifts.hessian * square >= MIN_CURVATURE * square
    }

    /// Solves the regularized system, starting from `z`.
    async fn solve(&mut self, method: &mut Equality, request: Request<'_>, mut z: Vec<f64>) -> Result<Solved, Error> {
        let Request { hessian, shifts, right_side, tolerance } = request;
        self.solves += 1;
        let (has_converged, steps) = if self.inner == Inner::Sketch {
            self.sketch(method, request, &mut z)?
        } else {
            let Equality { data, current, .. } = method;
            let mut products = Products { functions: &mut data.functions, iterate: current, hessian, shifts };
            let rule = StoppingRule { relative_tolerance: tolerance, max_iterations: self.max_steps as usize };
            let outcome = match (self.inner, self.preconditioner) {
                (Inner::Minres, _) => {
                    let inverse = self.constraint.positive_inverse();
                    minres::solve(&mut products, &inverse, right_side, &mut z, rule).await
                }
                (_, Preconditioner::Lagged) => {
                    let inverse = Inverse { solver: self.lagged.decomposition(), order: right_side.len() };
                    gmres::solve(&mut products, &inverse, right_side, &mut z, rule, self.restart).await
                }
                _ => {
                    let inverse = self.constraint.inverse();
                    gmres::solve(&mut products, &inverse, right_side, &mut z, rule, self.restart).await
                }
            };
            (outcome.status == krylov::Status::Converged, outcome.iterations as u32)
        };
        self.steps = self.steps.saturating_add(steps);
        self.last_steps = self.last_steps.saturating_add(steps);
        Ok(Solved { z, shifts, has_converged, is_direct: false })
    }

    /// Solves for the residual at `z` by sketching and updates `z`. Returns whether the residual is small enough, and
    /// the number of steps.
    fn sketch(&self, method: &Equality, request: Request<'_>, z: &mut [f64]) -> Result<(bool, u32), Error> {
        let Request { hessian, shifts, right_side, tolerance } = request;
        let matrix = method.matrix(hessian, shifts);
        let residual = matrix.residual(right_side, z);
        let tolerance = tolerance * norm(right_side) / norm(&residual);
        let inverse = match self.preconditioner {
            Preconditioner::None => None,
            Preconditioner::Constraint => Some(self.constraint.decomposition()),
            Preconditioner::Lagged => Some(self.lagged.decomposition()),
        };
        let rows = inverse.map_or_else(|| Rows::of(&matrix), |inverse| Rows::preconditioned(&matrix, inverse));
        let random = Stream::new(method.data.run.seed(), self.solves);
        let options = &method.data.problem.inner_options;
        let outcome = sketch::solve(&rows, &residual, options, (tolerance, self.max_steps), random, &method.data.run)?;
        let change = inverse.map_or_else(|| outcome.solution.clone(), |inverse| inverse.solve(&outcome.solution));
        add_scaled(z, 1.0, &change);
        Ok((outcome.status == Ending::Converged, outcome.projections))
    }
}

impl Solved {
    fn step(&self, variables: usize) -> Step {
        Step { variables: self.z[..variables].to_vec(), multipliers: self.z[variables..].to_vec() }
    }
}

/// K as an operator. Products with H may come from the caller.
struct Products<'a> {
    functions: &'a mut Functions,
    iterate: &'a Iterate,
    hessian: &'a [f64],
    shifts: Shifts,
}

impl AwaitedOperator for Products<'_> {
    fn dimension(&self) -> usize {
        self.functions.variables() + self.functions.constraints()
    }

    async fn apply(&mut self, z: &[f64], product: &mut [f64]) {
        let (x, multipliers) = z.split_at(self.functions.variables());
        let Iterate { x: at, multipliers: weights, derivatives, .. } = self.iterate;
        let curved = self.functions.model_times(at, weights, self.hessian, x).await;
        let jacobian: Entries<'_> = self.functions.jacobian(derivatives);
        let (upper, lower) = product.split_at_mut(x.len());
        upper.copy_from_slice(&curved);
        add_scaled(upper, self.shifts.hessian, x);
        jacobian.multiply_transpose_add(multipliers, upper);
        lower.iter_mut().zip(multipliers).for_each(|(y, multiplier)| *y = -self.shifts.constraints * multiplier);
        jacobian.multiply_add(x, lower);
    }
}

impl Equality {
    /// K at the current point, with a substitute for H if only its products are known.
    fn matrix<'a>(&'a self, hessian: &'a [f64], shifts: Shifts) -> Kkt<'a> {
        self.data.system(&self.current, hessian).shifted(shifts)
    }

    /// Whether a step is too long to be trusted, due to nearly dependent constraints.
    fn is_too_long(&self, z: &[f64]) -> bool {
        let Iterate { x, values, .. } = &self.current;
        Newton::is_long(&z[..x.len()], x) && largest(&values.constraints) > self.data.problem.tolerance
    }
}
