//! Correlations of grids with small stencils, at positions within the grid, and their adjoints.

use crate::vectors::add_scaled;

/// The numbers of rows and columns of a grid stored row by row. A signal is a grid of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The number of rows.
    pub rows: usize,
    /// The number of columns.
    pub columns: usize,
}

impl Grid {
    /// The number of entries.
    pub fn size(self) -> usize {
        self.rows * self.columns
    }
}

/// A small grid of factors.
#[derive(Clone, Debug, PartialEq)]
pub struct Stencil {
    /// The shape of the stencil.
    pub grid: Grid,
    /// The factors, row by row.
    pub factors: Vec<f64>,
}

impl Stencil {
    /// Creates a stencil from its factors, row by row. Panics if their number is wrong.
    pub fn new(rows: usize, columns: usize, factors: Vec<f64>) -> Self {
        assert_eq!(rows * columns, factors.len(), "a stencil has a factor for each place");
        Self { grid: Grid { rows, columns }, factors }
    }

    /// The grid of positions at which the stencil lies within `grid`; possibly empty.
    pub fn places(&self, grid: Grid) -> Grid {
        let places = |of: usize, within: usize| (within + 1).saturating_sub(of);
        Grid { rows: places(self.grid.rows, grid.rows), columns: places(self.grid.columns, grid.columns) }
    }

    /// The correlation: at each position within `grid`, the sum of the factors times the entries under them.
    pub fn correlate(&self, grid: Grid, numbers: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.places(grid).size()];
        self.for_each_row(grid, |factor, place, number, length| {
            add_scaled(&mut sums[place..place + length], factor, &numbers[number..number + length]);
        });
        sums
    }

    /// Adds the adjoint of the correlation: each position's value times the factors is added to the entries under them.
    pub fn add_adjoint(&self, grid: Grid, at_places: &[f64], numbers: &mut [f64]) {
        self.for_each_row(grid, |factor, place, number, length| {
            add_scaled(&mut numbers[number..number + length], factor, &at_places[place..place + length]);
        });
    }

    /// Visits each nonzero factor and each row of positions: the factor, the start index of the row among positions
    /// and, under that factor, among entries, and the row's length.
    fn for_each_row(&self, grid: Grid, mut visit: impl FnMut(f64, usize, usize, usize)) {
        let places = self.places(grid);
        for (k, &factor) in self.factors.iter().enumerate().filter(|(_, factor)| **factor != 0.0) {
            let (down, right) = (k / self.grid.columns, k % self.grid.columns);
            for i in 0..places.rows {
                visit(factor, i * places.columns, (i + down) * grid.columns + right, places.columns);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors::dot;

    #[test]
    fn adjoints_are_adjoint() {
        let grid = Grid { rows: 4, columns: 5 };
        let stencil = Stencil::new(2, 3, vec![1.0, -2.0, 0.5, 3.0, 0.25, -1.0]);
        let numbers: Vec<f64> = (0..20).map(|k| ((7 * k) % 11) as f64 - 5.0).collect();
        let correlated = stencil.correlate(grid, &numbers);
        assert_eq!(stencil.places(grid), Grid { rows: 3, columns: 3 });
        let at = |i: usize, j: usize| numbers[5 * i + j];
        let expected = at(1, 2) - 2.0 * at(1, 3) + 0.5 * at(1, 4) + 3.0 * at(2, 2) + 0.25 * at(2, 3) - at(2, 4);
        assert_eq!(correlated[5], expected);
        let at_places: Vec<f64> = (0..9).map(|k| ((5 * k) % 7) as f64 - 3.0).collect();
        let mut adjoint = vec![0.0; 20];
        stencil.add_adjoint(grid, &at_places, &mut adjoint);
        assert_eq!(dot(&correlated, &at_places), dot(&numbers, &adjoint));
    }

    #[test]
    fn a_stencil_larger_than_the_grid_has_no_place() {
        let stencil = Stencil::new(1, 3, vec![1.0; 3]);
        assert!(stencil.correlate(Grid { rows: 2, columns: 2 }, &[1.0; 4]).is_empty());
    }
}
