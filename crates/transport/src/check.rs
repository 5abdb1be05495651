//! The checks that a problem must pass before any work is done on it.

use crate::cost::{Cost, MatrixCost, PointCost};
use crate::instance::Instance;
use crate::kernels::survey::{Survey, survey};
use crate::problem::{InitialPotentials, Metric, PlanFormat, RegularizationUnit, SinkhornNewtonProblem};
use superlinear_interface::{Code, Error, Matrix, Run, Vector};
use superlinear_numerics::parallel::sum;

/// Sums of source and target masses that differ by more than this part of the larger are an error: rounding of masses that
/// were meant to agree stays far below.
pub(crate) const SUM_TOLERANCE: f64 = 1e-9;

/// Costs in units of the regularization must stay below this, so that no exponent overflows on the way to its exponential.
const LARGEST_EXPONENT: f64 = 1e300;

/// A problem that has passed the checks.
pub(crate) struct Checked {
    pub instance: Instance,
    pub masses: Masses,
    /// Where each row's cost is smallest; the solver starts from there.
    pub row_minima: Vec<f64>,
    /// The potentials to start from, of all points, where the caller gave some.
    pub initial: Option<InitialPotentials>,
    /// What the cost is made of, for the points without mass.
    pub geometry: Geometry,
}

/// The masses as given, and which points hold any.
pub(crate) struct Masses {
    pub source_count: usize,
    pub target_count: usize,
    /// The sum of the masses of each side.
    pub total: f64,
    /// The sources that hold mass.
    pub rows: Vec<u32>,
    /// The targets that hold mass.
    pub columns: Vec<u32>,
}

/// Checks `problem` and brings it into the solver's form.
pub(crate) fn check(problem: &mut SinkhornNewtonProblem, run: &Run) -> Result<Checked, Error> {
    check_options(problem)?;
    let geometry = Geometry::of(problem)?;
    let (n, m) = geometry.shape();
    check_sizes(problem, n, m)?;
    let initial = check_initial(problem.initial.take(), n, m)?;
    let (source, target, masses) = check_masses(problem, n, m)?;
    let whole = geometry.cost(&all(n), &all(m));
    let whole_survey = survey(&whole, run)?;
    geometry.check_costs(&whole_survey)?;
    let regularization = absolute_regularization(
        problem.regularization,
        problem.regularization_unit,
        &whole_survey,
        n as f64 * m as f64,
    )?;
    let is_whole = masses.rows.len() == n && masses.columns.len() == m;
    let (cost, seen) = if is_whole {
        (whole, whole_survey)
    } else {
        let cost = geometry.cost(&masses.rows, &masses.columns);
        let seen = survey(&cost, run)?;
        (cost, seen)
    };
    let instance = Instance { cost, extent: seen.extent, a: source, b: target, regularization };
    Ok(Checked { instance, masses, row_minima: seen.row_minima, initial, geometry })
}

pub(crate) fn all(count: usize) -> Vec<u32> {
    (0..count as u32).collect()
}

/// What the cost is made of.
pub(crate) enum Geometry {
    Cost(Matrix),
    Points { sources: Matrix, targets: Matrix, metric: Metric },
}

impl Geometry {
    /// Takes the cost or the points out of `problem`.
    fn of(problem: &mut SinkhornNewtonProblem) -> Result<Self, Error> {
        let points = (problem.source_points.take(), problem.target_points.take());
        match (problem.cost.take(), points) {
            (Some(_), (Some(_), _) | (_, Some(_))) => {
                Err(Error::invalid("cost", "cannot be given together with sourcePoints or targetPoints"))
            }
            (None, (None, None)) => {
                Err(Error::invalid("cost", "must be given, or sourcePoints and targetPoints in its place"))
            }
            (None, (Some(_), None)) => Err(Error::invalid("targetPoints", "must be given with sourcePoints")),
            (None, (None, Some(_))) => Err(Error::invalid("sourcePoints", "must be given with targetPoints")),
            (Some(cost), (None, None)) => {
                check_shape("cost", &cost)?;
                Ok(Self::Cost(cost))
            }
            (None, (Some(sources), Some(targets))) => {
                check_points(&sources, &targets, problem.metric)?;
                Ok(Self::Points { sources, targets, metric: problem.metric })
            }
        }
    }

    pub fn shape(&self) -> (usize, usize) {
        match self {
            Self::Cost(cost) => (cost.rows, cost.columns),
            Self::Points { sources, targets, .. } => (sources.rows, targets.rows),
        }
    }

    /// The cost between the given sources and targets. A matrix is shared, not copied.
    pub fn cost(&self, rows: &[u32], columns: &[u32]) -> Cost {
        match self {
            Self::Cost(matrix) => Cost::Matrix(MatrixCost {
                rows: (rows.len() < matrix.rows).then(|| rows.to_vec()),
                columns: (columns.len() < matrix.columns).then(|| columns.to_vec()),
                matrix: matrix.clone(),
            }),
            Self::Points { sources, targets, metric } => {
                Cost::Points(PointCost::new(sources, rows, targets, columns, *metric))
            }
        }
    }

    /// Complains of costs that are not finite.
    pub fn check_costs(&self, seen: &Survey) -> Result<(), Error> {
        match self {
            Self::Cost(_) if seen.sum.is_finite() && seen.extent.range().is_finite() => Ok(()),
            Self::Cost(cost) => {
                check_finite("cost.data", &cost.data)?;
                if seen.extent.range().is_finite() {
                    Ok(())
                } else {
                    Err(Error::invalid("cost", "has entries so far apart that their difference overflows"))
                }
            }
            Self::Points { .. } if seen.extent.largest.is_finite() => Ok(()),
            Self::Points { .. } => {
                Err(Error::invalid("sourcePoints", "and targetPoints are so far apart that the cost overflows"))
            }
        }
    }
}

fn check_options(problem: &SinkhornNewtonProblem) -> Result<(), Error> {
    for (path, value) in [("regularization", problem.regularization), ("tolerance", problem.tolerance)] {
        if !(value > 0.0 && value.is_finite()) {
            return Err(Error::invalid(path, format!("must be positive and finite, got {value}")));
        }
    }
    if !(0.0..1.0).contains(&problem.plan_threshold) {
        let got = problem.plan_threshold;
        return Err(Error::invalid("planThreshold", format!("must be at least 0 and below 1, got {got}")));
    }
    if problem.max_iterations == 0 {
        return Err(Error::invalid("maxIterations", "must be at least 1"));
    }
    if !(1..=i32::MAX as u64).contains(&problem.max_plan_entries) {
        return Err(Error::invalid("maxPlanEntries", format!("must be from 1 to {}", i32::MAX)));
    }
    Ok(())
}

pub(crate) fn check_shape(path: &str, matrix: &Matrix) -> Result<(), Error> {
    if matrix.rows == 0 || matrix.columns == 0 {
        let (rows, columns) = (matrix.rows, matrix.columns);
        return Err(Error::invalid(path, format!("must have at least one row and one column, got {rows} x {columns}")));
    }
    Ok(())
}

pub(crate) fn check_finite(path: &str, values: &[f64]) -> Result<(), Error> {
    match values.iter().position(|value| !value.is_finite()) {
        None => Ok(()),
        Some(index) => {
            Err(Error::invalid(format!("{path}[{index}]"), format!("must be finite, got {}", values[index])))
        }
    }
}

fn check_points(sources: &Matrix, targets: &Matrix, metric: Metric) -> Result<(), Error> {
    for (path, points) in [("sourcePoints", sources), ("targetPoints", targets)] {
        check_shape(path, points)?;
        check_finite(&format!("{path}.data"), &points.data)?;
        if metric == Metric::Cosine
            && let Some(row) = (0..points.rows).find(|&row| points.row(row).iter().all(|&value| value == 0.0))
        {
            return Err(Error::invalid(path, format!("has the zero vector in row {row}, which has no cosine")));
        }
    }
    if sources.columns != targets.columns {
        let (expected, got) = (sources.columns, targets.columns);
        return Err(Error::invalid(
            "targetPoints",
            format!("must have the {expected} columns of sourcePoints, got {got}"),
        ));
    }
    Ok(())
}

/// Refuses sizes that no memory can hold.
fn check_sizes(problem: &SinkhornNewtonProblem, n: usize, m: usize) -> Result<(), Error> {
    if n > i32::MAX as usize || m > i32::MAX as usize {
        return Err(Error::new(Code::OutOfMemory, format!("{n} x {m} is more than 32-bit indices can address")));
    }
    let dense_entries = (n as u64).checked_mul(m as u64).filter(|&entries| entries <= problem.max_plan_entries);
    if problem.plan == PlanFormat::Dense && dense_entries.is_none() {
        let limit = problem.max_plan_entries;
        let more = format!(
            "would have {n} x {m} entries, more than maxPlanEntries = {limit}; 'sparse' keeps those that matter"
        );
        return Err(Error::invalid("plan", more));
    }
    Ok(())
}

fn check_initial(initial: Option<InitialPotentials>, n: usize, m: usize) -> Result<Option<InitialPotentials>, Error> {
    if let Some(initial) = &initial {
        check_vector("initial.sourcePotential", &initial.source_potential, n, "sources")?;
        check_vector("initial.targetPotential", &initial.target_potential, m, "targets")?;
    }
    Ok(initial)
}

pub(crate) fn check_vector(path: &str, values: &[f64], length: usize, what: &str) -> Result<(), Error> {
    if values.len() != length {
        let got = values.len();
        return Err(Error::invalid(path, format!("must have one entry for each of the {length} {what}, got {got}")));
    }
    check_finite(path, values)
}

/// The masses of both sides, without the points that hold none and divided by their sums.
fn check_masses(
    problem: &mut SinkhornNewtonProblem,
    n: usize,
    m: usize,
) -> Result<(Vec<f64>, Vec<f64>, Masses), Error> {
    let source = check_side("source", problem.source.take(), n, "sources")?;
    let target = check_side("target", problem.target.take(), m, "targets")?;
    let (given_source, given_target) = (source.total, target.total);
    if let (Some(x), Some(y), false) = (given_source, given_target, problem.normalize)
        && (x - y).abs() > SUM_TOLERANCE * x.max(y)
    {
        return Err(Error::invalid(
            "target",
            format!("sums to {y} where source sums to {x}; give masses of equal sums, or set normalize to true"),
        ));
    }
    let total = if problem.normalize { 1.0 } else { given_source.or(given_target).unwrap_or(1.0) };
    let masses = Masses { source_count: n, target_count: m, total, rows: source.support, columns: target.support };
    Ok((source.masses, target.masses, masses))
}

/// The masses of one side.
pub(crate) struct Side {
    /// The indices of the points that hold mass.
    pub support: Vec<u32>,
    /// Their masses, of sum 1.
    pub masses: Vec<f64>,
    /// The sum of the masses as given, if any were.
    pub total: Option<f64>,
}

pub(crate) fn check_side(path: &str, masses: Option<Vector>, count: usize, what: &str) -> Result<Side, Error> {
    let Some(masses) = masses else {
        return Ok(Side { support: all(count), masses: vec![1.0 / count as f64; count], total: None });
    };
    check_vector(path, &masses, count, what)?;
    if let Some(index) = masses.iter().position(|&mass| mass < 0.0) {
        return Err(Error::invalid(format!("{path}[{index}]"), format!("must not be negative, got {}", masses[index])));
    }
    let total = sum(&masses);
    if total == 0.0 || !total.is_finite() {
        return Err(Error::invalid(path, format!("must have a positive, finite sum, got {total}")));
    }
    // Masses that vanish beside the total are no masses.
    let holds_mass = |&(_, &mass): &(usize, &f64)| mass / total > 0.0;
    let (support, masses) =
        masses.iter().enumerate().filter(holds_mass).map(|(index, mass)| (index as u32, mass / total)).unzip();
    Ok(Side { support, masses, total: Some(total) })
}

/// The regularization in units of cost.
pub(crate) fn absolute_regularization(
    regularization: f64,
    unit: RegularizationUnit,
    seen: &Survey,
    pairs: f64,
) -> Result<f64, Error> {
    let unit = match unit {
        RegularizationUnit::Absolute => 1.0,
        RegularizationUnit::OfMaximum => seen.extent.largest,
        RegularizationUnit::OfMean => seen.sum / pairs,
    };
    let regularization = regularization * unit;
    if !(unit > 0.0 && regularization > 0.0 && regularization.is_finite()) {
        return Err(Error::invalid(
            "regularizationUnit",
            format!("must be positive, but the cost has {unit} for it; give regularization in absolute units"),
        ));
    }
    if seen.extent.magnitude() / regularization > LARGEST_EXPONENT || !(1.0 / regularization).is_finite() {
        return Err(Error::invalid("regularization", format!("is too small for this cost, got {regularization}")));
    }
    Ok(regularization)
}
