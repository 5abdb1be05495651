//! A graph of tensors: hash-consed nodes in order of creation, simplified when they are created.

mod elementwise;
mod hash;
pub mod operation;
mod power;
pub mod shape;

use hash::Chains;
pub use hash::{IdMap, IdSet, SpreadMap};
use operation::{Broadcast, Operation};
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use superlinear_machine::sparse::SparseData;

/// The id of a node. Operands have smaller ids, so ascending order is a topological order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(u32);

impl Id {
    /// The index in lists by node.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A tensor, defined by an operation on operands.
#[derive(Clone, Debug, Eq)]
pub struct Node {
    pub operation: Operation,
    pub operands: Vec<Id>,
    pub shape: Vec<usize>,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.operation == other.operation
            && shape::same(&self.operands, &other.operands)
            && shape::same(&self.shape, &other.shape)
    }
}

impl Hash for Node {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.operation.hash(state);
        self.operands.len().hash(state);
        // One by one: hashing a whole slice would hash its bytes.
        self.operands.iter().for_each(|operand| operand.hash(state));
        self.shape.iter().for_each(|length| length.hash(state));
    }
}

impl Node {
    /// The number of elements.
    pub fn count(&self) -> usize {
        shape::count(&self.shape)
    }

    /// Whether each element depends only on the same element of each operand.
    pub fn is_elementwise(&self) -> bool {
        matches!(self.operation, Operation::Unary(_) | Operation::Binary(_) | Operation::Select(_))
    }

    /// Whether it is a view of its operand.
    pub fn is_view(&self) -> bool {
        self.operation.primitive().is_some_and(|rules| rules.view().is_some())
    }
}

/// The row indices of a gather.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Table {
    /// The shape in which the rows are arranged.
    pub shape: Vec<usize>,
    pub rows: Vec<u32>,
}

/// A graph of tensors.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    nodes: Vec<Node>,
    chains: Chains,
    tables: Vec<Arc<Table>>,
    matrices: Vec<Arc<SparseData>>,
    /// The number of inputs: 1 more than the greatest index.
    inputs: usize,
}

impl Graph {
    pub fn node(&self, id: Id) -> &Node {
        &self.nodes[id.index()]
    }

    pub fn shape(&self, id: Id) -> &[usize] {
        &self.nodes[id.index()].shape
    }

    /// The number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// All nodes in ascending order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = Id> + use<> {
        (0..self.nodes.len() as u32).map(Id)
    }

    /// A table of rows.
    pub fn table(&self, number: usize) -> &Arc<Table> {
        &self.tables[number]
    }

    /// A sparse matrix.
    pub fn matrix(&self, number: usize) -> &Arc<SparseData> {
        &self.matrices[number]
    }

    /// Stores a table for use by nodes. Returns its index.
    pub fn add_table(&mut self, shape: Vec<usize>, rows: Vec<u32>) -> usize {
        self.tables.push(Arc::new(Table { shape, rows }));
        self.tables.len() - 1
    }

    /// Stores a sparse matrix for use by nodes. Returns its index.
    pub fn add_matrix(&mut self, matrix: SparseData) -> usize {
        self.matrices.push(Arc::new(matrix));
        self.matrices.len() - 1
    }

    /// The input with this index.
    pub fn input(&mut self, number: usize, shape: &[usize]) -> Id {
        self.inputs = self.inputs.max(number + 1);
        self.intern(Operation::Input(number), Vec::new(), shape.to_vec())
    }

    /// A further input, and its index.
    pub fn fresh_input(&mut self, shape: &[usize]) -> (Id, usize) {
        let number = self.inputs;
        (self.input(number, shape), number)
    }

    /// The constant tensor with this index.
    pub fn data(&mut self, number: usize, shape: &[usize]) -> Id {
        self.intern(Operation::Data(number), Vec::new(), shape.to_vec())
    }

    /// The id of this node, existing or new. Its operands and its shape are validated beforehand.
    pub fn intern(&mut self, operation: Operation, operands: Vec<Id>, shape: Vec<usize>) -> Id {
        let node = Node { operation, operands, shape };
        let Self { nodes, chains, .. } = self;
        chains.find_or_add(&node, nodes)
    }

    /// Marks the nodes that the outputs depend on.
    pub fn needed_by(&self, outputs: &[Id]) -> Vec<bool> {
        let mut is_needed = vec![false; self.len()];
        outputs.iter().for_each(|id| is_needed[id.index()] = true);
        for id in self.ids().rev() {
            if is_needed[id.index()] {
                self.node(id).operands.iter().for_each(|operand| is_needed[operand.index()] = true);
            }
        }
        is_needed
    }

    /// Marks the nodes that depend on `sources`, including these.
    pub fn dependent_on(&self, sources: &[Id]) -> Vec<bool> {
        let mut depends = vec![false; self.len()];
        sources.iter().for_each(|id| depends[id.index()] = true);
        for id in self.ids() {
            if !depends[id.index()] {
                depends[id.index()] = self.node(id).operands.iter().any(|operand| depends[operand.index()]);
            }
        }
        depends
    }

    /// The nodes in `from` and all their ancestors in ascending order; the search stops at nodes with `is_end`. The
    /// cost is proportional to these nodes, not to the graph.
    pub fn reached(&self, from: impl IntoIterator<Item = Id>, is_end: impl Fn(Id) -> bool) -> Vec<Id> {
        let mut waiting: Vec<_> = from.into_iter().collect();
        let mut reached = IdSet::default();
        while let Some(id) = waiting.pop() {
            if reached.insert(id) && !is_end(id) {
                waiting.extend(&self.node(id).operands);
            }
        }
        let mut reached: Vec<_> = reached.into_iter().collect();
        reached.sort_unstable();
        reached
    }

    /// The common value of all elements, if it is known.
    pub fn uniform(&self, id: Id) -> Option<f64> {
        let node = self.node(id);
        match node.operation {
            Operation::Constant(bits) => Some(f64::from_bits(bits)),
            Operation::Broadcast(Broadcast) => match self.node(node.operands[0]).operation {
                Operation::Constant(bits) => Some(f64::from_bits(bits)),
                _ => None,
            },
            _ => None,
        }
    }
}
