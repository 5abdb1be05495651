//! Which method is taken, and what follows when it fails.

use super::basis::{Basis, RankRule, no_decomposition};
use super::correction::Correction;
use super::refine::{Limits, Refined, refine};
use super::solution::{LstsqFallback, LstsqRoute};
use super::system::{GramOf, Precision, System};
use crate::sketches::{SMALLEST_SKETCH, Sketch, SketchKind};
use faer::Mat;
use superlinear_interface::{Error, Run};
use superlinear_numerics::dense::{ROUGH_EPSILON, cholesky};
use superlinear_numerics::matrix_operator::ready;

/// Below so many entries all routes take less than half a millisecond, and a decomposition draws no random numbers.
const SMALL: usize = 1 << 15;

/// With fewer rows a column than this, a decomposition of the whole matrix takes no longer than a sketch and the Gram matrix of
/// what it makes nearly orthonormal, and no sketch is in vain where the rank is in doubt: measured with 100, 250 and 500 columns,
/// on one thread with AVX-512. Conjugate gradients were never the quickest for dense matrices, up to 1000 columns.
const NEARLY_SQUARE: usize = 64;

/// The same for sparse matrices, whose decomposition is that of a dense one.
const NEARLY_SQUARE_SPARSE: usize = 16;

/// Rows of the sketch for each column. The Gram matrix corrects a coarse sketch exactly; iterations converge the faster the
/// finer it is, with a ratio of the square root of 1/12 here.
const GRAM_SKETCH_ROWS: usize = 4;
const ITERATIVE_SKETCH_ROWS: usize = 12;

/// The largest error that rounding may make in the Gram matrix, in the variables in which it is to be the identity: a refinement
/// still gains some digits, and another reading of the matrix is quicker than what makes the Gram matrix more exact.
const ROUNDING: f64 = 1e-2;

/// The same for fewer columns than [`FEW_COLUMNS`], which need no further refinement then.
const ROUNDING_OF_FEW: f64 = 1e-8;

/// With fewer columns, what makes the Gram matrix more exact takes no longer than another reading of the matrix.
const FEW_COLUMNS: usize = 32;

/// With condition numbers above this, rounding in the variables in which a sketch is orthonormal leaves a refinement no progress
/// for sure.
const WORST_CONDITION: f64 = 1e14;

/// The Gram matrix of columns whose norms are between this and its reciprocal is within the range of single precision.
const LARGEST_NORM: f64 = (1u64 << 32) as f64;

/// Backward errors above this are not an answer, whatever the caller's tolerance.
const USELESS: f64 = 1e-14;

/// A solution, and how it was found.
pub(crate) struct Found {
    pub refined: Refined,
    pub basis: Basis,
    pub route: LstsqRoute,
    pub sketch_rows: usize,
    pub fallback: Option<LstsqFallback>,
}

/// The route for a problem whose caller leaves the choice to us.
pub(crate) fn choose(system: &System) -> LstsqRoute {
    let (rows, columns) = (system.table.rows(), system.table.columns());
    let is_sparse = system.table.as_sparse().is_some();
    let nearly_square = if is_sparse { NEARLY_SQUARE_SPARSE } else { NEARLY_SQUARE };
    if rows < nearly_square * columns || rows * columns < SMALL {
        LstsqRoute::Qr
    } else if is_sparse {
        LstsqRoute::Iterative
    } else {
        LstsqRoute::Gram
    }
}

/// Whether the Gram matrix alone is to be tried first, which takes a half of the time of all else or less.
fn is_for_gram_alone(system: &System, route: LstsqRoute) -> bool {
    let (rows, columns) = (system.table.rows(), system.table.columns());
    route != LstsqRoute::Iterative && rows >= 2 * columns && rows * columns >= SMALL
}

/// Solves by `route`; where that fails, or its result is no answer, by the QR decomposition.
pub(crate) fn solve(
    system: &System,
    route: LstsqRoute,
    is_free: bool,
    rank_tolerance: Option<f64>,
    limits: Limits,
    run: &Run,
) -> Result<Found, Error> {
    let rule = RankRule { tolerance: rank_tolerance, by_singular_values: route == LstsqRoute::Svd };
    if is_free
        && is_for_gram_alone(system, route)
        && let Some(found) = by_gram(system, rule, limits, run)?
    {
        return Ok(found);
    }
    let fallback = match route {
        LstsqRoute::Gram | LstsqRoute::Iterative => match by_sketch(system, route, rule, limits, run)? {
            Some(found) if found.refined.backward_error <= USELESS.max(limits.tolerance.unwrap_or(0.0)) => {
                return Ok(found);
            }
            Some(_) => Some(LstsqFallback::NotCertified),
            None => Some(LstsqFallback::SketchTooSmall),
        },
        LstsqRoute::Qr | LstsqRoute::Svd => None,
    };
    let basis =
        Basis::new(with_ridge(system.root()?, system.table.columns(), system.ridge), system.right_side_count, rule)
            .ok_or_else(no_decomposition)?;
    let refined = ready(refine(system, &basis, &Correction::Orthonormal, None, limits, run))?;
    if !refined.backward_error.is_finite() {
        return Err(no_decomposition());
    }
    let route = if rule.by_singular_values { LstsqRoute::Svd } else { LstsqRoute::Qr };
    Ok(Found { refined, basis, route, sketch_rows: 0, fallback })
}

/// By the Gram matrix alone; `None` where rounding in it is too much.
fn by_gram(system: &System, rule: RankRule, limits: Limits, run: &Run) -> Result<Option<Found>, Error> {
    let zeros = vec![vec![0.0; system.table.columns()]; system.right_side_count];
    let found = system.slopes_and_gram(&zeros, &GramOf::Plain, Precision::Full, Basis::may_come_of)?;
    let Some((slopes, gram)) = found else { return Ok(None) };
    let Some(basis) = Basis::of_gram(gram, &slopes.gradients, rule) else { return Ok(None) };
    let refined = ready(refine(system, &basis, &Correction::Orthonormal, None, limits, run))?;
    let is_answer = refined.backward_error <= USELESS.max(limits.tolerance.unwrap_or(0.0));
    Ok(is_answer.then(|| Found { refined, basis, route: LstsqRoute::Gram, sketch_rows: 0, fallback: None }))
}

/// By a sketch; `None` where it had lost a direction.
fn by_sketch(
    system: &System,
    route: LstsqRoute,
    rule: RankRule,
    limits: Limits,
    run: &Run,
) -> Result<Option<Found>, Error> {
    let (rows, columns) = (system.table.rows(), system.table.columns());
    let sketch_rows = sketch_rows(route, rows, columns);
    let sketched = sketch(system, sketch_rows, run)?;
    let Some(basis) = Basis::new(with_ridge(sketched, columns, system.ridge), system.right_side_count, rule) else {
        return Ok(None);
    };
    if basis.condition > WORST_CONDITION {
        return Ok(None);
    }
    let refined = if basis.rank() == 0 {
        ready(refine(system, &basis, &Correction::Orthonormal, None, limits, run))?
    } else if route == LstsqRoute::Gram {
        let (of, precision) = gram_of(&basis, columns);
        let found = system.slopes_and_gram(&basis.solutions, &of, precision, |_| true)?;
        let Some((slopes, gram)) = found else { return Ok(None) };
        let gram = if let GramOf::Plain = of { basis.transformed(gram) } else { gram };
        let Some(root) = cholesky(gram) else { return Ok(None) };
        ready(refine(system, &basis, &Correction::Gram(root), Some(slopes), limits, run))?
    } else {
        ready(refine(system, &basis, &Correction::Iterative, None, limits, run))?
    };
    Ok(Some(Found { refined, basis, route, sketch_rows, fallback: None }))
}

/// The Gram matrix that corrects a basis soonest. Rounding in A' A is about the square of the condition number in units of
/// rounding; where that is little, there is no need to transform the rows first.
fn gram_of(basis: &Basis, columns: usize) -> (GramOf<'_>, Precision) {
    let (most, precision) =
        if columns < FEW_COLUMNS { (ROUNDING_OF_FEW, Precision::Full) } else { (ROUNDING, Precision::Rough) };
    let is_little = |epsilon: f64| basis.is_triangular && epsilon * basis.condition * basis.condition < most;
    let norms = 1.0 / LARGEST_NORM..=LARGEST_NORM;
    if is_little(ROUGH_EPSILON) && basis.scales.iter().all(|scale| norms.contains(scale)) {
        (GramOf::Plain, precision)
    } else if is_little(f64::EPSILON) {
        (GramOf::Plain, Precision::Full)
    } else {
        (GramOf::Transformed { transform: &basis.transform, is_triangular: basis.is_triangular }, precision)
    }
}

/// [S A, S b], the ridge apart.
fn sketch(system: &System, rows: usize, run: &Run) -> Result<Mat<f64>, Error> {
    system.count_pass();
    Sketch::new(SketchKind::SparseSign, rows, system.table.rows(), 0, run)?.apply(&system.operand())
}

/// The rows of the sketch that a route takes.
pub(crate) fn sketch_rows(route: LstsqRoute, rows: usize, columns: usize) -> usize {
    let rows_per_column = if route == LstsqRoute::Gram { GRAM_SKETCH_ROWS } else { ITERATIVE_SKETCH_ROWS };
    (rows_per_column * columns).max(SMALLEST_SKETCH).min(rows)
}

/// Puts the rows of the ridge beneath those of [A, b] or a sketch of it, where A has `columns` columns.
pub(crate) fn with_ridge(matrix: Mat<f64>, columns: usize, ridge: f64) -> Mat<f64> {
    if ridge == 0.0 {
        return matrix;
    }
    let (rows, root) = (matrix.nrows(), ridge.sqrt());
    Mat::from_fn(rows + columns, matrix.ncols(), |i, j| match i.checked_sub(rows) {
        None => matrix[(i, j)],
        Some(i) if i == j => root,
        Some(_) => 0.0,
    })
}
