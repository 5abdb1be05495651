//! The start of a run: evaluates and scales functions and first derivatives, then the Hessian.

use super::Solver;
use super::inexact::Inexact;
use super::pace::Pace;
use crate::inner::inner_solver;
use crate::minimize::functions::{Derivatives, Functions, Scale};
use crate::minimize::iterate::Iterate;
use crate::minimize::merit::Merit;
use crate::minimize::newton::LARGEST_MULTIPLIER_ESTIMATE;
use crate::minimize::newton::Newton;
use crate::minimize::problem::MinimizeProblem;
use crate::minimize::program::Program;
use crate::minimize::restoring::Steepest;
use crate::minimize::scaling::scale_at;
use superlinear_interface::{Error, Oracle, Run};
use superlinear_numerics::vectors::largest;

impl Solver {
    /// Evaluates functions and first derivatives at the start and scales them. Without them there is no solution to
    /// report.
    pub async fn start(program: Program, oracle: Oracle, run: Run) -> Result<Self, Error> {
        let Program { problem, own_solver, is_hessian_sampled, first_constraint_penalty } = program;
        let mut functions = Functions::new(&problem, oracle, &run)?;
        if is_hessian_sampled {
            functions.take_hessian_as_sampled();
        }
        let x = problem.initial.to_vec();
        let values = functions.values(&x).await;
        functions.ensure_finite_values(&values)?;
        let derivatives = functions.derivatives(&x, &values).await;
        functions.ensure_finite_derivatives(&derivatives)?;
        let scale = scale_at(&problem, &mut functions, &x, &values, &derivatives).await;
        let (values, derivatives) = functions.rescale(scale, values, derivatives);
        if let Some(matrix) = &problem.initial_hessian {
            functions.resume_bfgs(matrix);
        }

        let mut merit = Merit::of(&problem);
        if let Some(penalty) = first_constraint_penalty {
            merit.constraint_penalty = penalty;
        }
        let solver = own_solver.unwrap_or_else(|| inner_solver(problem.variables() + problem.equations(), &run));
        let mut newton = Newton::by(solver);
        let multipliers = initial_multipliers(&problem, &functions, &mut newton, &derivatives);
        let gradient = functions.lagrangian_gradient(&derivatives, &multipliers);
        let current = Iterate { x, values, derivatives, multipliers, gradient, hessian: None };
        let mut steepest = Steepest::default();
        steepest.note(functions.jacobian(&current.derivatives));
        Ok(Self {
            best: current.clone(),
            pace: Pace::new(&current),
            renewals: 0,
            inexact: Inexact::new(&problem, &run),
            problem,
            run,
            functions,
            newton,
            merit,
            current,
            iterations: 0,
            recorded_iterations: 0,
            recorded_counts: None,
            restorations: 0,
            stationary_iterations: 0,
            steepest,
            kept: None,
            history: Vec::new(),
        })
    }
}

impl Solver {
    /// Evaluates the Hessian at the start, if a step is needed.
    pub async fn complete_start(&mut self) -> Result<(), Error> {
        if !self.is_solution(&self.current) {
            let hessian = self.functions.hessian(&self.current).await;
            self.functions.ensure_finite_hessian(&hessian)?;
            self.current.hessian = Some(hessian);
        }
        Ok(())
    }
}

/// The caller's multipliers, scaled; else the least-squares multipliers, or zeros if those are too large to be trusted.
fn initial_multipliers(
    problem: &MinimizeProblem,
    functions: &Functions,
    newton: &mut Newton,
    derivatives: &Derivatives,
) -> Vec<f64> {
    let Scale { objective, constraints } = &functions.scale;
    if let Some(given) = &problem.initial_multipliers {
        return given.iter().zip(constraints).map(|(multiplier, scale)| multiplier * objective / scale).collect();
    }
    let jacobian = functions.jacobian(derivatives);
    newton
        .least_squares_multipliers(&functions.hessian_pattern, jacobian, &derivatives.gradient)
        .filter(|multipliers| largest(multipliers) <= LARGEST_MULTIPLIER_ESTIMATE)
        .unwrap_or_else(|| vec![0.0; functions.constraints()])
}
