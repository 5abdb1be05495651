//! The solution if all pairs are forbidden and penalties allow all mass to stay: nothing is moved.

use crate::check::Checked;
use crate::finite::{SCALABLE, ensure_finite};
use crate::gradients::in_masses;
use crate::memory::reserved;
use crate::precision::precision_floor;
use crate::problem::{PlanFormat, SinkhornNewtonProblem};
use crate::result::unused_potential;
use crate::solution::{Bounds, Gradients, Iterations, Plan, SinkhornNewtonSolution};
use superlinear_interface::{Ending, Error, Matrix, SparseMatrix};

/// The solution with a zero plan: both penalties are paid in full.
pub(crate) fn nothing_moved(
    problem: &SinkhornNewtonProblem,
    Checked { instance, masses, units, .. }: &Checked,
) -> Result<SinkhornNewtonSolution, Error> {
    let (level, [source, target]) = (instance.regularization, units.totals);
    let [source_softness, target_softness] = instance.softness;
    let penalties = source / source_softness + target / target_softness;
    let cost = penalties + level * source * target;
    let f = vec![unused_potential(source_softness); masses.source.count];
    let g = vec![unused_potential(target_softness); masses.target.count];
    ensure_finite(&[&[cost], &f, &g], SCALABLE)?;
    let gradients = problem.gradients.then(|| Gradients {
        source: in_masses(&f, source_softness, target, level).into(),
        target: in_masses(&g, target_softness, source, level).into(),
        source_points: None,
        target_points: None,
    });
    let plan = empty_plan(problem.plan, masses.source.count, masses.target.count)?;
    Ok(SinkhornNewtonSolution {
        status: Ending::Converged,
        iterations: Iterations::default(),
        regularization: level,
        transport_cost: 0.0,
        regularized_cost: cost,
        dual_value: cost,
        source_potential: f.into(),
        target_potential: g.into(),
        marginal_error: 0.0,
        transported_mass: 0.0,
        precision_floor: precision_floor(0.0, level),
        exact_cost_bounds: Bounds { lower: penalties, upper: penalties },
        dropped_mass: plan.is_some().then_some(0.0),
        plan,
        gradients,
        history: problem.history.then(Vec::new),
    })
}

/// A zero plan in the requested format.
fn empty_plan(format: PlanFormat, rows: usize, columns: usize) -> Result<Option<Plan>, Error> {
    Ok(match format {
        PlanFormat::None => None,
        PlanFormat::Sparse => {
            let (indptr, indices, data) = (vec![0; rows + 1].into(), vec![].into(), vec![].into());
            Some(Plan::Sparse(SparseMatrix { rows, columns, indptr, indices, data }))
        }
        PlanFormat::Dense => {
            let mut data = reserved(rows * columns)?;
            data.resize(rows * columns, 0.0);
            Some(Plan::Dense(Matrix::new(rows, columns, data)))
        }
    })
}
