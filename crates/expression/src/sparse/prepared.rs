//! Evaluates the entries of a matrix of derivatives at one point after another, with plans compiled once.

use super::coloured::Products;
use super::elements::Contributions;
use super::structure::Structure;
use crate::graph::{Graph, Id};
use crate::points::{Points, checked_plan, compute, reserved};
use superlinear_interface::{Error, Run};
use superlinear_machine::plan::Plan;
use superlinear_machine::{Given, Machine};

/// The method that computes entries.
pub enum Source {
    /// From nodes, element by element.
    Elements(Contributions),
    /// From products for several columns or rows at once.
    Coloured(Products),
}

/// Compiled plans for entries and other nodes.
pub struct Prepared {
    plan: Plan,
    machine: Machine,
    /// The number of other nodes among the plan's outputs.
    others: usize,
    /// The plan for products, if entries come from them, with its interpreter and the batch size.
    products: Option<(Plan, Machine, usize)>,
}

impl Source {
    /// The node of the entries, if there is one.
    pub fn node(&self) -> Option<Id> {
        match self {
            Self::Elements(contributions) => contributions.alone(),
            Self::Coloured(_) => None,
        }
    }

    /// Compiles plans for the entries and for other nodes.
    pub fn prepare(&self, graph: &mut Graph, others: &[Id], run: &Run) -> Result<Prepared, Error> {
        let mut outputs = others.to_vec();
        let products = match self {
            Self::Elements(contributions) => {
                outputs.extend(contributions.outputs());
                None
            }
            Self::Coloured(products) => {
                let (node, width) = products.at_once(graph);
                Some((checked_plan(graph, &[node], run)?, Machine::default(), width))
            }
        };
        let plan = checked_plan(graph, &outputs, run)?;
        Ok(Prepared { plan, machine: Machine::default(), others: others.len(), products })
    }

    /// Evaluates other nodes and the entries of this structure at all points.
    pub fn compute<const N: usize>(
        &self,
        graph: &mut Graph,
        structure: &Structure,
        others: [Id; N],
        points: &Points,
        run: &Run,
    ) -> Result<([Vec<f64>; N], Vec<f64>), Error> {
        let mut results: [Vec<f64>; N] = std::array::from_fn(|_| Vec::new());
        if let Some(node) = self.node() {
            let mut computed = compute(graph, &[&others[..], &[node]].concat(), points, run)?;
            let entries = computed.pop().unwrap_or_default();
            results.iter_mut().zip(computed).for_each(|(result, values)| *result = values);
            return Ok((results, entries));
        }
        let mut prepared = self.prepare(graph, &others, run)?;
        let count = points.count.unwrap_or(1);
        for (result, id) in results.iter_mut().zip(others) {
            *result = reserved(graph.node(id).count(), count, run)?;
        }
        let length = structure.count();
        let mut entries = reserved(length, count, run)?;
        for point in 0..count {
            run.ensure_wanted()?;
            let inputs = points.inputs(point);
            let given = Given { inputs: &inputs, data: &points.data };
            entries.resize((point + 1) * length, 0.0);
            prepared.compute(self, structure, given, &mut entries[point * length..]);
            for (k, result) in results.iter_mut().enumerate() {
                result.extend_from_slice(prepared.other(k, given));
            }
        }
        Ok((results, entries))
    }
}

impl Prepared {
    /// Evaluates the other nodes, and writes the entries.
    pub fn compute(&mut self, source: &Source, structure: &Structure, given: Given, entries: &mut [f64]) {
        self.machine.run(&self.plan, given);
        match (source, &mut self.products) {
            (Source::Elements(contributions), _) => {
                let outputs = self.others..self.plan.outputs.len();
                let results: Vec<_> = outputs.map(|k| self.machine.output(&self.plan, k, given)).collect();
                contributions.write(&results, entries);
            }
            (Source::Coloured(products), Some((plan, machine, width))) => {
                products.write(structure, entries, *width, |directions| {
                    let mut inputs = given.inputs.to_vec();
                    inputs.push(directions);
                    let with = Given { inputs: &inputs, ..given };
                    machine.run(plan, with);
                    machine.output(plan, 0, with).to_vec()
                });
            }
            (Source::Coloured(_), None) => unreachable!("prepared with its products"),
        }
    }

    /// One of the other nodes, as last evaluated.
    pub fn other<'a>(&'a self, number: usize, given: Given<'a>) -> &'a [f64] {
        self.machine.output(&self.plan, number, given)
    }
}
