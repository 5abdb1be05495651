//! A vector function of a row of data and of variables, evaluated at many rows: its values, and products of its Jacobian by
//! the variables. All other inputs are fixed.

use crate::arguments::{expression, list_of, number_of};
use crate::compiled::{Compiled, CompiledFunction};
use crate::derive::tangents;
use crate::function::Function;
use crate::graph::{Id, shape};
use crate::lower::{Expression, Input};
use crate::named::Named;
use crate::points::{PIECE, batched, largest_mapped};
use crate::sparse::{flat_or_zeros, gradient, seeds};
use superlinear_interface::{Effort, Error, Run};
use superlinear_machine::Given;

/// The largest number of rows in a batch.
const MAX_BATCH: usize = 512;

/// A function of a row and of variables.
pub struct RowFunctionParts<'a> {
    /// The path of the function in error messages.
    pub path: &'a str,
    /// The function.
    pub function: &'a Function,
    /// The name of the input with a row, and the length of a row.
    pub row: (&'a str, usize),
    /// The name of the input with the variables. Default: the first other input.
    pub variables: Option<&'a str>,
    /// All other inputs, by name.
    pub parameters: &'a Named,
    /// The run that compiles it, within its limits.
    pub run: &'a Run,
}

/// The compiled function.
pub struct RowFunction {
    function: CompiledFunction<4, Quantities>,
    /// Rows per evaluation: 1 if an operation cannot be batched.
    size: usize,
    outputs: usize,
    /// The operations of an evaluation, about.
    cost: usize,
    /// The rows and the weights of a last batch, filled up by its last row with the weight 0.
    last: [Vec<f64>; 2],
}

/// The compiled quantities of a batch of rows.
struct Quantities {
    values: Compiled,
    /// The derivative of the values along a direction of the variables.
    product: Compiled,
    /// The gradient of the weighted sum of the values.
    gradient: Compiled,
}

impl RowFunction {
    /// Compiles the function, a vector or a scalar, and its derivatives.
    pub fn new(parts: &RowFunctionParts) -> Result<Self, Error> {
        let mut expression = expression(parts.path, parts.function)?;
        let row = place_of_row(parts, &expression)?;
        let variables = match parts.variables {
            Some(name) => number_of("variables", &expression.inputs, name)?,
            None => usize::from(row == 0),
        };
        if variables == row || variables >= expression.inputs.len() {
            let message = format!("must be an input other than {}", parts.row.0);
            return Err(Error::invalid("variables", message));
        }
        let output = expression.output;
        expression.output = list_of(parts.path, &mut expression, output)?;
        let outputs = expression.graph.node(expression.output).count();
        let count = shape::count(&expression.inputs[variables].shape);
        let [weights, direction] = [("weights of rows", outputs), ("direction of variables", count)]
            .map(|(name, length)| add_input(&mut expression, name, length));
        let places = [variables, row, weights, direction];
        let function = CompiledFunction::new(expression, places, parts.parameters)?;
        Self::compile(function, places, parts.run)
    }

    fn compile(mut function: CompiledFunction<4, ()>, places: [usize; 4], run: &Run) -> Result<Self, Error> {
        let of = function.differentiated(&[0]);
        let Expression { graph, inputs, output, .. } = &mut function.expression;
        let [_, row, weights, direction] = places.map(|place| (place, inputs[place].id));
        let seeds = seeds(graph, &of, direction.1);
        let product = tangents(graph, &[*output], &seeds).remove(0);
        let product = flat_or_zeros(graph, product, *output);
        let weighted = graph.multiply(*output, weights.1);
        let sum = graph.sum(weighted, &[0]);
        let all = [*output, product, sum];
        let largest = largest_mapped(graph, &all, &[row.1, weights.1]);
        let (rows, size) = batched(graph, &all[..2], &[row], (PIECE / largest).clamp(1, MAX_BATCH));
        let (sums, _) = batched(graph, &[sum], &[row, weights], size);
        let total = if size == 1 { sum } else { graph.sum(sums[0], &[0]) };
        let one = graph.constant(1.0);
        let slope = gradient(graph, &[(total, one)], &of);
        let cost = size * largest * graph.needed_by(&[rows[1], slope]).iter().filter(|is_needed| **is_needed).count();
        let [values, product, gradient] = [rows[0], rows[1], slope].map(|id: Id| Compiled::new(graph, &[id], run));
        let quantities = Quantities { values: values?, product: product?, gradient: gradient? };
        let [_, row, outputs, _] = function.lengths();
        let last = [row, outputs].map(|length| vec![0.0; size * length]);
        Ok(Self { function: function.with(quantities), size, outputs, cost, last })
    }

    /// The number of variables.
    pub fn variables(&self) -> usize {
        self.function.lengths()[0]
    }

    /// The number of elements of the value at a row.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// The values at rows, one after another.
    pub fn values(&mut self, x: &[f64], rows: &[f64], effort: &mut Effort) -> Result<Vec<f64>, Error> {
        let mut values = Vec::new();
        let still = vec![0.0; x.len()];
        self.evaluate([x, &still], rows, None, effort, |compiled, given, numbers| {
            compiled.values.run(given);
            values.extend_from_slice(&compiled.values.output(0, given)[..numbers]);
        })?;
        Ok(values)
    }

    /// The derivatives of the values at rows along a direction of the variables.
    pub fn product(
        &mut self,
        x: &[f64],
        direction: &[f64],
        rows: &[f64],
        effort: &mut Effort,
    ) -> Result<Vec<f64>, Error> {
        let mut products = Vec::new();
        self.evaluate([x, direction], rows, None, effort, |compiled, given, numbers| {
            compiled.product.run(given);
            products.extend_from_slice(&compiled.product.output(0, given)[..numbers]);
        })?;
        Ok(products)
    }

    /// The gradient by the variables of the sum of the values at rows, each times its weight.
    pub fn gradient(
        &mut self,
        x: &[f64],
        weights: &[f64],
        rows: &[f64],
        effort: &mut Effort,
    ) -> Result<Vec<f64>, Error> {
        let mut sum = vec![0.0; x.len()];
        let still = vec![0.0; x.len()];
        self.evaluate([x, &still], rows, Some(weights), effort, |compiled, given, _| {
            compiled.gradient.run(given);
            sum.iter_mut().zip(compiled.gradient.output(0, given)).for_each(|(sum, slope)| *sum += slope);
        })?;
        Ok(sum)
    }

    /// Evaluates rows in batches. `work` receives the inputs of a batch, and the number of its values.
    fn evaluate(
        &mut self,
        [x, direction]: [&[f64]; 2],
        rows: &[f64],
        weights: Option<&[f64]>,
        effort: &mut Effort,
        mut work: impl FnMut(&mut Quantities, Given, usize),
    ) -> Result<(), Error> {
        let Self { function, size, outputs, cost, last: [last_rows, last_weights] } = self;
        let [_, length, _, _] = function.lengths();
        for first in (0..rows.len() / length).step_by(*size) {
            effort.spend(*cost)?;
            let batch = &rows[first * length..rows.len().min((first + *size) * length)];
            let count = batch.len() / length;
            let own = weights.map(|weights| &weights[first * *outputs..(first + count) * *outputs]);
            if count == *size {
                let own = own.unwrap_or(last_weights);
                function
                    .evaluate([x, batch, own, direction], |compiled, given| work(compiled, given, count * *outputs));
                continue;
            }
            for (k, to) in last_rows.chunks_exact_mut(length).enumerate() {
                to.copy_from_slice(&batch[k.min(count - 1) * length..][..length]);
            }
            last_weights.fill(0.0);
            last_weights.iter_mut().zip(own.unwrap_or(&[])).for_each(|(to, weight)| *to = *weight);
            let inputs = [x, &last_rows[..], &last_weights[..], direction];
            function.evaluate(inputs, |compiled, given| work(compiled, given, count * *outputs));
        }
        Ok(())
    }
}

/// The index of the input with the row.
fn place_of_row(parts: &RowFunctionParts, expression: &Expression) -> Result<usize, Error> {
    let (name, length) = parts.row;
    let place = expression.inputs.iter().position(|input| input.name == name);
    let fits = |place: &usize| shape::count(&expression.inputs[*place].shape) == length;
    place.filter(fits).ok_or_else(|| {
        let message = format!("must have an input {name} of as many numbers as a row of the matrix, {length}");
        Error::invalid(format!("{}.inputs", parts.path), message)
    })
}

/// Adds an input. Its name is none that a function can have. Returns its index.
fn add_input(expression: &mut Expression, name: &str, length: usize) -> usize {
    let number = expression.inputs.len();
    let id = expression.graph.input(number, &[length]);
    expression.inputs.push(Input { name: name.to_owned(), shape: vec![length], id });
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::function::{Argument, InputDeclaration, WireNode};
    use superlinear_interface::RunOptions;
    use superlinear_interface::testing::untimed;

    /// The function `row · x²`, entry by entry, of rows and variables of length 2.
    fn function() -> Function {
        let input = |name: &str| InputDeclaration { name: name.to_owned(), shape: vec![2] };
        let node = |operation: &str, operands: &[f64]| WireNode {
            operation: operation.to_owned(),
            arguments: operands.iter().map(|&operand| Argument::Number(operand)).collect(),
        };
        let nodes = vec![
            node("input", &[0.0]),
            node("input", &[1.0]),
            node("multiply", &[1.0, 1.0]),
            node("multiply", &[0.0, 2.0]),
        ];
        Function { version: 1, inputs: vec![input("row"), input("x")], data: Vec::new(), nodes, outputs: vec![3] }
    }

    #[test]
    fn products_are_those_of_the_jacobian() {
        let run = untimed(&RunOptions::default());
        let function = function();
        let parameters = Named::default();
        let parts = RowFunctionParts {
            path: "model",
            function: &function,
            row: ("row", 2),
            variables: None,
            parameters: &parameters,
            run: &run,
        };
        let mut of_rows = RowFunction::new(&parts).expect("a right function");
        let mut effort = Effort::new(&run, "test");
        // More rows than fit in a batch.
        let rows: Vec<f64> = (0..2 * 1300).map(f64::from).collect();
        let (x, along) = ([2.0, -3.0], [1.0, 0.5]);
        let values = of_rows.values(&x, &rows, &mut effort).expect("enough time");
        let products = of_rows.product(&x, &along, &rows, &mut effort).expect("enough time");
        let gradient = of_rows.gradient(&x, &vec![2.0; rows.len()], &rows, &mut effort).expect("enough time");
        let mut sums = [0.0; 2];
        for (k, entry) in rows.iter().enumerate() {
            let j = k % 2;
            assert_eq!(values[k], entry * x[j] * x[j]);
            assert_eq!(products[k], 2.0 * entry * x[j] * along[j]);
            sums[j] += 2.0 * 2.0 * entry * x[j];
        }
        assert_eq!((values.len(), products.len(), gradient), (rows.len(), rows.len(), sums.to_vec()));
    }

    #[test]
    fn a_row_of_another_length_is_refused() {
        let run = untimed(&RunOptions::default());
        let function = function();
        let parameters = Named::default();
        let of = |row, variables| {
            let parts = RowFunctionParts {
                path: "model",
                function: &function,
                row,
                variables,
                parameters: &parameters,
                run: &run,
            };
            RowFunction::new(&parts).err().map(|error| error.path.clone())
        };
        assert_eq!(of(("row", 3), None).as_deref(), Some("model.inputs"));
        assert_eq!(of(("other", 2), None).as_deref(), Some("model.inputs"));
        assert_eq!(of(("row", 2), Some("row")).as_deref(), Some("variables"));
        assert_eq!(of(("row", 2), None), None);
    }
}
