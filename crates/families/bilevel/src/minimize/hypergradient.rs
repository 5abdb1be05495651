//! The gradient of x → F(x, y*(x)) at one point with an error estimate, as a dialogue.

use super::functions::{self, Functions};
use super::implicit::Implicit;
use super::problem::HypergradientProblem;
use super::solution::HypergradientSolution;
use super::values_at;
use crate::outer::{FIRST_ACCURACY, Reduced};
use superlinear_interface::{Dialogue, Ending, Error, Lengths, Oracle, Run};
use superlinear_numerics::vectors::norm;

/// The factor on the accuracy of the inner solution while the error is too large. Newton's method gains more than this
/// in a step.
const SHARPENING: f64 = 0.01;

/// The highest accuracy; beyond it only rounding remains.
const FINEST_ACCURACY: f64 = 1e-16;

/// The gradient of x → F(x, y*(x)), where y* minimizes the inner objective.
pub struct Hypergradient;

impl Dialogue for Hypergradient {
    const NAME: &'static str = "bilevel.hypergradient";
    const QUESTIONS: &'static [&'static str] = {
        let [outer, inner, product, hessian, ..] = functions::QUESTIONS else { panic!("there are more questions") };
        &[outer, inner, product, hessian]
    };
    type Problem = HypergradientProblem;
    type Solution = HypergradientSolution;

    fn lengths(problem: &HypergradientProblem) -> Result<Vec<Lengths>, Error> {
        let mut lengths = problem.shape()?.lengths();
        lengths.truncate(Self::QUESTIONS.len());
        Ok(lengths)
    }

    async fn solve(problem: HypergradientProblem, oracle: Oracle, run: Run) -> Result<HypergradientSolution, Error> {
        let x = problem.options.initial.to_vec();
        let mut functions = Functions::new(problem.shape()?, oracle);
        values_at(&mut functions, &x, &problem.inner_initial).await?;
        let mut reduced = Implicit::new(
            functions,
            run.part(),
            problem.inner_initial.to_vec(),
            problem.options.accuracy,
            problem.options.strong_convexity,
            problem.options.lipschitz,
        );
        let unusable = || Error::invalid("initial", "gives no finite objective with a finite gradient");
        let mut accuracy = FIRST_ACCURACY;
        let mut solved = reduced.solve(&x, None, accuracy).await?;
        loop {
            if !solved.value.is_finite() {
                return Err(unusable());
            }
            let slope = reduced.slope(&x, &mut solved.inner, accuracy).await?;
            if !slope.gradient.iter().all(|entry| entry.is_finite()) {
                return Err(unusable());
            }
            let units = norm(&slope.gradient).max(solved.inner.outer_length());
            let ending = if slope.error <= problem.options.tolerance * units {
                Some(Ending::Converged)
            } else if run.is_out_of_time()? {
                Some(Ending::TimeLimit)
            } else {
                (slope.is_final || accuracy < FINEST_ACCURACY).then_some(Ending::Stalled)
            };
            if let Some(status) = ending {
                return Ok(HypergradientSolution {
                    status,
                    objective: solved.value,
                    gradient: slope.gradient.into(),
                    hypergradient_error: slope.error,
                    inner_residual: solved.inner.residual(),
                    inner_solution: solved.inner.solution().to_vec().into(),
                    inner_evaluations: reduced.functions.inner_evaluations,
                    inner_products: reduced.functions.inner_products,
                });
            }
            accuracy *= SHARPENING;
            solved = reduced.solve(&x, Some(&solved.inner), accuracy).await?;
        }
    }
}
