//! Iterative refinement until the certificate holds: the gradient at the point, a step that would be exact in exact
//! arithmetic, and again.

use super::certificate::backward_error;
use super::correction::Correction;
use super::equations::{Equations, Slopes};
use super::problem::LstsqProblem;
use super::solution::LstsqProgress;
use crate::basis::Basis;
use superlinear_interface::{Advance, Ending, Error, Run};

/// The backward error that refinement aims at unless the caller says otherwise: a few units of rounding.
const AIM: f64 = 5e-16;

/// The backward error that must be reached unless the caller says otherwise: what a backward stable method promises. It is a
/// hundred units of rounding.
const PROMISE: f64 = 1e-14;

/// A step that divides neither the backward error nor the residual by this has met rounding. (The backward error is relative to the
/// length of the solution. Where that was far too long at first, both fall together.)
const PROGRESS: f64 = 2.0;

/// When to stop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The backward error that is asked for; `None` for all that rounding allows.
    pub tolerance: Option<f64>,
    /// The most steps.
    pub max_iterations: u32,
}

impl Limits {
    /// The limits that a caller sets.
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
    /// The squares of the residuals' norms there.
    pub squares: Vec<f64>,
    pub backward_error: f64,
    pub status: Ending,
    pub iterations: u32,
}

/// Refines the solutions of `basis`. `slopes` are those at its solutions, where they are known already.
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

/// The backward error of the worst of several solutions; NaN where one is.
fn largest_error(basis: &Basis, solutions: &[Vec<f64>], slopes: &Slopes, enough: f64) -> f64 {
    let points = solutions.iter().zip(&slopes.squares).zip(&slopes.gradients);
    points
        .map(|((solution, &square), gradient)| backward_error(basis, solution, square, gradient, enough))
        .fold(0.0, |largest: f64, error| if error.is_nan() || largest.is_nan() { f64::NAN } else { largest.max(error) })
}
