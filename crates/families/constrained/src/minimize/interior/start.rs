//! Cold and warm starts: the initial point, slacks and multipliers.

use super::Interior;
use super::acceptance::Acceptance;
use super::active_set::WARM_START;
use super::current::Current;
use super::direction::Kkt;
use super::filter::Filter;
use super::point::Point;
use crate::inner::Diagonals;
use crate::inner::low_rank::LowRankSolver;
use crate::minimize::data::Data;
use crate::minimize::form::Form;
use crate::minimize::functions::all_finite;
use crate::minimize::info::Info;
use crate::minimize::iterate::{Iterate, PrimalDual};
use crate::minimize::method::Method;
use crate::minimize::newton::{LARGEST_MULTIPLIER_ESTIMATE, Newton};
use crate::minimize::problem::MinimizeProblem;
use crate::minimize::program::Program;
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
const MIN_RESTORED_MULTIPLIER: f64 = 1e-8;
const LARGEST_RESTORED_MULTIPLIER: f64 = 1e3;

/// A relaxed bound of a primal variable: its index, its distance, and the sign of its multiplier in the Lagrangian.
struct RelaxedBound {
    index: usize,
    distance: f64,
    sign: f64,
}

impl Interior {
    /// Evaluates functions and first derivatives at the start.
    pub async fn start(program: Program, oracle: Oracle, run: Run) -> Result<Self, Error> {
        let Program { problem, is_hessian_sampled, .. } = program;
        let push = if is_warm(&problem) { 0.0 } else { FIRST_PUSH };
        let (data, at) = Data::start(problem, is_hessian_sampled, push, oracle, run).await?;
        let first = |bound: RelaxedBound| FIRST_MULTIPLIER.min(LARGEST_PRODUCT / bound.distance);
        let solver = Box::new(LowRankSolver::by(Ldl::equilibrated(data.form.len(), data.run.part())));
        let mut interior = Self {
            current: Current {
                previous: at.x.clone(),
                previous_objective: at.values.objective,
                reached: PrimalDual { at: at.clone(), bound_multipliers: Vec::new() },
                point: Point::beside(&data.form, at, FIRST_PUSH, first),
                barrier: data.problem.initial_barrier,
            },
            kkt: Kkt { newton: Newton::by(solver), long_step: None },
            acceptance: Acceptance::new(&data.problem),
            info: Info::default(),
            data,
        };
        if interior.data.problem.initial_multipliers.is_none() {
            interior.renew_all_multipliers();
        }
        interior.enter();
        if is_warm(&interior.data.problem) {
            interior.current.reached.bound_multipliers = interior.data.given_bound_multipliers();
        }
        Ok(interior)
    }

    /// Tries the active-set phase from `reached`, with the active set its multipliers indicate. Returns a status if the
    /// run terminates here.
    pub(super) async fn warm_up(&mut self) -> Result<Option<MinimizeStatus>, Error> {
        if self.is_solved() || self.newton_on_active_set(self.current.reached.clone(), &WARM_START).await? {
            return self.status_at_solution().await;
        }
        if let Some(status) = self.limit_reached()? {
            return Ok(Some(status));
        }
        let barrier = self.current.barrier.min(WARM_BARRIER);
        self.current.barrier = barrier;
        let reached = self.current.reached.clone();
        let at = self.data.pushed(reached.at.clone(), WARM_PUSH).await;
        let form = &self.data.form;
        let known = |RelaxedBound { index, distance, sign }: RelaxedBound| {
            (sign * form.multiplier(&reached, index)).max(barrier / distance)
        };
        self.current.point = Point::beside(form, at, WARM_PUSH, known);
        self.enter();
        Ok(None)
    }

    /// Continues after a restoration phase, at relative distance `push` from the bounds. Returns false if the Hessian
    /// is not finite there.
    pub(super) async fn enter_restored(&mut self, push: f64) -> bool {
        let (at, barrier) = (self.current.point.at.clone(), self.current.barrier);
        let at = self.data.pushed(at, push).await;
        let central = |bound: RelaxedBound| {
            (barrier / bound.distance).clamp(MIN_RESTORED_MULTIPLIER, LARGEST_RESTORED_MULTIPLIER)
        };
        self.current.point = Point::beside(&self.data.form, at, push, central);
        self.renew_all_multipliers();
        self.enter();
        let hessian = self.data.functions.hessian(&self.current.point.at).await;
        let is_finite = all_finite(&hessian);
        self.current.point.at.hessian = Some(hessian);
        is_finite
    }

    /// Updates the gradient and `reached` at a point where the search restarts.
    fn enter(&mut self) {
        let Self { data, current, .. } = self;
        let at = &mut current.point.at;
        at.gradient = data.functions.lagrangian_gradient(&at.derivatives, &at.multipliers);
        current.update_reached(data);
    }

    /// Initializes the filter, and evaluates the Hessian at the first point if a step is needed.
    pub(super) async fn complete_start(&mut self) -> Result<(), Error> {
        let gaps = self.current.gaps(&self.data);
        self.acceptance.filter = Filter::new(gaps.iter().map(|gap| gap.abs()).sum());
        if !self.is_solved() {
            self.current.point.at.hessian = Some(self.data.start_hessian(&self.current.point.at).await?);
        }
        Ok(())
    }

    /// Sets least-squares multipliers, or zeros if those are too large to be trusted.
    fn renew_all_multipliers(&mut self) {
        let Self { data, current: Current { point, .. }, kkt, .. } = self;
        let estimated = kkt.estimate_multipliers(data, point);
        point.at.multipliers = estimated.unwrap_or_else(|| vec![0.0; data.functions.constraints()]);
    }
}

impl Kkt {
    /// The least-squares multipliers of the constraints, unless they are too large to be trusted.
    pub fn estimate_multipliers(&mut self, Data { functions, form, .. }: &Data, point: &Point) -> Option<Vec<f64>> {
        let n = form.variables;
        let mut gradient: Vec<_> = point.upper.iter().zip(&point.lower).map(|(upper, lower)| upper - lower).collect();
        let slack_gradient = gradient.split_off(n);
        gradient.iter_mut().zip(&point.at.derivatives.gradient).for_each(|(sum, entry)| *sum += entry);
        let of_slack = |i: usize| match form.has_slack(i) {
            true => 0.0,
            false if form.is_equation(i) => f64::INFINITY,
            false => 1.0,
        };
        let slacks: Vec<_> = (0..functions.constraints()).map(of_slack).collect();
        let diagonals = Diagonals { variables: &vec![0.0; n], slacks: &slacks };
        let jacobian = functions.jacobian(&point.at.derivatives);
        self.newton
            .multipliers_beside(&functions.hessian_pattern, jacobian, Some(diagonals), &gradient, &slack_gradient)
            .filter(|multipliers| largest(multipliers) <= LARGEST_MULTIPLIER_ESTIMATE)
    }
}

impl Data {
    /// Moves an iterate away from its bounds, if the functions are finite there.
    async fn pushed(&mut self, at: Iterate, push: f64) -> Iterate {
        let x: Vec<_> = at.x.iter().enumerate().map(|(j, &x)| self.form.bounds.push(j, x, push)).collect();
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

    /// The caller's multipliers of the bounds or zeros, scaled and with signs compatible with the bounds.
    fn given_bound_multipliers(&self) -> Vec<f64> {
        let multiplier = |j: usize| {
            let given = self.problem.initial_bound_multipliers.as_ref().map_or(0.0, |given| given[j]);
            let scaled = self.form.project_multiplier(j, given * self.functions.scale.objective);
            if self.form.bounds.are_equal(j) { 0.0 } else { scaled }
        };
        (0..self.form.variables).map(multiplier).collect()
    }
}

impl Point {
    /// The point at `at`: slacks at relative distance `push` from their bounds, and multipliers of the relaxed bounds.
    fn beside(form: &Form, at: Iterate, push: f64, multiplier: impl Fn(RelaxedBound) -> f64) -> Self {
        let slack = |(i, &c): (usize, &f64)| {
            if form.has_slack(i) { form.bounds.push(form.variables + i, c, push) } else { 0.0 }
        };
        let mut primal = at.x.clone();
        primal.extend(at.values.constraints.iter().enumerate().map(slack));
        let multipliers = |bounds: &[f64], sign: f64| -> Vec<f64> {
            let of = |index: usize| {
                let distance = (bounds[index] - primal[index]).abs();
                if distance.is_finite() { multiplier(RelaxedBound { index, distance, sign }) } else { 0.0 }
            };
            (0..form.len()).map(of).collect()
        };
        let (lower, upper) = (multipliers(&form.relaxed.lower, -1.0), multipliers(&form.relaxed.upper, 1.0));
        Self { at, primal, lower, upper }
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
