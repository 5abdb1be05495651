//! The solver of entropic transport as a task: check, solve, measure, convert to the caller's units.

use crate::blocks::Blocks;
use crate::check::{Checked, checked};
use crate::finite::{SCALABLE, ensure_finite};
use crate::gradients::gradients;
use crate::immobile::nothing_moved;
use crate::instance::Instance;
use crate::potentials::Potentials;
use crate::precision::{AIM, is_meaningless};
use crate::problem::SinkhornNewtonProblem;
use crate::result::{extend_potentials, fix_gauge, make_plan, summarize};
use crate::solution::{Gradients, SinkhornNewtonProgress, SinkhornNewtonSolution};
use crate::solver::{Limits, Solver};
use schemars::JsonSchema;
use superlinear_interface::{Ending, Error, Run, Task};
use superlinear_numerics::parallel::Parallelism;

/// If the final measurement finds an error above the tolerance, the solver continues with this fraction of the first
/// goal.
const SECOND_AIM: f64 = 0.5;

/// Solves entropic optimal transport by Sinkhorn-Newton-Sparse: Sinkhorn sweeps approach the solution, and Newton steps
/// with a sparse Hessian converge superlinearly, so that small regularizations and weakly connected masses cost little
/// more than easy problems.
///
/// After Tang, Shavlovsky, Rahmanian, Tardini, Thekumparampil, Xiao, Ying: Accelerating Sinkhorn Algorithm with Sparse
/// Newton Iterations, ICLR 2024 (arXiv 2401.12253).
///
/// @example
/// ```ts
/// const { transportCost, plan } = await sinkhornNewton({
///   cost: [[0, 1], [1, 0]],
///   source: [0.3, 0.7],
///   target: [0.6, 0.4],
///   regularization: 0.01,
///   plan: 'dense',
/// });
/// ```
#[derive(JsonSchema)]
pub struct SinkhornNewton;

impl Task for SinkhornNewton {
    const NAME: &'static str = "transport.sinkhornNewton";
    const HAS_DEVICE_KERNELS: bool = true;
    type Problem = SinkhornNewtonProblem;
    type Solution = SinkhornNewtonSolution;
    type Progress = SinkhornNewtonProgress;

    fn solve(mut problem: SinkhornNewtonProblem, run: &Run) -> Result<SinkhornNewtonSolution, Error> {
        let checked = checked(&mut problem, run)?;
        let instance = &checked.instance;
        let has_loops = Blocks::new(instance.a.len(), instance.b.len()).count() > 1;
        // The solver has many short parallel loops. Inside the thread pool no thread has to be woken up between them.
        let parallelism = if has_loops { Parallelism::of(run) } else { Parallelism::sequential() };
        let run = run.continued();
        parallelism.inside(move || solve_checked(&problem, checked, &run))
    }
}

/// Solves a validated problem.
pub(crate) fn solve_checked(
    problem: &SinkhornNewtonProblem,
    mut checked: Checked,
    run: &Run,
) -> Result<SinkhornNewtonSolution, Error> {
    if checked.is_immobile {
        return nothing_moved(problem, &checked);
    }
    // Not during validation, because the problems of a batch may share their costs.
    checked.lower_costs();
    checked.instance = checked.instance.gathered(Parallelism::of(run));
    let checked = &checked;
    let Checked { instance, units, .. } = checked;
    let limits = Limits {
        tolerance: AIM * problem.tolerance,
        max_iterations: problem.max_iterations,
        max_plan_entries: problem.max_plan_entries as usize,
    };
    let mut solver = Solver::new(instance, run, limits, problem.history)?;
    let (mut point, is_warm) = starting_point(checked);
    let mut status = solver.solve(&mut point, is_warm, problem.method)?;
    fix_gauge(instance, &mut point);
    let mut summary = summarize(instance, units, &mut *solver.passes, &point)?;
    if status == Ending::Converged && summary.error() > problem.tolerance {
        // Rounding, including that of the gauge, has intervened, or the error's unit depends on the plan's mass.
        solver.limits.tolerance *= SECOND_AIM / summary.error_scale;
        status = solver.solve(&mut point, true, problem.method)?;
        fix_gauge(instance, &mut point);
        summary = summarize(instance, units, &mut *solver.passes, &point)?;
    }
    if summary.error() <= problem.tolerance && !is_meaningless(summary.precision_floor) {
        status = Ending::Converged;
    } else if status == Ending::Converged {
        status = Ending::Stalled;
    }
    let plan = make_plan(problem, checked, &mut *solver.passes, &point, &summary)?;
    let whole = extend_potentials(checked, &point, run)?;
    let gradients = if problem.gradients { Some(gradients(checked, &point, &whole, run)?) } else { None };
    let (plan, dropped_mass) = plan.unzip();
    let solution = SinkhornNewtonSolution {
        status,
        iterations: solver.iterations,
        regularization: instance.regularization,
        transport_cost: summary.transport_cost,
        regularized_cost: summary.regularized_cost,
        dual_value: summary.dual_value,
        source_potential: whole.f.into(),
        target_potential: whole.g.into(),
        marginal_error: summary.error_scale * summary.errors.total,
        transported_mass: summary.mass,
        precision_floor: summary.precision_floor,
        exact_cost_bounds: summary.bounds,
        plan,
        dropped_mass,
        gradients,
        history: solver.history.map(|records| units.history(records)),
    };
    ensure_solution_is_finite(&solution)?;
    Ok(solution)
}

/// Initial potentials, and whether they are the caller's.
fn starting_point(checked: &Checked) -> (Potentials, bool) {
    let Checked { instance, masses, row_minima, initial, units, .. } = checked;
    let cold = || Potentials { f: row_minima.clone(), g: vec![0.0; instance.b.len()] };
    let Some(initial) = initial else { return (folded(instance, cold()), false) };
    let own = |support: &[u32], values: &[f64], shift: f64| -> Vec<f64> {
        support.iter().map(|&i| values[i as usize] - shift).collect()
    };
    let f = own(&masses.source.support, &initial.source_potential, units.shifts[0]);
    let g = own(&masses.target.support, &initial.target_potential, units.shifts[1]);
    (folded(instance, Potentials { f, g }), true)
}

/// Replaces both potentials by their mean if both marginals are the same.
fn folded(instance: &Instance, mut point: Potentials) -> Potentials {
    if let Some(mirror) = &instance.mirror {
        mirror.fold(&mut point.f, &point.g);
        mirror.reflect(&point.f, &mut point.g);
    }
    point
}

/// Checks every number of a solution except those of its plan and history.
fn ensure_solution_is_finite(solution: &SinkhornNewtonSolution) -> Result<(), Error> {
    let numbers = [
        solution.transport_cost,
        solution.regularized_cost,
        solution.dual_value,
        solution.marginal_error,
        solution.transported_mass,
        solution.precision_floor,
        solution.exact_cost_bounds.lower,
        solution.exact_cost_bounds.upper,
    ];
    let mut arrays: Vec<&[f64]> = vec![&numbers, &solution.source_potential, &solution.target_potential];
    if let Some(Gradients { source, target, source_points, target_points }) = &solution.gradients {
        arrays.extend([&source[..], target]);
        arrays.extend([source_points, target_points].into_iter().flatten().map(|points| &points.data[..]));
    }
    ensure_finite(&arrays, SCALABLE)
}
