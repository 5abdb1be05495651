//! Hessians of weighted sums of the elements of a value, of which the lower triangle is computed.

use super::leaves::Variables;
use super::prepared::Source;
use super::structure::Structure;
use super::{coloured, elements};
use crate::graph::{Graph, Id};
use superlinear_interface::{Error, Run};

/// A Hessian, ready to be computed.
pub struct Hessian {
    /// Where its lower triangle has entries.
    pub structure: Structure,
    /// How they are computed.
    pub source: Source,
}

impl Hessian {
    /// The Hessian of the sum of the elements of `output` times `weights`, a node of its shape; `spare` is the number of an input that the
    /// graph does not have.
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
