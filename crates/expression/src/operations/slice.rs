//! Elements at equal distances along each axis.

use super::{Operands, Primitive, Wire};
use crate::derive::{Adjoint, Forward, Sweep};
use crate::graph::operation::{Operation, Placement, Slice};
use crate::graph::{Graph, Id, Node};
use crate::lowering::Fault;
use crate::plan::{View, access};
use crate::vectorize::Vectorizer;
use superlinear_machine::access::{Access, Axis};

pub const WIRE: &[Wire] = &[Wire {
    name: "slice",
    operands: Operands::Count(1),
    lower: |lowering, mut arguments| {
        let a = arguments.operand()?;
        let (starts, counts, steps) = (arguments.wholes()?, arguments.wholes()?, arguments.integers()?);
        arguments.end()?;
        check(lowering.graph.shape(a), &starts, &counts, &steps)?;
        Ok(lowering.graph.slice(a, &starts, &counts, &steps))
    },
}];

fn check(own: &[usize], starts: &[usize], counts: &[usize], steps: &[isize]) -> Result<(), Fault> {
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

impl Slice {
    /// The slice of all points, with a leading axis.
    pub fn batched(&self) -> Self {
        Self { starts: [&[0], self.starts.as_slice()].concat(), steps: [&[1], self.steps.as_slice()].concat() }
    }
}

impl Graph {
    /// Elements at `starts`, `starts + steps`, … along each axis; `counts` has their numbers.
    pub fn slice(&mut self, a: Id, starts: &[usize], counts: &[usize], steps: &[isize]) -> Id {
        if let Some(value) = self.uniform(a) {
            return self.full(value, counts);
        }
        let is_whole = starts.iter().all(|&start| start == 0) && counts == self.shape(a);
        if is_whole && steps.iter().zip(counts).all(|(&step, &count)| step == 1 || count <= 1) {
            return a;
        }
        let node = self.node(a);
        if let Operation::Slice(Slice { starts: first, steps: by }) = &node.operation {
            let starts: Vec<_> =
                (0..starts.len()).map(|k| (first[k] as isize + by[k] * starts[k] as isize) as usize).collect();
            let steps: Vec<_> = by.iter().zip(steps).map(|(a, b)| a * b).collect();
            let whole = node.operands[0];
            return self.slice(whole, &starts, counts, &steps);
        }
        let operation = Operation::Slice(Slice { starts: starts.to_vec(), steps: steps.to_vec() });
        self.intern(operation, vec![a], counts.to_vec())
    }
}

impl Primitive for Slice {
    fn name(&self) -> &'static str {
        "slice"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        forward
            .linear(node, tangents, &|graph, operands| graph.slice(operands[0], &self.starts, &node.shape, &self.steps))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let adjoint = sweep.shaped(node, adjoint);
        sweep.place(node.operands[0], adjoint, Placement::Slice(self.clone()));
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let a = vectorizer.repeated(node.operands[0]);
        let Self { starts, steps } = self.batched();
        Some(vectorizer.graph.slice(a, &starts, &vectorizer.stacked(node), &steps))
    }

    fn view(&self) -> Option<&dyn View> {
        Some(self)
    }
}

impl View for Slice {
    fn seen(&self, _: &Graph, access: Access, from: &[usize], to: &[usize]) -> Access {
        access::strided(access, from, to, |offset, axes| {
            if to.contains(&0) {
                return access::whole(to);
            }
            let start: isize = axes.iter().zip(&self.starts).map(|(axis, &start)| axis.stride * start as isize).sum();
            let axes = axes.iter().zip(&self.steps).zip(to);
            let axes = axes.map(|((axis, step), &count)| Axis { count, stride: axis.stride * step }).collect();
            Access::Strided { offset: (offset as isize + start) as usize, axes }
        })
    }
}
