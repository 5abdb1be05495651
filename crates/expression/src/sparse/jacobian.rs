//! Jacobians: one row per element of a value, one column per variable.

use super::leaves::Variables;
use super::prepared::Source;
use super::structure::Structure;
use super::{coloured, elements};
use crate::graph::{Graph, Id};
use superlinear_interface::{Error, Run};

/// A Jacobian, prepared for evaluation.
pub struct Jacobian {
    /// Its structure.
    pub structure: Structure,
    /// The method of computation.
    pub source: Source,
}

impl Jacobian {
    /// The Jacobian of `output`. `spare` is an unused input index.
    pub fn new(graph: &mut Graph, output: Id, variables: &Variables, spare: usize, run: &Run) -> Result<Self, Error> {
        if let Some((structure, contributions)) = elements::jacobian(graph, output, variables, spare, run)? {
            return Ok(Self { structure, source: Source::Elements(contributions) });
        }
        let (structure, products) = coloured::jacobian(graph, output, variables, spare, run)?;
        Ok(Self { structure, source: Source::Coloured(products) })
    }
}
