//! Iterative refinement until the certificate holds: repeatedly evaluates the gradient and takes a step that would be
//! exact in exact arithmetic.

use super::certificate::backward_error;
use super::correction::Correction;
use super::equations::{Equations, Slopes};
use super::problem::LstsqProblem;
use super::solution::LstsqProgress;
use crate::basis::Basis;
use superlinear_interface::{Advance, Ending, Error, Run};

/// Default target backward error of refinement: a few units of rounding.
const AIM: f64 = 5e-16;

/// Default backward error that must be reached, a hundred units of rounding: the guarantee of a backward stable method.
const PROMISE: f64 = 1e-14;

/// A step that reduces neither the backward error nor the residual by this factor has reached rounding error. (The
/// backward error is relative to the norm of the solution. If this is far too large initially, both decrease together.)
const PROGRESS: f64 = 2.0;

/// Termination criteria.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The requested backward error; `None` for the limit of rounding.
    pub tolerance: Option<f64>,
    /// The maximum number of steps.
    pub max_iterations: u32,
}

impl Limits {
    /// The limits of a caller's problem.
    pub fn of<M>(problem: &LstsqProblem<M>) -> Self {
        Self { tolerance: problem.tolerance, max_iterations: problem.max_iterations }
    }

    fn aim(self) -> f64 {
        self.tolerance.unwrap_or(AIM)
    }

    fn accepts(self, error: f64) -> bool {
        error <= self.tolerance.unwrap_or(PROMISE)
    }
}

/// The best point of a refinement.
pub(crate) struct Refined {
    pub solutions: Vec<Vec<f64>>,
    /// The squared norms of the residuals there.
    pub squares: Vec<f64>,
    pub backward_error: f64,
    pub status: Ending,
    pub iterations: u32,
}

/// Refines the solutions of `basis`. `slopes` are the values and gradients at its solutions, if already known.
pub(crate) async fn refine(
    equations: &impl Equations,
    basis: &Basis,
    correction: &Correction,
    slopes: Option<Slopes>,
    limits: Limits,
    run: &Run,
) -> Result<Refined, Error> {
    let mut solutions = basis.solutions.clone();
    let mut slopes = match slopes {
        Some(slopes) => slopes,
        None => equations.slopes(&solutions).await?,
    };
    let mut best = Refined {
        solutions: solutions.clone(),
        squares: slopes.squares.clone(),
        backward_error: f64::INFINITY,
        status: Ending::Stalled,
        iterations: 0,
    };
    let mut previous_square = f64::INFINITY;
    loop {
        let previous = best.backward_error;
        let backward_error = largest_error(basis, &solutions, &slopes, limits.aim());
        if backward_error < previous {
            best = Refined { solutions: solutions.clone(), squares: slopes.squares.clone(), backward_error, ..best };
        }
        let square: f64 = slopes.squares.iter().sum();
        let falls = backward_error * PROGRESS <= previous || square * PROGRESS * PROGRESS <= previous_square;
        previous_square = square;
        if best.backward_error.is_finite() {
            let Refined { iterations, backward_error, .. } = best;
            let advance =
                Advance::certificate(backward_error, limits.aim()).or_budget(iterations, limits.max_iterations);
            run.progress(advance, || LstsqProgress { iterations, backward_error });
        }
        if best.backward_error <= limits.aim() {
            best.status = Ending::Converged;
        } else if backward_error.is_nan() || !falls {
            best.status = if limits.accepts(best.backward_error) { Ending::Converged } else { Ending::Stalled };
        } else if best.iterations == limits.max_iterations {
            best.status = Ending::IterationLimit;
        } else if run.is_out_of_time()? {
            best.status = Ending::TimeLimit;
        } else {
            let gradients = &slopes.gradients;
            let step = async {
                correction.advance(equations, basis, gradients, &mut solutions, run).await?;
                equations.slopes(&solutions).await
            };
            if let Some(reached) = equations.while_answered(step).await {
                slopes = reached?;
                best.iterations += 1;
                continue;
            }
            best.status = Ending::TimeLimit;
        }
        return Ok(best);
    }
}

/// The largest backward error of several solutions; NaN if one is.
fn largest_error(basis: &Basis, solutions: &[Vec<f64>], slopes: &Slopes, enough: f64) -> f64 {
    let points = solutions.iter().zip(&slopes.squares).zip(&slopes.gradients);
    points
        .map(|((solution, &square), gradient)| backward_error(basis, solution, square, gradient, enough))
        .fold(0.0, |largest: f64, error| if error.is_nan() || largest.is_nan() { f64::NAN } else { largest.max(error) })
}
