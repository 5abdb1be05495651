//! Generates the steps of a plan, level by level.

use super::access;
use super::context::Context;
use super::levels::{Levels, is_fused_sum, stripped};
use super::region::{Group, Write};
use super::slots::Slots;
use super::{is_heavy, region, sweeps};
use crate::graph::operation::{Operation, Placement, Window};
use crate::graph::{Graph, Id, shape};
use std::ops::Range;
use superlinear_machine::access::Place;
use superlinear_machine::plan::{Along, Convolve, Convolved, Matmul, Plan, Reduce, SparseMatmul, Step, Take};

/// Generates the plan.
pub fn plan(graph: &Graph, levels: &Levels, slots: Slots, outputs: &[Id]) -> Plan {
    let context = Context { graph, levels, slots: &slots.of };
    let mut stages = Stages::default();
    for id in graph.ids() {
        context.collect(id, &mut stages);
    }
    let mut steps = Vec::new();
    for (level, stage) in stages.0.into_iter().enumerate() {
        steps.extend(stage.clears);
        for (lanes, group) in stage.groups {
            if lanes > 0 {
                steps.push(Step::Region(region::compile(&context, level, lanes, group)));
            }
        }
        steps.extend(stage.heavy);
    }
    let outputs = outputs.iter().map(|&output| (context.place(output), graph.node(output).count())).collect();
    Plan { steps: sweeps::join(steps), slots: slots.lengths, outputs }
}

/// The steps collected so far, by level.
#[derive(Default)]
struct Stages<'a>(Vec<Stage<'a>>);

/// The steps of a level, in this order.
#[derive(Default)]
struct Stage<'a> {
    clears: Vec<Step>,
    /// Future regions by their number of elements, ascending.
    groups: Vec<(usize, Group<'a>)>,
    heavy: Vec<Step>,
}

impl<'a> Stages<'a> {
    fn at(&mut self, level: usize) -> &mut Stage<'a> {
        if self.0.len() <= level {
            self.0.resize_with(level + 1, Stage::default);
        }
        &mut self.0[level]
    }

    /// Records a destination of a node's elements.
    fn write(&mut self, level: usize, lanes: usize, of: Id, write: Write<'a>) {
        let groups = &mut self.at(level).groups;
        let place = groups.partition_point(|&(others, _)| others < lanes);
        if groups.get(place).is_none_or(|&(others, _)| others != lanes) {
            groups.insert(place, (lanes, Group::default()));
        }
        groups[place].1.writes.push((of, write));
    }
}

impl<'a> Context<'a> {
    /// Adds a node's writes to the groups, or its own steps.
    fn collect(&self, id: Id, stages: &mut Stages<'a>) {
        let Self { graph, levels, .. } = *self;
        let is_stored = self.slots[id.index()].is_some();
        if !is_stored {
            return;
        }
        let (node, level) = (graph.node(id), levels.level[id.index()]);
        let lanes = |of: Id| graph.node(of).count();
        if !is_heavy(graph, id) {
            // An elementwise node, or a copied view.
            stages.write(level, lanes(id), id, Write::Whole { slot: self.slot(id) });
        } else if is_fused_sum(graph, id) {
            let of = stripped(graph, node.operands[0]);
            stages.write(level, lanes(of), of, Write::Sum { slot: self.slot(id) });
        } else if let Operation::Assemble { placements, is_partition } = &node.operation {
            let places = |k: usize| (levels.of_lanes(graph, node.operands[k]), lanes(node.operands[k]));
            let stored = if *is_partition { None } else { self.stored_first(id, placements, places) };
            if !is_partition {
                let covered = stored.as_ref().map_or(0..0, |(_, range)| range.clone());
                let ranges = [0..covered.start, covered.end..node.count()];
                let clear = Step::Clear { slot: self.slot(id), ranges };
                stages.at(levels.first_write[id.index()]).clears.push(clear);
            }
            // The stored part comes before the added ones.
            let is_stored = stored.is_some();
            let first = stored.map_or(0, |(first, _)| first);
            let order = std::iter::once(first).chain((0..placements.len()).filter(|&k| k != first));
            for (turn, k) in order.enumerate() {
                let (part, placement) = (node.operands[k], &placements[k]);
                let is_added = !*is_partition && (turn > 0 || !is_stored);
                let place = Write::Part { slot: self.slot(id), whole: id, placement, part, is_added };
                let (level, lanes) = places(k);
                stages.write(level, lanes, part, place);
            }
        } else if node.count() > 0 {
            let step = self.heavy(id);
            stages.at(level).heavy.push(step);
        }
    }

    /// The part of an assembled tensor that can be stored before the others are added, and the range it fills. It must
    /// be computed as early as any other. All parts of the same pass must be contiguous and none may start later, so
    /// that nothing is stored over an addition.
    fn stored_first(
        &self,
        id: Id,
        placements: &[Placement],
        places: impl Fn(usize) -> (usize, usize),
    ) -> Option<(usize, Range<usize>)> {
        let (node, graph) = (self.graph.node(id), self.graph);
        let earliest = (0..placements.len()).map(&places).min()?;
        let start = |k: usize| {
            let part = graph.shape(node.operands[k]);
            access::of_placement(graph, &placements[k], part, &node.shape).contiguous()
        };
        let of_pass = (0..placements.len()).filter(|&k| places(k) == earliest);
        let starts = of_pass.map(|k| start(k).map(|start| (start, k))).collect::<Option<Vec<_>>>()?;
        let (start, first) = starts.into_iter().max()?;
        Some((first, start..start + earliest.1))
    }

    fn heavy(&self, id: Id) -> Step {
        let (graph, node, target) = (self.graph, self.graph.node(id), self.slot(id));
        let a = self.place(node.operands[0]);
        let own = graph.shape(node.operands[0]);
        match &node.operation {
            Operation::Sum(axes) => self.reduce(id, Along::Sum, axes, a),
            Operation::LogSumExp(axes) => self.reduce(id, Along::LogSumExp, axes, a),
            Operation::Softmax(axes) => self.reduce(id, Along::Softmax, axes, a),
            &Operation::Matmul { transposed } => self.matmul(id, transposed, a),
            &Operation::SparseMatmul { matrix, transposed } => {
                let [before @ .., _, width] = own else { unreachable!("a matrix has two sides") };
                let matrix = graph.matrix(matrix).clone();
                let blocks = shape::count(before);
                Step::SparseMatmul(SparseMatmul { matrix, transposed, a, width: *width, blocks, target })
            }
            &Operation::Take { batched } => {
                let index = node.operands[1];
                self.take(id, index, own, batched, a, false)
            }
            &Operation::TakeAdjoint { batched } => {
                let index = node.operands[1];
                self.take(id, index, &node.shape, batched, a, true)
            }
            Operation::Convolution(window) => {
                self.convolve(id, Convolved::Result, window, [own, graph.shape(node.operands[1]), &node.shape])
            }
            Operation::ConvolutionInput(window) => {
                self.convolve(id, Convolved::Input, window, [&node.shape, graph.shape(node.operands[1]), own])
            }
            Operation::ConvolutionKernel(window) => {
                self.convolve(id, Convolved::Kernel, window, [own, &node.shape, graph.shape(node.operands[1])])
            }
            _ => unreachable!("all others have no steps of their own"),
        }
    }

    /// The axes are adjacent; `with_neighbouring` has permuted others.
    fn reduce(&self, id: Id, along: Along, axes: &[usize], a: Place) -> Step {
        let own = self.graph.shape(self.graph.node(id).operands[0]);
        let (first, last) = (axes[0], axes[axes.len() - 1]);
        Step::Reduce(Reduce {
            along,
            a,
            before: shape::count(&own[..first]),
            length: shape::count(&own[first..=last]),
            after: shape::count(&own[last + 1..]),
            target: self.slot(id),
        })
    }

    fn matmul(&self, id: Id, transposed: [bool; 2], a: Place) -> Step {
        let node = self.graph.node(id);
        let [left, right] = [node.operands[0], node.operands[1]].map(|operand| self.graph.shape(operand));
        let [before @ .., rows, columns] = node.shape.as_slice() else { unreachable!("a matrix has two sides") };
        let inner = left[left.len() - if transposed[0] { 2 } else { 1 }];
        let index = |own: &[usize], block: usize| {
            let own = &own[..own.len() - 2];
            let (mut rest, mut number, mut stride) = (block, 0, 1);
            for axis in (0..before.len()).rev() {
                let along = rest % before[axis];
                rest /= before[axis];
                if let Some(k) = (axis + own.len()).checked_sub(before.len())
                    && own[k] > 1
                {
                    number += along * stride;
                    stride *= own[k];
                }
            }
            number
        };
        let blocks = (0..shape::count(before)).map(|block| [index(left, block), index(right, block)]).collect();
        let b = self.place(node.operands[1]);
        let target = self.slot(id);
        Step::Matmul(Matmul { a, b, transposed, rows: *rows, inner, columns: *columns, blocks, target })
    }

    fn take(&self, id: Id, index: Id, whole: &[usize], batched: bool, a: Place, is_adjoint: bool) -> Step {
        let places = self.graph.node(index).count();
        let (blocks, rest) = if batched { (whole[0], &whole[1..]) } else { (1, whole) };
        Step::Take(Take {
            is_adjoint,
            a,
            index: self.place(index),
            blocks,
            rows: rest[0],
            places: places / blocks.max(1),
            width: shape::count(&rest[1..]),
            target: self.slot(id),
        })
    }

    fn convolve(&self, id: Id, wanted: Convolved, window: &Window, [input, kernel, result]: [&[usize]; 3]) -> Step {
        let node = self.graph.node(id);
        // One axis becomes two, the first of length 1.
        let plane = |shape: &[usize]| match *shape {
            [a, b, width] => [a, b, 1, width],
            [a, b, height, width] => [a, b, height, width],
            _ => unreachable!("checked to have one axis or two"),
        };
        let strides = match window.strides.as_slice() {
            [width] => vec![1, *width],
            both => both.to_vec(),
        };
        let [.., height, width] = plane(result);
        Step::Convolve(Convolve {
            wanted,
            a: self.place(node.operands[0]),
            b: self.place(node.operands[1]),
            window: Window { padding: window.padding, strides },
            input: plane(input),
            kernel: plane(kernel),
            result: [height, width],
            target: self.slot(id),
        })
    }
}
