//! From the solved potentials to the caller's result: measured, in the caller's units, with the points that hold no mass.

use crate::check::{Checked, Masses};
use crate::instance::Instance;
use crate::kernels::measure::Measured;
use crate::passes::{Evaluation, Passes, Potentials, distance};
use crate::plan::{reserved, sparse_plan};
use crate::problem::{PlanFormat, SinkhornNewtonProblem};
use crate::solution::{Bounds, Plan};
use crate::solver::{dot, precision_floor};
use superlinear_interface::{Error, Matrix, Run};

/// A sparse plan with too many entries is made again with a threshold raised by this factor.
const THRESHOLD_FACTOR: f64 = 10.0;

/// The bounds of the exact cost are widened by this many units of rounding of their terms.
const BOUND_MARGIN: f64 = 8.0;

/// What the solved potentials come to, for masses that sum to 1.
pub(crate) struct Summary {
    pub marginal_error: f64,
    pub transport_cost: f64,
    pub regularized_cost: f64,
    pub dual_value: f64,
    pub mass: f64,
    pub precision_floor: f64,
    pub bounds: Bounds,
    pub largest_entry: f64,
}

/// Measures the plan at `point`.
pub(crate) fn summarize(instance: &Instance, passes: &mut Passes<'_>, point: &Potentials) -> Result<Summary, Error> {
    let level = instance.regularization;
    let measured = passes.measure(point, level)?;
    let column_sums: Vec<f64> =
        measured.column_sums.as_flattened().iter().zip(&instance.b).map(|(sum, b)| sum * b).collect();
    let mass: f64 = measured.row_sums.iter().sum();
    let weighted = |rows: &[f64], columns: &[f64]| dot(rows, &point.f) + dot(columns, &point.g);
    let precision_floor = precision_floor(instance, point);
    Ok(Summary {
        marginal_error: distance(&measured.row_sums, &instance.a) + distance(&column_sums, &instance.b),
        transport_cost: measured.cost,
        // <P, C> = sum of P (f + g) - level P ln E, so the cost itself cancels.
        regularized_cost: weighted(&measured.row_sums, &column_sums) - level * (mass - 1.0),
        dual_value: weighted(&instance.a, &instance.b) - level * (mass - 1.0),
        mass,
        precision_floor,
        bounds: exact_cost_bounds(instance, point, &measured, BOUND_MARGIN * precision_floor * level),
        largest_entry: measured.largest_entry,
    })
}

/// Lower bound: potentials of one side, and the largest ones of the other side that they allow; the better of the two.
/// Upper bound: the plan scaled down, rows then columns, until no sum is above its mass, and what mass is left moved at the
/// highest cost there is.
fn exact_cost_bounds(instance: &Instance, point: &Potentials, measured: &Measured, margin: f64) -> Bounds {
    let Instance { a, b, .. } = instance;
    let allowed = |masses: &[f64], peaks: &[f64]| instance.regularization * dot(masses, peaks);
    let value = dot(a, &point.f) + dot(b, &point.g);
    let lower = value - allowed(a, &measured.row_peaks).min(allowed(b, measured.column_peaks.as_flattened()));
    let mut moved = 0.0;
    let mut cost = 0.0;
    for ((&b, &sum), &column_cost) in
        b.iter().zip(measured.capped_sums.as_flattened()).zip(measured.capped_costs.as_flattened())
    {
        let cap = if sum > 1.0 { 1.0 / sum } else { 1.0 };
        moved += cap * sum * b;
        cost += cap * column_cost * b;
    }
    let upper = cost + (1.0 - moved).max(0.0) * instance.extent.largest;
    Bounds { lower: lower - margin, upper: upper + margin }
}

/// Chooses the free constant so that f and g have the same mean, weighted by the masses.
pub(crate) fn fix_gauge(instance: &Instance, point: &mut Potentials) {
    let shift = 0.5 * (dot(&instance.a, &point.f) - dot(&instance.b, &point.g));
    point.f.iter_mut().for_each(|f| *f -= shift);
    point.g.iter_mut().for_each(|g| *g += shift);
}

/// The potentials of all points. Those without mass get what a vanishing mass there would have.
pub(crate) fn extend_potentials(checked: &Checked, point: &Potentials, run: &Run) -> Result<Potentials, Error> {
    let Checked { instance, masses, geometry, .. } = checked;
    let level = instance.regularization;
    let mut whole = Potentials { f: vec![0.0; masses.source_count], g: vec![0.0; masses.target_count] };
    scatter(&point.f, &masses.rows, &mut whole.f);
    scatter(&point.g, &masses.columns, &mut whole.g);
    let missing_rows = missing(&masses.rows, masses.source_count);
    if !missing_rows.is_empty() {
        let cost = geometry.cost(&missing_rows, &masses.columns);
        let side = Instance { cost, a: equal_masses(missing_rows.len()), b: instance.b.clone(), ..*instance };
        let mut extension = Potentials { f: vec![0.0; missing_rows.len()], g: point.g.clone() };
        Passes::new(&side, run).sweep(&mut extension, level)?;
        scatter(&extension.f, &missing_rows, &mut whole.f);
    }
    let missing_columns = missing(&masses.columns, masses.target_count);
    if !missing_columns.is_empty() {
        let cost = geometry.cost(&masses.rows, &missing_columns);
        let side = Instance { cost, a: instance.a.clone(), b: equal_masses(missing_columns.len()), ..*instance };
        let mut extension = Potentials { f: point.f.clone(), g: vec![0.0; missing_columns.len()] };
        let mut passes = Passes::new(&side, run);
        passes.evaluate(&extension, level, f64::INFINITY, 0, &mut Evaluation::default())?;
        passes.balance_targets(&mut extension, level)?;
        scatter(&extension.g, &missing_columns, &mut whole.g);
    }
    Ok(whole)
}

fn equal_masses(count: usize) -> Vec<f64> {
    vec![1.0 / count as f64; count]
}

pub(crate) fn scatter(values: &[f64], indices: &[u32], whole: &mut [f64]) {
    for (&value, &index) in values.iter().zip(indices) {
        whole[index as usize] = value;
    }
}

/// The indices below `count` that are not among the ascending `indices`.
pub(crate) fn missing(indices: &[u32], count: usize) -> Vec<u32> {
    let mut present = indices.iter().copied().peekable();
    (0..count as u32).filter(|&index| present.next_if_eq(&index).is_none()).collect()
}

/// The plan in the form asked for, with the mass that it leaves out.
pub(crate) fn make_plan(
    problem: &SinkhornNewtonProblem,
    checked: &Checked,
    passes: &mut Passes<'_>,
    point: &Potentials,
    summary: &Summary,
    run: &Run,
) -> Result<Option<(Plan, f64)>, Error> {
    let Checked { instance, masses, .. } = checked;
    match problem.plan {
        PlanFormat::None => Ok(None),
        PlanFormat::Sparse => {
            let mut threshold = (problem.plan_threshold * summary.largest_entry).max(f64::MIN_POSITIVE);
            let mut evaluation = Evaluation::default();
            let limit = problem.max_plan_entries as usize;
            passes.evaluate(point, instance.regularization, threshold, limit, &mut evaluation)?;
            while evaluation.is_overfull(limit) {
                threshold *= THRESHOLD_FACTOR;
                passes.evaluate(point, instance.regularization, threshold, limit, &mut evaluation)?;
            }
            let (plan, sum) = sparse_plan(&evaluation.kept, masses, masses.total, run)?;
            Ok(Some((Plan::Sparse(plan), (summary.mass * masses.total - sum).max(0.0))))
        }
        PlanFormat::Dense => {
            let plan = dense_plan(instance, masses, passes, point)?;
            Ok(Some((Plan::Dense(plan), 0.0)))
        }
    }
}

fn dense_plan(
    instance: &Instance,
    masses: &Masses,
    passes: &mut Passes<'_>,
    point: &Potentials,
) -> Result<Matrix, Error> {
    let (n, m) = (instance.a.len(), instance.b.len());
    let mut data = reserved(n * m)?;
    data.resize(n * m, 0.0);
    passes.write_plan(point, instance.regularization, &mut data)?;
    data.iter_mut().for_each(|entry| *entry *= masses.total);
    if n == masses.source_count && m == masses.target_count {
        return Ok(Matrix::new(n, m, data));
    }
    let mut whole = reserved(masses.source_count * masses.target_count)?;
    whole.resize(masses.source_count * masses.target_count, 0.0);
    for (row, &i) in data.chunks_exact(m).zip(&masses.rows) {
        let start = i as usize * masses.target_count;
        scatter(row, &masses.columns, &mut whole[start..start + masses.target_count]);
    }
    Ok(Matrix::new(masses.source_count, masses.target_count, whole))
}
