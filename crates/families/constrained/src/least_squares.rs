//! Nonlinear least squares within bounds, as a dialogue.
//!
//! Source: a trust region scaled by the columns of the Jacobian, after Moré, The Levenberg–Marquardt Algorithm:
//! Implementation and Theory, Numerical Analysis, Lecture Notes in Mathematics 630, 1978. Its steps come from a
//! singular value decomposition and are projected onto the bounds. Robust losses reweight rows as in Triggs and others,
//! Bundle Adjustment, 2000, section 4.3.
//!
//! | module | contents |
//! |---|---|
//! | `functions` | the user's functions, and differences for missing derivatives |
//! | `loss` | robust losses |
//! | `linearization` | a point with its derivatives: gradient, cosine, Gauss-Newton model |
//! | `trust_region` | a step from the singular values of that model |
//! | `curvature` | the second-order term omitted by that model, estimated by secants |
//! | `bent` | a step from the eigenvalues of the model including it |
//! | `solver` | the iteration |
//! | `inference` | rank, covariance, standard errors at the solution |
//! | [`expressions`] | residuals that are data, as a task |

mod bent;
mod curvature;
pub mod expressions;
mod functions;
mod inference;
mod linearization;
mod loss;
mod problem;
mod solution;
mod solver;
mod trust_region;

use solver::Solver;
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run};

pub use loss::Loss;
pub use problem::{LeastSquaresOptions, LeastSquaresProblem};
pub use solution::{LeastSquaresEvaluations, LeastSquaresRecord, LeastSquaresSolution, LeastSquaresStatus};

/// Minimizes a sum of squares.
pub struct LeastSquares;

impl Dialogue for LeastSquares {
    const NAME: &'static str = "constrained.leastSquares";
    const QUESTIONS: &'static [&'static str] = functions::QUESTIONS;
    type Problem = LeastSquaresProblem;
    type Solution = LeastSquaresSolution;

    fn lengths(problem: &LeastSquaresProblem) -> Result<Vec<Lengths>, Error> {
        problem.check()?;
        Ok(functions::lengths(problem))
    }

    async fn solve(problem: LeastSquaresProblem, oracle: Oracle, run: Run) -> Result<LeastSquaresSolution, Error> {
        let (caller, clock) = (oracle.clone(), run.part());
        let mut solver = Solver::start(problem, oracle, run).await?;
        let status = match caller.in_time(&clock, solver.run_to_termination()).await {
            Some(status) => status?,
            None => solver.status_when_late(),
        };
        solver.solution(status)
    }
}
