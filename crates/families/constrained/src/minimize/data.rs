//! The problem of a run: its options, functions and slack form, and the questions that need nothing else.

use super::form::Form;
use super::functions::{Derivatives, Functions, Values};
use super::iterate::Iterate;
use super::problem::MinimizeProblem;
use super::scaling::scale_at;
use super::solution::MinimizeStatus;
use superlinear_interface::{Error, Oracle, Run};

/// A residual that is acceptable if no step improves it: Ipopt's `acceptable_tol`.
pub(super) const ACCEPTABLE_RESIDUAL: f64 = 1e-6;

/// A feasible objective below this counts as unbounded below.
const UNBOUNDED_OBJECTIVE: f64 = -1e20;

/// The problem of a run.
pub(super) struct Data {
    pub problem: MinimizeProblem,
    pub run: Run,
    pub functions: Functions,
    pub form: Form,
    /// The variables at the start, within the bounds.
    pub start: Vec<f64>,
}

impl Data {
    /// Evaluates functions and first derivatives at the start, at relative distance `push` from the bounds, and scales
    /// them. Without them there is no solution to report. The multipliers are the caller's, or zeros.
    pub async fn start(
        problem: MinimizeProblem,
        is_hessian_sampled: bool,
        push: f64,
        oracle: Oracle,
        run: Run,
    ) -> Result<(Self, Iterate), Error> {
        let mut functions = Functions::new(&problem, oracle, &run)?;
        if is_hessian_sampled {
            functions.take_hessian_as_sampled();
        }
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
        let data = Self { problem, run, functions, form, start: x.clone() };
        let multipliers = data.given_multipliers();
        let gradient = data.functions.lagrangian_gradient(&derivatives, &multipliers);
        Ok((data, Iterate { x, values, derivatives, multipliers, gradient, hessian: None }))
    }

    /// The caller's multipliers of the constraints or zeros, scaled and with signs compatible with the bounds.
    fn given_multipliers(&self) -> Vec<f64> {
        let (n, scale) = (self.form.variables, &self.functions.scale);
        let multiplier = |i: usize| {
            let given = self.problem.initial_multipliers.as_ref().map_or(0.0, |given| given[i]);
            self.form.project_multiplier(n + i, given * scale.objective / scale.constraints[i])
        };
        (0..self.functions.constraints()).map(multiplier).collect()
    }

    /// Evaluates the Hessian at the start.
    pub async fn start_hessian(&mut self, at: &Iterate) -> Result<Vec<f64>, Error> {
        let hessian = self.functions.hessian(at).await;
        self.functions.ensure_finite_hessian(&hessian)?;
        Ok(hessian)
    }

    /// The iterate at a point with these function values and multipliers; `None` if a number is not finite there.
    pub async fn iterate(&mut self, x: Vec<f64>, values: Values, multipliers: Vec<f64>) -> Option<Iterate> {
        if !values.are_finite() {
            return None;
        }
        let derivatives = self.functions.derivatives(&x, &values).await;
        derivatives.are_finite().then(|| self.iterate_with(x, values, derivatives, multipliers))
    }

    /// The iterate with these function values, derivatives and multipliers.
    pub fn iterate_with(
        &self,
        x: Vec<f64>,
        values: Values,
        derivatives: Derivatives,
        multipliers: Vec<f64>,
    ) -> Iterate {
        let gradient = self.functions.lagrangian_gradient(&derivatives, &multipliers);
        Iterate { x, values, derivatives, multipliers, gradient, hessian: None }
    }

    /// The status, if a limit of the run is reached or the objective counts as unbounded below.
    pub fn limit_reached(&self, iterations: u32, values: &Values) -> Result<Option<MinimizeStatus>, Error> {
        if self.run.is_out_of_time()? {
            return Ok(Some(MinimizeStatus::TimeLimit));
        }
        if iterations >= self.problem.max_iterations {
            return Ok(Some(MinimizeStatus::IterationLimit));
        }
        let is_unbounded = self.is_unbounded(values.objective) && self.is_feasible(values);
        Ok(is_unbounded.then_some(MinimizeStatus::Unbounded))
    }

    /// Whether this scaled objective counts as unbounded below.
    pub fn is_unbounded(&self, objective: f64) -> bool {
        objective / self.functions.scale.objective < UNBOUNDED_OBJECTIVE
    }

    /// Whether the constraints hold within the tolerance, in their own units.
    pub fn is_feasible(&self, values: &Values) -> bool {
        self.form.violation(values) <= self.problem.constraint_tolerance
    }
}
