//! Matrices of derivatives: Jacobians, with one row per element of a value and one column per variable, and the lower
//! triangles of Hessians of weighted sums of a value's elements.

use super::leaves::Variables;
use super::prepared::{Prepared, Source};
use super::structure::Structure;
use super::{colored, elements};
use crate::graph::{Graph, Id};
use crate::points::{Points, compute, reserved};
use superlinear_interface::{Error, Run};
use superlinear_machine::Given;

/// A matrix of derivatives, found but not compiled.
pub struct Derivative {
    /// Its structure.
    pub structure: Structure,
    /// The method of computation.
    source: Source,
}

/// The values of other nodes, the structure of a matrix and its entries, at all points.
pub struct Computed<const N: usize> {
    pub others: [Vec<f64>; N],
    pub structure: Structure,
    pub entries: Vec<f64>,
}

impl Derivative {
    /// The Jacobian of `output`.
    pub fn jacobian(graph: &mut Graph, output: Id, variables: &Variables, run: &Run) -> Result<Self, Error> {
        if let Some((structure, contributions)) = elements::jacobian(graph, output, variables, run)? {
            return Ok(Self { structure, source: Source::Elements(contributions) });
        }
        let (structure, products) = colored::jacobian(graph, output, variables, run)?;
        Ok(Self { structure, source: Source::Colored(products) })
    }

    /// The Hessian of the sum of the elements of `output` times `weights`, a node of the same shape.
    pub fn hessian(
        graph: &mut Graph,
        [output, weights]: [Id; 2],
        variables: &Variables,
        run: &Run,
    ) -> Result<Self, Error> {
        if let Some((structure, contributions)) = elements::hessian(graph, output, weights, variables, run)? {
            return Ok(Self { structure, source: Source::Elements(contributions) });
        }
        let (structure, products) = colored::hessian(graph, [output, weights], variables, run)?;
        Ok(Self { structure, source: Source::Colored(products) })
    }

    /// The node of the entries, if there is one.
    pub fn node(&self) -> Option<Id> {
        match &self.source {
            Source::Elements(contributions) => contributions.alone(),
            Source::Colored(_) => None,
        }
    }

    /// Compiles plans for the entries and for other nodes.
    pub fn prepare(self, graph: &mut Graph, others: &[Id], run: &Run) -> Result<Prepared, Error> {
        Prepared::new(graph, self.structure, self.source, others, run)
    }

    /// Evaluates other nodes and the entries at all points.
    pub fn compute<const N: usize>(
        self,
        graph: &mut Graph,
        others: [Id; N],
        points: &Points,
        run: &Run,
    ) -> Result<Computed<N>, Error> {
        let mut results: [Vec<f64>; N] = std::array::from_fn(|_| Vec::new());
        if let Some(node) = self.node() {
            let mut computed = compute(graph, &[&others[..], &[node]].concat(), points, run)?;
            let entries = computed.pop().unwrap_or_default();
            results.iter_mut().zip(computed).for_each(|(result, values)| *result = values);
            return Ok(Computed { others: results, structure: self.structure, entries });
        }
        let mut prepared = self.prepare(graph, &others, run)?;
        let count = points.count.unwrap_or(1);
        for (result, id) in results.iter_mut().zip(others) {
            *result = reserved(graph.node(id).count(), count, run)?;
        }
        let length = prepared.structure.count();
        let mut entries = reserved(length, count, run)?;
        for point in 0..count {
            run.ensure_wanted()?;
            let inputs = points.inputs(point);
            let given = Given { inputs: &inputs, data: &points.data };
            entries.resize((point + 1) * length, 0.0);
            prepared.compute(given, &mut entries[point * length..]);
            for (k, result) in results.iter_mut().enumerate() {
                result.extend_from_slice(prepared.other(k, given));
            }
        }
        Ok(Computed { others: results, structure: prepared.structure, entries })
    }
}
