//! Least squares to a chosen accuracy: solves a sketched, smaller problem instead.
//!
//! With a dense sketch of enough rows every coordinate of the solution is as accurate as the average one: errors spread
//! evenly, in proportion to 1 / sqrt(d) for d columns.
//!
//! Sources: Song, Yin, Zhang, A Nearly-Optimal Bound for Fast Regression with l∞ Guarantee, ICML 2023 (arXiv
//! 2302.00248), with the number of rows of the `theory` constants; Price, Song, Woodruff, Fast Regression with an l∞
//! Guarantee, ICALP 2017; for CountSketch: Nelson and Nguyen, OSNAP, FOCS 2013, section 2.

use crate::basis::{Basis, RankRule, overflow};
use crate::lstsq::system::System;
use crate::sketches::{Sketch, SketchKind};
use crate::table::Table;
use faer::{ColRef, Mat};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Error, NoProgress, Run, Task, Vector, VectorOrMatrix, check};

/// If a sketched matrix has a singular value below this, relative to the largest, the sketch may have lost a direction
/// by chance.
const RANK_TOLERANCE: f64 = 1e-12;

/// Sketched least squares as a task.
#[derive(JsonSchema)]
pub struct SketchedLstsq;

/// A least-squares problem, and the accuracy of its solution.
///
/// For the solution `x` and the exact one `x*`, except with the probability `failureProbability` for each right-hand
/// side: `max |x - x*| <= accuracy / sqrt(columns) * |A x* - b| * |A^+|` with the norm `infinity`, and
/// `|x - x*| <= accuracy * |A x* - b| * |A^+|` with `euclidean`. `A^+` is the pseudo-inverse; its norm is one over the
/// smallest singular value.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SketchedLstsqProblem {
    /// The matrix `A`: dense in double or single precision, or sparse.
    pub matrix: AnyMatrix,
    /// The right-hand side `b`, with one entry per row of the matrix; or several, as the columns of a matrix.
    pub right_side: VectorOrMatrix,
    /// The accuracy, above 0 and below 1. The number of rows of the sketch is proportional to one over its square.
    #[serde(default = "default_accuracy")]
    pub accuracy: f64,
    /// The probability of missing the accuracy, above 0 and below 1.
    #[serde(default = "default_failure_probability")]
    pub failure_probability: f64,
    /// The norm of the error bound.
    #[serde(default)]
    pub norm: SketchedLstsqNorm,
    /// The kind of sketch; `gaussian` or `srht` for the norm `infinity`.
    #[serde(default = "default_kind")]
    pub kind: SketchKind,
    /// The rule for the number of rows of the sketch.
    #[serde(default)]
    pub constants: SketchedLstsqConstants,
}

fn default_accuracy() -> f64 {
    0.5
}

fn default_failure_probability() -> f64 {
    0.01
}

fn default_kind() -> SketchKind {
    SketchKind::Srht
}

/// The norm of an error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SketchedLstsqNorm {
    /// The largest coordinate.
    #[default]
    Infinity,
    /// The square root of the sum of squares.
    Euclidean,
}

/// The number of rows of the sketch as a function of the accuracy e and the failure probability p, for a matrix with n
/// rows and d columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SketchedLstsqConstants {
    /// `2 d ln(n / p) / e^2`, which met the bound in all experiments; for `countSketch` at least `d (d + 1) / p`.
    #[default]
    Practical,
    /// `d ln(n / p)^3 / e^2`, with the dependence of the proof on all parameters; for `countSketch` at least
    /// `d (d + 1) / (p e^2)`.
    Theory,
}

/// The solution of the sketched problem.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SketchedLstsqSolution {
    /// The solution, of minimum norm if there are several: a vector, or for several right-hand sides a matrix with one
    /// solution per column.
    pub solution: VectorOrMatrix,
    /// The number of rows of the sketch; if `exact`, of the matrix.
    pub sketch_rows: u32,
    /// Whether the problem itself was solved, because the sketch would have had at least as many rows.
    pub exact: bool,
    /// The numerical rank of the sketched matrix.
    pub rank: u32,
    /// The norm of the sketched residual `S (A x - b)` of each right-hand side.
    pub sketched_residual_norms: Vector,
    /// The norm of the residual `A x - b` of each right-hand side: the minimum, or slightly more.
    pub residual_norms: Vector,
    /// The norm of the pseudo-inverse of the sketched matrix, as an estimate for the matrix; 0 for a matrix of zeros.
    pub pseudoinverse_norm: f64,
    /// The bound on each solution's error, computed with these norms; 0 if `exact`.
    pub error_bounds: Vector,
}

impl Task for SketchedLstsq {
    const NAME: &'static str = "sketch.sketchedLstsq";
    type Problem = SketchedLstsqProblem;
    type Solution = SketchedLstsqSolution;
    type Progress = NoProgress;

    fn solve(problem: SketchedLstsqProblem, run: &Run) -> Result<SketchedLstsqSolution, Error> {
        let system = checked_system(&problem, run)?;
        let (rows, columns) = (system.table.rows(), system.table.columns());
        let wanted = wanted_rows(&problem, rows, columns);
        let mut small = Small::new(&system, problem.kind, wanted, 0, run)?;
        if small.basis.rank() < columns && !small.is_exact {
            // Either by chance, or because A does not have full rank. A larger sketch with other random numbers
            // decides.
            small = Small::new(&system, problem.kind, wanted.saturating_mul(2), 1, run)?;
        }
        report(&problem, &system, small)
    }
}

fn checked_system<'a>(problem: &'a SketchedLstsqProblem, run: &'a Run) -> Result<System<'a>, Error> {
    let table = Table::new(&problem.matrix, "matrix", run)?;
    check::right_side("rightSide", &problem.right_side, table.rows())?;
    check::number("accuracy", problem.accuracy, check::FRACTION)?;
    check::number("failureProbability", problem.failure_probability, check::FRACTION)?;
    let is_sparse = matches!(problem.kind, SketchKind::CountSketch | SketchKind::SparseSign);
    if is_sparse && problem.norm == SketchedLstsqNorm::Infinity {
        let message = "must be gaussian or srht for the norm infinity: a dense sketch is needed, as a sparse one may move a \
                       single coordinate by far";
        return Err(Error::invalid("kind", message));
    }
    Ok(System::new(table, &problem.right_side, None, 0.0))
}

/// The number of rows of the sketch for the error bound.
fn wanted_rows(problem: &SketchedLstsqProblem, rows: usize, columns: usize) -> usize {
    let (accuracy, probability) = (problem.accuracy, problem.failure_probability);
    let (n, d) = (rows as f64, columns as f64);
    let logarithm = (n / probability).ln();
    let (dense, hashed) = match problem.constants {
        SketchedLstsqConstants::Practical => (2.0 * d * logarithm, d * (d + 1.0) / probability),
        SketchedLstsqConstants::Theory => (d * logarithm.powi(3), d * (d + 1.0) / (probability * accuracy.powi(2))),
    };
    let dense = dense / accuracy.powi(2);
    let wanted = if problem.kind == SketchKind::CountSketch { dense.max(hashed) } else { dense };
    wanted.ceil() as usize
}

/// The small problem and its solution.
struct Small {
    /// [S A, S b], or a small matrix equivalent to [A, b].
    matrix: Mat<f64>,
    basis: Basis,
    is_exact: bool,
}

impl Small {
    /// The problem sketched to `rows` rows, with sketch `stream`; the problem itself if it has no more rows.
    fn new(system: &System, kind: SketchKind, rows: usize, stream: u64, run: &Run) -> Result<Self, Error> {
        let is_exact = rows >= system.table.rows();
        let mut rule = RankRule { tolerance: None, by_singular_values: false };
        let matrix = if is_exact {
            system.root()?
        } else {
            rule.tolerance = Some(RANK_TOLERANCE);
            Sketch::new(kind, rows, system.table.rows(), stream, run)?.apply(&system.operand())?
        };
        let basis = Basis::decompose(matrix.clone(), system.right_side_count, rule)?;
        Ok(Self { matrix, basis, is_exact })
    }

    /// The norms of its residuals.
    fn residual_norms(&self) -> Vec<f64> {
        let columns = self.matrix.ncols() - self.basis.solutions.len();
        let residual_norm = |(k, solution): (usize, &Vec<f64>)| {
            let product = self.matrix.subcols(0, columns) * ColRef::from_slice(solution);
            (product - self.matrix.col(columns + k)).norm_l2()
        };
        self.basis.solutions.iter().enumerate().map(residual_norm).collect()
    }
}

fn report(problem: &SketchedLstsqProblem, system: &System, small: Small) -> Result<SketchedLstsqSolution, Error> {
    let pseudoinverse_norm = small.basis.pseudoinverse_norm().ok_or_else(|| overflow(false))?;
    let squares = system.slopes_at(&small.basis.solutions)?.squares;
    let residual_norms: Vec<f64> = squares.into_iter().map(f64::sqrt).collect();
    let factor = match problem.norm {
        _ if small.is_exact => 0.0,
        SketchedLstsqNorm::Infinity => problem.accuracy / (system.table.columns() as f64).sqrt(),
        SketchedLstsqNorm::Euclidean => problem.accuracy,
    };
    let error_bounds: Vec<f64> = residual_norms.iter().map(|norm| factor * norm * pseudoinverse_norm).collect();
    let numbers = small.basis.solutions.iter().flatten().chain(&residual_norms).chain(&error_bounds);
    if numbers.chain([&pseudoinverse_norm]).any(|number| !number.is_finite()) {
        return Err(overflow(small.basis.root.is_all_finite()));
    }
    Ok(SketchedLstsqSolution {
        sketch_rows: if small.is_exact { system.table.rows() } else { small.matrix.nrows() } as u32,
        exact: small.is_exact,
        rank: small.basis.rank() as u32,
        sketched_residual_norms: small.residual_norms().into(),
        residual_norms: residual_norms.into(),
        pseudoinverse_norm,
        error_bounds: error_bounds.into(),
        solution: problem.right_side.in_this_form(small.basis.solutions),
    })
}
