//! Exact transport as a task: check, solve, measure, convert to the caller's units.
//!
//! | module | content |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `levels` | the solve: samples first, then all points |
//! | `start`, `simplex`, `tree` | an initial basic plan, its improvement by pivots, and the spanning tree of both |
//! | `candidates`, `transform`, `costs`, `scale` | passes over all costs |
//! | `amounts`, `dummies`, `masses` | the moved mass: total or partial, dummies for the rest, integer masses |
//! | `result`, `potentials` | the caller's plan, and its proof of optimality |
//! | `feasible` | existence of a plan |

pub mod problem;
pub mod solution;

mod amounts;
mod candidates;
mod costs;
mod dummies;
mod feasible;
mod levels;
mod masses;
mod potentials;
mod result;
mod scale;
mod simplex;
mod start;
mod transform;
mod tree;

pub(crate) use feasible::ensure_feasible;

use crate::finite::ensure_finite;
use crate::geometry::Geometry;
use crate::infeasible::Lonely;
use crate::inputs::Masses;
use crate::kernels::survey::survey;
use amounts::Amounts;
use potentials::{Potentials, Proof};
use problem::ExactProblem;
use result::{Plan, plan_of};
use schemars::JsonSchema;
use simplex::Budget;
use solution::{ExactProgress, ExactSolution};
use superlinear_interface::{Advance, Ending, Error, Run, Task, check};

/// Solves optimal transport without regularization by the network simplex method: the plan has fewer entries than there
/// are points, and the potentials prove its optimality. For equal masses and equal numbers of sources and targets this
/// is the assignment problem.
///
/// Samples of the points are solved first; their potentials select the few candidate pairs. A final pass over all pairs
/// verifies optimality.
///
/// With `transportedMass` it solves partial transport: the cheapest plan of that mass, leaving the rest in place.
///
/// @example
/// ```ts
/// const { assignment } = await exact({ cost: [[4, 1, 3], [2, 0, 5], [3, 2, 2]] });
/// // Int32Array [1, 0, 2]
/// ```
#[derive(JsonSchema)]
pub struct Exact;

impl Task for Exact {
    const NAME: &'static str = "transport.exact";
    type Problem = ExactProblem;
    type Solution = ExactSolution;
    type Progress = ExactProgress;

    fn solve(mut problem: ExactProblem, run: &Run) -> Result<ExactSolution, Error> {
        check::at_least_one("maxIterations", Some(problem.max_iterations))?;
        let inputs = problem.take_inputs();
        let geometry = inputs.geometry()?;
        let (n, m) = geometry.shape();
        let masses = inputs.masses(n, m, problem.transported_mass.is_none())?;
        let amounts = match problem.transported_mass {
            None => Amounts::whole(&masses),
            Some(mass) => Amounts::part(&masses, mass)?,
        };
        let mut budget = Budget::new(run, problem.max_iterations);
        let iterations = budget.iterations;
        run.progress(Advance::count(0, 1), || ExactProgress { sources: 0, targets: 0, iterations });
        let (plan, potentials) = plan_and_proof(&geometry, &amounts, &mut budget)?;
        let transport_cost = amounts.unit * plan.cost();
        let dual_value = potentials.dual_value(&masses, amounts.mass());
        let solution = ExactSolution {
            status: budget.stopped.unwrap_or(Ending::Converged),
            iterations: budget.iterations,
            transport_cost,
            dual_value,
            duality_gap: transport_cost - dual_value,
            source_potential: potentials.f.into(),
            target_potential: potentials.g.into(),
            mass_potential: amounts.is_part.then_some(potentials.mass),
            marginal_error: plan.marginal_error,
            plan: plan.matrix(&amounts)?,
            assignment: plan.assignment(&amounts),
        };
        let numbers = [transport_cost, dual_value, solution.duality_gap, potentials.mass, plan.marginal_error];
        let (f, g) = (&solution.source_potential, &solution.target_potential);
        ensure_finite(&[&numbers, f, g, &solution.plan.data], "the masses or the cost")?;
        Ok(solution)
    }
}

/// The cheapest plan, and the potentials that prove its optimality.
fn plan_and_proof(
    geometry: &Geometry,
    amounts: &Amounts<'_>,
    budget: &mut Budget<'_>,
) -> Result<(Plan, Potentials), Error> {
    let run = budget.run;
    let before = run.elapsed();
    let scale = scale::scale(geometry, amounts.mass() == 0.0, run)?;
    budget.pass_seconds = run.elapsed() - before;
    if amounts.mass() == 0.0 {
        return Ok((Plan::EMPTY, Potentials::of_nothing(geometry, scale, amounts.masses, run)?));
    }
    let mut solved = levels::solve(geometry, scale, amounts, budget)?;
    let plan = plan_of(&mut solved.tree, amounts, scale, budget.stopped.is_none());
    if plan.is_err() && !amounts.is_part {
        ensure_some_partner(geometry, amounts.masses, run)?;
    }
    let plan = plan?;
    let proof = Proof { geometry, scale, amounts, budget };
    let potentials = if budget.is_late() { proof.without_costs(&solved) } else { proof.of_tree(&solved.tree)? };
    Ok((plan, potentials))
}

/// Reports a point without an allowed pair, if one is the reason for infeasibility.
fn ensure_some_partner(geometry: &Geometry, masses: &Masses, run: &Run) -> Result<(), Error> {
    let cost = geometry.cost(&masses.source.support, &masses.target.support);
    Lonely::among(&cost, &survey(&cost, run)?, run)?.ensure_none(masses, [true; 2])
}
