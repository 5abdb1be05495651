//! Vectorizes a graph: nodes that depend on mapped nodes get a leading axis for points.

use crate::graph::operation::{Operation, Placement};
use crate::graph::{Graph, Id, IdMap};

/// The outputs at `count` points. Each mapped node is replaced by a node with one row per point; outputs that do not
/// depend on them are repeated. `None` if an operation cannot be vectorized.
pub fn vectorize(graph: &mut Graph, outputs: &[Id], mapped: &[(Id, Id)], count: usize) -> Option<Vec<Id>> {
    let sources: Vec<_> = mapped.iter().map(|&(id, _)| id).collect();
    let (is_mapped, is_needed) = (graph.dependent_on(&sources), graph.needed_by(outputs));
    let mut vectorizer = Vectorizer { graph, count, of: mapped.iter().copied().collect() };
    for id in vectorizer.graph.ids() {
        if is_mapped[id.index()] && is_needed[id.index()] && !vectorizer.of.contains_key(&id) {
            let several = vectorizer.vectorized(id)?;
            vectorizer.of.insert(id, several);
        }
    }
    Some(outputs.iter().map(|&id| vectorizer.repeated(id)).collect())
}

struct Vectorizer<'a> {
    graph: &'a mut Graph,
    count: usize,
    /// The replacements of mapped nodes.
    of: IdMap<Id>,
}

impl Vectorizer<'_> {
    /// The node at all points, stacked.
    fn repeated(&mut self, id: Id) -> Id {
        if let Some(&several) = self.of.get(&id) {
            return several;
        }
        let shape = [&[self.count], self.graph.shape(id)].concat();
        self.graph.broadcast(id, &shape)
    }

    /// The operand of an elementwise node; a constant stays a scalar.
    fn lanes(&mut self, id: Id) -> Id {
        if self.graph.uniform(id).is_some() && self.graph.shape(id).is_empty() { id } else { self.repeated(id) }
    }

    fn vectorized(&mut self, id: Id) -> Option<Id> {
        let node = self.graph.node(id).clone();
        let count = self.count;
        let whole = [&[count], node.shape.as_slice()].concat();
        let first = node.operands[0];
        Some(match &node.operation {
            Operation::Input(_) | Operation::Constant(_) | Operation::Data(_) => unreachable!("depends on nothing"),
            &Operation::Unary(function) => {
                let a = self.lanes(first);
                self.graph.unary(function, a)
            }
            &Operation::Binary(function) => {
                let (a, b) = (self.lanes(first), self.lanes(node.operands[1]));
                self.graph.binary(function, a, b)
            }
            &Operation::Select(comparison) => {
                let operands = [0, 1, 2, 3].map(|k| self.lanes(node.operands[k]));
                self.graph.select(comparison, operands)
            }
            Operation::Slice { starts, steps } => {
                let a = self.repeated(first);
                self.graph.slice(a, &[&[0], starts.as_slice()].concat(), &whole, &[&[1], steps.as_slice()].concat())
            }
            Operation::Reshape => {
                let a = self.repeated(first);
                self.graph.reshape(a, &whole)
            }
            Operation::Broadcast => {
                let a = self.repeated(first);
                self.graph.broadcast(a, &whole)
            }
            Operation::Permute(axes) => {
                let a = self.repeated(first);
                let axes: Vec<_> = [0].into_iter().chain(axes.iter().map(|axis| axis + 1)).collect();
                self.graph.permute(a, &axes)
            }
            &Operation::Gather { table, axis } => {
                let a = self.repeated(first);
                self.graph.gather(a, table, axis + 1)
            }
            Operation::Assemble { placements, is_partition } => {
                let parts: Vec<_> = node
                    .operands
                    .iter()
                    .zip(placements)
                    .map(|(&part, placement)| (self.repeated(part), moved(placement)))
                    .collect();
                self.graph.assemble(parts, &whole, *is_partition)
            }
            &Operation::Take { batched } => self.take(first, node.operands[1], batched)?,
            &Operation::TakeAdjoint { batched } => {
                if batched {
                    return None;
                }
                let (a, index) = (self.repeated(first), self.repeated(node.operands[1]));
                self.graph.take_adjoint(a, index, &whole, true)
            }
            Operation::Sum(axes) => {
                let a = self.repeated(first);
                self.graph.sum(a, &one_further(axes))
            }
            Operation::LogSumExp(axes) => {
                let a = self.repeated(first);
                self.graph.log_sum_exp(a, &one_further(axes))
            }
            Operation::Softmax(axes) => {
                let a = self.repeated(first);
                self.graph.softmax(a, &one_further(axes))
            }
            &Operation::Matmul { transposed } => self.matmul([first, node.operands[1]], transposed),
            &Operation::SparseMatmul { matrix, transposed } => {
                let a = self.repeated(first);
                self.graph.sparse_matmul(matrix, a, transposed)
            }
            Operation::Convolution(window) => {
                if self.of.contains_key(&node.operands[1]) {
                    return None;
                }
                let a = self.flat(first);
                let result = self.graph.convolution(a, node.operands[1], window);
                self.graph.reshape(result, &whole)
            }
            Operation::ConvolutionInput(window) => {
                if self.of.contains_key(&node.operands[1]) {
                    return None;
                }
                let a = self.flat(first);
                let flat = [&[count * node.shape[0]], &node.shape[1..]].concat();
                let result = self.graph.convolution_input(a, node.operands[1], window, &flat);
                self.graph.reshape(result, &whole)
            }
            Operation::ConvolutionKernel(_) => return None,
        })
    }

    /// Points and batch merged into one axis.
    fn flat(&mut self, id: Id) -> Id {
        let several = self.repeated(id);
        let shape = self.graph.shape(several).to_vec();
        let flat = [&[shape[0] * shape[1]], &shape[2..]].concat();
        self.graph.reshape(several, &flat)
    }

    fn take(&mut self, a: Id, index: Id, batched: bool) -> Option<Id> {
        if batched {
            return None;
        }
        if !self.of.contains_key(&a) {
            let index = self.repeated(index);
            return Some(self.graph.take(a, index, false));
        }
        let (a, index) = (self.repeated(a), self.repeated(index));
        Some(self.graph.take(a, index, true))
    }

    fn matmul(&mut self, [a, b]: [Id; 2], transposed: [bool; 2]) -> Id {
        let ranks = [a, b].map(|id| self.graph.shape(id).len());
        let (left, right) = (self.of.get(&a).copied(), self.of.get(&b).copied());
        // The stacked rows of all points times a common matrix.
        if let (Some(left), None) = (left, right)
            && ranks == [2, 2]
            && (!transposed[0] || self.graph.shape(a)[1] == 1)
        {
            let [rows, columns] = [self.graph.shape(a)[0], self.graph.shape(a)[1]];
            let (rows, inner) = if transposed[0] { (columns, rows) } else { (rows, columns) };
            let flat = self.graph.reshape(left, &[self.count * rows, inner]);
            let product = self.graph.matmul([flat, b], [false, transposed[1]]);
            let width = self.graph.shape(product)[1];
            return self.graph.reshape(product, &[self.count, rows, width]);
        }
        // A column per point: the same, transposed.
        if let (None, Some(right)) = (left, right)
            && ranks == [2, 2]
            && self.graph.shape(b)[usize::from(!transposed[1])] == 1
        {
            let inner = self.graph.shape(b)[usize::from(transposed[1])];
            let flat = self.graph.reshape(right, &[self.count, inner]);
            let product = self.graph.matmul([flat, a], [false, !transposed[0]]);
            let height = self.graph.shape(product)[1];
            return self.graph.reshape(product, &[self.count, height, 1]);
        }
        let rank = ranks[0].max(ranks[1]);
        let [a, b] = [a, b].map(|id| self.aligned(id, rank));
        self.graph.matmul([a, b], transposed)
    }

    /// Inserts axes of length 1 behind the leading axis of a mapped node, to align the others with those of a node of
    /// this rank.
    fn aligned(&mut self, id: Id, rank: usize) -> Id {
        let Some(&several) = self.of.get(&id) else { return id };
        let own = self.graph.shape(id).to_vec();
        let ones = vec![1; rank - own.len()];
        self.graph.reshape(several, &[&[self.count], ones.as_slice(), &own].concat())
    }
}

fn one_further(axes: &[usize]) -> Vec<usize> {
    axes.iter().map(|axis| axis + 1).collect()
}

fn moved(placement: &Placement) -> Placement {
    match placement {
        Placement::Whole => Placement::Whole,
        Placement::Slice { starts, steps } => {
            Placement::Slice { starts: [&[0], starts.as_slice()].concat(), steps: [&[1], steps.as_slice()].concat() }
        }
        &Placement::Table { table, axis } => Placement::Table { table, axis: axis + 1 },
    }
}
