//! Bilevel problems: x minimizes F(x, y) subject to y minimizing f(x, ·), with or without constraints.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | input and output |
//! | `functions` | the caller's functions, counted; finite differences for missing products |
//! | `implicit` | the inner solution as a function of x, and the gradient through it, for the outer loop |
//! | [`hypergradient`] | that gradient at one point, as a dialogue |
//! | `value_function` | a single loop on a penalty for inner suboptimality, for problems with constraints |
//! | `polish` | Newton's method on the optimality conditions of both levels |
//! | `stochastic` | steps on batches of samples |
//! | [`check_derivatives`] | the caller's derivatives against finite differences, as a dialogue |
//! | [`data`] | functions given as data, as tasks |

pub mod check_derivatives;
pub mod data;
pub mod hypergradient;
pub mod problem;
pub mod solution;

mod functions;
mod implicit;
mod polish;
mod stochastic;
mod value_function;

#[cfg(test)]
mod tests;

use crate::outer::{Outer, Scale, Settings};
use functions::{Functions, InnerValue, OuterValue};
use implicit::Implicit;
use problem::{MinimizeMethod, MinimizeProblem};
use solution::{MinimizeSolution, MinimizeStatus};
use superlinear_interface::{Dialogue, Ending, Error, Lengths, Oracle, Run};

/// Default limit on outer iterations of the deterministic methods.
const MAX_ITERATIONS: u32 = 500;

/// Minimization of an outer objective over the solutions of an inner problem.
pub struct Minimize;

impl Dialogue for Minimize {
    const NAME: &'static str = "bilevel.minimize";
    const QUESTIONS: &'static [&'static str] = functions::QUESTIONS;
    type Problem = MinimizeProblem;
    type Solution = MinimizeSolution;

    fn lengths(problem: &MinimizeProblem) -> Result<Vec<Lengths>, Error> {
        Ok(problem.shape()?.lengths())
    }

    async fn solve(problem: MinimizeProblem, oracle: Oracle, run: Run) -> Result<MinimizeSolution, Error> {
        match problem.method() {
            MinimizeMethod::ValueFunction => value_function::minimize(&problem, oracle, run).await,
            MinimizeMethod::Stochastic => stochastic::minimize(&problem, oracle, run).await,
            MinimizeMethod::Auto | MinimizeMethod::Implicit => descend(&problem, oracle, run).await,
        }
    }
}

/// Descends along the gradient of x → F(x, y*(x)).
async fn descend(problem: &MinimizeProblem, oracle: Oracle, run: Run) -> Result<MinimizeSolution, Error> {
    let (caller, clock) = (oracle.clone(), run.part());
    let bounds = problem.bounds()?;
    let initial = problem.start(&bounds);
    let mut functions = Functions::new(problem.shape()?, oracle);
    values_at(&mut functions, &initial, &problem.inner_initial).await?;
    let mut reduced = Implicit::new(
        functions,
        run.part(),
        problem.inner_initial.to_vec(),
        problem.options.accuracy,
        problem.options.strong_convexity,
        problem.options.lipschitz,
    );
    let [lower, upper] = bounds;
    let settings = Settings {
        initial,
        lower,
        upper,
        tolerance: problem.options.tolerance,
        scale: Scale::Point,
        max_iterations: problem.options.max_iterations.unwrap_or(MAX_ITERATIONS),
        accuracy: problem.options.initial_accuracy,
        longest_step: None,
        direction: problem.options.direction,
        history: problem.options.history,
    };
    let mut outer = Outer::start(&mut reduced, &settings, &run).await?;
    let ending = caller.in_time(&clock, outer.run_to_end()).await.unwrap_or(Ok(Ending::TimeLimit))?;
    let found = outer.found();
    Ok(MinimizeSolution {
        status: MinimizeStatus::from(ending),
        solution: found.x.into(),
        inner_solution: found.inner.solution().to_vec().into(),
        objective: found.value,
        gradient: Some(found.gradient.into()),
        projected_gradient: Some(found.projected_gradient),
        scale: Some(found.size),
        hypergradient_error: Some(found.error),
        inner_residual: found.inner.residual(),
        multipliers: None,
        outer_multipliers: None,
        kkt_residual: None,
        stationarity: None,
        method: MinimizeMethod::Implicit,
        iterations: found.iterations,
        evaluations: found.evaluations,
        inner_evaluations: reduced.functions.inner_evaluations,
        inner_products: reduced.functions.inner_products,
        history: found.history,
    })
}

/// The functions at the start. Fails if they are not finite there.
async fn values_at(functions: &mut Functions, x: &[f64], y: &[f64]) -> Result<(OuterValue, InnerValue), Error> {
    let outer = functions.outer(x, y).await;
    if !outer.is_finite() {
        return Err(Error::invalid("outer", "must be finite at `initial` and `innerInitial`, and its gradients too"));
    }
    let inner = functions.inner(x, y).await;
    if !inner.is_finite() {
        return Err(Error::invalid("inner", "must be finite at `initial` and `innerInitial`, and its gradients too"));
    }
    Ok((outer, inner))
}

/// The unit of the tolerance on KKT residuals: the absolute initial outer objective, at least 1.
fn scale_of(start: &OuterValue) -> f64 {
    start.value.abs().max(1.0)
}
