//! The affine subexpressions (leaves) of elementwise functions.

use crate::graph::operation::{Matmul, Operation, Reshape, SparseMatmul};
use crate::graph::{Graph, Id, IdSet};
use crate::plan::access;
use superlinear_machine::access::Access;

/// The variables: the concatenated inputs of differentiation.
#[derive(Clone, Debug)]
pub struct Variables {
    /// The nodes of the inputs.
    pub inputs: Vec<Id>,
    /// The index of each input's first variable.
    pub starts: Vec<usize>,
    /// The number of variables.
    pub count: usize,
}

impl Variables {
    /// The variables of these inputs.
    pub fn new(graph: &Graph, inputs: Vec<Id>) -> Self {
        let mut starts = Vec::with_capacity(inputs.len());
        let mut count = 0;
        for &input in &inputs {
            starts.push(count);
            count += graph.node(input).count();
        }
        Self { inputs, starts, count }
    }

    fn start(&self, input: Id) -> Option<usize> {
        self.inputs.iter().position(|&other| other == input).map(|k| self.starts[k])
    }
}

/// An affine subexpression, elementwise.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// Its node.
    pub id: Id,
    /// Its dependence on the variables.
    pub kind: Kind,
}

/// The dependence of an affine subexpression on the variables.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Each element is the variable with this index.
    Index(Access),
    /// Each element is the product of a row of a sparse matrix with the variables: (column, entry) pairs, row after
    /// row.
    Sparse { indptr: Vec<usize>, entries: Vec<(u32, f64)> },
    /// Each element is the product of a row of a dense matrix, independent of the variables, with the variables from
    /// `start` on.
    Product { matrix: Id, transposed: bool, start: usize, width: usize },
}

/// Limit on the affine subexpressions of a term, since second derivatives need all pairs.
const MAX_LEAVES: usize = 16;

/// Limit on the elements listed individually.
pub const MAX_LANES: usize = 50_000_000;

/// The affine subexpressions of the elements of `lanes`. `is_active` marks the nodes that depend on the variables.
/// `None` if the dependence has another form, or if subexpressions or elements are too many.
pub fn leaves(graph: &Graph, lanes: Id, variables: &Variables, is_active: &[bool]) -> Option<Vec<Leaf>> {
    if graph.node(lanes).count() > MAX_LANES {
        return None;
    }
    let mut found: Vec<Leaf> = Vec::new();
    let mut seen = IdSet::default();
    let mut waiting = vec![lanes];
    while let Some(id) = waiting.pop() {
        if !is_active[id.index()] || !seen.insert(id) {
            continue;
        }
        let node = graph.node(id);
        // A node and its reshaped form are one subexpression: as two, simplification would confuse them.
        if node.operation == Operation::Reshape(Reshape) {
            waiting.push(node.operands[0]);
            continue;
        }
        if let Some(kind) = leaf(graph, id, variables, is_active) {
            if found.len() == MAX_LEAVES {
                return None;
            }
            found.push(Leaf { id, kind });
            continue;
        }
        if !node.is_elementwise() {
            return None;
        }
        waiting.extend(node.operands.iter().rev());
    }
    Some(found)
}

fn leaf(graph: &Graph, id: Id, variables: &Variables, is_active: &[bool]) -> Option<Kind> {
    let node = graph.node(id);
    if node.is_view() || matches!(node.operation, Operation::Input(_)) {
        let (base, access) = access::of_view(graph, id);
        return Some(Kind::Index(access.shifted(variables.start(base)?)));
    }
    if let &Operation::SparseMatmul(SparseMatmul { matrix, transposed }) = &node.operation {
        return sparse_leaf(graph, node.operands[0], matrix, transposed, variables);
    }
    let &Operation::Matmul(Matmul { transposed }) = &node.operation else { return None };
    let [a, b] = [node.operands[0], node.operands[1]];
    // A matrix times a column of variables, or a row of variables times a matrix.
    let ((matrix, of_matrix), vector) = match (is_active[a.index()], is_active[b.index()]) {
        (false, true) => ((a, transposed[0]), b),
        (true, false) => ((b, !transposed[1]), a),
        _ => return None,
    };
    let is_vector = graph.shape(vector).iter().filter(|&&length| length != 1).count() <= 1;
    let &[rows, columns] = graph.shape(matrix) else { return None };
    let width = if of_matrix { rows } else { columns };
    if !is_vector || graph.node(vector).count() != width {
        return None;
    }
    let (base, access) = access::of_view(graph, vector);
    let start = variables.start(base)? + access.contiguous()?;
    Some(Kind::Product { matrix, transposed: of_matrix, start, width })
}

/// A sparse matrix, or its transpose, times a column of variables.
fn sparse_leaf(graph: &Graph, vector: Id, matrix: usize, transposed: bool, variables: &Variables) -> Option<Kind> {
    let data = graph.matrix(matrix);
    let by_columns = &data.by_columns;
    let (indptr, indices, values, width) = if transposed {
        (&by_columns.indptr, &by_columns.indices, &by_columns.values, data.rows)
    } else {
        (&data.indptr, &data.indices, &data.values, data.columns)
    };
    if graph.node(vector).count() != width {
        return None;
    }
    let (base, access) = access::of_view(graph, vector);
    let start = variables.start(base)? as u32;
    let places = access.places(width);
    let entries = indices.iter().zip(values).map(|(&j, &value)| (places[j as usize] + start, value)).collect();
    Some(Kind::Sparse { indptr: indptr.clone(), entries })
}
