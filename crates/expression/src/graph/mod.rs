//! One graph of tensors: nodes in the order of their making, each once, simplified as they are made.

mod build;
mod elementwise;
mod hash;
pub mod operation;
pub mod shape;

use hash::Chains;
pub use hash::{IdMap, IdSet, SpreadMap};
use operation::{Operation, Placement};
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use superlinear_machine::sparse::SparseData;

/// The number of a node. Operands have smaller ones, so that the order of numbers is an order of computation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(u32);

impl Id {
    /// The place in lists by node.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A tensor, by what it is computed of.
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
        // Number by number: as a whole, numbers would be taken by their bytes.
        self.operands.iter().for_each(|operand| operand.hash(state));
        self.shape.iter().for_each(|length| length.hash(state));
    }
}

impl Node {
    /// How many elements it has.
    pub fn count(&self) -> usize {
        shape::count(&self.shape)
    }

    /// Whether it is computed of the same element of each operand.
    pub fn is_elementwise(&self) -> bool {
        matches!(self.operation, Operation::Unary(_) | Operation::Binary(_) | Operation::Select(_))
    }

    /// Whether it is only another sight of its operand.
    pub fn is_view(&self) -> bool {
        matches!(
            self.operation,
            Operation::Slice { .. }
                | Operation::Reshape
                | Operation::Broadcast
                | Operation::Permute(_)
                | Operation::Gather { .. }
        )
    }
}

/// Row numbers by place: those of a gather.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Table {
    /// The shape that the rows are arranged in.
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
}

impl Graph {
    /// A node.
    pub fn node(&self, id: Id) -> &Node {
        &self.nodes[id.index()]
    }

    /// The shape of a node.
    pub fn shape(&self, id: Id) -> &[usize] {
        &self.nodes[id.index()].shape
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// All nodes, in order.
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

    /// Keeps a table for nodes to refer to.
    pub fn add_table(&mut self, shape: Vec<usize>, rows: Vec<u32>) -> usize {
        self.tables.push(Arc::new(Table { shape, rows }));
        self.tables.len() - 1
    }

    /// Keeps a sparse matrix for nodes to refer to.
    pub fn add_matrix(&mut self, matrix: SparseData) -> usize {
        self.matrices.push(Arc::new(matrix));
        self.matrices.len() - 1
    }

    /// The number of the node that is this one.
    fn intern(&mut self, operation: Operation, operands: Vec<Id>, shape: Vec<usize>) -> Id {
        let node = Node { operation, operands, shape };
        let Self { nodes, chains, .. } = self;
        chains.find_or_add(&node, nodes)
    }

    /// Which nodes the outputs are computed of, by number.
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

    /// Which nodes depend on `sources`, by number; those themselves too.
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

    /// The nodes that some are computed of, those themselves too, in order; what nodes where `is_end` holds are computed of is left out.
    /// The work is that of these nodes, however large the graph is.
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

    /// The number that all elements of a node are, where that is known.
    pub fn uniform(&self, id: Id) -> Option<f64> {
        let node = self.node(id);
        match node.operation {
            Operation::Constant(bits) => Some(f64::from_bits(bits)),
            Operation::Broadcast => match self.node(node.operands[0]).operation {
                Operation::Constant(bits) => Some(f64::from_bits(bits)),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Placement {
    /// The operation that takes what is placed here from the whole.
    pub fn inverse(&self) -> Option<Operation> {
        match self {
            Self::Whole => None,
            Self::Slice { starts, steps } => Some(Operation::Slice { starts: starts.clone(), steps: steps.clone() }),
            Self::Table { table, axis } => Some(Operation::Gather { table: *table, axis: *axis }),
        }
    }
}
