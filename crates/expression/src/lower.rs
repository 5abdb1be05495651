//! Converts a function from the wire format to a graph, and computes all shapes.

use crate::composite;
use crate::function::{Argument, Data, Function, InputDeclaration, MAX_RANK, MAX_SIZE, WireNode};
use crate::graph::operation::{Binary, Comparison, Padding, Unary, Window};
use crate::graph::{Graph, Id, shape};
use superlinear_interface::{Error, Vector, check};
use superlinear_machine::sparse::SparseData;

/// A validated function.
#[derive(Clone, Debug)]
pub struct Expression {
    /// The graph of the function.
    pub graph: Graph,
    /// The inputs, by index.
    pub inputs: Vec<Input>,
    /// The elements of the constant tensors, by index; empty for sparse matrices.
    pub data: Vec<Vector>,
    /// The node of the value.
    pub output: Id,
}

/// An input of a function.
#[derive(Clone, Debug)]
pub struct Input {
    /// The name.
    pub name: String,
    /// The length of each axis.
    pub shape: Vec<usize>,
    /// The node.
    pub id: Id,
}

impl Expression {
    /// The graph of a function. Error paths are relative to the function.
    pub fn new(function: &Function) -> Result<Self, Error> {
        let mut graph = Graph::default();
        let (mut inputs, mut data) = (Vec::new(), Vec::new());
        let output = lower(function, &mut graph, &mut inputs, &mut data)?;
        Ok(Self { graph, inputs, data, output })
    }

    /// Adds another function to this graph and returns its value. Equal nodes are shared. Inputs with equal names are
    /// shared and must have equal shapes; others are appended to the inputs of this expression. Error paths are
    /// relative to the function.
    pub fn join(&mut self, function: &Function) -> Result<Id, Error> {
        lower(function, &mut self.graph, &mut self.inputs, &mut self.data)
    }
}

/// Adds the nodes, inputs and data of a function to a graph. Returns its value.
fn lower(function: &Function, graph: &mut Graph, inputs: &mut Vec<Input>, data: &mut Vec<Vector>) -> Result<Id, Error> {
    function.check()?;
    let own = function.inputs.iter().enumerate().map(|(k, declared)| input(graph, inputs, k, declared));
    let own = own.collect::<Result<Vec<_>, _>>()?;
    let mut lowering = Lowering { graph, inputs: own, data: Vec::new(), first_data: data.len() };
    for (k, data) in function.data.iter().enumerate() {
        let held = lowering.read_data(data).map_err(|error| error.within(&format!("data[{k}]")))?;
        lowering.data.push(held);
    }
    let mut ids = Vec::with_capacity(function.nodes.len());
    for (k, node) in function.nodes.iter().enumerate() {
        let id = lowering.node(node, &ids).map_err(|error| error.at(&format!("nodes[{k}]")))?;
        check_shape(&format!("nodes[{k}]"), lowering.graph.shape(id))?;
        ids.push(id);
    }
    let elements = |data: &Data| if data.shape.is_some() { data.values.clone() } else { Vector::default() };
    data.extend(function.data.iter().map(elements));
    Ok(ids[function.outputs[0] as usize])
}

/// The node of a declared input, existing or new.
fn input(graph: &mut Graph, inputs: &mut Vec<Input>, k: usize, declared: &InputDeclaration) -> Result<Id, Error> {
    let path = format!("inputs[{k}].shape");
    let shape: Vec<_> = declared.shape.iter().map(|&length| length as usize).collect();
    if let Some(input) = inputs.iter().find(|input| input.name == declared.name) {
        if input.shape == shape {
            return Ok(input.id);
        }
        let (expected, name, got) = (shape::written(&input.shape), &input.name, shape::written(&shape));
        return Err(Error::invalid(
            path,
            format!("must be that of {name} in the other function, {expected}, got {got}"),
        ));
    }
    check_shape(&path, &shape)?;
    let id = graph.input(inputs.len(), &shape);
    inputs.push(Input { name: declared.name.clone(), shape, id });
    Ok(id)
}

fn check_shape(path: &str, shape: &[usize]) -> Result<(), Error> {
    if shape.len() > MAX_RANK {
        let message = format!("must have no more than {MAX_RANK} axes, got {}", shape.len());
        return Err(Error::invalid(path, message));
    }
    match shape::checked_count(shape) {
        Some(count) if count <= MAX_SIZE => Ok(()),
        _ => {
            let shape = shape::written(shape);
            Err(Error::invalid(path, format!("must have fewer than 2^31 elements, got the shape {shape}")))
        }
    }
}

/// The reason an operand is refused. Appended to the node's path in the error message.
struct Fault(String);

impl Fault {
    fn at(self, path: &str) -> Error {
        Error::invalid(path, self.0)
    }
}

impl From<String> for Fault {
    fn from(words: String) -> Self {
        Self(words)
    }
}

impl From<&str> for Fault {
    fn from(words: &str) -> Self {
        Self(words.to_owned())
    }
}

/// Constant data of a function.
enum Held {
    Tensor {
        shape: Vec<usize>,
        values: Vector,
    },
    /// The index of a matrix in the graph.
    Matrix(usize),
}

struct Lowering<'a> {
    graph: &'a mut Graph,
    /// The nodes of the function's inputs.
    inputs: Vec<Id>,
    /// The function's data.
    data: Vec<Held>,
    /// The index of its first data in the graph.
    first_data: usize,
}

impl Lowering<'_> {
    fn read_data(&mut self, data: &Data) -> Result<Held, Error> {
        check::numbers("values", &data.values, check::FINITE)?;
        match (&data.shape, data.rows, data.columns, &data.indptr, &data.indices) {
            (Some(shape), None, None, None, None) => {
                let shape: Vec<_> = shape.iter().map(|&length| length as usize).collect();
                check_shape("shape", &shape)?;
                check::length("values", data.values.len(), shape::count(&shape), "shape says")?;
                Ok(Held::Tensor { shape, values: data.values.clone() })
            }
            (None, Some(rows), Some(columns), Some(indptr), Some(indices)) => {
                let matrix = superlinear_interface::SparseMatrix {
                    rows: rows as usize,
                    columns: columns as usize,
                    indptr: indptr.clone(),
                    indices: indices.clone(),
                    data: data.values.clone(),
                };
                matrix.ensure_well_formed()?;
                Ok(Held::Matrix(self.graph.add_matrix(SparseData::new(&matrix))))
            }
            _ => Err(Error::invalid(
                "values",
                "must stand with shape, or with rows, columns, indptr and indices of a sparse matrix",
            )),
        }
    }

    /// Converts a node. `ids` has the graph nodes of all earlier ones.
    fn node(&mut self, node: &WireNode, ids: &[Id]) -> Result<Id, Fault> {
        let name = node.operation.as_str();
        let mut arguments = Arguments { name, rest: node.arguments.iter(), ids };
        if let Some(function) = Unary::named(name) {
            let a = arguments.operand()?;
            arguments.end()?;
            return Ok(self.graph.unary(function, a));
        }
        if let Some(&(_, compose)) = composite::UNARY.iter().find(|&&(composite, _)| composite == name) {
            let a = arguments.operand()?;
            arguments.end()?;
            return Ok(compose(self.graph, a));
        }
        if let Some(function) = Binary::named(name) {
            let (a, b) = (arguments.operand()?, arguments.operand()?);
            arguments.end()?;
            let [a, b] = self.together(name, [a, b])?;
            return Ok(if function == Binary::Power {
                self.graph.power(a, b)
            } else {
                self.graph.binary(function, a, b)
            });
        }
        match name {
            "input" => {
                let number = arguments.whole()?;
                arguments.end()?;
                let input = self.inputs.get(number).copied();
                Ok(input.ok_or_else(|| format!("input {number} is none of the inputs"))?)
            }
            "constant" => {
                let value = arguments.number()?;
                arguments.end()?;
                if !value.is_finite() {
                    return Err("constant must be finite".into());
                }
                Ok(self.graph.constant(value))
            }
            "data" => {
                let number = arguments.whole()?;
                arguments.end()?;
                match self.data.get(number) {
                    Some(Held::Tensor { shape, .. }) => Ok(self.graph.data(self.first_data + number, shape)),
                    _ => Err(format!("data {number} is no tensor").into()),
                }
            }
            "where" => self.choice(arguments),
            "slice" | "reshape" | "broadcast" | "permute" => self.view(arguments),
            "gather" | "take" | "concatenate" => self.rearranged(arguments),
            "sum" | "logsumexp" | "softmax" => self.reduction(arguments),
            "matmul" | "sparseMatmul" => self.product(arguments),
            "convolution" | "transposedConvolution" => self.convolution(arguments),
            _ => Err(format!("has the unknown operation \"{name}\"").into()),
        }
    }

    fn shapes_in_words(&self, ids: &[Id]) -> String {
        let shapes: Vec<_> = ids.iter().map(|&id| shape::written(self.graph.shape(id))).collect();
        shapes.join(" and ")
    }

    /// Broadcasts the operands to a common shape.
    fn together<const N: usize>(&mut self, name: &str, ids: [Id; N]) -> Result<[Id; N], Fault> {
        let mut common = Vec::new();
        for &id in &ids {
            common = shape::broadcast(&common, self.graph.shape(id))
                .ok_or_else(|| format!("{name}: shapes {} do not go together", self.shapes_in_words(&ids)))?;
        }
        check_shape("", &common)
            .map_err(|_| format!("{name}: shapes {} go beyond all memory", self.shapes_in_words(&ids)))?;
        Ok(ids.map(|id| self.graph.broadcast(id, &common)))
    }

    fn choice(&mut self, mut arguments: Arguments) -> Result<Id, Fault> {
        let operands = [arguments.operand()?, arguments.operand()?, arguments.operand()?, arguments.operand()?];
        let name = arguments.word()?;
        let Some(comparison) = Comparison::named(name) else {
            let names: Vec<_> = Comparison::ALL.iter().map(|comparison| format!("\"{}\"", comparison.name())).collect();
            return Err(format!("where compares by {}, got \"{name}\"", names.join(" or ")).into());
        };
        arguments.end()?;
        let operands = self.together("where", operands)?;
        Ok(self.graph.select(comparison, operands))
    }

    fn view(&mut self, mut arguments: Arguments) -> Result<Id, Fault> {
        let name = arguments.name;
        let a = arguments.operand()?;
        let own = self.graph.shape(a).to_vec();
        if name == "slice" {
            let (starts, counts, steps) = (arguments.wholes()?, arguments.wholes()?, arguments.integers()?);
            arguments.end()?;
            check_slice(&own, &starts, &counts, &steps)?;
            return Ok(self.graph.slice(a, &starts, &counts, &steps));
        }
        let list = arguments.wholes()?;
        arguments.end()?;
        match name {
            "reshape" if shape::checked_count(&list) != Some(shape::count(&own)) => {
                let (from, to) = (shape::written(&own), shape::written(&list));
                Err(format!("reshape: the shapes {from} and {to} have different numbers of elements").into())
            }
            "reshape" => Ok(self.graph.reshape(a, &list)),
            "broadcast" if shape::broadcast(&own, &list).as_ref() != Some(&list) => {
                let (from, to) = (shape::written(&own), shape::written(&list));
                Err(format!("broadcast: the shape {from} does not stretch to {to}").into())
            }
            "broadcast" => {
                check_shape("", &list).map_err(|error| Fault(error.message.trim_start().to_owned()))?;
                Ok(self.graph.broadcast(a, &list))
            }
            _ => {
                let mut sorted = list.clone();
                sorted.sort_unstable();
                if !sorted.into_iter().eq(0..own.len()) {
                    return Err(
                        format!("permute: axes must be 0 to {} in some order", own.len().saturating_sub(1)).into()
                    );
                }
                Ok(self.graph.permute(a, &list))
            }
        }
    }

    fn rearranged(&mut self, mut arguments: Arguments) -> Result<Id, Fault> {
        if arguments.name == "concatenate" {
            return self.concatenation(arguments);
        }
        let name = arguments.name;
        let a = arguments.operand()?;
        let own = self.graph.shape(a).to_vec();
        let Some(&rows) = own.first() else { return Err(format!("{name}: a number has no rows").into()) };
        if name == "take" {
            let index = arguments.operand()?;
            arguments.end()?;
            return Ok(self.graph.take(a, index, false));
        }
        let number = arguments.whole()?;
        arguments.end()?;
        let Some(Held::Tensor { shape, values }) = self.data.get(number) else {
            return Err(format!("gather: data {number} is no tensor").into());
        };
        let is_row = |&value: &f64| value.fract() == 0.0 && value >= 0.0 && value < rows as f64;
        if let Some(k) = values.iter().position(|value| !is_row(value)) {
            let (last, got) = (rows.saturating_sub(1), check::short(values[k]));
            return Err(format!("gather: data[{number}].values[{k}] must be a row from 0 to {last}, got {got}").into());
        }
        let places = values.iter().map(|&value| value as u32).collect();
        let shape = shape.clone();
        let whole = [shape.as_slice(), &own[1..]].concat();
        check_shape("", &whole).map_err(|error| Fault(error.message.trim_start().to_owned()))?;
        let table = self.graph.add_table(shape, places);
        Ok(self.graph.gather(a, table, 0))
    }

    fn concatenation(&mut self, mut arguments: Arguments) -> Result<Id, Fault> {
        let parts = arguments.operands()?;
        let axis = arguments.whole()?;
        arguments.end()?;
        let Some(&first) = parts.first() else { return Err("concatenate: there must be at least one operand".into()) };
        let first = self.graph.shape(first).to_vec();
        if axis >= first.len() {
            return Err(format!("concatenate: there is no axis {axis} in the shape {}", shape::written(&first)).into());
        }
        for &part in &parts {
            let own = self.graph.shape(part);
            if own.len() != first.len() || (0..own.len()).any(|k| k != axis && own[k] != first[k]) {
                let (a, b) = (shape::written(&first), shape::written(own));
                return Err(format!("concatenate: shapes {a} and {b} differ beside axis {axis}").into());
            }
        }
        let parts: Vec<_> = parts.into_iter().filter(|&part| self.graph.shape(part)[axis] > 0).collect();
        if parts.is_empty() {
            return Ok(self.graph.full(0.0, &first));
        }
        Ok(self.graph.concatenate(&parts, axis))
    }

    fn reduction(&mut self, mut arguments: Arguments) -> Result<Id, Fault> {
        let name = arguments.name;
        let a = arguments.operand()?;
        let mut axes = arguments.wholes()?;
        arguments.end()?;
        axes.sort_unstable();
        let rank = self.graph.shape(a).len();
        if axes.windows(2).any(|pair| pair[0] == pair[1]) || axes.last().is_some_and(|&axis| axis >= rank) {
            let shape = shape::written(self.graph.shape(a));
            return Err(format!("{name}: axes must be axes of the shape {shape}, each once").into());
        }
        if name == "sum" {
            return Ok(self.graph.sum(a, &axes));
        }
        if axes.iter().any(|&axis| self.graph.shape(a)[axis] == 0) {
            return Err(format!("{name}: there must be at least one element along the axes").into());
        }
        Ok(if name == "softmax" { self.graph.softmax(a, &axes) } else { self.graph.log_sum_exp(a, &axes) })
    }

    fn product(&mut self, mut arguments: Arguments) -> Result<Id, Fault> {
        if arguments.name == "sparseMatmul" {
            let (a, number) = (arguments.operand()?, arguments.whole()?);
            arguments.end()?;
            return self.sparse_product(a, number);
        }
        let (a, b) = (arguments.operand()?, arguments.operand()?);
        arguments.end()?;
        let fault = format!("matmul: shapes {} do not go together", self.shapes_in_words(&[a, b]));
        let (left, right) = (self.graph.shape(a).to_vec(), self.graph.shape(b).to_vec());
        if left.is_empty() || right.is_empty() {
            return Err(fault.into());
        }
        // A vector is a row on the left and a column on the right.
        let a = if left.len() == 1 { self.graph.reshape(a, &[1, left[0]]) } else { a };
        let b = if right.len() == 1 { self.graph.reshape(b, &[right[0], 1]) } else { b };
        let (rows, columns) = (self.graph.shape(a).to_vec(), self.graph.shape(b).to_vec());
        let inner = (rows[rows.len() - 1], columns[columns.len() - 2]);
        let before = shape::broadcast(&rows[..rows.len() - 2], &columns[..columns.len() - 2]);
        let (true, Some(mut result)) = (inner.0 == inner.1, before) else { return Err(fault.into()) };
        let sides =
            [(left.len() > 1).then(|| rows[rows.len() - 2]), (right.len() > 1).then(|| columns[columns.len() - 1])];
        let whole = [result.as_slice(), &[rows[rows.len() - 2], columns[columns.len() - 1]]].concat();
        check_shape("", &whole).map_err(|error| Fault(error.message.trim_start().to_owned()))?;
        let product = self.graph.matmul([a, b], [false, false]);
        result.extend(sides.into_iter().flatten());
        Ok(self.graph.reshape(product, &result))
    }

    fn sparse_product(&mut self, a: Id, number: usize) -> Result<Id, Fault> {
        let Some(&Held::Matrix(matrix)) = self.data.get(number) else {
            return Err(format!("sparseMatmul: data {number} is no sparse matrix").into());
        };
        let own = self.graph.shape(a).to_vec();
        let (rows, columns) = (self.graph.matrix(matrix).rows, self.graph.matrix(matrix).columns);
        let is_vector = own.len() == 1;
        let inner = if is_vector { own.first() } else { own.len().checked_sub(2).map(|axis| &own[axis]) };
        if inner != Some(&columns) {
            let shape = shape::written(&own);
            return Err(format!(
                "sparseMatmul: the matrix has {columns} columns, which the shape {shape} does not fit"
            )
            .into());
        }
        let a = if is_vector { self.graph.reshape(a, &[columns, 1]) } else { a };
        let mut whole = self.graph.shape(a).to_vec();
        let rank = whole.len();
        whole[rank - 2] = rows;
        check_shape("", &whole).map_err(|error| Fault(error.message.trim_start().to_owned()))?;
        let product = self.graph.sparse_matmul(matrix, a, false);
        Ok(if is_vector { self.graph.reshape(product, &[rows]) } else { product })
    }

    fn convolution(&mut self, mut arguments: Arguments) -> Result<Id, Fault> {
        let name = arguments.name;
        let (a, kernel) = (arguments.operand()?, arguments.operand()?);
        let padding = match arguments.word()? {
            "zero" => Padding::Zero,
            "circular" => Padding::Circular,
            "none" => Padding::None,
            other => {
                return Err(format!("{name}: padding is \"zero\", \"circular\" or \"none\", got \"{other}\"").into());
            }
        };
        let strides = arguments.wholes()?;
        arguments.end()?;
        let (own, by) = (self.graph.shape(a).to_vec(), self.graph.shape(kernel).to_vec());
        let is_transposed = name == "transposedConvolution";
        let channels = by.get(usize::from(!is_transposed));
        let fits = (3..=4).contains(&own.len()) && by.len() == own.len() && own.get(1) == channels;
        if !fits || strides.len() != own.len() - 2 || strides.contains(&0) || by[2..].contains(&0) {
            let shapes = self.shapes_in_words(&[a, kernel]);
            return Err(
                format!("{name}: shapes {shapes} do not go together with {} strides from 1 on", strides.len()).into()
            );
        }
        let window = Window { padding, strides };
        let spatial = 2..own.len();
        let mut whole = vec![own[0], by[usize::from(is_transposed)]];
        for axis in spatial {
            let (length, kernel) = (own[axis], by[axis]);
            let result = if is_transposed {
                window.whole_length(axis - 2, length, kernel)
            } else {
                Some(window.result_length(axis - 2, length, kernel))
            };
            let seen = if is_transposed { result.unwrap_or(0) } else { length };
            if padding == Padding::Circular && window.reach(kernel) > seen {
                return Err(format!("{name}: the window must not reach around the input of length {seen} twice").into());
            }
            whole.push(result.ok_or_else(|| Fault(format!("{name}: the window does not fit along axis {axis}")))?);
        }
        check_shape("", &whole).map_err(|error| Fault(error.message.trim_start().to_owned()))?;
        if whole.contains(&0) || own.contains(&0) {
            return Ok(self.graph.full(0.0, &whole));
        }
        Ok(if is_transposed {
            self.graph.convolution_input(a, kernel, &window, &whole)
        } else {
            self.graph.convolution(a, kernel, &window)
        })
    }
}

fn check_slice(own: &[usize], starts: &[usize], counts: &[usize], steps: &[isize]) -> Result<(), Fault> {
    let rank = own.len();
    if starts.len() != rank || counts.len() != rank || steps.len() != rank {
        return Err(format!("slice: there must be a start, a count and a step for each of {rank} axes").into());
    }
    for axis in 0..rank {
        let first = starts[axis] as i128;
        let last = first + steps[axis] as i128 * (counts[axis] as i128 - 1);
        let range = 0..own[axis] as i128;
        if counts[axis] > 0 && !(range.contains(&first) && range.contains(&last)) {
            return Err(format!("slice: it leaves axis {axis}, of length {}", own[axis]).into());
        }
    }
    Ok(())
}

/// The unread arguments of a node.
struct Arguments<'a> {
    name: &'a str,
    rest: std::slice::Iter<'a, Argument>,
    ids: &'a [Id],
}

impl<'a> Arguments<'a> {
    fn number(&mut self) -> Result<f64, Fault> {
        match self.rest.next() {
            Some(&Argument::Number(value)) => Ok(value),
            _ => Err(self.wrong("a number")),
        }
    }

    fn word(&mut self) -> Result<&'a str, Fault> {
        match self.rest.next() {
            Some(Argument::Word(word)) => Ok(word),
            _ => Err(self.wrong("a word")),
        }
    }

    fn list(&mut self) -> Result<&'a [f64], Fault> {
        match self.rest.next() {
            Some(Argument::List(list)) => Ok(list),
            _ => Err(self.wrong("a list")),
        }
    }

    fn whole(&mut self) -> Result<usize, Fault> {
        let value = self.number()?;
        self.to_whole(value)
    }

    fn wholes(&mut self) -> Result<Vec<usize>, Fault> {
        self.list()?.iter().map(|&value| self.to_whole(value)).collect()
    }

    fn integers(&mut self) -> Result<Vec<isize>, Fault> {
        let list = self.list()?;
        let is_integer = |value: &f64| value.fract() == 0.0 && value.abs() <= MAX_SIZE as f64;
        if list.iter().all(is_integer) {
            Ok(list.iter().map(|&value| value as isize).collect())
        } else {
            Err(self.wrong("whole numbers"))
        }
    }

    fn operand(&mut self) -> Result<Id, Fault> {
        let value = self.number()?;
        self.to_operand(value)
    }

    fn operands(&mut self) -> Result<Vec<Id>, Fault> {
        self.list()?.iter().map(|&value| self.to_operand(value)).collect()
    }

    fn end(mut self) -> Result<(), Fault> {
        if self.rest.next().is_none() { Ok(()) } else { Err(format!("{} has too many arguments", self.name).into()) }
    }

    fn to_operand(&self, value: f64) -> Result<Id, Fault> {
        let number = self.to_whole(value)?;
        let earlier = self.ids.len();
        self.ids
            .get(number)
            .copied()
            .ok_or_else(|| format!("{}: operand {number} must be an earlier node, below {earlier}", self.name).into())
    }

    fn to_whole(&self, value: f64) -> Result<usize, Fault> {
        let is_whole = value.fract() == 0.0 && (0.0..=MAX_SIZE as f64).contains(&value);
        if is_whole { Ok(value as usize) } else { Err(self.wrong("whole numbers below 2^31")) }
    }

    fn wrong(&self, expected: &str) -> Fault {
        Fault(format!("{}: its arguments must have {expected} here", self.name))
    }
}
