//! The rows of a stream: inputs followed by outputs.

use super::problem::RecursiveLeastSquaresProblem;
use crate::series::{MAX_VALUE, Series, in_form_of};
use superlinear_interface::{Error, Matrix, Run, VectorOrMatrix, check};

/// The largest order of a series.
const MAX_ORDER: usize = 1000;

/// A checked stream.
pub(super) struct Stream<'problem> {
    source: Source<'problem>,
    /// The argument with the outputs.
    form: &'problem VectorOrMatrix,
    has_intercept: bool,
    rows: usize,
    inputs: usize,
    outputs: usize,
}

enum Source<'problem> {
    /// Inputs and outputs row by row.
    Given(&'problem Matrix),
    /// A series after the last rows of the preceding ones, and its order.
    Series(Vec<f64>, usize),
}

impl<'problem> Stream<'problem> {
    /// Checks the arrays and joins a series with its preceding rows.
    pub fn new(problem: &'problem RecursiveLeastSquaresProblem, run: &Run) -> Result<Self, Error> {
        match (&problem.inputs, &problem.outputs, &problem.series) {
            (Some(inputs), Some(outputs), None) => Self::given(problem, inputs, outputs),
            (None, None, Some(series)) => Self::series(problem, series, run),
            (None, None, None) => Err(Error::invalid("series", "must be given, or inputs and outputs")),
            (_, None, None) => Err(Error::invalid("outputs", "must be given with inputs")),
            (None, _, None) => Err(Error::invalid("inputs", "must be given with outputs")),
            (_, _, Some(_)) => Err(Error::invalid("series", "must be absent where inputs or outputs are given")),
        }
    }

    fn given(
        problem: &RecursiveLeastSquaresProblem,
        inputs: &'problem Matrix,
        outputs: &'problem VectorOrMatrix,
    ) -> Result<Self, Error> {
        if inputs.columns == 0 {
            return Err(Error::invalid("inputs", "must have at least one column, got 0"));
        }
        check::length("outputs", outputs.rows(), inputs.rows, "inputs has rows")?;
        if inputs.rows == 0 {
            return Err(Error::invalid("inputs", "must have at least one row, got 0"));
        }
        check::matrix("inputs", inputs, -MAX_VALUE..=MAX_VALUE)?;
        Series::new("outputs", outputs)?;
        Ok(Self {
            source: Source::Given(inputs),
            form: outputs,
            has_intercept: problem.intercept,
            rows: inputs.rows,
            inputs: inputs.columns + usize::from(problem.intercept),
            outputs: outputs.count(),
        })
    }

    fn series(
        problem: &RecursiveLeastSquaresProblem,
        series: &'problem VectorOrMatrix,
        run: &Run,
    ) -> Result<Self, Error> {
        let order = problem.order as usize;
        check::count("order", order, 1..=MAX_ORDER)?;
        Series::new("series", series)?;
        let outputs = series.count();
        let mut values = Vec::new();
        if let Some(state) = &problem.state {
            let recent = &state.recent;
            check::length("state.recent.data", recent.data.len(), order * outputs, "order rows of series have")?;
            check::matrix("state.recent", recent, -MAX_VALUE..=MAX_VALUE)?;
            values.extend_from_slice(&recent.data);
        }
        run.ensure_memory("series", [series.rows() + order, outputs])?;
        values.extend_from_slice(series.entries());
        let rows = (values.len() / outputs).saturating_sub(order);
        if rows == 0 {
            let message = format!("must have more rows than the order, {order}, got {}", series.rows());
            return Err(Error::invalid("series", message));
        }
        Ok(Self {
            source: Source::Series(values, order),
            form: series,
            has_intercept: problem.intercept,
            rows,
            inputs: order * outputs + usize::from(problem.intercept),
            outputs,
        })
    }

    /// The argument that determines the sizes.
    pub fn path(&self) -> &'static str {
        match self.source {
            Source::Given(_) => "inputs",
            Source::Series(..) => "series",
        }
    }

    /// The number of rows to be predicted.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The number of inputs, with the constant.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// The number of outputs.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Writes the inputs and the outputs of a row.
    pub fn read(&self, row: usize, to: &mut [f64]) {
        let (inputs, outputs) = to.split_at_mut(self.inputs);
        if self.has_intercept {
            inputs[self.inputs - 1] = 1.0;
        }
        let width = self.outputs;
        match &self.source {
            Source::Given(matrix) => {
                inputs[..matrix.columns].copy_from_slice(matrix.row(row));
                outputs.copy_from_slice(&self.form.entries()[row * width..(row + 1) * width]);
            }
            Source::Series(values, order) => {
                let at = |t: usize| &values[t * width..(t + 1) * width];
                for lag in 0..*order {
                    inputs[lag * width..(lag + 1) * width].copy_from_slice(at(row + order - 1 - lag));
                }
                outputs.copy_from_slice(at(row + order));
            }
        }
    }

    /// The last rows of a series after some processed ones; none for inputs and outputs.
    pub fn recent_after(&self, processed: usize) -> Matrix {
        match &self.source {
            Source::Given(_) => Matrix::default(),
            Source::Series(values, order) => {
                let width = self.outputs;
                Matrix::new(*order, width, values[processed * width..(processed + order) * width].to_vec())
            }
        }
    }

    /// Rows of numbers in the form of the caller's outputs.
    pub fn in_form_of_outputs(&self, rows: Vec<f64>) -> VectorOrMatrix {
        in_form_of(self.form, rows)
    }
}
