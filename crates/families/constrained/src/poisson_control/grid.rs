//! The grid and its finite differences.

use std::f64::consts::PI;

/// The negative 5-point Laplacian on a square grid with zero boundary values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Laplacian {
    /// Grid points per side.
    pub size: usize,
}

impl Laplacian {
    pub fn points(self) -> usize {
        self.size * self.size
    }

    /// The reciprocal of the squared mesh width on the unit square.
    pub fn weight(self) -> f64 {
        ((self.size + 1) as f64).powi(2)
    }

    /// The eigenvalue of the one-dimensional differences for a sine with this number of half waves.
    pub fn eigenvalue_along_side(self, half_waves: usize) -> f64 {
        let sine = (0.5 * PI * half_waves as f64 / (self.size + 1) as f64).sin();
        4.0 * self.weight() * sine * sine
    }

    /// Entry `k` of the product with `y`.
    #[inline(always)]
    pub fn at(self, y: &[f64], k: usize) -> f64 {
        let column = k % self.size;
        let beside = |is_there: bool, k: usize| if is_there { y[k] } else { 0.0 };
        let neighbors = (beside(column > 0, k.wrapping_sub(1)) + beside(column + 1 < self.size, k + 1))
            + (beside(k >= self.size, k.wrapping_sub(self.size)) + beside(k + self.size < y.len(), k + self.size));
        self.weight() * (4.0 * y[k] - neighbors)
    }

    /// The neighbors of `k` on the grid.
    fn neighbors(self, k: usize) -> [Option<usize>; 4] {
        let column = k % self.size;
        [
            k.checked_sub(self.size),
            (column > 0).then(|| k.wrapping_sub(1)),
            (column + 1 < self.size).then_some(k + 1),
            (k + self.size < self.points()).then_some(k + self.size),
        ]
    }

    /// The columns of the entries of constraint `k`: ascending for the state, then that of the control.
    pub fn row(self, k: usize) -> impl Iterator<Item = usize> {
        let [above, left, right, below] = self.neighbors(k);
        [above, left, Some(k), right, below, Some(self.points() + k)].into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_laplacian_has_sines_for_eigenvectors() {
        let laplacian = Laplacian { size: 7 };
        let sine = |k: usize, waves: usize| (PI * (waves * (k + 1)) as f64 / 8.0).sin();
        let y: Vec<_> = (0..49).map(|k| sine(k % 7, 2) * sine(k / 7, 3)).collect();
        let eigenvalue = laplacian.eigenvalue_along_side(2) + laplacian.eigenvalue_along_side(3);
        for k in 0..49 {
            assert!((laplacian.at(&y, k) - eigenvalue * y[k]).abs() < 1e-11);
        }
    }
}
