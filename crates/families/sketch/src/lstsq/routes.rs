//! The choice of method, and fallbacks.

use super::blocks::Blocks;
use super::correction::Correction;
use super::equations::Slopes;
use super::problem::LstsqProblem;
use super::refine::{Limits, Refined, refine};
use super::sample::sample;
use super::solution::{LstsqFallback, LstsqRoute};
use super::system::{GramOf, Precision, System};
use crate::basis::{Basis, RankRule, overflow};
use crate::sketches::{SMALLEST_SKETCH, Sketch, SketchKind};
use faer::Mat;
use superlinear_interface::{Error, Run};
use superlinear_numerics::dense::cholesky;
use superlinear_numerics::matrix_operator::ready;

/// With fewer entries than this all routes take less than half a millisecond, and a factorization needs no random
/// numbers.
const SMALL: usize = 1 << 15;

/// With fewer rows per column than this, a factorization of the full matrix takes no longer than a sketch and the Gram
/// matrix of the nearly orthonormal columns, and no sketch is wasted if the rank is in doubt: measured with 100, 250
/// and 500 columns, on one thread with AVX-512. Conjugate gradients were never the fastest for dense matrices, up to
/// 1000 columns.
const NEARLY_SQUARE: usize = 64;

/// The limit of [`NEARLY_SQUARE`] for sparse matrices, which are factorized as dense ones.
const NEARLY_SQUARE_SPARSE: usize = 16;

/// The limit of [`NEARLY_SQUARE`] for a sample, which costs little if it is wasted: measured with 100, 200 and 500
/// columns.
const NEARLY_SQUARE_SAMPLED: usize = 32;

/// Number of rows of the sample per column: for this many random rows the condition number is a few times that of the
/// full matrix, which the Gram matrix corrects.
const SAMPLE_ROWS: usize = 3;

/// Number of rows of the sketch per column. The Gram matrix corrects a coarse sketch exactly; iterations converge
/// faster with a finer one, here with the rate sqrt(1/12).
const GRAM_SKETCH_ROWS: usize = 4;
const ITERATIVE_SKETCH_ROWS: usize = 12;

/// Limit on the rounding error of the Gram matrix, in the variables in which it should be the identity: a refinement
/// still gains some digits, and another pass over the matrix is faster than a more accurate Gram matrix.
const ROUNDING: f64 = 1e-2;

/// The limit of [`ROUNDING`] for fewer columns than [`FEW_COLUMNS`], which then need no further refinement.
const ROUNDING_OF_FEW: f64 = 1e-8;

/// With fewer columns, a more accurate Gram matrix takes no longer than another pass over the matrix.
const FEW_COLUMNS: usize = 32;

/// The backward error of a sketched solution is a few units divided by the condition number. One refinement suffices if
/// rounding in a Gram matrix, the square of a block's condition number in units of rounding, reduces it below a unit of
/// rounding.
const ENOUGH: f64 = 32.0;

/// Above this condition number, rounding in the variables that orthonormalize a sketch may prevent any progress of
/// refinement.
const WORST_CONDITION: f64 = 1e14;

/// If column norms are between this and its reciprocal, their Gram matrix is within the range of single precision.
const LARGEST_NORM: f64 = (1u64 << 32) as f64;

/// Solutions with a larger backward error are rejected, whatever the caller's tolerance.
const USELESS: f64 = 1e-14;

/// A solution, and the route that produced it.
pub(crate) struct Found {
    pub refined: Refined,
    pub basis: Basis,
    pub route: LstsqRoute,
    pub sketch_rows: usize,
    pub fallback: Option<LstsqFallback>,
}

/// Matrices of as many columns as the problem, and as many rows as its smaller side, that exist at a time. Measured: 4 to
/// 8.
const FACTORS: usize = 8;

/// The default route for a problem.
fn choose(system: &System) -> LstsqRoute {
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

/// Returns whether to try the Gram matrix alone first, which takes at most half of the time of any other route.
fn is_for_gram_alone(system: &System, route: LstsqRoute) -> bool {
    let (rows, columns) = (system.table.rows(), system.table.columns());
    route != LstsqRoute::Iterative && rows >= 2 * columns && rows * columns >= SMALL
}

/// Returns whether to try a sample of the rows instead of a sketch, or of a factorization of all rows.
fn is_for_sample(system: &System, route: LstsqRoute, is_free: bool) -> bool {
    let (rows, columns) = (system.table.rows(), system.table.columns());
    match route {
        LstsqRoute::Gram => rows > SAMPLE_ROWS * columns,
        LstsqRoute::Qr => is_free && rows >= NEARLY_SQUARE_SAMPLED * columns && rows * columns >= SMALL,
        LstsqRoute::Iterative | LstsqRoute::Svd => false,
    }
}

/// Solves by the requested method, or by the fastest. If a sketch fails or its solution is rejected, the QR
/// factorization is used.
pub fn solve<M>(system: &System, problem: &LstsqProblem<M>, run: &Run) -> Result<Found, Error> {
    let asked = LstsqRoute::asked_for(problem.method);
    let route = asked.unwrap_or_else(|| choose(system));
    let (rows, columns) = (system.table.rows(), system.table.columns());
    run.ensure_memory("matrix", [rows.min(columns), columns, FACTORS])?;
    let rule = RankRule { tolerance: problem.rank_tolerance, by_singular_values: route == LstsqRoute::Svd };
    Solver { system, rule, limits: Limits::of(problem), run }.solve(route, asked.is_none())
}

/// A problem, and the common arguments of all routes.
struct Solver<'a> {
    system: &'a System<'a>,
    rule: RankRule,
    limits: Limits,
    run: &'a Run,
}

impl Solver<'_> {
    /// Solves by `route`. If it is the default choice, faster attempts precede it.
    fn solve(&self, route: LstsqRoute, is_free: bool) -> Result<Found, Error> {
        let system = self.system;
        let is_answer =
            |found: &Found| found.refined.backward_error <= USELESS.max(self.limits.tolerance.unwrap_or(0.0));
        if is_free
            && is_for_gram_alone(system, route)
            && let Some(found) = self.by_gram()?.filter(is_answer)
        {
            return Ok(found);
        }
        if is_for_sample(system, route, is_free)
            && let Some(found) = self.by_sample()?.filter(is_answer)
        {
            return Ok(found);
        }
        let fallback = match route {
            LstsqRoute::Gram | LstsqRoute::Iterative => match self.by_sketch(route)? {
                Some(found) if is_answer(&found) => return Ok(found),
                Some(_) => Some(LstsqFallback::NotCertified),
                None => Some(LstsqFallback::SketchTooSmall),
            },
            LstsqRoute::Qr | LstsqRoute::Svd => None,
        };
        Ok(Found { fallback, ..self.by_decomposition()? })
    }

    /// Solves by a factorization of the full matrix.
    fn by_decomposition(&self) -> Result<Found, Error> {
        let Self { system, rule, .. } = *self;
        let whole = with_ridge(system.root()?, system.table.columns(), system.ridge);
        let basis = Basis::decompose(whole, system.right_side_count, rule)?;
        let refined = self.refine(&basis, &Correction::Orthonormal, None)?;
        if !refined.backward_error.is_finite() {
            return Err(overflow(basis.root.is_all_finite()));
        }
        let route = if rule.by_singular_values { LstsqRoute::Svd } else { LstsqRoute::Qr };
        Ok(Found { refined, basis, route, sketch_rows: 0, fallback: None })
    }

    /// Solves by the Gram matrix alone; `None` if its rounding error is too large.
    fn by_gram(&self) -> Result<Option<Found>, Error> {
        let system = self.system;
        let zeros = vec![vec![0.0; system.table.columns()]; system.right_side_count];
        let found = system.slopes_and_gram(&zeros, &GramOf::Plain, Precision::Full, Basis::may_come_of)?;
        let Some((slopes, gram)) = found else { return Ok(None) };
        let Some(basis) = Basis::of_gram(gram, &slopes.gradients, self.rule) else { return Ok(None) };
        let refined = self.refine(&basis, &Correction::Orthonormal, None)?;
        Ok(Some(Found { refined, basis, route: LstsqRoute::Gram, sketch_rows: 0, fallback: None }))
    }

    /// Solves by a sample of the rows; `None` if it is not representative, or the rank is in doubt.
    fn by_sample(&self) -> Result<Option<Found>, Error> {
        let system = self.system;
        let columns = system.table.columns();
        let rows = (SAMPLE_ROWS * columns).max(SMALLEST_SKETCH).min(system.table.rows());
        let sampled = with_ridge(sample(system, rows, self.run), columns, system.ridge);
        match Basis::new(sampled, system.right_side_count, self.rule) {
            Some(basis) if basis.is_triangular => {
                let found = self.by_basis(basis, LstsqRoute::Gram, rows)?;
                Ok(found.filter(|found| self.rule.admits(found.basis.condition)))
            }
            _ => Ok(None),
        }
    }

    /// Solves by a sketch; `None` if it lost a direction.
    fn by_sketch(&self, route: LstsqRoute) -> Result<Option<Found>, Error> {
        let system = self.system;
        let (rows, columns) = (system.table.rows(), system.table.columns());
        let sketch_rows = sketch_rows(route, rows, columns);
        let sketched = with_ridge(sketch(system, sketch_rows, self.run)?, columns, system.ridge);
        match Basis::new(sketched, system.right_side_count, self.rule) {
            Some(basis) => self.by_basis(basis, route, sketch_rows),
            None => Ok(None),
        }
    }

    /// Solves by the basis of a small problem with `small_rows` rows; `None` if it lost a direction.
    fn by_basis(&self, basis: Basis, route: LstsqRoute, small_rows: usize) -> Result<Option<Found>, Error> {
        if basis.condition > WORST_CONDITION {
            return Ok(None);
        }
        let (basis, correction, slopes) = match route {
            LstsqRoute::Iterative if basis.rank() > 0 => (basis, Correction::Iterative, None),
            LstsqRoute::Gram if basis.rank() > 0 => match corrected(self.system, basis)? {
                Some((basis, correction, slopes)) => (basis, correction, Some(slopes)),
                None => return Ok(None),
            },
            _ => (basis, Correction::Orthonormal, None),
        };
        let refined = self.refine(&basis, &correction, slopes)?;
        Ok(Some(Found { refined, basis, route, sketch_rows: small_rows, fallback: None }))
    }

    fn refine(&self, basis: &Basis, correction: &Correction, slopes: Option<Slopes>) -> Result<Refined, Error> {
        ready(refine(self.system, basis, correction, slopes, self.limits, self.run))
    }
}

/// Corrects a basis with a Gram matrix of all rows, and evaluates the slopes at its solutions, in one pass. `None` if
/// the basis is too far from orthonormal.
fn corrected(system: &System, basis: Basis) -> Result<Option<(Basis, Correction, Slopes)>, Error> {
    let (blocks, precision) = variables(&basis, system.table.columns());
    let of = match &blocks {
        None => GramOf::Transformed(&basis.transform),
        Some(blocks) if blocks.are_one() => GramOf::Plain,
        Some(blocks) => GramOf::Blocks(blocks),
    };
    let found = system.slopes_and_gram(&basis.solutions, &of, precision, |_| true)?;
    let Some((slopes, gram)) = found else { return Ok(None) };
    let gram = match &blocks {
        Some(blocks) if blocks.are_one() => blocks.scale(gram),
        _ => gram,
    };
    let Some(root) = cholesky(gram) else { return Ok(None) };
    let Some(Blocks { transform, .. }) = blocks else {
        let transform = basis.transform.clone();
        return Ok(Some((basis, Correction::Gram { transform, root }, slopes)));
    };
    let basis = basis.corrected(&transform, &root, precision.epsilon());
    Ok(basis.map(|basis| (basis, Correction::Gram { transform, root }, slopes)))
}

/// The variables for the fastest Gram matrix that corrects a basis, and its precision. `None` for the basis's own
/// variables, always used if its rank is deficient.
fn variables(basis: &Basis, columns: usize) -> (Option<Blocks>, Precision) {
    let (rounding, precision) =
        if columns < FEW_COLUMNS { (ROUNDING_OF_FEW, Precision::Full) } else { (ROUNDING, Precision::Rough) };
    if !basis.is_triangular {
        return (None, precision);
    }
    let most = |precision: Precision| (rounding / precision.epsilon()).sqrt();
    let norms = 1.0 / LARGEST_NORM..=LARGEST_NORM;
    let is_for_rough = basis.condition < most(precision) && basis.scales.iter().all(|scale| norms.contains(scale));
    if is_for_rough {
        return (Some(Blocks::new(basis, most(precision))), precision);
    }
    if basis.condition < most(Precision::Full) {
        return (Some(Blocks::new(basis, most(Precision::Full))), Precision::Full);
    }
    (Some(Blocks::new(basis, most(precision).min((basis.condition / ENOUGH).sqrt()))), precision)
}

/// [S A, S b], without the ridge. No sketch is used if it would have as many rows as the matrix, because it might lose
/// directions.
fn sketch(system: &System, rows: usize, run: &Run) -> Result<Mat<f64>, Error> {
    if rows == system.table.rows() {
        return system.root();
    }
    system.count_pass();
    Sketch::new(SketchKind::SparseSign, rows, system.table.rows(), 0, run)?.apply(&system.operand())
}

/// The number of rows of the sketch for a route.
pub(crate) fn sketch_rows(route: LstsqRoute, rows: usize, columns: usize) -> usize {
    let rows_per_column = if route == LstsqRoute::Gram { GRAM_SKETCH_ROWS } else { ITERATIVE_SKETCH_ROWS };
    (rows_per_column * columns).max(SMALLEST_SKETCH).min(rows)
}

/// Stacks [A, b], or a sketch of it, on the rows of the ridge, where A has `columns` columns.
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
