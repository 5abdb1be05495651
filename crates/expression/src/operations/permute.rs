//! Permutation of axes.

use super::{Operands, Primitive, Wire};
use crate::derive::{Adjoint, Forward, Sweep};
use crate::graph::operation::{Operation, Permute};
use crate::graph::{Graph, Id, Node};
use crate::plan::{View, access};
use crate::vectorize::Vectorizer;
use superlinear_machine::access::Access;

pub const WIRE: &[Wire] = &[Wire {
    name: "permute",
    operands: Operands::Count(1),
    lower: |lowering, mut arguments| {
        let (a, axes) = (arguments.operand()?, arguments.wholes()?);
        arguments.end()?;
        let rank = lowering.graph.shape(a).len();
        let mut sorted = axes.clone();
        sorted.sort_unstable();
        if !sorted.into_iter().eq(0..rank) {
            return Err(format!("permute: axes must be 0 to {} in some order", rank.saturating_sub(1)).into());
        }
        Ok(lowering.graph.permute(a, &axes))
    },
}];

/// The permutation that undoes this one.
pub fn inverse(axes: impl ExactSizeIterator<Item = usize>) -> Vec<usize> {
    let mut inverse = vec![0; axes.len()];
    axes.enumerate().for_each(|(k, axis)| inverse[axis] = k);
    inverse
}

impl Graph {
    /// Permutes the axes: axis `k` of the result is axis `axes[k]`.
    pub fn permute(&mut self, a: Id, axes: &[usize]) -> Id {
        let shape: Vec<_> = axes.iter().map(|&axis| self.shape(a)[axis]).collect();
        if let Some(value) = self.uniform(a) {
            return self.full(value, &shape);
        }
        if axes.iter().enumerate().all(|(k, &axis)| k == axis) {
            return a;
        }
        let node = self.node(a);
        if let Operation::Permute(Permute { axes: inner }) = &node.operation {
            let axes: Vec<_> = axes.iter().map(|&axis| inner[axis]).collect();
            let whole = node.operands[0];
            return self.permute(whole, &axes);
        }
        // If only axes of length 1 move, the order of the elements is preserved.
        let long = |axes: &mut dyn Iterator<Item = usize>| axes.filter(|&k| self.shape(a)[k] != 1).collect::<Vec<_>>();
        if long(&mut axes.iter().copied()) == long(&mut (0..axes.len())) {
            return self.reshape(a, &shape);
        }
        self.intern(Operation::Permute(Permute { axes: axes.to_vec() }), vec![a], shape)
    }
}

impl Primitive for Permute {
    fn name(&self) -> &'static str {
        "permute"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        forward.linear(node, tangents, &|graph, operands| graph.permute(operands[0], &self.axes))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let adjoint = sweep.shaped(node, adjoint);
        let id = sweep.graph.permute(adjoint.id, &inverse(self.axes.iter().copied()));
        sweep.add(node.operands[0], adjoint.with(id));
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let a = vectorizer.repeated(node.operands[0]);
        let axes: Vec<_> = [0].into_iter().chain(self.axes.iter().map(|axis| axis + 1)).collect();
        Some(vectorizer.graph.permute(a, &axes))
    }

    fn view(&self) -> Option<&dyn View> {
        Some(self)
    }
}

impl View for Permute {
    fn seen(&self, _: &Graph, access: Access, from: &[usize], to: &[usize]) -> Access {
        access::strided(access, from, to, |offset, axes| Access::Strided {
            offset,
            axes: self.axes.iter().map(|&axis| axes[axis]).collect(),
        })
    }
}
