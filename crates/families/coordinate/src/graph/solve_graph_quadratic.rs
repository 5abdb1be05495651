//! Minimization of quadratics on graphs, as a task.

pub mod problem;
pub mod solution;

use super::routes::{Limits, Solved, solve_columns};
use crate::overflow::overflow;
use problem::GraphQuadraticProblem;
use schemars::JsonSchema;
use solution::{GraphProgress, GraphQuadraticSolution};
use superlinear_interface::{Error, Run, SparseMatrix, Task, Vector, check};
use superlinear_numerics::vectors::dot;
use superlinear_systems::symmetric::{check_positive_definite_form, multiply};

/// Minimization of quadratics on graphs, as a task.
#[derive(JsonSchema)]
pub struct SolveGraphQuadratic;

impl Task for SolveGraphQuadratic {
    const NAME: &'static str = "coordinate.solveGraphQuadratic";
    type Problem = GraphQuadraticProblem;
    type Solution = GraphQuadraticSolution;
    type Progress = GraphProgress;

    fn solve(problem: GraphQuadraticProblem, run: &Run) -> Result<GraphQuadraticSolution, Error> {
        let GraphQuadraticProblem { matrix, right_side, initial, method, tolerance, max_iterations } = problem;
        check_positive_definite_form(&matrix, "matrix")?;
        check::tolerance(tolerance)?;
        check::at_least_one("maxIterations", max_iterations)?;
        check::right_side("rightSide", &right_side, matrix.rows)?;
        let columns = check::finite_columns("rightSide", &right_side)?;
        let starts = match &initial {
            None => None,
            Some(initial) => {
                check::right_side("initial", initial, matrix.rows)?;
                check::columns("initial", initial.count(), columns.len(), "rightSide")?;
                Some(check::finite_columns("initial", initial)?)
            }
        };
        let limits = Limits { tolerance, max_iterations };
        let solved = solve_columns(&matrix, &columns, starts, method, limits, run)?;
        let objectives = objectives(&matrix, &columns, &solved);
        if objectives.iter().any(|objective| !objective.is_finite()) {
            return Err(overflow());
        }
        Ok(GraphQuadraticSolution {
            status: solved.status,
            solution: right_side.in_this_form(solved.solutions),
            relative_residual: solved.relative_residual,
            objectives,
            iterations: solved.iterations,
            method: solved.route,
            eliminated: solved.eliminated,
        })
    }
}

/// `x'Ax/2 - b'x` for each right side.
fn objectives(matrix: &SparseMatrix, right_sides: &[Vec<f64>], solved: &Solved) -> Vector {
    let mut product = vec![0.0; matrix.rows];
    let objective = |(b, x): (&Vec<f64>, &Vec<f64>)| {
        multiply(matrix, x, &mut product);
        0.5 * dot(x, &product) - dot(b, x)
    };
    right_sides.iter().zip(&solved.solutions).map(objective).collect::<Vec<_>>().into()
}
