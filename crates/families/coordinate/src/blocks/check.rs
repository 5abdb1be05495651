//! Checks of a problem beyond its matrix and target.

use super::problem::{BlockLoss, BlockPartition, BlockUpdate, MinimizeBlocksProblem};
use super::smooth::Smooth;
use superlinear_interface::{Error, check};
use superlinear_numerics::vectors::{SMALLEST_SQUARE, largest};

/// Checks numbers, bounds, and combinations of options.
pub(super) fn check_problem(problem: &MinimizeBlocksProblem, smooth: &Smooth) -> Result<(), Error> {
    let dimension = smooth.dimension();
    let MinimizeBlocksProblem { lambda, tolerance, block_size, lower, upper, initial, .. } = problem;
    check::number("lambda", *lambda, check::NOT_NEGATIVE)?;
    check::number("tolerance", *tolerance, 0.0..1.0)?;
    check::count("blockSize", *block_size as usize, 1..=dimension)?;
    for (name, given) in [("lower", lower), ("upper", upper), ("initial", initial)] {
        if let Some(given) = given {
            check::length(name, given.len(), dimension, "there are coordinates")?;
        }
    }
    check::bounds("lower", lower.as_deref().unwrap_or_default(), ..=0.0)?;
    check::bounds("upper", upper.as_deref().unwrap_or_default(), 0.0..)?;
    check::numbers("initial", initial.as_deref().unwrap_or_default(), check::FINITE)?;
    if problem.blocks.is_some() && problem.partition != BlockPartition::Custom {
        return Err(Error::invalid("blocks", "must not be given but for the partition custom"));
    }
    check_magnitudes(problem, smooth)?;
    if let Some(j) = smooth.curvatures().iter().position(|&curvature| curvature < 0.0) {
        return Err(Error::invalid("matrix", format!("must be positive semidefinite: diagonal entry {j} is negative")));
    }
    check_combination(problem, dimension)
}

/// Refuses features or targets with squares that overflow or underflow.
fn check_magnitudes(problem: &MinimizeBlocksProblem, smooth: &Smooth) -> Result<(), Error> {
    let curvatures = smooth.curvatures();
    let curvature = largest(&curvatures);
    if !curvature.is_finite() {
        return Err(Error::invalid("matrix", "is so large that its squares overflow: scale it"));
    }
    if problem.loss != BlockLoss::Quadratic && curvature < SMALLEST_SQUARE && smooth.has_entries() {
        return Err(Error::invalid("matrix", "is so small that its squares vanish: scale it"));
    }
    let target = largest(&smooth.target);
    // The magnitude of the objective. For a quadratic, its minimum along one coordinate.
    let size = match problem.loss {
        BlockLoss::Squared => target * target,
        BlockLoss::Quadratic if curvature > 0.0 => target / curvature * target,
        BlockLoss::Logistic | BlockLoss::Multinomial | BlockLoss::Quadratic => return Ok(()),
    };
    if !size.is_finite() {
        return Err(Error::invalid("target", "is so large that the objective overflows: scale it"));
    }
    if size < SMALLEST_SQUARE && target > 0.0 {
        return Err(Error::invalid("target", "is so small that the objective vanishes: scale it"));
    }
    Ok(())
}

fn check_combination(problem: &MinimizeBlocksProblem, dimension: usize) -> Result<(), Error> {
    let is_penalized = problem.is_penalized();
    let is_second_order = matches!(problem.update(), BlockUpdate::Matrix | BlockUpdate::Newton | BlockUpdate::Exact);
    let is_forest = matches!(
        problem.partition,
        BlockPartition::TreePartition | BlockPartition::GreedyForest | BlockPartition::RandomForest
    );
    if is_penalized && is_forest {
        return Err(Error::invalid("partition", "must not be one into forests where there is a penalty or bounds"));
    }
    if is_penalized && is_second_order {
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
    if problem.update() == BlockUpdate::TwoMetric && problem.lambda > 0.0 && !(0..dimension).all(is_one_sided) {
        let message = "twoMetric needs lower or upper bounds of 0 for all coordinates where there is a penalty";
        return Err(Error::invalid("update", message));
    }
    Ok(())
}
