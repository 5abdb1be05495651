//! Log-sum-exps along axes.

use super::{Operands, Primitive, Wire, along};
use crate::derive::{Adjoint, Forward, Sweep};
use crate::graph::operation::{LogSumExp, Operation};
use crate::graph::{Graph, Id, Node, shape};
use crate::plan::Context;
use crate::sparse::{Dependencies, Sets, Stop};
use crate::vectorize::Vectorizer;
use superlinear_machine::plan::{Along, Step};

pub const WIRE: &[Wire] = &[Wire {
    name: "logsumexp",
    operands: Operands::Count(1),
    lower: |lowering, arguments| {
        let (a, axes) = along::lower_not_empty(lowering, arguments)?;
        Ok(lowering.graph.log_sum_exp(a, &axes))
    },
}];

impl Graph {
    /// The log-sum-exp along `axes`, in ascending order.
    pub fn log_sum_exp(&mut self, a: Id, axes: &[usize]) -> Id {
        let shape = shape::without(self.shape(a), axes);
        if axes.iter().all(|&axis| self.shape(a)[axis] == 1) {
            return self.reshape(a, &shape);
        }
        let (a, axes) = self.with_neighboring(a, axes);
        self.intern(Operation::LogSumExp(LogSumExp { axes }), vec![a], shape)
    }
}

impl Primitive for LogSumExp {
    fn name(&self) -> &'static str {
        "logsumexp"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        let softmax = forward.graph.softmax(node.operands[0], &self.axes);
        Some(along::tangent(forward.graph, tangents[0]?, softmax, &self.axes))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let x = node.operands[0];
        let softmax = sweep.graph.softmax(x, &self.axes);
        along::pass(sweep, x, adjoint, softmax, &self.axes);
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let a = vectorizer.repeated(node.operands[0]);
        Some(vectorizer.graph.log_sum_exp(a, &along::batched(&self.axes)))
    }

    fn pattern(&self, dependencies: &mut Dependencies, graph: &Graph, id: Id) -> Result<Sets, Stop> {
        along::joined(dependencies, graph, id, &self.axes)
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        Some(along::step(context, id, Along::LogSumExp, &self.axes))
    }
}
