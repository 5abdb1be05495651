//! The size of matrices of derivatives: entries, and products that determine them. Full matrices are not listed, so
//! that even those beyond memory can be described.

use super::leaves::Variables;
use super::{colored, elements, sets};
use crate::graph::{Graph, Id};
use superlinear_interface::{Error, Run};

/// The size of a matrix of derivatives.
pub struct Extent {
    /// The number of structural nonzeros.
    pub nonzeros: u64,
    /// The number of products that determine the entries; `None` if these are computed individually.
    pub products: Option<usize>,
}

impl Extent {
    /// The size of the matrix computed by [`Derivative::jacobian`](super::Derivative::jacobian).
    pub fn of_jacobian(graph: &mut Graph, output: Id, variables: &Variables, run: &Run) -> Result<Self, Error> {
        if let Some((structure, _)) = elements::jacobian(graph, output, variables, run)? {
            return Ok(Self { nonzeros: structure.count() as u64, products: None });
        }
        let (rows, columns) = (graph.node(output).count(), variables.count);
        let full = rows as u64 * columns as u64;
        let structure = sets::jacobian(graph, output, variables, run)?;
        let Some(structure) = structure.filter(|structure| (structure.count() as u64) < full) else {
            return Ok(Self { nonzeros: full, products: Some(rows.min(columns)) });
        };
        let [columns, rows] = colored::groups(&structure, run)?;
        Ok(Self { nonzeros: structure.count() as u64, products: Some(columns.len().min(rows.len())) })
    }

    /// The size of the lower triangle computed by [`Derivative::hessian`](super::Derivative::hessian).
    pub fn of_hessian(
        graph: &mut Graph,
        [output, weights]: [Id; 2],
        variables: &Variables,
        run: &Run,
    ) -> Result<Self, Error> {
        if let Some((structure, _)) = elements::hessian(graph, output, weights, variables, run)? {
            return Ok(Self { nonzeros: structure.count() as u64, products: None });
        }
        let n = variables.count as u64;
        let full = n * (n + 1) / 2;
        let structure = sets::hessian(graph, output, variables, run)?;
        let Some(structure) = structure.filter(|structure| (structure.count() as u64) < full) else {
            return Ok(Self { nonzeros: full, products: Some(variables.count) });
        };
        let groups = colored::symmetric_groups(&structure, run)?.0;
        Ok(Self { nonzeros: structure.count() as u64, products: Some(groups.groups.len()) })
    }
}
