//! The Golub–Kahan bidiagonalization of a matrix, started from a vector (SIAM J. Numer. Anal. 2, 1965).

use crate::matrix_operator::MatrixOperator;
use crate::vectors::{norm, scale_and_add};
use superlinear_interface::Error;

/// The last step of A V = U B, where B is lower bidiagonal: `alpha` on the diagonal, `beta` to its left.
pub(super) struct Bidiagonalization<'a, A> {
    matrix: &'a A,
    pub beta: f64,
    pub u: Vec<f64>,
    pub alpha: f64,
    pub v: Vec<f64>,
    /// Workspaces with the lengths of `u` and of `v`.
    products: [Vec<f64>; 2],
}

impl<'a, A: MatrixOperator> Bidiagonalization<'a, A> {
    /// Starts with `beta` u = the given vector and `alpha` v = A' u.
    pub(crate) async fn start(matrix: &'a A, mut u: Vec<f64>) -> Result<Self, Error> {
        let beta = normalize(&mut u);
        let mut v = vec![0.0; matrix.columns()];
        matrix.apply_transpose(&u, &mut v).await?;
        let alpha = normalize(&mut v);
        let products = [vec![0.0; u.len()], vec![0.0; v.len()]];
        Ok(Self { matrix, beta, u, alpha, v, products })
    }

    /// `beta` u = A v - `alpha` u, then `alpha` v = A' u - `beta` v.
    pub(crate) async fn step(&mut self) -> Result<(), Error> {
        let [long, wide] = &mut self.products;
        self.matrix.apply(&self.v, long).await?;
        scale_and_add(&mut self.u, -self.alpha, long);
        self.beta = normalize(&mut self.u);
        self.matrix.apply_transpose(&self.u, wide).await?;
        scale_and_add(&mut self.v, -self.beta, wide);
        self.alpha = normalize(&mut self.v);
        Ok(())
    }
}

/// Normalizes a vector and returns its norm. Leaves zero unchanged.
fn normalize(vector: &mut [f64]) -> f64 {
    let length = norm(vector);
    if length > 0.0 {
        vector.iter_mut().for_each(|entry| *entry /= length);
    }
    length
}
