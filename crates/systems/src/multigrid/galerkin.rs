//! The coarse matrix `P' A P`, by rows (Gustavson, Two Fast Algorithms for Sparse Matrices, ACM Trans. Math. Softw. 4, 1978).

use super::prolongation::Prolongation;
use crate::sort_row;
use superlinear_interface::SparseMatrix;
use superlinear_numerics::sparse;

/// The index of a column absent from the current row.
const NOWHERE: u32 = u32::MAX;

/// The coarse matrix, with columns in ascending order.
pub(super) fn galerkin_product(matrix: &SparseMatrix, prolongation: &Prolongation) -> SparseMatrix {
    let coarse_rows = prolongation.columns();
    let mut accumulator = Accumulator::new(coarse_rows);
    let mut product = Rows::with_room(matrix.rows, 2 * matrix.data.len());
    for node in 0..matrix.rows {
        let (columns, entries) = matrix.row(node);
        for (&column, entry) in columns.iter().zip(entries) {
            let (variables, weights) = prolongation.row(column as usize);
            accumulator.add_scaled(*entry, variables, weights);
        }
        accumulator.move_to(&mut product);
    }

    let row = |node| {
        let (variables, weights) = prolongation.row(node);
        variables.iter().zip(weights).map(|(&variable, &weight)| (variable as usize, weight))
    };
    let transpose = sparse::by_columns((prolongation.rows(), coarse_rows), row);
    let mut coarse = Rows::with_room(coarse_rows, matrix.data.len() / 2);
    for variable in 0..coarse_rows {
        let own = transpose.starts[variable] as usize..transpose.starts[variable + 1] as usize;
        for (&node, &weight) in transpose.rows[own.clone()].iter().zip(&transpose.values[own]) {
            let range = product.starts[node as usize] as usize..product.starts[node as usize + 1] as usize;
            accumulator.add_scaled(weight, &product.columns[range.clone()], &product.entries[range]);
        }
        accumulator.sort();
        accumulator.move_to(&mut coarse);
    }
    let signed = |values: Vec<u32>| values.into_iter().map(|value| value as i32).collect::<Vec<_>>();
    SparseMatrix {
        rows: coarse_rows,
        columns: coarse_rows,
        indptr: signed(coarse.starts).into(),
        indices: signed(coarse.columns).into(),
        data: coarse.entries.into(),
    }
}

/// A sparse matrix, built row by row.
struct Rows {
    starts: Vec<u32>,
    columns: Vec<u32>,
    entries: Vec<f64>,
}

impl Rows {
    fn with_room(rows: usize, entries: usize) -> Self {
        let mut starts = Vec::with_capacity(rows + 1);
        starts.push(0);
        Self { starts, columns: Vec::with_capacity(entries), entries: Vec::with_capacity(entries) }
    }
}

/// The current row of a sparse product.
struct Accumulator {
    places: Vec<u32>,
    row: Vec<(u32, f64)>,
}

impl Accumulator {
    fn new(columns: usize) -> Self {
        Self { places: vec![NOWHERE; columns], row: Vec::new() }
    }

    #[inline(always)]
    fn add_scaled(&mut self, factor: f64, columns: &[u32], entries: &[f64]) {
        for (&column, entry) in columns.iter().zip(entries) {
            let place = &mut self.places[column as usize];
            if *place == NOWHERE {
                *place = self.row.len() as u32;
                self.row.push((column, factor * entry));
            } else {
                self.row[*place as usize].1 += factor * entry;
            }
        }
    }

    fn sort(&mut self) {
        sort_row(&mut self.row);
    }

    fn move_to(&mut self, rows: &mut Rows) {
        for (column, entry) in self.row.drain(..) {
            self.places[column as usize] = NOWHERE;
            rows.columns.push(column);
            rows.entries.push(entry);
        }
        rows.starts.push(rows.columns.len() as u32);
    }
}
