//! The operand of a sketch: a matrix and right-hand sides, read by panels of a block of rows.

use crate::table::Table;
use std::ops::Range;
use superlinear_interface::{Error, SparseMatrix, check};

/// The matrix [D A, D B] with a table A, right-hand sides B, and a diagonal matrix D of row factors.
#[derive(Clone, Copy)]
pub(crate) struct Operand<'a> {
    table: Option<&'a Table<'a>>,
    rows: usize,
    right_sides: &'a [f64],
    right_side_count: usize,
    right_side_name: &'a str,
    row_factors: Option<&'a [f64]>,
}

impl<'a> Operand<'a> {
    /// An operand with the table only.
    pub(crate) fn of_table(table: &'a Table<'a>) -> Self {
        let none = Self::of_vectors(&[], 0, "");
        Self { table: Some(table), rows: table.rows(), ..none }
    }

    /// An operand with only `count` vectors, the columns of a row-major matrix; errors name its entries `name[k]`.
    pub(crate) fn of_vectors(vectors: &'a [f64], count: usize, name: &'a str) -> Self {
        let rows = vectors.len().checked_div(count).unwrap_or(0);
        Self {
            table: None,
            rows,
            right_sides: vectors,
            right_side_count: count,
            right_side_name: name,
            row_factors: None,
        }
    }

    /// Adds `count` right-hand sides, the columns of a row-major matrix; errors name its entries `name[k]`.
    pub(crate) fn with_right_sides(self, right_sides: &'a [f64], count: usize, name: &'a str) -> Self {
        debug_assert_eq!(right_sides.len(), self.rows * count, "right sides as long as the table");
        Self { right_sides, right_side_count: count, right_side_name: name, ..self }
    }

    /// Multiplies each row by its factor.
    pub(crate) fn with_row_factors(self, factors: &'a [f64]) -> Self {
        debug_assert_eq!(factors.len(), self.rows, "a factor for each row");
        Self { row_factors: Some(factors), ..self }
    }

    /// The number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// The number of columns: those of the table, then one per right-hand side.
    pub(crate) fn columns(&self) -> usize {
        self.table_columns() + self.right_side_count
    }

    /// The number of stored entries.
    pub(crate) fn entries(&self) -> usize {
        self.table.map_or(0, Table::entries) + self.right_sides.len()
    }

    /// The table, if it is sparse.
    pub(crate) fn as_sparse(&self) -> Option<&'a SparseMatrix> {
        self.table.and_then(Table::as_sparse)
    }

    fn table_columns(&self) -> usize {
        self.table.map_or(0, Table::columns)
    }

    /// The factor of row `i`.
    pub(crate) fn row_factor(&self, i: usize) -> f64 {
        self.row_factors.map_or(1.0, |factors| factors[i])
    }

    /// Row `i` of the right-hand sides, without its factor.
    pub(crate) fn right_sides(&self, i: usize) -> &'a [f64] {
        &self.right_sides[i * self.right_side_count..(i + 1) * self.right_side_count]
    }

    /// Writes some columns of a range of rows to `panel`, row-major with `width` entries per row. The rest of the
    /// panel, to the right and below, is filled with zeros.
    pub(crate) fn read_panel(&self, rows: Range<usize>, columns: Range<usize>, width: usize, panel: &mut [f64]) {
        let of_table = columns.start.min(self.table_columns())..columns.end.min(self.table_columns());
        let (panel, below) = panel.split_at_mut(rows.len() * width);
        below.fill(0.0);
        if let Some(table) = self.table {
            table.read_panel(rows.clone(), of_table.clone(), width, panel);
        }
        if of_table.len() < width {
            let first = columns.start.max(self.table_columns()) - self.table_columns();
            let right_sides = first..first + columns.len() - of_table.len();
            for (i, row) in rows.clone().zip(panel.chunks_exact_mut(width)) {
                let (beside, rest) = row[of_table.len()..].split_at_mut(right_sides.len());
                beside.copy_from_slice(&self.right_sides(i)[right_sides.clone()]);
                rest.fill(0.0);
            }
        }
        if let Some(factors) = self.row_factors {
            for (factor, row) in factors[rows].iter().zip(panel.chunks_exact_mut(width)) {
                row.iter_mut().for_each(|entry| *entry *= factor);
            }
        }
    }

    /// Returns an error for the first entry that is not finite; to be called if a result shows that there is one.
    pub(crate) fn ensure_finite(&self) -> Result<(), Error> {
        if let Some(table) = self.table {
            table.ensure_finite()?;
        }
        check::numbers(self.right_side_name, self.right_sides, check::FINITE)
    }
}
