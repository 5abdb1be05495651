//! Problems of a distribution with itself, with a symmetric cost for which no other point is nearer to a point than
//! itself.
//!
//! Both potentials are then equal up to the order of the points, f = g, and Sinkhorn's map T maps f to f. Its
//! derivative at the solution is -R^-1 P, and if exp(-C / L) is positive definite (Euclidean distances and their
//! squares) the eigenvalues of R^-1 P lie between 0 and 1. So the mean (f + T f) / 2 converges with a factor of at most
//! 1/2, however small L is, whereas the factor of Sinkhorn's alternation approaches 1 (Feydy et al., AISTATS 2019,
//! section 3.1), and the Hessian R + P of Newton's method lies between R and 2 R.

use crate::geometry::Geometry;
use crate::inputs::Masses;
use superlinear_interface::Matrix;

/// Side of the square tiles in the comparison of a matrix with its transpose: two of them fit in the cache.
const TILE: usize = 64;

/// The source index of each target, in the solver's order.
#[derive(Clone, Debug)]
pub(crate) struct Mirror(Vec<u32>);

impl Mirror {
    /// The mirror of a problem with equal marginals and penalties. `row_minima` is the smallest cost of each source
    /// with mass.
    pub fn of(geometry: &Geometry, masses: &Masses, row_minima: &[f64], softness: [f64; 2]) -> Option<Self> {
        let (source, target) = (&masses.source, &masses.target);
        let is_alike = softness[0] == softness[1] && source.support == target.support && source.masses == target.masses;
        let is_mirrored = is_alike
            && match geometry {
                Geometry::Points { sources, targets, .. } => sources.data == targets.data,
                Geometry::Cost(cost) => is_home_nearest(cost, &source.support, row_minima) && is_own_transpose(cost),
            };
        is_mirrored.then(|| Self((0..source.support.len() as u32).collect()))
    }

    /// The mirror after a permutation of the targets.
    pub(crate) fn reordered(&self, order: &[u32]) -> Self {
        Self(order.iter().map(|&k| self.0[k as usize]).collect())
    }

    /// Copies values of the sources to the targets.
    pub(crate) fn reflect(&self, sources: &[f64], targets: &mut [f64]) {
        for (target, &i) in targets.iter_mut().zip(&self.0) {
            *target = sources[i as usize];
        }
    }

    /// Replaces values of the sources by their means with those of the targets.
    pub(crate) fn fold(&self, sources: &mut [f64], targets: &[f64]) {
        for (target, &i) in targets.iter().zip(&self.0) {
            let source = &mut sources[i as usize];
            *source = 0.5 * (*source + target);
        }
    }
}

/// Returns whether no point with mass is nearer to another than to itself. Otherwise the plan may move far from its
/// diagonal as the regularization decreases, and R + P may become nearly singular.
fn is_home_nearest(cost: &Matrix, support: &[u32], row_minima: &[f64]) -> bool {
    let own = |&i: &u32| cost.row(i as usize).get(i as usize);
    support.iter().zip(row_minima).all(|(i, smallest)| own(i) == Some(smallest))
}

/// Compares a matrix with its transpose, tile by tile.
fn is_own_transpose(matrix: &Matrix) -> bool {
    if matrix.rows != matrix.columns {
        return false;
    }
    let tiles = || (0..matrix.rows).step_by(TILE);
    tiles().all(|top| {
        let rows = top..matrix.rows.min(top + TILE);
        tiles().take_while(|&left| left <= top).all(|left| {
            let columns = left..matrix.rows.min(left + TILE);
            rows.clone().all(|i| columns.clone().all(|j| matrix.row(i)[j] == matrix.row(j)[i]))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{Mirror, is_own_transpose};
    use superlinear_interface::Matrix;

    #[test]
    fn one_entry_makes_a_matrix_asymmetric() {
        let size = 150;
        let symmetric: Vec<f64> = (0..size * size).map(|k| ((k / size) * (k % size)) as f64).collect();
        assert!(is_own_transpose(&Matrix::new(size, size, symmetric.clone())));
        for (i, j) in [(0, 149), (149, 0), (70, 65), (100, 20)] {
            let mut data = symmetric.clone();
            data[i * size + j] += 1.0;
            assert!(!is_own_transpose(&Matrix::new(size, size, data)), "({i}, {j})");
        }
    }

    #[test]
    fn reflections_follow_the_order() {
        let mirror = Mirror(vec![0, 1, 2]).reordered(&[2, 0, 1]);
        let mut targets = [0.0; 3];
        mirror.reflect(&[1.0, 2.0, 3.0], &mut targets);
        assert_eq!(targets, [3.0, 1.0, 2.0]);
        let mut sources = [3.0, 4.0, 5.0];
        mirror.fold(&mut sources, &targets);
        assert_eq!(sources, [2.0, 3.0, 4.0]);
    }
}
