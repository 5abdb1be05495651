//! Control of a Poisson equation with a cubic reaction, as a task. Its functions are computed here, and its linear
//! systems solved by fast sine transforms.

mod grid;
mod model;
mod problem;
mod solution;
mod solver;

use crate::built_in::{minimize_model, problem_of_model};
use crate::minimize::program::Program;
use crate::minimize::{MinimizeOptions, MinimizeProblem, MinimizeRecord, Scaling};
use grid::Laplacian;
use model::PoissonModel;
use schemars::JsonSchema;
use solver::PoissonSolver;
use superlinear_interface::{Error, Matrix, Run, Task, Vector};

pub use problem::PoissonControlProblem;
pub use solution::{PoissonControlSolution, PoissonControlStatistics, PoissonControlWarmStart};

/// Computes the optimal control of a Poisson equation with a cubic reaction, -Δy + reaction y³ = u on the unit square
/// with zero boundary values: the control u with a state y close to a target. Uses the method of {@link minimize} with
/// fast sine transforms for the linear systems, so that the time is nearly proportional to the number of grid points.
///
/// @example
/// ```ts
/// const { state, control, objective } = await poissonControl({ size: 127, controlWeight: 1e-3, reaction: 1 });
/// ```
#[derive(JsonSchema)]
pub struct PoissonControl;

impl Task for PoissonControl {
    const NAME: &'static str = "constrained.poissonControl";
    type Problem = PoissonControlProblem;
    type Solution = PoissonControlSolution;
    type Progress = MinimizeRecord;

    fn solve(problem: PoissonControlProblem, run: &Run) -> Result<PoissonControlSolution, Error> {
        problem.check()?;
        let solver = PoissonSolver::new(problem.grid().size, run);
        let program = Program {
            own_solver: Some(Box::new(solver)),
            // With a constraint penalty equal to the control's weight, the merit function has similar curvature in
            // constraints and control.
            first_constraint_penalty: Some(problem.control_weight),
            ..minimize_problem_of(&problem).into()
        };
        let minimum = minimize_model(program, &mut PoissonModel::new(&problem), run)?;
        Ok(PoissonControlSolution::of(minimum, problem.grid()))
    }
}

/// The problem in the form of the general solver. Objective and multipliers are divided by the squared mesh width, so
/// that the residuals of the state and adjoint equations are pointwise.
fn minimize_problem_of(problem: &PoissonControlProblem) -> MinimizeProblem {
    let grid: Laplacian = problem.grid();
    let initial =
        |given: &Option<Matrix>| given.as_ref().map_or_else(|| vec![0.0; grid.points()], |matrix| matrix.data.to_vec());
    let mut start = initial(&problem.initial_state);
    start.extend(initial(&problem.initial_control));
    let area = 1.0 / grid.weight();
    let multipliers = problem.initial_adjoint.as_ref().map(|adjoint| {
        let multipliers: Vec<_> = adjoint.data.iter().map(|entry| area * entry).collect();
        Vector::from(multipliers)
    });
    MinimizeProblem {
        jacobian_structure: Some(model::jacobian_structure(grid)),
        hessian_structure: Some(model::hessian_structure(grid)),
        options: MinimizeOptions {
            initial_multipliers: multipliers,
            scaling: Scaling::None,
            objective_scale: Some(grid.weight()),
            tolerance: problem.tolerance,
            constraint_tolerance: problem.constraint_tolerance,
            max_iterations: problem.max_iterations,
            history: problem.history,
            ..MinimizeOptions::default()
        },
        ..problem_of_model(start.into(), grid.points())
    }
}
