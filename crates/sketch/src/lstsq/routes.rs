//! Which method is taken, and what follows when it fails.

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

/// Below so many entries all routes take less than half a millisecond, and a decomposition draws no random numbers.
const SMALL: usize = 1 << 15;

/// With fewer rows a column than this, a decomposition of the whole matrix takes no longer than a sketch and the Gram matrix of
/// what it makes nearly orthonormal, and no sketch is in vain where the rank is in doubt: measured with 100, 250 and 500 columns,
/// on one thread with AVX-512. Conjugate gradients were never the quickest for dense matrices, up to 1000 columns.
const NEARLY_SQUARE: usize = 64;

/// The bound of [`NEARLY_SQUARE`] beside a sketch of sparse matrices, whose decomposition is that of a dense one.
const NEARLY_SQUARE_SPARSE: usize = 16;

/// The bound of [`NEARLY_SQUARE`] beside a sample, which costs little where it is in vain: measured with 100, 200 and
/// 500 columns.
const NEARLY_SQUARE_SAMPLED: usize = 32;

/// Rows of the sample for each column: of so many random rows the condition number is a few times that of the whole, which the Gram
/// matrix corrects.
const SAMPLE_ROWS: usize = 3;

/// Rows of the sketch for each column. The Gram matrix corrects a coarse sketch exactly; iterations converge the faster the
/// finer it is, with a ratio of the square root of 1/12 here.
const GRAM_SKETCH_ROWS: usize = 4;
const ITERATIVE_SKETCH_ROWS: usize = 12;

/// The largest error that rounding may make in the Gram matrix, in the variables in which it is to be the identity: a refinement
/// still gains some digits, and another reading of the matrix is quicker than what makes the Gram matrix more exact.
const ROUNDING: f64 = 1e-2;

/// The largest such error for fewer columns than [`FEW_COLUMNS`], which need no further refinement then.
const ROUNDING_OF_FEW: f64 = 1e-8;

/// With fewer columns, what makes the Gram matrix more exact takes no longer than another reading of the matrix.
const FEW_COLUMNS: usize = 32;

/// Backward errors of a sketched solution are some units over the condition number. Where rounding in a Gram matrix, the square of a
/// block's condition number in units of rounding, leaves less of that than a unit of rounding, one refinement is enough.
const ENOUGH: f64 = 32.0;

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

/// Whether the Gram matrix alone is to be tried first, which takes a half of the time of all else or less.
fn is_for_gram_alone(system: &System, route: LstsqRoute) -> bool {
    let (rows, columns) = (system.table.rows(), system.table.columns());
    route != LstsqRoute::Iterative && rows >= 2 * columns && rows * columns >= SMALL
}

/// Whether a sample of the rows is to be tried in the place of a sketch, or of a decomposition of them all.
fn is_for_sample(system: &System, route: LstsqRoute, is_free: bool) -> bool {
    let (rows, columns) = (system.table.rows(), system.table.columns());
    match route {
        LstsqRoute::Gram => rows > SAMPLE_ROWS * columns,
        LstsqRoute::Qr => is_free && rows >= NEARLY_SQUARE_SAMPLED * columns && rows * columns >= SMALL,
        LstsqRoute::Iterative | LstsqRoute::Svd => false,
    }
}

/// Solves by the method that is asked for, or by the quickest; where a sketch fails, or its result is no answer, by the
/// QR decomposition.
pub(crate) fn solve<M>(system: &System, problem: &LstsqProblem<M>, run: &Run) -> Result<Found, Error> {
    let asked = LstsqRoute::asked_for(problem.method);
    let route = asked.unwrap_or_else(|| choose(system));
    let rule = RankRule { tolerance: problem.rank_tolerance, by_singular_values: route == LstsqRoute::Svd };
    Solver { system, rule, limits: Limits::of(problem), run }.solve(route, asked.is_none())
}

/// A problem, and what all routes are told.
struct Solver<'a> {
    system: &'a System<'a>,
    rule: RankRule,
    limits: Limits,
    run: &'a Run,
}

impl Solver<'_> {
    /// Solves by `route`; where it is the library's own choice, what takes less time is tried first.
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

    /// By the decomposition of the whole matrix.
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

    /// By the Gram matrix alone; `None` where rounding in it is too much.
    fn by_gram(&self) -> Result<Option<Found>, Error> {
        let system = self.system;
        let zeros = vec![vec![0.0; system.table.columns()]; system.right_side_count];
        let found = system.slopes_and_gram(&zeros, &GramOf::Plain, Precision::Full, Basis::may_come_of)?;
        let Some((slopes, gram)) = found else { return Ok(None) };
        let Some(basis) = Basis::of_gram(gram, &slopes.gradients, self.rule) else { return Ok(None) };
        let refined = self.refine(&basis, &Correction::Orthonormal, None)?;
        Ok(Some(Found { refined, basis, route: LstsqRoute::Gram, sketch_rows: 0, fallback: None }))
    }

    /// By a sample of the rows; `None` where it is not like the whole, or the rank is in doubt.
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

    /// By a sketch; `None` where it had lost a direction.
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

    /// By the basis of a small problem of `small_rows` rows; `None` where it had lost a direction.
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

/// What a Gram matrix of the whole makes of a basis, and the slopes at its solutions, in one reading. `None` where the basis is too
/// far from orthonormal.
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

/// The variables in which the Gram matrix is had soonest that corrects a basis, none but those of the basis itself where its rank
/// is deficient, and how exact it has to be.
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

/// [S A, S b], the ridge apart. Of as many rows as the matrix has, no sketch: it might lose directions.
fn sketch(system: &System, rows: usize, run: &Run) -> Result<Mat<f64>, Error> {
    if rows == system.table.rows() {
        return system.root();
    }
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
