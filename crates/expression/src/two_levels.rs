//! An outer and an inner objective of two vectors, x and y, and constraints of the inner problem, with the derivatives
//! needed by bilevel optimization.

use crate::derive::tangents;
use crate::function::Function;
use crate::graph::{Graph, Id};
use crate::lower::Expression;
use crate::program::{Compiled, inputs, list_of};
use crate::sparse::{Hessian, Jacobian, Prepared, Variables, directions, flat_or_zeros, gradient};
use crate::tasks::{Named, ensure_number, number_of};
use superlinear_interface::{Error, Run, Vector};
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
pub struct TwoLevels {
    expression: Expression,
    /// The indices of the inputs x and y.
    variables: [usize; 2],
    /// The elements of all inputs, followed by the weights of the inner objective and of the constraints.
    inputs: Vec<Vector>,
    inequalities: usize,
    outer: Compiled,
    inner: Compiled,
    product: Compiled,
    constraints: Prepared,
    jacobian: Jacobian,
    second: Prepared,
    hessian: Hessian,
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
        let inputs = inputs(&expression, &variables, parts.parameters)?;
        let constraints = match constraints.split_first() {
            Some((&first, rest)) => expression.graph.concatenate(first, rest, 0),
            None => expression.graph.full(0.0, &[0]),
        };
        Self::compile(expression, [outer, inner, constraints], variables, inputs, (counts[0], parts.run))
            .map_err(|error| error.renamed("function", "innerObjective"))
    }

    fn compile(
        mut expression: Expression,
        [outer, inner, constraints]: [Id; 3],
        variables: [usize; 2],
        mut inputs: Vec<Vector>,
        (inequalities, run): (usize, &Run),
    ) -> Result<Self, Error> {
        let ids = variables.map(|number| expression.inputs[number].id);
        let spare = inputs.len();
        let graph = &mut expression.graph;
        let (both, of_y) = (Variables::new(graph, ids.to_vec()), Variables::new(graph, vec![ids[1]]));
        let count = graph.node(constraints).count();
        let flat = graph.reshape(inner, &[1]);
        let all = if count > 0 { graph.concatenate(flat, &[constraints], 0) } else { flat };
        let weights = graph.input(spare, &[1 + count]);
        inputs.push(vec![0.0; 1 + count].into());
        let with_gradient = |graph: &mut Graph, value: Id| {
            let one = graph.constant(1.0);
            let slope = gradient(graph, &[(value, one)], &both);
            Compiled::new(graph, &[value, slope], run)
        };
        let (outer, inner) = (with_gradient(graph, outer)?, with_gradient(graph, inner)?);
        let slope = gradient(graph, &[(all, weights)], &both);
        let (_, seeds) = directions(graph, &of_y, spare + 1);
        let product = tangents(graph, &[slope], &seeds).remove(0);
        let product = flat_or_zeros(graph, product, slope);
        let product = Compiled::new(graph, &[product], run)?;
        let jacobian = Jacobian::new(graph, constraints, &both, spare + 1, run)?;
        let constraints = jacobian.source.prepare(graph, &[constraints], run)?;
        let hessian = Hessian::new(graph, [all, weights], &of_y, spare + 1, run)?;
        let second = hessian.source.prepare(graph, &[], run)?;
        Ok(Self {
            expression,
            variables,
            inputs,
            inequalities,
            outer,
            inner,
            product,
            constraints,
            jacobian,
            second,
            hessian,
        })
    }

    /// The lengths of x and y.
    pub fn variables(&self) -> [usize; 2] {
        self.variables.map(|number| self.inputs[number].len())
    }

    /// The numbers of inequalities and equations.
    pub fn constraints(&self) -> [usize; 2] {
        [self.inequalities, self.jacobian.structure.rows - self.inequalities]
    }

    /// Writes the outer objective and its gradient with respect to x, then y.
    pub fn outer(&mut self, x: &[f64], y: &[f64], answer: &mut [f64]) {
        Self::write(&self.expression, self.variables, &self.inputs, &mut self.outer, [x, y], answer);
    }

    /// Writes the inner objective and its gradient with respect to x, then y.
    pub fn inner(&mut self, x: &[f64], y: &[f64], answer: &mut [f64]) {
        Self::write(&self.expression, self.variables, &self.inputs, &mut self.inner, [x, y], answer);
    }

    fn write(
        expression: &Expression,
        variables: [usize; 2],
        inputs: &[Vector],
        compiled: &mut Compiled,
        point: [&[f64]; 2],
        answer: &mut [f64],
    ) {
        let Compiled { plan, machine } = compiled;
        with_inputs(expression, variables, inputs, point, &[], |given| {
            machine.run(plan, given);
            answer[0] = machine.output(plan, 0, given)[0];
            answer[1..].copy_from_slice(machine.output(plan, 1, given));
        });
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
        let Compiled { plan, machine } = &mut self.product;
        with_inputs(&self.expression, self.variables, &self.inputs, [x, y], &[vector], |given| {
            machine.run(plan, given);
            answer.copy_from_slice(machine.output(plan, 0, given));
        });
    }

    /// Writes the inequalities and the equations, followed by their dense Jacobian with respect to x and y. `answer`
    /// must contain zeros.
    pub fn constraint_values(&mut self, x: &[f64], y: &[f64], answer: &mut [f64]) {
        let Self { expression, variables, inputs, constraints, jacobian, .. } = self;
        let structure = &jacobian.structure;
        let (values, entries) = answer.split_at_mut(structure.rows);
        let mut sparse = vec![0.0; structure.count()];
        with_inputs(expression, *variables, inputs, [x, y], &[], |given| {
            constraints.compute(&jacobian.source, structure, given, &mut sparse);
            values.copy_from_slice(constraints.other(0, given));
        });
        for ((i, j), value) in structure.iter().zip(&sparse) {
            entries[i * structure.columns + j] = *value;
        }
    }

    /// Writes the dense Hessian of the inner objective with respect to y.
    pub fn inner_hessian(&mut self, x: &[f64], y: &[f64], answer: &mut [f64]) {
        self.weigh(1.0, &vec![0.0; self.jacobian.structure.rows]);
        let Self { expression, variables, inputs, second, hessian, .. } = self;
        let mut lower = vec![0.0; hessian.structure.count()];
        with_inputs(expression, *variables, inputs, [x, y], &[], |given| {
            second.compute(&hessian.source, &hessian.structure, given, &mut lower);
        });
        let size = y.len();
        for ((i, j), value) in hessian.structure.iter().zip(&lower) {
            answer[i * size + j] = *value;
            answer[j * size + i] = *value;
        }
    }

    fn weigh(&mut self, weight: f64, multipliers: &[f64]) {
        if let Some(weights) = self.inputs.last_mut().and_then(Vector::unshared) {
            weights[0] = weight;
            weights[1..].copy_from_slice(multipliers);
        }
    }
}

/// Calls `work` with all inputs, x and y being `point`, followed by `further` ones.
fn with_inputs(
    expression: &Expression,
    [x, y]: [usize; 2],
    inputs: &[Vector],
    point: [&[f64]; 2],
    further: &[&[f64]],
    work: impl FnOnce(Given),
) {
    let mut all: Vec<_> = inputs.iter().map(|values| &values[..]).collect();
    (all[x], all[y]) = (point[0], point[1]);
    all.extend_from_slice(further);
    work(Given { inputs: &all, data: &crate::points::slices(&expression.data) });
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
