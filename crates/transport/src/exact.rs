//! Exact transport as a task: check, solve, measure, put into the caller's units.
//!
//! | module | what |
//! |---|---|
//! | [`problem`], [`solution`] | what a caller gives and gets |
//! | `levels` | the solve: samples first, then all points |
//! | `start`, `simplex`, `tree` | a basic plan, its improvement arc by arc, and the tree that both work on |
//! | `candidates`, `transform`, `costs` | passes over all costs |
//! | `masses`, `result` | masses as whole numbers, and the caller's result |

pub mod problem;
pub mod solution;

mod candidates;
mod costs;
mod levels;
mod masses;
mod result;
mod simplex;
mod start;
mod transform;
mod tree;

use crate::geometry::Geometry;
use crate::inputs::Masses;
use crate::result::ensure_finite;
use problem::ExactProblem;
use result::{dual_value, feasible_potentials, plan_of};
use simplex::Budget;
use solution::{ExactIterations, ExactProgress, ExactSolution, ExactStatus};
use superlinear_interface::{Error, Matrix, Run, Task};

/// Exact optimal transport by the network simplex method.
pub struct Exact;

impl Task for Exact {
    const NAME: &'static str = "transport.exact";
    type Problem = ExactProblem;
    type Solution = ExactSolution;
    type Progress = ExactProgress;

    fn solve(mut problem: ExactProblem, run: &Run) -> Result<ExactSolution, Error> {
        if problem.max_iterations == 0 {
            return Err(Error::invalid("maxIterations", "must be at least 1"));
        }
        let inputs = problem.take_inputs();
        let geometry = inputs.geometry()?;
        let (n, m) = geometry.shape();
        let masses = inputs.masses(n, m, true)?;
        let iterations = ExactIterations::default();
        run.progress(|| ExactProgress { sources: 0, targets: 0, iterations });
        let scale = costs::scale(&geometry, run)?;
        let mut budget = Budget { run, max_pivots: problem.max_iterations, iterations, stopped: None };
        let mut tree = levels::solve(&geometry, scale, [&masses.source, &masses.target], &mut budget)?;
        let plan = plan_of(&mut tree, &masses, scale, budget.stopped.is_none())?;
        let potentials = feasible_potentials(&geometry, &tree, &masses, run)?;
        let total = masses.source.total;
        let transport_cost = total * plan.cost();
        let dual_value = total * dual_value(&masses, &potentials);
        let matrix = plan.matrix(&masses, total)?;
        let assignment = plan.assignment(&masses);
        let [f, g] = potentials;
        let solution = ExactSolution {
            status: budget.stopped.unwrap_or(ExactStatus::Converged),
            iterations: budget.iterations,
            transport_cost,
            dual_value,
            duality_gap: transport_cost - dual_value,
            source_potential: f.into(),
            target_potential: g.into(),
            marginal_error: plan.marginal_error,
            plan: matrix,
            assignment,
        };
        let numbers = [solution.transport_cost, dual_value, solution.duality_gap, solution.marginal_error];
        let (f, g) = (&solution.source_potential, &solution.target_potential);
        ensure_finite(&[&numbers, f, g, &solution.plan.data], "the masses or the cost")?;
        Ok(solution)
    }
}

/// Complains where the forbidden pairs of `cost` leave no plan that moves all mass: the exact problem with costs of nothing
/// else tells.
pub(crate) fn ensure_feasible(cost: &Matrix, masses: &Masses, run: &Run) -> Result<(), Error> {
    let forbidden_or_free = cost.data.iter().map(|&cost| if cost == f64::INFINITY { cost } else { 0.0 }).collect();
    let geometry = Geometry::Cost(Matrix::new(cost.rows, cost.columns, forbidden_or_free));
    let scale = costs::scale(&geometry, run)?;
    let part = run.part();
    let iterations = ExactIterations::default();
    let mut budget = Budget { run: &part, max_pivots: u32::MAX, iterations, stopped: None };
    let mut tree = levels::solve(&geometry, scale, [&masses.source, &masses.target], &mut budget)?;
    match budget.stopped {
        None => plan_of(&mut tree, masses, scale, true).map(drop),
        Some(_) => Ok(()),
    }
}
