//! Conversion of the solved potentials to the caller's result: measured, in the caller's units, with all points.

use crate::backends::passes;
use crate::bounds::{divergence, exact_cost_bounds};
use crate::check::Checked;
use crate::geometry::is_all;
use crate::inputs::missing;
use crate::instance::Instance;
use crate::kept::Keep;
use crate::marginal::Marginal;
use crate::memory::reserved;
use crate::passes::Passes;
use crate::plan::sparse_plan;
use crate::plan_rows::PlanRows;
use crate::potentials::Potentials;
use crate::problem::{PlanFormat, SinkhornNewtonProblem};
use crate::solution::{Bounds, Plan};
use crate::sums::{Evaluation, MarginalErrors};
use crate::units::Units;
use superlinear_interface::{Error, Matrix, Run};
use superlinear_numerics::vectors::dot_in_order;

/// A sparse plan with too many entries is recomputed with a threshold raised by this factor.
const THRESHOLD_FACTOR: f64 = 10.0;

/// The smallest f / rho, rounded up, at which exp(-f / rho) underflows to 0.
const UNUSED: f64 = 750.0;

/// Measurements at the solved potentials, in the caller's units except for the last.
pub(crate) struct Summary {
    pub errors: MarginalErrors,
    /// See [`Units::error_scale`].
    pub error_scale: f64,
    pub transport_cost: f64,
    pub regularized_cost: f64,
    pub dual_value: f64,
    pub mass: f64,
    pub precision_floor: f64,
    pub bounds: Bounds,
    pub largest_entry: f64,
}

impl Summary {
    /// The error to compare with the tolerance.
    pub(crate) fn error(&self) -> f64 {
        self.error_scale * self.errors.error()
    }
}

/// Measures the plan at `point`.
pub(crate) fn summarize(
    instance: &Instance,
    units: &Units,
    passes: &mut dyn Passes<'_>,
    point: &Potentials,
) -> Result<Summary, Error> {
    let level = instance.regularization;
    let measured = passes.measure(point, level)?;
    let column_sums: Vec<f64> =
        measured.column_sums.as_flattened().iter().zip(&instance.b).map(|(sum, b)| sum * b).collect();
    let mass: f64 = measured.row_sums.iter().sum();
    let precision_floor = instance.precision_floor(point);
    // <P, C> = sum of P (f + g) - level P ln E, so the cost itself cancels.
    let regularized_cost = dot_in_order(&measured.row_sums, &point.f) + dot_in_order(&column_sums, &point.g)
        - level * (mass - 1.0)
        + penalty(instance.source(), &measured.row_sums)
        + penalty(instance.target(), &column_sums);
    Ok(Summary {
        errors: instance.marginal_errors(&point.f, &point.g, &measured.row_sums, &column_sums),
        error_scale: units.error_scale(mass),
        transport_cost: units.plan * (measured.cost + units.offset * mass),
        regularized_cost: units.objective(regularized_cost, mass, level),
        dual_value: units.objective(instance.value(point) - level * (mass - 1.0), 1.0, level),
        mass: units.plan * mass,
        precision_floor,
        bounds: exact_cost_bounds(instance, units, point, &measured, precision_floor),
        largest_entry: measured.largest_entry,
    })
}

/// The penalty for sums that differ from the masses.
fn penalty(marginal: Marginal<'_>, sums: &[f64]) -> f64 {
    if marginal.softness == 0.0 {
        return 0.0;
    }
    let terms = marginal.masses.iter().zip(sums).map(|(mass, sum)| mass * divergence(sum / mass));
    terms.sum::<f64>() / marginal.softness
}

/// Fixes the constant, if it is free, so that f and g have the same mean, weighted by the masses. This applies to
/// directions too: linear systems determine their constant only by rounding, and a large one would cost digits of all
/// potentials.
pub(crate) fn fix_gauge(instance: &Instance, point: &mut Potentials) {
    if instance.softness != [0.0; 2] || instance.mirror.is_some() {
        return;
    }
    let shift = 0.5 * (dot_in_order(&instance.a, &point.f) - dot_in_order(&instance.b, &point.g));
    point.f.iter_mut().for_each(|f| *f -= shift);
    point.g.iter_mut().for_each(|g| *g += shift);
}

/// The caller's potentials, of all points. Points without mass get the limit for a vanishing mass. If all pairs with a
/// point are forbidden, no finite potential is exact: it gets one at which exp(-f / rho) is 0, or 0 without a penalty.
pub(crate) fn extend_potentials(checked: &Checked, point: &Potentials, run: &Run) -> Result<Potentials, Error> {
    let Checked { instance, masses, geometry, units, .. } = checked;
    let level = instance.regularization;
    let mut whole =
        Potentials { f: vec![f64::INFINITY; masses.source.count], g: vec![f64::INFINITY; masses.target.count] };
    scatter(&point.f, &masses.source.support, &mut whole.f);
    scatter(&point.g, &masses.target.support, &mut whole.g);
    let missing_rows = missing(&masses.source.support, masses.source.count);
    if let Some(geometry) = geometry
        && !missing_rows.is_empty()
    {
        let cost = geometry.cost(&missing_rows, &masses.target.support);
        let side =
            Instance { cost, a: equal_masses(missing_rows.len()), b: instance.b.clone(), mirror: None, ..*instance };
        let mut extension = Potentials { f: vec![0.0; missing_rows.len()], g: point.g.clone() };
        passes(&side, run)?.sweep(&mut extension, level)?;
        scatter(&extension.f, &missing_rows, &mut whole.f);
    }
    let missing_columns = missing(&masses.target.support, masses.target.count);
    if let Some(geometry) = geometry
        && !missing_columns.is_empty()
    {
        let cost = geometry.cost(&masses.source.support, &missing_columns);
        let side =
            Instance { cost, a: instance.a.clone(), b: equal_masses(missing_columns.len()), mirror: None, ..*instance };
        let mut extension = Potentials { f: point.f.clone(), g: vec![0.0; missing_columns.len()] };
        let mut passes = passes(&side, run)?;
        passes.evaluate(&extension, level, Keep::NOTHING, &mut Evaluation::default())?;
        passes.balance_targets(&mut extension, level)?;
        scatter(&extension.g, &missing_columns, &mut whole.g);
    }
    units.shift(&mut whole);
    replace_infinite(&mut whole.f, unused_potential(instance.softness[0]));
    replace_infinite(&mut whole.g, unused_potential(instance.softness[1]));
    Ok(whole)
}

/// A potential at which no mass is used: exp(-750) is 0. Without a penalty, 0.
pub(crate) fn unused_potential(softness: f64) -> f64 {
    if softness > 0.0 { (UNUSED / softness).min(f64::MAX) } else { 0.0 }
}

fn replace_infinite(values: &mut [f64], by: f64) {
    values.iter_mut().filter(|value| !value.is_finite()).for_each(|value| *value = by);
}

fn equal_masses(count: usize) -> Vec<f64> {
    vec![1.0 / count as f64; count]
}

pub(crate) fn scatter(values: &[f64], indices: &[u32], whole: &mut [f64]) {
    for (&value, &index) in values.iter().zip(indices) {
        whole[index as usize] = value;
    }
}

/// The plan in the requested format, with the mass of its omitted entries.
pub(crate) fn make_plan(
    problem: &SinkhornNewtonProblem,
    checked: &Checked,
    passes: &mut dyn Passes<'_>,
    point: &Potentials,
    summary: &Summary,
) -> Result<Option<(Plan, f64)>, Error> {
    let Checked { instance, masses, units, .. } = checked;
    match problem.plan {
        PlanFormat::None => Ok(None),
        PlanFormat::Sparse => {
            let mut threshold = (problem.plan_threshold * summary.largest_entry).max(f64::MIN_POSITIVE);
            let limit = problem.max_plan_entries as usize;
            let is_overfull = |blocks: &[PlanRows]| {
                let entries: usize = blocks.iter().map(|block| block.entries.len()).sum();
                entries > limit || blocks.iter().any(|block| block.is_overfull)
            };
            let mut blocks = passes.collect_plan(point, instance.regularization, threshold, limit)?;
            while is_overfull(&blocks) {
                threshold *= THRESHOLD_FACTOR;
                blocks = passes.collect_plan(point, instance.regularization, threshold, limit)?;
            }
            let (plan, sum) = sparse_plan(&blocks, masses, units.plan)?;
            Ok(Some((Plan::Sparse(plan), (summary.mass - sum).max(0.0))))
        }
        PlanFormat::Dense => {
            let plan = dense_plan(checked, passes, point)?;
            Ok(Some((Plan::Dense(plan), 0.0)))
        }
    }
}

fn dense_plan(
    Checked { instance, masses, units, .. }: &Checked,
    passes: &mut dyn Passes<'_>,
    point: &Potentials,
) -> Result<Matrix, Error> {
    let (n, m) = (instance.a.len(), instance.b.len());
    let mut data = reserved(n * m)?;
    data.resize(n * m, 0.0);
    passes.write_plan(point, instance.regularization, &mut data)?;
    data.iter_mut().for_each(|entry| *entry *= units.plan);
    if is_all(&masses.source.support, masses.source.count) && is_all(&masses.target.support, masses.target.count) {
        return Ok(Matrix::new(n, m, data));
    }
    let mut whole = reserved(masses.source.count * masses.target.count)?;
    whole.resize(masses.source.count * masses.target.count, 0.0);
    for (row, &i) in data.chunks_exact(m).zip(&masses.source.support) {
        let start = i as usize * masses.target.count;
        scatter(row, &masses.target.support, &mut whole[start..start + masses.target.count]);
    }
    Ok(Matrix::new(masses.source.count, masses.target.count, whole))
}
