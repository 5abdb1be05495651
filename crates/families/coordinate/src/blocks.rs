//! A block coordinate descent solver with a free choice of partition, rule and update, for study: it reproduces the
//! experiments of its paper. The other methods of this family solve the same problems many times faster.
//!
//! Source: Nutini, Laradji, Schmidt, Let's Make Block Coordinate Descent Converge Faster, JMLR 23, 2022.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | input and output |
//! | `check` | checks of the problem |
//! | `smooth` | the losses: values, gradients, and Hessians of blocks |
//! | `state` | the current iterate |
//! | `block` | a block to update, and its curvature |
//! | `partition` | fixed blocks |
//! | `rule` | the choice of the next block |
//! | `update` | the updates of a block |
//! | `dense` | small symmetric matrices |

mod block;
mod check;
mod dense;
mod partition;
pub mod problem;
mod rule;
mod smooth;
pub mod solution;
mod state;
mod update;

use crate::overflow::overflow;
use check::check_problem;
use problem::MinimizeBlocksProblem;
use rule::Chooser;
use schemars::JsonSchema;
use smooth::Smooth;
use solution::{BlockIteration, MinimizeBlocksProgress, MinimizeBlocksSolution};
use state::State;
use superlinear_interface::{Advance, Code, Ending, Error, Run, Task, Vector, check::short};
use superlinear_penalties::{Bounds, UniformPenalty};
use update::Updater;

/// Block coordinate descent with a free choice of partition, rule and update, and a record of each iteration, to study
/// the convergence of such methods. It minimizes least-squares, logistic and multinomial losses and quadratics, with an
/// l1 penalty and bounds. The other functions of this family solve the same problems many times faster.
///
/// After Nutini, Laradji, Schmidt: Let's Make Block Coordinate Descent Converge Faster, Journal of Machine Learning
/// Research 23, 2022.
///
/// @param problem The function to minimize, and options.
/// @param options Their `seed` determines all random choices.
///
/// @example
/// ```ts
/// const { history } = await minimizeBlocks({
///   matrix: [[2, 1, 0], [1, 2, 1], [0, 1, 2]],
///   target: [1, 2, 3],
///   blockSize: 2,
///   partition: 'variable',
///   rule: 'gsl',
///   history: true,
/// });
/// for (const { block, objective } of history ?? []) console.log(block, objective);
/// ```
#[derive(JsonSchema)]
pub struct MinimizeBlocks;

impl Task for MinimizeBlocks {
    const NAME: &'static str = "coordinate.minimizeBlocks";
    type Problem = MinimizeBlocksProblem;
    type Solution = MinimizeBlocksSolution;
    type Progress = MinimizeBlocksProgress;

    fn solve(problem: MinimizeBlocksProblem, run: &Run) -> Result<MinimizeBlocksSolution, Error> {
        let smooth = Smooth::new(&problem, run)?;
        check_problem(&problem, &smooth)?;
        let penalty = UniformPenalty::new(problem.lambda, bounds_of(&problem, smooth.dimension()));
        let chooser = Chooser::new(&problem, &smooth, run)?;
        let mut state = State::new(&problem, &smooth, &penalty);
        if !state.objective.is_finite() {
            return Err(overflow());
        }
        Descent { problem: &problem, smooth: &smooth, penalty: &penalty, chooser, run }.run(&mut state)
    }
}

/// The bounds. `None` if neither kind is given.
fn bounds_of(problem: &MinimizeBlocksProblem, dimension: usize) -> Option<Bounds> {
    let MinimizeBlocksProblem { lower, upper, .. } = problem;
    let of = |given: &Option<Vector>, rest: f64| given.as_ref().map_or(vec![rest; dimension], |given| given.to_vec());
    let has_bounds = lower.is_some() || upper.is_some();
    has_bounds.then(|| Bounds { lower: of(lower, f64::NEG_INFINITY), upper: of(upper, f64::INFINITY) })
}

/// A descent with its settings.
struct Descent<'a> {
    problem: &'a MinimizeBlocksProblem,
    smooth: &'a Smooth,
    penalty: &'a UniformPenalty,
    chooser: Chooser<'a>,
    run: &'a Run,
}

/// The increase of the objective that counts as rounding error, relative to its magnitude before the update or at the
/// start, whichever is larger: the objective may become much smaller than the terms it is summed from.
const ROUNDING: f64 = 1e-12;

impl Descent<'_> {
    fn run(mut self, state: &mut State) -> Result<MinimizeBlocksSolution, Error> {
        let mut updater = Updater::new(self.problem, self.smooth);
        let mut history = self.problem.history.then(Vec::new);
        let goal = self.problem.tolerance * self.violation(state);
        let scale = state.objective.abs();
        let mut iterations = 0;
        let (status, violation) = loop {
            let violation = self.violation(state);
            let objective = state.objective;
            let advance = Advance::certificate(violation, goal);
            let advance = advance.or_budget(iterations, self.problem.max_iterations);
            self.run.progress(advance, || MinimizeBlocksProgress { iterations, objective, violation });
            let ending = if iterations == self.problem.max_iterations {
                Some(Ending::IterationLimit)
            } else if self.run.is_out_of_time()? {
                Some(Ending::TimeLimit)
            } else {
                None
            };
            if ending.is_some() || violation <= goal {
                // Recomputes the final point, so that the solution is free of accumulated rounding errors.
                *state = State::at(std::mem::take(&mut state.x), self.smooth, self.penalty);
                let violation = self.violation(state);
                let ending = if violation <= goal { Some(Ending::Converged) } else { ending };
                if let Some(ending) = ending {
                    break (ending, violation);
                }
            }
            let block = self.chooser.next(state, self.smooth, self.penalty, &mut updater)?;
            let before = state.objective;
            let step = updater.update(state, &block, self.smooth, self.penalty)?;
            iterations += 1;
            if !state.objective.is_finite() {
                return Err(overflow());
            }
            if state.objective > before + ROUNDING * before.abs().max(scale) {
                let [before, after] = [before, state.objective].map(short);
                let message = format!("the objective rose from {before} to {after} in iteration {iterations}");
                return Err(Error::new(Code::NumericalBreakdown, message));
            }
            if let Some(history) = &mut history {
                let block = block.coordinates.iter().map(|&j| j as i32).collect::<Vec<_>>().into();
                history.push(BlockIteration { block, objective: state.objective, step });
            }
        };
        Ok(MinimizeBlocksSolution {
            status,
            iterations,
            objective: state.objective,
            violation,
            solution: std::mem::take(&mut state.x).into(),
            history,
        })
    }

    /// The violation of the optimality conditions: the largest entry of the gradient, minus the part balanced by penalty
    /// and bounds.
    fn violation(&self, state: &State) -> f64 {
        let of_coordinate = |(j, &gradient): (usize, &f64)| self.penalty.violation(j, state.x[j], gradient);
        state.gradient.iter().enumerate().map(of_coordinate).fold(0.0, f64::max)
    }
}
