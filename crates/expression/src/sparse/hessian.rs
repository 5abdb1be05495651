//! The lower triangles of Hessians of weighted sums of a value's elements.

use super::leaves::Variables;
use super::prepared::Source;
use super::structure::Structure;
use super::{coloured, elements};
use crate::graph::{Graph, Id};
use superlinear_interface::{Error, Run};

/// A Hessian, prepared for evaluation.
pub struct Hessian {
    /// The structure of its lower triangle.
    pub structure: Structure,
    /// The method of computation.
    pub source: Source,
}

impl Hessian {
    /// The Hessian of the sum of the elements of `output` times `weights`, a node of the same shape. `spare` is an
    /// unused input index.
    pub fn new(
        graph: &mut Graph,
        [output, weights]: [Id; 2],
        variables: &Variables,
        spare: usize,
        run: &Run,
    ) -> Result<Self, Error> {
        if let Some((structure, contributions)) = elements::hessian(graph, output, weights, variables, run)? {
            return Ok(Self { structure, source: Source::Elements(contributions) });
        }
        let (structure, products) = coloured::hessian(graph, [output, weights], variables, spare, run)?;
        Ok(Self { structure, source: Source::Coloured(products) })
    }
}
