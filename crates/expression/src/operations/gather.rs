//! Rows by constant indices.

use super::{Operands, Primitive, Wire};
use crate::derive::{Adjoint, Forward, Sweep};
use crate::graph::operation::{Gather, Operation, Placement};
use crate::graph::{Graph, Id, Node, shape};
use crate::lowering::Held;
use crate::plan::{View, access};
use crate::vectorize::Vectorizer;
use superlinear_interface::check;
use superlinear_machine::access::Access;

pub const WIRE: &[Wire] = &[Wire {
    name: "gather",
    operands: Operands::Count(1),
    lower: |lowering, mut arguments| {
        let a = arguments.operand()?;
        let own = lowering.graph.shape(a).to_vec();
        let Some(&rows) = own.first() else { return Err("gather: a number has no rows".into()) };
        let number = arguments.whole()?;
        arguments.end()?;
        let Some(Held::Tensor { shape, values }) = lowering.data.get(number) else {
            return Err(format!("gather: data {number} is no tensor").into());
        };
        let is_row = |&value: &f64| value.fract() == 0.0 && value >= 0.0 && value < rows as f64;
        if let Some(k) = values.iter().position(|value| !is_row(value)) {
            let (last, got) = (rows.saturating_sub(1), check::short(values[k]));
            return Err(format!("gather: data[{number}].values[{k}] must be a row from 0 to {last}, got {got}").into());
        }
        let places = values.iter().map(|&value| value as u32).collect();
        let shape = shape.clone();
        lowering.check_result(&[shape.as_slice(), &own[1..]].concat())?;
        let table = lowering.graph.add_table(shape, places);
        Ok(lowering.graph.gather(a, table, 0))
    },
}];

impl Gather {
    /// The rows of all points, with a leading axis.
    pub fn batched(&self) -> Self {
        Self { table: self.table, axis: self.axis + 1 }
    }
}

impl Graph {
    /// The rows along `axis` listed in a table.
    pub fn gather(&mut self, a: Id, table: usize, axis: usize) -> Id {
        let own = self.shape(a);
        let shape = [&own[..axis], &self.table(table).shape, &own[axis + 1..]].concat();
        match self.uniform(a) {
            Some(value) => self.full(value, &shape),
            None => self.intern(Operation::Gather(Gather { table, axis }), vec![a], shape),
        }
    }
}

impl Primitive for Gather {
    fn name(&self) -> &'static str {
        "gather"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        forward.linear(node, tangents, &|graph, operands| graph.gather(operands[0], self.table, self.axis))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let adjoint = sweep.shaped(node, adjoint);
        sweep.place(node.operands[0], adjoint, Placement::Table(self.clone()));
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let a = vectorizer.repeated(node.operands[0]);
        let Self { table, axis } = self.batched();
        Some(vectorizer.graph.gather(a, table, axis))
    }

    fn view(&self) -> Option<&dyn View> {
        Some(self)
    }
}

impl View for Gather {
    fn seen(&self, graph: &Graph, access: Access, from: &[usize], _: &[usize]) -> Access {
        let rows = self.positions(graph, from);
        match access::simplified(access) {
            access if access.contiguous() == Some(0) => Access::Table(rows.into()),
            access => access::through(&rows, &access.places(shape::count(from))),
        }
    }
}

impl Gather {
    /// The positions of the elements in a tensor of shape `from`.
    fn positions(&self, graph: &Graph, from: &[usize]) -> Vec<u32> {
        let (table, axis) = (graph.table(self.table), self.axis);
        let (before, after) = (shape::count(&from[..axis]), shape::count(&from[axis + 1..]));
        if (before, after) == (1, 1) {
            return table.rows.clone();
        }
        let row = |block: usize, row: u32| {
            let start = (block * from[axis] + row as usize) * after;
            start as u32..(start + after) as u32
        };
        (0..before).flat_map(|block| table.rows.iter().flat_map(move |&k| row(block, k))).collect()
    }
}
