//! Evaluates the entries of a matrix of derivatives at one point after another, with plans compiled once.

use super::colored::Products;
use super::elements::Contributions;
use super::structure::Structure;
use crate::compiled::Compiled;
use crate::graph::{Graph, Id};
use superlinear_interface::{Error, Run};
use superlinear_machine::Given;

/// The method that computes entries.
pub enum Source {
    /// From nodes, element by element.
    Elements(Contributions),
    /// From products for several columns or rows at once.
    Colored(Products),
}

/// Compiled plans for entries and other nodes.
#[derive(Clone)]
pub struct Prepared {
    /// The structure of the matrix.
    pub structure: Structure,
    nodes: Compiled,
    /// The number of other nodes among the outputs of `nodes`.
    others: usize,
    entries: Entries,
}

/// The method that computes entries, compiled.
#[derive(Clone)]
enum Entries {
    /// From the outputs of `nodes` behind the others.
    Elements(Contributions),
    /// From products in batches of this size.
    Colored { products: Products, compiled: Box<Compiled>, width: usize },
}

impl Prepared {
    /// Compiles plans for the entries and for other nodes.
    pub(super) fn new(
        graph: &mut Graph,
        structure: Structure,
        source: Source,
        others: &[Id],
        run: &Run,
    ) -> Result<Self, Error> {
        let mut outputs = others.to_vec();
        let entries = match source {
            Source::Elements(contributions) => {
                outputs.extend(contributions.outputs());
                Entries::Elements(contributions)
            }
            Source::Colored(products) => {
                let (node, width) = products.at_once(graph);
                Entries::Colored { products, compiled: Compiled::new(graph, &[node], run)?.into(), width }
            }
        };
        let nodes = Compiled::new(graph, &outputs, run)?;
        Ok(Self { structure, nodes, others: others.len(), entries })
    }

    /// The number of other nodes.
    pub fn others(&self) -> usize {
        self.others
    }

    /// Evaluates the other nodes, and writes the entries.
    pub fn compute(&mut self, given: Given, to: &mut [f64]) {
        let Self { structure, nodes, others, entries } = self;
        nodes.run(given);
        match entries {
            Entries::Elements(contributions) => {
                let outputs = *others..nodes.outputs();
                let results: Vec<_> = outputs.map(|k| nodes.output(k, given)).collect();
                contributions.write(&results, to);
            }
            Entries::Colored { products, compiled, width } => {
                let number = products.input();
                products.write(structure, to, *width, |directions| {
                    // Inputs between are of other plans.
                    let mut inputs = given.inputs.to_vec();
                    inputs.resize(number, &[]);
                    inputs.push(directions);
                    let with = Given { inputs: &inputs, ..given };
                    compiled.run(with);
                    compiled.output(0, with).to_vec()
                });
            }
        }
    }

    /// One of the other nodes, as last evaluated.
    pub fn other<'a>(&'a self, number: usize, given: Given<'a>) -> &'a [f64] {
        self.nodes.output(number, given)
    }
}
