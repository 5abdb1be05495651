//! Minima of functions that are data, as a task: they answer the questions of the solver's dialogue, with all derivatives exact.

use crate::built_in::hold_program;
use crate::inner::options::{Inner, InnerOptions};
use crate::minimize::functions::{CONSTRAINTS, DERIVATIVES, GRADIENT, HESSIAN, JACOBIAN, OBJECTIVE, VALUES};
use crate::minimize::problem::{
    HessianApproximation, MinimizeProblem, Scaling, Structure, default_finish, default_initial_barrier,
    default_max_iterations, default_sufficient_decrease, default_tolerance,
};
use crate::minimize::{Accuracy, MeritFunction, Minimize, MinimizeRecord, MinimizeSolution};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_expression::function::Function;
use superlinear_expression::{Named, Order, Parts, Program};
use superlinear_interface::model::Respond;
use superlinear_interface::{Dialogue, Error, Matrix, Run, Task, Vector};

/// The minimum of a function that is data, under equations, bounds and inequalities of functions that are data.
#[derive(JsonSchema)]
pub struct MinimizeExpressions;

/// Minimise `objective` between `lower` and `upper`, where `constraints` are between `constraintLower` and `constraintUpper`, from a
/// starting point on. Both are functions as data, so that their derivatives are exact and sparse. Nothing need be convex: what is found
/// is a local minimum.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MinimizeExpressionsProblem {
    /// What is to be minimised: a function of the variables, and of parameters, whose value is one number.
    pub objective: Function,
    /// What is to be zero, or between ends: a vector, or a number. No more of its numbers than there are variables may be equations.
    pub constraints: Option<Function>,
    /// The name of the input that the variables are. Default: the first of the objective.
    pub variables: Option<String>,
    /// All other inputs of the functions, by name.
    #[serde(default)]
    pub parameters: Named,
    /// Where to start; as long as there are variables. It is moved between the bounds first.
    pub initial: Vector,
    /// How the Hessian of the Lagrangian is approximated. Default: not at all, it is exact.
    pub hessian_approximation: Option<HessianApproximation>,
    /// Lower bounds of the variables; `-Infinity`, and -1e20 and below, mean none. No function is asked at points below them. Variables whose bounds are
    /// equal are fixed. Default: none.
    pub lower: Option<Vector>,
    /// Upper bounds of the variables; `Infinity`, and 1e20 and above, mean none. No function is asked at points above them. Default: none.
    pub upper: Option<Vector>,
    /// The least values that the constraints may have; `-Infinity` where any will do. Default: without `constraintUpper`, zeros,
    /// so that the constraints are equations; else `-Infinity`.
    pub constraint_lower: Option<Vector>,
    /// The largest values that the constraints may have; `Infinity` where any will do. A constraint for which both are equal is an
    /// equation. Default: without `constraintLower`, zeros; else `Infinity`.
    pub constraint_upper: Option<Vector>,
    /// Multipliers of the constraints to start with, not negative where `constraintUpper` holds a constraint back, not positive
    /// where `constraintLower` does. With those of the bounds, where there are any, they make a warm start: the bounds and
    /// inequalities that they say to hold are tried first. Default: those that make the gradient of the Lagrangian at the start
    /// smallest.
    pub initial_multipliers: Option<Vector>,
    /// Multipliers of the bounds to start with, not negative where `upper` holds a variable back, not positive where `lower` does.
    pub initial_bound_multipliers: Option<Vector>,
    /// The symmetric matrix that `bfgs` starts from, of which the lower triangle is read, as a solution's `warmStart` has it.
    /// Default: a multiple of the identity.
    pub initial_hessian: Option<Matrix>,
    /// How objective and constraints are scaled.
    #[serde(default)]
    pub scaling: Scaling,
    /// The positive factor of the objective, instead of the one that `scaling` finds.
    pub objective_scale: Option<f64>,
    /// The positive factor of each constraint, instead of those that `scaling` finds.
    pub constraint_scales: Option<Vector>,
    /// The `kktResidual` at which a point counts as a solution: relative to the objective's size at the start, by `scaling`.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The `constraintViolation`, in the units of the constraints, that a solution must not exceed.
    #[serde(default = "default_tolerance")]
    pub constraint_tolerance: f64,
    /// The most iterations.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// The part of the decrease predicted by the slope that a step must achieve, above 0 and below 1/2.
    #[serde(default = "default_sufficient_decrease")]
    pub sufficient_decrease: f64,
    /// Do not stop at a saddle point or a maximum that satisfies the first-order conditions, but follow a direction of
    /// negative curvature away from it.
    #[serde(default)]
    pub require_minimum: bool,
    /// What solves the linear systems of the steps.
    #[serde(default)]
    pub inner: Inner,
    /// Options of the inner solvers that are not `ldl`.
    #[serde(default)]
    pub inner_options: InnerOptions,
    /// How exactly those inner solvers solve.
    #[serde(default)]
    pub accuracy: Accuracy,
    /// What tells whether a step leads nearer to a solution. Default: `eal` under equations alone, else `filter`.
    pub merit: Option<MeritFunction>,
    /// The first weight of the barrier before bounds and inequalities.
    #[serde(default = "default_initial_barrier")]
    pub initial_barrier: f64,
    /// Whether the bounds and inequalities that seem to hold are tried as equations time and again, which mostly ends the search
    /// early and puts variables exactly on their bounds.
    #[serde(default = "default_finish")]
    pub finish: bool,
    /// Whether the solution has a record of each iteration.
    #[serde(default)]
    pub history: bool,
}

impl Task for MinimizeExpressions {
    const NAME: &'static str = Minimize::NAME;
    type Problem = MinimizeExpressionsProblem;
    type Solution = MinimizeSolution;
    type Progress = MinimizeRecord;

    fn solve(problem: MinimizeExpressionsProblem, run: &Run) -> Result<MinimizeSolution, Error> {
        let parts = Parts {
            objective: &problem.objective,
            constraints: problem.constraints.as_ref(),
            variables: problem.variables.as_deref(),
            parameters: &problem.parameters,
            run,
        };
        let order = if problem.hessian_approximation.is_none() { Order::Second } else { Order::First };
        let program = Program::new(&parts, problem.initial.len(), order)?;
        let problem = problem.with(&program);
        problem.check()?;
        let values = vec![0.0; 1 + program.constraints()];
        let owners = [("gradient", "objective"), ("jacobian", "constraints"), ("hessian", "objective")];
        hold_program(problem.into(), &mut Answers { program, values }, run)
            .map_err(|error| about_functions(error, &owners))
    }
}

impl MinimizeExpressionsProblem {
    /// The problem as the dialogue takes it, where the functions are those of `program`.
    fn with(self, program: &Program) -> MinimizeProblem {
        let has_constraints = program.constraints() > 0;
        MinimizeProblem {
            initial: self.initial,
            constraint_count: program.constraints() as u32,
            constraints: has_constraints,
            gradient: true,
            jacobian: has_constraints,
            hessian: program.hessian_structure().is_some(),
            hessian_product: false,
            jacobian_structure: has_constraints.then(|| structure(program.jacobian_structure())),
            hessian_structure: program.hessian_structure().map(structure),
            hessian_approximation: self.hessian_approximation.unwrap_or_default(),
            lower: self.lower,
            upper: self.upper,
            constraint_lower: self.constraint_lower,
            constraint_upper: self.constraint_upper,
            initial_multipliers: self.initial_multipliers,
            initial_bound_multipliers: self.initial_bound_multipliers,
            initial_hessian: self.initial_hessian,
            scaling: self.scaling,
            objective_scale: self.objective_scale,
            constraint_scales: self.constraint_scales,
            tolerance: self.tolerance,
            constraint_tolerance: self.constraint_tolerance,
            max_iterations: self.max_iterations,
            sufficient_decrease: self.sufficient_decrease,
            require_minimum: self.require_minimum,
            inner: self.inner,
            inner_options: self.inner_options,
            accuracy: self.accuracy,
            merit: self.merit,
            initial_barrier: self.initial_barrier,
            finish: self.finish,
            history: self.history,
        }
    }
}

/// An error about derivatives, which nobody gave, as one of the function that they are of: `owners` tells which.
pub(crate) fn about_functions(error: Error, owners: &[(&str, &str)]) -> Error {
    let owner = owners.iter().find(|(derivative, _)| error.path == *derivative);
    let said = |derivative: &str| error.message.strip_prefix(&format!("{derivative} must give finite numbers"));
    match owner.and_then(|(derivative, owner)| Some((owner, said(derivative)?))) {
        None => error,
        Some((owner, rest)) => Error::invalid(*owner, format!("must have derivatives that are finite numbers{rest}")),
    }
}

pub(crate) fn structure(entries: &superlinear_expression::Structure) -> Structure {
    let (rows, columns): (Vec<_>, Vec<_>) = entries.iter().map(|(i, j)| (i as i32, j as i32)).unzip();
    Structure { rows: rows.into(), columns: columns.into() }
}

/// The functions of a program, and room for their values.
struct Answers {
    program: Program,
    values: Vec<f64>,
}

impl Respond for Answers {
    fn respond(&mut self, tag: usize, point: &[f64], answer: &mut [f64]) {
        let Self { program, values } = self;
        let n = program.variables();
        let (x, after) = point.split_at(n);
        match tag {
            VALUES | OBJECTIVE => program.values(x, answer),
            CONSTRAINTS => {
                program.values(x, values);
                answer.copy_from_slice(&values[1..]);
            }
            GRADIENT => program.gradient(x, answer),
            JACOBIAN => program.jacobian(x, answer),
            DERIVATIVES => {
                let (gradient, jacobian) = answer.split_at_mut(n);
                program.derivatives(x, gradient, jacobian);
            }
            HESSIAN => {
                let (weight, multipliers) = after.split_last().expect("the objective's weight comes last");
                program.hessian(x, *weight, multipliers, answer);
            }
            _ => unreachable!("where the Hessian is given, nobody asks for products with it"),
        }
    }
}
