//! Square systems without a unique solution.

use faer::Mat;
use superlinear_numerics::dense::{Qr, orthonormal_columns, pivoted_qr, qr};

/// Pivots below this fraction of the largest count as zero.
const RANK_TOLERANCE: f64 = 1e-13;

/// The minimum-norm least-squares solution, with the rank of a pivoted QR factorization.
///
/// Source: Golub, Van Loan, Matrix Computations, 2013, section 5.5.2: the complete orthogonal decomposition.
pub(crate) fn shortest_solution(matrix: &Mat<f64>, right_side: &[f64]) -> Vec<f64> {
    let size = right_side.len();
    let decomposition = pivoted_qr(matrix.as_ref());
    let triangle = decomposition.thin_R();
    let largest = triangle[(0, 0)].abs();
    let rank = (0..size).take_while(|&k| triangle[(k, k)].abs() > RANK_TOLERANCE * largest).count();
    let right = Mat::from_fn(size, 1, |i, _| right_side[i]);
    let rotated = orthonormal_columns(&decomposition).transpose() * &right;
    let mut solution = vec![0.0; size];
    if rank == 0 {
        return solution;
    }
    // R₁ denotes the leading rows of R, and R₁' = Q₂ R₂. Their minimum-norm solution is Q₂ R₂'⁻¹ c.
    let wide = Mat::from_fn(size, rank, |j, i| if j >= i { triangle[(i, j)] } else { 0.0 });
    let Qr { q, r: lower } = qr(wide.as_ref());
    let mut inner: Vec<_> = (0..rank).map(|i| rotated[(i, 0)]).collect();
    for i in 0..rank {
        let known: f64 = (0..i).map(|k| lower[(k, i)] * inner[k]).sum();
        inner[i] = (inner[i] - known) / lower[(i, i)];
    }
    let inner = Mat::from_fn(rank, 1, |i, _| inner[i]);
    let permuted = q * &inner;
    for (k, &place) in decomposition.P().arrays().0.iter().enumerate() {
        solution[place] = permuted[(k, 0)];
    }
    solution
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_numerics::random::Stream;

    #[test]
    fn the_shortest_solution_is_that_of_the_pseudo_inverse() {
        let mut stream = Stream::new(3, 0);
        for rank in [1, 3, 6] {
            let left = Mat::from_fn(6, rank, |_, _| stream.normal());
            let right = Mat::from_fn(rank, 6, |_, _| stream.normal());
            let (matrix, target) = (&left * &right, Mat::from_fn(6, 1, |_, _| stream.normal()));
            let right_side: Vec<_> = (&matrix * &target).col_as_slice(0).to_vec();
            let solution = shortest_solution(&matrix, &right_side);
            let solution = Mat::from_fn(6, 1, |i, _| solution[i]);
            assert!((&matrix * &solution - &matrix * &target).norm_max() < 1e-12);
            let svd = matrix.svd().expect("it converges");
            let shortest = svd.V().get(.., ..rank) * svd.V().get(.., ..rank).transpose() * &target;
            assert!((solution - shortest).norm_max() < 1e-10);
        }
        assert_eq!(shortest_solution(&Mat::zeros(3, 3), &[1.0; 3]), [0.0; 3]);
    }
}
