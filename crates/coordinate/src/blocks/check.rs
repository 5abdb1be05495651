//! What is refused beyond the matrix and the target.

use super::problem::{BlockPartition, BlockUpdate, MinimizeBlocksProblem};
use super::smooth::Smooth;
use superlinear_interface::{Error, Vector};

/// Checks numbers, bounds, and what goes together.
pub(super) fn check(problem: &MinimizeBlocksProblem, smooth: &Smooth) -> Result<(), Error> {
    let dimension = smooth.dimension();
    let MinimizeBlocksProblem { lambda, tolerance, block_size, lower, upper, initial, .. } = problem;
    if !(*lambda >= 0.0 && lambda.is_finite()) {
        return Err(Error::invalid("lambda", format!("must be finite and not negative, got {lambda}")));
    }
    if !(0.0..1.0).contains(tolerance) {
        return Err(Error::invalid("tolerance", format!("must be from 0 and below 1, got {tolerance}")));
    }
    if *block_size == 0 || *block_size as usize > dimension {
        let message = format!("must be from 1 to the number of coordinates, {dimension}, got {block_size}");
        return Err(Error::invalid("blockSize", message));
    }
    check_bounds("lower", lower, dimension, "at most 0", |bound| bound <= 0.0)?;
    check_bounds("upper", upper, dimension, "at least 0", |bound| bound >= 0.0)?;
    check_bounds("initial", initial, dimension, "finite", f64::is_finite)?;
    if problem.blocks.is_some() && problem.partition != BlockPartition::Custom {
        return Err(Error::invalid("blocks", "must not be given but for the partition custom"));
    }
    if let Some(j) = smooth.curvatures().iter().position(|&curvature| curvature < 0.0) {
        return Err(Error::invalid("matrix", format!("must be positive semidefinite: diagonal entry {j} is negative")));
    }
    check_combination(problem, dimension)
}

fn check_bounds(
    name: &str,
    bounds: &Option<Vector>,
    dimension: usize,
    what: &str,
    is_right: impl Fn(f64) -> bool,
) -> Result<(), Error> {
    let Some(bounds) = bounds else { return Ok(()) };
    if bounds.len() != dimension {
        let got = bounds.len();
        return Err(Error::invalid(name, format!("must have an entry for each coordinate, {dimension}, got {got}")));
    }
    match bounds.iter().position(|&bound| !is_right(bound)) {
        None => Ok(()),
        Some(j) => Err(Error::invalid(format!("{name}[{j}]"), format!("must be {what}, got {}", bounds[j]))),
    }
}

fn check_combination(problem: &MinimizeBlocksProblem, dimension: usize) -> Result<(), Error> {
    let has_bounds = problem.lower.is_some() || problem.upper.is_some();
    let is_penalised = problem.lambda > 0.0 || has_bounds;
    let is_second_order = matches!(problem.update, BlockUpdate::Matrix | BlockUpdate::Newton | BlockUpdate::Exact);
    let is_forest = matches!(
        problem.partition,
        BlockPartition::TreePartition | BlockPartition::GreedyForest | BlockPartition::RandomForest
    );
    if is_penalised && is_second_order {
        let message = "must be gradient, backtracking, proxNewton or twoMetric where there is a penalty or bounds";
        return Err(Error::invalid("update", message));
    }
    if is_forest && !is_second_order {
        return Err(Error::invalid("update", "must be matrix, newton or exact for forests"));
    }
    let is_one_sided = |j: usize| {
        problem.lower.as_ref().is_some_and(|lower| lower[j] == 0.0)
            || problem.upper.as_ref().is_some_and(|upper| upper[j] == 0.0)
    };
    if problem.update == BlockUpdate::TwoMetric && problem.lambda > 0.0 && !(0..dimension).all(is_one_sided) {
        let message = "twoMetric needs lower or upper bounds of 0 for all coordinates where there is a penalty";
        return Err(Error::invalid("update", message));
    }
    Ok(())
}
