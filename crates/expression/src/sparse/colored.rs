//! Compressed matrices of derivatives: columns without a common row share a product with the matrix (graph coloring).

use super::elements::COMPILE;
use super::leaves::Variables;
use super::sets;
use super::structure::Structure;
use crate::derive::{gradients, tangents};
use crate::graph::{Graph, Id};
use crate::vectorize::vectorize;
use superlinear_interface::{Effort, Error, Run};
use superlinear_numerics::coloring::{SymmetricGroups, column_groups};
use superlinear_numerics::pattern::Pattern;

/// Products with directions, and the decoding of entries from them.
#[derive(Clone)]
pub struct Products {
    /// The input for the direction, with the shape of the variables or of the value.
    direction: Id,
    /// The number of entries of a direction.
    length: usize,
    /// The index of that input.
    number: usize,
    /// The node of the product.
    product: Id,
    groups: Groups,
}

#[derive(Clone)]
enum Groups {
    /// Groups of columns: entry k is in its row of the product for its column's group.
    Columns { groups: Vec<Vec<usize>>, of: Vec<usize> },
    /// Groups of rows: entry k is in its column of the product for its row's group.
    Rows { groups: Vec<Vec<usize>>, of: Vec<usize> },
    /// Groups of columns of a symmetric matrix.
    Symmetric(SymmetricGroups, Pattern),
}

/// Numbers of 8 bytes for each entry while columns are grouped: its row and column, of the transpose too, and lists of
/// neighbors by row and by column.
const NUMBERS_OF_COLORING: usize = 6;

/// The number of directions in a batch.
const DIRECTIONS: usize = 16;

/// The Jacobian by products with it or with its transpose, whichever needs fewer.
pub fn jacobian(
    graph: &mut Graph,
    output: Id,
    variables: &Variables,
    run: &Run,
) -> Result<(Structure, Products), Error> {
    let structure = match sets::jacobian(graph, output, variables, run)? {
        Some(structure) => structure,
        None => Structure::dense("Jacobian", graph.node(output).count(), variables.count, false, run)?,
    };
    let [columns, rows] = groups(&structure, run)?;
    let products = if columns.len() <= rows.len() {
        let (direction, number) = graph.fresh_input(&[variables.count]);
        let seeds = seeds(graph, variables, direction);
        let product = tangents(graph, &[output], &seeds).remove(0);
        let product = flat_or_zeros(graph, product, output);
        let length = variables.count;
        let of = group_of(&columns, structure.columns);
        Products { direction, length, number, product, groups: Groups::Columns { groups: columns, of } }
    } else {
        let shape = graph.shape(output).to_vec();
        let (direction, number) = graph.fresh_input(&shape);
        let length = graph.node(output).count();
        let product = gradient(graph, &[(output, direction)], variables);
        let of = group_of(&rows, structure.rows);
        Products { direction, length, number, product, groups: Groups::Rows { groups: rows, of } }
    };
    Ok((structure, products))
}

/// The lower triangle of a Hessian by products with it.
pub fn hessian(
    graph: &mut Graph,
    [output, weights]: [Id; 2],
    variables: &Variables,
    run: &Run,
) -> Result<(Structure, Products), Error> {
    let structure = match sets::hessian(graph, output, variables, run)? {
        Some(structure) => structure,
        None => Structure::dense("Hessian", variables.count, variables.count, true, run)?,
    };
    let gradient = gradient(graph, &[(output, weights)], variables);
    let (direction, number) = graph.fresh_input(&[variables.count]);
    let seeds = seeds(graph, variables, direction);
    let product = tangents(graph, &[gradient], &seeds).remove(0);
    let product = flat_or_zeros(graph, product, gradient);
    let length = variables.count;
    let (groups, pattern) = symmetric_groups(&structure, run)?;
    Ok((structure, Products { direction, length, number, product, groups: Groups::Symmetric(groups, pattern) }))
}

/// Groups of columns, and of rows, each determined by one product.
pub fn groups(structure: &Structure, run: &Run) -> Result<[Vec<Vec<usize>>; 2], Error> {
    run.ensure_memory("function", [structure.count(), NUMBERS_OF_COLORING])?;
    let mut effort = Effort::new(run, COMPILE);
    let entries: Vec<_> = structure.iter().collect();
    let transposed = entries.iter().map(|&(i, j)| (j, i)).collect();
    let columns = column_groups(&Pattern { rows: structure.rows, columns: structure.columns, entries }, &mut effort)?;
    let transposed = Pattern { rows: structure.columns, columns: structure.rows, entries: transposed };
    Ok([columns, column_groups(&transposed, &mut effort)?])
}

/// Groups of columns of a symmetric matrix, given the structure of its lower triangle.
pub fn symmetric_groups(structure: &Structure, run: &Run) -> Result<(SymmetricGroups, Pattern), Error> {
    run.ensure_memory("function", [structure.count(), NUMBERS_OF_COLORING])?;
    let pattern = Pattern { rows: structure.rows, columns: structure.columns, entries: structure.iter().collect() };
    Ok((SymmetricGroups::new(&pattern, &mut Effort::new(run, COMPILE))?, pattern))
}

/// The tangents of the inputs for a direction in all variables.
pub fn seeds(graph: &mut Graph, variables: &Variables, direction: Id) -> Vec<(Id, Id)> {
    let mut seeds = Vec::with_capacity(variables.inputs.len());
    for (&input, &start) in variables.inputs.iter().zip(&variables.starts) {
        let shape = graph.shape(input).to_vec();
        let part = graph.slice(direction, &[start], &[graph.node(input).count()], &[1]);
        seeds.push((input, graph.reshape(part, &shape)));
    }
    seeds
}

/// The adjoints of all variables, concatenated.
pub fn gradient(graph: &mut Graph, outputs: &[(Id, Id)], variables: &Variables) -> Id {
    let gradients = gradients(graph, outputs, &variables.inputs);
    let mut parts = Vec::with_capacity(gradients.len());
    for gradient in gradients {
        let count = graph.node(gradient).count();
        if count > 0 {
            parts.push(graph.reshape(gradient, &[count]));
        }
    }
    match parts.split_first() {
        Some((&first, rest)) => graph.concatenate(first, rest, 0),
        None => graph.full(0.0, &[0]),
    }
}

/// A node as a vector, or zeros in place of `None`; `of` has its shape.
pub fn flat_or_zeros(graph: &mut Graph, id: Option<Id>, of: Id) -> Id {
    let shape = [graph.node(of).count()];
    match id {
        Some(id) => graph.reshape(id, &shape),
        None => graph.full(0.0, &shape),
    }
}

fn group_of(groups: &[Vec<usize>], count: usize) -> Vec<usize> {
    let mut of = vec![0; count];
    for (group, members) in groups.iter().enumerate() {
        members.iter().for_each(|&member| of[member] = group);
    }
    of
}

impl Products {
    /// The index of the input for directions.
    pub fn input(&self) -> usize {
        self.number
    }

    /// The number of products per evaluation.
    pub fn colors(&self) -> usize {
        self.groups().len()
    }

    fn groups(&self) -> &[Vec<usize>] {
        match &self.groups {
            Groups::Columns { groups, .. } | Groups::Rows { groups, .. } => groups,
            Groups::Symmetric(groups, _) => &groups.groups,
        }
    }

    /// The number of directions per batch.
    fn width(&self) -> usize {
        self.colors().clamp(1, DIRECTIONS)
    }

    /// A node for products with a batch of directions, the rows of the spare input. (With a single direction, if the
    /// product cannot be vectorized.) Also returns the batch size.
    pub fn at_once(&self, graph: &mut Graph) -> (Id, usize) {
        let width = self.width();
        let shape = [&[width], graph.shape(self.direction)].concat();
        let directions = graph.input(self.number, &shape);
        match vectorize(graph, &[self.product], &[(self.direction, directions)], width) {
            Some(products) => (products[0], width),
            None => (self.product, 1),
        }
    }

    /// Writes the entries. `multiply` computes the products for a batch of directions.
    pub fn write(
        &self,
        structure: &Structure,
        entries: &mut [f64],
        width: usize,
        mut multiply: impl FnMut(&[f64]) -> Vec<f64>,
    ) {
        let mut products = Vec::with_capacity(self.colors());
        for groups in self.groups().chunks(width) {
            let mut directions = vec![0.0; self.length * width];
            for (direction, group) in directions.chunks_mut(self.length.max(1)).zip(groups) {
                group.iter().for_each(|&member| direction[member] = 1.0);
            }
            let results = multiply(&directions);
            let length = results.len() / width;
            products.extend((0..groups.len()).map(|k| results[k * length..(k + 1) * length].to_vec()));
        }
        match &self.groups {
            Groups::Columns { of, .. } => {
                for (entry, (i, j)) in entries.iter_mut().zip(structure.iter()) {
                    *entry = products[of[j]][i];
                }
            }
            Groups::Rows { of, .. } => {
                for (entry, (i, j)) in entries.iter_mut().zip(structure.iter()) {
                    *entry = products[of[i]][j];
                }
            }
            Groups::Symmetric(groups, pattern) => {
                let steps = vec![1.0; structure.columns];
                entries.copy_from_slice(&groups.entries(pattern, &steps, &products));
            }
        }
    }
}
