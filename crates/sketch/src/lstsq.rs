//! Linear least squares to machine precision: a sketch finds the variables in which the problem is well conditioned, the
//! whole matrix corrects it, and a certificate says how exact the answer is.
//!
//! Sources: Rokhlin, Tygert, A fast randomized algorithm for overdetermined linear least-squares regression, PNAS 105, 2008;
//! Meng, Saunders, Mahoney, LSRN, SIAM J. Sci. Comput. 36, 2014 (rank deficiency); Epperly, Meier, Nakatsukasa, Fast randomized
//! least-squares solvers can be just as accurate and stable as classical direct solvers, 2024 (arXiv 2406.03468), for the
//! start at the sketched solution and the second refinement, without which the result is not backward stable.
//!
//! | module | what |
//! |---|---|
//! | [`problem`], [`solution`] | what a caller gives and gets |
//! | `system` | the weighted problem with its ridge, and passes over it |
//! | `basis` | the change of variables, by QR or singular values |
//! | `correction`, `refine`, `certificate` | steps, when they end, and the proof |
//! | `routes` | which method, and what follows when it fails |

pub(crate) mod basis;
mod certificate;
mod correction;
pub mod problem;
mod refine;
mod routes;
pub mod solution;
mod system;

use crate::table::Table;
use problem::LstsqProblem;
use refine::Limits;
use routes::Found;
use solution::{LstsqRoute, LstsqSolution};
use superlinear_interface::{Error, NoProgress, Run, Task, Vector};
use system::System;

/// Linear least squares as a task.
pub struct Lstsq;

impl Task for Lstsq {
    const NAME: &'static str = "sketch.lstsq";
    type Problem = LstsqProblem;
    type Solution = LstsqSolution;
    type Progress = NoProgress;

    fn solve(problem: LstsqProblem, run: &Run) -> Result<LstsqSolution, Error> {
        let system = check(&problem, run)?;
        let limits = Limits { tolerance: problem.tolerance, max_iterations: problem.max_iterations };
        let route = LstsqRoute::asked_for(problem.method).unwrap_or_else(|| routes::choose(&system));
        let found = routes::solve(&system, route, problem.rank_tolerance, limits, run)?;
        report(&problem, system, found)
    }
}

fn check<'a>(problem: &'a LstsqProblem, run: &'a Run) -> Result<System<'a>, Error> {
    let LstsqProblem { matrix, right_side, weights, ridge, tolerance, rank_tolerance, max_iterations, .. } = problem;
    let table = Table::new(matrix, "matrix", run)?;
    if right_side.rows() != table.rows() || right_side.count() == 0 {
        let (rows, length) = (table.rows(), right_side.rows());
        return Err(Error::invalid("rightSide", format!("must have as many rows as matrix, {rows}, got {length}")));
    }
    if !(*ridge >= 0.0 && ridge.is_finite()) {
        return Err(Error::invalid("ridge", format!("must be finite and not negative, got {ridge}")));
    }
    for (name, value) in [("tolerance", tolerance), ("rankTolerance", rank_tolerance)] {
        if let Some(value) = value
            && !(*value > 0.0 && *value < 1.0)
        {
            return Err(Error::invalid(name, format!("must be above 0 and below 1, got {value}")));
        }
    }
    if *max_iterations == 0 {
        return Err(Error::invalid("maxIterations", "must be at least 1, got 0"));
    }
    let row_factors = weights.as_ref().map(|weights| check_weights(weights, table.rows())).transpose()?;
    Ok(System::new(table, right_side, row_factors, *ridge))
}

/// The square roots of the weights.
fn check_weights(weights: &Vector, rows: usize) -> Result<Vec<f64>, Error> {
    if weights.len() != rows {
        let length = weights.len();
        return Err(Error::invalid(
            "weights",
            format!("must have as many entries as matrix has rows, {rows}, got {length}"),
        ));
    }
    if let Some(i) = weights.iter().position(|&weight| !(weight >= 0.0 && weight.is_finite())) {
        return Err(Error::invalid(
            format!("weights[{i}]"),
            format!("must be finite and not negative, got {}", weights[i]),
        ));
    }
    Ok(weights.iter().map(|weight| weight.sqrt()).collect())
}

fn report(problem: &LstsqProblem, system: System, found: Found) -> Result<LstsqSolution, Error> {
    let Found { refined, basis, route, sketch_rows, fallback } = found;
    let residual = match problem.residual {
        true => Some(problem.right_side.in_this_form(system.residuals(&refined.solutions)?)),
        false => None,
    };
    Ok(LstsqSolution {
        status: refined.status,
        residual_norms: refined.squares.iter().map(|square| square.sqrt()).collect::<Vec<_>>().into(),
        solution: problem.right_side.in_this_form(refined.solutions),
        residual,
        backward_error: refined.backward_error,
        rank: basis.rank() as u32,
        condition_number: basis.condition,
        method: route,
        iterations: refined.iterations,
        passes: system.passes.into_inner(),
        sketch_rows: sketch_rows as u32,
        fallback,
    })
}
