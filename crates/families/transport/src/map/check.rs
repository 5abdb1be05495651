//! Validation, and reduction of both directions to a map from sources to targets.

use super::problem::{Direction, MapProblem, SolvedPotentials};
use crate::check::softness_of;
use crate::geometry::{Geometry, check_points};
use crate::inputs::Side;
use crate::kernels::survey::survey;
use superlinear_interface::{AnyMatrix, Error, Matrix, Run, SparseMatrix, Vector, check};

/// A validated map, except for the sizes of costs and potentials. The mapped points are called sources, whatever the
/// direction.
pub(super) struct Checked {
    /// The source of the costs.
    pub geometry: Geometry,
    /// The target masses.
    pub targets: Side,
    /// The potentials of all targets.
    pub potential: Vector,
    /// The destination of each target.
    pub destinations: Matrix,
    pub law: Law,
    /// The plan and potentials of an exact solution, if its own sources are mapped.
    pub own: Option<Own>,
    /// The argument names of the source and target points.
    pub paths: [&'static str; 2],
}

/// The rule by which a source's mass is distributed over the targets.
#[derive(Clone, Copy, Debug)]
pub(super) enum Law {
    /// Entropic transport. `softness` belongs to the sources; see [`crate::marginal::Marginal::softness`].
    Entropic { regularization: f64, softness: f64 },
    /// Exact transport, with the potential of the mass for partial transport.
    Exact { mass_potential: Option<f64> },
}

/// The plan and potentials of an exact solution for its own sources.
pub(super) struct Own {
    pub plan: SparseMatrix,
    pub direction: Direction,
    /// The potentials of the sources.
    pub potential: Vector,
}

/// One marginal of the solved problem.
struct Solved {
    masses: Side,
    potential: Vector,
    softness: f64,
    path: &'static str,
}

/// Checks `problem` and applies the direction.
pub(super) fn checked(problem: MapProblem, run: &Run) -> Result<Checked, Error> {
    let MapProblem { problem, solution, points, destinations, direction } = problem;
    let within_problem = |error: Error| error.within("problem");
    let (inputs, penalties) = problem.into_inputs();
    let mut geometry = inputs.geometry().map_err(within_problem)?;
    // Before the direction is applied, so that errors report the caller's indices.
    check_matrix(&geometry, run).map_err(within_problem)?;
    let softness = softness_of(penalties).map_err(within_problem)?;
    let (n, m) = geometry.shape();
    let must_agree = penalties == [None, None] && solution.mass_potential.is_none();
    let masses = inputs.masses(n, m, must_agree).map_err(within_problem)?;
    let law = check_solution(&solution, n, m).map_err(|error| error.within("solution"))?;
    let SolvedPotentials { source_potential, target_potential, plan, .. } = solution;
    let [mut from, mut to] = [
        Solved {
            masses: masses.source,
            potential: source_potential,
            softness: softness[0],
            path: "problem.sourcePoints",
        },
        Solved {
            masses: masses.target,
            potential: target_potential,
            softness: softness[1],
            path: "problem.targetPoints",
        },
    ];
    if direction == Direction::Backward {
        geometry = geometry.turned()?;
        (from, to) = (to, from);
    }
    let law = match law {
        Law::Entropic { regularization, .. } => Law::Entropic { regularization, softness: from.softness },
        Law::Exact { .. } => law,
    };
    let destinations = destinations_of(destinations, &geometry)?;
    let own = match (law, &points) {
        (Law::Exact { .. }, None) => {
            let plan = exact_plan(plan, n, m).map_err(|error| error.within("solution"))?;
            Some(Own { plan, direction, potential: from.potential })
        }
        _ => None,
    };
    let mut paths = [from.path, to.path];
    if let Some(points) = points {
        paths[0] = "points";
        geometry = from_points(geometry, points, paths)?;
    }
    Ok(Checked { geometry, targets: to.masses, potential: to.potential, destinations, law, own, paths })
}

/// Rejects a cost matrix with invalid entries.
fn check_matrix(geometry: &Geometry, run: &Run) -> Result<(), Error> {
    match geometry {
        Geometry::Cost(_) => geometry.check_costs(&survey(&geometry.whole_cost(), run)?),
        Geometry::Points { .. } => Ok(()),
    }
}

fn check_solution(solution: &SolvedPotentials, n: usize, m: usize) -> Result<Law, Error> {
    check::finite_vector("sourcePotential", &solution.source_potential, n, "there are sources")?;
    check::finite_vector("targetPotential", &solution.target_potential, m, "there are targets")?;
    check::optional("massPotential", solution.mass_potential, check::FINITE)?;
    let Some(regularization) = solution.regularization else {
        return Ok(Law::Exact { mass_potential: solution.mass_potential });
    };
    check::number("regularization", regularization, check::POSITIVE)?;
    Ok(Law::Entropic { regularization, softness: 0.0 })
}

/// The plan of an exact solution between `n` sources and `m` targets.
fn exact_plan(plan: Option<AnyMatrix>, n: usize, m: usize) -> Result<SparseMatrix, Error> {
    let Some(plan) = plan else {
        return Err(Error::invalid("plan", "must be given without regularization and without points"));
    };
    let AnyMatrix::Sparse(plan) = plan else {
        return Err(Error::invalid("plan", "must be a sparse matrix, as exact returns it"));
    };
    plan.ensure_well_formed().map_err(|error| error.within("plan"))?;
    if (plan.rows, plan.columns) != (n, m) {
        let (rows, columns) = (plan.rows, plan.columns);
        return Err(Error::invalid("plan", format!("must be {n} x {m} as the problem is, got {rows} x {columns}")));
    }
    check::numbers("plan.data", &plan.data, check::NOT_NEGATIVE)?;
    Ok(plan)
}

/// The given destination of each target, or the target points.
fn destinations_of(given: Option<Matrix>, geometry: &Geometry) -> Result<Matrix, Error> {
    match (given, geometry) {
        (Some(given), geometry) => {
            check::has_entries("destinations", given.rows, given.columns)?;
            check::length("destinations", given.rows, geometry.shape().1, "points can go to")?;
            check::matrix("destinations", &given, check::FINITE)?;
            Ok(given)
        }
        (None, Geometry::Points { targets, .. }) => Ok(targets.clone()),
        (None, Geometry::Cost(_)) => {
            Err(Error::invalid("destinations", "must be given where the problem has a cost and no points"))
        }
    }
}

/// The costs from new sources.
fn from_points(geometry: Geometry, points: Matrix, [path, targets_path]: [&str; 2]) -> Result<Geometry, Error> {
    let Geometry::Points { targets, metric, .. } = geometry else {
        return Err(Error::invalid(path, "cannot be given where the problem has a cost and no points"));
    };
    check_points([targets_path, path], [&targets, &points], metric)?;
    Ok(Geometry::Points { sources: points, targets, metric })
}
