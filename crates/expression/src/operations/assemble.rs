//! Tensors assembled from parts: concatenation, and sums of adjoints of views.

use super::{Operands, Primitive, Wire};
use crate::derive::{Adjoint, Forward, Sweep};
use crate::graph::operation::{Assemble, Gather, Operation, Placement, Slice};
use crate::graph::{Graph, Id, Node, shape};
use crate::lowering::{Arguments, Fault, Lowering};
use crate::plan::{View, access};
use crate::sparse::{Dependencies, Sets, Stop};
use crate::vectorize::Vectorizer;

pub const WIRE: &[Wire] = &[Wire { name: "concatenate", operands: Operands::List, lower: concatenate }];

fn concatenate(lowering: &mut Lowering, mut arguments: Arguments) -> Result<Id, Fault> {
    let parts = arguments.operands()?;
    let axis = arguments.whole()?;
    arguments.end()?;
    let graph = &mut *lowering.graph;
    let Some(&first) = parts.first() else { return Err("concatenate: there must be at least one operand".into()) };
    let first = graph.shape(first).to_vec();
    if axis >= first.len() {
        return Err(format!("concatenate: there is no axis {axis} in the shape {}", shape::written(&first)).into());
    }
    for &part in &parts {
        let own = graph.shape(part);
        if own.len() != first.len() || (0..own.len()).any(|k| k != axis && own[k] != first[k]) {
            let (a, b) = (shape::written(&first), shape::written(own));
            return Err(format!("concatenate: shapes {a} and {b} differ beside axis {axis}").into());
        }
    }
    let parts: Vec<_> = parts.into_iter().filter(|&part| graph.shape(part)[axis] > 0).collect();
    match parts.first() {
        Some(&part) => Ok(graph.concatenate(part, &parts[1..], axis)),
        None => Ok(graph.full(0.0, &first)),
    }
}

impl Placement {
    /// The view that extracts the placed part from the result.
    pub fn view(&self) -> Option<&dyn View> {
        match self {
            Self::Whole => None,
            Self::Slice(slice) => Some(slice),
            Self::Table(gather) => Some(gather),
        }
    }

    /// Extracts the elements of `whole` at the placement of the operand `part`.
    pub fn taken_from(&self, graph: &mut Graph, whole: Id, part: Id) -> Id {
        match self {
            Self::Whole => whole,
            Self::Slice(Slice { starts, steps }) => {
                let counts = graph.shape(part).to_vec();
                graph.slice(whole, starts, &counts, steps)
            }
            &Self::Table(Gather { table, axis }) => graph.gather(whole, table, axis),
        }
    }

    /// The placement of all points, with a leading axis.
    fn batched(&self) -> Self {
        match self {
            Self::Whole => Self::Whole,
            Self::Slice(slice) => Self::Slice(slice.batched()),
            Self::Table(gather) => Self::Table(gather.batched()),
        }
    }
}

impl Graph {
    /// Zeros plus each part at its placement.
    pub fn assemble(&mut self, parts: Vec<(Id, Placement)>, shape: &[usize], is_partition: bool) -> Id {
        let parts: Vec<_> = if is_partition {
            parts
        } else {
            parts.into_iter().filter(|&(part, _)| self.uniform(part) != Some(0.0)).collect()
        };
        match parts.as_slice() {
            [] => return self.full(0.0, shape),
            [(part, Placement::Whole)] => return *part,
            _ => {}
        }
        let (operands, placements) = parts.into_iter().unzip();
        self.intern(Operation::Assemble(Assemble { placements, is_partition }), operands, shape.to_vec())
    }

    /// Concatenates tensors along an axis.
    pub fn concatenate(&mut self, first: Id, rest: &[Id], axis: usize) -> Id {
        if rest.is_empty() {
            return first;
        }
        let mut shape = self.shape(first).to_vec();
        let mut end = 0;
        let mut placed = Vec::with_capacity(1 + rest.len());
        for &part in [first].iter().chain(rest) {
            let mut starts = vec![0; shape.len()];
            starts[axis] = end;
            end += self.shape(part)[axis];
            placed.push((part, Placement::Slice(Slice { starts, steps: vec![1; shape.len()] })));
        }
        shape[axis] = end;
        self.assemble(placed, &shape, true)
    }
}

impl Primitive for Assemble {
    fn name(&self) -> &'static str {
        "concatenate"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        let given = node.operands.iter().zip(tangents).zip(&self.placements);
        let given: Vec<_> =
            given.filter_map(|((&part, tangent), placement)| Some((part, (*tangent)?, placement.clone()))).collect();
        let is_partition = self.is_partition && given.len() == self.placements.len();
        let shaped = |(part, tangent, placement)| (forward.graph.shaped_as(tangent, part), placement);
        let parts = given.into_iter().map(shaped).collect();
        Some(forward.graph.assemble(parts, &node.shape, is_partition))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let adjoint = sweep.shaped(node, adjoint);
        for (&part, placement) in node.operands.iter().zip(&self.placements) {
            let id = placement.taken_from(sweep.graph, adjoint.id, part);
            sweep.add(part, adjoint.with(id));
        }
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let parts = node.operands.iter().zip(&self.placements);
        let parts: Vec<_> = parts.map(|(&part, placement)| (vectorizer.repeated(part), placement.batched())).collect();
        Some(vectorizer.graph.assemble(parts, &vectorizer.stacked(node), self.is_partition))
    }

    fn pattern(&self, dependencies: &mut Dependencies, graph: &Graph, id: Id) -> Result<Sets, Stop> {
        let node = graph.node(id);
        let places = node.operands.iter().zip(&self.placements).map(|(&part, placement)| {
            let access = access::of_placement(graph, placement, graph.shape(part), &node.shape);
            (part, access)
        });
        dependencies.of_parts(graph, node.count(), places)
    }
}
