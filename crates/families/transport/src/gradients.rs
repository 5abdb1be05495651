//! Gradients of the optimal objective by the envelope theorem: the partial derivatives of the dual objective at the
//! optimal potentials.

use crate::backends::passes;
use crate::check::Checked;
use crate::cost::{Cost, PointCost, length};
use crate::geometry::Geometry;
use crate::instance::Instance;
use crate::potentials::Potentials;
use crate::problem::Metric;
use crate::solution::Gradients;
use superlinear_interface::{Error, Matrix, Run};

/// The gradients at the solver's potentials `point`; `whole` are the caller's, of all points.
pub(crate) fn gradients(
    checked: &Checked,
    point: &Potentials,
    whole: &Potentials,
    run: &Run,
) -> Result<Gradients, Error> {
    let Checked { instance, units, .. } = checked;
    let level = instance.regularization;
    let [source_points, target_points] = match &checked.geometry {
        None | Some(Geometry::Cost(_)) => [None, None],
        Some(Geometry::Points { sources, targets, metric }) => {
            let (rows, columns) = (&checked.masses.source.support, &checked.masses.target.support);
            let source = in_points(instance, (sources, rows), *metric, point, run)?;
            let swapped = swapped(instance, (sources, rows), (targets, columns), *metric);
            let reversed = Potentials { f: point.g.clone(), g: point.f.clone() };
            let target = in_points(&swapped, (targets, columns), *metric, &reversed, run)?;
            [Some(scaled(source, units.plan)), Some(scaled(target, units.plan))]
        }
    };
    Ok(Gradients {
        source: in_masses(&whole.f, instance.softness[0], units.whole_totals()[1], level).into(),
        target: in_masses(&whole.g, instance.softness[1], units.whole_totals()[0], level).into(),
        source_points,
        target_points,
    })
}

/// The derivative of sum_i a_i f_i (or its counterpart with a penalty) minus eps (sum_ij a_i b_j E_ij - alpha beta)
/// with respect to a_i, where sum_j b_j E_ij is 1 (or exp(-f_i / rho)).
pub(crate) fn in_masses(potentials: &[f64], softness: f64, other_total: f64, level: f64) -> Vec<f64> {
    let derivative = |&f: &f64| {
        let growth = (-f * softness).exp_m1();
        let value = if softness == 0.0 { f } else { -growth / softness };
        value - level * (growth + 1.0 - other_total)
    };
    potentials.iter().map(derivative).collect()
}

fn scaled(mut matrix: Matrix, factor: f64) -> Matrix {
    matrix.data.iter_mut().for_each(|entry| *entry *= factor);
    matrix
}

/// The problem with sources and targets exchanged.
fn swapped(
    instance: &Instance,
    (sources, rows): (&Matrix, &[u32]),
    (targets, columns): (&Matrix, &[u32]),
    metric: Metric,
) -> Instance {
    Instance {
        cost: Cost::Points(PointCost::new(targets, columns, sources, rows, metric)),
        a: instance.b.clone(),
        b: instance.a.clone(),
        softness: [instance.softness[1], instance.softness[0]],
        mirror: None,
        ..*instance
    }
}

/// For each source x_i the sum over j of P_ij times the gradient of the cost with respect to x_i, one per row.
fn in_points(
    instance: &Instance,
    (points, support): (&Matrix, &[u32]),
    metric: Metric,
    point: &Potentials,
    run: &Run,
) -> Result<Matrix, Error> {
    let dimension = points.columns;
    let mut data = vec![0.0; points.rows * dimension];
    let sums = passes(instance, run)?.point_gradients(point, instance.regularization)?;
    for (gradient, &i) in sums.chunks_exact(dimension).zip(support) {
        let target = &mut data[i as usize * dimension..(i as usize + 1) * dimension];
        target.copy_from_slice(gradient);
        if metric == Metric::Cosine {
            pull_back_to_point(target, points.row(i as usize));
        }
    }
    Ok(Matrix::new(points.rows, dimension, data))
}

/// Converts the gradient with respect to the unit vector x / |x| to one with respect to x: the component orthogonal to
/// x, divided by |x|.
fn pull_back_to_point(gradient: &mut [f64], x: &[f64]) {
    let length = length(x);
    let along: f64 = gradient.iter().zip(x).map(|(g, x)| g * (x / length)).sum();
    for (g, x) in gradient.iter_mut().zip(x) {
        *g = (*g - along * (x / length)) / length;
    }
}
