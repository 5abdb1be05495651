//! Jacobians and Hessians, dense or sparse, at one point or at many.

use crate::arguments::{columns, count_non_finite, expression, points, variables, weights};
use crate::function::Function;
use crate::named::{Named, Names};
use crate::points::Argument;
use crate::sparse::{Computed, Derivative, Structure, gradient};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Matrix, NoProgress, Run, SparseMatrix, Task, Values, Vector};

/// Computes the exact Jacobian of a function, dense or with its exact sparsity structure: entry by entry if each
/// element of the value depends on few variables, else from products that determine several columns or rows each.
#[derive(JsonSchema)]
pub struct JacobianTask;

/// Computes the exact Hessian of a scalar function, or of a weighted sum of a value's elements, dense or with its exact
/// sparsity structure: entry by entry if the function is a sum of functions of few variables, else from products that
/// determine several columns each.
#[derive(JsonSchema)]
pub struct HessianTask;

/// The format of a matrix of derivatives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum DerivativeFormat {
    /// All entries, row by row.
    #[default]
    Dense,
    /// The structural nonzeros, in compressed row format.
    Sparse,
}

/// A function, the points of differentiation, and the inputs of differentiation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JacobianProblem {
    /// The function.
    pub function: Function,
    /// All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with
    /// several must have the same number. Finite numbers.
    pub points: Named,
    /// The inputs of differentiation; their elements are the columns, one input after another. Default: the first.
    pub with_respect_to: Option<Names>,
    /// The format of the Jacobian.
    #[serde(default)]
    pub format: DerivativeFormat,
}

/// A function, the points of differentiation, and the inputs of differentiation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HessianProblem {
    /// The function.
    pub function: Function,
    /// All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with
    /// several must have the same number. Finite numbers.
    pub points: Named,
    /// The inputs of differentiation; their elements are the rows and columns, one input after another. Default: the
    /// first.
    pub with_respect_to: Option<Names>,
    /// A weight per element of the value: the Hessian is that of the weighted sum. Required if the value has several
    /// elements.
    pub weights: Option<Values>,
    /// The format of the Hessian; a sparse one has the lower triangle only.
    #[serde(default)]
    pub format: DerivativeFormat,
}

/// A matrix of derivatives.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum DerivativeMatrix {
    /// All entries. With several points, their matrices are stacked.
    Dense(Matrix),
    /// The entries of the structure; with several points, `data` has those of one point after another.
    Sparse(SparseMatrix),
}

/// Values and Jacobians.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct JacobianSolution {
    /// The values, row by row, point after point.
    pub values: Vector,
    /// The Jacobian, one row per element of the value. With several points, dense matrices are stacked and the `data`
    /// of sparse ones concatenated.
    pub jacobian: DerivativeMatrix,
    /// The number of points at which a value or a derivative is not finite.
    pub non_finite: u32,
}

/// Values, gradients and Hessians.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HessianSolution {
    /// The value of the weighted sum at each point.
    pub values: Vector,
    /// The gradient, one input after another, point after point.
    pub gradient: Vector,
    /// The Hessian: dense with all entries, or sparse with the lower triangle. With several points, dense matrices are
    /// stacked and the `data` of sparse ones concatenated.
    pub hessian: DerivativeMatrix,
    /// The number of points at which a value or a derivative is not finite.
    pub non_finite: u32,
}

/// Limit on the entries of a dense matrix, over all points.
const MAX_DENSE_ENTRIES: usize = 100_000_000;

impl Task for JacobianTask {
    const NAME: &'static str = "expression.jacobian";
    type Problem = JacobianProblem;
    type Solution = JacobianSolution;
    type Progress = NoProgress;

    fn solve(problem: JacobianProblem, run: &Run) -> Result<JacobianSolution, Error> {
        let mut expression = expression("function", &problem.function)?;
        let variables = variables(&expression, columns(&expression, problem.with_respect_to.as_ref())?);
        let points = points(&expression.inputs, &expression.data, &problem.points)?;
        let (graph, output) = (&mut expression.graph, expression.output);
        let count = points.count.unwrap_or(1);
        ensure_fits(problem.format, [graph.node(output).count(), variables.count, count], run)?;
        let jacobian = Derivative::jacobian(graph, output, &variables, run)?;
        let Computed { others: [values], structure, entries } = jacobian.compute(graph, [output], &points, run)?;
        let non_finite = count_non_finite(count, [&values, &entries]);
        let jacobian = matrix(problem.format, structure, entries, count, false);
        Ok(JacobianSolution { values: values.into(), jacobian, non_finite })
    }
}

impl Task for HessianTask {
    const NAME: &'static str = "expression.hessian";
    type Problem = HessianProblem;
    type Solution = HessianSolution;
    type Progress = NoProgress;

    fn solve(problem: HessianProblem, run: &Run) -> Result<HessianSolution, Error> {
        let mut expression = expression("function", &problem.function)?;
        let variables = variables(&expression, columns(&expression, problem.with_respect_to.as_ref())?);
        let points = points(&expression.inputs, &expression.data, &problem.points)?;
        let weights = weights(&expression, problem.weights.as_ref())?;
        let (graph, output) = (&mut expression.graph, expression.output);
        let (shape, count) = (graph.shape(output).to_vec(), points.count.unwrap_or(1));
        ensure_fits(problem.format, [variables.count, variables.count, count], run)?;
        let (node, points) = if problem.weights.is_none() {
            (graph.full(1.0, &shape), points)
        } else {
            let (node, number) = graph.fresh_input(&shape);
            let argument = Argument { id: node, values: &weights, is_mapped: false };
            (node, points.with(number, argument, points.count))
        };
        let hessian = Derivative::hessian(graph, [output, node], &variables, run)?;
        let weighted = graph.multiply(output, node);
        let value = graph.total(weighted);
        let gradient = gradient(graph, &[(output, node)], &variables);
        let computed = hessian.compute(graph, [value, gradient], &points, run)?;
        let Computed { others: [values, gradient], structure, entries } = computed;
        let non_finite = count_non_finite(count, [&values, &gradient, &entries]);
        let hessian = matrix(problem.format, structure, entries, count, true);
        Ok(HessianSolution { values: values.into(), gradient: gradient.into(), hessian, non_finite })
    }
}

/// Refuses a dense result with too many entries.
fn ensure_fits(format: DerivativeFormat, sizes: [usize; 3], run: &Run) -> Result<(), Error> {
    let [rows, columns, points] = sizes;
    let entries = rows.saturating_mul(columns).saturating_mul(points);
    if format == DerivativeFormat::Sparse {
        return Ok(());
    }
    if entries <= MAX_DENSE_ENTRIES {
        return run.ensure_memory("format", sizes);
    }
    Err(Error::invalid(
        "format",
        format!("must be \"sparse\" for {rows} rows and {columns} columns at {points} points"),
    ))
}

/// Entries in the requested format.
fn matrix(
    format: DerivativeFormat,
    structure: Structure,
    entries: Vec<f64>,
    points: usize,
    is_lower: bool,
) -> DerivativeMatrix {
    let Structure { rows, columns, .. } = structure;
    if format == DerivativeFormat::Sparse {
        // Collects in place.
        let whole = |numbers: Vec<u32>| numbers.into_iter().map(|number| number as i32).collect::<Vec<_>>().into();
        let (indptr, indices) = (whole(structure.indptr), whole(structure.indices));
        return DerivativeMatrix::Sparse(SparseMatrix { rows, columns, indptr, indices, data: entries.into() });
    }
    let mut dense = vec![0.0; rows * columns * points];
    let of_point = structure.count();
    for point in 0..points {
        let to = &mut dense[point * rows * columns..][..rows * columns];
        for ((i, j), &entry) in structure.iter().zip(&entries[point * of_point..]) {
            to[i * columns + j] = entry;
            if is_lower {
                to[j * columns + i] = entry;
            }
        }
    }
    DerivativeMatrix::Dense(Matrix::new(rows * points, columns, dense))
}
