//! Validation of a barycenter problem, and its conversion to the solver's form.

use super::problem::{BarycenterProblem, InitialBarycenter};
use crate::backends::survey;
use crate::check::absolute_regularization;
use crate::geometry::{Geometry, all, check_points};
use crate::inputs::{SUM_TOLERANCE, Side, check_side};
use crate::instance::Instance;
use crate::kernels::survey::Survey;
use superlinear_interface::{Code, Error, Matrix, Run, check};
use superlinear_numerics::parallel::sum;

/// Maximum difference between mirrored entries of a symmetric cost, relative to the largest entry.
const SYMMETRY_TOLERANCE: f64 = 1e-12;

/// A validated barycenter problem.
pub(super) struct Checked {
    /// The source of the costs.
    pub geometry: Geometry,
    /// The histograms of positive weight.
    pub histograms: Vec<Histogram>,
    /// The problem of the barycenter with itself, if debiased.
    pub itself: Option<Instance>,
    /// The numbers of histograms, of points of each, and of points of the barycenter.
    pub counts: Counts,
    /// The sum of each histogram's masses, in the caller's units.
    pub total: f64,
    /// The regularization, in units of cost.
    pub regularization: f64,
    /// The caller's initial point, if any.
    pub initial: Option<InitialBarycenter>,
}

/// The transport problem between one histogram and the barycenter.
pub(super) struct Histogram {
    /// Its index among the given ones.
    pub index: usize,
    /// Its weight; all weights sum to 1.
    pub weight: f64,
    /// The points with mass.
    pub support: Vec<u32>,
    /// Its masses on these points, of sum 1, and equal masses for the barycenter.
    pub instance: Instance,
    /// The minimum cost of each row.
    pub row_minima: Vec<f64>,
}

/// The sizes of a problem.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub histograms: usize,
    /// The number of points of each histogram.
    pub sources: usize,
    /// The number of points of the barycenter.
    pub targets: usize,
}

/// Checks `problem` and converts it to the solver's form.
pub(super) fn checked(problem: &mut BarycenterProblem, run: &Run) -> Result<Checked, Error> {
    check_options(problem)?;
    let geometry = geometry_of(problem)?;
    let (n, m) = geometry.shape();
    let counts = Counts { histograms: problem.histograms.rows, sources: n, targets: m };
    check_histograms(&problem.histograms, counts)?;
    let weights = check_weights(problem, counts)?;
    let (sides, total) = check_masses(problem)?;
    let initial = check_initial(problem.initial.take(), counts)?;
    let seen = survey(&geometry.whole_cost(), run)?;
    check_costs(&geometry, &seen)?;
    let regularization = absolute_regularization(problem.regularization, problem.regularization_unit, &seen, n, m)?;
    if problem.debiased {
        check_symmetry(&geometry, seen.extent.magnitude())?;
    }
    let instance = |support: &[u32], masses: Vec<f64>| Instance {
        cost: geometry.cost(support, &all(m)),
        extent: seen.extent,
        a: masses,
        b: vec![1.0 / m as f64; m],
        softness: [0.0; 2],
        regularization,
        mirror: None,
    };
    let itself = problem.debiased.then(|| instance(&all(n), vec![1.0 / n as f64; n]));
    let histogram = |(index, (side, weight)): (usize, (Side, f64))| Histogram {
        index,
        weight,
        row_minima: side.support.iter().map(|&i| seen.row_minima[i as usize]).collect(),
        instance: instance(&side.support, side.masses),
        support: side.support,
    };
    let histograms =
        sides.into_iter().zip(weights).enumerate().filter(|(_, (_, weight))| *weight > 0.0).map(histogram).collect();
    Ok(Checked { histograms, itself, counts, total, regularization, initial, geometry })
}

fn check_options(problem: &BarycenterProblem) -> Result<(), Error> {
    check::number("regularization", problem.regularization, check::POSITIVE)?;
    check::number("tolerance", problem.tolerance, check::POSITIVE)?;
    check::at_least_one("maxIterations", Some(problem.max_iterations))
}

/// Takes the cost or the points out of `problem`.
fn geometry_of(problem: &mut BarycenterProblem) -> Result<Geometry, Error> {
    match (problem.cost.take(), problem.points.take(), problem.barycenter_points.take()) {
        (Some(_), Some(_), _) => Err(Error::invalid("cost", "cannot be given together with points")),
        (Some(_), None, Some(_)) => Err(Error::invalid("cost", "cannot be given together with barycenterPoints")),
        (None, None, None) => Err(Error::invalid("cost", "must be given, or points instead")),
        (None, None, Some(_)) => Err(Error::invalid("points", "must be given with barycenterPoints")),
        (Some(cost), None, None) => {
            check::has_entries("cost", cost.rows, cost.columns)?;
            check_count("cost", cost.rows, cost.columns)?;
            Ok(Geometry::Cost(cost))
        }
        (None, Some(points), targets) => {
            if problem.debiased && targets.is_some() {
                return Err(Error::invalid("barycenterPoints", "cannot be given where debiased is true"));
            }
            let targets = targets.unwrap_or_else(|| points.clone());
            check_points(["points", "barycenterPoints"], [&points, &targets], problem.metric)?;
            check_count("points", points.rows, targets.rows)?;
            Ok(Geometry::Points { sources: points, targets, metric: problem.metric })
        }
    }
}

/// Rejects more points than 32-bit indices can address.
fn check_count(path: &str, n: usize, m: usize) -> Result<(), Error> {
    if n.max(m) > i32::MAX as usize {
        let message = format!("{path} makes {n} x {m} pairs, more than 32-bit indices can address");
        return Err(Error::new(Code::OutOfMemory, message));
    }
    Ok(())
}

/// Reports costs that are not finite.
fn check_costs(geometry: &Geometry, seen: &Survey) -> Result<(), Error> {
    match geometry {
        Geometry::Points { .. } if seen.forbidden > 0 => Err(Error::invalid("points", "have distances that overflow")),
        Geometry::Cost(cost) if seen.forbidden > 0 => check::matrix("cost", cost, check::FINITE),
        _ => geometry.check_costs(seen),
    }
}

fn check_histograms(histograms: &Matrix, counts: Counts) -> Result<(), Error> {
    check::has_entries("histograms", histograms.rows, histograms.columns)?;
    if histograms.columns != counts.sources {
        let (expected, got) = (counts.sources, histograms.columns);
        let message = format!("must have one column for each of the {expected} points, got {got}");
        return Err(Error::invalid("histograms", message));
    }
    check::matrix("histograms", histograms, check::NOT_NEGATIVE)
}

/// The weights, divided by their sum.
fn check_weights(problem: &mut BarycenterProblem, counts: Counts) -> Result<Vec<f64>, Error> {
    Ok(match problem.weights.take() {
        None => vec![1.0 / counts.histograms as f64; counts.histograms],
        Some(weights) => {
            let side = check_side("weights", Some(&weights), counts.histograms, "histograms")?;
            let mut dense = vec![0.0; counts.histograms];
            for (&index, weight) in side.support.iter().zip(side.masses) {
                dense[index as usize] = weight;
            }
            dense
        }
    })
}

/// The masses of each histogram, divided by their sum, and the sum.
fn check_masses(problem: &BarycenterProblem) -> Result<(Vec<Side>, f64), Error> {
    let histograms = &problem.histograms;
    let mut sides = Vec::with_capacity(histograms.rows);
    let mut first: Option<f64> = None;
    for k in 0..histograms.rows {
        let row = histograms.row(k).to_vec().into();
        let side = check_side(&format!("histograms[{k}]"), Some(&row), histograms.columns, "points")?;
        let total = side.total;
        let expected = *first.get_or_insert(total);
        if !problem.normalize && (total - expected).abs() > SUM_TOLERANCE * total.max(expected) {
            return Err(Error::invalid(
                format!("histograms[{k}]"),
                format!(
                    "sums to {} where histograms[0] sums to {}; give histograms of equal sums, or set normalize to true",
                    check::short(total),
                    check::short(expected)
                ),
            ));
        }
        sides.push(side);
    }
    Ok((sides, if problem.normalize { 1.0 } else { first.unwrap_or(1.0) }))
}

fn check_initial(initial: Option<InitialBarycenter>, counts: Counts) -> Result<Option<InitialBarycenter>, Error> {
    let Some(initial) = initial else { return Ok(None) };
    let of = "the barycenter has points";
    check::finite_vector("initial.barycenter", &initial.barycenter, counts.targets, of)?;
    let total = sum(&initial.barycenter);
    if initial.barycenter.iter().any(|&mass| mass < 0.0) || !(total > 0.0 && total.is_finite()) {
        return Err(Error::invalid("initial.barycenter", "must be zero or positive, with a positive, finite sum"));
    }
    let potentials = &initial.barycenter_potentials;
    check::shape("initial.barycenterPotentials", potentials, counts.histograms, counts.targets)?;
    check::matrix("initial.barycenterPotentials", potentials, check::FINITE)?;
    Ok(Some(initial))
}

fn check_symmetry(geometry: &Geometry, magnitude: f64) -> Result<(), Error> {
    let Geometry::Cost(cost) = geometry else { return Ok(()) };
    if cost.rows != cost.columns {
        let (rows, columns) = (cost.rows, cost.columns);
        let message = format!("must be square and symmetric where debiased is true, got {rows} x {columns}");
        return Err(Error::invalid("cost", message));
    }
    for i in 0..cost.rows {
        for j in 0..i {
            let (lower, upper) = (cost.row(i)[j], cost.row(j)[i]);
            if (lower - upper).abs() > SYMMETRY_TOLERANCE * magnitude {
                let [lower, upper] = [lower, upper].map(check::short);
                let message = format!(
                    "must be symmetric where debiased is true, got {lower} in row {i}, column {j} and {upper} in row {j}, column {i}"
                );
                return Err(Error::invalid("cost", message));
            }
        }
    }
    Ok(())
}
