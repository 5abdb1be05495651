//! An outer and an inner objective of two vectors, x and y, and constraints of the inner problem, with the derivatives
//! needed by bilevel optimization.

use crate::arguments::{ensure_number, list_of, number_of};
use crate::compiled::{Compiled, CompiledFunction};
use crate::derive::tangents;
use crate::function::Function;
use crate::graph::{Graph, Id};
use crate::lower::Expression;
use crate::named::Named;
use crate::sparse::{Derivative, Prepared, flat_or_zeros, gradient, seeds};
use superlinear_interface::{Error, Run};
use superlinear_machine::Given;

/// The functions of a bilevel problem. Error paths use these names.
pub struct LevelParts<'a> {
    /// The objective minimized over x, a scalar.
    pub outer_objective: &'a Function,
    /// The objective minimized over y, a scalar.
    pub inner_objective: &'a Function,
    /// The inner inequalities g ≤ 0, a vector.
    pub inner_inequalities: Option<&'a Function>,
    /// The inner equations h = 0, a vector.
    pub inner_equalities: Option<&'a Function>,
    /// The names of the inputs x and y.
    pub names: [&'a str; 2],
    /// All other inputs, by name.
    pub parameters: &'a Named,
    /// The run that compiles it, within its limits.
    pub run: &'a Run,
}

/// The compiled functions. A point consists of x and y.
pub struct TwoLevels(CompiledFunction<2, Quantities>);

/// The compiled quantities.
struct Quantities {
    /// The number of inequalities.
    inequalities: usize,
    /// The index of the input with the weights of the inner objective and of the constraints.
    weights: usize,
    /// The index of the input with the direction of `product`.
    direction: usize,
    /// The outer objective and its gradient.
    outer: Compiled,
    /// The inner objective and its gradient.
    inner: Compiled,
    /// The derivative along a direction in y of the gradient of the inner Lagrangian.
    product: Compiled,
    /// The constraints' Jacobian, and beside it the constraints.
    jacobian: Prepared,
    /// The Hessian of the inner Lagrangian with respect to y.
    hessian: Prepared,
}

impl TwoLevels {
    /// Compiles the functions and their derivatives.
    pub fn new(parts: &LevelParts) -> Result<Self, Error> {
        let about = |path: &'static str| move |error: Error| error.within(path);
        let mut expression = Expression::new(parts.outer_objective).map_err(about("outerObjective"))?;
        let outer = expression.output;
        ensure_number("outerObjective", &expression.graph, outer)?;
        let inner = expression.join(parts.inner_objective).map_err(about("innerObjective"))?;
        ensure_number("innerObjective", &expression.graph, inner)?;
        let mut constraints = Vec::new();
        let mut counts = [0; 2];
        let lists = [("innerInequalities", parts.inner_inequalities), ("innerEqualities", parts.inner_equalities)];
        for (count, (path, function)) in counts.iter_mut().zip(lists) {
            let Some(function) = function else { continue };
            let list = expression.join(function).map_err(about(path))?;
            let list = list_of(path, &mut expression, list)?;
            *count = expression.graph.node(list).count();
            if *count > 0 {
                constraints.push(list);
            }
        }
        let [x, y] = parts.names;
        let variables =
            [number_of("outerVariables", &expression.inputs, x)?, number_of("innerVariables", &expression.inputs, y)?];
        if variables[0] == variables[1] {
            return Err(Error::invalid("innerVariables", "must be another input than outerVariables"));
        }
        let function = CompiledFunction::new(expression, variables, parts.parameters)?;
        Self::compile(function, [outer, inner], &constraints, (counts[0], parts.run))
            .map_err(|error| error.renamed("function", "innerObjective"))
    }

    fn compile(
        mut function: CompiledFunction<2, ()>,
        [outer, inner]: [Id; 2],
        constraints: &[Id],
        (inequalities, run): (usize, &Run),
    ) -> Result<Self, Error> {
        let (both, of_y) = (function.differentiated(&[0, 1]), function.differentiated(&[1]));
        let graph = &mut function.expression.graph;
        let constraints = match constraints.split_first() {
            Some((&first, rest)) => graph.concatenate(first, rest, 0),
            None => graph.full(0.0, &[0]),
        };
        let count = graph.node(constraints).count();
        let flat = graph.reshape(inner, &[1]);
        let all = if count > 0 { graph.concatenate(flat, &[constraints], 0) } else { flat };
        let (multipliers, weights) = function.add_input(1 + count);
        let graph = &mut function.expression.graph;
        let with_gradient = |graph: &mut Graph, value: Id| {
            let one = graph.constant(1.0);
            let slope = gradient(graph, &[(value, one)], &both);
            Compiled::new(graph, &[value, slope], run)
        };
        let (outer, inner) = (with_gradient(graph, outer)?, with_gradient(graph, inner)?);
        let slope = gradient(graph, &[(all, multipliers)], &both);
        let (along, direction) = function.add_input(of_y.count);
        let graph = &mut function.expression.graph;
        let seeds = seeds(graph, &of_y, along);
        let product = tangents(graph, &[slope], &seeds).remove(0);
        let product = flat_or_zeros(graph, product, slope);
        let product = Compiled::new(graph, &[product], run)?;
        let jacobian = Derivative::jacobian(graph, constraints, &both, run)?.prepare(graph, &[constraints], run)?;
        let hessian = Derivative::hessian(graph, [all, multipliers], &of_y, run)?.prepare(graph, &[], run)?;
        let quantities = Quantities { inequalities, weights, direction, outer, inner, product, jacobian, hessian };
        Ok(Self(function.with(quantities)))
    }

    /// The lengths of x and y.
    pub fn variables(&self) -> [usize; 2] {
        self.0.lengths()
    }

    /// The numbers of inequalities and equations.
    pub fn constraints(&self) -> [usize; 2] {
        let Quantities { inequalities, jacobian, .. } = &self.0.quantities;
        [*inequalities, jacobian.structure.rows - inequalities]
    }

    /// Writes the outer objective and its gradient with respect to x, then y.
    pub fn outer(&mut self, x: &[f64], y: &[f64], answer: &mut [f64]) {
        self.0.evaluate([x, y], |compiled, given| write_with_gradient(&mut compiled.outer, given, answer));
    }

    /// Writes the inner objective and its gradient with respect to x, then y.
    pub fn inner(&mut self, x: &[f64], y: &[f64], answer: &mut [f64]) {
        self.0.evaluate([x, y], |compiled, given| write_with_gradient(&mut compiled.inner, given, answer));
    }

    /// Writes the directional derivative, along `vector` in y, of the gradient of the inner Lagrangian: first its x
    /// part, then its y part. `weight` is that of the inner objective; `multipliers` are those of inequalities and
    /// equations.
    pub fn product(
        &mut self,
        x: &[f64],
        y: &[f64],
        weight: f64,
        multipliers: &[f64],
        vector: &[f64],
        answer: &mut [f64],
    ) {
        self.weigh(weight, multipliers);
        self.0.set(self.0.quantities.direction, |direction| direction.copy_from_slice(vector));
        self.0.evaluate([x, y], |compiled, given| compiled.product.write(given, answer));
    }

    /// Writes the inequalities and the equations, followed by their dense Jacobian with respect to x and y. `answer`
    /// must contain zeros.
    pub fn constraint_values(&mut self, x: &[f64], y: &[f64], answer: &mut [f64]) {
        self.0.evaluate([x, y], |Quantities { jacobian, .. }, given| {
            let (values, entries) = answer.split_at_mut(jacobian.structure.rows);
            let mut sparse = vec![0.0; jacobian.structure.count()];
            jacobian.compute(given, &mut sparse);
            values.copy_from_slice(jacobian.other(0, given));
            for ((i, j), value) in jacobian.structure.iter().zip(&sparse) {
                entries[i * jacobian.structure.columns + j] = *value;
            }
        });
    }

    /// Writes the dense Hessian of the inner objective with respect to y.
    pub fn inner_hessian(&mut self, x: &[f64], y: &[f64], answer: &mut [f64]) {
        let constraints: usize = self.constraints().iter().sum();
        self.weigh(1.0, &vec![0.0; constraints]);
        let size = y.len();
        self.0.evaluate([x, y], |Quantities { hessian, .. }, given| {
            let mut lower = vec![0.0; hessian.structure.count()];
            hessian.compute(given, &mut lower);
            for ((i, j), value) in hessian.structure.iter().zip(&lower) {
                answer[i * size + j] = *value;
                answer[j * size + i] = *value;
            }
        });
    }

    fn weigh(&mut self, weight: f64, multipliers: &[f64]) {
        self.0.set(self.0.quantities.weights, |weights| {
            weights[0] = weight;
            weights[1..].copy_from_slice(multipliers);
        });
    }
}

/// Writes a value and its gradient.
fn write_with_gradient(compiled: &mut Compiled, given: Given, answer: &mut [f64]) {
    compiled.run(given);
    answer[0] = compiled.output(0, given)[0];
    answer[1..].copy_from_slice(compiled.output(1, given));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::function::{Argument, InputDeclaration, WireNode};
    use superlinear_interface::RunOptions;
    use superlinear_interface::testing::untimed;

    /// A function of x and y, both of length 1.
    fn function(nodes: &[(&str, &[Argument])]) -> Function {
        let input = |name: &str| InputDeclaration { name: name.to_owned(), shape: vec![1] };
        let node = |&(operation, arguments): &(&str, &[Argument])| WireNode {
            operation: operation.to_owned(),
            arguments: arguments.to_vec(),
        };
        let nodes: Vec<_> = nodes.iter().map(node).collect();
        let outputs = vec![nodes.len() as u32 - 1];
        Function { version: 1, inputs: vec![input("x"), input("y")], data: Vec::new(), nodes, outputs }
    }

    #[test]
    fn derivatives_are_by_both_vectors() {
        let of = |k: f64| Argument::Number(k);
        let scalar = Argument::List(Vec::new());
        let inputs = [("input", [of(0.0)]), ("input", [of(1.0)])];
        let [x, y] = [(inputs[0].0, &inputs[0].1[..]), (inputs[1].0, &inputs[1].1[..])];
        let product = [of(0.0), of(1.0)];
        // F = x y, f = x y², and the inequality x y ≤ 0.
        let outer = function(&[x, y, ("multiply", &product), ("reshape", &[of(2.0), scalar.clone()])]);
        let inner = function(&[
            x,
            y,
            ("multiply", &[of(1.0), of(1.0)]),
            ("multiply", &[of(2.0), of(0.0)]),
            ("reshape", &[of(3.0), scalar]),
        ]);
        let inequality = function(&[x, y, ("multiply", &product)]);
        let mut levels = TwoLevels::new(&LevelParts {
            outer_objective: &outer,
            inner_objective: &inner,
            inner_inequalities: Some(&inequality),
            inner_equalities: None,
            names: ["x", "y"],
            parameters: &Named::default(),
            run: &untimed(&RunOptions::default()),
        })
        .expect("right functions");
        assert_eq!((levels.variables(), levels.constraints()), ([1, 1], [1, 0]));
        let (x, y) = ([2.0], [3.0]);
        let [mut outer, mut inner, mut constraint] = [[0.0; 3]; 3];
        levels.outer(&x, &y, &mut outer);
        levels.inner(&x, &y, &mut inner);
        levels.constraint_values(&x, &y, &mut constraint);
        assert_eq!((outer, inner, constraint), ([6.0, 3.0, 2.0], [18.0, 9.0, 12.0], [6.0, 3.0, 2.0]));
        let [mut of_inner, mut of_both, mut hessian] = [[0.0; 2], [0.0; 2], [0.0; 2]];
        levels.product(&x, &y, 1.0, &[0.0], &[1.0], &mut of_inner);
        levels.product(&x, &y, 1.0, &[10.0], &[1.0], &mut of_both);
        levels.inner_hessian(&x, &y, &mut hessian[..1]);
        assert_eq!((of_inner, of_both, hessian[0]), ([6.0, 4.0], [16.0, 4.0], 4.0));
    }
}
