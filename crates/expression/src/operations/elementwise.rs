//! The rules of elementwise functions, and of the choice between two values.

use super::{Operands, Primitive, Wire};
use crate::derive::{Adjoint, Forward, Sweep, symbol};
use crate::graph::operation::{Binary, Comparison, Partials, Property, Unary};
use crate::graph::{Graph, Id, Node};
use crate::lowering::{Arguments, Fault, Lowering};
use crate::sparse::{Dependencies, Sets, Stop, unite};
use crate::vectorize::Vectorizer;

/// The operations that are no functions of their operands' elements alone.
pub const WIRE: &[Wire] = &[Wire { name: "where", operands: Operands::Count(4), lower }];

fn lower(lowering: &mut Lowering, mut arguments: Arguments) -> Result<Id, Fault> {
    let operands = [arguments.operand()?, arguments.operand()?, arguments.operand()?, arguments.operand()?];
    let name = arguments.word()?;
    let Some(comparison) = Comparison::named(name) else {
        let names: Vec<_> = Comparison::ALL.iter().map(|&other| format!("\"{}\"", Comparison::name(other))).collect();
        return Err(format!("where compares by {}, got \"{name}\"", names.join(" or ")).into());
    };
    arguments.end()?;
    let operands = lowering.together("where", operands)?;
    Ok(lowering.graph.select(comparison, operands))
}

impl Primitive for Unary {
    fn name(&self) -> &'static str {
        Self::name(*self)
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, id: Id, tangents: &[Option<Id>]) -> Option<Id> {
        let (x, tangent) = (node.operands[0], tangents[0]?);
        let slope = symbol::of_unary(forward.graph, *self, x, id);
        let is_masked = self.is(Property::Saturates) && forward.overflows(x);
        Some(if is_masked {
            forward.graph.binary(Binary::StrongMultiply, slope, tangent)
        } else {
            forward.graph.multiply(tangent, slope)
        })
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, id: Id, adjoint: Adjoint) {
        let x = node.operands[0];
        let slope = symbol::of_unary(sweep.graph, *self, x, id);
        let is_masked = self.is(Property::Saturates) && sweep.overflows(x);
        sweep.pass_masked_product(x, adjoint, slope, is_masked);
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let a = vectorizer.lanes(node.operands[0]);
        Some(vectorizer.graph.unary(*self, a))
    }

    fn pattern(&self, dependencies: &mut Dependencies, graph: &Graph, id: Id) -> Result<Sets, Stop> {
        let node = graph.node(id);
        if self.is(Property::PiecewiseConstant) {
            return dependencies.collect(node.count(), |_, _, _| {});
        }
        let a = node.operands[0];
        let sets = dependencies.collect(node.count(), |known, k, set| set.extend_from_slice(known.set(a, k)))?;
        if !self.is(Property::Linear) && !self.is(Property::PiecewiseLinear) {
            dependencies.join_within(&sets)?;
        }
        Ok(sets)
    }
}

impl Primitive for Binary {
    fn name(&self) -> &'static str {
        Self::name(*self)
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, id: Id, tangents: &[Option<Id>]) -> Option<Id> {
        let [a, b] = [node.operands[0], node.operands[1]];
        let [of_a, of_b] = [tangents[0], tangents[1]];
        if *self == Self::StrongMultiply {
            let first = of_a.map(|tangent| forward.graph.binary(*self, tangent, b));
            let second = of_b.map(|tangent| forward.graph.binary(*self, a, tangent));
            return forward.sum(first, second);
        }
        let slopes = match symbol::of_binary(forward.graph, *self, [a, b], id) {
            Partials::Slopes(slopes) => slopes,
            Partials::FirstIf(comparison, by) => return forward.choice(comparison, by, [of_a, of_b]),
        };
        let first = of_a.map(|tangent| forward.graph.multiply(tangent, slopes[0]));
        let is_masked = self.is(Property::Saturates) && forward.overflows(b);
        let product = if is_masked { Self::StrongMultiply } else { Self::Multiply };
        let second = of_b.map(|tangent| forward.graph.binary(product, slopes[1], tangent));
        forward.sum(first, second)
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, id: Id, adjoint: Adjoint) {
        let [a, b] = [node.operands[0], node.operands[1]];
        if *self == Self::StrongMultiply {
            let masked = Adjoint { is_masked: true, ..adjoint };
            sweep.pass_product(a, masked, b);
            let weighted = sweep.graph.binary(*self, a, adjoint.id);
            return sweep.add(b, masked.with(weighted));
        }
        match symbol::of_binary(sweep.graph, *self, [a, b], id) {
            Partials::FirstIf(comparison, by) => sweep.pass_choice(comparison, by, [a, b], adjoint),
            Partials::Slopes(slopes) => {
                sweep.pass_product(a, adjoint, slopes[0]);
                let saturates = self.is(Property::Saturates) && sweep.overflows(b);
                let is_masked = adjoint.is_masked || saturates;
                sweep.pass_product(b, Adjoint { is_masked, ..adjoint }, slopes[1]);
            }
        }
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let [a, b] = [node.operands[0], node.operands[1]].map(|id| vectorizer.lanes(id));
        Some(vectorizer.graph.binary(*self, a, b))
    }

    fn pattern(&self, dependencies: &mut Dependencies, graph: &Graph, id: Id) -> Result<Sets, Stop> {
        let node = graph.node(id);
        let (count, operands) = (node.count(), [node.operands[0], node.operands[1]]);
        if self.is(Property::Surrogate) {
            return dependencies.collect(count, |known, k, set| set.extend_from_slice(known.set(operands[1], k)));
        }
        let sets = dependencies.collect(count, |known, k, set| unite(operands.map(|id| known.set(id, k)), set))?;
        let [first, both, second] = self.curved();
        if !dependencies.wants_pairs || !(first || both || second) {
            return Ok(sets);
        }
        for k in 0..count {
            if first && both && second {
                dependencies.join(sets.of(k), sets.of(k))?;
                continue;
            }
            let [x, y] = operands.map(|id| dependencies.set(id, k).to_vec());
            for (is_curved, [x, y]) in [(first, [&x, &x]), (both, [&x, &y]), (second, [&y, &y])] {
                if is_curved {
                    dependencies.join(x, y)?;
                }
            }
        }
        Ok(sets)
    }
}

/// The choice between the third and the fourth operand.
impl Primitive for Comparison {
    fn name(&self) -> &'static str {
        "where"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        forward.choice(*self, [node.operands[0], node.operands[1]], [tangents[2], tangents[3]])
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let operands = &node.operands;
        sweep.pass_choice(*self, [operands[0], operands[1]], [operands[2], operands[3]], adjoint);
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let operands = [0, 1, 2, 3].map(|k| vectorizer.lanes(node.operands[k]));
        Some(vectorizer.graph.select(*self, operands))
    }

    /// A choice has no derivative at its switch.
    fn pattern(&self, dependencies: &mut Dependencies, graph: &Graph, id: Id) -> Result<Sets, Stop> {
        let node = graph.node(id);
        let values = [node.operands[2], node.operands[3]];
        dependencies.collect(node.count(), |known, k, set| unite(values.map(|id| known.set(id, k)), set))
    }
}
