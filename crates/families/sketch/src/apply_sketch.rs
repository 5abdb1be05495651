//! A sketch of a matrix, or the transpose of a sketch times a matrix, as a task.

use crate::sketches::{DEFAULT_NONZEROS, Operand, Sketch, SketchKind};
use crate::table::{MAX_ENTRIES, Table, row_major};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Error, Matrix, NoProgress, Run, Task, check};

/// Sketches a matrix: multiplies it by a random matrix of few rows, which preserves inner products and norms on
/// average. Takes one pass over the matrix for every kind, and never stores the random matrix. With `transpose`,
/// multiplies by the transpose of the same random matrix.
///
/// @param problem The matrix and the kind of random matrix.
/// @param options Their `seed` determines the random matrix.
///
/// @example
/// ```ts
/// const matrix = Array.from({ length: 1000 }, (_, i) => [1, i, i * i]);
/// const { product } = await applySketch({ matrix, kind: 'srht', rows: 50 });
/// ```
#[derive(JsonSchema)]
pub struct ApplySketch;

/// A matrix, and the sketch to multiply it by.
///
/// The sketch S is a random matrix with `E[S' S] = I`, a function of `kind`, its numbers of rows and columns,
/// `nonzeros`, and the run's seed. Equal arguments give equal S, so a product with S and one with its transpose belong
/// together.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplySketchProblem {
    /// The matrix `A`: dense in double or single precision, or sparse.
    pub matrix: AnyMatrix,
    /// The kind of random matrix.
    pub kind: SketchKind,
    /// The number of rows of S; for `srht` at most its number of columns rounded up to a power of two.
    pub rows: u32,
    /// The number of columns of S. Required with `transpose`; otherwise the number of rows of `matrix`.
    pub columns: Option<u32>,
    /// Nonzero entries per column of S, only for `sparseSign`: from 1 to `rows`. Default: 8, or `rows` if that is less.
    pub nonzeros: Option<u32>,
    /// Whether to multiply by the transpose of S: `matrix` then has as many rows as S.
    #[serde(default)]
    pub transpose: bool,
}

/// The product.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApplySketchSolution {
    /// `S A`, with `rows` rows, or with `transpose` `S' A`, with `columns` rows.
    pub product: Matrix,
}

impl Task for ApplySketch {
    const NAME: &'static str = "sketch.applySketch";
    type Problem = ApplySketchProblem;
    type Solution = ApplySketchSolution;
    type Progress = NoProgress;

    fn solve(problem: ApplySketchProblem, run: &Run) -> Result<ApplySketchSolution, Error> {
        let table = Table::new(&problem.matrix, "matrix", run)?;
        let sketch = sketch(&problem, &table, run)?;
        let product = if problem.transpose { transposed(&sketch, &table)? } else { direct(&sketch, &table)? };
        Ok(ApplySketchSolution { product })
    }
}

/// The requested sketch.
fn sketch<'run>(problem: &ApplySketchProblem, table: &Table, run: &'run Run) -> Result<Sketch<'run>, Error> {
    let rows = problem.rows as usize;
    let width = if problem.transpose { 1 } else { table.columns().max(1) };
    check::count("rows", rows, 1..=MAX_ENTRIES / width)?;
    let nonzeros = match problem.nonzeros {
        Some(_) if problem.kind != SketchKind::SparseSign => {
            return Err(Error::invalid("nonzeros", "can be given for sparseSign alone"));
        }
        Some(nonzeros) => {
            check::count("nonzeros", nonzeros as usize, 1..=rows)?;
            nonzeros as usize
        }
        None => DEFAULT_NONZEROS,
    };
    Ok(Sketch::new(problem.kind, rows, columns(problem, table)?, 0, run)?.with_nonzeros(nonzeros))
}

/// The number of columns of the sketch.
fn columns(problem: &ApplySketchProblem, table: &Table) -> Result<usize, Error> {
    let (given, rows) = (problem.columns.map(|columns| columns as usize), table.rows());
    if !problem.transpose {
        return match given {
            Some(columns) if columns != rows => {
                Err(Error::invalid("columns", format!("must be the number of rows of matrix, {rows}, got {columns}")))
            }
            _ => Ok(rows),
        };
    }
    if rows != problem.rows as usize {
        let expected = problem.rows;
        let message =
            format!("must have as many rows as the sketch, {expected}, to be multiplied by its transpose, got {rows}");
        return Err(Error::invalid("matrix", message));
    }
    let columns = given.ok_or_else(|| Error::invalid("columns", "must be given with transpose"))?;
    check::count("columns", columns, 1..=MAX_ENTRIES / table.columns().max(1))?;
    Ok(columns)
}

fn direct(sketch: &Sketch, table: &Table) -> Result<Matrix, Error> {
    Ok(row_major(sketch.apply(&Operand::of_table(table))?.as_ref()))
}

fn transposed(sketch: &Sketch, table: &Table) -> Result<Matrix, Error> {
    let (rows, columns) = (table.rows(), table.columns());
    let mut matrix = vec![0.0; rows * columns];
    table.read_panel(0..rows, 0..columns, columns, &mut matrix);
    let product = sketch.apply_transpose(&matrix)?;
    if product.iter().any(|entry| !entry.is_finite()) {
        table.ensure_finite()?;
        return Err(Sketch::overflow());
    }
    Ok(Matrix::new(product.len() / columns, columns, product))
}
