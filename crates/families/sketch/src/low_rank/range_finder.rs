//! An orthonormal basis of the range, extended block by block until the probes' error bound is within the tolerance
//! (Halko, Martinsson, Tropp 2011, section 4.4, in the blocks of Yu, Gu, Li, SIAM J. Matrix Anal. Appl. 39, 2018).

use super::beside;
use super::block_products::BlockProducts;
use super::orthonormal::orthonormalize;
use super::probes::{PROBES, bound, gaussian};
use crate::table::{Table, row_major};
use faer::{Mat, MatRef};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Advance, AnyMatrix, Code, Dialogue, Error, Lengths, Matrix, Oracle, Run, Task, check};
use superlinear_numerics::dense::{Qr, svd};
use superlinear_numerics::matrix_operator::{AskedMatrix, MATRIX_QUESTIONS, MatrixShape, ready};

/// Randomized range finding.
#[derive(JsonSchema)]
pub struct RandomizedRangeFinder;

/// A matrix, and the accuracy of a basis of its range: give at least one of `tolerance` and `rank`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "RandomizedRangeFinderProblem")]
pub struct RandomizedRangeFinderProblem<M = AnyMatrix> {
    /// The matrix `A`: tall, square or wide.
    pub matrix: M,
    /// The allowed spectral norm of the error of the basis `Q`, `A - Q Q' A`, in the units of `A`; positive. Default:
    /// no requirement beyond `rank`.
    pub tolerance: Option<f64>,
    /// The number of vectors in the basis, or with `tolerance` their maximum; from 1 to the smaller dimension of the
    /// matrix, the default.
    pub rank: Option<u32>,
    /// Number of multiplications of the random vectors by `A' A`: each reduces the required vectors if singular values
    /// decay slowly.
    #[serde(default = "default_power_iterations")]
    pub power_iterations: u32,
}

fn default_power_iterations() -> u32 {
    1
}

/// A basis of the range.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RandomizedRangeFinderSolution {
    /// The reason for termination.
    pub status: RandomizedRangeFinderStatus,
    /// The number of vectors in the basis; fewer than requested if the numerical rank of the matrix is smaller.
    pub rank: u32,
    /// The number of blocks of vectors in the basis.
    pub iterations: u32,
    /// The orthonormal basis `Q`, one vector per column.
    pub basis: Matrix,
    /// A bound on the spectral norm of `A - Q Q' A`, wrong with a probability of at most 1e-10 per iteration. It is ten
    /// to twenty times the norm, and more if many singular values of nearly that size are missed.
    pub error_bound: f64,
}

/// Reasons for termination of the range finder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum RandomizedRangeFinderStatus {
    /// The error bound is within the tolerance, or without a tolerance the basis is complete.
    Converged,
    /// The basis has `rank` vectors, and the error bound is above the tolerance.
    RankLimit,
    /// The time limit was reached.
    TimeLimit,
    /// The remainder of the matrix is rounding error, but its bound is above the tolerance.
    Stalled,
}

/// Progress of the range finder.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RandomizedRangeFinderProgress {
    /// The number of blocks of vectors in the basis.
    pub iterations: u32,
    /// The number of vectors in the basis.
    pub rank: u32,
    /// The bound on the basis's error.
    pub error_bound: f64,
}

/// Number of vectors in a block.
const BLOCK: usize = 16;

/// Directions with a smaller norm, relative to the matrix, are rounding errors.
const ROUNDING: f64 = 1e-14;

/// The stream of the run's random numbers for the probes; those for the blocks follow.
const PROBE_STREAM: u64 = 0;

impl Task for RandomizedRangeFinder {
    const NAME: &'static str = "sketch.randomizedRangeFinder";
    type Problem = RandomizedRangeFinderProblem;
    type Solution = RandomizedRangeFinderSolution;
    type Progress = RandomizedRangeFinderProgress;

    fn solve(problem: RandomizedRangeFinderProblem, run: &Run) -> Result<RandomizedRangeFinderSolution, Error> {
        let table = Table::new(&problem.matrix, "matrix", run)?;
        ready(find(&table, &problem, run))
    }
}

impl Dialogue for RandomizedRangeFinder {
    const NAME: &'static str = <Self as Task>::NAME;
    const QUESTIONS: &'static [&'static str] = MATRIX_QUESTIONS;
    type Problem = RandomizedRangeFinderProblem<MatrixShape>;
    type Solution = RandomizedRangeFinderSolution;

    fn lengths(problem: &Self::Problem) -> Result<Vec<Lengths>, Error> {
        problem.matrix.lengths(|rows, columns| checked_rank(problem, rows, columns).map(drop))
    }

    async fn solve(problem: Self::Problem, oracle: Oracle, run: Run) -> Result<RandomizedRangeFinderSolution, Error> {
        let matrix = AskedMatrix::new(oracle, problem.matrix);
        find(&matrix, &problem, &run).await
    }
}

async fn find<M>(
    matrix: &impl BlockProducts,
    problem: &RandomizedRangeFinderProblem<M>,
    run: &Run,
) -> Result<RandomizedRangeFinderSolution, Error> {
    let most = checked_rank(problem, matrix.rows(), matrix.columns())?;
    let mut basis = Basis::new(matrix, problem.power_iterations, run).await?;
    let mut iterations = 0;
    let (status, error_bound) = loop {
        let (rank, error_bound) = (basis.rank(), bound(basis.misses.as_ref())?);
        let advance = match problem.tolerance {
            Some(tolerance) => Advance::certificate(error_bound, tolerance),
            None => Advance::count(0, 1),
        };
        let record = || RandomizedRangeFinderProgress { iterations, rank: rank as u32, error_bound };
        run.progress(advance.or_count(rank as f64, most as f64), record);
        if problem.tolerance.is_some_and(|tolerance| error_bound <= tolerance) {
            break (RandomizedRangeFinderStatus::Converged, error_bound);
        }
        let unless_asked_for = |status| match problem.tolerance {
            None => RandomizedRangeFinderStatus::Converged,
            Some(_) => status,
        };
        if rank == most {
            break (unless_asked_for(RandomizedRangeFinderStatus::RankLimit), error_bound);
        }
        if run.is_out_of_time()? {
            break (RandomizedRangeFinderStatus::TimeLimit, error_bound);
        }
        let stream = u64::from(iterations + 1);
        let Some(has_grown) = matrix.while_answered(basis.grow(BLOCK.min(most - rank), stream)).await else {
            break (RandomizedRangeFinderStatus::TimeLimit, error_bound);
        };
        iterations += 1;
        if !has_grown? {
            break (unless_asked_for(RandomizedRangeFinderStatus::Stalled), error_bound);
        }
    };
    Ok(RandomizedRangeFinderSolution {
        status,
        rank: basis.rank() as u32,
        iterations,
        basis: row_major(basis.vectors.as_ref()),
        error_bound,
    })
}

/// Checks all but the matrix, and returns the maximum number of vectors.
fn checked_rank<M>(problem: &RandomizedRangeFinderProblem<M>, rows: usize, columns: usize) -> Result<usize, Error> {
    let least_side = rows.min(columns);
    if problem.tolerance.is_none() && problem.rank.is_none() {
        return Err(Error::invalid("tolerance", "or rank must be given"));
    }
    check::optional("tolerance", problem.tolerance, check::POSITIVE)?;
    let most = problem.rank.map_or(least_side, |rank| rank as usize);
    check::count("rank", most, 1..=least_side)?;
    Ok(most)
}

/// A growing basis Q.
struct Basis<'a, A> {
    matrix: &'a A,
    power_iterations: u32,
    run: &'a Run,
    /// Q.
    vectors: Mat<f64>,
    /// A' Q.
    products: Mat<f64>,
    /// A ω - Q Q' A ω for each probe ω.
    misses: Mat<f64>,
    /// The largest norm of A ω, about the Frobenius norm of A.
    scale: f64,
}

/// Blocks of as many vectors as the basis that exist at a time. Measured: 6.
const BASES: usize = 8;

impl<'a, A: BlockProducts> Basis<'a, A> {
    /// The empty basis.
    async fn new(matrix: &'a A, power_iterations: u32, run: &'a Run) -> Result<Self, Error> {
        let probes = gaussian(matrix.columns(), PROBES, PROBE_STREAM, run)?;
        let misses = matrix.apply_block(probes.as_ref()).await?;
        let scale = misses.col_iter().map(|image| image.norm_l2()).fold(0.0, f64::max);
        let (vectors, products) = (Mat::zeros(matrix.rows(), 0), Mat::zeros(matrix.columns(), 0));
        Ok(Self { matrix, power_iterations, run, vectors, products, misses, scale })
    }

    fn rank(&self) -> usize {
        self.vectors.ncols()
    }

    /// Adds up to `width` vectors generated from the random stream `stream`. Returns false if only rounding errors are
    /// left.
    async fn grow(&mut self, width: usize, stream: u64) -> Result<bool, Error> {
        let (rows, columns) = (self.matrix.rows(), self.matrix.columns());
        self.run.ensure_memory("rank", [rows.saturating_add(columns), self.rank() + width, BASES])?;
        let mut x = gaussian(self.matrix.columns(), width, stream, self.run)?;
        for _ in 0..self.power_iterations {
            // Fewer power iterations yield a worse basis, but a valid one.
            if self.run.is_out_of_time()? {
                break;
            }
            // A' (A - Q Q' A) X.
            let product = self.matrix.apply_normal_block(x.as_ref()).await?;
            let product = remainder(product, &self.products, &self.products, &x);
            // Squares lose everything below the square root of the rounding error.
            if product.norm_l2() <= ROUNDING * self.scale * self.scale * x.norm_l2() {
                break;
            }
            x = orthonormalize(product.as_ref(), self.run)?.q;
        }
        let image = self.matrix.apply_block(x.as_ref()).await?;
        let image = remainder(image, &self.vectors, &self.products, &x);
        let Some(new) = directions(&self.vectors, image, ROUNDING * self.scale, self.run)? else { return Ok(false) };
        let products = self.matrix.apply_transpose_block(new.as_ref()).await?;
        self.misses = orthogonal(&new, &self.misses);
        self.vectors = beside(self.vectors.as_ref(), new.as_ref());
        self.products = beside(self.products.as_ref(), products.as_ref());
        Ok(true)
    }
}

/// An orthonormal basis of the columns of `image`, orthogonal to `vectors`, without directions of norm at most
/// `rounding`; `None` if there are no others. (Not a method, so that it is compiled once for all kinds of matrices.)
fn directions(vectors: &Mat<f64>, image: Mat<f64>, rounding: f64, run: &Run) -> Result<Option<Mat<f64>>, Error> {
    let Qr { q, r } = orthonormalize(orthogonal(vectors, &image).as_ref(), run)?;
    let small = svd(r.as_ref())
        .ok_or_else(|| Error::new(Code::NumericalBreakdown, "a singular value decomposition did not converge"))?;
    let lengths = small.S().column_vector();
    let count = lengths.iter().filter(|&&length| length > rounding).count();
    if count == 0 {
        return Ok(None);
    }
    let significant: MatRef<f64> = small.U().subcols(0, count);
    // Short directions have accumulated rounding errors along the vectors.
    Ok(Some(orthonormalize(orthogonal(vectors, &(q * significant)).as_ref(), run)?.q))
}

/// The components of some columns orthogonal to orthonormal vectors.
fn orthogonal(vectors: &Mat<f64>, columns: &Mat<f64>) -> Mat<f64> {
    let along = vectors.transpose() * columns;
    columns - vectors * along
}

/// The product with X of a matrix minus its partial factorization `left` `right`', given its product with the matrix.
fn remainder(product: Mat<f64>, left: &Mat<f64>, right: &Mat<f64>, x: &Mat<f64>) -> Mat<f64> {
    product - left * (right.transpose() * x)
}
