//! Entropic barycenters on a fixed support as a task: check, solve, measure, convert to the caller's units.
//!
//! | module | content |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `check` | validation, and the problem in the solver's form |
//! | `map` | one iteration as a map of potentials with the barycenter as its fixed point |
//! | `equal` | the known barycenter of equal histograms |
//! | `extrapolation` | safeguarded Anderson acceleration |
//! | `solver` | the descent of the regularization |
//! | `result` | the caller's result |

pub mod problem;
pub mod solution;

mod check;
mod equal;
mod extrapolation;
mod map;
mod result;
mod solver;

use crate::finite::{SCALABLE, ensure_finite};
use crate::precision::{AIM, is_meaningless};
use check::{Checked, checked};
use equal::known_barycenter;
use problem::BarycenterProblem;
use result::{Summary, summarize};
use schemars::JsonSchema;
use solution::{BarycenterProgress, BarycenterSolution};
use solver::Solver;
use superlinear_interface::{Ending, Error, Matrix, Run, Task};

/// Computes entropic Wasserstein barycenters of histograms on a fixed support, plain or debiased: iterative Bregman
/// projections in potentials, with Anderson acceleration and a regularization lowered in steps.
///
/// After Benamou, Carlier, Cuturi, Nenna, Peyré: Iterative Bregman Projections for Regularized Transportation Problems,
/// SIAM J. Sci. Comput. 37, 2015 (arXiv 1412.5154); debiased after Janati, Cuturi, Gramfort: Debiased Sinkhorn
/// Barycenters, ICML 2020 (arXiv 2006.02575).
///
/// @example
/// ```ts
/// const { barycenter } = await transport.barycenter({
///   histograms: [
///     [0.7, 0.2, 0.1, 0],
///     [0, 0.1, 0.2, 0.7],
///   ],
///   points: [[0], [1], [2], [3]],
///   weights: [0.25, 0.75],
///   regularization: 0.2,
/// });
/// ```
#[derive(JsonSchema)]
pub struct Barycenter;

impl Task for Barycenter {
    const NAME: &'static str = "transport.barycenter";
    const HAS_DEVICE_KERNELS: bool = true;
    type Problem = BarycenterProblem;
    type Solution = BarycenterSolution;
    type Progress = BarycenterProgress;

    fn solve(mut problem: BarycenterProblem, run: &Run) -> Result<BarycenterSolution, Error> {
        let mut checked = checked(&mut problem, run)?;
        if checked.initial.is_none() {
            checked.initial = known_barycenter(&checked, (AIM * problem.tolerance, problem.max_iterations), run)?;
        }
        let mut solver = Solver::new(&checked, run, AIM * problem.tolerance, problem.max_iterations, problem.history)?;
        let (mut status, point) = solver.solve()?;
        let summary = summarize(&checked, &mut solver.map, &point, run)?;
        let precision_floor = solver.precision_floor(&point, checked.regularization);
        if summary.marginal_error <= problem.tolerance && !is_meaningless(precision_floor) {
            status = Ending::Converged;
        } else if status == Ending::Converged {
            status = Ending::Stalled;
        }
        let solution = BarycenterSolution {
            status,
            iterations: solver.iterations,
            marginal_error: summary.marginal_error,
            transport_cost: checked.total * summary.transport_cost,
            objective: objective(&checked, &summary),
            precision_floor,
            barycenter: summary.barycenter.iter().map(|mass| checked.total * mass).collect::<Vec<_>>().into(),
            histogram_potentials: potentials(&checked, summary.histogram_potentials),
            barycenter_potentials: potentials(&checked, summary.barycenter_potentials),
            history: solver.history,
        };
        let numbers = [solution.marginal_error, solution.transport_cost, solution.objective, solution.precision_floor];
        let potentials = [&solution.histogram_potentials.data, &solution.barycenter_potentials.data];
        ensure_finite(&[&numbers, &solution.barycenter, potentials[0], potentials[1]], SCALABLE)?;
        Ok(solution)
    }
}

/// The objective for masses of sum `total`: all plans are scaled by `total`.
fn objective(checked: &Checked, summary: &Summary) -> f64 {
    let Checked { total, regularization, itself, .. } = checked;
    let change = if itself.is_some() { 0.5 * (total - 1.0 - total.ln()) } else { total.ln() };
    total * (summary.objective + regularization * change)
}

/// The potentials for masses of sum `total`: products of masses are `total` times larger than the plans.
fn potentials(checked: &Checked, mut potentials: Matrix) -> Matrix {
    let shift = 0.5 * checked.regularization * checked.total.ln();
    for histogram in &checked.histograms {
        let columns = potentials.columns;
        let row = &mut potentials.data[histogram.index * columns..(histogram.index + 1) * columns];
        row.iter_mut().for_each(|value| *value -= shift);
    }
    potentials
}
