//! Cold and warm starts: the initial point, slacks and multipliers.

use super::Interior;
use super::active_set::WARM_START;
use super::filter::Filter;
use super::form::{Form, Pair};
use super::pace::Pace;
use super::point::Point;
use crate::inner::Diagonals;
use crate::inner::low_rank::LowRankSolver;
use crate::minimize::functions::{Functions, Scale};
use crate::minimize::iterate::Iterate;
use crate::minimize::merit::Merit;
use crate::minimize::newton::{LARGEST_MULTIPLIER_ESTIMATE, Newton};
use crate::minimize::options::MeritFunction;
use crate::minimize::problem::MinimizeProblem;
use crate::minimize::program::Program;
use crate::minimize::restoring::Steepest;
use crate::minimize::scaling::scale_at;
use crate::minimize::solution::MinimizeStatus;
use superlinear_interface::{Error, Oracle, Run};
use superlinear_numerics::ldl::Ldl;
use superlinear_numerics::vectors::largest;

/// Initial relative distance to the bounds: for cold starts Ipopt's `bound_push` and `bound_frac`, and a smaller one
/// after a warm start that did not converge.
pub(super) const FIRST_PUSH: f64 = 1e-2;
const WARM_PUSH: f64 = 1e-6;

/// The initial multiplier of the relaxed bounds, and μ after a warm start.
const FIRST_MULTIPLIER: f64 = 1.0;
/// Multipliers of distant bounds are smaller: the product with the distance is at most this.
const LARGEST_PRODUCT: f64 = 100.0;
const WARM_BARRIER: f64 = 1e-5;

/// The range of the bound multipliers after a restoration phase.
const LEAST_RESTORED_MULTIPLIER: f64 = 1e-8;
const LARGEST_RESTORED_MULTIPLIER: f64 = 1e3;

impl Interior {
    /// Evaluates functions and first derivatives at the start and scales them. Without them there is no solution to
    /// report.
    pub async fn start(program: Program, oracle: Oracle, run: Run) -> Result<Self, Error> {
        let Program { problem, is_hessian_sampled, .. } = program;
        let mut functions = Functions::new(&problem, oracle, &run)?;
        if is_hessian_sampled {
            functions.take_hessian_as_sampled();
        }
        let push = if is_warm(&problem) { 0.0 } else { FIRST_PUSH };
        let pushed = |(j, &x): (usize, &f64)| functions.bounds.push(j, x, push);
        let x: Vec<_> = problem.initial.iter().enumerate().map(pushed).collect();
        let values = functions.values(&x).await;
        functions.ensure_finite_values(&values)?;
        let derivatives = functions.derivatives(&x, &values).await;
        functions.ensure_finite_derivatives(&derivatives)?;
        let scale = scale_at(&problem, &mut functions, &x, &values, &derivatives).await;
        let (values, derivatives) = functions.rescale(scale, values, derivatives);
        if let Some(matrix) = &problem.initial_hessian {
            functions.resume_bfgs(matrix);
        }
        let form = Form::new(&problem, &functions);
        let newton = Newton::by(Box::new(LowRankSolver::by(Ldl::equilibrated(form.len(), run.part()))));
        let (multipliers, bounds) = given_multipliers(&problem, &functions.scale, &form);
        let at = Iterate { x, gradient: Vec::new(), values, derivatives, multipliers, hessian: None };
        let barrier = problem.initial_barrier;
        let mut interior = Self {
            point: point_at(&form, at.clone(), FIRST_PUSH, |_, distance, _| {
                FIRST_MULTIPLIER.min(LARGEST_PRODUCT / distance)
            }),
            barrier,
            filter: Filter::new(0.0),
            merit: (problem.merit == Some(MeritFunction::Eal))
                .then(|| Merit::start(MeritFunction::Eal, problem.accuracy)),
            pace: Pace::default(),
            first: at.x.clone(),
            previous: at.x.clone(),
            long_step: None,
            tried: None,
            reached: Pair { at: at.clone(), bounds: Vec::new() },
            best: None,
            ray: None,
            iterations: 0,
            recorded_iterations: 0,
            restorations: 0,
            steepest: Steepest::default(),
            active_set_steps: 0,
            kept: None,
            history: Vec::new(),
            problem,
            run,
            functions,
            newton,
            form,
        };
        if interior.problem.initial_multipliers.is_none() {
            interior.renew_all_multipliers();
        }
        interior.update_gradient();
        interior.reached = interior.public_pair();
        if is_warm(&interior.problem) {
            interior.reached.bounds = bounds;
        }
        Ok(interior)
    }

    /// Tries the active-set phase from `reached`, with the active set its multipliers indicate. Returns a status if the
    /// run ends here.
    pub(super) async fn warm_up(&mut self) -> Result<Option<MinimizeStatus>, Error> {
        if self.is_solved() || self.newton_on_active_set(self.reached.clone(), &WARM_START).await? {
            let leaves = self.leaves_for_minimum().await?;
            return Ok((!leaves).then_some(MinimizeStatus::Converged));
        }
        if let Some(status) = self.limit_reached()? {
            return Ok(Some(status));
        }
        self.barrier = self.barrier.min(WARM_BARRIER);
        let (pair, barrier) = (self.reached.clone(), self.barrier);
        let at = self.pushed(pair.at.clone(), WARM_PUSH).await;
        let of_pair = |k: usize, distance: f64, sign: f64| {
            let multiplier =
                if k < pair.bounds.len() { pair.bounds[k] } else { pair.at.multipliers[k - pair.bounds.len()] };
            (sign * multiplier).max(barrier / distance)
        };
        self.point = point_at(&self.form, at, WARM_PUSH, of_pair);
        self.enter();
        Ok(None)
    }

    /// Continues after a restoration phase, at relative distance `push` from the bounds. Returns false if the Hessian
    /// is not finite there.
    pub(super) async fn enter_restored(&mut self, push: f64) -> bool {
        let (at, barrier) = (self.point.at.clone(), self.barrier);
        let at = self.pushed(at, push).await;
        let central = |_: usize, distance: f64, _: f64| {
            (barrier / distance).clamp(LEAST_RESTORED_MULTIPLIER, LARGEST_RESTORED_MULTIPLIER)
        };
        self.point = point_at(&self.form, at, push, central);
        self.renew_all_multipliers();
        self.enter();
        let hessian = self.functions.hessian(&self.point.at).await;
        let is_finite = crate::minimize::functions::all_finite(&hessian);
        self.point.at.hessian = Some(hessian);
        is_finite
    }

    /// Moves the point away from its bounds, if the functions are finite there.
    async fn pushed(&mut self, at: Iterate, push: f64) -> Iterate {
        let x: Vec<_> = at.x.iter().enumerate().map(|(j, &x)| self.form.ends.push(j, x, push)).collect();
        if x == at.x {
            return at;
        }
        let values = self.functions.values(&x).await;
        let derivatives = self.functions.derivatives(&x, &values).await;
        if !(values.are_finite() && derivatives.are_finite()) {
            return at;
        }
        Iterate { x, values, derivatives, hessian: None, ..at }
    }

    /// Updates the gradient and `reached` at a point where the search restarts.
    fn enter(&mut self) {
        self.update_gradient();
        self.reached = self.public_pair();
    }

    /// Initializes the filter, and evaluates the Hessian at the first point if a step is needed.
    pub(super) async fn complete_start(&mut self) -> Result<(), Error> {
        let gaps = self.point.gaps(&self.form);
        self.filter = Filter::new(gaps.iter().map(|gap| gap.abs()).sum());
        if !self.is_solved() {
            let hessian = self.functions.hessian(&self.point.at).await;
            self.functions.ensure_finite_hessian(&hessian)?;
            self.point.at.hessian = Some(hessian);
        }
        Ok(())
    }

    fn update_gradient(&mut self) {
        let at = &self.point.at;
        self.point.at.gradient = self.functions.lagrangian_gradient(&at.derivatives, &at.multipliers);
    }

    /// Sets least-squares multipliers, or zeros if those are too large to be trusted.
    fn renew_all_multipliers(&mut self) {
        let point = self.point.clone();
        let estimated = self.estimated_multipliers(&point);
        self.point.at.multipliers = estimated.unwrap_or_else(|| vec![0.0; self.functions.constraints()]);
    }

    /// The least-squares multipliers of the constraints, unless they are too large to be trusted.
    pub(super) fn estimated_multipliers(&mut self, point: &Point) -> Option<Vec<f64>> {
        let n = self.form.variables;
        let mut gradient: Vec<_> = point.upper.iter().zip(&point.lower).map(|(upper, lower)| upper - lower).collect();
        let slack_gradient = gradient.split_off(n);
        gradient.iter_mut().zip(&point.at.derivatives.gradient).for_each(|(sum, entry)| *sum += entry);
        let of_slack = |i: usize| match self.form.has_slack(i) {
            true => 0.0,
            false if self.form.ends.are_equal(n + i) => f64::INFINITY,
            false => 1.0,
        };
        let slacks: Vec<_> = (0..self.functions.constraints()).map(of_slack).collect();
        let diagonals = Diagonals { variables: &vec![0.0; n], slacks: &slacks };
        let jacobian = self.functions.jacobian(&point.at.derivatives);
        self.newton
            .multipliers_beside(&self.functions.hessian_pattern, jacobian, Some(diagonals), &gradient, &slack_gradient)
            .filter(|multipliers| largest(multipliers) <= LARGEST_MULTIPLIER_ESTIMATE)
    }

    /// The current primal-dual iterate with one multiplier per primal variable, of a sign compatible with its bounds.
    pub(super) fn public_pair(&self) -> Pair {
        let gradient =
            |multipliers: &[f64]| self.functions.lagrangian_gradient(&self.point.at.derivatives, multipliers);
        self.point.pair(&self.form, gradient)
    }
}

/// Whether the problem gives all multipliers that exist.
pub(super) fn is_warm(problem: &MinimizeProblem) -> bool {
    let bounds = problem.bounds();
    let has_bounds = (0..problem.variables()).any(|j| !bounds.are_infinite(j));
    let has_constraints = problem.equations() > 0;
    (problem.initial_multipliers.is_some() || !has_constraints && problem.initial_bound_multipliers.is_some())
        && (problem.initial_bound_multipliers.is_some() || !has_bounds)
}

/// The caller's multipliers of the constraints and of the bounds, scaled and with signs compatible with the bounds.
fn given_multipliers(problem: &MinimizeProblem, scale: &Scale, form: &Form) -> (Vec<f64>, Vec<f64>) {
    let (n, m) = (problem.variables(), problem.equations());
    let constraint = |i: usize| {
        let given = problem.initial_multipliers.as_ref().map_or(0.0, |given| given[i]);
        form.of_right_sign(n + i, given * scale.objective / scale.constraints[i])
    };
    let bound = |j: usize| {
        let given = problem.initial_bound_multipliers.as_ref().map_or(0.0, |given| given[j]);
        if form.ends.are_equal(j) { 0.0 } else { form.of_right_sign(j, given * scale.objective) }
    };
    ((0..m).map(constraint).collect(), (0..n).map(bound).collect())
}

/// The point at `at`: slacks at relative distance `push` from their bounds, and multipliers of the relaxed bounds from
/// (index, distance, sign of the bound).
fn point_at(form: &Form, at: Iterate, push: f64, multiplier: impl Fn(usize, f64, f64) -> f64) -> Point {
    let slack =
        |(i, &c): (usize, &f64)| if form.has_slack(i) { form.ends.push(form.variables + i, c, push) } else { 0.0 };
    let mut numbers = at.x.clone();
    numbers.extend(at.values.constraints.iter().enumerate().map(slack));
    let of = |end: &[f64], sign: f64| -> Vec<f64> {
        let wall = |k: usize| {
            let distance = (end[k] - numbers[k]).abs();
            if distance.is_finite() { multiplier(k, distance, sign) } else { 0.0 }
        };
        (0..form.len()).map(wall).collect()
    };
    let (lower, upper) = (of(&form.walls.lower, -1.0), of(&form.walls.upper, 1.0));
    Point { at, numbers, lower, upper }
}
