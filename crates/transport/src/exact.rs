//! Exact transport as a task: check, solve, measure, put into the caller's units.
//!
//! | module | what |
//! |---|---|
//! | [`problem`], [`solution`] | what a caller gives and gets |
//! | `levels` | the solve: samples first, then all points |
//! | `start`, `simplex`, `tree` | a basic plan, its improvement arc by arc, and the tree that both work on |
//! | `candidates`, `transform`, `costs`, `scale` | passes over all costs |
//! | `amounts`, `dummies`, `masses` | what is moved: all or a part, the points that stand for the rest, whole numbers |
//! | `result`, `potentials` | the caller's plan, and its proof |
//! | `feasible` | whether there is any plan |

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

/// Exact optimal transport, without regularization, by the network simplex method: the plan has fewer entries than there are
/// points, and the potentials prove that it is the cheapest. With equal masses on as many sources as targets it solves the
/// assignment problem.
///
/// Samples of the points are solved first; their potentials tell which few pairs matter. A pass over all pairs at the end
/// makes sure that nothing was missed.
///
/// With `transportedMass` it solves partial transport: the cheapest plan of that mass, the rest of which stays.
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

/// The cheapest plan, and the potentials that prove it to be that.
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

/// Names a point without any partner, where that is why there is no plan.
fn ensure_some_partner(geometry: &Geometry, masses: &Masses, run: &Run) -> Result<(), Error> {
    let cost = geometry.cost(&masses.source.support, &masses.target.support);
    Lonely::among(&cost, &survey(&cost, run)?, run)?.ensure_none(masses, [true; 2])
}
