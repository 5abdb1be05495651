//! Bounds on the cost of unregularized transport, from potentials and a plan near the regularized solution.

use crate::instance::Instance;
use crate::marginal::Marginal;
use crate::potentials::Potentials;
use crate::solution::Bounds;
use crate::sums::Measured;
use crate::units::Units;
use superlinear_numerics::vectors::dot_in_order;

/// Margin of the bounds, in units of the exponents' rounding error.
const MARGIN: f64 = 8.0;

/// Bounds in the caller's units, from the measurements at `point`. `precision_floor` is the relative rounding error of
/// exponents.
pub(crate) fn exact_cost_bounds(
    instance: &Instance,
    units: &Units,
    point: &Potentials,
    measured: &Measured,
    precision_floor: f64,
) -> Bounds {
    let terms = (instance.a.len() + instance.b.len()) as f64;
    let penalties = instance.softness.iter().zip(units.whole_totals()).filter(|(softness, _)| **softness > 0.0);
    let magnitude: f64 = penalties.map(|(softness, total)| (total + units.plan) / softness).sum();
    let margin = MARGIN * precision_floor * instance.regularization * units.plan + f64::EPSILON * terms * magnitude;
    let upper = if instance.softness == [0.0; 2] {
        balanced_upper_bound(instance, measured) * units.plan
    } else {
        unbalanced_upper_bound(instance, units, measured).min(trivial_upper_bound(instance, units))
    };
    let price = units.price_of_left();
    // With negative costs and small penalties, the unregularized problem may transport more mass than floating point
    // can represent.
    let lower = (lower_bound(instance, units, point, measured) + price - margin).max(f64::MIN);
    Bounds { lower, upper: upper + price + margin }
}

/// The unregularized dual objective, for the potentials of one marginal and the largest feasible ones of the other; the
/// better of the two choices.
fn lower_bound(instance: &Instance, units: &Units, point: &Potentials, measured: &Measured) -> f64 {
    let both_shifts = units.shifts[0] + units.shifts[1] - units.offset;
    let allowed = |potentials: &[f64], peaks: &[f64], shift: f64| -> Vec<f64> {
        let excess = peaks.iter().map(|peak| instance.regularization * peak + both_shifts);
        potentials.iter().zip(excess).map(|(potential, excess)| potential + shift - excess).collect()
    };
    let shifted = |potentials: &[f64], shift: f64| -> Vec<f64> { potentials.iter().map(|p| p + shift).collect() };
    let value = |f: &[f64], g: &[f64]| {
        units.totals[0] * instance.source().value(f) + units.totals[1] * instance.target().value(g)
    };
    let [source_shift, target_shift] = units.shifts;
    let by_target = value(&allowed(&point.f, &measured.row_peaks, source_shift), &shifted(&point.g, target_shift));
    let by_source =
        value(&shifted(&point.f, source_shift), &allowed(&point.g, measured.column_peaks.as_flattened(), target_shift));
    by_target.max(by_source)
}

/// The cost of the plan scaled down, rows then columns, until no sum exceeds its mass, with the remaining mass moved at
/// the highest cost.
fn balanced_upper_bound(instance: &Instance, measured: &Measured) -> f64 {
    let (sums, costs) = (measured.scaled_sums.as_flattened(), measured.scaled_costs.as_flattened());
    let mut moved = 0.0;
    let mut cost = 0.0;
    for ((&b, &sum), &column_cost) in instance.b.iter().zip(sums).zip(costs) {
        let cap = if sum > 1.0 { 1.0 / sum } else { 1.0 };
        moved += cap * sum * b;
        cost += cap * column_cost * b;
    }
    cost + (1.0 - moved).max(0.0) * instance.extent.largest
}

/// The objective at the plan after its sums are made right for the marginal without a penalty, if there is one.
fn unbalanced_upper_bound(instance: &Instance, units: &Units, measured: &Measured) -> f64 {
    let (sums, costs) = (measured.scaled_sums.as_flattened(), measured.scaled_costs.as_flattened());
    let columns: Vec<f64> = sums.iter().zip(&instance.b).map(|(sum, b)| sum * b).collect();
    if instance.softness[1] > 0.0 {
        let penalty = |side: usize, marginal: Marginal<'_>, sums: &[f64]| {
            let parts = units.plan / units.totals[side];
            let terms = marginal.masses.iter().zip(sums).map(|(mass, sum)| mass * divergence(parts * sum / mass));
            units.totals[side] * terms.sum::<f64>() / marginal.softness
        };
        let source = if instance.softness[0] > 0.0 { penalty(0, instance.source(), &measured.row_sums) } else { 0.0 };
        let offset = units.offset * columns.iter().sum::<f64>();
        let cost = units.plan * (dot_in_order(costs, &instance.b) + offset);
        return cost + source + penalty(1, instance.target(), &columns);
    }
    // All column factors lie between two limits, and a divergence is convex, so its maximum is at one of them.
    let factors: Vec<f64> = sums[..instance.b.len()].iter().map(|sum| 1.0 / sum).collect();
    if factors.iter().any(|factor| factor.is_infinite()) {
        return f64::INFINITY;
    }
    let least = factors.iter().copied().fold(f64::INFINITY, f64::min);
    let most = factors.iter().copied().fold(0.0, f64::max);
    let parts = units.plan / units.totals[0];
    let penalty = instance.a.iter().zip(&measured.row_sums).map(|(mass, sum)| {
        let part = parts * sum / mass;
        mass * divergence(least * part).max(divergence(most * part))
    });
    let cost: f64 = costs.iter().zip(&instance.b).zip(&factors).map(|((cost, b), factor)| cost * b * factor).sum();
    units.plan * cost + units.totals[0] * penalty.sum::<f64>() / instance.softness[0]
}

/// The objective if nothing is moved, or if a marginal without a penalty has its mass moved at the highest cost.
fn trivial_upper_bound(instance: &Instance, units: &Units) -> f64 {
    let [source, target] = units.totals;
    let nothing = |side: usize| units.totals[side] / instance.softness[side];
    let everything =
        |held: f64, soft: usize| held * instance.extent.largest + nothing(soft) * divergence(held / units.totals[soft]);
    match instance.softness {
        [0.0, _] => everything(source, 1),
        [_, 0.0] => everything(target, 0),
        _ => nothing(0) + nothing(1),
    }
}

/// KL(part | 1) = part ln part - part + 1.
pub(crate) fn divergence(part: f64) -> f64 {
    if part > 0.0 { part * part.ln() - part + 1.0 } else { 1.0 }
}
