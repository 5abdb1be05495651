//! Correlations of grids of numbers with small stencils, where these lie within the grid, and their adjoints.

use crate::vectors::add_scaled;

/// How many rows and columns a grid has; its numbers stand row by row. A signal is a grid of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Its rows.
    pub rows: usize,
    /// Its columns.
    pub columns: usize,
}

impl Grid {
    /// How many numbers it has.
    pub fn size(self) -> usize {
        self.rows * self.columns
    }
}

/// A small grid of factors.
#[derive(Clone, Debug, PartialEq)]
pub struct Stencil {
    /// Its rows and columns.
    pub grid: Grid,
    /// The factors, row by row.
    pub factors: Vec<f64>,
}

impl Stencil {
    /// A stencil from its factors, row by row. Panics where they are not as many as the grid has places.
    pub fn new(rows: usize, columns: usize, factors: Vec<f64>) -> Self {
        assert_eq!(rows * columns, factors.len(), "a stencil has a factor for each place");
        Self { grid: Grid { rows, columns }, factors }
    }

    /// The grid of the places where it lies within `grid`; empty where it never does.
    pub fn places(&self, grid: Grid) -> Grid {
        let places = |of: usize, within: usize| (within + 1).saturating_sub(of);
        Grid { rows: places(self.grid.rows, grid.rows), columns: places(self.grid.columns, grid.columns) }
    }

    /// At each place within `grid` the sum of the factors times the numbers under them.
    pub fn correlate(&self, grid: Grid, numbers: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.places(grid).size()];
        self.for_each_row(grid, |factor, place, number, length| {
            add_scaled(&mut sums[place..place + length], factor, &numbers[number..number + length]);
        });
        sums
    }

    /// Adds the adjoint of the correlation: what lies at a place is put, times the factors, under them.
    pub fn add_adjoint(&self, grid: Grid, at_places: &[f64], numbers: &mut [f64]) {
        self.for_each_row(grid, |factor, place, number, length| {
            add_scaled(&mut numbers[number..number + length], factor, &at_places[place..place + length]);
        });
    }

    /// For each factor that is not zero and each row of places: the factor, where the row begins among places and, under that factor, among numbers, and how
    /// long it is.
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
