//! The largest singular values and their vectors: the range of A' by a sketch and power iterations, then the SVD of A
//! restricted to it (Halko, Martinsson, Tropp 2011, algorithms 4.4 and 5.1, for the transpose of A).
//!
//! With the transpose, a whole power iteration, A' A X, takes one pass over A by rows.

use super::beside;
use super::block_products::BlockProducts;
use super::orthonormal::orthonormalize;
use super::probes::{PROBES, bound, gaussian};
use crate::sketches::{Sketch, SketchKind};
use crate::table::{Table, row_major};
use faer::Mat;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{
    Advance, AnyMatrix, Code, Dialogue, Ending, Error, Lengths, Matrix, Oracle, Run, Task, Vector, check,
};
use superlinear_numerics::dense::{self, Qr};
use superlinear_numerics::matrix_operator::{AskedMatrix, MATRIX_QUESTIONS, MatrixShape, ready};

/// Randomized singular value decompositions.
#[derive(JsonSchema)]
pub struct RandomizedSvd;

/// A matrix, and the number and accuracy of its singular values.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "RandomizedSvdProblem")]
pub struct RandomizedSvdProblem<M = AnyMatrix> {
    /// The matrix `A`: tall, square or wide.
    pub matrix: M,
    /// The number of singular values: from 1 to the smaller dimension of the matrix.
    pub rank: u32,
    /// Number of random vectors beyond `rank`; a few make a good result nearly certain.
    #[serde(default = "default_oversample")]
    pub oversample: u32,
    /// Number of multiplications of the random vectors by `A' A`: each squares the ratios of the wanted singular values
    /// to the rest. More are needed if singular values decay slowly.
    #[serde(default = "default_power_iterations")]
    pub power_iterations: u32,
}

fn default_oversample() -> u32 {
    10
}

fn default_power_iterations() -> u32 {
    2
}

/// Singular values and vectors: `A` is nearly `leftVectors diag(singularValues) rightVectors'`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RandomizedSvdSolution {
    /// `converged` if all necessary power iterations were done, `timeLimit` if the time limit came first.
    pub status: Ending,
    /// The number of power iterations: none if `rank` plus `oversample` reaches the smaller dimension of the matrix,
    /// because all of it is then factorized.
    pub iterations: u32,
    /// The largest singular values, in descending order.
    pub singular_values: Vector,
    /// The left singular vectors, orthonormal columns, each with its entry of largest magnitude positive.
    pub left_vectors: Matrix,
    /// The right singular vectors, orthonormal columns.
    pub right_vectors: Matrix,
    /// A bound on the spectral norm of `A` minus the approximation, wrong with a probability of at most 1e-10. It is
    /// ten to twenty times the norm, and more if many singular values of nearly that size were omitted.
    pub error_bound: f64,
}

/// Progress of the factorization.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RandomizedSvdProgress {
    /// The number of power iterations so far.
    pub iterations: u32,
}

/// Minimum number of vectors for a sparse sketch. With fewer a Gaussian one takes little time, and sparse ones lose
/// directions.
const FEWEST_SPARSE: usize = 32;

/// The streams of the run's random numbers, for the sketch and for the probes.
const SKETCH_STREAM: u64 = 0;
/// Blocks of as many vectors as the basis that exist at a time. Measured: 7.
const BASES: usize = 8;

const PROBE_STREAM: u64 = 1;

impl Task for RandomizedSvd {
    const NAME: &'static str = "sketch.randomizedSvd";
    type Problem = RandomizedSvdProblem;
    type Solution = RandomizedSvdSolution;
    type Progress = RandomizedSvdProgress;

    fn solve(problem: RandomizedSvdProblem, run: &Run) -> Result<RandomizedSvdSolution, Error> {
        let table = Table::new(&problem.matrix, "matrix", run)?;
        ready(decompose(&table, &problem, run))
    }
}

impl Dialogue for RandomizedSvd {
    const NAME: &'static str = <Self as Task>::NAME;
    const QUESTIONS: &'static [&'static str] = MATRIX_QUESTIONS;
    type Problem = RandomizedSvdProblem<MatrixShape>;
    type Solution = RandomizedSvdSolution;

    fn lengths(problem: &Self::Problem) -> Result<Vec<Lengths>, Error> {
        problem.matrix.lengths(|rows, columns| check_rank(problem, rows.min(columns)))
    }

    async fn solve(problem: Self::Problem, oracle: Oracle, run: Run) -> Result<RandomizedSvdSolution, Error> {
        let matrix = AskedMatrix::new(oracle, problem.matrix);
        decompose(&matrix, &problem, &run).await
    }
}

async fn decompose<M>(
    matrix: &impl BlockProducts,
    problem: &RandomizedSvdProblem<M>,
    run: &Run,
) -> Result<RandomizedSvdSolution, Error> {
    let (rows, columns, rank) = (matrix.rows(), matrix.columns(), problem.rank as usize);
    let least_side = rows.min(columns);
    check_rank(problem, least_side)?;
    let width = rank.saturating_add(problem.oversample as usize).min(least_side);
    run.ensure_memory("rank", [rows.saturating_add(columns), width, BASES])?;

    let mut basis = initial_basis(matrix, width, problem.oversample, run).await?;
    let (mut status, mut iterations) = (Ending::Converged, 0);
    // Power iterations cannot improve a complete basis, and would lose everything below the square root of the rounding
    // error.
    let power_iterations = if width == least_side { 0 } else { problem.power_iterations };
    while iterations < power_iterations {
        if run.is_out_of_time()? {
            status = Ending::TimeLimit;
            break;
        }
        basis = orthonormalize(matrix.apply_normal_block(basis.as_ref()).await?.as_ref(), run)?.q;
        iterations += 1;
        // The matrix is multiplied twice per iteration, and once before and after all of them.
        let (met, in_all) = (2.0 * f64::from(iterations) + 1.0, 2.0 * f64::from(power_iterations) + 2.0);
        run.progress(Advance::count(met, in_all), || RandomizedSvdProgress { iterations });
    }

    let probes = gaussian(columns, PROBES, PROBE_STREAM, run)?;
    let images = matrix.apply_block(beside(basis.as_ref(), probes.as_ref()).as_ref()).await?;
    let (image, probe_images) = images.as_ref().split_at_col(width);
    let factors = Factors::of(image, &basis, rank, run)?;
    let error_bound = bound((probe_images - factors.apply(&probes)).as_ref())?;
    let Factors { values, left, right } = factors;
    let (left_vectors, right_vectors) = (row_major(left.as_ref()), row_major(right.as_ref()));
    Ok(RandomizedSvdSolution {
        status,
        iterations,
        singular_values: values.into(),
        left_vectors,
        right_vectors,
        error_bound,
    })
}

/// An orthonormal basis of `width` vectors that approximates the range of A' for its largest singular values; exact if
/// there are as many vectors as the matrix has rows or columns.
async fn initial_basis(
    matrix: &impl BlockProducts,
    width: usize,
    oversample: u32,
    run: &Run,
) -> Result<Mat<f64>, Error> {
    let (rows, columns) = (matrix.rows(), matrix.columns());
    if width == columns {
        return Ok(Mat::identity(columns, columns));
    }
    let image = if width == rows {
        matrix.apply_transpose_block(Mat::<f64>::identity(rows, rows).as_ref()).await?
    } else {
        // Sign vectors may be dependent if there are few, or no more than wanted; Gaussian vectors almost surely are
        // not.
        let is_sparse = width >= FEWEST_SPARSE && oversample >= default_oversample();
        let kind = if is_sparse { SketchKind::SparseSign } else { SketchKind::Gaussian };
        matrix.sketched(&Sketch::new(kind, width, rows, SKETCH_STREAM, run)?).await?
    };
    Ok(orthonormalize(image.as_ref(), run)?.q)
}

fn check_rank<M>(problem: &RandomizedSvdProblem<M>, least_side: usize) -> Result<(), Error> {
    check::count("rank", problem.rank as usize, 1..=least_side)
}

/// A truncated singular value decomposition.
struct Factors {
    values: Vec<f64>,
    left: Mat<f64>,
    right: Mat<f64>,
}

impl Factors {
    /// The largest singular values of A X X', from the image A X of an orthonormal basis X.
    fn of(image: faer::MatRef<f64>, basis: &Mat<f64>, rank: usize, run: &Run) -> Result<Self, Error> {
        let Qr { q, r } = orthonormalize(image, run)?;
        let small = dense::svd(r.as_ref())
            .ok_or_else(|| Error::new(Code::NumericalBreakdown, "a singular value decomposition did not converge"))?;
        let values = small.S().column_vector().iter().take(rank).copied().collect();
        let mut left = q * small.U().subcols(0, rank);
        let mut right = basis * small.V().subcols(0, rank);
        for j in 0..rank {
            let largest = left.col(j).iter().fold(
                0.0,
                |largest: f64, &entry| {
                    if entry.abs() > largest.abs() { entry } else { largest }
                },
            );
            if largest < 0.0 {
                left.col_mut(j).iter_mut().for_each(|entry| *entry = -*entry);
                right.col_mut(j).iter_mut().for_each(|entry| *entry = -*entry);
            }
        }
        Ok(Self { values, left, right })
    }

    /// The factored matrix times X.
    fn apply(&self, x: &Mat<f64>) -> Mat<f64> {
        let mut components = self.right.transpose() * x;
        for (j, value) in self.values.iter().enumerate() {
            components.row_mut(j).iter_mut().for_each(|component| *component *= value);
        }
        &self.left * components
    }
}
