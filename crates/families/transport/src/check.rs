//! Validation of a problem, and its conversion to the solver's form.

use crate::backends::survey;
use crate::cost::Cost;
use crate::exact::ensure_feasible;
use crate::extent::Extent;
use crate::geometry::Geometry;
use crate::infeasible::Lonely;
use crate::inputs::{Inputs, Masses};
use crate::instance::Instance;
use crate::kernels::survey::Survey;
use crate::mirror::Mirror;
use crate::order::coherent_order;
use crate::problem::{InitialPotentials, PlanFormat, RegularizationUnit, SinkhornNewtonProblem};
use crate::units::{Apart, Units};
use superlinear_interface::{Error, Matrix, Run, check};

/// Limit on costs in units of the regularization, so that no exponent overflows before its exponential.
pub(crate) const LARGEST_EXPONENT: f64 = 1e300;

/// If the range of the costs is below this many regularizations, almost no entry of the plan is negligible, and any
/// order will do.
const SMALLEST_RANGE: f64 = 20.0;

/// A validated problem.
pub(crate) struct Checked {
    pub instance: Instance,
    pub masses: Masses,
    /// The minimum cost of each row: the initial potentials of a cold start.
    pub row_minima: Vec<f64>,
    /// The caller's initial potentials of all points, if any.
    pub initial: Option<InitialPotentials>,
    /// The source of the costs, for points without mass and for gradients with respect to points. A matrix with mass in
    /// each row and column is not kept here, so that the solver may own it.
    pub geometry: Option<Geometry>,
    /// The conversion to the caller's units.
    pub units: Units,
    /// Whether all pairs of points with mass are forbidden, and penalties allow all of it to stay.
    pub is_immobile: bool,
}

impl Checked {
    /// Subtracts the units' offset from the costs.
    pub(crate) fn lower_costs(&mut self) {
        let lower = |matrix: &mut Matrix| matrix.data.iter_mut().for_each(|cost| *cost -= self.units.offset);
        if self.units.offset == 0.0 {
            return;
        }
        if let Cost::Matrix(cost) = &mut self.instance.cost {
            lower(&mut cost.matrix);
        }
        if let Some(Geometry::Cost(matrix)) = &mut self.geometry {
            lower(matrix);
        }
    }
}

impl SinkhornNewtonProblem {
    /// Takes the inputs common to all methods.
    fn take_inputs(&mut self) -> Inputs {
        Inputs {
            cost: self.cost.take(),
            source_points: self.source_points.take(),
            target_points: self.target_points.take(),
            metric: self.metric,
            source: self.source.take(),
            target: self.target.take(),
            normalize: self.normalize,
        }
    }
}

/// Checks `problem` and converts it to the solver's form.
pub(crate) fn checked(problem: &mut SinkhornNewtonProblem, run: &Run) -> Result<Checked, Error> {
    check_options(problem)?;
    let penalties = [problem.source_penalty, problem.target_penalty];
    let softness = softness_of(penalties)?;
    let inputs = problem.take_inputs();
    let geometry = inputs.geometry()?;
    let (n, m) = geometry.shape();
    check_plan_size(problem, n, m, run)?;
    let initial = check_initial(problem.initial.take(), n, m)?;
    let mut masses = inputs.masses(n, m, penalties == [None, None])?;
    let whole = geometry.whole_cost();
    let mut whole_survey = survey(&whole, run)?;
    let is_free = penalties.iter().all(Option::is_some);
    if is_free && whole_survey.forbidden == n * m && matches!(geometry, Geometry::Cost(_)) {
        whole_survey.extent = Extent::ZERO;
    } else {
        geometry.check_costs(&whole_survey)?;
    }
    let regularization =
        absolute_regularization(problem.regularization, problem.regularization_unit, &whole_survey, n, m)?;
    let mut selected = if masses.are_whole() { (whole, whole_survey) } else { select(&geometry, &masses, run)? };
    let lonely = Lonely::among(&selected.0, &selected.1, run)?;
    lonely.ensure_none(&masses, penalties.map(|penalty| penalty.is_none()))?;
    let is_immobile = selected.1.forbidden == masses.pairs();
    let mut left = [0.0; 2];
    if lonely.are_some() && !is_immobile {
        left = lonely.leave(&mut masses);
        selected = select(&geometry, &masses, run)?;
    }
    let (cost, mut seen) = selected;
    if is_immobile {
        seen.extent = Extent::ZERO;
    }
    if let Geometry::Cost(matrix) = &geometry
        && seen.forbidden > 0
        && penalties == [None, None]
    {
        ensure_feasible(matrix, &masses, run)?;
    }
    let mut mirror = Mirror::of(&geometry, &masses, &seen.row_minima, softness);
    let cost = if run.is_out_of_time()? {
        cost
    } else {
        order_targets(cost, &mut masses, &mut mirror, &geometry, (seen.extent, regularization), run)?
    };
    let (a, b) = (masses.source.masses.clone(), masses.target.masses.clone());
    let offset = if is_free { seen.extent.smallest.min(0.0) } else { 0.0 };
    let units = Units::new(&masses, penalties, regularization, Apart { offset, left });
    seen.lower(offset);
    let instance = Instance { cost, extent: seen.extent, a, b, softness, regularization, mirror };
    let is_used_up = matches!(geometry, Geometry::Cost(_)) && masses.are_whole();
    let geometry = (!is_used_up).then_some(geometry);
    Ok(Checked { instance, masses, row_minima: seen.row_minima, initial, geometry, units, is_immobile })
}

/// The cost between the points with mass, and its survey.
fn select(geometry: &Geometry, masses: &Masses, run: &Run) -> Result<(Cost, Survey), Error> {
    let cost = geometry.cost(&masses.source.support, &masses.target.support);
    let seen = survey(&cost, run)?;
    Ok((cost, seen))
}

fn check_options(problem: &SinkhornNewtonProblem) -> Result<(), Error> {
    check::number("regularization", problem.regularization, check::POSITIVE)?;
    check::number("tolerance", problem.tolerance, check::POSITIVE)?;
    check::number("planThreshold", problem.plan_threshold, 0.0..1.0)?;
    check::at_least_one("maxIterations", Some(problem.max_iterations))?;
    // As a floating-point number, for equal behavior with a 32-bit `usize`.
    check::number("maxPlanEntries", problem.max_plan_entries as f64, 1.0..=f64::from(i32::MAX))
}

/// The reciprocal penalties; see [`crate::marginal::Marginal::softness`].
pub(crate) fn softness_of(penalties: [Option<f64>; 2]) -> Result<[f64; 2], Error> {
    for (path, penalty) in ["sourcePenalty", "targetPenalty"].into_iter().zip(penalties) {
        check::optional(path, penalty, check::POSITIVE)?;
        if penalty.is_some_and(|penalty| penalty.recip().is_infinite()) {
            return Err(Error::invalid(path, "is so small that its reciprocal overflows"));
        }
    }
    Ok(penalties.map(|penalty| penalty.map_or(0.0, f64::recip)))
}

/// Rejects a dense plan above the allowed size.
fn check_plan_size(problem: &SinkhornNewtonProblem, n: usize, m: usize, run: &Run) -> Result<(), Error> {
    if problem.plan != PlanFormat::Dense {
        return Ok(());
    }
    let dense_entries = (n as u64).checked_mul(m as u64).filter(|&entries| entries <= problem.max_plan_entries);
    if dense_entries.is_none() {
        let limit = problem.max_plan_entries;
        let more = format!(
            "would have {n} x {m} entries, more than maxPlanEntries = {limit}; 'sparse' keeps those that matter"
        );
        return Err(Error::invalid("plan", more));
    }
    run.ensure_memory("plan", [n, m])
}

fn check_initial(initial: Option<InitialPotentials>, n: usize, m: usize) -> Result<Option<InitialPotentials>, Error> {
    if let Some(initial) = &initial {
        check::finite_vector("initial.sourcePotential", &initial.source_potential, n, "there are sources")?;
        check::finite_vector("initial.targetPotential", &initial.target_potential, m, "there are targets")?;
    }
    Ok(initial)
}

/// The regularization in units of cost.
pub(crate) fn absolute_regularization(
    regularization: f64,
    unit: RegularizationUnit,
    seen: &Survey,
    n: usize,
    m: usize,
) -> Result<f64, Error> {
    let unit = match unit {
        RegularizationUnit::Absolute => 1.0,
        RegularizationUnit::OfMaximum => seen.extent.largest,
        RegularizationUnit::OfMean => seen.sum / (n as f64 * m as f64 - seen.forbidden as f64),
    };
    let regularization = regularization * unit;
    if !(unit > 0.0 && regularization > 0.0 && regularization.is_finite()) {
        return Err(Error::invalid(
            "regularizationUnit",
            format!(
                "must be positive, but the cost has {} for it; give regularization in absolute units",
                check::short(unit)
            ),
        ));
    }
    if seen.extent.magnitude() / regularization > LARGEST_EXPONENT || !(1.0 / regularization).is_finite() {
        let got = check::short(regularization);
        return Err(Error::invalid("regularization", format!("is too small for this cost, got {got}")));
    }
    Ok(regularization)
}

/// Permutes the targets and the cost into a spatially coherent order, if that pays off.
fn order_targets(
    cost: Cost,
    masses: &mut Masses,
    mirror: &mut Option<Mirror>,
    geometry: &Geometry,
    (extent, regularization): (Extent, f64),
    run: &Run,
) -> Result<Cost, Error> {
    let is_cheap = matches!(geometry, Geometry::Points { .. }) || cost.is_small();
    if !is_cheap || extent.range() < SMALLEST_RANGE * regularization {
        return Ok(cost);
    }
    let Some(order) = coherent_order(&cost, extent, run)? else { return Ok(cost) };
    masses.target.reorder(&order);
    *mirror = mirror.as_ref().map(|mirror| mirror.reordered(&order));
    Ok(geometry.cost(&masses.source.support, &masses.target.support))
}
