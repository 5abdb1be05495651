//! Checks and constants shared by operations on square matrices in the last two axes.

use crate::function::MAX_ORDER;
use crate::graph::operation::{Placement, Slice};
use crate::graph::{Graph, Id, shape};
use crate::lowering::{Arguments, Fault, Lowering};
use crate::sparse::{Dependencies, Sets, Stop};

/// Refuses a node other than square matrices.
pub fn check(lowering: &Lowering, name: &str, a: Id) -> Result<(), Fault> {
    let own = lowering.graph.shape(a);
    match own {
        [.., rows, columns] if rows == columns && *rows <= MAX_ORDER => Ok(()),
        [.., rows, columns] if rows == columns => {
            Err(format!("{name}: takes matrices with at most {MAX_ORDER} rows, got {rows}").into())
        }
        _ => Err(format!("{name}: takes a square matrix, got the shape {}", shape::written(own)).into()),
    }
}

/// Reads the only argument, square matrices.
pub fn lower(lowering: &mut Lowering, mut arguments: Arguments) -> Result<Id, Fault> {
    let (name, a) = (arguments.name, arguments.operand()?);
    arguments.end()?;
    check(lowering, name, a)?;
    Ok(a)
}

/// The order of square matrices.
pub fn order(shape: &[usize]) -> usize {
    shape[shape.len() - 1]
}

/// The last two axes.
pub fn axes(shape: &[usize]) -> [usize; 2] {
    [shape.len() - 2, shape.len() - 1]
}

impl Graph {
    /// The identity matrix.
    pub fn identity(&mut self, order: usize) -> Id {
        let ones = self.full(1.0, &[order]);
        let diagonal = Slice { starts: vec![0], steps: vec![order as isize + 1] };
        let flat = self.assemble(vec![(ones, Placement::Slice(diagonal))], &[order * order], false);
        self.reshape(flat, &[order, order])
    }

    /// The matrices in the last two axes, transposed.
    pub fn transposed(&mut self, a: Id) -> Id {
        let rank = self.shape(a).len();
        let mut axes: Vec<_> = (0..rank).collect();
        axes.swap(rank - 2, rank - 1);
        self.permute(a, &axes)
    }
}

/// The pattern of a function of matrices with so many elements per matrix: each depends on the whole matrix.
pub fn pattern(dependencies: &mut Dependencies, graph: &Graph, id: Id, elements: usize) -> Result<Sets, Stop> {
    let node = graph.node(id);
    let a = node.operands[0];
    let size = shape::count(&graph.shape(a)[graph.shape(a).len() - 2..]);
    let of_matrices = dependencies
        .unite_each(node.count() / elements.max(1), |m| (0..size).map(move |entry| (a, m * size + entry)))?;
    dependencies.join_within(&of_matrices)?;
    dependencies.collect(node.count(), |_, k, set| set.extend_from_slice(of_matrices.of(k / elements)))
}
