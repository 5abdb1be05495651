//! Products of a constant sparse matrix.

use super::{Operands, Primitive, Wire};
use crate::derive::{Adjoint, Forward, Sweep};
use crate::graph::operation::{Operation, SparseMatmul};
use crate::graph::{Graph, Id, Node, shape};
use crate::lowering::{Arguments, Fault, Held, Lowering};
use crate::plan::Context;
use crate::vectorize::Vectorizer;
use superlinear_machine::plan::{self, Step};

pub const WIRE: &[Wire] = &[Wire { name: "sparseMatmul", operands: Operands::Count(1), lower }];

fn lower(lowering: &mut Lowering, mut arguments: Arguments) -> Result<Id, Fault> {
    let (a, number) = (arguments.operand()?, arguments.whole()?);
    arguments.end()?;
    let Some(&Held::Matrix(matrix)) = lowering.data.get(number) else {
        return Err(format!("sparseMatmul: data {number} is no sparse matrix").into());
    };
    let own = lowering.graph.shape(a).to_vec();
    let (rows, columns) = (lowering.graph.matrix(matrix).rows, lowering.graph.matrix(matrix).columns);
    let is_vector = own.len() == 1;
    let inner = if is_vector { own.first() } else { own.len().checked_sub(2).map(|axis| &own[axis]) };
    if inner != Some(&columns) {
        let shape = shape::written(&own);
        return Err(
            format!("sparseMatmul: the matrix has {columns} columns, which the shape {shape} does not fit").into()
        );
    }
    let a = if is_vector { lowering.graph.reshape(a, &[columns, 1]) } else { a };
    lowering.check_result(&with_rows(lowering.graph.shape(a), rows))?;
    let product = lowering.graph.sparse_matmul(matrix, a, false);
    Ok(if is_vector { lowering.graph.reshape(product, &[rows]) } else { product })
}

/// The shape with this number of rows in each matrix.
fn with_rows(shape: &[usize], rows: usize) -> Vec<usize> {
    let mut shape = shape.to_vec();
    let rank = shape.len();
    shape[rank - 2] = rows;
    shape
}

impl Graph {
    /// The product of a sparse matrix, or its transpose, with matrices.
    pub fn sparse_matmul(&mut self, matrix: usize, a: Id, transposed: bool) -> Id {
        let data = self.matrix(matrix);
        let shape = with_rows(self.shape(a), if transposed { data.columns } else { data.rows });
        if self.uniform(a) == Some(0.0) {
            return self.full(0.0, &shape);
        }
        self.intern(Operation::SparseMatmul(SparseMatmul { matrix, transposed }), vec![a], shape)
    }
}

impl Primitive for SparseMatmul {
    fn name(&self) -> &'static str {
        "sparseMatmul"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        forward
            .linear(node, tangents, &|graph, operands| graph.sparse_matmul(self.matrix, operands[0], self.transposed))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let adjoint = sweep.shaped(node, adjoint);
        let id = sweep.graph.sparse_matmul(self.matrix, adjoint.id, !self.transposed);
        sweep.add(node.operands[0], adjoint.with(id));
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let a = vectorizer.repeated(node.operands[0]);
        Some(vectorizer.graph.sparse_matmul(self.matrix, a, self.transposed))
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        let a = context.graph.node(id).operands[0];
        let own = context.graph.shape(a);
        Some(Step::SparseMatmul(plan::SparseMatmul {
            matrix: context.graph.matrix(self.matrix).clone(),
            transposed: self.transposed,
            a: context.place(a),
            width: own[own.len() - 1],
            blocks: shape::count(&own[..own.len() - 2]),
            target: context.slot(id),
        }))
    }
}
