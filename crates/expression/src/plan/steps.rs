//! Generates the steps of a plan, level by level.

use super::access;
use super::context::Context;
use super::levels::{Levels, is_fused_sum, stripped};
use super::region::{Group, Write};
use super::slots::Slots;
use super::{is_heavy, region, sweeps};
use crate::graph::operation::{Assemble, Operation, Placement};
use crate::graph::{Graph, Id};
use std::ops::Range;
use superlinear_machine::plan::{Plan, Step};

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
        } else if let Operation::Assemble(Assemble { placements, is_partition }) = &node.operation {
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
            let step = node.operation.primitive().and_then(|rules| rules.step(self, id));
            stages.at(level).heavy.push(step.expect("a tensor operation that is no view has a step"));
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
}
