//! Converts a function from the wire format to a graph, and computes all shapes.

use crate::composite;
use crate::function::{Data, Function, InputDeclaration, WireNode};
use crate::graph::operation::{Binary, Unary};
use crate::graph::{Graph, Id, shape};
use crate::lowering::{Arguments, Fault, Held, Lowering, check_shape};
use crate::operations;
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
        let mut arguments = Arguments::new(name, &node.arguments, ids);
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
            _ => match operations::in_wire_format().find(|operation| operation.name == name) {
                Some(operation) => (operation.lower)(self, arguments),
                None => Err(format!("has the unknown operation \"{name}\"").into()),
            },
        }
    }
}
