//! Semismooth Newton steps on z = P(z − w F(z)).
//!
//! Source: Facchinei, Pang, Finite-Dimensional Variational Inequalities and Complementarity Problems, 2003, sections
//! 7.2 and 8.2.

use crate::least_squares::shortest_solution;
use faer::Mat;
use superlinear_numerics::sets::Product;
use superlinear_numerics::vectors::{difference, dot, norm};

/// Power iterations for the norm of the Jacobian. An estimate suffices: a factor of two in the weight changes no zero
/// of the residual.
const POWER_STEPS: usize = 20;

/// The next iterate from a point with these values and this Jacobian; `None` if it is not finite.
pub(super) fn step(set: &Product, point: &[f64], values: &[f64], jacobian: &Mat<f64>) -> Option<Vec<f64>> {
    let size = point.len();
    let weight = 1.0 / spectral_norm(jacobian).max(f64::MIN_POSITIVE);
    let forward: Vec<_> = point.iter().zip(values).map(|(z, f)| z - weight * f).collect();
    let mut projected = forward.clone();
    set.project(&mut projected);
    let residual = difference(point, &projected);

    // I − D (I − w J), where D is a derivative of the projection.
    let identity = |i: usize, j: usize| f64::from(u8::from(i == j));
    let mut matrix = Mat::from_fn(size, size, |i, j| identity(i, j) - weight * jacobian[(i, j)]);
    set.differentiate(&forward, &projected, &mut matrix);
    let matrix = Mat::from_fn(size, size, |i, j| identity(i, j) - matrix[(i, j)]);

    let correction = shortest_solution(&matrix, &residual);
    let mut next = difference(point, &correction);
    set.project(&mut next);
    next.iter().all(|entry| entry.is_finite()).then_some(next)
}

/// An estimate of the largest singular value.
fn spectral_norm(matrix: &Mat<f64>) -> f64 {
    let size = matrix.ncols();
    // A start unlikely to be orthogonal to any structure.
    let mut vector: Vec<_> = (0..size).map(|k| 1.0 + ((k + 1) as f64).sin() / 2.0).collect();
    let mut value = 0.0;
    for _ in 0..POWER_STEPS {
        let length = norm(&vector);
        if length == 0.0 || !length.is_finite() {
            break;
        }
        vector.iter_mut().for_each(|entry| *entry /= length);
        let mut product = vec![0.0; size];
        (0..size)
            .for_each(|j| superlinear_numerics::vectors::add_scaled(&mut product, vector[j], matrix.col_as_slice(j)));
        value = norm(&product);
        vector = (0..size).map(|j| dot(matrix.col_as_slice(j), &product)).collect();
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_numerics::random::Stream;

    #[test]
    fn the_norm_is_that_of_the_decomposition() {
        let mut stream = Stream::new(4, 0);
        let matrix = Mat::from_fn(20, 20, |_, _| stream.normal());
        let exact = matrix.svd().expect("it converges").S().column_vector()[0];
        assert!((spectral_norm(&matrix) - exact).abs() < 0.05 * exact);
        assert_eq!(spectral_norm(&Mat::zeros(3, 3)), 0.0);
    }
}
