//! The solver of entropic transport as a task: check, solve, measure, put into the caller's units.

use crate::check::{Checked, check};
use crate::passes::Potentials;
use crate::problem::SinkhornNewtonProblem;
use crate::result::{Summary, extend_potentials, fix_gauge, make_plan, summarize};
use crate::solution::{Bounds, HistoryRecord, SinkhornNewtonProgress, SinkhornNewtonSolution, Status};
use crate::solver::{Limits, Solver};
use superlinear_interface::{Code, Error, Run, Task};

/// Entropic optimal transport by Sinkhorn sweeps and sparse Newton steps.
pub struct SinkhornNewton;

impl Task for SinkhornNewton {
    const NAME: &'static str = "transport.sinkhornNewton";
    type Problem = SinkhornNewtonProblem;
    type Solution = SinkhornNewtonSolution;
    type Progress = SinkhornNewtonProgress;

    fn solve(mut problem: SinkhornNewtonProblem, run: &Run) -> Result<SinkhornNewtonSolution, Error> {
        let checked = check(&mut problem, run)?;
        let instance = &checked.instance;
        let limits = Limits {
            tolerance: AIM * problem.tolerance,
            max_iterations: problem.max_iterations,
            max_plan_entries: problem.max_plan_entries as usize,
        };
        let mut solver = Solver::new(instance, run, limits, problem.history);
        let (mut point, is_warm) = starting_point(&checked);
        let mut status = solver.solve(&mut point, is_warm, problem.method)?;
        fix_gauge(instance, &mut point);
        let summary = summarize(instance, &mut solver.passes, &point)?;
        if status == Status::Converged && summary.marginal_error > problem.tolerance {
            status = Status::Stalled;
        } else if summary.marginal_error <= problem.tolerance {
            status = Status::Converged;
        }
        let plan = make_plan(&problem, &checked, &mut solver.passes, &point, &summary)?;
        let whole = extend_potentials(&checked, &point, run)?;
        let units = Units { total: checked.masses.source.total, regularization: instance.regularization };
        let (plan, dropped_mass) = plan.unzip();
        let solution = SinkhornNewtonSolution {
            status,
            iterations: solver.iterations,
            transport_cost: units.total * summary.transport_cost,
            regularized_cost: units.regularized_cost(&summary),
            dual_value: units.dual_value(summary.dual_value, instance.regularization),
            source_potential: units.potential(whole.f).into(),
            target_potential: units.potential(whole.g).into(),
            marginal_error: summary.marginal_error,
            transported_mass: units.total * summary.mass,
            precision_floor: summary.precision_floor,
            exact_cost_bounds: Bounds {
                lower: units.total * summary.bounds.lower,
                upper: units.total * summary.bounds.upper,
            },
            plan,
            dropped_mass,
            history: solver.history.map(|records| units.history(records)),
        };
        ensure_finite(&solution)?;
        Ok(solution)
    }
}

/// The solver aims a little below the tolerance, so that rounding on the way to the last measurement does not matter.
const AIM: f64 = 0.99;

/// Potentials to start from, and whether they are a caller's.
fn starting_point(checked: &Checked) -> (Potentials, bool) {
    let Checked { instance, masses, row_minima, initial, .. } = checked;
    let cold = || Potentials { f: row_minima.clone(), g: vec![0.0; instance.b.len()] };
    let Some(initial) = initial else { return (cold(), false) };
    let shift = instance.regularization * masses.source.total.ln();
    let f = masses.source.support.iter().map(|&i| initial.source_potential[i as usize] + shift).collect();
    let g = masses.target.support.iter().map(|&j| initial.target_potential[j as usize]).collect();
    (Potentials { f, g }, true)
}

/// The caller's units, where the masses of each side sum to `total`: with P = total P', a = total a', b = total b', the
/// potentials' sum falls by regularization times ln(total).
struct Units {
    total: f64,
    regularization: f64,
}

impl Units {
    fn potential(&self, mut values: Vec<f64>) -> Vec<f64> {
        let shift = 0.5 * self.regularization * self.total.ln();
        values.iter_mut().for_each(|value| *value -= shift);
        values
    }

    fn dual_value(&self, value: f64, level: f64) -> f64 {
        self.total * value + level * self.total * (self.total - 1.0 - self.total.ln())
    }

    fn regularized_cost(&self, summary: &Summary) -> f64 {
        let rescaling = self.total - 1.0 - summary.mass * self.total.ln();
        self.total * summary.regularized_cost + self.regularization * self.total * rescaling
    }

    fn history(&self, mut records: Vec<HistoryRecord>) -> Vec<HistoryRecord> {
        for record in &mut records {
            record.dual_value = self.dual_value(record.dual_value, record.level);
        }
        records
    }
}

/// Overflow is an error, never a number in a result.
fn ensure_finite(solution: &SinkhornNewtonSolution) -> Result<(), Error> {
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
    let are_finite = |values: &[f64]| values.iter().all(|value| value.is_finite());
    let potentials = are_finite(&solution.source_potential) && are_finite(&solution.target_potential);
    if potentials && are_finite(&numbers) {
        return Ok(());
    }
    Err(Error::new(
        Code::NumericalBreakdown,
        "the solution overflows; scale the masses, the cost or the regularization to moderate numbers",
    ))
}
