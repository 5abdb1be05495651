//! Jacobians: rows are the elements of a value, columns the variables.

use super::leaves::Variables;
use super::prepared::Source;
use super::structure::Structure;
use super::{coloured, elements};
use crate::graph::{Graph, Id};
use superlinear_interface::{Error, Run};

/// A Jacobian, ready to be computed.
pub struct Jacobian {
    /// Where it has entries.
    pub structure: Structure,
    /// How they are computed.
    pub source: Source,
}

impl Jacobian {
    /// The Jacobian of `output`; `spare` is the number of an input that the graph does not have.
    pub fn new(
        graph: &mut Graph,
        output: Id,
        variables: &Variables,
        spare: usize,
        run: &Run,
    ) -> Result<Self, Error> {
        if let Some((structure, contributions)) = elements::jacobian(graph, output, variables, spare, run)? {
            return Ok(Self { structure, source: Source::Elements(contributions) });
        }
        let (structure, products) = coloured::jacobian(graph, output, variables, spare, run)?;
        Ok(Self { structure, source: Source::Coloured(products) })
    }
}
